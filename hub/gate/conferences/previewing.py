"""Looking ahead at a topic: what all who are asked to come may see, and because of whom not more.

For whoever runs the meeting, and of nothing but categories that they see themselves anyway: what is hidden from them
too is not spoken of. Decided by the code of the shared view; no value is read beside names.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from hub.gate.anew import asked_anew
from hub.gate.conferences.seated import attendees
from hub.gate.conferences.showing import Gathering, for_everybody
from hub.gate.conferences.tables import PURPOSE
from hub.gate.consent_view import disclose_look
from hub.gate.deputies import standing_in
from hub.gate.frames import seen_of
from hub.gate.house import House
from hub.gate.judging import Judgement, Signed, judge
from hub.gate.rules import by_rules_in_force
from hub.gate.store import Facts, load_facts
from hub.ledger.append import append
from hub.ledger.entry import look, shown_to
from hub.ledger.events import Event
from hub.record.blind import NAMES
from hub.record.conferences.store import load_meetings
from hub.terms.access import AccessRequest, Act, Context
from hub.terms.answers import Disclosure
from hub.terms.conference_plans import Cause, Sighted, TopicPreview
from hub.terms.conferences import Seat
from hub.terms.ids import EntryId, PersonId, new_id
from hub.terms.lists import Category, Effect
from hub.terms.principals import Principal

Kinds = frozenset[tuple[PersonId, Category]]


@dataclass(frozen=True)
class Ahead:
    """Which topic of which meeting, and without whom."""

    number: str
    position: int
    without: str = ""


@by_rules_in_force
@asked_anew
def preview_topic(house: House, principal: Principal, ahead: Ahead, at: datetime) -> TopicPreview | None:
    """None where there is no such topic, no family in it, or it is not theirs to run. Four statements.

    Raises LedgerUnavailable or DatabaseUnavailable: then nothing was read.
    """
    found = load_meetings(house.db, house.ring, (principal.id, at), ahead.number)
    topic = found[0].topic(ahead.position) if found and found[0].runs(principal.id) else None
    if topic is None or topic.family is None:
        return None
    seats = tuple(one for one in topic.seats if one.id != ahead.without)
    plain = AccessRequest(principal, (principal,), Act.DISCLOSE, PURPOSE, topic.family, at)
    asking = _Asking(house, plain, load_facts(house, for_everybody(plain, _gathering(ahead, seats))), ahead)
    mine = asking.judged(())
    names = _look(asking, mine, seats)
    if mine.decision.effect is Effect.DENY:
        return TopicPreview(found[0], ahead.position, names=names.projection)
    people = tuple(_sighted(asking, mine, seats))
    return TopicPreview(found[0], ahead.position, people, names.projection, ahead.without)


@dataclass(frozen=True)
class _Asking:
    """One question, put for several tables."""

    house: House
    request: AccessRequest
    facts: Facts
    ahead: Ahead

    def judged(self, seats: Sequence[Seat]) -> Judgement:
        """What all of these may see, whoever asks among them."""
        request = for_everybody(self.request, _gathering(self.ahead, seats))
        request = replace(request, context=Context(mandates=self.facts.ties.mandates))
        policies = self.house.policies
        return judge(policies, standing_in(policies, request), self.facts.outline, Signed(self.facts.papers))

    def kinds(self, judged: Judgement) -> Kinds:
        """Of whom which categories are shown."""
        fields = self.house.policies.catalogue.by_id
        return frozenset(
            (person, fields[shown.cell.field].category)
            for shown in judged.decision.shown
            for person in shown.cell.persons
        )


def _gathering(ahead: Ahead, seats: Sequence[Seat]) -> Gathering:
    return Gathering(ahead.number, attendees(seats))


def _sighted(asking: _Asking, mine: Judgement, seats: Sequence[Seat]) -> Iterator[Sighted]:
    """Of each person of whom the reader sees something: what all see, and who stands in the way of the rest."""
    own, together = asking.kinds(mine), asking.kinds(asking.judged(seats))
    alone: Mapping[str, Kinds] = {one.id: asking.kinds(asking.judged((one,))) for one in seats}
    family = mine.outline.family
    for person in family.persons if family else ():
        seen = [one for one in Category if (person.id, one) in own]
        shown = tuple(one for one in seen if (person.id, one) in together)
        hidden = tuple(
            Cause(one, tuple(seat for seat, kinds in alone.items() if (person.id, one) not in kinds))
            for one in seen
            if one not in shown
        )
        if seen:
            yield Sighted(person.id, shown, hidden)


def _look(asking: _Asking, mine: Judgement, seats: Sequence[Seat]) -> Disclosure:
    """Write down that it was looked ahead, and read the names: two statements, one for a refusal."""
    named = tuple(shown for shown in mine.decision.shown if shown.cell.field in NAMES)
    effect = Effect.PERMIT if mine.decision.effect is Effect.REDACT else mine.decision.effect
    judged = replace(mine, decision=replace(mine.decision, effect=effect, shown=named, blanks=()))
    entry = look(
        EntryId(new_id()),
        judged.request,
        judged.decision,
        seen_of(asking.house, judged.outline.family, judged.decision),
    )
    if effect is not Effect.DENY:
        told = {
            "action": "preview",
            "conference": asking.ahead.number,
            "present": _gathering(asking.ahead, seats).functions(asking.request.principal),
        }
        entry = shown_to(entry, Event.PREVIEWED, told)
    ties = asking.facts.ties
    ticket = append(asking.house.db, asking.house.writer, replace(entry, family=ties.family, family_seq=ties.next_seq))
    return disclose_look(asking.house, judged, ticket)
