"""Conferences, at the login of a process that was taken over: whose they are the database looks itself."""

from dataclasses import replace
from typing import Any

import orjson
import pytest
from cryptography.exceptions import InvalidTag

from hub.db.errors import CellChanged, DatabaseRefused, NotThere, NotYours
from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.record.conferences.store import Planned, load_meetings, save_meeting
from hub.terms.conferences import Meeting
from hub.terms.ids import new_id
from tests.attacks.by_hand import entry_of, sqlstate
from tests.gate import held
from tests.kreis import F01, Kreis

GUEST = "Frau Lindenblatt"
TABLES = ("meeting", "topic", "seat", "words", "numbering")


@pytest.fixture
def planned(kreis: Kreis) -> Meeting:
    """By U01 about F01, with U12 and a guest: the Jugendamt has no seat, and no box."""
    laid, who = held.planned(kreis, {F01: ["U01", "U12", "school"]}, "U01"), kreis.principal("U01")
    *others, guest = laid.topics[0].seats
    topic = replace(laid.topics[0], seats=(*others, replace(guest, name=GUEST)))
    held.keep(kreis, replace(laid, topics=(topic,), version=1), who)
    house = kreis.house("jobcenter")
    return load_meetings(house.db, house.ring, (who.id, kreis.at), laid.number)[0]


@pytest.mark.parametrize("role", ["hub_jobcenter", "hub_jugendamt", "hub_provider", "hub_family", "hub_oversight"])
def test_no_login_reads_or_writes_a_table_of_conferences(kreis: Kreis, planned: Meeting, role: str) -> None:
    """Functions alone, as everywhere."""
    attacker = kreis.connect(role)

    codes = {sqlstate(attacker, f"select * from conference.{one}") for one in TABLES}
    codes |= {sqlstate(attacker, f"delete from conference.{one}") for one in TABLES}

    assert {"42501"} == codes


def test_in_the_name_of_another_agencys_staff_nothing_comes_out(kreis: Kreis, planned: Meeting) -> None:
    """The Jugendamt's login asks as U01, the provider's too; nor is a meeting brought by its id."""
    mine = kreis.principal("U01").id
    asked = [
        _rows(kreis, role, "select conference.of_staff(%s, null, null, '2026-11-16')", mine)
        for role in ("jugendamt", "provider")
    ]
    day = kreis.at.date()
    brought = kreis.connect("hub_jugendamt").execute("select conference.bring(%s, %s, %s)", (mine, planned.id, day))

    assert [[], []] == asked
    assert [(None,)] == brought.fetchall()


def test_a_family_process_is_told_nothing_of_staff(kreis: Kreis, planned: Meeting) -> None:
    """Who is none of a family has no invitation, and another login may not ask at all."""
    assert [] == _rows(kreis, "family", "select conference.of_person(%s)", kreis.principal("U01").id)
    assert "42501" == sqlstate(kreis.connect("hub_provider"), "select conference.of_person(%s)", (new_id(),))
    assert "42501" == sqlstate(kreis.connect("hub_provider"), "select conference.keep('{}', '{}')")


def test_a_guests_name_opens_only_where_it_is_meant(kreis: Kreis, planned: Meeting) -> None:
    """No box is there for the Jugendamt and the family; those of others do not open with its key."""
    rows = kreis.superuser().execute("select subject::text, holder, box from conference.words").fetchall()
    ring = kreis.house("jugendamt").ring
    assert ring.private is not None

    assert {"jobcenter", "provider"} == {holder for _, holder, _ in rows}
    for subject, _, box in rows:
        with pytest.raises(InvalidTag):
            ring.private.open(bytes(box), f"fam-hub conference v1|{subject}".encode())
    assert GUEST in [one.name for one in planned.topics[0].seats]


def test_nobody_changes_a_meeting_that_somebody_else_runs(kreis: Kreis, planned: Meeting) -> None:
    """U07 works with the family, has an entry and the right version, and does not run it."""
    with pytest.raises(CellChanged):
        _save(kreis, "jugendamt", "U07", replace(planned, place="Woanders"))


def test_nobody_plans_in_the_name_of_another_agencys_staff(kreis: Kreis, planned: Meeting) -> None:
    """The Jugendamt's process as U01."""
    with pytest.raises(NotYours):
        _save(kreis, "jugendamt", "U01", replace(planned, place="Woanders"))


def test_no_topic_of_another_meeting_is_taken_along(kreis: Kreis, planned: Meeting) -> None:
    """A new meeting under the id of a topic that is there: all of it is refused."""
    stolen = replace(planned, id=new_id(), number="K-2026-900", version=0)

    with pytest.raises(NotThere):
        _save(kreis, "jobcenter", "U01", stolen)


def test_an_entry_of_before_pays_for_no_change(kreis: Kreis, planned: Meeting) -> None:
    """It has to be of the same transaction."""
    rows = kreis.superuser().execute(
        "select entry_id::text from ledger.index where event = 'conference.planned' limit 1"
    )
    [(old,)] = rows.fetchall()

    with pytest.raises(DatabaseRefused, match="HB012"), kreis.house("jobcenter").db.begin() as tx:
        tx.rows("select conference.keep(%s::uuid[], %s::jsonb)", ([old], orjson.dumps({}).decode()))


def _save(kreis: Kreis, group: str, ref: str, meeting: Meeting) -> None:
    house, who = kreis.house(group), kreis.principal(ref)
    entry = entry_of(kreis, group, Event.CONFERENCE_CHANGED)
    with house.db.begin() as tx:
        append(tx, house.writer, entry)
        save_meeting(tx, house.ring, [entry.id], meeting, Planned(who.id, meeting.agency, meeting.agency, kreis.at))


def _rows(kreis: Kreis, group: str, statement: str, asked: str) -> list[Any]:
    return kreis.connect(f"hub_{group}").execute(statement, (asked,)).fetchall()  # type: ignore[arg-type]  # the statement is not a literal
