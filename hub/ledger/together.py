"""What the threads of one process append, in one statement where several wait.

Nobody waits for others to come: who finds nobody writing, writes at once and alone. Who comes meanwhile queues up, and
all who queue are written together as soon as one of them can. Each waits until its own entry is durable.
"""

from collections import deque
from collections.abc import Callable, Collection, Sequence
from enum import Enum, auto
from threading import Lock
from typing import Generic, TypeVar

from hub.db.database import Database
from hub.db.errors import DatabaseRefused, DatabaseUnavailable, refused
from hub.ledger.errors import NUMBER_TAKEN

AT_ONCE = 1
"""Statements under way at the same time. While one is made durable, others queue up for the next."""
MOST = 16
"""Entries in one statement."""

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
    """The queue of one process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: deque[_Turn[Line]] = deque()
        self._writing = 0

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
            return False

    def _lead(self, turn: _Turn[Line]) -> None:
        """Write for all who wait now. Then the next one leads, whatever happened."""
        group = [turn, *self._others(turn)]
        late: Collection[int] = ()
        outcome = _Outcome.UNKNOWN
        try:
            late = turn.write(turn.db, [one.line for one in group])
            outcome = _Outcome.WRITTEN
        except DatabaseRefused:
            outcome = _Outcome.REFUSED
            if len(group) == 1:
                raise
        finally:
            self._pass_on()
            for place, one in enumerate(group):
                one.end(_Outcome.LATE if place in late else outcome)

    def _others(self, turn: _Turn[Line]) -> list[_Turn[Line]]:
        found: list[_Turn[Line]] = []
        with self._lock:
            while self._waiting and self._waiting[0].db is turn.db and len(found) < MOST - 1:
                found.append(self._waiting.popleft())
        return found

    def _pass_on(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().woken.release()
            else:
                self._writing -= 1
