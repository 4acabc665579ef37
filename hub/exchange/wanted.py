"""What agencies ask of each other's processes: to wrap keys for a consent that was taken elsewhere, by signed messages,
and to say what was received on one that was taken back.
"""

from collections.abc import Callable
from datetime import datetime
from threading import Event, Thread

import structlog

from hub.db.errors import DatabaseRefused, DatabaseUnavailable
from hub.gate.following import answer_wanted
from hub.gate.house import House
from hub.gate.key_queue import read_answers, send_askings
from hub.gate.received import work_out_recalls
from hub.ledger.errors import LedgerUnavailable
from hub.terms.lists import Owner
from hub.terms.sealing import KeysUnavailable

log = structlog.get_logger()
MAKERS = frozenset({Owner.JOBCENTER, Owner.JUGENDAMT, Owner.PROVIDER})
"""Whose agencies write into records and so make keys; families only ask."""
PAUSE = 1.0
"""Seconds between two looks at what is wanted: four statements each."""


def start_answering(house: House, clock: Callable[[], datetime]) -> Event:
    """Ask and answer in a thread of its own, in the process that holds the keys, until the event returned is set."""
    stop = Event()
    Thread(target=_answer_until, args=(house, clock, stop), name="wanted", daemon=True).start()
    return stop


def _answer_until(house: House, clock: Callable[[], datetime], stop: Event) -> None:
    """What cannot be done now stays wanted."""
    makes_keys = house.ring.holder in MAKERS
    while not stop.wait(PAUSE):
        try:
            send_askings(house)
            if makes_keys:
                answer_wanted(house, clock())
                work_out_recalls(house, clock())
            read_answers(house, clock())
        except (DatabaseUnavailable, DatabaseRefused, LedgerUnavailable, KeysUnavailable) as trouble:
            log.warning("what is wanted could not be answered now", trouble=type(trouble).__name__)
