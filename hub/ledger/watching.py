"""What a process knows of the evidence behind its log, and what it does not do without: its levels and its grace.

An entry is durable before anything follows from it, always. Beyond that some wait for their place in the tree, and some
for both witnesses; and where the evidence has grown too old nothing is read any more.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Event as Flag
from threading import Lock, Thread

import structlog

from hub.db.database import Database
from hub.db.errors import DatabaseRefused, DatabaseUnavailable
from hub.ledger.assurance import Assurance
from hub.ledger.entry import Entry
from hub.ledger.errors import LedgerForked, LedgerUnavailable
from hub.ledger.events import Event
from hub.ledger.freshness import FINE, FORKED, Grace, Trouble, Verdict, judge_freshness
from hub.ledger.leaf import Known
from hub.ledger.tiling.store import Standing, load_place, load_standing, want_witnesses
from hub.ledger.vouching import Vouching
from hub.terms.ids import EntryId
from hub.terms.lists import Effect

log = structlog.get_logger()
SECONDS = 2.0
"""Between two looks: one statement each."""
LOOKS_PER_COMPARISON = 30
BLIND = 60.0
"""Seconds after which a process that could not look any more reads nothing either."""
POLL = 0.05
PLACED_WITHIN, WITNESSED_WITHIN = 5.0, 20.0
STOPPED_READS = "access."
"""The kinds of act that stop. Emergency access is none of them, nor is reading the log: who controls goes on."""


@dataclass(repr=False)
class Watch:
    """Kept up by one thread, asked by all. `hear` waits for the sequencer's word, so many seconds at the most."""

    db: Database
    levels: Mapping[Event, Assurance]
    grace: Grace
    hear: Callable[[float], object]
    compare: Callable[[], object]
    verdict: Verdict = FINE
    newest: Known = field(default_factory=Known)
    """The newest published checkpoint: leaves name it."""
    vouching: Vouching = field(default_factory=Vouching)
    _size: int = 0
    _blind_from: float = float("inf")
    """When what was seen last is too old to go by; never, where no thread looks."""
    _stop: Flag = field(default_factory=Flag)
    _lock: Lock = field(default_factory=Lock)

    def known(self) -> Known:
        """What leaves name."""
        return self.newest

    def look(self) -> None:
        """Ask the database how old the evidence is. One at a time: an older answer that comes late is no rollback."""
        with self._lock:
            self._take(load_standing(self.db))

    def _take(self, standing: Standing) -> None:
        if self._blind_from < float("inf"):
            self._blind_from = time.monotonic() + BLIND
        if standing.published is not None:
            self.newest = Known(standing.published.size, standing.published.root[:8].hex())
        if standing.size < self._size or self.verdict is FORKED:
            self._fork(f"the log had {self._size} entries and has {standing.size}")
            return
        self._size = standing.size
        verdict = judge_freshness(standing, self.grace)
        for trouble in verdict.warned - self.verdict.warned:
            log.warning("the evidence of the log grows old", trouble=trouble)
        self.verdict = verdict

    def before(self, entry: Entry) -> None:
        """LedgerUnavailable where the evidence is too old for a look, or nobody vouches for what everybody goes by.

        Nothing is written then.
        """
        is_read = entry.event.startswith(STOPPED_READS) and entry.effect is not Effect.DENY
        if self.verdict.stopped and (is_read or Trouble.FORKED in self.verdict.stopped):
            raise LedgerUnavailable(f"reading stopped: {', '.join(sorted(self.verdict.stopped))}")
        if is_read and time.monotonic() > self._blind_from:
            raise LedgerUnavailable("reading stopped: nobody looks at the evidence any more")
        self.vouching.before(entry)

    def after(self, entry: Entry) -> None:
        """Return when a committed entry has the level of its kind, else LedgerUnavailable: nothing follows from it."""
        level = self.levels[entry.event]
        if level is Assurance.DURABLE or entry.effect is Effect.DENY:
            return
        place = self.wait_for_place(entry.id)
        if level is Assurance.WITNESSED:
            self.wait_for_witnesses(place)

    def wait_for_place(self, entry: EntryId) -> int:
        """The place of an own entry in the tree, as soon as it has one."""
        end = time.monotonic() + PLACED_WITHIN
        while True:
            place = load_place(self.db, entry)
            if place is not None:
                return place
            if time.monotonic() > end:
                raise LedgerUnavailable(f"entry {entry} has no place in the tree yet")
            self.hear(POLL)

    def wait_for_witnesses(self, place: int) -> None:
        """Return when a published checkpoint covers the place: the signer is told that somebody waits."""
        end = time.monotonic() + WITNESSED_WITHIN
        want_witnesses(self.db)
        while True:
            self.look()
            if self.newest.size > place:
                return
            if time.monotonic() > end:
                raise LedgerUnavailable(f"the entry at {place} was not witnessed yet")
            time.sleep(POLL)

    def start(self) -> None:
        """From now on look every two seconds, and compare with the witnesses every minute."""
        self._blind_from = time.monotonic() + BLIND
        Thread(target=self._keep_looking, name="watching", daemon=True).start()

    def stop(self) -> None:
        """End the thread."""
        self._stop.set()

    def _keep_looking(self) -> None:
        looks = 0
        while not self._stop.wait(SECONDS):
            looks += 1
            try:
                self.look()
                if looks % LOOKS_PER_COMPARISON == 0:
                    self.compare()
            except LedgerForked as forked:
                self._fork(str(forked))
            except (DatabaseUnavailable, DatabaseRefused):
                continue  # whoever reads or writes hears of it themselves

    def _fork(self, why: str) -> None:
        if self.verdict is not FORKED:
            log.error("the log is not the one that was witnessed: everything stops", why=why)
        self.verdict = FORKED
