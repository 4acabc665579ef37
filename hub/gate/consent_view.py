"""Looking at how a family's consents stand: decided first, written down next, shown last, like any other look."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import structlog

from hub.consent.agreeing import as_bound
from hub.consent.coverage import Asking, Question
from hub.consent.papers import Paper, Recipient
from hub.consent.standing import is_over, stand_of
from hub.consent.stories import Telling, tell
from hub.db.errors import DatabaseUnavailable, TicketVoid
from hub.gate.deputies import standing_in
from hub.gate.disclose import TRIES, read_shown
from hub.gate.frames import seen_of
from hub.gate.house import House
from hub.gate.judging import Judgement, Signed, judge
from hub.gate.recipients import Sight
from hub.gate.rules import by_rules_in_force
from hub.gate.store import Facts, load_facts
from hub.identity.recipients import load_recipients
from hub.identity.store import Ties
from hub.ledger.append import append
from hub.ledger.entry import Entry, Event, controllers, look, person_numbers
from hub.policy.agreed import bounds
from hub.policy.consent_sight import agencies_that_tell, consent_purposes, knows_custody, knows_danger, knows_help
from hub.policy.decide import refusal
from hub.policy.policies import PolicySet
from hub.terms.access import AccessRequest, Context, Mandate, Outline, Ticket
from hub.terms.answers import Disclosure
from hub.terms.consents import ConsentCell, ConsentChoice, ConsentView, Named, Person
from hub.terms.ids import EntryId, PersonId, new_id
from hub.terms.lacks import Ground, Lack
from hub.terms.lists import Effect, Owner, Purpose
from hub.terms.people import Family

log = structlog.get_logger()


@by_rules_in_force
def look_at_consents(house: House, request: AccessRequest, choice: ConsentChoice) -> ConsentView:
    """How consents stand to one recipient for one purpose, and every paper with its story; four statements.

    Whoever may not learn of a no is refused, like a family that is not theirs: two statements. `request.only` are the
    fields by which people are named.
    """
    for _ in range(TRIES):
        try:
            return _look_once(house, request, choice)
        except TicketVoid:
            log.info("a consent changed while consents were looked at: asked anew")
    raise DatabaseUnavailable("consents of this family keep changing")


def _look_once(house: House, request: AccessRequest, choice: ConsentChoice) -> ConsentView:
    judged, facts = ask_about_consents(house, request)
    family = judged.outline.family
    if family is None or judged.decision.effect is Effect.DENY:
        return ConsentView(disclose_look(house, judged, write_look(house, judged, facts.ties, ())))
    sight = sight_of(house, judged, family)
    told = told_papers(sight, facts.papers)
    ticket = write_look(house, judged, facts.ties, told)
    view = ConsentView(disclose_look(house, judged, ticket), persons=_rows(family, sight))
    return _lay_out(house, judged, view, (sight, facts.papers, told), choice)


def ask_about_consents(house: House, request: AccessRequest) -> tuple[Judgement, Facts]:
    """What is known of a family to whoever asks about its consents, and what is decided. One statement."""
    facts = load_facts(house, request)
    context = Context(mandates=facts.ties.mandates)
    return judge_consents(house, standing_in(house.policies, replace(request, context=context)), facts), facts


def judge_consents(house: House, request: AccessRequest, facts: Facts) -> Judgement:
    """The same as for a page, of names alone, and only for who learns of refusals, for what a family can open."""
    if request.purpose not in consent_purposes(house.policies, request.principal.role):
        return Judgement(request, Outline(), refusal(house.policies, request))
    return judge(house.policies, request, facts.outline, Signed(facts.papers))


def sight_of(house: House, judged: Judgement, family: Family) -> Sight:
    """Who is known: those about whom alone something is shown or withheld, as on every page of the family."""
    request, decision = judged.request, judged.decision
    alone = [person for shown in decision.shown if len(shown.cell.persons) == 1 for person in shown.cell.persons]
    mandate = request.context.mandates.get(request.principal.id, Mandate())
    return Sight(
        question=Question(
            family, request.principal, request.purpose, request.at, mandate.stands_in_for, mandate.here_since
        ),
        known=frozenset([*alone, *(blank.person for blank in decision.blanks)]),
        helped=knows_help(house.policies, request, family),
        telling=agencies_that_tell(house.policies),
        colleagues=load_recipients(house.db, family.id, request.principal, request.at),
    )


def told_papers(sight: Sight, papers: Sequence[Paper]) -> tuple[Paper, ...]:
    """Those of which the reader is told; once FAM has ended, none."""
    return () if is_over(sight.question.family, sight.question.day) else sight.papers(papers)


def telling_of(house: House, sight: Sight, papers: Sequence[Paper], recipients: Mapping[Recipient, Named]) -> Telling:
    """What stories are told with: whom the reader knows, and these recipients by their keys."""
    askers = {one: sight.asker(one) for one in recipients}
    return Telling(
        papers=tuple(papers),
        question=sight.question,
        catalogue=house.policies.catalogue,
        known=sight.known,
        keys={one: named.key for one, named in recipients.items()},
        askers={one: asker for one, asker in askers.items() if asker is not None},
    )


@dataclass(frozen=True)
class OfTalk:
    """What a look shows beside papers: a talk, by its number or its id, and whom it names."""

    talk: str
    persons: frozenset[PersonId] = frozenset()


def write_look(
    house: House, judged: Judgement, ties: Ties, told: Sequence[Paper], of_talk: OfTalk | None = None
) -> Ticket:
    """The entry of a look that says that consents were looked at, and which; and which talk, where one is shown."""
    seen = seen_of(house, judged.outline.family, judged.decision)
    entry = look(EntryId(new_id()), judged.request, judged.decision, seen)
    if judged.decision.effect is not Effect.DENY:
        entry = tell_of(entry, judged, told, of_talk.persons if of_talk else frozenset())
        access = {**entry.access, "action": "consents", "consents": sorted(paper.ref for paper in told)}
        entry = replace(entry, event=Event.CONSENTS_READ, access=access | ({"talk": of_talk.talk} if of_talk else {}))
    return append(house.db, house.writer, replace(entry, family=ties.family, family_seq=ties.next_seq))


def tell_of(entry: Entry, judged: Judgement, told: Iterable[Paper], beside: frozenset[PersonId] = frozenset()) -> Entry:
    """An entry that tells of papers: these are joint (H4), and it is about everybody whom they are about.

    `beside` are people whom it names beside these.
    """
    family = judged.outline.family
    numbers = person_numbers(family)
    persons = {person for paper in told for person in paper.persons} | (beside & set(numbers))
    named = {person for person, _ in _pairs(entry.subject["persons"])} | persons
    return replace(
        entry,
        controllers=controllers(judged.request.principal, {Owner.JOINT}, family) | entry.controllers,
        subject={**entry.subject, "persons": [[person, numbers[person]] for person in sorted(named)]},
    )


def _pairs(persons: object) -> list[tuple[PersonId, str]]:
    return [(person, name) for person, name in persons] if isinstance(persons, list) else []


def disclose_look(house: House, judged: Judgement, ticket: Ticket) -> Disclosure:
    """What is shown of the record by the ticket of a committed look."""
    request, decision = judged.request, judged.decision
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


def _rows(family: Family, sight: Sight) -> tuple[Person, ...]:
    return tuple(Person(person.id, person.ref) for person in family.participants if person.id in sight.known)


def _lay_out(
    house: House,
    judged: Judgement,
    view: ConsentView,
    seen: tuple[Sight, Sequence[Paper], Sequence[Paper]],
    choice: ConsentChoice,
) -> ConsentView:
    sight, papers, told = seen
    recipients = sight.recipients(told)
    chosen = next((one for one, named in recipients.items() if named.key == choice.recipient), next(iter(recipients)))
    purpose = choice.purpose if choice.purpose in house.policies.fam_purposes else judged.request.purpose
    telling = telling_of(house, sight, papers, recipients)
    view = replace(
        view,
        recipients=tuple(recipients.values()),
        purposes=_purposes(chosen, told, judged.request.purpose, purpose),
        recipient=recipients[chosen],
        purpose=purpose,
        cells=_cells(house.policies, telling, chosen, purpose),
        papers=tuple(tell(paper, telling) for paper in told),
    )
    return only_to_whom_it_concerns(house, judged, view)


def only_to_whom_it_concerns(house: House, judged: Judgement, view: ConsentView) -> ConsentView:
    """Who is missing is told only to whom the rules tell it (D18); others learn that it is complete, or not.

    A conflict of interest tells of a danger: whoever may not read of dangers does not read of it.
    """
    family = judged.outline.family
    assert family is not None
    told = knows_custody(house.policies, judged.request, family)
    hidden = frozenset() if knows_danger(house.policies, judged.request, family) else {Ground.CONFLICT}

    def kept(missing: tuple[Lack, ...]) -> tuple[Lack, ...]:
        return tuple(lack for lack in missing if told and lack.ground not in hidden)

    return replace(
        view,
        cells=tuple(replace(cell, missing=kept(cell.missing)) for cell in view.cells),
        papers=tuple(replace(paper, missing=kept(paper.missing)) for paper in view.papers),
    )


def _purposes(chosen: Recipient, told: Sequence[Paper], *always: Purpose | None) -> tuple[Purpose, ...]:
    """Those for which somebody asked this recipient's papers, that of the look, and the one wanted."""
    named = {purpose for paper in told if chosen in (paper.recipients or ()) for purpose in paper.purposes or ()}
    return tuple(purpose for purpose in Purpose if purpose in named or purpose in always)


def _cells(
    policies: PolicySet, telling: Telling, chosen: Recipient, purpose: Purpose | None
) -> tuple[ConsentCell, ...]:
    """Every cell of the table."""
    family, asker = telling.question.family, telling.askers.get(chosen)
    if asker is None or purpose is None:
        return ()
    question = Question(family, asker, purpose, telling.question.at)
    papers = as_bound(telling.papers, bounds(policies, asker.role, purpose))
    asking = Asking(tuple(papers), question, telling.catalogue)
    rows = [person for person in family.participants if person.id in telling.known]
    return tuple(cell for person in rows for cell in stand_of(person, asking))
