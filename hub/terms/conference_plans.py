"""Planning a conference: what a form wants, what stands in its way, and what there is to choose from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from hub.terms.answers import Projection
from hub.terms.conferences import GuestFunction, Meeting, MeetingKind, MeetingState
from hub.terms.ids import FamilyNumber, FieldId, PersonId, StaffId
from hub.terms.lists import Agency, Category, Role
from hub.terms.minutes import Section
from hub.terms.principals import Principal

SHORTEST_TOPIC, LONGEST_TOPIC = 5, 720
"""Minutes."""
MOST_TOPICS, MOST_PEOPLE, MOST_GUESTS = 8, 30, 6
LONGEST_PLACE, LONGEST_REASON, LONGEST_NAME = 200, 1000, 120
NO_FAMILY = FamilyNumber("")
"""Stands where a meeting without names has its colleagues."""


class PlanFault(StrEnum):
    """Why a plan cannot be kept; nothing of it was."""

    FAMILY = "family"
    """There is no such family, or it is none of theirs: one answer."""
    TWICE = "twice"
    PEOPLE = "people"
    """Somebody who does not work with the family, or is not of it."""
    NOBODY = "nobody"
    MODERATOR = "moderator"
    HELP_PLAN = "help_plan"
    """A Hilfeplangespräch has somebody of the Jugendamt there, and a Jobcoach invited."""
    AGENCIES = "agencies"
    """A conference about a family has somebody of each agency there who works with it: both confirm its minutes."""
    NAMELESS = "nameless"
    """Without names nobody of a family sits there, and there is one topic."""
    CHANGED = "changed"
    """Somebody else changed it meanwhile, or it was held."""
    TOO_LONG = "too_long"
    """Its topics take longer than it does."""
    SEAT_USED = "seat_used"
    """Somebody was in the room already for a topic: that stays."""
    TOPIC_MINUTES = "topic_minutes"
    TOPIC_USED = "topic_used"
    """Minutes of a topic were written, or it was talked about in the room: it stays."""
    SPILLED = "spilled"
    """The reason holds what not all may see who are asked to come."""
    TRACES = "traces"
    """The reason of advice without names holds something by which a family could be known."""
    SENT = "sent"
    """Something else was planned out of the same form before."""


@dataclass(frozen=True, repr=False)
class GuestWish:
    """A guest without an account, for this one topic; `id` where they were invited before."""

    function: GuestFunction
    name: str
    id: str = ""


@dataclass(frozen=True, repr=False)
class TopicWish:
    """One topic; `people` are references of colleagues (`U07`) and of the family (`F01-1`)."""

    number: FamilyNumber | None
    reason: str
    people: tuple[str, ...] = ()
    guests: tuple[GuestWish, ...] = ()
    duration: int | None = None
    id: str = ""
    minutes: "BroughtMinutes | None" = None
    """Only a load file brings any."""


@dataclass(frozen=True, repr=False)
class MeetingWish:
    """A whole plan, as the form says it. `version` is that of the plan that was changed, 0 of a new one.

    Sent again under its `key`, a new plan is the one that is there.
    """

    kind: MeetingKind
    starts: datetime
    ends: datetime
    place: str
    moderator: str
    topics: tuple[TopicWish, ...]
    number: str | None = None
    version: int = 0
    key: str = ""


@dataclass(frozen=True, repr=False)
class Brought:
    """A meeting of a load file: `people` of its topics are references, `staff` says in which post each would come.

    `place_in_file` is where it stands there, and the place of each topic below it.
    """

    place_in_file: str
    number: str
    state: MeetingState
    wish: MeetingWish
    staff: Mapping[str, Principal]


@dataclass(frozen=True)
class BroughtLine:
    """A value of the record that stands in minutes: its field, entry and people; `due` of what was agreed."""

    section: Section
    field: FieldId
    persons: tuple[str, ...]
    entry: int = 1
    due: date | None = None


@dataclass(frozen=True)
class BroughtMinutes:
    """Minutes of a load file: who wrote them, and who confirmed them when."""

    author: Principal
    at: datetime
    lines: tuple[BroughtLine, ...]
    confirmed: tuple[tuple[Principal, datetime], ...] = ()


@dataclass(frozen=True)
class PlanOutcome:
    """The number under which it is kept; or what is wrong, with the place of the topic (0: with the whole).

    `named` says of whom or what a fault tells, in words that whoever plans has typed or sees.
    """

    number: str | None = None
    faults: tuple[tuple[int, PlanFault], ...] = ()
    named: Mapping[PlanFault, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Guest:
    """A colleague who can be asked to come, in the post in which they would."""

    id: StaffId
    ref: str
    name: str
    role: Role
    agency: Agency
    agency_name: str


@dataclass(frozen=True, repr=False)
class Choice:
    """Who can be asked to come for one family. `people` are those whom the planner may know, by the record's order."""

    number: FamilyNumber
    colleagues: tuple[Guest, ...] = ()
    people: Mapping[PersonId, str] = field(default_factory=dict)
    projection: Projection | None = None


@dataclass(frozen=True, repr=False)
class PlanView:
    """What the form is made of: a choice for each family that is the planner's own. Others have none."""

    choices: Mapping[FamilyNumber, Choice] = field(default_factory=dict)


@dataclass(frozen=True, repr=False)
class MeetingsView:
    """Meetings that somebody may know of, and the names that they may see of the families in them.

    `age` is that of somebody of a family who reads their own.
    """

    meetings: tuple[Meeting, ...] = ()
    families: Mapping[FamilyNumber, Projection] = field(default_factory=dict)
    age: int | None = None


@dataclass(frozen=True)
class Cause:
    """A category that the reader sees, and who of those invited may not."""

    category: Category
    seats: tuple[str, ...]
    """Ids of seats."""


@dataclass(frozen=True, repr=False)
class Sighted:
    """Of one person: what all may see, and what not all may of what the reader sees anyway."""

    person: PersonId
    shown: tuple[Category, ...]
    hidden: tuple[Cause, ...]


@dataclass(frozen=True, repr=False)
class TopicPreview:
    """What the screen could show of a topic with those invited; `without` is a seat that is left out."""

    meeting: Meeting
    position: int
    people: tuple[Sighted, ...] = ()
    names: Projection | None = None
    without: str = ""
