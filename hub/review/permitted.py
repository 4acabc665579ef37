"""What data protection officers do with the log is decided, and an entry, before it is done."""

from dataclasses import dataclass, field
from datetime import datetime

from hub.gate.house import House
from hub.ledger.entry import Entry, Event, Segment
from hub.policy.decide import admits, refusal
from hub.terms.access import AccessRequest, Act
from hub.terms.ids import EntryId, FamilyNumber, new_id
from hub.terms.lists import Effect, Purpose
from hub.terms.principals import Principal
from hub.terms.reasons import Reason


@dataclass(frozen=True)
class Deed:
    """What an officer does: its kind, the word for it, whose officers read of it, and what else the entry says."""

    event: Event
    action: str
    controllers: frozenset[str]
    told: Segment = field(default_factory=dict)


def decided(house: House, principal: Principal, deed: Deed, at: datetime) -> Entry:
    """The entry of a deed, permitted or refused by the rules of this moment; to be appended before anything follows."""
    request = AccessRequest(principal, (principal,), Act.REVIEW, Purpose.DPO_CONTROL, FamilyNumber(""), at)
    permitted = admits(house.policies, request)
    reason = Reason.CONTROL if permitted else refusal(house.policies, request).reason
    effect = Effect.PERMIT if permitted else Effect.DENY
    return Entry(
        id=EntryId(new_id()),
        event=deed.event,
        at=at,
        principal=principal,
        effect=effect,
        policies=house.policies.digest,
        controllers=deed.controllers,
        purpose=Purpose.DPO_CONTROL,
        subject={},
        access={
            "purpose": Purpose.DPO_CONTROL,
            "action": deed.action,
            "agency": principal.agency,
            "role": principal.role,
            "at": at.isoformat(timespec="milliseconds"),
            **deed.told,
        },
        decision={"effect": effect, "reason": reason, "policies": house.policies.digest},
    )
