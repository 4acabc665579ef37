"""What was shared before a withdrawal, and what became of it (Art. 17, 19 GDPR, D28)."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hub.terms.answers import Disclosure
from hub.terms.ids import FamilyNumber, PersonId
from hub.terms.lists import Agency, Category, Purpose


class RecallAnswer(StrEnum):
    """What a recipient says became of what they saw. The last two keep something, on a basis of their own."""

    NOTHING_KEPT = "nothing_kept"
    DELETED = "deleted"
    OWN_TASK = "own_task"
    RESTRICTED = "restricted"


@dataclass(frozen=True)
class Recall:
    """One recipient who looked while a consent counted. `key` names it in a form; `can_answer`: it is one's own."""

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


@dataclass(frozen=True, repr=False)
class RecallView:
    """What is to be confirmed about one family; `disclosure` is the look."""

    disclosure: Disclosure
    is_here: bool = False
    recalls: tuple[Recall, ...] = ()


@dataclass(frozen=True)
class RecallWish:
    """An answer, as it was entered."""

    number: FamilyNumber
    purpose: Purpose
    key: str
    answer: str
