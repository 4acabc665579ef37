"""Joint case conferences: when, about whom, and who sits at the table. No decision is made here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from hub.terms.ids import FamilyId, FamilyNumber, PersonId, StaffId
from hub.terms.lists import Agency
from hub.terms.principals import Principal


class MeetingKind(StrEnum):
    """What is held: about families by name, a Hilfeplangespräch (§ 36 SGB VIII), or advice without names (I3)."""

    CASE = "case"
    HELP_PLAN = "help_plan"
    NAMELESS = "nameless"


class MeetingState(StrEnum):
    """Where it stands: it can be changed while it is planned, and called off."""

    PLANNED = "planned"
    HELD = "held"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class SeatKind(StrEnum):
    """Who sits there: a colleague, somebody of the family, or a guest without an account."""

    STAFF = "staff"
    PERSON = "person"
    GUEST = "guest"


class GuestFunction(StrEnum):
    """As what a guest comes; `SUPPORT` is a Beistand (§ 13 Abs. 4 SGB X)."""

    SCHOOL = "school"
    KITA = "kita"
    INTERPRETER = "interpreter"
    SUPPORT = "support"
    DOCTOR = "doctor"
    OTHER = "other"


@dataclass(frozen=True, repr=False)
class Seat:
    """One place at the table, for one topic. `name` is a colleague's or a guest's, `""` of somebody of the family.

    `who` is as whom they ask, by the post of the day of the meeting; a guest has no account and is nobody there.
    """

    id: str
    kind: SeatKind
    staff: StaffId | None = None
    role: str | None = None
    person: PersonId | None = None
    guest: GuestFunction | None = None
    name: str = ""
    who: Principal | None = None
    agency_name: str = ""

    @property
    def agency(self) -> Agency | None:
        """Whose this seat is; None of a guest."""
        return self.who.agency if self.who else None

    @property
    def ref(self) -> str:
        """As a form names who sits there: somebody of a family too who has an account; nothing of a guest."""
        return self.who.ref.rpartition("/")[2] if self.who else ""


@dataclass(frozen=True, repr=False)
class Topic:
    """What is talked about, and who is there for it. `family` is None in a meeting without names alone.

    `duration` are the minutes that are planned for it, and `starts` is when it begins, where that can be told.
    """

    id: str
    position: int
    family: FamilyNumber | None
    reason: str
    seats: tuple[Seat, ...]
    starts: datetime | None = None
    family_id: FamilyId | None = None
    duration: int | None = None


@dataclass(frozen=True, repr=False)
class Meeting:
    """One conference, as far as whoever loaded it may know of it: of a seat at one topic the others do not tell."""

    id: str
    number: str
    kind: MeetingKind
    starts: datetime
    ends: datetime
    place: str
    moderator: StaffId
    state: MeetingState
    version: int
    topics: tuple[Topic, ...]
    agency: Agency = Agency.JOBCENTER
    planned_by: StaffId | None = None
    moderator_name: str = ""
    moved_from: datetime | None = None
    """When it was to be before it was last moved."""
    moderated: Seat | None = None
    """Whoever moderates, as they would sit there: the id is their own, no seat's."""

    def topic(self, position: int) -> Topic | None:
        """The topic of that place, from 1 on."""
        return next((one for one in self.topics if one.position == position), None)

    def runs(self, staff: StaffId) -> bool:
        """Somebody moderates it, or planned it: they see and change all of it."""
        return staff in (self.moderator, self.planned_by)


HOLDERS: Mapping[Agency, str] = MappingProxyType(
    {one: one.value for one in (Agency.JOBCENTER, Agency.JUGENDAMT, Agency.PROVIDER, Agency.FAMILY)}
)
"""For whom words of a conference can be sealed: who sits there."""
