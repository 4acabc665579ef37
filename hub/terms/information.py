"""Telling people that one agency has read what another holds about them, by their consent (Art. 14 GDPR, D31)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256

from hub.terms.answers import Disclosure
from hub.terms.ids import FamilyNumber, PersonId
from hub.terms.lists import Agency, Category, Purpose, Role

SHEET_VERSION = "art14-2026-4"
"""The wording of the sheet, in every language; whoever changes a sentence of it gives it another."""


@dataclass(frozen=True)
class Sheet:
    """What one person has to be told about one agency that read. `first_at` is the first look that was not told of.

    Functions, never names (F6). `consents` are the papers that opened it, `told` the categories each with its purpose.
    `handed_on`: the last time that they were told.
    """

    person: PersonId
    agency: Agency
    roles: tuple[Role, ...]
    owners: tuple[Agency, ...]
    categories: tuple[Category, ...]
    purposes: tuple[Purpose, ...]
    consents: tuple[str, ...]
    first_at: datetime
    due_by: date
    is_due: bool
    told: tuple[str, ...]
    handed_on: date | None = None

    @property
    def key(self) -> str:
        """What a form calls it: a sheet that tells of more is another."""
        return f"{self.person}|{self.agency}|{sha256(' '.join(self.told).encode()).hexdigest()[:16]}"


@dataclass(frozen=True, repr=False)
class InformationView:
    """All sheets of a family, the ones that are due first; `disclosure` is the look, with the names it shows."""

    disclosure: Disclosure
    is_here: bool = False
    sheets: tuple[Sheet, ...] = ()


class HandedFault(StrEnum):
    """Why nothing was marked."""

    NOBODY = "nobody"
    DAY = "day"
    FUTURE = "future"
    BEFORE_THE_LOOK = "before_the_look"


@dataclass(frozen=True)
class HandedWish:
    """That sheets were handed over, as it was entered. `keys` are those of sheets."""

    number: FamilyNumber
    purpose: Purpose
    keys: tuple[str, ...]
    day: date | None


@dataclass(frozen=True)
class Address:
    """How a controller, its data protection officer and the authority above are reached. The operator's to fill in."""

    name: str
    address: str
    contact: str
    officer: str


Addresses = Mapping[str, Address]
"""By agency, and `authority` for the supervisory authority."""
