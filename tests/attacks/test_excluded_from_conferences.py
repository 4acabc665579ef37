"""Whoever is excluded from a family after the planning: no room, no meeting by its id, not who was there (A13).

As their pages ask, and as a process that was taken over asks the functions. Who works with each family takes over.
"""

from datetime import timedelta
from typing import Any

import orjson
import pytest

from hub.conference.planning import Conferences
from hub.db.errors import DatabaseRefused, NotYours
from hub.gate.conferences.taking_over import take_over
from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.terms.conference_ends import DueKind
from hub.terms.conferences import Meeting
from hub.terms.ids import FamilyNumber
from hub.terms.rooms import Move, Showing
from tests.attacks.by_hand import entry_of, family_id, sqlstate
from tests.gate.held import Held, planned
from tests.gate.test_seats_end import exclude
from tests.kreis import F01, Kreis
from tests.web.houses import post, sit_down

F02, F06 = FamilyNumber("FAM-2025-007"), FamilyNumber("FAM-2025-016")
BOTH = {F01: ["U01", "U07", "U12"], F02: ["U01", "U07"]}


@pytest.fixture
def held(kreis: Kreis) -> Held:
    """About two families, with a room in which three came; U06 planned it and moderates."""
    found = Held(kreis, planned(kreis, BOTH))
    found.opened()
    found.come(0, 1)
    found.confirm()
    return found


def _asks(held: Held, ref: str) -> dict[str, Any]:
    """What the functions tell a process in the name of somebody."""
    who, kreis, meeting = held.kreis.principal(ref), held.kreis, held.meeting
    db, day = kreis.connect(f"hub_{who.agency.value}"), kreis.at.date()
    [(room,)] = db.execute("select conference.room_of(%s, %s, %s, %s)", (who.id, meeting.number, kreis.at, day))
    [(brought,)] = db.execute("select conference.bring(%s, %s, %s)", (who.id, meeting.id, day))
    was = db.execute("select topic::text from conference.presence(%s, %s, %s, %s)", (who.id, meeting.id, kreis.at, day))
    used = db.execute("select topic::text from conference.used(%s, %s, %s)", (who.id, meeting.id, day))
    places = {one.id: one.family for one in meeting.topics}
    return {
        "room": room is not None,
        "brought": [topic["family"] for topic in brought["topics"]] if brought else [],
        "was": {places[topic] for (topic,) in was},
        "used": {places[topic] for (topic,) in used},
    }


def test_a_moderator_who_is_excluded_gets_nothing_out_of_the_functions(held: Held) -> None:
    """Of the family: no room, no seat, no one who was there; of the other what a seat tells."""
    assert {"room": True, "brought": [F01, F02], "was": {F01}, "used": {F01}} == _asks(held, "U06")

    exclude(held.kreis, "U06")

    assert {"room": False, "brought": [F02], "was": set(), "used": set()} == _asks(held, "U06")
    assert {"room": False, "brought": [F01, F02], "was": {F01}, "used": set()} == _asks(held, "U07")


def test_who_sits_there_and_is_excluded_is_not_told_who_was_there(held: Held) -> None:
    """Nor brought the topic by its id."""
    exclude(held.kreis, "U01")

    told = _asks(held, "U01")

    assert ([F02], set()) == (told["brought"], told["was"])


def test_a_moderator_who_is_excluded_moves_nothing_in_the_room(held: Held) -> None:
    """No move of theirs is taken, whatever entry stands beside it; and no code of before binds a window."""
    code = held.move(Move.CODE).code
    exclude(held.kreis, "U06")
    who, seat = held.kreis.principal("U06"), held.meeting.topics[0].seats[2].id

    assert held.look() is None
    for move in (Move.OPEN, Move.CODE, Move.CLOSE, Move.CONFIRM):
        assert held.rooms.move(who, held.wish(move), held.kreis.at) is None
    wish = {"act": "come", "number": held.meeting.number, "by": who.id, "seat": seat, "seen": 9}
    asked = orjson.dumps({**wish, "at": held.kreis.at, "day": held.kreis.at.date()}).decode()
    attacker = held.kreis.connect("hub_jobcenter")
    assert "HB030" == sqlstate(attacker, "select conference.move_room(null, %s::jsonb)", (asked,))
    assert held.rooms.bind(code, held.kreis.at) is None


