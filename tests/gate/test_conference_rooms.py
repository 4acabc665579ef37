"""The room of a conference: who comes and goes shuts its window until it is confirmed; a window is bound once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hub.terms.rooms import Move, MoveFault, Showing, Wish
from tests.gate.gathered import F02, F06, SAID, table, yes_today
from tests.gate.held import Held, keep, planned
from tests.kreis import F01
from tests.whole import open_payload

K35 = {F01: ["U01", "U07", "U06", "U12", "F01-1"], F02: ["U01", "U07", "U06"]}
WHOLE = {
    "F01-1": "K1 K2 K4 K5 K8 K9 K11 K12",
    "F01-2": "K1 K2 K4 K5 K6 K11 K12",
    "F01-3": "K1 K2 K4 K5 K6 K11 K12",
}


@pytest.fixture
def k35(kreis):
    """K-35 begins now."""
    return Held(kreis, planned(kreis, K35))


def _seen(held, cookie):
    shared = held.show(cookie)
    return shared.showing, table(shared.disclosure) if shared.disclosure else None


def test_who_comes_and_goes_shuts_the_view_until_it_is_confirmed(k35):
    """Nothing is shown between the tick and the confirmation; then it is what all of them may see."""
    cookie = k35.opened()
    assert (Showing.SHUT, None) == _seen(k35, cookie)

    k35.come(0, 1, 2)
    assert (Showing.SHUT, None) == _seen(k35, cookie)
    k35.confirm()
    assert (Showing.VIEW, WHOLE) == _seen(k35, cookie)

    k35.come(3, 4)
    assert (Showing.SHUT, None) == _seen(k35, cookie)
    k35.confirm()
    assert (Showing.VIEW, {"F01-1": "K1 K2 K9", "F01-2": "K1 K2 K6", "F01-3": "K1 K2 K6"}) == _seen(k35, cookie)

    k35.go(3, 4)
    k35.confirm()
    assert (Showing.VIEW, WHOLE) == _seen(k35, cookie)


def test_another_topic_shuts_it_and_takes_along_who_sits_there_too(k35):
    """Then it is about that family alone; who had no seat there is not there."""
    cookie = k35.opened()
    k35.come(0, 1, 2, 3, 4)
    k35.confirm()

    k35.move(Move.TOPIC, k35.meeting.topics[1].id)
    assert (Showing.SHUT, None) == _seen(k35, cookie)
    k35.confirm()

    expected = {"F02-1": "K1 K2 K5 K11 K12", "F02-3": "K1 K2", "F02-4": "K1 K2 K6"}
    assert (Showing.VIEW, expected) == _seen(k35, cookie)
    assert 3 == len(k35.look().stand.moments)
    was = k35.was("U01")
    assert [5, 3] == [sum((one.gone is not None) is left for one in was) for left in (True, False)]


def test_a_change_of_the_plan_shuts_it(k35):
    """Somebody moved the plan while the room is open: look again who is there."""
    cookie = k35.opened()
    k35.come(0, 1, 2)
    k35.confirm()

    keep(k35.kreis, replace(k35.meeting, place="Raum 1", version=1), k35.kreis.principal("U06"))

    assert Showing.SHUT is k35.show(cookie).showing
    k35.confirm()
    assert Showing.VIEW is k35.show(cookie).showing


def test_somebody_on_no_list_leaves_nothing(k35):
    """They are counted, and while they are there the view is empty."""
    cookie = k35.opened()
    k35.come(0, 1, 2)
    k35.move(Move.OTHERS, "1")
    k35.confirm()

    assert (Showing.VIEW, {}) == _seen(k35, cookie)


def test_confirming_another_list_than_it_is_now_is_refused(k35):
    """Two windows of the same moderator: what one did not see, it does not confirm."""
    cookie = k35.opened()
    k35.come(0)
    seen = k35.look().stand.changes
    k35.come(1)

    assert MoveFault.CHANGED is k35.move(Move.CONFIRM, seen=seen).fault
    assert Showing.SHUT is k35.show(cookie).showing


def test_a_yes_or_no_in_the_room_changes_the_view_and_its_stamp(kreis):
    """Consent given today opens it, one of them at a time; the window's word changes each time."""
    held = Held(kreis, planned(kreis, {F06: ["U02", "U08", "U06", "F06-1", "F06-2", "F06-3"]}, moderator="U02"), "U02")
    cookie = held.opened()
    held.come(0, 1, 2, 3, 4, 5)
    held.confirm()
    assert (Showing.VIEW, {}) == _seen(held, cookie)

    stamps, people = [], []
    for ref in SAID:
        yes_today(kreis, [ref])
        stamps.append(held.rooms.stamps([cookie], kreis.at)[cookie])
        people.append(sorted(_seen(held, cookie)[1]))

    assert [["F06-1"], ["F06-1", "F06-2"], ["F06-1", "F06-2", "F06-5"]] == people[:3]
    assert ["F06-1", "F06-2", "F06-3", "F06-5"] == people[3]
    assert len(SAID) == len(set(stamps))


