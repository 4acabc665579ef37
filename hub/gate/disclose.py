"""Showing: decided first, written down next, read last."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import structlog

from hub.consent.coverage import Question
from hub.consent.papers import Paper
from hub.consent.releases import work_out
from hub.db.errors import DatabaseUnavailable, TicketVoid
from hub.gate.deputies import standing_in
from hub.gate.house import House
from hub.gate.numbering import count_shown
from hub.gate.store import load_facts
from hub.identity.store import Ties
from hub.ledger.append import append
from hub.ledger.entry import Seen, look
from hub.policy.decide import admits, decide, refusal
from hub.record.store import read
from hub.terms.access import AccessRequest, Context, Decision, Look, Mandate, Outline, Ticket
from hub.terms.answers import Disclosure, Json, Projection, Value
from hub.terms.ids import CellId, EntryId, PersonId, new_id
from hub.terms.people import Family
from hub.terms.principals import Principal

log = structlog.get_logger()
TRIES = 3


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
    outline = Outline()
    if facts.outline.family is not None and admits(house.policies, request):
        outline = narrowed(facts.outline, request)
        request = with_consents(house, request, facts.outline.family, facts.papers)
        decision = decide(house.policies, request, outline)
    else:
        decision = refusal(house.policies, request)
    ticket = _write_down(house, request, decision, outline, facts.ties)
    return Disclosure(
        entry=ticket.entry,
        family=request.family,
        purpose=request.purpose,
        at=request.at,
        effect=decision.effect,
        reason=decision.reason,
        projection=_read(house, decision, outline, ticket),
        duties=decision.duties,
    )


def narrowed(outline: Outline, request: AccessRequest) -> Outline:
    """The outline of what is wanted. Blanks are drawn from the catalogue, so they stay what they are."""
    if request.only is None:
        return outline
    return replace(outline, cells=tuple(cell for cell in outline.cells if cell.field in request.only))


def with_consents(house: House, request: AccessRequest, family: Family, papers: Sequence[Paper]) -> AccessRequest:
    """The request with what the family's consents open to each who will see, and what is in their way."""
    catalogue = house.policies.catalogue
    standings = [work_out(papers, _question(request, family, principal), catalogue) for principal in request.audience]
    context = replace(
        request.context,
        releases=tuple(release for standing in standings for release in standing.releases),
        obstacles=tuple(obstacle for standing in standings for obstacle in standing.obstacles),
    )
    return replace(request, context=context)


def _question(request: AccessRequest, family: Family, principal: Principal) -> Question:
    mandate = request.context.mandates.get(principal.id, Mandate())
    return Question(family, principal, request.purpose, request.at, mandate.stands_in_for)


def _write_down(house: House, request: AccessRequest, decision: Decision, outline: Outline, ties: Ties) -> Ticket:
    entry = look(EntryId(new_id()), request, decision, Seen(outline.family, looks_of(house, decision)))
    return append(house.db, house.writer, replace(entry, family=ties.family, family_seq=ties.next_seq))


def looks_of(house: House, decision: Decision) -> tuple[Look, ...]:
    """The values that a decision lets be read, for the ticket."""
    fields = house.policies.catalogue.by_id
    return tuple(
        Look(cell.cell, fields[cell.field].partition, cell.version, level) for cell, level, _ in decision.shown
    )


def _read(house: House, decision: Decision, outline: Outline, ticket: Ticket) -> Projection:
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
        )
        for cell, level, because in decision.shown
        if cell.cell in opened
    )
    return Projection(_people(outline, decision), values, decision.blanks)


def _people(outline: Outline, decision: Decision) -> Mapping[PersonId, str]:
    """References of those who may be named: whom something shown or a blank is about, and who signed for it."""
    named = {person for shown in decision.shown for person in (*shown.cell.persons, *shown.because.signers)}
    named |= {person for blank in decision.blanks for person in (blank.person, *blank.signers)}
    return {person.id: person.ref for person in outline.family.persons if person.id in named} if outline.family else {}
