"""A room that nobody closes ends by itself; and what came and went before makes no look at it dearer."""

from datetime import timedelta

import pytest

from hub.conference.ending import end_what_is_over
from hub.db.errors import DatabaseRefused
from hub.record.rooms.store import end_room, load_rooms_over
from hub.terms.rooms import Move, Showing
from tests.gate.held import Held, planned
from tests.kreis import F01
from tests.web.houses import sit_down
from tests.whole import open_payload

TABLE = {F01: ["U01", "U07", "U06", "F01-1"]}


@pytest.fixture
def held(kreis):
    """A conference of two hours that begins now."""
    return Held(kreis, planned(kreis, TABLE))


def _ended(kreis):
    return end_what_is_over(kreis.house("clerk"), kreis.at)


def _entries(kreis):
    rows = kreis.superuser().execute("select entry_id, controllers from ledger.index where event = 'conference.room'")
    found = [(open_payload(kreis.superuser(), kreis.keys, one)["access"], whose) for one, whose in rows.fetchall()]
    return [(access["conference"], access["role"], whose) for access, whose in found if access["action"] == "end"]


def test_nobody_closed_it_and_the_clerk_ends_it_once(held):
    """At the instant at which it was over, whenever the clerk comes; those who sat there had left by then."""
    cookie = held.opened()
    held.come(0, 1)
    held.confirm()
    over = held.meeting.ends + timedelta(minutes=30)
    held.kreis.at = over - timedelta(seconds=1)
    assert 0 == _ended(held.kreis)
    assert [] == _entries(held.kreis)

    held.kreis.at = over + timedelta(hours=7)
    assert [1, 0] == [_ended(held.kreis) for _ in range(2)]

    assert [(held.meeting.number, "it_admin", ["jobcenter"])] == _entries(held.kreis)
    assert "held" == held.look().meeting.state
    assert not held.look().stand.is_open
    assert held.show(cookie) is None
    assert {over} == {one.gone for one in held.was("U06")}
    [(closed,)] = held.kreis.superuser().execute("select closed from conference.room").fetchall()
    assert over == closed


def test_list_and_page_show_that_it_was_held_and_it_can_be_changed_no_more(held):
    """To all who sat there, also at the other agency."""
    held.move(Move.OPEN)
    held.kreis.at = held.meeting.ends + timedelta(minutes=31)
    _ended(held.kreis)

    for ref, group in (("U06", "jobcenter"), ("U07", "jugendamt")):
        client = sit_down(held.kreis, ref, group)
        for path in (f"/konferenzen/{held.meeting.number}", "/konferenzen"):
            assert "gehalten" in client.get(path).text, (ref, path)
        assert 404 == client.get(f"/konferenzen/{held.meeting.number}/aendern").status_code


def test_one_that_was_tried_out_days_before_stays_planned(held):
    """The room is closed; the conference is still to come."""
    moved = "update conference.meeting set starts = starts + '8 days', ends = ends + '8 days'"
    held.kreis.superuser().execute(moved)
    held.move(Move.OPEN)
    held.kreis.at += timedelta(hours=3, minutes=30)

    assert 1 == _ended(held.kreis)
    assert "planned" == held.look().meeting.state


def test_the_clerk_ends_no_room_before_its_time_and_nobody_else_ends_any(held):
    """Neither with an entry that says so, nor from the process of an agency."""
    held.move(Move.OPEN)
    [(entry,)] = held.kreis.superuser().execute(
        "select entry_id from ledger.index where event = 'conference.room' order by at desc limit 1"
    )
    for group in ("jobcenter", "jugendamt", "oversight"):
        with pytest.raises(DatabaseRefused), held.kreis.house(group).db.begin() as tx:
            end_room(tx, entry, held.meeting.id, held.kreis.at)

    assert 0 == _ended(held.kreis)
    assert held.look().stand.is_open


def test_two_clerks_at_once_end_it_once_and_one_says_so(held, monkeypatch):
    """Whoever comes second writes nothing."""
    held.move(Move.OPEN)
    held.kreis.at = held.meeting.ends + timedelta(minutes=30)
    twice = load_rooms_over(held.kreis.house("clerk").db, held.kreis.at) * 2
    monkeypatch.setattr("hub.gate.conferences.ending.load_rooms_over", lambda *_: twice)

    assert 1 == _ended(held.kreis)
    assert 1 == len(_entries(held.kreis))


def test_however_often_people_came_and_went_a_look_costs_the_same(held):
    """In statements, and in what the database says of who is there; to the window and to whoever moderates."""
    cookie = held.opened()
    held.come(0, 1)
    before = _cost(held, cookie)
    for _ in range(25):
        held.go(1)
        held.come(1)

    assert before == _cost(held, cookie)
    assert Showing.VIEW is held.show(cookie).showing
    assert 27 == len(held.was("U06"))


def _cost(held, cookie):
    held.confirm()
    del held.kreis.statements[:]
    held.show(cookie)
    moments = held.look().stand.moments
    return len(held.kreis.statements), len(moments)
