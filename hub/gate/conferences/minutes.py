"""Minutes: looked at like any page of the family, written like any value, confirmed by each agency.

Rule 1: a sentence is a cell of the record; whose it is follows from its field, and who reads it from consents.
Rule 2: what is joint is held against what not all present may see before it is written (`spilled.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from hub.db.errors import CellChanged, NotThere, NotYours, OutOfOrder, ThereAlready
from hub.gate.anew import asked_anew, begun_anew
from hub.gate.conferences.sitting import Sitting, load_sitting
from hub.gate.conferences.told import told_of_minutes
from hub.gate.deputies import standing_in
from hub.gate.disclose import read_shown
from hub.gate.frames import seen_of
from hub.gate.house import House
from hub.gate.judging import Judgement, Signed, judge
from hub.gate.rules import by_rules_in_force
from hub.gate.standing import Standing, find_writable, load_standing, refuse
from hub.gate.store import Facts, load_facts
from hub.identity.store import load_ties
from hub.ledger.append import append
from hub.ledger.entry import Event, Touched, change, look
from hub.record.blind import NAMES
from hub.record.drafts.store import drop_draft, load_typed, save_typed
from hub.record.minutes.store import Writing, write_confirmed
from hub.record.receipts.store import hash_key
from hub.terms.access import AccessRequest, Act, Context, Decision
from hub.terms.answers import Disclosure
from hub.terms.ids import EntryId, FamilyId, FieldId, StaffId, new_id
from hub.terms.lists import Agency, Category, Effect, Owner
from hub.terms.minutes import (
    KeptMinutes,
    MinutesDraft,
    MinutesFault,
    MinutesView,
    MinutesWanted,
    Section,
    Spot,
)
from hub.terms.principals import Principal
from hub.terms.writing import Place

_PLANNED = (Category.FAM_JOINT, Category.APPOINTMENTS)
CONFIRMING = (Agency.JOBCENTER, Agency.JUGENDAMT)


@dataclass(frozen=True)
class Asked:
    """Somebody asks for the minutes of a topic, now; `spots` are all places that minutes have."""

    principal: Principal
    wanted: MinutesWanted
    at: datetime
    spots: tuple[Spot, ...]


@by_rules_in_force
@asked_anew
def look_at_minutes(house: House, asked: Asked) -> MinutesView | None:
    """What of the minutes whoever asks may see, once it is written down. None: not there, or not theirs.

    Of a sentence that they may not see nothing is told, not that it is there.
    """
    sitting = load_sitting(house, asked.principal, asked.wanted, asked.at)
    if sitting is None:
        return None
    request = sitting.request(asked.principal, Act.DISCLOSE, asked.at)
    facts, judged = _judge(house, replace(request, only=readable(house, asked.spots)))
    judged = replace(judged, decision=of_minutes(judged.decision, sitting.kept))
    disclosure = disclose_sentences(house, judged, facts, sitting.meeting.number)
    if disclosure.effect is Effect.DENY:
        return None
    shown = {value.cell for value in disclosure.projection.shown}
    lines = tuple(one for one in sitting.kept.lines if one.cell in shown and not one.is_struck)
    spots = find_spots(house, asked, sitting)[0]
    return MinutesView(
        meeting=sitting.meeting,
        topic=sitting.topic,
        kept=sitting.kept,
        disclosure=disclosure,
        lines=lines,
        spots=spots,
        draft=_draft(house, asked, sitting, judged.outline.family.id if judged.outline.family and spots else None),
        may_confirm=_may_confirm(asked.principal, sitting, spots),
        present=tuple(one.id for one in sitting.present),
    )


def readable(house: House, spots: Sequence[Spot]) -> frozenset[FieldId]:
    """Fields in which a sentence may stand, other joint ones of planning and dates, and names; of no other is asked."""
    joint = (
        one.id for one in house.policies.catalogue.fields if one.owners == {Owner.JOINT} and one.category in _PLANNED
    )
    return frozenset(spot.field for spot in spots) | frozenset(joint) | NAMES


def _judge(house: House, request: AccessRequest) -> tuple[Facts, Judgement]:
    facts = load_facts(house, request)
    asked = standing_in(house.policies, replace(request, context=Context(mandates=facts.ties.mandates)))
    return facts, judge(house.policies, asked, facts.outline, Signed(facts.papers))


def of_minutes(decision: Decision, kept: KeptMinutes) -> Decision:
    """Of the record the sentences and names alone; what is withheld is nowhere said, as on the shared view."""
    cells = {one.cell for one in kept.lines if not one.is_struck}
    shown = tuple(one for one in decision.shown if one.cell.cell in cells or one.cell.field in NAMES)
    effect = Effect.PERMIT if decision.effect is Effect.REDACT else decision.effect
    return replace(decision, effect=effect, shown=shown, blanks=())


def disclose_sentences(house: House, judged: Judgement, facts: Facts, conference: str) -> Disclosure:
    """Read what was decided, once a look with the number of the conference is written down."""
    request, decision = judged.request, judged.decision
    entry = look(EntryId(new_id()), request, decision, seen_of(house, judged.outline.family, decision))
    entry = replace(entry, access={**entry.access, "conference": conference})
    entry = replace(entry, family=facts.ties.family, family_seq=facts.ties.next_seq)
    ticket = append(house.db, house.writer, entry)
    return Disclosure(
        entry=ticket.entry,
        family=request.family,
        purpose=request.purpose,
        at=request.at,
        effect=decision.effect,
        reason=decision.reason,
        projection=read_shown(house, decision, judged.outline, ticket),
        duties=decision.duties,
    )


def find_spots(house: House, asked: Asked, sitting: Sitting) -> tuple[tuple[Spot, ...], Standing]:
    """Where whoever asks may write now: what the rules let them, and the state of the minutes. One statement."""
    is_closed = sitting.kept.is_closed
    wanted = [
        one
        for one in asked.spots
        if (one.section is Section.ADDENDUM) is is_closed and one.section is not Section.PRESENT
    ]
    standing = load_standing(house, sitting.request(asked.principal, Act.CONTRIBUTE, asked.at))
    writable = set(find_writable(house, standing, {Place(one.field) for one in wanted}))
    found = tuple(one for one in wanted if Place(one.field) in writable and _is_theirs(house, asked, one))
    return found, standing


def _is_theirs(house: House, asked: Asked, spot: Spot) -> bool:
    """The part of an agency is that agency's: of a joint field it is written by both, of an own one by itself."""
    owners = house.policies.catalogue.by_id[spot.field].owners
    return owners == {Owner.JOINT} or asked.principal.agency.value in {owner.value for owner in owners}


