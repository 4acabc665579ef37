"""Who works here, whom they work with, and what is agreed with whom. Everything is invented."""

from dataclasses import dataclass, field
from datetime import date

from hub.terms.circumstances import Appointment, Assigned, ConsentTimes, MatchKind, Procedure, StandingIn
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Agency, Role

OFFICES = ("Quellstadt", "Birkenfurt", "Talbrück", "Neu-Eichen")


@dataclass(frozen=True)
class Member:
    """Somebody of the staff. `begins` and `ends` are minutes of a usual day, `days` the weekdays on which they work."""

    id: str
    role: Role
    agency: Agency
    district: int
    surname: str
    home: tuple[str, int]
    begins: int
    ends: int
    days: frozenset[int]
    since: date
    until: date | None = None
    desk: str = ""
    """`service` answers calls, `trainee` learns, `oncall` stands by at night; else empty."""
    mobile: float = 0.1

    @property
    def office(self) -> str:
        """Where they sit, when they are not on the move."""
        return OFFICES[self.district % 4]


@dataclass(frozen=True)
class Order:
    """A help that a provider runs for a family."""

    worker: str
    since: date
    until: date | None


@dataclass(frozen=True)
class Household:
    """A family. Known since `since`; `ended` is when its case was closed; crises are days, first and last."""

    number: FamilyNumber
    district: int
    surname: str
    home: tuple[str, int]
    persons: tuple[str, ...]
    since: date
    ended: date | None
    order: Order | None
    marked: bool
    crises: tuple[tuple[date, date], ...]
    has_youth: bool


@dataclass
class Books:
    """What the office knows beside its log: calendars, mandates, consents. Grows while the world is made."""

    absences: dict[str, list[tuple[date, date]]] = field(default_factory=dict)
    oncall: dict[date, str] = field(default_factory=dict)
    """Who stands by in the night that begins on that day, or all of it on a day off."""
    assignments: list[Assigned] = field(default_factory=list)
    deputies: list[StandingIn] = field(default_factory=list)
    appointments: list[Appointment] = field(default_factory=list)
    consents: list[ConsentTimes] = field(default_factory=list)
    procedures: list[Procedure] = field(default_factory=list)
    matches: dict[tuple[str, FamilyNumber], set[MatchKind]] = field(default_factory=dict)
    """What staff and families have in common, beside names, which are compared."""
    colleagues: set[FamilyNumber] = field(default_factory=set)
    """Families of people who work here."""
