"""The shared view: what everybody present may see, decided anew for each delivery and written down before it is read.

Rule 1: the audience is everybody who sits there, the one who moderates among them; one decision, one entry (I13).
Rule 2: of what is not shown nothing is said: no blank, no name, no reference of anybody about whom nothing is shown.
"""

from dataclasses import dataclass, replace

from hub.gate.anew import asked_anew
from hub.gate.confided import without_confided
from hub.gate.deputies import standing_in
from hub.gate.disclose import read_shown
from hub.gate.frames import seen_of
from hub.gate.house import House
from hub.gate.judging import Judgement, Signed, judge
from hub.gate.rules import by_rules_in_force
from hub.gate.store import load_facts
from hub.identity.store import Ties
from hub.ledger.append import append
from hub.ledger.entry import look, shown_to
from hub.ledger.events import Event
from hub.terms.access import AccessRequest, Act, Context, Decision, Outline, Ticket
from hub.terms.answers import Disclosure, Projection
from hub.terms.ids import EntryId, new_id
from hub.terms.lists import Effect, Purpose
from hub.terms.principals import Principal
from hub.terms.rooms import Attendee


@dataclass(frozen=True)
class Gathering:
    """Who looks together, in which conference: its number stands in the entry."""

    conference: str
    present: tuple[Attendee, ...]

    def audience(self, asker: Principal) -> tuple[Principal, ...]:
        """Whoever asks first, the others in the order of their ids."""
        return tuple(dict.fromkeys((asker, *(one.principal for one in self.present))))

    def functions(self, asker: Principal) -> list[str]:
        """What the log calls them, each as often as they are there; whoever asks is there as well. No name (F6)."""
        known = {one.principal.id: one.function for one in self.present}
        return sorted({asker.id: asker.role.value, **known}.values())


def for_everybody(request: AccessRequest, gathering: Gathering) -> AccessRequest:
    """The question for all who are there."""
    audience = gathering.audience(request.principal)
    return replace(request, audience=audience, act=Act.DISCLOSE, purpose=Purpose.CASE_CONFERENCE)


@by_rules_in_force
@asked_anew
def show_to_all(house: House, request: AccessRequest, gathering: Gathering) -> Disclosure:
    """What the shared view shows now. Three statements for a family of any size and any number of people."""
    request = for_everybody(request, gathering)
    facts = load_facts(house, request)
    request = standing_in(house.policies, replace(request, context=Context(mandates=facts.ties.mandates)))
    judged = judge(house.policies, request, facts.outline, Signed(facts.papers))
    judged = replace(judged, decision=without_gaps(without_confided(judged.decision)))
    ticket = _write_down(house, judged, facts.ties, gathering)
    return Disclosure(
        entry=ticket.entry,
        family=request.family,
        purpose=request.purpose,
        at=request.at,
        effect=judged.decision.effect,
        reason=judged.decision.reason,
        projection=named_alone(read_shown(house, judged.decision, judged.outline, ticket), judged.outline),
        duties=judged.decision.duties,
    )


def without_gaps(decision: Decision) -> Decision:
    """The same, said of nobody what is withheld. Where one sits there alone, their blanks are for their own screen."""
    effect = Effect.PERMIT if decision.effect is Effect.REDACT else decision.effect
    if effect is Effect.PERMIT and decision.duties:
        effect = Effect.PERMIT_WITH_DUTY
    return replace(decision, effect=effect, blanks=())


def named_alone(projection: Projection, outline: Outline) -> Projection:
    """References only of those whom a value that is shown is about: who signed for them is nobody's to read here."""
    about = {person for value in projection.shown for person in value.persons}
    people = (
        {person.id: person.ref for person in outline.family.persons if person.id in about} if outline.family else {}
    )
    return replace(projection, people=people)


def _write_down(house: House, judged: Judgement, ties: Ties, gathering: Gathering) -> Ticket:
    seen = seen_of(house, judged.outline.family, judged.decision)
    entry = look(EntryId(new_id()), judged.request, judged.decision, seen)
    told = {
        "action": "screen",
        "conference": gathering.conference,
        "present": gathering.functions(judged.request.principal),
    }
    event = entry.event if judged.decision.effect is Effect.DENY else Event.SCREEN_SHOWN
    entry = shown_to(entry, event, told)
    return append(house.db, house.writer, replace(entry, family=ties.family, family_seq=ties.next_seq))
