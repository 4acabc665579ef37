"""One step of a person on a proposal, kept with its entry; what the database refuses is said in a word."""

from datetime import datetime

from hub.db.errors import DatabaseRefused, NotThere, NotYours, OutOfOrder, ThereAlready
from hub.gate.activations.store import load_digest_in_force
from hub.gate.house import House
from hub.gate.proposals.store import load_proposals, write_step
from hub.gate.rules import by_rules_in_force, check_in_force
from hub.ledger.append import append
from hub.ledger.entry import Event, Touched, change
from hub.ledger.errors import WitnessesSilent
from hub.rulebook.changes.sets import Sets
from hub.terms.clock import legal_day
from hub.terms.ids import EntryId, FamilyNumber, new_id
from hub.terms.lists import Owner
from hub.terms.principals import Principal
from hub.terms.rule_changes import (
    DPIA_LENGTH,
    LONGEST,
    OFFICERS,
    OPEN,
    REASON_LENGTH,
    SIDES,
    Opinion,
    Proposal,
    Stand,
    StepFault,
    StepKind,
    StepWish,
    lacking_statements,
    stand_of,
)

EVENTS = {
    StepKind.STATED: Event.RULE_STATED,
    StepKind.RELEASED: Event.RULE_RELEASED,
    StepKind.REFUSED: Event.RULE_REFUSED,
    StepKind.WITHDRAWN: Event.RULE_WITHDRAWN,
}


def may_take(principal: Principal, proposal: Proposal, stand: Stand) -> frozenset[StepKind]:
    """What somebody can do with a proposal as it stands. The database looks it up again."""
    if stand not in OPEN:
        return frozenset()
    found: set[StepKind] = set()
    people = {what: {one.staff for one in proposal.steps if one.what is what} for what in StepKind}
    is_heard = principal.agency not in lacking_statements(proposal)
    if principal.role in OFFICERS and not is_heard and principal.id != proposal.by:
        found.add(StepKind.STATED)
    side = SIDES.get(principal.role)
    released = {one.side for one in proposal.steps if one.what is StepKind.RELEASED}
    if side is not None:
        found.add(StepKind.REFUSED)
        waits = stand is Stand.WAITS_FOR_RELEASE and side not in released
        if waits and principal.id not in people[StepKind.RELEASED] | people[StepKind.STATED]:
            found.add(StepKind.RELEASED)
    if principal.id == proposal.by:
        found.add(StepKind.WITHDRAWN)
    return frozenset(found)


@by_rules_in_force
def take_step(house: House, principal: Principal, wish: StepWish, at: datetime) -> StepFault | None:
    """Take it, or say why not; then nothing was written."""
    check_in_force(house, load_digest_in_force(house.db))
    proposal = next(iter(load_proposals(house.db, wish.number)), None)
    if proposal is None:
        return StepFault.GONE
    stand = stand_of(proposal, house.policies.digest, legal_day(at))
    fault = _lacking(house, proposal, wish)
    if stand not in OPEN:
        return StepFault.NOT_NOW
    if wish.what not in may_take(principal, proposal, stand):
        return StepFault.NOT_NOW if wish.what is StepKind.RELEASED and principal.role in SIDES else StepFault.NOT_YOURS
    if fault is not None:
        return fault
    try:
        _write(house, principal, wish, at)
    except DatabaseRefused as refused:
        return _said(refused)
    except WitnessesSilent:
        return StepFault.UNVOUCHED
    return None


def _lacking(house: House, proposal: Proposal, wish: StepWish) -> StepFault | None:
    words, dpia = wish.words.strip(), wish.dpia.strip()
    if wish.what is StepKind.STATED and wish.opinion is None:
        return StepFault.OPINION
    concerns = any(one.opinion is Opinion.CONCERNS for one in proposal.steps)
    needs_words = wish.what in (StepKind.STATED, StepKind.REFUSED) or (wish.what is StepKind.RELEASED and concerns)
    if max(len(words), len(dpia)) > LONGEST or (needs_words and len(words) < REASON_LENGTH):
        return StepFault.WORDS
    if wish.what is StepKind.STATED and len(dpia) < DPIA_LENGTH and Sets(house).seen(proposal).widens:
        return StepFault.DPIA
    return None


def _write(house: House, principal: Principal, wish: StepWish, at: datetime) -> None:
    """The entry says which step on which proposal; the words stand in its note alone."""
    details: dict[str, object] = {"proposal": wish.number}
    if wish.opinion is not None:
        details["opinion"] = wish.opinion
    owners = frozenset({Owner.JOINT})
    touched = Touched(EVENTS[wish.what], FamilyNumber(""), owners=owners, details=details)
    entry = change(EntryId(new_id()), principal, at, house.policies.digest, touched)
    document = {
        "number": wish.number,
        "what": wish.what,
        "by": principal.id,
        "role": principal.role,
        "opinion": wish.opinion,
        "words": wish.words.strip(),
        "dpia": wish.dpia.strip(),
        "day": legal_day(at),
        "at": at,
    }
    with house.db.begin() as tx:
        append(tx, house.writer, entry)
        write_step(tx, entry.id, document)


def _said(refused: DatabaseRefused) -> StepFault:
    for kind, fault in (
        (OutOfOrder, StepFault.NOT_NOW),
        (NotYours, StepFault.NOT_YOURS),
        (ThereAlready, StepFault.TWICE),
        (NotThere, StepFault.GONE),
    ):
        if isinstance(refused, kind):
            return fault
    raise refused
