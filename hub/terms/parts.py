"""The pages of one family, each of which is a look of its own."""

from dataclasses import dataclass
from enum import StrEnum

from hub.terms.ids import FamilyNumber
from hub.terms.lists import Purpose


class Part(StrEnum):
    """What of a family is opened. A look reads no more than its page needs (Art. 5 Abs. 1 lit. c DSGVO)."""

    OVERVIEW = "overview"
    PEOPLE = "people"
    GENOGRAM = "genogram"


@dataclass(frozen=True)
class Wanted:
    """Which family, for what, and which part of it."""

    number: FamilyNumber
    purpose: Purpose
    part: Part = Part.PEOPLE
