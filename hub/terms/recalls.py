"""What was shared before a withdrawal or on a mistake, and what became of it (Art. 17, 19 GDPR, D28)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from hub.terms.answers import Disclosure
from hub.terms.conferences import GuestFunction
from hub.terms.ids import FamilyNumber, FieldId, PersonId
from hub.terms.lists import Agency, Category, Purpose, Role


class RecallAnswer(StrEnum):
    """What a recipient says became of what they saw. The last two of `BY_HAND` keep something, on their own basis."""

    NOTHING_KEPT = "nothing_kept"
    DELETED = "deleted"
    OWN_TASK = "own_task"
    RESTRICTED = "restricted"
    NOTHING_RECEIVED = "nothing_received"
    """What the own register says; no person can."""
    TOLD = "told"
    """Not of a recipient: whoever has no page here was told by hand."""


BY_HAND = tuple(one for one in RecallAnswer if one not in (RecallAnswer.NOTHING_RECEIVED, RecallAnswer.TOLD))


@dataclass(frozen=True)
class Received:
    """What the own register says was received on the basis of a consent: in how many looks, of whom which kinds, in
    which functions, and the first and the last of them. No looks: nothing. `fields` says it more exactly, to whoever
    saw it.
    """

    looks: int
    of: Mapping[PersonId, tuple[Category, ...]]
    roles: tuple[Role, ...] = ()
    span: tuple[datetime, datetime] | None = None
    fields: Mapping[PersonId, tuple[FieldId, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Recall:
    """One recipient who looked while a consent counted. `key` names it in a form; `can_answer`: it is one's own.

    Without a name: the log has forgotten by law who it was, and what was received stays on the register.

    `is_mistake`: nobody took anything back, the paper was entered by mistake.

    `received` is told of one's own alone, and None where the register could not be opened: then
    all that counted stands.
    """

    key: str
    ref: str
    staff_name: str
    agency: Agency
    categories: tuple[Category, ...]
    persons: tuple[PersonId, ...]
    first_at: datetime
    last_at: datetime
    taken_back_at: datetime
    answer: RecallAnswer | None = None
    answered_at: datetime | None = None
    can_answer: bool = False
    received: Received | None = None
    is_mistake: bool = False


@dataclass(frozen=True)
class GoneOut:
    """What of one's own values went to another agency on a paper that counts no more; None: it cannot be said whole."""

    ref: str
    agency: Agency
    told: Received | None


@dataclass(frozen=True, repr=False)
class Onlooker:
    """A guest or somebody of the family who sat at a shared view, and has to be told by hand (Art. 19 GDPR).

    `name` is a guest's, for the agency that tells them; `person` is one of whom whoever asks may know.
    """

    key: str
    ref: str
    conference: str
    agency: Agency
    categories: tuple[Category, ...]
    persons: tuple[PersonId, ...]
    last_at: datetime
    taken_back_at: datetime
    guest: GuestFunction | None = None
    name: str = ""
    person: PersonId | None = None
    told_at: datetime | None = None
    can_tell: bool = False
    is_mistake: bool = False


@dataclass(frozen=True, repr=False)
class RecallView:
    """What is to be confirmed about one family; `disclosure` is the look."""

    disclosure: Disclosure
    is_here: bool = False
    recalls: tuple[Recall, ...] = ()
    gone_out: tuple[GoneOut, ...] = ()
    at_table: tuple[Onlooker, ...] = ()


@dataclass(frozen=True)
class RecallWish:
    """An answer, as it was entered."""

    number: FamilyNumber
    purpose: Purpose
    key: str
    answer: str
