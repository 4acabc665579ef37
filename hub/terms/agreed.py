"""What both agencies keep closer than the law does: cells of the matrix, and whose yes came before a change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hub.terms.lists import Category, Level, Purpose, Role


class Value(StrEnum):
    """What holds in one cell of the matrix, the closest first."""

    NEVER = "never"
    RESULT = "result"
    """Only the shortest text that its owner wrote, and by consent."""
    CONSENT = "consent"
    """As far as the law and the catalogue let a consent go."""
    LAW = "law"
    """A law opens it; nobody agrees on that."""


AGREED = (Value.NEVER, Value.RESULT, Value.CONSENT)
"""What can be agreed on, from the closest to the widest."""

LEVELS: Mapping[Value, Level] = {
    Value.NEVER: Level.NONE,
    Value.RESULT: Level.PSEUDONYMISED,
    Value.CONSENT: Level.FULL,
}


@dataclass(frozen=True)
class CellRef:
    """One cell: which category, for which function as recipient, for what."""

    category: Category
    role: Role
    purpose: Purpose


@dataclass(frozen=True)
class Bound:
    """A yes that was said before this day opens these fields up to this level and no further.

    Who said yes under a closer rule was not asked about what a wider one opens.
    """

    fields: int
    before: date
    level: Level


@dataclass(frozen=True)
class AgreedCell:
    """One line of the agreement. `earlier` are values that still bind what was signed before a day, the oldest first.

    `since` is the day of the change that brought it.
    """

    cell: CellRef
    value: Value
    since: date
    reason: str
    earlier: tuple[tuple[date, Value], ...] = ()