def _may_confirm(principal: Principal, sitting: Sitting, spots: Sequence[Spot]) -> bool:
    kept = sitting.kept
    is_open = principal.agency in CONFIRMING and kept.version > 0 and not kept.confirmed_by(principal.agency)
    return is_open and bool(spots)


def _draft(house: House, asked: Asked, sitting: Sitting, family: FamilyId | None) -> MinutesDraft | None:
    if family is None:
        return None
    typed = load_typed(house.db, house.ring, (asked.principal.id, family), asked.at)
    return next((MinutesDraft(fields, saved) for kind, fields, saved in typed if kind == sitting.draft), None)


@by_rules_in_force
def keep_minutes_draft(house: House, asked: Asked, draft: MinutesDraft, key: str) -> datetime | None:
    """Keep what was typed so far; None where whoever asks may not write there. No entry, as of notes (decision 6)."""
    mine = _mine(house, asked)
    if mine is None:
        return None
    sitting, whose = mine
    kept = save_typed(house.db, house.ring, whose, (sitting.draft, draft.fields, draft.saved_at), hash_key(key))
    return draft.saved_at if kept else None


@by_rules_in_force
def forget_minutes_draft(house: House, asked: Asked) -> bool:
    """Drop it; false where whoever asks may not write there."""
    mine = _mine(house, asked)
    if mine is not None:
        drop_draft(house.db, mine[1], mine[0].draft)
    return mine is not None


def _mine(house: House, asked: Asked) -> tuple[Sitting, tuple[StaffId, FamilyId]] | None:
    sitting = load_sitting(house, asked.principal, asked.wanted, asked.at)
    if sitting is None:
        return None
    standing = load_standing(house, sitting.request(asked.principal, Act.CONTRIBUTE, asked.at))
    family = standing.outline.family
    if family is None or not find_writable(house, standing, {Place(one.field) for one in asked.spots}):
        refuse(house, standing)
        return None
    return sitting, (asked.principal.id, family.id)


@by_rules_in_force
@begun_anew
def confirm_minutes(house: House, asked: Asked, version: int) -> MinutesFault | None:
    """An agency's yes to the minutes as they were read, with its entry. None: it is kept, or was before.

    Raises LookupError where there are none, or none that whoever asks may confirm.
    """
    sitting = load_sitting(house, asked.principal, asked.wanted, asked.at)
    if sitting is None or asked.principal.agency not in CONFIRMING:
        raise LookupError("no such minutes")
    spots, standing = find_spots(house, asked, sitting)
    if not spots:
        raise LookupError("no such minutes")
    if sitting.kept.confirmed_by(asked.principal.agency):
        return None
    try:
        _keep_confirmed(house, asked, (sitting, standing), version)
    except ThereAlready:
        return None
    except (CellChanged, OutOfOrder):
        return MinutesFault.CHANGED
    except (NotYours, NotThere) as error:
        raise LookupError("no such minutes") from error
    return None


def _keep_confirmed(house: House, asked: Asked, found: tuple[Sitting, Standing], version: int) -> None:
    sitting, standing = found
    ties = load_ties(house.db, sitting.family, (asked.principal,), asked.at)
    touched = Touched(
        Event.MINUTES_CONFIRMED,
        sitting.family,
        persons=told_of_minutes(sitting.kept, standing.outline.cells, house.policies.catalogue.by_id),
        owners=frozenset({Owner.JOINT}),
        purpose=sitting.request(asked.principal, Act.CONTRIBUTE, asked.at).purpose,
        details={"conference": sitting.meeting.number, "version": version},
    )
    entry = change(EntryId(new_id()), asked.principal, asked.at, house.policies.digest, touched)
    writing = Writing(sitting.topic.id, asked.principal.id, asked.principal.agency, asked.at, version)
    with house.db.begin() as tx:
        append(tx, house.writer, replace(entry, family=ties.family, family_seq=ties.next_seq))
        write_confirmed(tx, entry.id, writing)
