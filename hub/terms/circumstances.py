"""What was so around an entry of the log: duty, absence, appointments, ties, consents. Times and pseudonyms alone."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from hub.terms.clock import legal_day
from hub.terms.ids import FamilyNumber
from hub.terms.people import FamStatus


class Input(StrEnum):
    """What somebody else must deliver before a rule or a sentence can speak of it."""

    ROSTER = "roster"
    ABSENCES = "absences"
    APPOINTMENTS = "appointments"
    PROCEDURES = "procedures"
    BIRTHS = "births"
    ADDRESSES = "addresses"


class AppointmentKind(StrEnum):
    """What an appointment is."""

    HOME_VISIT = "home_visit"
    CONFERENCE = "conference"
    ADMISSIONS = "admissions"
    AFTERCARE = "aftercare"
    TALK = "talk"
    OTHER = "other"


class MatchKind(StrEnum):
    """What member of staff and family have in common. Kept of hits alone; never on a page of the daily work."""

    SURNAME = "surname"
    SOUND = "sound"
    SELF = "self"
    RELATIVE = "relative"
    SEPARATED_PARENT = "separated_parent"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Shift:
    """A time of duty, from its first instant to the one at which it is over."""

    since: datetime
    until: datetime
    on_call: bool = False


@dataclass(frozen=True, slots=True)
class Appointment:
    """Who meets whom, from when to when. `entered` is when it was written down, as far as that is known."""

    kind: AppointmentKind
    since: datetime
    until: datetime
    staff: frozenset[str] = frozenset()
    families: frozenset[FamilyNumber] = frozenset()
    entered: datetime | None = None
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Assigned:
    """A family is somebody's case, both days inclusive; `until` None has no end.

    `entered` is when it was written down; None where that is not known.
    """

    who: str
    family: FamilyNumber
    since: date
    until: date | None = None
    entered: datetime | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it was so on a day."""
        return self.since <= day and (self.until is None or day <= self.until)

    def is_back_dated(self) -> bool:
        """Whether it was written down after the day from which it is said to hold."""
        return self.entered is not None and legal_day(self.entered) > self.since


@dataclass(frozen=True, slots=True)
class StandingIn:
    """Somebody stands in for somebody, both days inclusive; `entered_by` is the pseudonym of who wrote it down."""

    who: str
    stands_in_for: str
    family: FamilyNumber
    since: date
    until: date
    self_declared: bool = False
    entered_by: str | None = None
    entered: datetime | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it was so on a day."""
        return self.since <= day <= self.until

    def is_back_dated(self) -> bool:
        """Whether it was written down after the day from which it is said to hold."""
        return self.entered is not None and legal_day(self.entered) > self.since


@dataclass(frozen=True, slots=True)
class ConsentTimes:
    """A consent by its number: from when to when, taken back, written down, spoken, confirmed. Not what it covers.

    `signed` is the last yes that was given. `confirmed` is when a spoken one was put down in writing or signed.
    """

    number: str
    family: FamilyNumber
    since: date
    until: date
    signed: datetime | None
    withdrawn: datetime | None = None
    entered: datetime | None = None
    entered_by: str | None = None
    spoken: bool = False
    confirmed: datetime | None = None
    refused: bool = False
    narrowed: datetime | None = None
    """When a part of it was first taken back."""

    def holds_at(self, at: datetime) -> bool:
        """Whether it was said, had begun, was not over and not taken back. What it opened is not asked here."""
        said = self.signed is not None and self.signed <= at and not self.refused
        return said and self.since <= legal_day(at) <= self.until and (self.withdrawn is None or at < self.withdrawn)


@dataclass(frozen=True, slots=True)
class Procedure:
    """A procedure under § 8a SGB VIII: that there was one, from when to when, and who assessed. Nothing of why."""

    family: FamilyNumber
    since: datetime
    until: datetime | None = None
    team: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a family stood in FAM from a day on, both days inclusive."""

    status: FamStatus
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class SampleAtWork:
    """A monthly sample that an officer drew and works through until its report is signed. Not which entries it has.

    `month` is the first day of the month that it is of. `claimed`: a record kept elsewhere tells of it.
    """

    officer: str
    month: date
    drawn: datetime
    signed: datetime | None = None
    claimed: bool = False

    @property
    def month_after(self) -> date:
        """The first day of the month in which it is worked through."""
        return _next_month(self.month)

    def is_worked_on(self, at: datetime) -> bool:
        """Whether it was drawn by then and not signed, in the month after its own: what takes longer is late."""
        is_open = self.drawn <= at and (self.signed is None or at < self.signed)
        return is_open and self.month_after <= legal_day(at) < _next_month(self.month_after)


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)
