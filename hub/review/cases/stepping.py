"""One step of a case and its entry, in one transaction; what cannot be is a fault, and the attempt is written down."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from hub.db.errors import CellChanged, DatabaseRefused, NotThere, NotYours, OutOfOrder, SentBefore
from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.ledger.append import append
from hub.review.cases.entries import EVENTS, Deed, entry_of, may_take, told_of
from hub.review.cases.sealing import FAMILIES, LONGEST, OFFICERS, seal
from hub.review.cases.store import stride_words, take_step
from hub.terms.case_words import CaseFault, Result, StepKind, StepReason, TellFamily
from hub.terms.cases import Concerned, Stride
from hub.terms.clock import legal_day
from hub.terms.ids import EntryId
from hub.terms.lists import Effect
from hub.terms.principals import Principal
from hub.terms.reasons import Reason

NEEDS_WORDS = frozenset(
    {
        StepKind.ANSWERED,
        StepKind.REPLIED,
        StepKind.FOUND,
        StepKind.SENT_BACK,
        StepKind.TELLING_SENT_BACK,
        StepKind.NAME_REQUESTED,
        StepKind.NAME_REFUSED,
    }
)
"""Steps that are nothing without words."""
REASONS = {
    StepKind.CLOSED: frozenset({StepReason.EXPLAINED, StepReason.ANSWER, StepReason.CONTEXT, StepReason.OTHER}),
    StepKind.NOTIFIED: frozenset({StepReason.NOTIFIED, StepReason.NO_RISK}),
    StepKind.NAME_REQUESTED: frozenset({StepReason.SUSPICION, StepReason.DANGER, StepReason.CONTRADICTION}),
}
"""Steps that are nothing without a reason, and which they can have. That nobody answered opens no name."""
NOT_TOLD = frozenset({StepReason.PROTECTION, StepReason.NOT_CONCERNED, StepReason.OTHER})
LEAST_WORDS = 30
"""Signs of a justification that stands instead of telling people: a house rule, as for uses in an emergency (E8)."""
FINDINGS = {
    StepKind.CLOSED: frozenset({Result.PLAUSIBLE, Result.POLICY_GAP, Result.FALSE_DATA}),
    StepKind.FOUND: frozenset({Result.TALK, Result.LEAD, Result.INCIDENT}),
    StepKind.REPLIED: frozenset({Result.ANSWERED}),
}
"""What each step that finds something can find."""


FAULTS: Mapping[type[DatabaseRefused], CaseFault] = {
    NotThere: CaseFault.GONE,
    NotYours: CaseFault.REFUSED,
    OutOfOrder: CaseFault.ORDER,
}


@dataclass(frozen=True)
class Along:
    """What goes along with a step: until when somebody may answer, or who is told."""

    due: date | None = None
    concerned: tuple[Concerned, ...] = ()


@by_rules_in_force
def step(
    house: House,
    who: tuple[Principal, str],
    stride: Stride,
    at: datetime,
    along: Along = Along(),
) -> CaseFault | EntryId:
    """Take it and return its entry; or say why not, and then nothing of it was kept but the attempt.

    Sent twice, the second is the first: its entry is not written again. `who` is the principal with their session.
    """
    fault = _fault(stride, at)
    if fault is not None:
        return fault
    deed = may_take(house, who[0], stride.kind, at)
    if deed.effect is Effect.DENY:
        return _refused(house, deed, stride, CaseFault.REFUSED)
    try:
        return _kept(house, (deed, who[1]), stride, along)
    except SentBefore:
        return CaseFault.SENT
    except CellChanged:
        return CaseFault.MEANWHILE
    except (NotThere, NotYours, OutOfOrder) as refusal:
        return _refused(house, deed, stride, FAULTS[type(refusal)])


def _kept(house: House, who: tuple[Deed, str], stride: Stride, along: Along) -> EntryId:
    entry = entry_of(house, who[0], EVENTS[stride.kind], told_of(stride))
    sealed = seal(house, FAMILIES if stride.kind is StepKind.REPLIED else OFFICERS, stride.case, stride.words)
    with house.db.begin() as tx:
        append(tx, house.writer, entry)
        take_step(tx, entry.id, who[1], stride_words(stride, along.due, along.concerned), sealed)
    return entry.id


def _refused(house: House, deed: Deed, stride: Stride, fault: CaseFault) -> CaseFault:
    """The attempt stands in the log."""
    reason = deed.reason if deed.effect is Effect.DENY else Reason.PURPOSE_NOT_ALLOWED
    denied = replace(deed, effect=Effect.DENY, reason=reason)
    with house.db.begin() as tx:
        append(tx, house.writer, entry_of(house, denied, EVENTS[stride.kind], told_of(stride)))
    return fault


def _fault(stride: Stride, at: datetime) -> CaseFault | None:
    """What is missing in what was sent."""
    if stride.kind not in EVENTS:
        return CaseFault.ORDER
    if len(stride.words) > LONGEST or (stride.kind in NEEDS_WORDS and not stride.words.strip()):
        return CaseFault.WORDS
    if stride.kind in REASONS and stride.reason not in REASONS[stride.kind]:
        return CaseFault.REASON
    if stride.reason is StepReason.OTHER and not stride.words.strip():
        return CaseFault.WORDS
    if stride.kind in FINDINGS and stride.result not in FINDINGS[stride.kind]:
        return CaseFault.RESULT
    if stride.aware is not None and stride.aware > at:
        return CaseFault.DAY
    return _fault_of_telling(stride, at) if stride.kind is StepKind.TOLD else None


def _fault_of_telling(stride: Stride, at: datetime) -> CaseFault | None:
    """A yes says what, a later until when, a no why."""
    if stride.told is None:
        return CaseFault.RESULT
    if stride.told is TellFamily.YES:
        return CaseFault.REASON if stride.wording is None else None
    if stride.told is TellFamily.LATER and (stride.told_on is None or stride.told_on <= legal_day(at)):
        return CaseFault.DAY
    if stride.reason is StepReason.NO_HIGH_RISK and stride.told is TellFamily.NO:
        return CaseFault.SHORT if len(stride.words.strip()) < LEAST_WORDS else None
    return CaseFault.REASON if stride.reason not in NOT_TOLD else None
