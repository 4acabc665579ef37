"""An officer's acts about a sample: for which bodies, by which rule, and how each is written down."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from hub.gate.house import House
from hub.ledger.append import append
from hub.ledger.entry import Entry
from hub.ledger.events import Event
from hub.ledger.months.keys import LogReader
from hub.policy.decide import admits, refusal
from hub.review.sample.store import Look, load_appointed
from hub.terms.access import AccessRequest, Act
from hub.terms.clock import day_begins, legal_day, months_later
from hub.terms.ids import EntryId, FamilyNumber, new_id
from hub.terms.lists import Effect, Purpose
from hub.terms.principals import Principal, Seated


@dataclass(frozen=True)
class Officer:
    """Who acts when, for all bodies that have appointed them; for none, whom no rule lets control."""

    seated: Seated
    at: datetime
    controllers: tuple[str, ...]

    @property
    def principal(self) -> Principal:
        """Who it is."""
        return self.seated.principal

    @property
    def key(self) -> bytes:
        """By what the database knows the session."""
        return sha256(self.seated.session.encode()).digest()

    @property
    def may(self) -> bool:
        """Whether they are an officer of the body for which they act."""
        return self.principal.agency.value in self.controllers


def officer(house: House, seated: Seated, at: datetime) -> Officer:
    """Whoever sits there as an officer. One statement."""
    principal = seated.principal
    request = AccessRequest(principal, (principal,), Act.REVIEW, Purpose.DPO_CONTROL, FamilyNumber(""), at)
    if not admits(house.policies, request):
        return Officer(seated, at, ())
    return Officer(seated, at, load_appointed(house.db, principal.pseudonym, legal_day(at)))


def write_attempt(house: House, who: Officer, event: Event, told: Mapping[str, object]) -> None:
    """The entry of what was tried in vain."""
    with house.db.begin() as tx:
        append(tx, house.writer, entry_of(house, Officer(who.seated, who.at, ()), event, told))


def span_of(month: date) -> tuple[datetime, datetime]:
    """From the first instant of a month in Berlin to the first one after it."""
    return day_begins(month), day_begins(months_later(month, 1))


def reader_of(house: House) -> LogReader:
    """Who opens the log here. Raises PermissionError in a process that has no key."""
    if house.reader is None:
        raise PermissionError("this process opens no log")
    return house.reader


def look_of(house: House, who: Officer, told: Mapping[str, object]) -> Look:
    """The committed entry of a reading, by which the database gives what is kept of samples to this session."""
    ticket = append(house.db, house.writer, entry_of(house, who, Event.SAMPLE_READ, {"action": "view", **told}))
    return Look(ticket, who.key)


def entry_of(house: House, who: Officer, event: Event, told: Mapping[str, object]) -> Entry:
    """The entry of an act. Of somebody who may not, it is that of an attempt, for the body of their own."""
    principal, digest = who.principal, house.policies.digest
    request = AccessRequest(principal, (principal,), Act.REVIEW, Purpose.DPO_CONTROL, FamilyNumber(""), who.at)
    refused = {} if who.may or admits(house.policies, request) else {"reason": refusal(house.policies, request).reason}
    effect = Effect.PERMIT if who.may else Effect.DENY
    return Entry(
        id=EntryId(new_id()),
        event=event,
        at=who.at,
        principal=principal,
        effect=effect,
        policies=digest,
        controllers=frozenset(who.controllers if who.may else (principal.agency.value,)),
        purpose=Purpose.DPO_CONTROL,
        subject={},
        access={
            "purpose": Purpose.DPO_CONTROL,
            "action": "change",
            "agency": principal.agency,
            "role": principal.role,
            "at": who.at.isoformat(timespec="milliseconds"),
            **told,
        },
        decision={"effect": effect, "policies": digest, **refused},
    )
