"""Who is there, and what ties them to a family, out of the database."""

from datetime import UTC, date, datetime, timedelta

import pytest

from hub.identity.store import load_assigned, load_posts, load_ties
from hub.terms.lists import Agency, Role
from tests.exchange.documents import CHILD, MOTHER, NUMBER, document, family
from tests.kreis import F01, ISSUER, NOWHERE, STICHTAG, cases_of

DAY = date(2026, 11, 16)
STAFF = [
    {"id": "U30", "name": "Anna Amsel", "posts": [{"role": "jobcoach", "agency": "jobcenter", "hr_decision": True}]}
]
DEPUTY = {"staff": "U02", "for": "U01", "from": "2026-11-10", "to": "2026-11-20", "reason": "Urlaub"}


def _posts(kreis, group, who, day=DAY, issuer=ISSUER):
    return load_posts(kreis.house(group).db, issuer, who, day)


def _mandate(kreis, who, number=NUMBER, at=STICHTAG):
    principal = kreis.principal(who)
    ties = load_ties(kreis.house(principal.agency.value).db, number, (principal,), at)
    return ties.mandates[principal.id]


@pytest.mark.parametrize(
    ("group", "who", "role"),
    [
        ("jobcenter", "U01", Role.JOBCOACH),
        ("jugendamt", "U07", Role.ASD_WORKER),
        ("provider", "U12", Role.PROVIDER_WORKER),
    ],
)
def test_an_account_acts_at_the_address_of_its_agency(kreis, group, who, role):
    """And at no other: there it has no post at all."""
    [(post, signed_in)] = _posts(kreis, group, who)

    assert (role, Agency(group)) == (post.role, post.agency) == (signed_in.principal.role, signed_in.principal.agency)
    assert who == signed_in.principal.ref
    assert signed_in.principal.pseudonym.startswith("N-")
    assert {group} == {one for one in ("jobcenter", "jugendamt", "provider", "oversight") if _posts(kreis, one, who)}


def test_who_acts_for_two_agencies_has_two_posts_to_choose_from(kreis):
    """Both at the address of oversight (A4)."""
    found = _posts(kreis, "oversight", "U16")

    assert {Agency.JOBCENTER, Agency.JUGENDAMT} == {post.agency for post, _ in found}
    assert {Role.DPO} == {post.role for post, _ in found}
    assert 1 == len({signed_in.principal.id for _, signed_in in found})


def test_a_provider_is_which_provider(kreis):
    """The unit decides, not the kind."""
    assert ["oft"] == [one.principal.provider for _, one in _posts(kreis, "provider", "U12")]
    assert ["nb"] == [one.principal.provider for _, one in _posts(kreis, "provider", "U14")]
    assert [None] == [one.principal.provider for _, one in _posts(kreis, "jobcenter", "U01")]


def test_a_post_ends_with_its_last_day(kreis):
    """U11 left on 31 October."""
    assert _posts(kreis, "jugendamt", "U11", date(2026, 10, 31))
    assert () == _posts(kreis, "jugendamt", "U11", date(2026, 11, 1))


@pytest.mark.unchanged
@pytest.mark.parametrize("who", ["U99", "", "u01", "U01 ", "\x01", "‮U01", "' or 1=1 --", "x" * 100_000])
def test_nobody_is_who_is_not_there(kreis, who):
    """Whatever the subject of a token says."""
    assert () == _posts(kreis, "jobcenter", who)


def test_an_account_is_that_of_its_issuer(kreis):
    """The same subject of another issuer is somebody else."""
    assert () == _posts(kreis, "jobcenter", "U01", issuer="https://elsewhere.invalid")


def test_an_assignment_holds_on_its_days(kreis):
    """Both ends included."""
    term = {"staff": "U02", "from": "2026-11-10", "to": "2026-11-20"}
    kreis.load(document(family(assignments=[term])))

    held = [_mandate(kreis, "U02", at=datetime(2026, 11, day, 10, tzinfo=UTC)).assigned for day in (9, 10, 16, 20, 21)]

    assert [False, True, True, True, False] == held


def test_a_deputy_stands_in_for_a_time(kreis):
    """And is not thereby assigned."""
    kreis.load(document(family(assignments=[], deputies=[DEPUTY])))

    there = _mandate(kreis, "U02")
    later = _mandate(kreis, "U02", at=STICHTAG + timedelta(days=5))

    assert (True, False) == (there.deputy, there.assigned)
    assert not later.deputy


def test_a_relation_ties_to_the_family_of_the_person(kreis):
    """To that family and no other (A13)."""
    relation = {"staff": "U01", "person": "X-1", "as": "sibling"}
    kreis.load(document(family(relations=[relation])))

    assert _mandate(kreis, "U01").related
    assert not _mandate(kreis, "U01", F01).related
    assert not _mandate(kreis, "U02").related


def test_who_decides_on_staff_is_known(kreis):
    """From the post, not from the family (A12)."""
    kreis.load(document(staff=STAFF))

    assert _mandate(kreis, "U30", F01).hr_decision
    assert not _mandate(kreis, "U01", F01).hr_decision


def test_where_there_is_no_family_nothing_ties_anybody(kreis):
    """One row all the same: "does not exist" takes the same way as "not yours"."""
    principal = kreis.principal("U01")

    ties = load_ties(kreis.house("jobcenter").db, NOWHERE, (principal,), STICHTAG)

    mandate = ties.mandates[principal.id]
    assert (None, 1) == (ties.family, ties.next_seq)
    assert (False, False, False) == (mandate.assigned, mandate.deputy, mandate.related)


def test_ones_own_cases_are_those_one_is_tied_to(kreis):
    """As assigned or as deputy; not a related one, not a colleague's, not at another agency's address."""
    kreis.load(
        document(
            family(assignments=[], deputies=[DEPUTY], persons=[MOTHER, CHILD | {"custody": ["X-1"]}]),
            family(
                persons=[{"id": "Y-1", "born": "1990-01-01"}],
                relations=[{"staff": "U01", "person": "Y-1", "as": "spouse"}],
            )
            | {"id": "Y", "number": "FAM-2026-901"},
        )
    )

    def assigned(group, who):
        return load_assigned(kreis.house(group).db, kreis.principal(who), STICHTAG)

    assert cases_of("U01") == assigned("jobcenter", "U01")
    assert tuple(sorted((*cases_of("U02"), NUMBER))) == assigned("jobcenter", "U02")
    assert tuple(sorted((*cases_of("U07"), "FAM-2026-901"))) == assigned("jugendamt", "U07")
    assert () == assigned("jobcenter", "U04")
    assert () == assigned("jugendamt", "U01")
