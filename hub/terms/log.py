"""The access log as it is read: who did what with whose data, in pseudonyms. It never holds a value."""

from dataclasses import dataclass
from datetime import datetime

from hub.terms.ids import EntryId, FamilyNumber
from hub.terms.lists import Agency, Category, Effect, Purpose, Role
from hub.terms.reasons import Reason


@dataclass(frozen=True)
class LogLine:
    """One act. `pseudonym` (`N-07`) and `persons` (`P-3`) stay pseudonyms until a second key opens a case (H8).

    `event` is a kind of act and what became of it: `access.read`, `access.denied`, `consent.granted`, …
    `basis` names consents or norms.
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


@dataclass(frozen=True)
class LogQuery:
    """A stretch of the log, newest first: the lines before an entry, or the newest."""

    before: EntryId | None = None
    limit: int = 50


@dataclass(frozen=True)
class LogPage:
    """Lines, newest first. `next` is what to ask `before` for the following page; None at the end."""

    lines: tuple[LogLine, ...]
    next: EntryId | None = None
