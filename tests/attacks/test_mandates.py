"""Mandates by the database's own functions, as somebody who has taken over a process of the hub would call them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import orjson
import pytest

from hub.db.errors import DatabaseRefused
from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.terms.ids import FamilyNumber, new_id
from tests.attacks.by_hand import entry_of, family_id, forged, read_cells, refused, sqlstate, stored
from tests.exchange.documents import NUMBER, document, family
from tests.grants import GRANTED_HERE
from tests.kreis import F01, Kreis

REASON = "Urlaub bis Freitag"


def _id(kreis: Kreis, ref: str) -> str:
    [(found,)] = kreis.superuser().execute("select staff_id::text from identity.staff where ref = %s", (ref,))
    return str(found)


def _document(kreis: Kreis, act: str, staff: str, **more: Any) -> dict[str, Any]:
    usual = {
        "act": act,
        "family": family_id(kreis.superuser()),
        "staff": _id(kreis, staff),
        "for": _id(kreis, "U01"),
        "since": "2026-11-16",
        "until": "2026-11-20",
        "day": "2026-11-16",
        "at": kreis.at,
        "reason": REASON,
        "grant": new_id(),
        "by": _id(kreis, "U06"),
        "ground": "bias",
    }
    return {**usual, **more}


def _write(kreis: Kreis, group: str, written: Mapping[str, Any], number: FamilyNumber = F01) -> str | None:
    """The bare function with an entry of one's own about a family; the code with which it is refused."""
    house = kreis.house(group)
    try:
        with house.db.begin() as tx:
            entry = entry_of(kreis, group, Event.DEPUTY_GRANTED, number)
            append(tx, house.writer, entry)
            tx.rows("select identity.write_mandate(%s, %s::jsonb)", (entry.id, orjson.dumps(written).decode()))
    except DatabaseRefused as refusal:
        return refusal.code
    return None


def _nothing_was_entered(kreis: Kreis) -> None:
    superuser = kreis.superuser()
    assert [] == superuser.execute("select * from identity.deputy" + GRANTED_HERE).fetchall()
    assert [] == superuser.execute("select * from identity.conflict").fetchall()


@pytest.mark.unchanged
@pytest.mark.parametrize(
    ("group", "act", "staff", "more"),
    [
        ("jugendamt", "grant_deputy", "U02", {}),
        ("jugendamt", "grant_deputy", "U08", {}),
        ("jugendamt", "assign", "U02", {"for": None}),
        ("jugendamt", "declare_conflict", "U01", {"for": None}),
        ("jobcenter", "assign", "U08", {"for": None}),
        ("jobcenter", "grant_deputy", "U08", {}),
        ("provider", "grant_deputy", "U12", {}),
        ("provider", "assign", "U14", {"for": None}),
        ("provider", "declare_conflict", "U01", {"for": None}),
    ],
)
def test_no_login_writes_mandates_of_another_agencys_staff(every_kreis, group, act, staff, more):
    """Not for them, not in their place, and a provider's login nothing but a conflict."""
    assert "HB030" == _write(every_kreis, group, _document(every_kreis, act, staff, **more))
    _nothing_was_entered(every_kreis)


@pytest.mark.parametrize(
    "more",
    [
        {"until": "2026-11-15"},
        {"until": "2027-11-20"},
        {"until": "infinity"},
        {"until": None},
        {"since": None},
        {"reason": "kurz"},
        {"reason": None},
        {"since": "2020-01-01", "until": "2020-01-02"},
        {"act": "something"},
        {"act": None},
        {"ground": "enemy", "act": "declare_conflict"},
        {"ground": None, "act": "declare_conflict"},
    ],
)
def test_a_grant_that_cannot_be_is_refused_by_the_database(kreis, more):
    """Reversed, endless, too long, without reason, before the colleague had the case, or no act at all."""
    assert _write(kreis, "jobcenter", _document(kreis, "grant_deputy", "U02") | more) is not None
    _nothing_was_entered(kreis)


def test_nobody_stands_in_for_themself_or_for_who_has_not_the_case(kreis):
    """By function as little as by form."""
    assert "HB032" == _write(kreis, "jobcenter", _document(kreis, "grant_deputy", "U01"))
    assert "HB032" == _write(kreis, "jobcenter", _document(kreis, "grant_deputy", "U02", **{"for": _id(kreis, "U04")}))
    _nothing_was_entered(kreis)


def test_no_mandate_is_written_under_an_entry_about_another_family(kreis):
    """What the log says is what was done."""
    kreis.load(document(family()))

    assert "HB012" == _write(kreis, "jobcenter", _document(kreis, "grant_deputy", "U02"), NUMBER)
    _nothing_was_entered(kreis)


def test_no_mandate_is_written_without_an_entry_of_this_transaction(kreis):
    """Neither with none nor with an older one."""
    house = kreis.house("jobcenter")
    old = entry_of(kreis, "jobcenter", Event.DEPUTY_GRANTED)
    append(house.db, house.writer, old)
    written = orjson.dumps(_document(kreis, "grant_deputy", "U02")).decode()

    for entry in (old.id, new_id()):
        statement = "select identity.write_mandate(%s, %s::jsonb)"
        assert "HB012" == refused(house.db.rows, statement, (entry, written))
    _nothing_was_entered(kreis)


@pytest.mark.parametrize("role", ["hub_family", "hub_oversight", "hub_provider"])
def test_only_the_two_agencies_see_colleagues_and_grants(kreis, role):
    """Who is away is nobody else's business."""
    attacker, day, me = kreis.connect(role), date(2026, 11, 16), _id(kreis, "U06")

    codes = {
        sqlstate(attacker, "select * from identity.colleagues(%s)", (day,)),
        sqlstate(attacker, "select * from identity.grants(%s, %s)", (me, day)),
        sqlstate(attacker, "select * from identity.unattended(%s, %s, %s)", (me, ["jobcoach"], day)),
    }

    assert {"42501"} == codes


def test_an_agency_sees_its_own_colleagues_and_grants_alone(kreis):
    """The other one's staff, and who stands in for whom there, stay there."""
    assert _write(kreis, "jobcenter", _document(kreis, "grant_deputy", "U02")) is None
    day, me = date(2026, 11, 16), _id(kreis, "U09")
    rows = {
        group: kreis.connect(f"hub_{group}").execute("select ref from identity.colleagues(%s)", (day,)).fetchall()
        for group in ("jobcenter", "jugendamt")
    }

    assert not {ref for (ref,) in rows["jobcenter"]} & {ref for (ref,) in rows["jugendamt"]}
    grants = "select * from identity.grants(%s, %s)"
    loaded = kreis.connect("hub_jugendamt").execute(grants, (me, day)).fetchall()
    assert not {row for row in loaded if _id(kreis, "U02") in map(str, row)}
    assert 1 == len(kreis.connect("hub_jobcenter").execute(grants, (me, day)).fetchall())


def test_an_older_ticket_is_void_once_a_conflict_is_declared(kreis):
    """Between deciding and reading, too."""
    house = kreis.house("jobcenter")
    look = forged(kreis, "jobcenter", stored(kreis.superuser(), "sgb2_coop_plan_goal"))
    append(house.db, house.writer, look)
    assert _write(kreis, "jobcenter", _document(kreis, "declare_conflict", "U01", **{"for": None})) is None

    assert "HB024" == refused(read_cells, house.db, look)
