"""The access log as it is read: who did what with whose data, in pseudonyms. It never holds a value."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from uuid import UUID

from hub.terms.around import Around
from hub.terms.ids import EntryId, FamilyNumber
from hub.terms.lists import Agency, Category, Effect, Purpose, Role
from hub.terms.marks import Mark
from hub.terms.reasons import Reason

MOST_LINES = 200
"""Of one page, whoever asks."""


class Outcome(StrEnum):
    """What came of an act, as one asks for it: something was shown, refused, or changed."""

    SHOWN = "shown"
    DENIED = "denied"
    CHANGED = "changed"


@dataclass(frozen=True)
class LogLine:
    """One act. `pseudonym` (`N-07`) and `persons` (`P-3`) stay pseudonyms until a second key opens a case (H8).

    On pages of the officers `pseudonym` is that of the quarter, and `around` says what was so beside; in one's own
    entries there is neither.

    `families` are the others that a list or a search showed, as far as they concern the reader.
    `event` is a kind of act and what became of it: `access.read`, `access.denied`, `consent.granted`, …
    `basis` names consents or norms. What a record kept elsewhere claims says since when the hub has it in
    `taken_over_at`, what was done in `action`, and where in `office`; for all other lines these three are empty.
    """

    entry: EntryId
    at: datetime
    pseudonym: str
    role: Role
    agency: Agency
    event: str
    family: FamilyNumber | None
    persons: tuple[str, ...]
    categories: tuple[Category, ...]
    purpose: Purpose | None
    basis: tuple[str, ...]
    effect: Effect
    reason: Reason | None
    action: str = ""
    office: str = ""
    taken_over_at: datetime | None = None
    families: tuple[FamilyNumber, ...] = ()
    around: Around | None = None


@dataclass(frozen=True)
class Cursor:
    """A place between two lines. It holds whatever is written meanwhile, and opens nothing by itself."""

    at: datetime
    entry: EntryId

    def __str__(self) -> str:
        return f"{self.at.astimezone(UTC):%Y%m%dT%H%M%S.%fZ}_{self.entry}"


class NotACursor(ValueError):
    """The text is none that `str` of a cursor gives out."""


def parse_cursor(text: str) -> Cursor:
    """What `str` of a cursor gave out. Raises NotACursor for everything else."""
    at, _, entry = text.partition("_")
    try:
        cursor = Cursor(datetime.strptime(at, "%Y%m%dT%H%M%S.%fZ").replace(tzinfo=UTC), EntryId(str(UUID(entry))))
    except ValueError as error:
        raise NotACursor("not in the form of one") from error
    if str(cursor) != text:
        raise NotACursor("not in its one form")
    return cursor


@dataclass(frozen=True)
class LogQuery:
    """A stretch of the log, newest first: the lines before a place, or the newest; only those that fit every filter.

    `since` and `until` are legal days, both inclusive. `pseudonym` is as pages call staff in the quarter `period`
    (`2026-Q4`), without which it means nobody: one does not ask for a name, and not across quarters (H8).
    `upto`: only what the tree holds before this place. `weekday` (1 is Monday) goes with `hour`, both of Berlin; those
    two and `mark` are counted over everybody, so never together with a pseudonym (H8). `tokens` are what stands for the
    mark in the database: by month, in hex.
    """

    before: Cursor | None = None
    limit: int = 50
    since: date | None = None
    until: date | None = None
    purpose: Purpose | None = None
    outcome: Outcome | None = None
    agency: Agency | None = None
    pseudonym: str | None = None
    event: str | None = None
    family: FamilyNumber | None = None
    period: str | None = None
    upto: int | None = None
    weekday: int | None = None
    hour: int | None = None
    mark: Mark | None = None
    tokens: tuple[tuple[str, str], ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it asks for what the overview counts."""
        return self.weekday is not None or self.hour is not None or self.mark is not None


@dataclass(frozen=True)
class LogPage:
    """Lines, newest first. `next` is what to ask `before` for the following page; None at the end."""

    lines: tuple[LogLine, ...]
    next: Cursor | None = None
