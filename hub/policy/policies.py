"""What a rule file says, read and checked. `load` makes these; `compile` turns them into masks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from hub.policy.act_rules import ActRule
from hub.terms.access import Act
from hub.terms.agreed import AgreedCell
from hub.terms.catalogue import Catalogue
from hub.terms.ids import ActId, PolicyId
from hub.terms.lists import Agency, Level, Owner, Purpose, Role
from hub.terms.mandates import MandateAct
from hub.terms.reasons import Reason
from hub.terms.retention import Retention


class Bearing(StrEnum):
    """Which way a policy moves the level: up to one, or down to one. A limit to nothing is a prohibition."""

    PERMIT = "permit"
    LIMIT = "limit"


class Measure(StrEnum):
    """A level that is looked up where the policy applies."""

    CEILING = "ceiling"
    """The most that consent can open to another controller, from the catalogue (B5)."""
    RELEASE = "release"
    """What the consents in force open to this principal, of every person the value is about (D8, D9)."""


class Tie(StrEnum):
    """What must tie a role to a family before it may ask about it (R3)."""

    ASSIGNMENT = "assignment"
    DEPUTY = "deputy"
    NONE = "none"
    """Nothing: whose task is not one family's work, such as control of the log."""
    SELF = "self"
    """Who they are: the people whom the record is about. They see what is theirs, of whatever family (F1 to F6)."""
    GUEST = "guest"
    """Nothing either: outsiders, who see what is released to them by name, or is about themselves."""


@dataclass(frozen=True)
class Case:
    """One example of a policy, run as a test. `given` is in the words of `cases.py`."""

    name: str
    given: Mapping[str, Any]
    expect: Level
    reason: Reason | None = None
    duties: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Policy:
    """One rule. It applies where all of `when` hold and none of `unless`; an empty set of who or whose is everybody.

    `is_general` says that it speaks of all fields, save exceptions, and names none.
    """

    id: PolicyId
    effect: Bearing
    level: Level | Measure
    fields: int
    says: Reason
    acts: frozenset[Act]
    basis: tuple[str, ...] = ()
    reason: str = ""
    agencies: frozenset[Agency] = frozenset()
    roles: frozenset[Role] = frozenset()
    purposes: frozenset[Purpose] = frozenset()
    owners: frozenset[Owner] = frozenset()
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    duties: tuple[str, ...] = ()
    cases: tuple[Case, ...] = ()
    is_general: bool = False


class Opened(StrEnum):
    """What raises a level: a consent, or a rule by itself."""

    CONSENT = "consent"
    RULE = "rule"


class Sight(StrEnum):
    """What a condition looks at. None looks at another cell, or at whether there is one."""

    ASKING = "asking"
    FIELD = "field"
    REQUEST = "request"
    FAMILY = "family"
    OWNER = "owner"
    CELL = "cell"


@dataclass(frozen=True)
class Promise:
    """What must hold whatever happens, as a limit that follows from the rules already (`prove.py`).

    `by` counts only what consents open, or only what rules open by themselves; with `duty` the promise is that it is
    laid upon all that is shown there; with `looks_at`, that no rule names a condition that looks at anything else.
    """

    id: PolicyId
    sentence: str
    basis: tuple[str, ...]
    limit: Policy
    excepted: tuple[Policy, ...] = ()
    by: Opened | None = None
    duty: str = ""
    looks_at: frozenset[Sight] = frozenset()


@dataclass(frozen=True)
class RoleRule:
    """What a role may ask for at all (R2). A role that is not in the table may ask for nothing.

    `deputy_role` is the role in which its holders stand in for a colleague (I15).
    """

    agencies: frozenset[Agency] = frozenset()
    purposes: frozenset[Purpose] = frozenset()
    tie: Tie = Tie.ASSIGNMENT
    learns_of_refusals: bool = False
    deputy_role: Role | None = None


NOTHING = RoleRule()


@dataclass(frozen=True)
class MandateRule:
    """What a role may enter about who works with whom, and for colleagues of which roles."""

    may: frozenset[MandateAct] = frozenset()
    over: frozenset[Role] = frozenset()


@dataclass(frozen=True)
class MandateTable:
    """Who may enter deputies, assignments and conflicts, and within which limits. Empty, nobody may."""

    roles: Mapping[Role, MandateRule] = field(default_factory=dict)
    deputy_days: int = 0
    self_declared_days: int = 0
    ahead_days: int = 0
    reason_length: int = 10


@dataclass(frozen=True, eq=False)
class PolicySet:
    """All rules of one moment. `digest` stands in every ledger entry; one set is the same as another only if it is it.

    `eq=False` makes it cheap as a key: compiled programs are kept per set and go with it.
    """

    policies: tuple[Policy, ...]
    roles: Mapping[Role, RoleRule]
    fam_purposes: frozenset[Purpose]
    catalogue: Catalogue
    digest: str = field(default="")
    mandates: MandateTable = MandateTable()
    acts: Mapping[ActId, ActRule] = field(default_factory=dict)
    promises: tuple[Promise, ...] = ()
    retention: Retention = field(default_factory=Retention)
    agreed: tuple[AgreedCell, ...] = ()
