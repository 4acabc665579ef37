"""Showing: decided first, written down next, read last."""

from collections.abc import Mapping
from dataclasses import replace

import structlog

from hub.db.errors import DatabaseUnavailable, TicketVoid
from hub.gate.deputies import standing_in
from hub.gate.house import House
from hub.gate.judging import Judgement, Signed, judge
from hub.gate.numbering import count_shown
from hub.gate.rules import by_rules_in_force
from hub.gate.store import load_facts
from hub.identity.store import Ties
from hub.ledger.append import append
from hub.ledger.entry import Seen, look
from hub.record.store import read
from hub.terms.access import AccessRequest, Context, Decision, Look, Outline, Ticket
from hub.terms.answers import Disclosure, Json, Projection, Value
from hub.terms.ids import CellId, EntryId, PersonId, new_id
from hub.terms.lists import Level
from hub.terms.people import Family

log = structlog.get_logger()
TRIES = 3


@by_rules_in_force
def disclose(house: House, request: AccessRequest) -> Disclosure:
    """Show what the policies permit, once it is written down for good.

    Three statements for a family of any size, two for a refusal. "Does not exist" and "not yours" go the same way. If a
    consent changes between the decision and the reading, the question is asked anew and written down anew. Raises
    LedgerUnavailable or DatabaseUnavailable: then nothing was read.
    """
    for _ in range(TRIES):
        try:
            return _disclose_once(house, request)
        except TicketVoid:
            log.info("a consent changed while a family was opened: asked anew")
    raise DatabaseUnavailable("consents of this family keep changing")


def _disclose_once(house: House, request: AccessRequest) -> Disclosure:
    facts = load_facts(house, request)
    request = standing_in(house.policies, replace(request, context=Context(mandates=facts.ties.mandates)))
    judged = judge(house.policies, request, facts.outline, Signed(facts.papers))
    ticket = _write_down(house, judged, facts.ties)
    return Disclosure(
        entry=ticket.entry,
        family=request.family,
        purpose=request.purpose,
        at=request.at,
        effect=judged.decision.effect,
        reason=judged.decision.reason,
        projection=read_shown(house, judged.decision, judged.outline, ticket),
        duties=judged.decision.duties,
    )


def _write_down(house: House, judged: Judgement, ties: Ties) -> Ticket:
    seen = seen_of(house, judged.outline.family, judged.decision)
    entry = look(EntryId(new_id()), judged.request, judged.decision, seen)
    return append(house.db, house.writer, replace(entry, family=ties.family, family_seq=ties.next_seq))


def seen_of(house: House, family: Family | None, decision: Decision) -> Seen:
    """What a look that shows so much says to each whom it concerns, and what may be read on it."""
    return Seen(family, looks_of(house, decision), house.policies.catalogue.by_id)


def looks_of(house: House, decision: Decision) -> tuple[Look, ...]:
    """The values that a decision lets be read, for the ticket."""
    fields = house.policies.catalogue.by_id
    return tuple(
        Look(cell.cell, fields[cell.field].partition, cell.version, level) for cell, level, _ in decision.shown
    )


def read_shown(house: House, decision: Decision, outline: Outline, ticket: Ticket) -> Projection:
    """Read against the ticket of the committed entry; where nothing is shown, nothing is read."""
    if outline.family is None or not (decision.shown or decision.blanks):
        return Projection({})
    opened = read(house.db, house.ring, outline.family.id, ticket) if decision.shown else {}
    return project(house, decision, outline, opened)


def project(house: House, decision: Decision, outline: Outline, opened: Mapping[CellId, Json]) -> Projection:
    """What was decided to be shown, with the values that were opened for it; what did not open is left out."""
    fields = house.policies.catalogue.by_id
    numbers = count_shown(decision.shown)
    values = tuple(
        Value(
            cell.cell,
            cell.field,
            cell.persons,
            fields[cell.field].category,
            level,
            opened[cell.cell],
            cell.owner,
            cell.disputed,
            because,
            *numbers.get(cell.cell, (1, 1)),
            cell.extract_of if cell.extract_of in opened else None,
            cell.version if level is Level.FULL else None,
        )
        for cell, level, because in decision.shown
        if cell.cell in opened
    )
    return Projection(name_people(outline, decision), values, decision.blanks)


def name_people(outline: Outline, decision: Decision) -> Mapping[PersonId, str]:
    """References of those who may be named: whom something shown or a blank is about, and who signed for it."""
    named = {person for shown in decision.shown for person in (*shown.cell.persons, *shown.because.signers)}
    named |= {person for blank in decision.blanks for person in (blank.person, *blank.signers)}
    return {person.id: person.ref for person in outline.family.persons if person.id in named} if outline.family else {}
