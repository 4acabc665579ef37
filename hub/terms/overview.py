"""What the data protection officers' overview tells: figures over everybody, each with the list that it counts (H8)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from hub.terms.holds import HoldReason
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Agency
from hub.terms.marks import EMERGENCY, Mark

WEEKS = 13
"""Whole weeks, so that each weekday is in it as often."""
MONTHS = 12
SMALL = 5
"""A cell of the heat map with fewer says only that it is not empty: it could tell of one person's night."""
HOURS, WEEKDAYS = range(24), range(1, 8)


@dataclass(frozen=True)
class Stand:
    """Up to which place of the tree entries are counted, and when that was. `overdue`: should be erased by now.
    `explained` of `looks` in the weeks of the figures have an ordinary reason.
    """

    counted_to: int
    at: datetime
    overdue: int = 0
    erased_at: datetime | None = None
    looks: int = 0
    explained: int = 0


@dataclass(frozen=True)
class Waiting:
    """What rules found and nobody has made a case of; cases that are open, and since when the oldest is."""

    anomalies: int
    cases: int = 0
    oldest: datetime | None = None


@dataclass(frozen=True)
class Judging:
    """The newest sample: of which month, how many entries were drawn, how many of them are judged."""

    month: date
    entries: int
    judged: int


@dataclass(frozen=True)
class Month:
    """The days of a month of which the log is still there, and how many entries they have; None where none is kept."""

    first: date
    since: date
    until: date
    entries: int | None


@dataclass(frozen=True)
class Held:
    """What is not erased before a day is over."""

    what: FamilyNumber | str
    reason: HoldReason
    until: date


class CheckState(StrEnum):
    """How far a check of the log is."""

    WANTED = "wanted"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Result(StrEnum):
    """What came of a check: as the verifier's exit status says, 0, 1 and 2."""

    WHOLE = "whole"
    FINDINGS = "findings"
    UNCHECKED = "unchecked"


@dataclass(frozen=True)
class Check:
    """A check of the whole log. `done` of `size` entries are fetched; `findings` by kind, how many."""

    state: CheckState
    wanted_at: datetime
    done: int = 0
    size: int | None = None
    checked_at: datetime | None = None
    result: Result | None = None
    findings: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether something will still come of it."""
        return self.state in (CheckState.WANTED, CheckState.RUNNING)


@dataclass(frozen=True)
class Checks:
    """The newest check of the log, and the newest that came to an end."""

    newest: Check | None = None
    last: Check | None = None

    @property
    def is_open(self) -> bool:
        """Whether one is under way: there is one at a time."""
        return self.newest is not None and self.newest.is_open


@dataclass(frozen=True)
class Freshness:
    """How long ago both witnesses confirmed the log, and since when entries wait for a place; in seconds."""

    witnessed: float | None
    waiting: float | None


@dataclass(frozen=True)
class Duty:
    """When work is usual: hours by weekday. It judges nobody; a roster says who was on duty (R14)."""

    hours: Mapping[int, range]

    def covers(self, weekday: int, hour: int) -> bool:
        """Whether it is usual to work in this hour."""
        return hour in self.hours.get(weekday, range(0))


@dataclass(frozen=True)
class Overview:
    """Figures of one controller's log from `since` to `until`, both inclusive, as they stood when they were counted.

    `looks`: by weekday and hour what was shown. `marks`: by kind, how many. Without a stand nothing was counted yet.
    """

    controller: Agency
    since: date
    until: date
    duty: Duty
    fresh: Freshness
    stand: Stand | None = None
    looks: Mapping[tuple[int, int], int] = field(default_factory=dict)
    marks: Mapping[Mark, int] = field(default_factory=dict)
    months: tuple[Month, ...] = ()
    holds: tuple[Held, ...] = ()
    checks: Checks = Checks()
    waiting: Waiting | None = None
    judging: Judging | None = None

    @property
    def emergencies(self) -> int:
        """How often somebody saw, or wanted to see, what only an emergency permits."""
        return self.marks.get(EMERGENCY, 0)

    @property
    def refusals(self) -> tuple[tuple[Mark, int], ...]:
        """By reason, the most frequent first."""
        found = [(mark, entries) for mark, entries in self.marks.items() if mark != EMERGENCY]
        return tuple(sorted(found, key=lambda one: (-one[1], one[0])))
