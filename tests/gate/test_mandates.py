"""Deputies, assignments and conflicts, as people enter them."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest

from hub.casework.mandates import enter, show_board
from hub.casework.opening import list_assigned
from hub.db.errors import ThereAlready
from hub.terms.ids import FamilyNumber, StaffId
from hub.terms.lists import Effect, Purpose
from hub.terms.mandates import Fault, Ground, MandateAct, Wish
from tests.exchange.documents import NUMBER, document, family
from tests.grants import GRANTED_HERE
from tests.kreis import F01, NOWHERE, Kreis
from tests.whole import open_payload

DAY = date(2026, 11, 16)
REASON = "Urlaub bis zum Monatsende"


def _id(kreis: Kreis, ref: str) -> StaffId:
    [(found,)] = kreis.superuser().execute("select staff_id::text from identity.staff where ref = %s", (ref,))
    return StaffId(found)


def _enter(kreis: Kreis, who: str, act: MandateAct, staff: str | None = None, **more):
    principal = kreis.principal(who)
    for key in ("stands_in_for",):
        if key in more:
            more[key] = _id(kreis, more[key])
    wish = Wish(act, _id(kreis, staff) if staff else principal.id, **{"since": DAY, "number": F01, **more})
    return enter(kreis.house(principal.agency.value), principal, wish, kreis.at)


def _grant(kreis: Kreis, who: str = "U06", staff: str = "U02", **more):
    usual = {"stands_in_for": "U01", "until": DAY + timedelta(7), "reason": REASON}
    return _enter(kreis, who, MandateAct.GRANT_DEPUTY, staff, **{**usual, **more})


def _sees(kreis: Kreis, who: str, number: FamilyNumber = F01) -> bool:
    return kreis.open(who, number, Purpose.SGB2_INTEGRATION).effect is not Effect.DENY


def test_the_lead_enters_a_deputy_and_it_is_written_down(every_kreis):
    """From now on the colleague reads; the family's book has an entry with the reason in its note alone."""
    outcome = _grant(every_kreis)

    assert (Effect.PERMIT, 1) == (outcome.effect, len(outcome.entries))
    assert _sees(every_kreis, "U02")
    written = open_payload(every_kreis.superuser(), every_kreis.keys, outcome.entries[0])
    assert ({"reason": REASON}, F01) == (written["note"], written["subject"]["number"])
    assert REASON not in str({key: said for key, said in written.items() if key != "note"})


def test_who_takes_over_by_own_word_is_recorded_as_such(kreis):
    """The event itself says so, and so does the grant."""
    taken = {"stands_in_for": "U01", "until": DAY, "reason": REASON}

    outcome = _enter(kreis, "U02", MandateAct.TAKE_OVER, **taken)

    assert outcome.effect is Effect.PERMIT
    assert _sees(kreis, "U02")
    superuser = kreis.superuser()
    [(event,)] = superuser.execute("select event from ledger.index where entry_id = %s", (outcome.entries[0],))
    assert ("mandate.deputy_taken", [(True,)]) == (
        event,
        superuser.execute("select self_declared from identity.deputy" + GRANTED_HERE).fetchall(),
    )


@pytest.mark.parametrize("number", [NOWHERE, FamilyNumber("FAM-2026-902")])
def test_a_number_that_is_not_there_and_one_of_others_are_one_answer(kreis, number):
    """By the same statements; each refusal is an entry, and nothing is granted."""
    kreis.load(document(family(assignments=[{"staff": "U02"}]) | {"number": "FAM-2026-902"}))
    kreis.principal("U06"), kreis.principal("U04")
    del kreis.statements[:]

    lead = _grant(kreis, number=number)
    own = _enter(kreis, "U04", MandateAct.TAKE_OVER, stands_in_for="U01", until=DAY, reason=REASON, number=number)

    assert (lead.effect, lead.reason, 1) == (own.effect, own.reason, len(own.entries))
    assert lead.effect is Effect.DENY
    assert 2 == len([one for one in kreis.statements if "mandate_facts" in one])
    assert [] == kreis.superuser().execute("select * from identity.deputy" + GRANTED_HERE).fetchall()


@pytest.mark.unchanged
@pytest.mark.parametrize(
    ("more", "fault"),
    [
        ({"reason": "Urlaub"}, Fault.REASON),
        ({"reason": "   .        "}, Fault.REASON),
        ({"since": DAY - timedelta(1)}, Fault.PAST),
        ({"until": DAY - timedelta(1)}, Fault.REVERSED),
        ({"until": None}, Fault.TOO_LONG),
        ({"until": DAY + timedelta(42)}, Fault.TOO_LONG),
        ({"since": date.max, "until": date.max}, Fault.TOO_FAR),
        ({"stands_in_for": "U02"}, Fault.COLLEAGUE),
    ],
)
def test_a_form_that_is_wrong_in_itself_writes_nothing(kreis, more, fault):
    """It is sent back with what to mend, before any family is looked at."""
    outcome = _grant(kreis, **more)

    assert fault in outcome.faults
    assert () == outcome.entries


@pytest.mark.parametrize(
    ("who", "staff"),
    [("U02", "U02"), ("U02", "U04"), ("U05", "U05"), ("U06", "U06"), ("U06", "U07"), ("U09", "U08"), ("U22", "U02")],
)
def test_nobody_grants_what_the_table_does_not_give(kreis, who, staff):
    """Not to oneself by the lead's form, not to another agency's staff, not for another agency's case."""
    assert _grant(kreis, who, staff).effect is Effect.DENY
    assert [] == kreis.superuser().execute("select * from identity.deputy" + GRANTED_HERE).fetchall()


