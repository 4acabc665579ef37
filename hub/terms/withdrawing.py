"""Taking a consent back: what somebody wants, what is wrong with it, and what came of it. Decides nothing."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hub.terms.ids import EntryId, FamilyNumber, PersonId
from hub.terms.lists import Category, Purpose
from hub.terms.writing import Submission


class WithdrawalFault(StrEnum):
    """What is wrong with a withdrawal as it was entered. None of it is about why: nobody has to say that."""

    PERSON = "person"
    """Nobody of that name said yes to it."""
    TOLD = "told"
    FUTURE = "future"
    BEFORE_THE_YES = "before_the_yes"
    NOTHING_NAMED = "nothing_named"
    """A part was to be taken back, and none was named."""
    KEY_USED = "key_used"
    """A program sent it under a key that was used for something else."""
    STALE = "stale"
    """Something was declared on the paper since the program read it."""


class VoidReason(StrEnum):
    """Why a paper was entered by mistake. A closed list: a reason in words could tell about people."""

    WRONG_PERSON = "wrong_person"
    WRONG_FAMILY = "wrong_family"
    ENTERED_TWICE = "entered_twice"
    OTHER_TEXT = "other_text"
    NOT_SAID = "not_said"


class VoidFault(StrEnum):
    """Why a paper cannot be called a mistake."""

    REASON = "reason"
    HOLDS_A_NO = "holds_a_no"
    """Somebody said no on it, or took it back: without it more might be shown. They are asked anew instead."""


@dataclass(frozen=True)
class Part:
    """What of a consent is taken back. None narrows nothing (D29). Recipients by the keys that pages call them by."""

    persons: frozenset[PersonId] | None = None
    categories: frozenset[Category] | None = None
    recipients: frozenset[str] | None = None


WHOLE = Part()


@dataclass(frozen=True, repr=False)
class Sent:
    """A withdrawal that a program sends: under a key, once. `is_stale`: the paper is another than it has read."""

    submission: Submission
    is_stale: bool


@dataclass(frozen=True)
class WithdrawalWish:
    """A withdrawal as somebody enters it: of one consent, for one person who had said yes.

    `received_at` is when it first reached an agency; `told` how, in a word of the closed list.
    """

    number: FamilyNumber
    purpose: Purpose
    ref: str
    by: PersonId
    received_at: datetime
    told: str
    part: Part = WHOLE
    sent: Sent | None = None


@dataclass(frozen=True)
class VoidWish:
    """That a paper was entered by mistake."""

    number: FamilyNumber
    purpose: Purpose
    ref: str
    reason: str


@dataclass(frozen=True)
class WithdrawalOutcome:
    """How it ended: the entry, or what is to be mended. Neither: it had been taken back already."""

    entry: EntryId | None = None
    faults: tuple[WithdrawalFault | VoidFault, ...] = ()
