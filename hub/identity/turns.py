"""How often one may ask: so many turns a minute, whichever worker answers. A worker fetches some at a time."""

import time
from collections.abc import Callable
from threading import Lock

from hub.db.database import Database
from hub.identity.limiting.store import take_turns
from hub.terms.recent import Recent

SHARE = 20
"""A worker fetches a twentieth of a minute's turns at once: one statement for so many requests."""
MOST_KEPT = 4096


class Turns:
    """The turns of one process group, counted in the database. What a worker fetched and does not use is forfeited.

    So nobody ever gets more than the limit, and with n workers at least (1 - n/20) of it.
    """

    def __init__(self, db: Database, ticks: Callable[[], float] = time.monotonic) -> None:
        self._db = db
        self._ticks = ticks
        self._lock = Lock()
        self._kept: Recent[str, tuple[int, float]] = Recent(MOST_KEPT)

    def wait(self, who: str, most: int) -> int:
        """0: one of `most` turns a minute is taken; else the seconds until there are turns again."""
        with self._lock:
            left, until = self._kept.get(who) or (0, 0.0)
            if self._ticks() < until:
                if left > 0:
                    self._kept.keep(who, (left - 1, until))
                    return 0
                if left < 0:
                    return max(1, round(until - self._ticks()))
        return self._fetch(who, most)

    def _fetch(self, who: str, most: int) -> int:
        taken, seconds = take_turns(self._db, who, max(1, most // SHARE), most)
        with self._lock:
            left, until = self._kept.get(who) or (0, 0.0)
            mine = max(left, 0) if self._ticks() < until else 0
            self._kept.keep(who, (mine + taken - 1 if taken else -1, self._ticks() + seconds))
        return 0 if taken else seconds
