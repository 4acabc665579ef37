"""What somebody does with a task that is not done: put it off to a day, or hand it to a colleague of the case."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hub.terms.ids import FamilyNumber, StaffId


class TurnReason(StrEnum):
    """Why a task is put off. A closed list: a reason in words could tell about people."""

    FAMILY_AWAITED = "family_awaited"
    OTHER_OFFICE = "other_office"
    ABSENCE = "absence"


class TurnFault(StrEnum):
    """Why nothing was kept."""

    GONE = "gone"
    """There is no such task any more."""
    DAY = "day"
    """No day, or one that is not to come."""
    PAST_DUE = "past_due"
    """Later than the law lets it wait."""
    REASON = "reason"
    COLLEAGUE = "colleague"
    """Nobody who has the case at one's own agency."""


@dataclass(frozen=True)
class Turned:
    """What was done with it last: not before which day, and why; whose it is now."""

    by: StaffId
    until: date | None = None
    reason: TurnReason | None = None
    to: StaffId | None = None


@dataclass(frozen=True)
class CaseColleague:
    """Somebody else who has the case at one's own agency today, and works on such tasks."""

    id: StaffId
    ref: str
    name: str


@dataclass(frozen=True)
class TurnWish:
    """As a form sends it: a day with its reason, or the reference of a colleague."""

    number: FamilyNumber
    key: str
    until: date | None = None
    reason: str = ""
    to: str | None = None
