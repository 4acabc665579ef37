"""Time passes while rows lie in the database: no list shows what the page does not show at that very instant."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hub.casework.opening import list_assigned, list_own, open_family
from hub.gate.rules import Rules
from hub.gate.search import DATES
from hub.policy.policies import Bearing, Measure, Tie
from hub.record.blind import NAMES
from hub.terms.families import Asked
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Purpose, Role
from tests.attacks.families import cell, consent, family

JOINT = Purpose.FAM_JOINT_SUPPORT
OURS = FamilyNumber("FAM-2026-961")
MOMENT = timedelta(milliseconds=1)
ADULT = {"id": "X61-1", "born": "1990-02-03"}
HELD = [{"holder": "X61-1", "proof": {"kind": "register_58", "seen_on": "2025-02-03"}}]
MOTHER, CHILD = ({"by": one, "at": "2026-10-01T10:00:00+02:00"} for one in ("X61-1", "X61-2"))
BACK = {"by": "X61-1", "received_at": "2026-11-20T14:30:00+01:00", "received_by": "jugendamt"}


def _about(who, name="Zeitlos"):
    return [cell("given_name", who, name, owner="jugendamt"), cell("family_name", who, "Immerda", owner="jugendamt")]


def _adult(at, **said):
    """What ends or begins at an instant, told of an adult whose name only the Jugendamt entered."""
    paper = consent("X61-C1", "X61-1", ["U01"]) | said.pop("paper", {})
    return at, family(OURS, "X61", _about("X61-1"), persons=[ADULT | said.pop("person", {})], consents=[paper], **said)


def _child(at, born, **said):
    """The same of a child, for whom these signed, the mother and the child if nothing else is said."""
    paper = consent("X61-C1", "X61-2", ["U01"]) | {"signed": said.pop("signed", [MOTHER, CHILD])}
    child = {"id": "X61-2", "born": born, "custody": HELD, "insight": "yes"}
    return at, family(OURS, "X61", _about("X61-2"), persons=[ADULT, child], consents=[paper], **said)


WORKERS = [{"staff": "U07"}, {"staff": "U12"}]
LENT = {"staff": "U01", "for": "U02", "from": "2026-10-12", "to": "2026-11-20", "reason": "Urlaub der Kollegin"}
ENDS = {
    "a consent runs out": _adult("2026-11-21T00:00:00+01:00", paper={"to": "2026-11-20"}),
    "a consent runs out on the night of the winter hour": _adult(
        "2026-10-26T00:00:00+01:00", paper={"to": "2026-10-25"}
    ),
    "somebody takes it back": _adult("2026-11-20T14:30:00+01:00", paper={"withdrawn": [BACK]}),
    "the family leaves FAM": _adult("2026-11-21T00:00:00+01:00", exit_date="2026-11-20"),
    "a child becomes fourteen": _child("2026-11-20T00:00:00+01:00", "2012-11-20", signed=[MOTHER]),
    "a child becomes fifteen": _child("2026-11-20T00:00:00+01:00", "2011-11-20"),
    "a child of 29 February becomes fifteen": _child("2027-03-01T00:00:00+01:00", "2012-02-29"),
    "interests of parent and child part": _adult("2026-11-20T00:00:00+01:00", person={"conflict_since": "2026-11-20"}),
    "somebody dies": _adult("2026-11-20T00:00:00+01:00", person={"deceased_on": "2026-11-20"}),
    "the case is given to somebody else": _adult(
        "2026-11-21T00:00:00+01:00", assignments=[*WORKERS, {"staff": "U01", "to": "2026-11-20"}]
    ),
    "a grant to stand in ends": _adult(
        "2026-11-21T00:00:00+01:00", assignments=[*WORKERS, {"staff": "U02"}], deputies=[LENT], paper={"deputies": True}
    ),
}
BEGINS = {
    "a consent begins": _adult("2026-11-20T00:00:00+01:00", paper={"from": "2026-11-20"}),
    "a conflict of interest is over": _adult(
        "2026-11-21T00:00:00+01:00", person={"conflict_since": "2026-11-01", "conflict_until": "2026-11-20"}
    ),
    "the case is given to them": _adult(
        "2026-11-20T00:00:00+01:00", assignments=[*WORKERS, {"staff": "U01", "from": "2026-11-20"}]
    ),
}
STAYS = {"a young person who said yes themself comes of age": _child("2026-11-20T00:00:00+01:00", "2008-11-20")}
TURNS = ENDS | BEGINS | STAYS


def _listed(kreis, at, query=""):
    """What the list shows of our family, all pages of two together; None where it is not in it."""
    who, house, after, found = kreis.principal("U01"), kreis.house("jobcenter"), None, None
    while True:
        page = list_own(house, who, JOINT, Asked(query, after, 2), at)
        found = next((_cells(line.projection) for line in page.lines if line.number == OURS), found)
        after = page.next
        if after is None:
            return found


def _cells(projection):
    return {(value.field, value.level) for value in projection.shown if value.field in NAMES | DATES}


def _paged(kreis, at):
    return _cells(open_family(kreis.house("jobcenter"), kreis.principal("U01"), OURS, JOINT, at).projection)


@pytest.mark.parametrize("turn", TURNS)
def test_a_list_turns_at_the_very_instant_at_which_the_page_does(kreis, turn):
    """A thousandth of a second before, at it, and after; by list, by search for the name, and by the page."""
    text, document = TURNS[turn]
    at = datetime.fromisoformat(text).astimezone(UTC)
    kreis.load(document)

    before, after = ((_paged(kreis, one), _listed(kreis, one) or set()) for one in (at - MOMENT, at))
    found = [_listed(kreis, one, "Immerda") is not None for one in (at - MOMENT, at)]

    assert before[0] == before[1]
    assert after[0] == after[1]
    assert [turn not in BEGINS, turn not in ENDS] == [bool(before[0]), bool(after[0])] == found


@pytest.mark.parametrize("turn", ["the case is given to somebody else", "a grant to stand in ends"])
def test_a_number_is_in_no_list_from_the_day_on_which_the_case_is_no_more_theirs(kreis, turn):
    """Neither in the list of numbers nor where one searches for it."""
    at = datetime.fromisoformat(ENDS[turn][0]).astimezone(UTC)
    kreis.load(ENDS[turn][1])
    who, house = kreis.principal("U01"), kreis.house("jobcenter")

    assert [True, False] == [OURS in list_assigned(house, who, one) for one in (at - MOMENT, at)]
    assert [True, False] == [_listed(kreis, one, OURS) is not None for one in (at - MOMENT, at)]


def test_what_ends_between_two_pages_is_not_on_the_second(kreis):
    """The first page was asked for a moment before a consent ran out, the second at that instant."""
    text, document = ENDS["a consent runs out"]
    at = datetime.fromisoformat(text).astimezone(UTC)
    kreis.load(document)
    who, house = kreis.principal("U01"), kreis.house("jobcenter")
    numbers = [line.number for line in list_own(house, who, JOINT, Asked(), at - MOMENT).lines]
    place = numbers[numbers.index(OURS) - 1]

    first, second = (list_own(house, who, JOINT, Asked(after=place), one).lines[0] for one in (at - MOMENT, at))

    assert [OURS, OURS] == [first.number, second.number]
    assert _cells(first.projection)
    assert not _cells(second.projection)


@pytest.mark.parametrize(
    "change",
    [
        "update core.person set conflict_since = '2026-11-01' where ref = 'X61-1'",
        "update core.person set deceased_on = '2026-11-01' where ref = 'X61-1'",
        "update core.person set restricted_since = '2026-11-01' where ref = 'X61-1'",
        "update core.family set exit_date = '2026-11-01' where number = 'FAM-2026-961'",
        "update core.family set status = 'ended' where number = 'FAM-2026-961'",
        "update consent.paper set document = document || '{\"invalid_since\": \"2026-11-01\"}' where ref = 'X61-C1'",
    ],
)
def test_rows_that_nobody_brought_up_to_date_show_no_more_than_the_page(kreis, change):
    """Somebody changes what consents hang on, and forgets the rows of the list: the page's own decision counts.

    That a family changed, every change with an entry says (`record.check_entry`); nothing else does here.
    """
    kreis.load(_adult("2026-11-20T00:00:00+01:00")[1])
    before = _listed(kreis, kreis.at)

    kreis.superuser().execute(change)
    kreis.superuser().execute("update core.family set record_version = record_version + 1 where number = %s", (OURS,))

    assert before
    assert _paged(kreis, kreis.at) == (_listed(kreis, kreis.at) or set())


def _by_consent_alone(house):
    """The same rules, where a Jobcoach's task is not one family's work and nothing is open without consent."""
    known = house.policies
    rules = tuple(one for one in known.policies if one.effect is Bearing.LIMIT or one.level is Measure.RELEASE)
    roles = {**known.roles, Role.JOBCOACH: replace(known.roles[Role.JOBCOACH], tie=Tie.NONE)}
    return replace(house, rules=Rules(replace(known, roles=roles, policies=rules), past=True))


def test_the_same_rows_for_somebody_who_works_by_consent_alone(kreis):
    """A role without cases, found by what consents open: once they end its number is gone too."""
    text, document = ENDS["a consent runs out"]
    at = datetime.fromisoformat(text).astimezone(UTC)
    kreis.load(document)
    house, who = _by_consent_alone(kreis.house("jobcenter")), kreis.principal("U01")

    pages = [list_own(house, who, JOINT, Asked(), one).lines for one in (at - MOMENT, at)]

    assert [True, False] == [OURS in [line.number for line in lines] for lines in pages]
