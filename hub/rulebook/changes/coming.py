"""What time brings to proposals: each is counted once, and on its day what both leads released comes in force.

As the clerk, who decides nothing: it proves the set once more, and the database looks up again that both released it.
Where too few witnesses answer it waits until the end of that day; then the proposal is over, and has to be made anew.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

import structlog

from hub.db.errors import DatabaseRefused, RulesChanged, RulesUnusable
from hub.gate.activations.store import load_digest_in_force
from hub.gate.clerk import CLERK
from hub.gate.house import House
from hub.gate.proposals.store import activate_released, load_proposals, write_count
from hub.gate.rule_effects import count_effect
from hub.gate.rules import by_rules_in_force, check_in_force
from hub.ledger.append import append
from hub.ledger.entry import Entry, Event, Touched, change
from hub.ledger.errors import LedgerUnavailable
from hub.rulebook.activating import Prove
from hub.rulebook.changes.sets import Sets
from hub.rulebook.holding import Held
from hub.terms.clock import legal_day
from hub.terms.ids import EntryId, FamilyNumber, new_id
from hub.terms.lists import Owner
from hub.terms.rule_changes import DPIA_LENGTH, OPEN, Counts, Proposal, Stand, StepKind, banded, stand_of

log = structlog.get_logger()
ONCE_IN = timedelta(days=365)
"""Exact numbers of a cell are told once in so long: two of them, one taken from the other, tell of a family (J3)."""


@by_rules_in_force
def bring_about(house: House, prove: Prove, at: datetime) -> None:
    """Count what nobody counted yet, and put in force what was released for today. Safe to repeat."""
    check_in_force(house, load_digest_in_force(house.db))
    proposals = load_proposals(house.db)
    today = legal_day(at)
    for one in proposals:
        stand = stand_of(one, house.policies.digest, today)
        if stand not in OPEN:
            continue
        try:
            if not Sets(house).is_what_it_says(one):
                log.error("a proposal is not what it is called: neither counted nor put in force", proposal=one.number)
                continue
            if all(step.what is not StepKind.COUNTED for step in one.steps):
                _count(house, one, proposals, at)
            if stand is Stand.RELEASED and one.valid_from == today:
                _activate(house, one, prove, at)
                return
        except RulesChanged:
            raise
        except (DatabaseRefused, RulesUnusable, LedgerUnavailable) as trouble:
            log.warning("a proposal could not be carried on", proposal=one.number, trouble=type(trouble).__name__)


def told_exactly(proposal: Proposal, others: tuple[Proposal, ...]) -> bool:
    """No exact number of any of its cells was told in the year before, alone or among others."""
    cells = {one.cell for one in proposal.cells}
    return not any(
        step.counts is not None and step.counts.is_exact and cells & {change.cell for change in one.cells}
        for one in others
        if one.number != proposal.number and proposal.at - ONCE_IN < one.at
        for step in one.steps
    )


def _count(house: House, proposal: Proposal, others: tuple[Proposal, ...], at: datetime) -> None:
    sets = Sets(house)
    cells = [one.cell for one in proposal.cells]
    counts = count_effect(house, (sets.before(proposal), sets.proposed(proposal)), cells, at)
    if not told_exactly(proposal, others):
        counts = banded(counts)
    entry = _entry(house, Event.RULE_COUNTED, {"proposal": proposal.number}, at)
    with house.db.begin() as tx:
        append(tx, house.writer, entry)
        write_count(tx, entry.id, {"number": proposal.number, "counts": _document(counts), "at": at})


def _activate(house: House, proposal: Proposal, prove: Prove, at: datetime) -> None:
    """By the same proof as `hub policy activate`, of the very text that both leads released."""
    sets = Sets(house)
    findings = prove(sets.proposed(proposal), Held(sets.before(proposal)), {})
    if findings or (proposal.widens and not _is_assessed(proposal)):
        log.error("what was released does not hold any more: not put in force", proposal=proposal.number)
        return
    told = {"rules": proposal.digest, "before": proposal.based_on, "by": proposal.number, "gave_up": []}
    entry = _entry(house, Event.POLICY_ACTIVATED, told, at)
    wanted = {"number": proposal.number, "digest": proposal.digest, "day": legal_day(at), "at": at}
    with house.db.begin() as tx:
        append(tx, house.writer, entry)
        activate_released(tx, entry.id, wanted)
    log.info("a released change of the rules is in force", proposal=proposal.number, policies=proposal.digest)


def _is_assessed(proposal: Proposal) -> bool:
    """Every statement on what opens anything says what follows of it (Art. 35 (2) GDPR)."""
    statements = [step for step in proposal.steps if step.what is StepKind.STATED]
    return all(len(step.dpia.strip()) >= DPIA_LENGTH for step in statements)


def _entry(house: House, event: Event, details: Mapping[str, object], at: datetime) -> Entry:
    touched = Touched(event, FamilyNumber(""), owners=frozenset({Owner.JOINT}), details=details)
    return change(EntryId(new_id()), CLERK, at, house.policies.digest, touched)


def _document(counts: Counts) -> dict[str, object]:
    return {
        "families": counts.families,
        "persons": counts.persons,
        "narrower": counts.narrower,
        "wider": counts.wider,
        "is_exact": counts.is_exact,
    }