def test_nobody_takes_over_in_anothers_name(kreis):
    """A forged field changes nothing."""
    taken = {"stands_in_for": "U01", "until": DAY, "reason": REASON}

    assert _enter(kreis, "U02", MandateAct.TAKE_OVER, "U04", **taken).effect is Effect.DENY


def test_all_families_of_a_colleague_are_one_grant_and_an_entry_each(kreis):
    """It is ended as one as well."""
    kreis.load(document(family()))

    outcome = _grant(kreis, number=None)
    [grant] = show_board(kreis.house("jobcenter"), kreis.principal("U06"), kreis.at).grants
    assert {F01, NUMBER} <= {one.number for one in grant.families}
    assert len(outcome.entries) == len(grant.families)
    ended = _enter(kreis, "U06", MandateAct.END_DEPUTY, "U02", number=None, grant=grant.id)

    assert ended.effect is Effect.PERMIT
    assert not _sees(kreis, "U02")
    assert () == show_board(kreis.house("jobcenter"), kreis.principal("U06"), kreis.at).grants


def test_the_same_grant_twice_is_there_once(kreis):
    """Also at the same time; and after an early end it may be given anew on the same day."""
    principal, house = kreis.principal("U06"), kreis.house("jobcenter")
    wish = Wish(MandateAct.GRANT_DEPUTY, _id(kreis, "U02"), DAY, DAY, F01, _id(kreis, "U01"), REASON)

    def grant(_: int) -> bool:
        try:
            return enter(house, principal, wish, kreis.at).effect is Effect.PERMIT
        except ThereAlready:
            return False

    with ThreadPoolExecutor(4) as pool:
        assert 1 == sum(pool.map(grant, range(4)))
    [there] = show_board(house, principal, kreis.at).grants
    enter(house, principal, replace(wish, act=MandateAct.END_DEPUTY, grant=there.id), kreis.at)
    assert grant(0)


def test_a_declared_conflict_closes_the_case_at_once(every_kreis):
    """Page and list; the lead learns that somebody must be found, and alone can lift it."""
    declared = _enter(every_kreis, "U01", MandateAct.DECLARE_CONFLICT, ground=Ground.BIAS)

    principal, house = every_kreis.principal("U01"), every_kreis.house("jobcenter")
    assert declared.effect is Effect.PERMIT
    assert not _sees(every_kreis, "U01")
    assert F01 not in list_assigned(house, principal, every_kreis.at)
    [left] = [one for one in show_board(house, every_kreis.principal("U06"), every_kreis.at).unattended]
    assert (F01, True) == (left.number, left.in_conflict)
    assert _enter(every_kreis, "U01", MandateAct.LIFT_CONFLICT).effect is Effect.DENY
    assert _enter(every_kreis, "U06", MandateAct.LIFT_CONFLICT, "U01").effect is Effect.PERMIT
    assert _sees(every_kreis, "U01")


@pytest.mark.parametrize("who", ["U04", "U02"])
def test_only_ones_own_conflict_in_ones_own_case_is_declared(kreis, who):
    """Whose case it is not gets the answer of a number that is not there; nobody is declared by another."""
    own = [_enter(kreis, who, MandateAct.DECLARE_CONFLICT, ground=Ground.BIAS, number=n) for n in (F01, NOWHERE)]
    anothers = _enter(kreis, who, MandateAct.DECLARE_CONFLICT, "U01", ground=Ground.BIAS)

    assert {(Effect.DENY, own[0].reason)} == {(one.effect, one.reason) for one in own}
    assert anothers.effect is Effect.DENY
    assert _sees(kreis, "U01")


def test_who_is_in_conflict_is_given_nothing_there(kreis):
    """Neither as deputy nor anew; and a lead in conflict enters nothing about the case."""
    kreis.load(document(family(relations=[{"staff": "U02", "person": "X-1", "as": "sibling"}])))
    kreis.superuser().execute(
        "insert into identity.conflict (tenant_id, staff_id, family_id, ground, declared_at)"
        " select f.tenant_id, %s, f.family_id, 'bias', now() from core.family f where number = %s",
        (_id(kreis, "U06"), F01),
    )

    assert _grant(kreis, number=NUMBER).effect is Effect.DENY
    assert _enter(kreis, "U06", MandateAct.ASSIGN, "U02", number=NUMBER).effect is Effect.DENY
    assert _grant(kreis).effect is Effect.DENY


def test_the_lead_assigns_and_ends_without_seeing_the_record(kreis):
    """Who is assigned reads; who is no longer does not; the lead never does."""
    assert _enter(kreis, "U06", MandateAct.ASSIGN, "U02").effect is Effect.PERMIT
    assert _sees(kreis, "U02")
    assert not _sees(kreis, "U06")
    with pytest.raises(ThereAlready):
        _enter(kreis, "U06", MandateAct.ASSIGN, "U02")

    assert _enter(kreis, "U06", MandateAct.END_ASSIGNMENT, "U02").effect is Effect.PERMIT

    assert not _sees(kreis, "U02")
    assert _enter(kreis, "U06", MandateAct.ASSIGN, "U02").effect is Effect.PERMIT


def test_the_night_duty_stands_in_for_whom_the_lead_says(kreis):
    """Who is a deputy and nothing else takes nothing over, but is given what the lead enters."""
    entered = _grant(kreis, "U09", "U10", stands_in_for="U07")
    own = _enter(kreis, "U10", MandateAct.TAKE_OVER, stands_in_for="U08", until=DAY, reason=REASON)

    assert (Effect.PERMIT, Effect.DENY) == (entered.effect, own.effect)
    assert kreis.open("U10", F01, Purpose.SGB8_HELP_PLANNING).effect is not Effect.DENY
