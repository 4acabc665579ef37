"""What a data protection officer reads beside a line of the log: proof, duty, appointments, ties. No value."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hub.terms.circumstances import Appointment, Assigned, Shift, StandingIn


class Proof(StrEnum):
    """What stands behind a line: the tree under the witnesses' signatures, not yet, or somebody else's record."""

    PROVEN = "proven"
    WAITING = "waiting"
    TAKEN_OVER = "taken_over"


class DutyState(StrEnum):
    """What is known of somebody's duty on the day of a line.

    `not_ours`: staff of the other body, whose duty is its officer's to know. `nobody`: no member of staff acted.
    """

    PLANNED = "planned"
    NONE = "none"
    NOT_DELIVERED = "not_delivered"
    NOT_OURS = "not_ours"
    NOBODY = "nobody"


class ConsentState(StrEnum):
    """Whether a consent that is named as the basis ran at that instant. What it opened is not asked."""

    RAN = "ran"
    NOT_SIGNED = "not_signed"
    NOT_BEGUN = "not_begun"
    OVER = "over"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class ConsentThen:
    """A consent as it stood at the instant of a line, and when it was written down where that was later."""

    number: str
    state: ConsentState
    on: datetime | None = None
    entered_later: datetime | None = None


@dataclass(frozen=True)
class Around:
    """What was so around a line. Pseudonyms in it are those of the period, like the line's own.

    `in_procedure` is told of lines about child protection alone. `is_bound` says whether the line is about a family, so
    that `assigned` None means that it was not their case.
    """

    period: str
    proof: Proof
    duty: DutyState = DutyState.NOBODY
    shifts: tuple[Shift, ...] = ()
    is_absent: bool = False
    has_left: bool = False
    appointments: tuple[Appointment, ...] = ()
    stands_in: tuple[StandingIn, ...] = ()
    is_bound: bool = False
    assigned: Assigned | None = None
    consents: tuple[ConsentThen, ...] = ()
    in_procedure: bool = False
