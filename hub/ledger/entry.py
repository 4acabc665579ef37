"""What an entry says, in five segments that can be opened one at a time.

Actor: who. Subject: whose record. Access: what, for what, to which function of which agency. Decision: why. Note: words
of reason, only there. The actor lives six months; the rest as long as its book.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from hub.ledger.basis import Basis
from hub.ledger.events import SHOWS, SHOWS_NOTHING
from hub.ledger.events import Event as Event
from hub.ledger.explained import explained
from hub.ledger.shares import Share, grouped, shares_of, told_groups, whose_of
from hub.terms.access import AccessRequest, Decision, Look, OutlineCell
from hub.terms.catalogue import Kind
from hub.terms.history import CHANGING
from hub.terms.ids import EntryId, FamilyId, FamilyNumber, FieldId, PersonId
from hub.terms.lists import Effect, Level, Owner
from hub.terms.log import Outcome
from hub.terms.people import Family, FamStatus
from hub.terms.principals import Principal

Segment = Mapping[str, object]
SEGMENTS = ("actor", "subject", "access", "decision", "note")


class Book(StrEnum):
    """How long what, why and on which basis are kept."""

    ACCESS_LOG = "access_log"
    DISCLOSURE_REGISTER = "disclosure_register"


@dataclass(frozen=True, eq=False)
class TicketScope:
    """What a look may read, as long as no consent of the family changes. Looks that are alike share one."""

    epoch: int
    looks: tuple[Look, ...]


@dataclass(frozen=True)
class Entry:
    """One act, before it is written down. `claimed` is when a record kept elsewhere says that it happened.

    `erases` says what an erasure destroys; it stands in the leaf, in clear, and names nobody.
    """

    id: EntryId
    event: Event
    at: datetime
    principal: Principal
    effect: Effect
    policies: str
    controllers: frozenset[str]
    subject: Segment
    access: Segment
    decision: Segment
    family: FamilyId | None = None
    family_seq: int = 1
    purpose: str | None = None
    book: Book = Book.ACCESS_LOG
    audience: tuple[Principal, ...] = ()
    note: Segment = field(default_factory=dict)
    ticket: TicketScope | None = None
    claimed: datetime | None = None
    erases: Segment | None = None
    shares: tuple[Share, ...] = ()
    """What it says to each whom it concerns, made from subject and access (`shares_of`)."""
    basis: Basis | None = None

    @property
    def when(self) -> datetime:
        """When it happened, as far as anybody knows: by this the log is read, and after this it is kept."""
        return self.claimed or self.at

    @property
    def numbered(self) -> Segment:
        """The subject, with the number that the entry has among those of its family; about none, it has none."""
        return {**self.subject, "seq": self.family_seq} if self.family else self.subject

    @property
    def outcome(self) -> Outcome:
        """Denied, else shown by what shows, else changed. Of what a record tells, the action says which."""
        if self.effect is Effect.DENY:
            return Outcome.DENIED
        shows = self.event.startswith(SHOWS) and self.event not in SHOWS_NOTHING
        shows = shows and self.access.get("action") not in CHANGING
        return Outcome.SHOWN if shows else Outcome.CHANGED

    @property
    def actor(self) -> Segment:
        """Who acted, as of then, and who saw it too."""
        return {
            "staff": self.principal.id,
            "ref": self.principal.ref,
            "pseudonym": self.principal.pseudonym,
            "role": self.principal.role,
            "agency": self.principal.agency,
            "team": self.principal.team,
            "audience": [other.id for other in self.audience if other.id != self.principal.id],
        }


@dataclass(frozen=True)
class Seen:
    """The family that a look is about, if there is one to be looked at, and the values that may be read of it."""

    family: Family | None = None
    looks: tuple[Look, ...] = ()
    kinds: Mapping[FieldId, Kind] | None = None
    """Of the catalogue: by these each whom the look concerns is told of it in categories. None: nobody is."""


def look(entry: EntryId, request: AccessRequest, decision: Decision, seen: Seen) -> Entry:
    """The entry of a look or of a refusal. What a part of others shows, each provider's too, is for their register."""
    owners = {shown.cell.owner for shown in decision.shown}
    names = person_numbers(seen.family)
    subject = subject_segment(request.family, (shown.cell for shown in decision.shown), names)
    access = {**_viewed(request), **told_groups(decision.shown, seen.kinds)}
    mine = whose_of(request.principal.agency, request.principal.provider)
    whose = {whose_of(*of) for of in {(shown.cell.owner, shown.cell.provider) for shown in decision.shown}}
    return Entry(
        id=entry,
        event=Event.DENIED if decision.effect is Effect.DENY else Event.READ,
        at=request.at,
        principal=request.principal,
        audience=request.audience,
        effect=decision.effect,
        policies=decision.policies,
        controllers=controllers(request.principal, owners, seen.family),
        purpose=request.purpose,
        book=Book.DISCLOSURE_REGISTER if whose - {mine} else Book.ACCESS_LOG,
        subject=subject,
        access=access,
        shares=shares_of(subject, access),
        decision=_decision_segment(decision, names) | _why(request, decision, seen.family),
        ticket=TicketScope(seen.family.epoch, seen.looks) if seen.family and seen.looks else None,
    )


