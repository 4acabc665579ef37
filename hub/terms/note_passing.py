"""Passing on a single confided note: who is asked for it, and what is passed on (§ 65 Abs. 1 Nr. 1 SGB VIII, C7)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hub.terms.answers import Disclosure
from hub.terms.consents import Named
from hub.terms.ids import CellId, FamilyNumber, PersonId
from hub.terms.lists import Purpose

LONGEST_EXTRACT = 2000


class PassFault(StrEnum):
    """Why a note is not passed on; nothing of it was written."""

    EXTRACT = "extract"
    """What is passed on is missing, or too long."""
    LACKS = "lacks"
    """Somebody has yet to agree, or said no."""
    CHANGED = "changed"
    """Somebody wrote about the family meanwhile."""


@dataclass(frozen=True, repr=False)
class NoteAsked:
    """Whom a worker wants to ask about one note. `words` is what the note is called to the family; `to` is a key."""

    number: FamilyNumber
    purpose: Purpose
    cell: CellId
    by: PersonId
    by_name: str
    to: str
    to_name: str
    aim: str
    words: str
    why: str
    until: date | None
    names: tuple[tuple[PersonId, str], ...] = ()
    """What everybody is called whom the note may be about."""


@dataclass(frozen=True, repr=False)
class NotePassed:
    """A paper about this note with those who said yes on it and can take that back."""

    ref: str
    yeses: tuple[PersonId, ...]


@dataclass(frozen=True, repr=False)
class PassingDesk:
    """What asking starts from: who can answer, to whom, for what; and what was said so far."""

    disclosure: Disclosure
    answering: tuple[PersonId, ...]
    recipients: tuple[Named, ...]
    purposes: tuple[Purpose, ...]
    papers: tuple[NotePassed, ...] = ()
    is_passed_on: bool = False
