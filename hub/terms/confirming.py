"""A spoken consent is confirmed in writing (D2): what is wanted, and what may be wrong with it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hub.terms.ids import FamilyNumber
from hub.terms.lists import Purpose

ORAL_DAYS = 14
"""How long what was spoken counts without being confirmed in writing (D2)."""


class ConfirmFault(StrEnum):
    """Why it cannot be confirmed."""

    DAY = "day"
    """Before it was spoken, or in the future."""
    LATE = "late"
    """After the fourteenth day: it ended, and would have to be asked anew."""


@dataclass(frozen=True)
class ConfirmWish:
    """The paper, and the day on which it was signed."""

    number: FamilyNumber
    purpose: Purpose
    ref: str
    written_on: date | None
