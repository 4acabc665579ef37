"""Who saw what about somebody: what that person is told of the log (F6)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from hub.terms.ids import EntryId, FamilyNumber
from hub.terms.lists import Agency, Category, Purpose, Role
from hub.terms.log import Cursor

TOLD_LATER = frozenset({Purpose.SGB8_CHILD_PROTECTION, Purpose.LAW_ENFORCEMENT, Purpose.HR_CONTROL})
"""§ 83 Abs. 1 SGB X with § 82a, Art. 23 GDPR: telling of them now would defeat what they are for."""


class Act(StrEnum):
    """What was done, in the words that a family needs."""

    READ = "read"
    SCREEN = "screen"
    """All who sat in a conference saw it on the shared view."""
    LISTED = "listed"
    CHANGED = "changed"
    CONSENTS = "consents"
    """Somebody looked at what was agreed to."""
    AGREED = "agreed"
    """A consent was written down, taken back, confirmed or corrected."""
    MINUTES = "minutes"
    """An agency confirmed minutes in whose joint part one is spoken of."""
    NAMELESS = "nameless"
    """One's case was told to colleagues without names."""
    TOLD = "told"
    """A record kept elsewhere tells of it."""
    STATEMENT = "statement"
    OWN = "own"
    """One looked at one's own pages, or acted there, oneself."""


@dataclass(frozen=True)
class AccountLine:
    """One act that touched one's own data: when, in which function, of which agency, what, for what, by what right.

    `agreed_on` are the days of one's own consents that it rests on; `norms` where it rests on none of them. No name and
    no pseudonym of staff, nothing of anybody else.
    """

    entry: EntryId
    at: datetime
    act: Act
    role: Role
    agency: Agency
    categories: tuple[Category, ...]
    purpose: Purpose | None
    present: tuple[str, ...] = ()
    """As what others were at a shared view: functions of staff, and what guests came as (`guest_school`)."""
    agreed_on: tuple[date, ...] = ()
    norms: tuple[str, ...] = ()
    leaf: bytes = b""
    place: int | None = None
    """Where the entry stands in the tree; None as long as it waits."""
    share: bytes = b""
    """What of the entry is this person's alone, with all it takes to hold it against the leaf, as `verify.py` reads it.
    Empty where nothing proves more than the leaf: changes, lists, and what was written before shares were.
    """


@dataclass(frozen=True)
class Account:
    """A stretch of it, newest first. `next` is what to ask `before` for older ones.

    What is withheld, because the law says so or because it is somebody else's confidence, is not in it and not counted.
    """

    statement: EntryId
    family: FamilyNumber
    at: datetime
    age: int | None = None
    lines: tuple[AccountLine, ...] = ()
    next: Cursor | None = None
    is_read: bool = True
    """Whether there was a list to read at all: a family, and whoever asks in it."""
    published: tuple[int, str] | None = None
    """The newest published checkpoint and its size: it covers the lines whose place is before that."""
