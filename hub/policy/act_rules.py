"""What a file of `policies/acts` says, read and checked: one kind of act, who may carry it out, and with what."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from hub.terms.ids import ActId, FieldId, PolicyId
from hub.terms.lists import Agency, Effect, Purpose, Role
from hub.terms.reasons import Reason


class Names(StrEnum):
    """What an act names, to be let go or left out one by one."""

    NOTHING = "nothing"
    WORDS = "words"
    """Items of a closed list, such as the five things that the police may be told."""
    FACTS = "facts"
    """Fields or entries: each may be left out by a rule of the act."""
    READINGS = "readings"
    """Fields, each decided as if it were read for the purpose of the act."""
    RECORD = "record"
    """Everything that the record holds, each piece decided as if it were read."""
    TABLE = "table"
    """The numbers of a table."""


@dataclass(frozen=True)
class Requirement:
    """What must hold for the act, of everybody or of those of some agencies; else it is refused as `says`.

    All of `when` hold, and none of `unless`.
    """

    says: Reason
    basis: tuple[str, ...]
    reason: str
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    agencies: frozenset[Agency] = frozenset()


@dataclass(frozen=True)
class LeftOut:
    """What is left out of the act although it is named: where all of `when` hold and none of `unless`."""

    says: Reason
    basis: tuple[str, ...]
    reason: str
    fields: int
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


@dataclass(frozen=True)
class Duty:
    """A duty that comes with the act, where all of `when` hold and none of `unless`."""

    duty: str
    when: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    agencies: frozenset[Agency] = frozenset()


@dataclass(frozen=True)
class Otherwise:
    """On what else the act may rest where reading does not open what it names, for one of these reasons alone."""

    when: tuple[str, ...]
    instead_of: frozenset[Reason]
    says: Reason
    basis: tuple[str, ...]
    reason: str
    duties: tuple[str, ...] = ()


@dataclass(frozen=True)
class AtMost:
    """The closed list of what may be told at most."""

    words: frozenset[str]
    says: Reason
    basis: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class ActCase:
    """One example of an act, run as a test. `given` is in the words of `act_cases.py`; None is not compared."""

    name: str
    given: Mapping[str, Any]
    expect: Effect
    reason: Reason
    shown: frozenset[str] | None = None
    withheld: frozenset[str] | None = None
    duties: frozenset[str] | None = None


@dataclass(frozen=True)
class ActRule:
    """One kind of act. An empty set of roles or purposes is everybody, or every purpose but those of `never_for`.

    `never` says that nobody ever may. `carries` are duties of reading that come along with what is read. `smallest` is
    the smallest number that a table tells; `if_empty` the field that stands for a record in which there is nothing.
    """

    id: PolicyId
    act: ActId
    says: Reason
    basis: tuple[str, ...]
    reason: str
    names: Names = Names.NOTHING
    never: bool = False
    roles: frozenset[Role] = frozenset()
    purposes: frozenset[Purpose] = frozenset()
    never_for: frozenset[Purpose] = frozenset()
    requires: tuple[Requirement, ...] = ()
    at_most: AtMost | None = None
    left_out: tuple[LeftOut, ...] = ()
    duties: tuple[Duty, ...] = ()
    otherwise: Otherwise | None = None
    carries: frozenset[str] = frozenset()
    smallest: int = 0
    if_empty: FieldId | None = None
    cases: tuple[ActCase, ...] = ()

    def lets(self, role: Role, purpose: Purpose) -> bool:
        """The act is one of this function, for this purpose."""
        if (self.roles and role not in self.roles) or purpose in self.never_for:
            return False
        return not self.purposes or purpose in self.purposes
