"""What somebody said themselves to the consents of their family, as their own page may say it. Nobody else's answer."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from hub.terms.answers import Disclosure
from hub.terms.consents import Named, TakenBack
from hub.terms.ids import PersonId
from hub.terms.lists import Agency, Category, Purpose, Role


class OwnStand(StrEnum):
    """What became of one's own word. Whether others agreed is theirs to know: it changes nothing here (D8)."""

    GIVEN = "given"
    PARTLY = "partly"
    """Given, and a part of it taken back."""
    UPCOMING = "upcoming"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    INVALID = "invalid"
    OVER = "over"
    """FAM has ended."""


OPEN_STANDS = frozenset({OwnStand.GIVEN, OwnStand.PARTLY, OwnStand.UPCOMING})
"""What can be taken back."""


@dataclass(frozen=True)
class OwnAnswer:
    """One's own word to one paper: about whom, what, to whom, for what and until when."""

    ref: str
    stand: OwnStand
    said_at: datetime
    persons: tuple[PersonId, ...]
    categories: tuple[Category, ...]
    recipients: tuple[Named, ...]
    purposes: tuple[Purpose, ...]
    valid_from: date
    last_day: date
    deputies: bool = False
    taken_back: tuple[TakenBack, ...] = ()
    bound: str = ""
    """Who is released from secrecy, where it is no consent but that (D25)."""


@dataclass(frozen=True)
class Worker:
    """Somebody of one of the two agencies who works with the family."""

    name: str
    role: Role
    agency: Agency
    agency_name: str


@dataclass(frozen=True, repr=False)
class OwnView:
    """The own answers, newest first. `age` is that of the reader, where it is known; `me` the reader as a person.

    `is_here` is false where this account belongs to no family that is there.
    """

    disclosure: Disclosure
    me: PersonId
    is_here: bool = False
    is_over: bool = False
    age: int | None = None
    answers: tuple[OwnAnswer, ...] = ()
    team: tuple[Worker, ...] = ()

    def answer(self, ref: str) -> OwnAnswer | None:
        """The own answer to one paper."""
        return next((one for one in self.answers if one.ref == ref), None)
