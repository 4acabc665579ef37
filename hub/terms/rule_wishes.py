"""A change of the rules as a form says it, cell by cell, and what can be wrong with it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hub.terms.agreed import CellRef, Value
from hub.terms.lists import Category, Purpose, Role


@dataclass(frozen=True)
class Wanted:
    """One cell as a form says it; None where what was sent is nothing."""

    category: Category | None
    role: Role | None
    purpose: Purpose | None
    value: Value | None

    @property
    def cell(self) -> CellRef | None:
        """Which cell it is, where all three are chosen."""
        if self.category is None or self.role is None or self.purpose is None:
            return None
        return CellRef(self.category, self.role, self.purpose)


@dataclass(frozen=True)
class CellWish(Wanted):
    """A change as a form says it, for one reason and from one day on; `also` are further cells of the same change."""

    reason: str
    valid_from: date | None
    also: tuple[Wanted, ...] = ()

    @property
    def cells(self) -> tuple[Wanted, ...]:
        """All of them, in the order of the form."""
        return (Wanted(self.category, self.role, self.purpose, self.value), *self.also)


class Wrong(StrEnum):
    """What is wrong with a wish. The texts say it (`wrong-…`), with the norms where the law stands against it."""

    CATEGORY = "category"
    ROLE = "role"
    PURPOSE = "purpose"
    VALUE = "value"
    REASON = "reason"
    DAY = "day"
    LAW_IS_NOT_AGREED = "law_is_not_agreed"
    """Nobody agrees on what only a law can open."""
    LAW_DECIDES = "law_decides"
    """A law opens the cell already; the agreement does not touch it."""
    DEPUTY = "deputy"
    """Who stands in follows the function of the colleague."""
    NOT_SHARED = "not_shared"
    """For this purpose, or with this function, nothing is shared at all."""
    FORBIDDEN = "forbidden"
    """The law, or its ceiling, lets no consent go so far."""
    NOTHING_CHANGES = "nothing_changes"
    TWICE = "twice"
    """The same cell stands there already."""
    TOO_MANY = "too_many"
    FINDING = "finding"
    """What the proof of the new set found, in its own words."""


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, with what stands against it; `place` counts the cells of the form from 0."""

    wrong: Wrong
    norms: tuple[str, ...] = ()
    sentence: str = ""
    place: int = 0
