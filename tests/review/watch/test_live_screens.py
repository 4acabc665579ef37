"""Shared screens that the hub itself showed: the rules see them as they see those of imported logs."""

from datetime import timedelta

from hub.terms.ids import FamilyNumber
from hub.terms.logged import Deed
from tests.gate.held import Held, planned
from tests.kreis import F01
from tests.review.watch.logs import hits
from tests.review.watch.test_reading import read_by

TABLE = {F01: ["U01", "U06", "U07"]}


def _shown_after(held, cookie, *minutes):
    """The window asks again so long after the time before, as whoever walks by and wakes it would."""
    for pause in minutes:
        held.kreis.at += timedelta(minutes=pause)
        held.show(cookie)


def test_a_screen_that_still_shows_a_family_long_after_the_last_change_is_found(kreis):
    """With the family and whoever moderates; one at which they work is not, however often it is drawn."""
    held = Held(kreis, planned(kreis, TABLE, hours=8))
    cookie = held.opened()
    held.come(0, 1, 2)
    held.confirm()
    _shown_after(held, cookie, 0, 20, 5, 5, 40, 60)
    assert [] == hits(read_by(kreis), rule="screen-left-open")

    _shown_after(held, cookie, 100)

    logged = read_by(kreis)
    assert 7 == sum(one.action is Deed.DISPLAY for one in logged)
    [hit] = hits(logged, rule="screen-left-open")
    families = {one.entry: one.family for one in logged}
    assert {FamilyNumber(F01)} == {families[entry] for entry in hit.entries}


def test_a_conference_as_it_is_meant_to_be_raises_no_rule(kreis):
    """Two hours, drawn anew every few minutes while people come and go."""
    held = Held(kreis, planned(kreis, TABLE))
    cookie = held.opened()
    for _ in range(8):
        held.come(0, 1, 2)
        held.confirm()
        _shown_after(held, cookie, 7, 0)
        held.go(0)
        held.confirm()
        _shown_after(held, cookie, 7)

    assert {Deed.DISPLAY} <= {one.action for one in read_by(kreis)}
    assert [] == hits(read_by(kreis))
