"""Who has nothing to do with a family sees nothing of it, and cannot tell whether it is there."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from hub.casework.opening import list_assigned, open_family
from hub.db.errors import DatabaseRefused
from hub.gate.house import House
from hub.identity.store import load_posts, load_session, open_session
from hub.terms.answers import Disclosure
from hub.terms.clock import legal_day
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Effect, Purpose
from hub.terms.principals import Principal
from tests.attacks.by_hand import Connection
from tests.attacks.families import cell, family
from tests.kreis import F01, ISSUER, NOWHERE, Kreis

STRANGERS = ("U02", "U03", "U04", "U05", "U08", "U10", "U14", "U15", "U16", "U17", "U18", "U19", "U22", "U23")
LATE = FamilyNumber("FAM-2026-741")


@pytest.mark.unchanged
@pytest.mark.parametrize("stranger", STRANGERS)
def test_a_stranger_sees_nothing_for_any_purpose(kreis: Kreis, stranger: str) -> None:
    """Neither a value nor a blank nor a person, whatever the purpose, and each refusal is an entry."""
    principal, house, superuser = _asker(kreis, stranger)
    [(before,)] = superuser.execute("select count(*) from ledger.entry").fetchall()

    answers = [open_family(house, principal, F01, purpose, kreis.at) for purpose in Purpose]

    assert {Effect.DENY} == {answer.effect for answer in answers}
    assert not [answer for answer in answers if _holds_anything(answer)]
    rows = superuser.execute(
        "select i.entry_id::text from ledger.index i where event = 'access.denied' and effect = 'deny'"
    )
    assert {answer.entry for answer in answers} <= {entry for (entry,) in rows}
    assert [(before + len(Purpose),)] == superuser.execute("select count(*) from ledger.entry").fetchall()


@pytest.mark.unchanged
@pytest.mark.parametrize("stranger", ["U04", "U05", "U16", "U18"])
def test_not_there_and_not_yours_are_the_same(every_kreis: Kreis, stranger: str) -> None:
    """The same answer, by the same statements, in the same order, with the same number of parameters (A2)."""
    principal, house, _ = _asker(every_kreis, stranger)

    answers, ways = [], []
    for number in (F01, NOWHERE):
        del every_kreis.statements[:]
        answers.append(open_family(house, principal, number, Purpose.FAM_JOINT_SUPPORT, every_kreis.at))
        ways.append(tuple(every_kreis.statements))

    assert ways[0] == ways[1]
    assert _from_outside(answers[0]) == _from_outside(answers[1])


def test_a_family_that_is_not_there_is_refused_to_everybody_alike(every_kreis: Kreis) -> None:
    """Also to those who are assigned to others, and an entry of it is kept."""
    answers = {_from_outside(every_kreis.open(ref, NOWHERE)) for ref in ("U01", "U07", "U12", "U04")}

    assert 1 == len(answers)


@pytest.mark.unchanged
@pytest.mark.parametrize("number", ["fam-2025-003", " FAM-2025-003", "FAM-2025-003 ", "FAM-2025-00%", "FAM_2025_003"])
def test_a_number_that_is_nearly_right_is_not_there(every_kreis: Kreis, number: str) -> None:
    """No pattern, no folding of letters, no trimming: the number, or nothing."""
    assert Effect.DENY is every_kreis.open("U01", FamilyNumber(number)).effect


@pytest.mark.parametrize("ref", ["U01", "U07", "U12"])
def test_another_familys_number_opens_nothing_to_who_is_assigned_to_one(every_kreis: Kreis, ref: str) -> None:
    """To be let in somewhere is not to be let in everywhere."""
    one = family(LATE, "X41", [cell("given_name", "X41-1", owner="jobcenter")], assignments=[{"staff": "U02"}])
    every_kreis.load(one)

    answer = every_kreis.open(ref, LATE)

    assert Effect.DENY is answer.effect
    assert not _holds_anything(answer)
    assert LATE not in list_assigned(every_kreis.house("jobcenter"), every_kreis.principal("U01"), every_kreis.at)


def test_who_has_left_is_nobody(every_kreis: Kreis) -> None:
    """After the last day of the post no sign-in finds it, and a session begun before is worth nothing (A5)."""
    db = every_kreis.house("jugendamt").db
    last, after = datetime(2026, 10, 31, 22, 30, tzinfo=UTC), datetime(2026, 10, 31, 23, 0, tzinfo=UTC)
    [(post, signed_in)] = load_posts(db, ISSUER, "U11", legal_day(last))
    open_session(db, "invented key", post.id)

    assert signed_in == load_session(db, "invented key", legal_day(last))
    assert () == load_posts(db, ISSUER, "U11", legal_day(after))
    assert load_session(db, "invented key", legal_day(after)) is None


def test_who_has_left_sees_nothing_even_with_the_old_assignment(every_kreis: Kreis) -> None:
    """An assignment ends with its last day; whoever keeps the page open is refused from midnight in Berlin."""
    ended = [{"staff": "U11", "from": "2026-01-01", "to": "2026-10-31"}]
    own = cell("sgb8_help_type", "X41-1")
    every_kreis.load(family(LATE, "X41", [own], assignments=ended))
    last, after = datetime(2026, 10, 31, 22, 30, tzinfo=UTC), datetime(2026, 10, 31, 23, 0, tzinfo=UTC)
    house = every_kreis.house("jugendamt")
    [(_, signed_in)] = load_posts(house.db, ISSUER, "U11", legal_day(last))

    answers = [open_family(house, signed_in.principal, LATE, Purpose.SGB8_HELP_PLANNING, at) for at in (last, after)]

    assert [True, False] == [bool(answer.projection.shown) for answer in answers]
    assert Effect.DENY is answers[1].effect


@pytest.mark.parametrize("agency", ["jobcenter", "provider", "oversight"])
def test_nobody_acts_at_the_address_of_another_agency(every_kreis: Kreis, agency: str) -> None:
    """A post of the Jugendamt is not found there, opens no session there, and its session is not known there."""
    home, elsewhere = every_kreis.house("jugendamt").db, every_kreis.house(agency).db
    [(post, _)] = load_posts(home, ISSUER, "U07", legal_day(every_kreis.at))
    open_session(home, "invented key", post.id)

    assert () == load_posts(elsewhere, ISSUER, "U07", legal_day(every_kreis.at))
    assert load_session(elsewhere, "invented key", legal_day(every_kreis.at)) is None
    with pytest.raises(DatabaseRefused) as refusal:
        open_session(elsewhere, "another key", post.id)
    assert "HB032" == refusal.value.code


def test_a_relative_is_shut_out_though_assigned(every_kreis: Kreis) -> None:
    """A known relation shuts the whole case, also in the list of one's own (§ 16 SGB X)."""
    kin = [{"staff": "U01", "person": "X41-1", "as": "sibling"}]
    every_kreis.load(family(LATE, "X41", [cell("sgb2_coop_plan_goal", "X41-1")], relations=kin))
    house, principal = every_kreis.house("jobcenter"), every_kreis.principal("U01")

    answer = every_kreis.open("U01", LATE)

    assert Effect.DENY is answer.effect
    assert not _holds_anything(answer)
    assert LATE not in list_assigned(house, principal, every_kreis.at)


def test_the_principal_is_as_signed_in_not_as_asked_for(every_kreis: Kreis) -> None:
    """Somebody who claims to be another is refused by the facts of the one whose id it is."""
    stranger, insider = every_kreis.principal("U04"), every_kreis.principal("U01")
    claimed: Principal = replace(insider, id=stranger.id)

    answer = open_family(every_kreis.house("jobcenter"), claimed, F01, Purpose.FAM_JOINT_SUPPORT, every_kreis.at)

    assert Effect.DENY is answer.effect


def _asker(kreis: Kreis, ref: str) -> tuple[Principal, House, Connection]:
    """The principal, and the house of the agency for which they act: more than oversight's own house lets them do."""
    principal = kreis.principal(ref)
    group = principal.agency.value
    return principal, kreis.house(group), kreis.superuser()


def _holds_anything(answer: Disclosure) -> bool:
    projection = answer.projection
    return bool(projection.shown or projection.blanks or projection.people or answer.duties)


def _from_outside(answer: Disclosure) -> tuple[object, ...]:
    """All that a page could show of it, save what was asked for and the number of its own entry."""
    projection = answer.projection
    return (answer.effect, answer.reason, projection.shown, projection.blanks, *projection.people, answer.duties)
