"""An officer's acts about a sample: for which bodies, by which rule, and how each is written down."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from hub.gate.house import House
from hub.ledger.append import append
from hub.ledger.entry import Entry
from hub.ledger.events import Event
from hub.ledger.months.keys import LogReader
from hub.policy.decide import admits, refusal
from hub.review.sample.store import load_appointed
from hub.terms.access import AccessRequest, Act
from hub.terms.clock import day_begins, legal_day, months_later
from hub.terms.ids import EntryId, FamilyNumber, new_id
from hub.terms.lists import Effect, Purpose
from hub.terms.principals import Principal


@dataclass(frozen=True)
class Officer:
    """Who acts when, for all bodies that have appointed them; for none, whom no rule lets control."""

    principal: Principal
    at: datetime
    controllers: tuple[str, ...]

    @property
    def may(self) -> bool:
        """Whether they are an officer of the body for which they act."""
        return self.principal.agency.value in self.controllers


def officer(house: House, principal: Principal, at: datetime) -> Officer:
    """The principal as an officer. One statement."""
    request = AccessRequest(principal, (principal,), Act.REVIEW, Purpose.DPO_CONTROL, FamilyNumber(""), at)
    if not admits(house.policies, request):
        return Officer(principal, at, ())
    return Officer(principal, at, load_appointed(house.db, principal.pseudonym, legal_day(at)))


def write_attempt(house: House, who: Officer, event: Event, told: Mapping[str, object]) -> None:
    """The entry of what was tried in vain."""
    with house.db.begin() as tx:
        append(tx, house.writer, entry_of(house, Officer(who.principal, who.at, ()), event, told))


def span_of(month: date) -> tuple[datetime, datetime]:
    """From the first instant of a month in Berlin to the first one after it."""
    return day_begins(month), day_begins(months_later(month, 1))


def reader_of(house: House) -> LogReader:
    """Who opens the log here. Raises PermissionError in a process that has no key."""
    if house.reader is None:
        raise PermissionError("this process opens no log")
    return house.reader


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
