"""The question that every look and every change asks, and the answer to it.

*This principal, with this audience, for this purpose, about this family, at this instant.* All that an answer depends
on is in the request and the outline, so the same question has the same answer years later.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from hub.terms.answers import Because, Blank
from hub.terms.grounds import Grounds
from hub.terms.ids import CellId, EntryId, FamilyNumber, FieldId, PersonId, ProviderId, StaffId
from hub.terms.lists import Effect, Level, Owner, Partition, Purpose
from hub.terms.people import Family
from hub.terms.principals import Principal
from hub.terms.reasons import Reason


class Act(StrEnum):
    """What is to be done with social data."""

    DISCLOSE = "disclose"
    CONTRIBUTE = "contribute"
    REVIEW = "review"
    PROCEED = "proceed"
    """An act of `policies/acts`, such as a report of danger: a step of its own, not a look."""


class Order(StrEnum):
    """How the help stands in which a provider's principal works for a family (I8, A8)."""

    NONE = "none"
    """The own team has no help there."""
    ENDED = "ended"
    """It has not begun, or is over."""
    UNAGREED = "unagreed"
    """The agreement with the provider is not on file (§ 61 Abs. 3 SGB VIII)."""
    RUNNING = "running"


@dataclass(frozen=True)
class Mandate:
    """What ties a principal to a family at the instant asked about (R3); a deputy's grant names for whom (I15).

    An assignment in the hub lasts as long as the help it is for, so that a mandate from there is that of a running one;
    `named` says that the help names this very principal. `here_since` is the first day since which they worked for no
    other agency, None where they never did; no rule asks for it, papers do.
    """

    assigned: bool = False
    deputy: bool = False
    related: bool = False
    hr_decision: bool = False
    stands_in_for: StaffId | None = None
    order: Order = Order.RUNNING
    named: bool = True
    here_since: date | None = None


@dataclass(frozen=True)
class Release:
    """What consents in force open to one recipient for one purpose about one person.

    `fields` is a mask of the catalogue. `until` is the last day on which it holds, by its own dates.
    """

    recipient: StaffId
    purpose: Purpose
    person: PersonId
    fields: int
    level: Level
    consents: tuple[str, ...]
    signed_on: date
    until: date
    signers: tuple[PersonId, ...] = ()
    entries: frozenset[CellId] = frozenset()


@dataclass(frozen=True)
class Obstacle:
    """Why consents do not open these fields of one person to one recipient for one purpose: the nearest miss.

    Fields named by no release and no obstacle are those about which nobody was asked: consent is missing. `disagreed`
    says that one said no where another who must sign as well stands by a yes.
    """

    recipient: StaffId
    purpose: Purpose
    person: PersonId
    fields: int
    reason: Reason
    consents: tuple[str, ...] = ()
    signers: tuple[PersonId, ...] = ()
    on: date | None = None
    disagreed: bool = False


class Confidence(NamedTuple):
    """Somebody agreed in person that this entry is passed on to one recipient for one purpose (C7).

    It counts for what they confided themselves, whomever it is about.
    """

    recipient: StaffId
    purpose: Purpose
    person: PersonId
    entry: CellId


class SourceRelease(NamedTuple):
    """A person released a source bound to secrecy towards one recipient, for these fields (§ 203 StGB, D25)."""

    recipient: StaffId
    person: PersonId
    source: str
    fields: int


@dataclass(frozen=True)
class Context:
    """What is known about the principals and the consents at the instant asked about. Empty opens nothing.

    `restore_pending` says that a backup was put back and the journal of withdrawals not yet replayed (G7).
    """

    mandates: Mapping[StaffId, Mandate] = field(default_factory=dict)
    releases: tuple[Release, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    confidences: tuple[Confidence, ...] = ()
    sources: tuple[SourceRelease, ...] = ()
    restore_pending: bool = False


@dataclass(frozen=True)
class AccessRequest:
    """`audience` is everybody who will see, the principal among them (I13).

    `only` are the fields that are wanted, where not the whole record is: of no other is anything decided or read.
    """

    principal: Principal
    audience: tuple[Principal, ...]
    act: Act
    purpose: Purpose
    family: FamilyNumber
    at: datetime
    context: Context = Context()
    only: frozenset[FieldId] | None = None
    grounds: Grounds | None = None


class LogRow(NamedTuple):
    """What decides about a row of a log: its six months are over (H6); what is asked of it names a colleague (F6)."""

    is_expired: bool = False
    names_staff: bool = False


class OutlineCell(NamedTuple):
    """That a field holds something, whose it is and how it was entrusted. Never what it says, nor how long it is.

    `levels` are the levels at which the owner has written a text (bit `1 << level`). `source` is the function or person
    bound to secrecy from whom it came (C8); `discussed` says that a report was talked over with the family (I9). A row
    of a log has its `row`.
    """

    cell: CellId
    field: FieldId
    persons: frozenset[PersonId]
    owner: Owner
    entry: int = 1
    version: int = 1
    levels: int = 1 << Level.FULL
    provider: ProviderId | None = None
    entrusted_to: StaffId | None = None
    entrusted_by: frozenset[PersonId] = frozenset()
    passed_on: bool = False
    disputed: bool = False
    restricted: bool = False
    part: int = 1
    extract_of: CellId | None = None
    source: str | None = None
    discussed: bool = False
    row: LogRow | None = None


@dataclass(frozen=True, eq=False)
class Outline:
    """A family as it looks before anything is read. `family` is None where there is none, or none to be looked at.

    One is the same as another only if it is it: cheap as a key, so what is worked out from one is kept with it.
    """

    family: Family | None = None
    cells: tuple[OutlineCell, ...] = ()


class Shown(NamedTuple):
    """A cell that may be read, at the level at which it may."""

    cell: OutlineCell
    level: Level
    because: Because


@dataclass(frozen=True)
class Decision:
    """The whole answer. `reason` is the one of the whole: why it was refused, else why most of it is shown.

    A refused request has neither `shown` nor `blanks`.
    """

    effect: Effect
    reason: Reason
    policies: str
    shown: tuple[Shown, ...] = ()
    blanks: tuple[Blank, ...] = ()
    duties: tuple[str, ...] = ()


class Look(NamedTuple):
    """One value to be read: this version of this cell, at this level."""

    cell: CellId
    partition: Partition
    version: int
    level: Level


@dataclass(frozen=True)
class Ticket:
    """What a committed ledger entry permits to be read, once and soon. Worth nothing but to the database."""

    entry: EntryId
    looks: tuple[Look, ...] = ()
