"""What a step of a case says in the log: which case, which step, in words of closed lists. Nothing people wrote."""

from dataclasses import dataclass
from datetime import datetime

from hub.gate.house import House
from hub.ledger.entry import Entry, Event, Segment
from hub.policy.decide import admits, refusal
from hub.terms.access import AccessRequest, Act
from hub.terms.case_words import StepKind
from hub.terms.cases import Stride
from hub.terms.ids import EntryId, FamilyNumber, new_id
from hub.terms.lists import Effect, Owner, Purpose, Role
from hub.terms.principals import Principal
from hub.terms.reasons import Reason

EVENTS = {
    StepKind.OPENED: Event.CASE_OPENED,
    StepKind.QUESTION: Event.CASE_QUESTION,
    StepKind.ASKED: Event.CASE_ASKED,
    StepKind.ANSWERED: Event.CASE_ANSWERED,
    StepKind.REVIEWED: Event.CASE_STEP,
    StepKind.CLOSED: Event.CASE_CLOSED,
    StepKind.FOUND: Event.CASE_FOUND,
    StepKind.CONFIRMED: Event.CASE_CONFIRMED,
    StepKind.SENT_BACK: Event.CASE_SENT_BACK,
    StepKind.NOTIFIED: Event.CASE_NOTIFIED,
    StepKind.TOLD: Event.CASE_TOLD,
    StepKind.REPLIED: Event.CASE_REPLIED,
    StepKind.NAME_REQUESTED: Event.NAME_REQUESTED,
    StepKind.NAME_GRANTED: Event.NAME_GRANTED,
    StepKind.NAME_REFUSED: Event.NAME_REFUSED,
    StepKind.NAME_REVEALED: Event.NAME_REVEALED,
}
KEYS = frozenset({StepKind.NAME_GRANTED, StepKind.NAME_REFUSED})
SECOND_LOOKS = frozenset({StepKind.CONFIRMED, StepKind.SENT_BACK})
BOTH = frozenset({Owner.JOBCENTER.value, Owner.JUGENDAMT.value})


@dataclass(frozen=True)
class Deed:
    """Who does it, when, and whether they may."""

    principal: Principal
    at: datetime
    effect: Effect = Effect.PERMIT
    reason: Reason = Reason.CONTROL


def may_take(house: House, principal: Principal, kind: StepKind, at: datetime) -> Deed:
    """An officer takes steps where the rules let them review the log; the second key is the staff council's (H8).

    A second look is either's. That the person asked answers is their own right. The database asks all of it again, and
    whose case it is.
    """
    if kind is StepKind.ANSWERED:
        return Deed(principal, at, reason=Reason.OWN_RIGHTS)
    is_council = principal.role is Role.STAFF_COUNCIL
    if is_council and kind in KEYS | SECOND_LOOKS:
        return Deed(principal, at)
    request = AccessRequest(principal, (principal,), Act.REVIEW, Purpose.DPO_CONTROL, FamilyNumber(""), at)
    if kind not in KEYS and admits(house.policies, request):
        return Deed(principal, at)
    reason = Reason.SECOND_KEY_MISSING if kind in KEYS else refusal(house.policies, request).reason
    return Deed(principal, at, Effect.DENY, reason)


def entry_of(house: House, deed: Deed, event: Event, told: Segment) -> Entry:
    """The entry. Of officers it is for their controller; of the staff council and of families it is for both."""
    digest, principal = house.policies.digest, deed.principal
    mine = frozenset({principal.agency.value})
    purpose = Purpose.DPO_CONTROL if principal.role is Role.DPO else None
    return Entry(
        id=EntryId(new_id()),
        event=event,
        at=deed.at,
        principal=principal,
        effect=deed.effect,
        policies=digest,
        controllers=mine if principal.role is Role.DPO else mine | BOTH,
        purpose=purpose,
        subject={},
        access={
            "purpose": purpose,
            "action": "review",
            "agency": principal.agency,
            "role": principal.role,
            "at": deed.at.isoformat(timespec="milliseconds"),
            **told,
        },
        decision={"effect": deed.effect, "reason": deed.reason, "policies": digest},
    )


def told_of(stride: Stride) -> Segment:
    """What the log says of a step: the case, where it was taken from, and words of closed lists."""
    words = {
        "case": stride.case,
        "step": stride.kind,
        "from": stride.seq,
        "result": stride.result,
        "reason": stride.reason,
        "told": stride.told,
        "told_on": stride.told_on and stride.told_on.isoformat(),
        "wording": stride.wording,
        "aware": stride.aware and stride.aware.isoformat(),
    }
    return {name: word for name, word in words.items() if word is not None}
