"""The monthly sample as it is worked through: what was drawn, what was said of it. It holds no line of the log."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from hub.terms.ids import EntryId
from hub.terms.log import LogLine


class Judgement(StrEnum):
    """What an officer says of one entry. The first three have the keys 1, 2 and 3 (J10)."""

    PLAUSIBLE = "plausible"
    QUESTION = "question"
    CONSPICUOUS = "conspicuous"
    NOT_REVIEWABLE = "not_reviewable"
    """Its words are erased or cannot be opened: nobody can say."""


class Part(StrEnum):
    """Why an entry is in the sample."""

    DRAWN = "drawn"
    EMERGENCY = "emergency"
    SPOKEN = "spoken"


class Origin(StrEnum):
    """How a draw came about."""

    DRAWN = "drawn"
    TAKEN_OVER = "taken_over"
    """A record kept elsewhere tells of it: the hub did it again and did not see it happen."""


class SampleAnswer(StrEnum):
    """What became of the wish to draw, to commit or to sign."""

    DONE = "done"
    DRAWN_BEFORE = "drawn_before"
    NOT_OVER = "not_over"
    """The month is still going on, or lies too far back."""
    WAITING = "waiting"
    """No checkpoint covers the committed number yet."""
    MISSED = "missed"
    """The month is over: a number for it cannot be committed any more."""
    COMMITTED_BEFORE = "committed_before"
    NOT_FINISHED = "not_finished"
    SIGNED = "signed"
    """The report is signed: nothing changes any more."""
    REFUSED = "refused"


@dataclass(frozen=True)
class SampleEntry:
    """One entry of a sample and what was said of it last. `claimed`: as a record kept elsewhere tells."""

    entry: EntryId
    part: Part
    judgement: Judgement | None = None
    at: datetime | None = None
    claimed: bool = False


@dataclass(frozen=True)
class Sample:
    """A month's draw for one body, or for both where one officer is appointed by both. `month` is its first day."""

    id: EntryId
    month: date
    controllers: tuple[str, ...]
    origin: Origin
    drawn_at: datetime
    entries: tuple[SampleEntry, ...]
    is_signed: bool = False

    def of(self, *parts: Part) -> tuple[SampleEntry, ...]:
        """The entries that are in it for these reasons, in their order."""
        return tuple(one for one in self.entries if one.part in parts)

    @property
    def open(self) -> tuple[SampleEntry, ...]:
        """What nobody has judged yet, in its order."""
        return tuple(one for one in self.entries if one.judgement is None)

    def find(self, entry: str) -> SampleEntry | None:
        """The entry of this id, if it is in the sample."""
        return next((one for one in self.entries if one.entry == entry), None)


@dataclass(frozen=True)
class SampleBoard:
    """The samples of an officer's bodies, newest first; what can be drawn; where a number lay ready in time."""

    controllers: tuple[str, ...] = ()
    samples: tuple[Sample, ...] = ()
    drawable: tuple[date, ...] = ()
    committed: tuple[date, ...] = ()
    current: date | None = None


@dataclass(frozen=True)
class SampleLook:
    """One entry of a sample, opened: its line of the log, or None where its words are gone."""

    sample: Sample
    entry: SampleEntry
    line: LogLine | None


@dataclass(frozen=True)
class RecordedSample:
    """A month's sample as a record tells it: of how many looks how many were drawn by which word, and the verdicts in
    the order of the draw.
    """

    month: date
    word: str
    drawn_at: datetime
    population: int
    drawn: int
    verdicts: Sequence[tuple[Judgement, datetime]]


@dataclass(frozen=True, repr=False)
class ReportFile:
    """A signed report as it is taken along, and what it says, for a document that people read."""

    text: str
    told: Mapping[str, Any]


def done(entries: Iterable[SampleEntry]) -> int:
    """How many of them were judged."""
    return sum(one.judgement is not None for one in entries)


def month_of(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)


def read_month(text: str) -> date | None:
    """`2026-10` as the first of October; None for everything else."""
    try:
        day = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return day if f"{day:%Y-%m}" == text else None