def _viewed(request: AccessRequest) -> dict[str, object]:
    who = request.principal
    told = {"purpose": request.purpose, "action": "view", "agency": who.agency, "role": who.role}
    return {**told, **({"provider": who.provider} if who.provider else {}), "at": _instant(request.at)}


def again(entry: Entry, new: EntryId, at: datetime) -> Entry:
    """The same look as another entry, at an instant by which nothing that it was decided from has turned."""
    access = {**entry.access, "at": _instant(at)}
    return replace(entry, id=new, at=at, access=access)


def shown_to(entry: Entry, event: Event, told: Segment) -> Entry:
    """A look of that kind, with what `access` says beside: it may say it to each whom the look concerns."""
    access = {**entry.access, **told}
    return replace(entry, event=event, access=access, shares=shares_of(entry.subject, access))


@dataclass(frozen=True)
class Touched:
    """What a change is about: places and levels of values, and consents. Never a value."""

    event: Event
    number: FamilyNumber
    cells: tuple[tuple[OutlineCell, tuple[Level, ...]], ...] = ()
    consents: tuple[str, ...] = ()
    persons: frozenset[PersonId] = frozenset()
    owners: frozenset[Owner] = frozenset()
    purpose: str | None = None
    details: Segment = field(default_factory=dict)


def change(entry: EntryId, principal: Principal, at: datetime, policies: str, touched: Touched) -> Entry:
    """The entry of a change, for the transaction in which it is made. The caller adds the family and its number."""
    owners = {cell.owner for cell, _ in touched.cells} | touched.owners
    return Entry(
        id=entry,
        event=touched.event,
        at=at,
        principal=principal,
        effect=Effect.PERMIT,
        policies=policies,
        controllers=controllers(principal, owners),
        purpose=touched.purpose,
        subject={"number": touched.number, "persons": sorted(touched.persons)},
        access={
            "purpose": touched.purpose,
            "action": "change",
            "agency": principal.agency,
            "role": principal.role,
            "at": _instant(at),
            "cells": grouped(touched.cells),
            **touched.details,
        },
        decision={"effect": Effect.PERMIT, "policies": policies, "consents": list(touched.consents)},
    )


def controllers(principal: Principal, owners: Iterable[Owner], family: Family | None = None) -> frozenset[str]:
    """Whose data protection officer may read an entry: the actor's, and each whose data it touches (H4).

    What is joint touches both; before admission it is the proposing agency's own, and the other knows nothing (I2).
    """
    touched = set(owners)
    if Owner.JOINT in touched:
        before = family is not None and family.status in (FamStatus.NONE, FamStatus.PROPOSED)
        both = {family.proposing} if family is not None and before else {Owner.JOBCENTER, Owner.JUGENDAMT}
        touched = (touched - {Owner.JOINT}) | both
    return frozenset({str(owner) for owner in touched} | {str(principal.agency)})


def person_numbers(family: Family | None) -> Mapping[PersonId, str]:
    """`P-1`, `P-2` … in the order of the record: what the log calls the people of a family."""
    return {person.id: f"P-{number}" for number, person in enumerate(family.persons if family else (), start=1)}


def subject_segment(
    number: FamilyNumber, cells: Iterable[OutlineCell], names: Mapping[PersonId, str]
) -> dict[str, object]:
    """Whose record, and which of its people."""
    persons = {person for cell in cells for person in cell.persons}
    return {"number": number, "persons": [[person, names[person]] for person in sorted(persons)]}


def _instant(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds")


def _why(request: AccessRequest, decision: Decision, family: Family | None) -> dict[str, object]:
    codes = explained(request, decision, family)
    return {"explained": codes} if codes else {}


def _decision_segment(decision: Decision, names: Mapping[PersonId, str]) -> dict[str, object]:
    becauses = [shown.because for shown in decision.shown]
    return {
        "effect": decision.effect,
        "reason": decision.reason,
        "policies": decision.policies,
        "rules": sorted({rule for because in becauses for rule in because.policies}),
        "norms": sorted({norm for because in becauses for norm in because.norms}),
        "consents": sorted({ref for because in becauses for ref in because.consents}),
        "withheld": [[names[b.person], b.category, b.owner, b.reason] for b in decision.blanks],
        "duties": list(decision.duties),
    }
