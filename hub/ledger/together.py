"""What the threads of one process append, in one statement where several wait.

Who finds nobody writing writes at once and alone. Who comes meanwhile queues up, and all who queue are written together
as soon as one of them can. Each waits until its own entry is durable.

Where several wrote just now, the next one waits for as many to come, but no longer after the end of the statement
before than that one took: else whoever is back first would go alone, and all others would wait for its flush and then
for their own. A single writer never waits, and an office in which nobody comes back waits once.
"""

from collections import deque
from collections.abc import Callable, Collection, Sequence
from enum import Enum, auto
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

from hub.db.database import Database
from hub.db.errors import DatabaseRefused, DatabaseUnavailable, refused
from hub.ledger.errors import NUMBER_TAKEN

AT_ONCE = 1
"""Statements under way at the same time. While one is made durable, others queue up for the next."""
MOST = 16
"""Entries in one statement."""
LONGEST = 0.005
"""Seconds that anybody waits for others to come, however slow the database is."""

Line = TypeVar("Line")
Write = Callable[[Database, Sequence[Line]], Collection[int]]
"""Writes lines, all or nothing, save the late ones: it returns their places. Raises as `Database.rows` does."""


class _Outcome(Enum):
    """How it ended for one of a group. Refused: nothing of the group was written. Late: nothing of this one."""

    WRITTEN = auto()
    LATE = auto()
    REFUSED = auto()
    UNKNOWN = auto()


class _Turn(Generic[Line]):
    """Somebody who waits. Woken without an outcome, it leads."""

    def __init__(self, db: Database, line: Line, write: Write[Line]) -> None:
        self.db, self.line, self.write = db, line, write
        self.outcome: _Outcome | None = None
        self.woken = Lock()
        self.woken.acquire()

    def end(self, outcome: _Outcome) -> None:
        self.outcome = outcome
        self.woken.release()


class Together(Generic[Line]):
    """The queue of one process. `patience`: no longer than this, in seconds, does anybody wait for others to come."""

    def __init__(self, patience: float = LONGEST, clock: Callable[[], float] = monotonic) -> None:
        self._patience, self._clock = patience, clock
        self._lock = Lock()
        self._waiting: deque[_Turn[Line]] = deque()
        self._writing = 0
        self._expected, self._until = 1, 0.0
        self._enough: Lock | None = None

    def write(self, db: Database, line: Line, write: Write[Line]) -> None:
        """Durable when this returns. Raises as if it had been written alone: what goes wrong with another's entry or
        with the group as a whole sends this one to the database once more, by itself.
        """
        turn = _Turn(db, line, write)
        if not self._is_first(turn):
            turn.woken.acquire()
        if turn.outcome is None:
            self._lead(turn)
        if turn.outcome is _Outcome.REFUSED:
            write(db, [line])
        elif turn.outcome is _Outcome.LATE:
            raise refused(NUMBER_TAKEN)
        elif turn.outcome is _Outcome.UNKNOWN:
            raise DatabaseUnavailable("how the commit ended is not known")

    def _is_first(self, turn: _Turn[Line]) -> bool:
        with self._lock:
            if self._writing < AT_ONCE:
                self._writing += 1
                return True
            self._waiting.append(turn)
            if self._enough is not None and len(self._waiting) + 1 >= self._expected:
                self._enough.release()
                self._enough = None
            return False

    def _gather(self) -> None:
        """Wait until as many are here as wrote or queued when the statement before ended, or its time is over."""
        enough = Lock()
        with self._lock:
            left = self._until - self._clock()
            if left <= 0 or len(self._waiting) + 1 >= self._expected:
                return
            enough.acquire()
            self._enough = enough
        enough.acquire(timeout=left)
        with self._lock:
            self._enough = None

    def _lead(self, turn: _Turn[Line]) -> None:
        """Write for all who wait now. Then the next one leads, whatever happened."""
        group, begun = [turn], 0.0
        late: Collection[int] = ()
        outcome = _Outcome.UNKNOWN
        try:
            self._gather()
            group += self._others(turn)
            begun = self._clock()
            late = turn.write(turn.db, [one.line for one in group])
            outcome = _Outcome.WRITTEN
        except DatabaseRefused:
            outcome = _Outcome.REFUSED
            if len(group) == 1:
                raise
        finally:
            self._pass_on(len(group), begun)
            for place, one in enumerate(group):
                one.end(_Outcome.LATE if place in late else outcome)

    def _others(self, turn: _Turn[Line]) -> list[_Turn[Line]]:
        found: list[_Turn[Line]] = []
        with self._lock:
            while self._waiting and self._waiting[0].db is turn.db and len(found) < MOST - 1:
                found.append(self._waiting.popleft())
        return found

    def _pass_on(self, written: int, begun: float) -> None:
        with self._lock:
            now = self._clock()
            self._expected = min(MOST, written + len(self._waiting))
            self._until = now + min(self._patience, now - begun)
            if self._waiting:
                self._waiting.popleft().woken.release()
            else:
                self._writing -= 1
