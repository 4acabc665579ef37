"""The batch behind the overview: counts what is new in the log, each entry once, and forgets what the log forgets."""

from dataclasses import replace
from datetime import datetime

from hub.db.errors import DatabaseRefused
from hub.gate.house import House
from hub.ledger.about_itself import about_the_log
from hub.ledger.append import append
from hub.ledger.entry import Entry, Event
from hub.ledger.store import read_for_marks
from hub.review.dashboard.marking import Marker, marks_of
from hub.review.dashboard.store import COUNTED_MEANWHILE, Count, begin_count, count_stretch, finish_count
from hub.terms.clock import legal_day
from hub.terms.lists import Agency
from hub.terms.principals import machine

AT_ONCE = 20_000
"""Places of one stretch: a few seconds, and a crash loses no more."""
CONTROLLERS = (Agency.JOBCENTER, Agency.JUGENDAMT, Agency.PROVIDER)
REVIEWER = machine("reviewer")
"""No person acts here."""


class NoKey(RuntimeError):
    """This process cannot open the log: only the officers' processes count it."""


def refresh_all(house: House, at: datetime) -> None:
    """Each controller's figures, by itself: a step of the review's night."""
    for controller in CONTROLLERS:
        refresh_figures(house, controller, at)


def refresh_figures(house: House, controller: Agency, at: datetime) -> int:
    """Count the entries that got a place in the tree since the last count. Returns up to which place it is counted.

    Safe to repeat and to break off: each stretch is counted whole or not at all. Two at once do it once.
    """
    if house.reader is None:
        raise NoKey(f"{house.ring.holder} has no key that opens the log")
    marker, entry = Marker(house.reader.private, controller), _entry(house, controller, at)
    count = Count(append(house.db, house.writer, entry), controller.value)
    keep = house.policies.retention.access_log.first_day_kept(legal_day(at))
    todo = begin_count(house.db, count, marker.fingerprint, keep)
    try:
        for start in range(todo.start, todo.stop, AT_ONCE):
            _count(house, count, marker, range(start, min(start + AT_ONCE, todo.stop)))
    except DatabaseRefused as refusal:
        if refusal.code != COUNTED_MEANWHILE:
            raise
        return todo.start
    finish_count(house.db, count, todo.start, at)
    return todo.stop


def _count(house: House, count: Count, marker: Marker, span: range) -> None:
    assert house.reader is not None
    reader = house.reader
    marked = [
        (one.id, marker.token(f"{legal_day(one.at):%Y-%m}", mark))
        for one in read_for_marks(house.db, reader, count.ticket, count.controller, span)
        for mark in marks_of(one)
    ]
    count_stretch(house.db, count, span, marked)


def _entry(house: House, controller: Agency, at: datetime) -> Entry:
    """No person acts; it is for the one controller whose log is counted."""
    entry = about_the_log(REVIEWER, at, house.policies.digest, Event.LOG_COUNTED, {"action": "count"})
    return replace(entry, controllers=frozenset({controller.value}))