def test_looks_do_not_move_the_stamp(k35):
    """Or each delivery would call for the next."""
    cookie = k35.opened()
    k35.come(0, 1, 2)
    k35.confirm()
    before = k35.rooms.stamps([cookie, "x"], k35.kreis.at)

    shared = k35.show(cookie)

    assert {cookie: shared.stamp} == before == k35.rooms.stamps([cookie, "x"], k35.kreis.at)


def test_the_room_is_the_moderators_alone(k35):
    """Not of who planned it elsewhere, sits there, or leads: for them it is not there."""
    for ref in ("U01", "U07", "U09"):
        other = Held(k35.kreis, k35.meeting, ref)

        assert other.look() is None
        for move in (Move.OPEN, Move.CODE, Move.CLOSE):
            assert other.move(move, seen=1) is None
        assert other.move(Move.CONFIRM, seen=1) is None


def test_moves_that_make_no_sense_change_nothing(k35):
    """A seat of another topic, a topic of another meeting, a count below nothing; and before it is open, nothing."""
    assert MoveFault.CLOSED is k35.move(Move.COME, k35.meeting.topics[0].seats[0].id).fault
    k35.move(Move.OPEN)
    elsewhere = k35.meeting.topics[1].seats[0].id

    for move, what in [(Move.COME, elsewhere), (Move.TOPIC, elsewhere), (Move.OTHERS, "-1"), (Move.OTHERS, "51")]:
        assert MoveFault.UNKNOWN is k35.move(move, what).fault
    assert MoveFault.CLOSED is k35.move(Move.OPEN).fault
    assert () == k35.look().stand.moments


def test_opening_binding_confirming_and_closing_are_written_down(k35):
    """Who is there with the family, as audience; the rest by number of the conference."""
    k35.opened()
    k35.come(0, 4)
    k35.confirm()
    k35.move(Move.CLOSE)

    rows = k35.kreis.superuser().execute(
        "select entry_id, event from ledger.index where event in ('conference.room', 'conference.present') order by at"
    )
    found = [(event, open_payload(k35.kreis.superuser(), k35.kreis.keys, entry)) for entry, event in rows.fetchall()]
    assert ["open", "bind", "confirm", "close"] == [words["access"]["action"] for _, words in found]
    assert {k35.meeting.number} == {words["access"]["conference"] for _, words in found}
    [told] = [words for event, words in found if event == "conference.present"]
    assert ["fam_coordinator", "family", "jobcoach"] == told["access"]["present"]
    assert 2 == len(told["actor"]["audience"])
    assert F01 == told["subject"]["number"]


def test_closed_it_says_who_was_there_and_when(k35):
    """For the minutes: real presence, not the invited list."""
    cookie = k35.opened()
    begin = k35.kreis.at
    k35.come(0, 1)
    k35.kreis.at += timedelta(minutes=20)
    k35.go(1)
    k35.kreis.at += timedelta(minutes=20)
    k35.come(4)
    k35.kreis.at += timedelta(minutes=20)
    k35.move(Move.CLOSE)

    minutes = [
        (one.seat, *((time - begin) // timedelta(minutes=1) for time in (one.came, one.gone))) for one in k35.was("U07")
    ]
    seats = k35.meeting.topics[0].seats
    assert [(seats[0].id, 0, 60), (seats[1].id, 0, 20), (seats[4].id, 40, 60)] == sorted(
        minutes, key=lambda one: [seat.id for seat in seats].index(one[0])
    )
    assert k35.show(cookie) is None
    assert "held" == k35.look().meeting.state
    assert () == k35.was("U13")


def test_a_room_is_opened_again_with_nobody_in_it(k35):
    """What was seen before stays in its moments; the window of before shows nothing."""
    cookie = k35.opened()
    k35.come(0, 1, 2)
    k35.confirm()
    k35.move(Move.CLOSE)

    k35.move(Move.OPEN)

    stand = k35.look().stand
    assert stand.shut
    assert () == stand.moments
    was = k35.was("U01")
    assert [True] * 3 == [one.gone is not None for one in was]
    assert k35.show(cookie) is None


def test_a_wish_without_a_number_is_nobodys(k35):
    """No conference of that number: as if it were somebody else's."""
    principal = k35.kreis.principal("U06")
    for number in ("", "K-2026-999", "'"):
        assert k35.rooms.look(principal, number, k35.kreis.at) is None
        assert k35.rooms.move(principal, Wish(number, Move.OPEN), k35.kreis.at) is None
