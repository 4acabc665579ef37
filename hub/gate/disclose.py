"""Showing: decided first, written down next, read last."""

from dataclasses import replace

import structlog

from hub.db.errors import DatabaseUnavailable, Moved, TicketVoid
from hub.gate.as_read import basis_of, facts_as_read, forget_facts, keep_facts
from hub.gate.coming import with_coming
from hub.gate.frames import fill, project
from hub.gate.house import House
from hub.gate.plans import Plan, plan_look
from hub.gate.rules import by_rules_in_force
from hub.gate.store import Facts, load_facts
from hub.ledger.append import append
from hub.ledger.entry import again
from hub.record.store import read
from hub.terms.access import AccessRequest, Decision, Outline, Ticket
from hub.terms.answers import Disclosure, Projection
from hub.terms.ids import EntryId, new_id

log = structlog.get_logger()
TRIES = 3


@by_rules_in_force
def disclose(house: House, request: AccessRequest) -> Disclosure:
    """Show what the policies permit, once it is written down for good.

    Three statements for a family of any size, two for a look like one before, or a refusal; one more where something
    does not open. "Does not exist" and "not yours" go the same way. If a consent changes between the decision and the
    reading, the question is asked anew and written down anew. Raises LedgerUnavailable or DatabaseUnavailable: then
    nothing was read; and Moved, where who asks was read for an earlier request and is to be asked for anew.
    """
    facts = facts_as_read(house, request)
    for _ in range(TRIES):
        try:
            return _disclose_once(house, request, facts)
        except TicketVoid:
            log.info("a consent changed while a family was opened: asked anew")
        except Moved:
            if request.principal.as_of:
                forget_facts(house, request)
                raise
        forget_facts(house, request)
        facts = None
    raise DatabaseUnavailable("consents of this family keep changing")


def _disclose_once(house: House, request: AccessRequest, as_read: Facts | None) -> Disclosure:
    facts = as_read or load_facts(house, request)
    plan = plan_look(house, request, facts)
    decision, ties = plan.judged.decision, facts.ties
    ticket = append(
        house.db,
        house.writer,
        replace(
            again(plan.entry, EntryId(new_id()), request.at),
            family=ties.family,
            family_seq=ties.next_seq,
            basis=basis_of(request, as_read),
        ),
    )
    if as_read is None:
        keep_facts(house, request, facts, plan)
    return Disclosure(
        entry=ticket.entry,
        family=request.family,
        purpose=request.purpose,
        at=request.at,
        effect=decision.effect,
        reason=decision.reason,
        projection=_read_planned(house, plan, ticket, request.principal.grant),
        duties=decision.duties,
        waiting=plan.waiting,
    )


def _read_planned(house: House, plan: Plan, ticket: Ticket, grant: str) -> Projection:
    family = plan.judged.outline.family
    if plan.frame is None or family is None:
        return Projection({})
    opened = read(house.db, house.ring, family.id, ticket, grant) if ticket.looks else {}
    return with_coming(house, family.id, fill(plan.frame, opened))


def read_shown(house: House, decision: Decision, outline: Outline, ticket: Ticket) -> Projection:
    """Read against the ticket of the committed entry; where nothing is shown, nothing is read."""
    if outline.family is None or not (decision.shown or decision.blanks):
        return Projection({})
    opened = read(house.db, house.ring, outline.family.id, ticket) if decision.shown else {}
    return with_coming(house, outline.family.id, project(house, decision, outline, opened))
