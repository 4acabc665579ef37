"""What people enter about who works with whom: deputies, assignments, conflicts. Decides nothing."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hub.terms.ids import EntryId, FamilyId, FamilyNumber, StaffId
from hub.terms.lists import Effect, Role
from hub.terms.reasons import Reason


class MandateAct(StrEnum):
    """What can be entered. The table `policies/house/mandates.toml` says who may."""

    GRANT_DEPUTY = "grant_deputy"
    TAKE_OVER = "take_over"
    """A deputy for a colleague by one's own word: lawful, and looked at by the data protection officer."""
    END_DEPUTY = "end_deputy"
    END_OWN_DEPUTY = "end_own_deputy"
    ASSIGN = "assign"
    END_ASSIGNMENT = "end_assignment"
    DECLARE_CONFLICT = "declare_conflict"
    LIFT_CONFLICT = "lift_conflict"


class Ground(StrEnum):
    """Why somebody is out of a case: what they are to somebody of the family (§ 16 Abs. 5 SGB X), or bias (§ 17)."""

    FIANCE = "fiance"
    SPOUSE = "spouse"
    DIRECT_LINE = "direct_line"
    SIBLING = "sibling"
    CHILD_OF_SIBLING = "child_of_sibling"
    SPOUSE_OF_SIBLING = "spouse_of_sibling"
    SIBLING_OF_SPOUSE = "sibling_of_spouse"
    SIBLING_OF_PARENT = "sibling_of_parent"
    FOSTER_BOND = "foster_bond"
    BIAS = "bias"


class Fault(StrEnum):
    """What is wrong with a form before anybody looks at the families."""

    NUMBER = "number"
    COLLEAGUE = "colleague"
    REASON = "reason"
    PAST = "past"
    REVERSED = "reversed"
    TOO_LONG = "too_long"
    TOO_FAR = "too_far"
    GROUND = "ground"


@dataclass(frozen=True)
class Wish:
    """One change, as somebody asks for it. Without a number it is about every family of the colleague.

    `staff` is whose mandate changes; `stands_in_for` the colleague with the case. `grant` names a grant to be ended.
    """

    act: MandateAct
    staff: StaffId
    since: date
    until: date | None = None
    number: FamilyNumber | None = None
    stands_in_for: StaffId | None = None
    reason: str = ""
    ground: Ground | None = None
    grant: str | None = None


@dataclass(frozen=True)
class Tied:
    """A family as a wish finds it. `family` is None where there is none; then all the rest is False."""

    family: FamilyId | None
    number: FamilyNumber
    next_seq: int = 1
    known: bool = False
    mine: bool = False
    excludes_me: bool = False
    excludes_staff: bool = False
    staff_assigned: bool = False
    staff_in_conflict: bool = False
    other_assigned: bool = False


@dataclass(frozen=True)
class MandateFacts:
    """All that a decision about a wish turns on: the roles in the own agency, and the families."""

    staff_roles: frozenset[Role]
    other_roles: frozenset[Role]
    families: tuple[Tied, ...]


@dataclass(frozen=True)
class Colleague:
    """Somebody of the own agency."""

    id: StaffId
    ref: str
    name: str
    roles: frozenset[Role]


@dataclass(frozen=True)
class Grant:
    """A deputy's grant that runs or is to come, as people see it."""

    id: str
    staff: StaffId
    staff_name: str
    stands_in_for: StaffId
    for_name: str
    since: date
    until: date
    reason: str
    self_declared: bool
    families: tuple[Tied, ...] = ()


@dataclass(frozen=True)
class Unattended:
    """A family of which nobody of the own agency is left. `in_conflict` declared a conflict; others have left."""

    number: FamilyNumber
    staff: StaffId
    name: str
    in_conflict: bool


@dataclass(frozen=True)
class MandateBoard:
    """What the page of mandates shows one principal. `acts` is what the table lets them enter, within these limits."""

    acts: frozenset[MandateAct]
    longest: int = 0
    longest_own: int = 0
    reason_length: int = 0
    colleagues: tuple[Colleague, ...] = ()
    deputies: tuple[Colleague, ...] = ()
    others: tuple[Colleague, ...] = ()
    grants: tuple[Grant, ...] = ()
    unattended: tuple[Unattended, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """How a wish ended. Faults say what to mend and nothing is written; a refusal is written down."""

    effect: Effect
    reason: Reason
    entries: tuple[EntryId, ...] = ()
    faults: tuple[Fault, ...] = ()
