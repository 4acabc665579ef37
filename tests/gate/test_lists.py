"""Lists from what is worked out ahead: kept up with the papers, found from ties or from consents, page by page."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from hub.casework.opening import list_own
from hub.gate.lists import Asker, Stretch
from hub.gate.rules import Rules
from hub.gate.store import weigh_families
from hub.policy.compile import program
from hub.policy.listing import Drive, drive_of, listing
from hub.policy.policies import Bearing, Measure, Tie
from hub.record.blind import NAMES
from hub.terms.access import Act
from hub.terms.families import Asked
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Agency, Purpose, Role
from hub.web.family_rows import names_of
from tests.attacks.by_hand import refused
from tests.attacks.families import cell, consent, family, withdraw
from tests.kreis import books

JOINT = Purpose.FAM_JOINT_SUPPORT
LATER = datetime(2026, 11, 26, 9, tzinfo=UTC)


def _name(number, text="Müller"):
    return cell("family_name", f"X{number}-1", text, owner="jugendamt")


def _load(kreis, number, to=("U01",), **more):
    kreis.load(
        family(
            f"FAM-2026-9{number}",
            f"X{number}",
            [_name(number)],
            consents=[consent(f"X{number}-C1", f"X{number}-1", to)],
            **more,
        )
    )


def _weighed(kreis, who="U01", house=None, limit=100, after=""):
    principal = kreis.principal(who)
    house = house or kreis.house(principal.agency.value)
    return weigh_families(house, Asker(principal, JOINT, kreis.at, "list"), NAMES, Stretch(after, limit))


def _seen(kreis, number, **more):
    return [len(one.seen) for one in _weighed(kreis, **more) if one.number == number]


def _without_tie(house, *, by_consent_alone):
    """The same rules, where a Jobcoach's task is not one family's work; with or without what needs no consent."""
    known = house.policies
    rules = [one for one in known.policies if one.effect is Bearing.LIMIT or one.level is Measure.RELEASE]
    roles = {**known.roles, Role.JOBCOACH: replace(known.roles[Role.JOBCOACH], tie=Tie.NONE)}
    policies = tuple(rules) if by_consent_alone else known.policies
    return replace(house, rules=Rules(replace(known, roles=roles, policies=policies)))


def _drive(house):
    return listing(house.policies, Agency.JOBCENTER, Role.JOBCOACH, JOINT, NAMES).drive


def test_a_withdrawal_shuts_the_list_at_once(every_kreis):
    """In the transaction in which it is taken."""
    _load(every_kreis, 11)
    assert [1] == _seen(every_kreis, "FAM-2026-911")

    withdraw(every_kreis, "X11-C1", "X11-1", FamilyNumber("FAM-2026-911"))

    every_kreis.at = LATER
    assert [0] == _seen(every_kreis, "FAM-2026-911")


def test_what_ends_needs_no_job_to_end(kreis):
    """The rows say until when they hold; the same rows are asked at two instants."""
    kreis.load(
        family(
            "FAM-2026-912",
            "X12",
            [_name(12)],
            consents=[consent("X12-C1", "X12-1", ["U01"]) | {"to": "2026-11-20"}],
        )
    )

    assert [1] == _seen(kreis, "FAM-2026-912")
    kreis.at = LATER
    assert [0] == _seen(kreis, "FAM-2026-912")


def test_without_rows_a_family_is_decided_from_its_papers(kreis):
    """A family that came before there were any, or whose fields mean something else by now."""
    _load(kreis, 13)
    kreis.superuser().execute("update consent.worked_out set catalogue = 'of another day'")

    [line] = [
        one
        for one in list_own(kreis.house("jobcenter"), kreis.principal("U01"), JOINT, Asked(), kreis.at).lines
        if one.number == "FAM-2026-913"
    ]

    assert ["Müller"] == [person.family_name for person in names_of(line.projection)]
    assert [0] == _seen(kreis, "FAM-2026-913")


def test_where_the_two_decisions_differ_the_list_shows_less(kreis):
    """Rows that open more than the papers do open nothing."""
    _load(kreis, 14)
    withdraw(kreis, "X14-C1", "X14-1", FamilyNumber("FAM-2026-914"))
    kreis.at = LATER
    kreis.superuser().execute("update consent.open set until = 'infinity' where number = 'FAM-2026-914'")
    assert [1] == _seen(kreis, "FAM-2026-914")

    lines = list_own(kreis.house("jobcenter"), kreis.principal("U01"), JOINT, Asked(), kreis.at).lines

    assert [[]] == [names_of(line.projection) for line in lines if line.number == "FAM-2026-914"]


def test_the_rules_say_from_where_a_list_starts(kreis):
    """Without a mandate nothing is permitted to any role of the hub; a property of the program."""
    policies = books().policies

    for role, rule in policies.roles.items():
        for agency in rule.agencies:
            for purpose in rule.purposes:
                if rule.tie is not Tie.NONE:
                    assert Drive.MANDATE is drive_of(program(policies, Act.DISCLOSE, agency, role, purpose))


def test_a_role_without_cases_finds_the_families_that_consent_opens_to_it(every_kreis):
    """Page by page, in the order of the numbers, and no other: not even the own agency's."""
    for number, to in ((21, ["U01"]), (22, ["U07"]), (23, ["U01"]), (24, ["U01"])):
        _load(every_kreis, number, to, assignments=[])
    house = _without_tie(every_kreis.house("jobcenter"), by_consent_alone=True)
    assert Drive.RELEASE is _drive(house)

    ours = [f"FAM-2026-92{number}" for number in (1, 3, 4)]
    first = _weighed(every_kreis, house=house, limit=2, after="FAM-2026-920")
    second = _weighed(every_kreis, house=house, limit=2, after=first[-1].number)

    assert ours == [one.number for one in (*first, *second)]


def test_a_role_that_may_see_of_any_family_finds_them_all(kreis):
    """But none of which nothing may be seen."""
    kreis.load(family("FAM-2026-941", "X41", [cell("family_name", "X41-1", owner="jobcenter")], assignments=[]))
    kreis.load(family("FAM-2026-942", "X42", [_name(42)], assignments=[]))
    kreis.load(family("FAM-2026-943", "X43", [cell("family_name", "X43-1", owner="jobcenter")], assignments=[]))
    house = _without_tie(kreis.house("jobcenter"), by_consent_alone=False)
    assert Drive.EVERYBODY is _drive(house)

    found = _weighed(kreis, house=house, limit=2, after="FAM-2026-940")

    assert ["FAM-2026-941", "FAM-2026-943"] == [one.number for one in found]


def test_nobody_lists_by_the_name_of_another(kreis):
    """The database knows the posts of who asks, whatever a process claims."""
    _load(kreis, 25)
    house, principal = kreis.house("jobcenter"), kreis.principal("U01")
    asker = Asker(replace(principal, team="somebody-elses"), JOINT, kreis.at, "list")

    assert "HB030" == refused(weigh_families, house, asker, NAMES, Stretch("", 1))


@pytest.mark.parametrize("limit", [1, 3])
def test_a_page_is_never_longer_than_asked(kreis, limit):
    """Whatever the number of families."""
    for number in (31, 32, 33, 34):
        _load(kreis, number)

    assert limit == len(_weighed(kreis, limit=limit))
