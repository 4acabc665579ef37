"""The daily care of a reader's keys of the log, and of the journal beside the database, in a thread of its process."""

from collections.abc import Callable
from datetime import date, datetime
from threading import Event, Thread

import structlog

from hub.db.errors import DatabaseRefused, DatabaseUnavailable
from hub.gate.house import House
from hub.gate.journal import drop_what_is_over
from hub.gate.month_keys import turn_month_keys
from hub.ledger.errors import LedgerUnavailable
from hub.terms.clock import legal_day

log = structlog.get_logger()
PAUSE = 60.0
"""Seconds of the real clock between two looks at the hub's: a day that began is noticed within a minute."""


def start_turning(house: House, clock: Callable[[], datetime]) -> Event:
    """A pass at once and one each day, in Berlin's days, until the event returned is set."""
    stop = Event()
    Thread(target=_turn_until, args=(house, clock, stop), name="month keys", daemon=True).start()
    return stop


def _turn_until(house: House, clock: Callable[[], datetime], stop: Event) -> None:
    """What cannot be done now is done at the next look."""
    done: date | None = None
    while True:
        at = clock()
        if legal_day(at) != done:
            try:
                turn_month_keys(house, at)
                drop_what_is_over(house)
                done = legal_day(at)
            except (DatabaseUnavailable, DatabaseRefused, LedgerUnavailable, OSError) as trouble:
                log.warning("the keys of the log could not be looked after now", trouble=type(trouble).__name__)
        if stop.wait(PAUSE):
            return
