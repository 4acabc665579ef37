"""One consent as its text was signed, and all that was declared about it since."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from hub.terms.clock import legal_day, months_later
from hub.terms.ids import CellId, ConsentId, PersonId, StaffId, TeamId
from hub.terms.lists import Agency, Category, Level, Purpose
from hub.terms.people import Insight

STATED = "stated"
"""That a reason was given. The sentence stays sealed with the talk, or in the file that brought it: papers are kept in
clear and read at both agencies."""


class Way(StrEnum):
    """How it was declared: tablet and portal are electronic, paper is written, oral is only noted down (D2)."""

    TABLET = "tablet"
    PAPER = "paper"
    PORTAL = "portal"
    ORAL = "oral"


class Told(StrEnum):
    """How a withdrawal reached the agencies. None is harder than signing (D27)."""

    PORTAL = "portal"
    PHONE = "phone"
    PAPER = "paper"
    IN_PERSON = "in_person"


class Notice(StrEnum):
    """What a text must tell before it is signed (D3)."""

    PURPOSE = "purpose"
    NO_DISADVANTAGE = "no_disadvantage"
    WITHDRAWAL = "withdrawal"


class Answer(StrEnum):
    """What somebody said to a text. Silence is neither."""

    YES = "yes"
    NO = "no"


class Pressure(StrEnum):
    """What was threatened, if a yes was not free (D5, D6)."""

    BENEFIT_THREAT = "benefit_threat"
    HELP_THREAT = "help_threat"


@dataclass(frozen=True)
class Team:
    """A recipient named by function: everybody who works in one team of one agency (A17)."""

    agency: Agency
    team: TeamId


@dataclass(frozen=True)
class Staff:
    """A recipient named in person. Whoever takes over the post is somebody else."""

    id: StaffId


@dataclass(frozen=True)
class Relative:
    """A recipient who belongs to the family or stands beside it."""

    id: PersonId


Recipient = Team | Staff | Relative


@dataclass(frozen=True)
class Declaration:
    """What one person said to the text, and when. Whether they had the power to is not stated: it follows (R7)."""

    by: PersonId
    at: datetime
    answer: Answer
    insight: Insight
    pressure: Pressure | None = None
    deputies: bool = False
    """Whoever stands in was asked about apart, and said yes to as well: on a paper that was there before its answer."""

    @cached_property
    def day(self) -> date:
        """The legal day of it."""
        return legal_day(self.at)


@dataclass(frozen=True)
class Withdrawal:
    """Takes back what `by` signed on this paper, from the second of its receipt (D27). None narrows nothing (D29).

    `entered_at` is for the data protection officer: reads between receipt and entry are looked at.
    """

    by: PersonId
    received_at: datetime
    received_by: Agency
    entered_at: datetime | None = None
    persons: frozenset[PersonId] | None = None
    categories: frozenset[Category] | None = None
    recipients: tuple[Recipient, ...] | None = None
    told: Told | None = None

    @cached_property
    def day(self) -> date:
        """The legal day of its receipt."""
        return legal_day(self.received_at)

    @cached_property
    def reaches(self) -> frozenset[Recipient] | None:
        """From whom it takes back, as a set."""
        return None if self.recipients is None else frozenset(self.recipients)


@dataclass(frozen=True, kw_only=True)
class Paper:
    """One text. None for categories, recipients or purposes is the blanket wording "all", which opens nothing (D4).

    `fields` is the mask of what the text named on its day: a field that joins a category later is not in it.
    With `bound` it is no consent but a Schweigepflichtentbindung: it opens nothing, and lets this person or function
    speak who is bound to secrecy (§ 203 StGB, D25). `invalid_since` marks a paper that was entered by mistake; it
    stays, and says nothing from that day on.
    """

    id: ConsentId
    ref: str
    persons: tuple[PersonId, ...]
    categories: frozenset[Category] | None
    fields: int
    recipients: tuple[Recipient, ...] | None
    purposes: frozenset[Purpose] | None
    valid_from: date
    valid_to: date
    way: Way
    level: Level
    notices: frozenset[Notice]
    languages: frozenset[str]
    interpreter: frozenset[str] = frozenset()
    deputies: bool = False
    entries: frozenset[CellId] = frozenset()
    declarations: tuple[Declaration, ...] = ()
    withdrawals: tuple[Withdrawal, ...] = ()
    special_circumstances: str | None = field(default=None, repr=False)
    """STATED where a reason was given for what was spoken."""
    written_on: date | None = None
    invalid_since: date | None = None
    form_version: str | None = None
    asked_on: tuple[date, ...] = ()
    bound: str | None = field(default=None, repr=False)

    @cached_property
    def last_day(self) -> date:
        """The last day on which it can count: its own, but never later than the same day of the next year (D26).

        From a 29 February on that is the last of the next February: a month without the day ends with its last
        (§ 188 Abs. 3 BGB); else it would be more than twelve months.
        """
        return min(self.valid_to, months_later(self.valid_from, 12))

    @cached_property
    def reaches(self) -> frozenset[Recipient] | None:
        """Whom the text names, as a set."""
        return None if self.recipients is None else frozenset(self.recipients)

    @cached_property
    def yeses(self) -> tuple[Declaration, ...]:
        """Every yes ever said to it."""
        return tuple(said for said in self.declarations if said.answer is Answer.YES)

    @cached_property
    def noes(self) -> tuple[Declaration, ...]:
        """Every no ever said to it."""
        return tuple(said for said in self.declarations if said.answer is Answer.NO)

    @cached_property
    def heard_since(self) -> datetime | None:
        """The instant from which on anything was said to it: a yes, a no or a withdrawal; None where nothing was."""
        said = (*(one.at for one in self.declarations), *(one.received_at for one in self.withdrawals))
        return min(said, default=None)

    @cached_property
    def first_word(self) -> date | None:
        """The day on which somebody first answered to it."""
        return min((said.day for said in self.declarations), default=None)
