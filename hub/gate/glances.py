"""One of several families: decided like a page, but for a few fields only; and what is read of all of them at once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import structlog

from hub.gate.deputies import standing_in
from hub.gate.frames import project, seen_of
from hub.gate.house import House
from hub.gate.judging import Signed, judge
from hub.gate.lists import Asker, Weighed
from hub.gate.store import Facts
from hub.ledger.append import append_page
from hub.ledger.entry import Entry, Event, look
from hub.ledger.page import Page, Part
from hub.policy.agreed import bounds
from hub.record.store import read_page
from hub.terms.access import AccessRequest, Act, Context, Decision, Outline, OutlineCell
from hub.terms.answers import Json
from hub.terms.clock import legal_day
from hub.terms.families import Glance
from hub.terms.ids import CellId, EntryId, FamilyNumber, FieldId, new_id
from hub.terms.lists import Effect, Level
from hub.terms.reasons import Reason

log = structlog.get_logger()
SOON = timedelta(days=30)


@dataclass(frozen=True)
class Candidate:
    """One family as it was decided, before anything is read. `consents` are papers told of beside it.

    `is_bound`: an agreement lets not all that was signed count, and lists are worked out ahead without it.
    """

    number: FamilyNumber
    facts: Facts
    request: AccessRequest
    decision: Decision
    outline: Outline
    consents: tuple[str, ...] = ()
    is_bound: bool = False

    @property
    def whole(self) -> Sequence[OutlineCell]:
        """The cells that may be read in full."""
        return [shown.cell for shown in self.decision.shown if shown.level is Level.FULL]


def decide_glance(
    house: House, asker: Asker, number: FamilyNumber, facts: Facts, fields: Collection[FieldId]
) -> Candidate:
    """What may be shown of these fields. Blanks belong to the page of the family; here nothing is said of them."""
    who = asker.principal
    context = Context(mandates=facts.ties.mandates)
    plain = AccessRequest(who, (who,), Act.DISCLOSE, asker.purpose, number, asker.at, context, frozenset(fields))
    papers = tuple(paper for paper in facts.papers if paper.bound is None)  # a list opens no source bound to secrecy
    judged = judge(house.policies, standing_in(house.policies, plain), facts.outline, Signed(papers))
    decision = judged.decision
    effect = Effect.PERMIT if decision.effect is Effect.REDACT else decision.effect
    bound = bool(bounds(house.policies, judged.request.principal.role, asker.purpose))
    shown = replace(decision, effect=effect, blanks=())
    return Candidate(number, facts, judged.request, shown, judged.outline, is_bound=bound)


def held_against(one: Candidate, weighed: Weighed) -> Candidate:
    """What both decisions let be seen, the one in the database and the one by the rules. They are to be the same.

    Where they are not, the difference is shut, and is an incident.
    """
    if weighed.stale or one.is_bound:
        return one
    seen = {(cell.cell, cell.level) for cell in weighed.seen}
    both = tuple(shown for shown in one.decision.shown if (shown.cell.cell, shown.level) in seen)
    if len(both) != len(seen) or len(both) != len(one.decision.shown):
        log.error("a list and the rules disagree", family=one.number)
    return replace(one, decision=replace(one.decision, shown=both))


def open_glances(house: House, asker: Asker, candidates: Sequence[Candidate]) -> Mapping[CellId, Json]:
    """Write one entry down that names each family of which something is shown; then read. Two statements.

    Where nothing is shown, the entry says so, and nothing is read.
    """
    parts = tuple(_part(house, asker, one) for one in candidates if one.decision.shown)
    ticket = append_page(house.db, house.writer, Page(_entry(house, asker, parts), parts))
    return read_page(house.db, house.ring, ticket)


def _entry(house: House, asker: Asker, parts: Sequence[Part]) -> Entry:
    """Who listed or searched, and how many families were read. Of a query a keyed fingerprint: it is a name."""
    who, digest = asker.principal, house.policies.digest
    return Entry(
        id=EntryId(new_id()),
        event=Event.SEARCHED if asker.action == "search" else Event.LISTED,
        at=asker.at,
        principal=who,
        effect=Effect.PERMIT,
        policies=digest,
        controllers=frozenset({who.agency.value}).union(*(part.controllers for part in parts)),
        purpose=asker.purpose,
        subject={},
        access={
            "purpose": asker.purpose,
            "action": asker.action,
            "agency": who.agency,
            "role": who.role,
            "at": asker.at.isoformat(timespec="milliseconds"),
            "families": len(parts),
            **({"matter": asker.matter} if asker.matter else {}),
        },
        decision={"effect": Effect.PERMIT, "policies": digest},
    )


def _part(house: House, asker: Asker, one: Candidate) -> Part:
    """What the entry says of one family: all that the entry of a look would."""
    entry = look(EntryId(""), one.request, one.decision, seen_of(house, one.outline.family, one.decision))
    family, ticket = one.facts.ties.family, entry.ticket
    assert family is not None
    assert ticket is not None
    told = {"consents": list(one.consents)} if one.consents else {}
    return Part(
        family=family,
        family_seq=one.facts.ties.next_seq,
        role=entry.principal.role,
        effect=entry.effect,
        controllers=entry.controllers,
        book=entry.book,
        subject=entry.subject,
        access={**entry.access, "action": asker.action, **told},
        decision=entry.decision,
        ticket=ticket,
        shares=entry.shares,
    )


def glance(house: House, one: Candidate, opened: Mapping[CellId, Json]) -> Glance:
    """The line of a family."""
    return Glance(
        one.number,
        project(house, one.decision, one.outline, opened),
        _ends(one.request),
        _own_say_is_due(house, one.request),
    )


def _ends(request: AccessRequest) -> date | None:
    """The last day of the consent that runs out first, if it does within 30 days: of those that open something here."""
    today = legal_day(request.at)
    soon = [release.until for release in request.context.releases if today <= release.until <= today + SOON]
    return min(soon, default=None)


def _own_say_is_due(house: House, request: AccessRequest) -> bool:
    """Whether somebody came of the age to decide and was not asked; never told to whoever decides on money (D5)."""
    role = house.policies.roles.get(request.principal.role)
    if role is None or not role.learns_of_refusals:
        return False
    return any(obstacle.reason is Reason.OWN_CONSENT_MISSING for obstacle in request.context.obstacles)
