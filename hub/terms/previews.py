"""Looking ahead: what a recipient's page shows of what the reader may see anyway, now and with other answers."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hub.terms.answers import Disclosure
from hub.terms.consents import Named
from hub.terms.ids import CellId, FamilyNumber, FieldId, PersonId
from hub.terms.lists import Category, Level, Purpose
from hub.terms.own_consents import OwnView


class Change(StrEnum):
    """What other answers make of one value at the recipient's."""

    SAME = "same"
    NEW = "new"
    GONE = "gone"
    MORE = "more"
    LESS = "less"


@dataclass(frozen=True)
class Glimpse:
    """One value at the recipient's: as things stand, and with the other answers. What it says is in the look's values.

    The value is read at the higher of the two levels, but never above the reader's own.
    """

    cell: CellId
    field: FieldId
    persons: frozenset[PersonId]
    before: Level
    after: Level

    @property
    def change(self) -> Change:
        """What becomes of it."""
        if self.before == self.after:
            return Change.SAME
        if self.before is Level.NONE:
            return Change.NEW
        if self.after is Level.NONE:
            return Change.GONE
        return Change.MORE if self.before < self.after else Change.LESS


class Page(StrEnum):
    """Whether whoever is named has a page on which anything could be shown."""

    OWN = "own"
    """A page of their own, looked at in person."""
    TEAM = "team"
    """A team: as whoever in it has the case."""
    NONE = "none"
    """No page: somebody of the family, or from outside."""


@dataclass(frozen=True)
class PreviewWish:
    """Of which recipient, for which purpose. With `ref`: as if this paper were taken back."""

    number: FamilyNumber
    purpose: Purpose
    recipient: str | None = None
    seen_for: Purpose | None = None
    ref: str | None = None


@dataclass(frozen=True, repr=False)
class Preview:
    """What one recipient's page shows for one purpose, of what the reader may see anyway.

    `disclosure` is the reader's own look, written down before anything was read; of what is not there, or not theirs to
    see, it is a refusal, and `is_there` is false. `at` is the instant looked ahead to:
    that of the look, or the beginning of what is supposed. `own` comes with a look by one of the family. `is_assumed`:
    the other answers count as if everybody had given them whose word counts, since the reader may not know who that is.
    """

    disclosure: Disclosure
    ref: str | None = None
    is_there: bool = False
    recipients: tuple[Named, ...] = ()
    recipient: Named | None = None
    page: Page = Page.NONE
    purposes: tuple[Purpose, ...] = ()
    seen_for: Purpose | None = None
    categories: tuple[Category, ...] = ()
    at: datetime | None = None
    glimpses: tuple[Glimpse, ...] = ()
    is_assumed: bool = False
    own: OwnView | None = None
