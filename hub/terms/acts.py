"""The particulars of an act, and the answer to it: what somebody wants to do beside looking and writing.

Which acts there are, and what each of them needs, stands in `policies/acts`.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from hub.terms.ids import ActId, FieldId, PersonId, PolicyId, StaffId
from hub.terms.lists import Agency, Effect, Level
from hub.terms.reasons import Reason


class Trigger(StrEnum):
    """What sets an act off. A rule that fires by itself is never a single case (C2, E6)."""

    OBSERVATION = "observation"
    REQUEST = "request"
    OWN_DECISION = "own_decision"
    RULE = "rule"


class Parents(StrEnum):
    """How the parents answer to being urged to accept help (E12)."""

    COOPERATE = "cooperate"
    REFUSE = "refuse"
    UNREACHABLE = "unreachable"


class SignOff(StrEnum):
    """Who decided that something goes to the police (C14)."""

    AGENCY_HEAD = "agency_head"
    OTHER = "other"
    NOBODY = "nobody"


class Way(StrEnum):
    """How something is handed over to another body that takes charge (C20)."""

    PACKAGE = "package"
    HUB_ACCOUNT = "hub_account"


class Filter(StrEnum):
    """Whether a table is one of the fixed reports (J3)."""

    FIXED = "fixed"
    FREE = "free"


class Extent(StrEnum):
    """For how large a place a table is made (J3)."""

    KREIS = "kreis"
    BEZIRK = "bezirk"


class Topic(StrEnum):
    """What a table counts by (J3)."""

    OTHER = "other"
    ART9 = "art9"
    CHILD_PROTECTION = "child_protection"


class TableCell(NamedTuple):
    """One number of a table: of how many families and persons it tells."""

    id: str
    row: str
    column: str
    families: int
    persons: int


class Total(NamedTuple):
    """The total of an earlier table that overlaps."""

    families: int
    persons: int


@dataclass(frozen=True, repr=False)
class Particulars:
    """All that is said of an act. A kind of act uses some of it; what is not said is empty and opens nothing.

    Its texts may hold anything, so it does not print itself. `words` are the items of a closed list that an answer
    is to tell, `facts` the fields that it is to name; whoever means all of them has named none.
    """

    about: tuple[PersonId, ...] = ()
    words: tuple[str, ...] = ()
    facts: tuple[FieldId, ...] = ()
    entries: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    recognised_by: tuple[str, ...] = ()
    trigger: Trigger | None = None
    observations: tuple[str, ...] = ()
    indications: tuple[str, ...] = ()
    danger_signs: tuple[str, ...] = ()
    talked_with_family: bool = False
    help_urged: bool = False
    family_told_before: bool = False
    skip_reason: str = ""
    family_involved: bool = False
    not_involved_reason: str = ""
    measure: str = ""
    urgent: bool = False
    parents: Parents | None = None
    reported_by: StaffId | None = None
    indication: str = ""
    written: bool = False
    requested_on: date | None = None
    signed_off_by: SignOff | None = None
    interests_harmed: bool = False
    court_order_on: date | None = None
    to: Agency | None = None
    via: Way | None = None
    talk_on: date | None = None
    family_invited: bool = False
    reason: str = ""
    help_at_risk: bool = True
    help_at_risk_reason: str = ""
    identity_needed: str = ""
    received_on: date | None = None
    named_basis: str = ""
    named_in_text: bool = False
    filter: Filter = Filter.FREE
    extent: Extent = Extent.BEZIRK
    topic: Topic = Topic.CHILD_PROTECTION
    table: tuple[TableCell, ...] = ()
    earlier: tuple[Total, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """An act that somebody wants to carry out."""

    act: ActId
    particulars: Particulars


class Left(NamedTuple):
    """Something that is left out of an act, and why."""

    name: str
    reason: Reason


@dataclass(frozen=True)
class ActDecision:
    """May the act be carried out, and with what. `rules` are those that decided.

    `shown` and `withheld` name the words, facts, entries or cells of a table that the act is about. Of a refused act
    nothing is shown, and it has no duties.
    """

    effect: Effect
    reason: Reason
    policies: str
    rules: tuple[PolicyId, ...] = ()
    shown: tuple[str, ...] = ()
    withheld: tuple[Left, ...] = ()
    duties: tuple[str, ...] = ()
    level: Level = Level.NONE
