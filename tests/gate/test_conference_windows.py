"""The window of a conference: bound once by a code, to a cookie of its own, and over when the conference is."""

from datetime import timedelta

import pytest

from hub.gate.conferences.arriving import LETTERS
from hub.terms.rooms import Move, MoveFault, Showing
from tests.gate.gathered import F02, table
from tests.gate.held import Held, planned
from tests.kreis import F01

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


def test_a_code_counts_once_and_a_cookie_opens_its_own_window_only(k35):
    """Replayed, guessed, too old or of another window: nothing."""
    k35.move(Move.OPEN)
    code = k35.move(Move.CODE).code
    first = k35.rooms.bind(code.lower(), k35.kreis.at)

    assert first
    assert k35.rooms.bind(code, k35.kreis.at) is None
    assert k35.rooms.bind("AAAAAAAA", k35.kreis.at) is None
    assert k35.rooms.bind("", k35.kreis.at) is None
    for other in ("", "x", first[:-1], first.swapcase(), code):
        assert k35.show(other) is None
    assert set(code) <= set(LETTERS)

    second = k35.bound()
    assert k35.show(first) is None
    assert Showing.SHUT is k35.show(second).showing


def test_a_code_is_too_old_after_ten_minutes_and_replaced_by_the_next(k35):
    """Real time, whatever day the demo has."""
    k35.move(Move.OPEN)
    old, code = (k35.move(Move.CODE).code for _ in range(2))
    assert k35.rooms.bind(old, k35.kreis.at) is None

    k35.kreis.superuser().execute("update conference.screen set code_until = now() where not ended")

    assert k35.rooms.bind(code, k35.kreis.at) is None


def test_half_an_hour_after_the_plan_it_is_over(k35):
    """By itself, without anybody; codes and moves come too late then."""
    cookie = k35.opened()
    k35.come(0, 1, 2)
    k35.confirm()
    k35.kreis.at += timedelta(hours=2, minutes=29)
    assert Showing.VIEW is k35.show(cookie).showing
    code = k35.move(Move.CODE).code

    k35.kreis.at += timedelta(minutes=1)

    assert (Showing.OVER, None) == _seen(k35, cookie)
    assert MoveFault.CLOSED is k35.move(Move.DARK, "false").fault
    assert MoveFault.CLOSED is k35.move(Move.OPEN).fault
    assert k35.rooms.bind(code, k35.kreis.at) is None


def test_one_that_is_tried_out_before_closes_after_as_long_as_is_planned(kreis):
    """Nobody leaves it open until the day."""
    meeting = planned(kreis, K35)
    kreis.superuser().execute("update conference.meeting set starts = starts + '8 days', ends = ends + '8 days'")
    held = Held(kreis, meeting)
    cookie = held.opened()

    kreis.at += timedelta(hours=3, minutes=30)

    assert Showing.OVER is held.show(cookie).showing


def test_picture_off_at_the_page_and_at_the_window(k35):
    """Either turns it off and on again; nothing else changes."""
    cookie = k35.opened()
    k35.come(0, 1, 2)
    k35.confirm()

    k35.move(Move.DARK, "true")
    assert (Showing.DARK, None) == _seen(k35, cookie)
    assert k35.rooms.darken(cookie, is_dark=False)
    assert (Showing.VIEW, WHOLE) == _seen(k35, cookie)
    assert k35.rooms.darken(cookie, is_dark=True)
    assert not k35.rooms.darken(cookie, is_dark=True)
    assert not k35.rooms.darken("x", is_dark=False)
    assert (Showing.DARK, None) == _seen(k35, cookie)


def test_a_window_of_one_agency_is_none_at_the_other(k35):
    """The cookie counts where the room is kept."""
    cookie = k35.opened()

    assert Held(k35.kreis, k35.meeting, "U07").show(cookie) is None
    assert {} == Held(k35.kreis, k35.meeting, "U07").rooms.stamps([cookie], k35.kreis.at)
