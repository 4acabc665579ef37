"""Keeping the keys of an agency's families open in a process that serves: at its start, and for families that come."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event, Thread

import structlog

from hub.db.errors import DatabaseRefused, DatabaseUnavailable
from hub.gate.house import House
from hub.gate.keys_ahead import open_keys_ahead
from hub.terms.clock import legal_day
from hub.terms.sealing import KeysUnavailable

log = structlog.get_logger()
PAUSE = 60.0
"""Seconds between two looks for new ones: a statement for each 500 keys. Until then the first look opens them."""
DAY = timedelta(1)


def start_opening(house: House, clock: Callable[[], datetime]) -> Event:
    """Open them now, before the first request, and from then on in a thread, until the event returned is set.

    The keys of the log are made ahead too, for today and tomorrow.
    """
    stop = Event()
    _make_ready(house, clock())
    Thread(target=_keep_ready, args=(house, clock, stop), name="keys ahead", daemon=True).start()
    return stop


def _keep_ready(house: House, clock: Callable[[], datetime], stop: Event) -> None:
    while not stop.wait(PAUSE):
        _make_ready(house, clock())


def _make_ready(house: House, at: datetime) -> None:
    """What cannot be opened now is opened by whoever needs it."""
    for day in (legal_day(at), legal_day(at) + DAY):
        house.writer.prepare(day)
    try:
        open_keys_ahead(house)
    except (DatabaseUnavailable, DatabaseRefused, KeysUnavailable) as trouble:
        log.warning("keys could not be opened ahead", trouble=type(trouble).__name__)
