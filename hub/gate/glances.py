"""One of several families: decided like a page, but for a few fields only; and what is read of all of them at once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from hub.gate.deputies import standing_in
from hub.gate.disclose import looks_of, project
from hub.gate.house import House
from hub.gate.judging import Signed, judge
from hub.gate.store import Facts
from hub.ledger.append import append_all
from hub.ledger.entry import Entry, Seen, look
from hub.record.store import read_many
from hub.terms.access import AccessRequest, Act, Context, Decision, Outline, OutlineCell
from hub.terms.answers import Json
from hub.terms.clock import legal_day
from hub.terms.families import Glance
from hub.terms.ids import CellId, EntryId, FamilyNumber, FieldId, new_id
from hub.terms.lists import Effect, Level, Purpose
from hub.terms.principals import Principal
from hub.terms.reasons import Reason

SOON = timedelta(days=30)


@dataclass(frozen=True)
class Asker:
    """Who looks at several families, for what, when, and by which act: `list` or `search`."""

    principal: Principal
    purpose: Purpose
    at: datetime
    action: str


@dataclass(frozen=True)
class Candidate:
    """One family as it was decided, before anything is read."""

    number: FamilyNumber
    facts: Facts
    request: AccessRequest
    decision: Decision
    outline: Outline

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
    judged = judge(house.policies, standing_in(house.policies, plain), facts.outline, Signed(facts.papers))
    decision = judged.decision
    effect = Effect.PERMIT if decision.effect is Effect.REDACT else decision.effect
    return Candidate(number, facts, judged.request, replace(decision, effect=effect, blanks=()), judged.outline)


def open_glances(
    house: House, asker: Asker, candidates: Sequence[Candidate], also: Sequence[Entry] = ()
) -> Mapping[CellId, Json]:
    """Write one entry down for each family of which something is shown, all in one go; then read. Two statements."""
    shown = [one for one in candidates if one.decision.shown]
    entries = [*(_entry(house, asker, one) for one in shown), *also]
    tickets = append_all(house.db, house.writer, entries)
    families = [one.outline.family.id for one in shown if one.outline.family is not None]
    return read_many(house.db, house.ring, list(zip(families, tickets, strict=False)))


def _entry(house: House, asker: Asker, one: Candidate) -> Entry:
    seen = Seen(one.outline.family, looks_of(house, one.decision))
    entry = look(EntryId(new_id()), one.request, one.decision, seen)
    ties = one.facts.ties
    access = {**entry.access, "action": asker.action}
    return replace(entry, access=access, family=ties.family, family_seq=ties.next_seq)


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
