"""Asking the worker who knows a family to talk with it about a consent (J4). The family is asked by nobody else."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from hub.terms.ids import FamilyNumber, PersonId, StaffId
from hub.terms.lists import Category, Purpose

ANSWERED_WITHIN = timedelta(days=14)


class RequestState(StrEnum):
    """What became of it. What the family said is not in it: that says the table of consents, to whom it is told."""

    OPEN = "open"
    TAKEN = "taken"
    """It is on the list of a talk."""
    DECLINED = "declined"


@dataclass(frozen=True, repr=False)
class AskWish:
    """About whom, which categories, for what, until when, and the plain sentence „Wofür genau?“."""

    number: FamilyNumber
    purpose: Purpose
    person: PersonId | None
    categories: tuple[str, ...]
    aim: str
    why: str
    until: date | None


@dataclass(frozen=True, repr=False)
class Asked:
    """One request as it is kept. `why` is empty for whoever sent it: it is sealed to the agency that was asked."""

    id: str
    asked_by: StaffId
    is_ours: bool
    """Sent by the reader's own agency."""
    person: PersonId
    categories: tuple[Category, ...]
    aim: Purpose
    until: date
    why: str
    asked_at: datetime
    state: RequestState


@dataclass(frozen=True)
class AskOutcome:
    """Who was asked, and by when they answer; or what is wrong."""

    faults: tuple[str, ...] = ()
    name: str = ""
    by: date | None = None
    not_before: date | None = None
