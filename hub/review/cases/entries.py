"""What a step of a case says in the log: which case, which step, in words of closed lists. Nothing people wrote."""

from dataclasses import dataclass
from datetime import datetime

from hub.gate.house import House
from hub.ledger.about_itself import BOTH
from hub.ledger.entry import Entry, Event, Segment
from hub.policy.decide import admits, refusal
from hub.terms.access import AccessRequest, Act
from hub.terms.case_words import StepKind
from hub.terms.cases import Stride
from hub.terms.ids import EntryId, FamilyNumber, new_id
from hub.terms.lists import Effect, Purpose, Role
from hub.terms.principals import Principal
from hub.terms.reasons import Reason

EVENTS = {
    StepKind.ASKED: Event.CASE_ASKED,
    StepKind.ANSWERED: Event.CASE_ANSWERED,
    StepKind.REVIEWED: Event.CASE_STEP,
    StepKind.CLOSED: Event.CASE_CLOSED,
    StepKind.FOUND: Event.CASE_FOUND,
    StepKind.CONFIRMED: Event.CASE_CONFIRMED,
    StepKind.SENT_BACK: Event.CASE_SENT_BACK,
    StepKind.NOTIFIED: Event.CASE_NOTIFIED,
    StepKind.TOLD: Event.CASE_TOLD,
    StepKind.TELLING_CONFIRMED: Event.CASE_CONFIRMED,
    StepKind.TELLING_SENT_BACK: Event.CASE_SENT_BACK,
    StepKind.REPLIED: Event.CASE_REPLIED,
    StepKind.NAME_REQUESTED: Event.NAME_REQUESTED,
    StepKind.NAME_GRANTED: Event.NAME_GRANTED,
    StepKind.NAME_REFUSED: Event.NAME_REFUSED,
    StepKind.NAME_REVEALED: Event.NAME_REVEALED,
}
KEYS = frozenset({StepKind.NAME_GRANTED, StepKind.NAME_REFUSED})
LOOKS = {StepKind.CONFIRMED, StepKind.SENT_BACK, StepKind.TELLING_CONFIRMED, StepKind.TELLING_SENT_BACK}
SECOND_KEY = {Role.STAFF_COUNCIL: KEYS | LOOKS}
"""Steps that a role takes as the second key; all others are an officer's, by the rules (H8)."""


@dataclass(frozen=True)
class Deed:
    """Who does it, when, and whether they may."""

    principal: Principal
    at: datetime
    effect: Effect = Effect.PERMIT
    reason: Reason = Reason.CONTROL
    purpose: Purpose | None = None


def may_take(house: House, principal: Principal, kind: StepKind, at: datetime) -> Deed:
    """An officer takes steps where the rules let them review the log; the second key is the staff council's (H8).

    A second look is either's. That the person asked answers is their own right. The database asks all of it again, and
    whose case it is.
    """
    if kind is StepKind.ANSWERED:
        return Deed(principal, at, reason=Reason.OWN_RIGHTS)
    if kind in SECOND_KEY.get(principal.role, ()):
        return Deed(principal, at)
    request = AccessRequest(principal, (principal,), Act.REVIEW, Purpose.DPO_CONTROL, FamilyNumber(""), at)
    if kind not in KEYS and admits(house.policies, request):
        return Deed(principal, at, purpose=Purpose.DPO_CONTROL)
    reason = Reason.SECOND_KEY_MISSING if kind in KEYS else refusal(house.policies, request).reason
    return Deed(principal, at, Effect.DENY, reason, Purpose.DPO_CONTROL)


def entry_of(house: House, deed: Deed, event: Event, told: Segment) -> Entry:
    """The entry. Of control it is for the controller of whoever acts; of all others it is for both."""
    digest, principal = house.policies.digest, deed.principal
    mine = frozenset({principal.agency.value})
    return Entry(
        id=EntryId(new_id()),
        event=event,
        at=deed.at,
        principal=principal,
        effect=deed.effect,
        policies=digest,
        controllers=mine if deed.purpose else mine | BOTH,
        purpose=deed.purpose,
        subject={},
        access={
            "purpose": deed.purpose,
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