def test_the_window_is_locked_once_its_keeper_is_excluded_from_any_of_its_families(held: Held) -> None:
    """Also while the other family is talked about: nobody could say any more who comes in. Its stream is told so."""
    cookie = held.bound()
    before = held.rooms.stamps([cookie], held.kreis.at)
    assert Showing.VIEW is held.show(cookie).showing

    exclude(held.kreis, "U06", F02)

    assert Showing.SHUT is held.show(cookie).showing
    assert before != held.rooms.stamps([cookie], held.kreis.at)


def test_the_window_follows_when_somebody_who_is_there_says_that_they_are_biased(held: Held) -> None:
    """U07 says so on the page of mandates, while sitting there: the stream is told, and nothing is shown to them."""
    cookie = held.bound()
    before = held.rooms.stamps([cookie], held.kreis.at)
    assert held.show(cookie).disclosure.projection.shown
    client = sit_down(held.kreis, "U07", "jugendamt")

    said = post(client, f"/familien/{F01}/befangenheit", grund="bias")

    assert 303 == said.status_code
    assert before != held.rooms.stamps([cookie], held.kreis.at)
    assert () == tuple(held.show(cookie).disclosure.projection.shown)


def _may_take(kreis: Kreis, ref: str) -> list[str]:
    who = kreis.principal(ref)
    due = Conferences(kreis.house(who.agency.value)).due(who, kreis.at)
    return [one.number for one in due if one.what is DueKind.VACANT]


def test_who_works_with_each_of_its_families_takes_it_over(held: Held) -> None:
    """At either agency, once nobody runs it any more; then the room is theirs, locked until they confirm."""
    kreis, number, cookie = held.kreis, held.meeting.number, held.bound()
    assert [[], []] == [_may_take(kreis, ref) for ref in ("U01", "U07")]
    exclude(kreis, "U06")
    assert [[number], [number]] == [_may_take(kreis, ref) for ref in ("U01", "U07")]

    assert take_over(kreis.house("jobcenter"), kreis.principal("U01"), number, kreis.at)

    assert [[], []] == [_may_take(kreis, ref) for ref in ("U01", "U07")]
    theirs = Held(kreis, held.meeting, "U01")
    assert theirs.look() is not None
    assert Showing.SHUT is held.show(cookie).showing
    theirs.confirm()
    assert Showing.VIEW is held.show(cookie).showing
    rows = kreis.superuser().execute("select family_id::text from ledger.index where event = 'conference.changed'")
    assert {family_id(kreis.superuser(), one) for one in (F01, F02)} == {family for (family,) in rows.fetchall()}
    assert not take_over(kreis.house("jugendamt"), kreis.principal("U07"), number, kreis.at)


@pytest.mark.parametrize("ref", ["U02", "U05", "U06", "U08", "U09", "U12"])
def test_nobody_else_takes_it_over_or_learns_that_it_could_be(held: Held, ref: str) -> None:
    """Another caseload, benefits, the excluded one, a lead, a provider at the table."""
    kreis, number = held.kreis, held.meeting.number
    exclude(kreis, "U06")
    who = kreis.principal(ref)
    house = kreis.house(who.agency.value)

    assert [] == _may_take(kreis, ref)
    assert not take_over(house, who, number, kreis.at)
    page = sit_down(kreis, ref, who.agency.value).get(f"/konferenzen/{number}/uebernehmen")
    assert page.status_code in (403, 404)
    assert number not in page.text.replace(f"/konferenzen/{number}", "")


