"""Staff enter what somebody told them: a withdrawal, in force from its receipt at either agency; or a mistake (D27)."""

from collections.abc import Mapping
from dataclasses import replace

from hub.consent.papers import Paper, Recipient
from hub.consent.standing import is_over
from hub.consent.store import write_voided
from hub.db.database import Transaction
from hub.db.errors import SentBefore
from hub.gate.consent_view import ask_about_consents, sight_of, write_look
from hub.gate.consents import NoSuchConsent
from hub.gate.house import House
from hub.gate.judging import Judgement
from hub.gate.recipients import Sight
from hub.gate.rules import by_rules_in_force
from hub.gate.store import Facts
from hub.gate.taking_back import Change, Taken, change_paper, keep_withdrawal
from hub.gate.taking_parts import find_faults, withdrawal_of
from hub.ledger.entry import Event, Touched
from hub.record.receipts.store import load_receipt
from hub.terms.access import AccessRequest
from hub.terms.clock import legal_day
from hub.terms.ids import EntryId, FamilyId
from hub.terms.lists import Effect, Owner
from hub.terms.withdrawing import VoidFault, VoidReason, VoidWish, WithdrawalFault, WithdrawalOutcome, WithdrawalWish

Named = Mapping[str, Recipient]


@by_rules_in_force
def enter_withdrawal(house: House, request: AccessRequest, wish: WithdrawalWish) -> WithdrawalOutcome:
    """Keep it, in force from its receipt. A paper that is not there and one that is not theirs to see are one answer.

    Raises NoSuchConsent; LedgerUnavailable and DatabaseUnavailable, and then nothing was written.
    """
    paper, sight, named = _find(house, request, wish.ref)
    before = _sent_before(house, request, wish, sight)
    if before is not None:
        return before
    faults = find_faults(paper, wish, named, request.at)
    if wish.by not in sight.known:
        faults = tuple(dict.fromkeys((WithdrawalFault.PERSON, *faults)))
    if faults:
        return WithdrawalOutcome(faults=faults)
    withdrawal = withdrawal_of(paper, wish, named)
    received = replace(withdrawal, received_by=request.principal.agency, entered_at=request.at)
    taken = Taken(wish.ref, received, wish.sent.submission if wish.sent else None)
    try:
        entry = keep_withdrawal(house, request.principal, request.at, wish.number, taken)
    except SentBefore:
        entry = None
    if entry is None:  # it is so already; where the same was sent twice at once, by the other, which is answered alike
        return _sent_before(house, request, wish, sight) or WithdrawalOutcome()
    return WithdrawalOutcome(entry)


def _sent_before(house: House, request: AccessRequest, wish: WithdrawalWish, sight: Sight) -> WithdrawalOutcome | None:
    """What was answered under this key; or that the paper is another than was read. None: go on."""
    if wish.sent is None:
        return None
    whose = (request.principal.id, sight.question.family.id)
    receipt = load_receipt(house.db, whose, wish.sent.submission, request.at)
    if receipt is not None:
        return WithdrawalOutcome(receipt.written.entry) if receipt.is_same else _faulty(WithdrawalFault.KEY_USED)
    return _faulty(WithdrawalFault.STALE) if wish.sent.is_stale else None


def _faulty(fault: WithdrawalFault) -> WithdrawalOutcome:
    return WithdrawalOutcome(faults=(fault,))


@by_rules_in_force
def enter_mistake(house: House, request: AccessRequest, wish: VoidWish) -> WithdrawalOutcome:
    """Call a paper a mistake: it stays, with why, and says nothing from today on. Never one that holds a no."""
    paper = _find(house, request, wish.ref)[0]
    reason = next((one for one in VoidReason if one.value == wish.reason), None)
    if reason is None:
        return WithdrawalOutcome(faults=(VoidFault.REASON,))
    if _holds_a_no(paper):
        return WithdrawalOutcome(faults=(VoidFault.HOLDS_A_NO,))
    day = legal_day(request.at)
    touched = Touched(
        Event.CONSENT_VOIDED,
        wish.number,
        consents=(wish.ref,),
        persons=frozenset(paper.persons),
        owners=frozenset({Owner.JOINT}),
        details={"mistake": reason.value},
    )

    def write(tx: Transaction, entry: EntryId, family: FamilyId, now: Paper) -> None:
        if _holds_a_no(now):  # said since the paper was looked at
            raise _SaidMeanwhile
        write_voided(tx, entry, family, now, (day, reason.value))

    done = Change(touched, _is_mistake, write, lambda now: replace(now, invalid_since=day))
    try:
        return WithdrawalOutcome(change_paper(house, request.principal, request.at, done))
    except _SaidMeanwhile:
        return WithdrawalOutcome(faults=(VoidFault.HOLDS_A_NO,))


class _SaidMeanwhile(Exception):
    """Somebody took it back, or said no, in the moment in which it was called a mistake: nothing is kept."""


def _is_mistake(paper: Paper) -> bool:
    return paper.invalid_since is not None


def _holds_a_no(paper: Paper) -> bool:
    """Without it more might be shown."""
    return bool(paper.noes or paper.withdrawals)


def _find(house: House, request: AccessRequest, ref: str) -> tuple[Paper, Sight, Named]:
    """The paper, for whom may look at it; else NoSuchConsent, and a refusal of the whole is written down."""
    judged, facts = ask_about_consents(house, request)
    family = judged.outline.family
    if family is None or judged.decision.effect is Effect.DENY:
        write_look(house, judged, facts.ties, ())
        raise NoSuchConsent(ref)
    sight = sight_of(house, judged, family)
    told = () if is_over(family, sight.question.day) else (*sight.papers(facts.papers), *own_notes(judged, facts))
    paper = next((one for one in told if one.ref == ref), None)
    if paper is None:
        raise NoSuchConsent(ref)
    return paper, sight, {named.key: one for one, named in sight.recipients(told).items()}


def own_notes(judged: Judgement, facts: Facts) -> tuple[Paper, ...]:
    """Papers about what was confided to whoever asks: told to them, and to nobody else (S1)."""
    me = judged.request.principal.id
    cells = {cell.cell for cell in facts.outline.cells if cell.entrusted_to == me}
    return tuple(paper for paper in facts.papers if paper.entries and paper.entries <= cells)
