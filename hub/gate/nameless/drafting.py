"""A sheet before anybody else sees it: made by a look at the own side's values, written down like each."""

from dataclasses import dataclass, replace

from hub.gate.anew import asked_anew
from hub.gate.deputies import standing_in
from hub.gate.disclose import read_shown
from hub.gate.frames import seen_of
from hub.gate.house import House
from hub.gate.judging import Judgement, Signed, judge
from hub.gate.nameless.composing import compose
from hub.gate.nameless.facts import READ, Known
from hub.gate.nameless.hinting import find_hints
from hub.gate.nameless.tracing import find_traces
from hub.gate.rules import by_rules_in_force
from hub.gate.store import load_facts
from hub.identity.store import Ties
from hub.ledger.append import append
from hub.ledger.entry import look
from hub.policy.layout import LOGS
from hub.terms.access import AccessRequest, Act, Context, Shown
from hub.terms.catalogue import Catalogue
from hub.terms.clock import legal_day
from hub.terms.ids import EntryId, FamilyId, FieldId, PersonId, new_id
from hub.terms.lists import Category, Effect, Level, Purpose
from hub.terms.nameless import Drafted, Sheet, Words
from hub.terms.writing import Occasion


@dataclass(frozen=True)
class Told:
    """A sheet that was made, and the family that it is about: for the house alone."""

    drafted: Drafted
    family: FamilyId
    persons: frozenset[PersonId]
    ties: Ties


@by_rules_in_force
@asked_anew
def draft_sheet(house: House, occasion: Occasion, words: Words) -> Told | None:
    """The sheet of a family that is the principal's case, with what may give it away; None where it is not theirs.

    Read are who belongs to the family and what must not be told, of the own agency's values alone; of everything else
    only that it is there. Each look is an entry, and so is a refusal (A2).
    """
    judged, ties = _judge(house, occasion)
    own = tuple(shown for shown in judged.decision.shown if _is_own(shown, occasion))
    read = tuple(shown for shown in own if shown.cell.field in READ)
    effect = Effect.PERMIT if read else judged.decision.effect
    decision = replace(judged.decision, effect=effect, shown=read, blanks=())
    entry = look(EntryId(new_id()), judged.request, decision, seen_of(house, judged.outline.family, decision))
    ticket = append(house.db, house.writer, replace(entry, family=ties.family, family_seq=ties.next_seq))
    family = judged.outline.family
    if family is None or not read:
        return None
    projection = read_shown(house, decision, judged.outline, ticket)
    known = Known(projection.shown, frozenset(person.id for person in family.participants))
    drafted = _drafted(occasion, words, known, _filled(house.policies.catalogue, own))
    return Told(drafted, family.id, known.participants, ties)


def _judge(house: House, occasion: Occasion) -> tuple[Judgement, Ties]:
    principal = occasion.principal
    only = frozenset(field.id for field in house.policies.catalogue.fields) - LOGS
    purpose = Purpose.CASE_CONFERENCE
    request = AccessRequest(
        principal, (principal,), Act.DISCLOSE, purpose, occasion.number, occasion.at, Context(), only
    )
    facts = load_facts(house, request)
    asked = standing_in(house.policies, replace(request, context=Context(mandates=facts.ties.mandates)))
    return judge(house.policies, asked, facts.outline, Signed(facts.papers)), facts.ties


def _is_own(shown: Shown, occasion: Occasion) -> bool:
    """What another agency released is not this one's to tell, and what was entrusted is nobody's (C4, C5)."""
    cell = shown.cell
    is_open = cell.entrusted_to is None and not cell.entrusted_by and not cell.restricted
    return is_open and shown.level is Level.FULL and cell.owner.value == occasion.principal.agency.value


def _filled(catalogue: Catalogue, own: tuple[Shown, ...]) -> tuple[tuple[FieldId, Category], ...]:
    return tuple((shown.cell.field, catalogue.by_id[shown.cell.field].category) for shown in own)


def _drafted(occasion: Occasion, words: Words, known: Known, filled: tuple[tuple[FieldId, Category], ...]) -> Drafted:
    day = legal_day(occasion.at)
    sheet = Sheet(compose(known, day), words)
    traces = find_traces(known, occasion.number, words)
    return Drafted(occasion.number, sheet, find_hints(known, filled, day), traces)