def test_who_is_excluded_too_takes_nothing_over(held: Held) -> None:
    """From one of two families is enough: all of its topics would be theirs."""
    exclude(held.kreis, "U06")
    exclude(held.kreis, "U01", F02)

    assert [[], [held.meeting.number]] == [_may_take(held.kreis, ref) for ref in ("U01", "U07")]


def test_a_deputy_whom_the_lead_names_takes_over_without_a_seat(kreis: Kreis) -> None:
    """U02 stands in for U06 at both families, of the agency that planned it; without that they learn of nothing."""
    meeting = planned(kreis, {F01: ["U07"], F06: ["U08"]})
    exclude(kreis, "U06")
    assert [[]] * 3 == [_may_take(kreis, ref) for ref in ("U02", "U07", "U08")]

    _stand_in(kreis, "U02", meeting)

    assert [meeting.number] == _may_take(kreis, "U02")
    assert take_over(kreis.house("jobcenter"), kreis.principal("U02"), meeting.number, kreis.at)


def test_the_function_takes_it_over_only_with_an_entry_about_each_family(held: Held) -> None:
    """In the name of whoever may; and in nobody's name else, not of who runs it still."""
    house, kreis = held.kreis.house("jobcenter"), held.kreis
    exclude(kreis, "U06")

    with pytest.raises(DatabaseRefused, match="HB012"):
        _take(kreis, held.meeting, "U01", (F01,))
    for ref in ("U05", "U06", "U07"):
        with pytest.raises(NotYours):
            _take(kreis, held.meeting, ref, (F01, F02))
    kreis.superuser().execute("delete from identity.conflict")
    with pytest.raises(NotYours):
        _take(kreis, held.meeting, "U01", (F01, F02))
    assert house.db.rows("select 1")


def test_the_pages_say_what_follows_and_lead_there(held: Held) -> None:
    """On the first page of the day, without a family; then a page of its own, then the conference."""
    exclude(held.kreis, "U06")
    client, way = sit_down(held.kreis, "U07", "jugendamt"), f"/konferenzen/{held.meeting.number}/uebernehmen"
    assert f'href="{way}"' in client.get("/start").text
    page = client.get(way).text
    assert "Moderation übernehmen" in page
    assert F01 not in page

    taken = post(client, way)

    assert (303, f"/konferenzen/{held.meeting.number}") == (taken.status_code, taken.location)
    assert "Raum öffnen" in client.get(taken.location).text
    assert 404 == client.get(way).status_code
    assert 404 == post(client, way).status_code


def _take(kreis: Kreis, meeting: Meeting, ref: str, families: tuple[FamilyNumber, ...]) -> None:
    house, who = kreis.house("jobcenter"), kreis.principal(ref)
    document = {"by": who.id, "day": kreis.at.date(), "meeting": meeting.id, "version": 1}
    with house.db.begin() as tx:
        entries = [entry_of(kreis, "jobcenter", Event.CONFERENCE_CHANGED, number) for number in families]
        kept = [append(tx, house.writer, entry).entry for entry in entries]
        tx.rows("select conference.take_over(%s::uuid[], %s::jsonb)", (kept, orjson.dumps(document).decode()))


def _stand_in(kreis: Kreis, ref: str, meeting: Meeting) -> None:
    for topic in meeting.topics:
        kreis.superuser().execute(
            "insert into identity.deputy (tenant_id, staff_id, family_id, stands_in_for, since, until, reason,"
            " grant_id, granted_by, self_declared) select f.tenant_id, %s, f.family_id, %s, %s, %s,"
            " 'Befangenheit der Moderation', gen_random_uuid(), %s, false from core.family f where f.number = %s",
            (
                *(kreis.principal(one).id for one in (ref, "U06")),
                kreis.at,
                kreis.at + timedelta(days=9),
                kreis.principal("U21").id,
                topic.family,
            ),
        )
