"""Where somebody who writes stands: what is known of the family to them, whom they may name, where they may write."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from hub.consent.papers import Paper
from hub.gate.deputies import standing_in
from hub.gate.frames import name_people
from hub.gate.house import House
from hub.gate.judging import Signed, judge
from hub.gate.rules import by_rules_in_force
from hub.gate.store import load_facts
from hub.identity.store import Ties
from hub.ledger.append import append
from hub.ledger.entry import Seen, look
from hub.policy.decide import decide, refusal
from hub.terms.access import AccessRequest, Act, Context, Decision, Mandate, Outline, OutlineCell
from hub.terms.catalogue import Field
from hub.terms.clock import day_begins
from hub.terms.ids import CellId, EntryId, FamilyId, FamilyNumber, PersonId, ProviderId, new_id
from hub.terms.lists import Effect, Level, Owner, Purpose
from hub.terms.people import Family, FamStatus, Person, PersonKind
from hub.terms.principals import Principal
from hub.terms.writing import Place

_ANY_LEVEL = sum(1 << level for level in Level)


@dataclass(frozen=True)
class Standing:
    """`outline` is empty, and `people` too, where the family is not there or not theirs. `people` are by reference."""

    request: AccessRequest
    ties: Ties
    outline: Outline
    shown: frozenset[CellId]
    people: Mapping[str, PersonId]
    papers: Sequence[Paper] = ()


@by_rules_in_force
def load_standing(house: House, request: AccessRequest) -> Standing:
    """One statement. Nothing of it is a value, and nothing is written down yet."""
    facts = load_facts(house, request)
    request = standing_in(house.policies, replace(request, context=Context(mandates=facts.ties.mandates)))
    judged = judge(house.policies, replace(request, act=Act.DISCLOSE), facts.outline, Signed(facts.papers))
    if judged.decision.effect is Effect.DENY:
        return Standing(request, facts.ties, Outline(), frozenset(), {})
    people = {ref: person for person, ref in name_people(facts.outline, judged.decision).items()}
    shown = frozenset(one.cell.cell for one in judged.decision.shown)
    return Standing(request, facts.ties, facts.outline, shown, people, facts.papers)


def refuse(house: House, standing: Standing) -> EntryId:
    """Write down that somebody wanted to write about a family that is not there or not theirs (A2)."""
    decision: Decision = refusal(house.policies, standing.request)
    denied = look(EntryId(new_id()), standing.request, decision, Seen())
    entry = replace(denied, family=standing.ties.family, family_seq=standing.ties.next_seq)
    return append(house.db, house.writer, entry).entry


@by_rules_in_force
def find_writable(house: House, standing: Standing, places: Iterable[Place]) -> tuple[Place, ...]:
    """The places at which this principal may add an entry, for the purpose and the family of the request."""
    family = standing.outline.family
    subject = next((one.id for one in family.persons if one.kind is PersonKind.PARTICIPANT), None) if family else None
    if subject is None:
        return ()
    asked = {CellId(f"{place.field}|{place.is_entrusted}"): place for place in places}
    cells = tuple(_as_if(house, standing.request.principal, cell, place, subject) for cell, place in asked.items())
    request = replace(standing.request, act=Act.CONTRIBUTE)
    decision = decide(house.policies, request, Outline(family, cells))
    return tuple(asked[shown.cell.cell] for shown in decision.shown if shown.level is Level.FULL)


def offers(house: House, principal: Principal, purpose: Purpose, places: Iterable[Place]) -> bool:
    """Whether this function could write at one of these places, were a family theirs that takes part in FAM.

    Says nothing about any family: a page asks it to know whether to offer a way to write.
    """
    number = FamilyNumber("")
    family = Family(FamilyId(""), number, FamStatus.ADMITTED, Owner.JOBCENTER, (Person(PersonId(""), ""),))
    mandates = Context(mandates={principal.id: Mandate(assigned=True, deputy=True)})
    request = AccessRequest(
        principal, (principal,), Act.CONTRIBUTE, purpose, number, day_begins(date(2026, 1, 1)), mandates
    )
    standing = Standing(request, Ties(None, 1, {}), Outline(family), frozenset(), {})
    return bool(find_writable(house, standing, places))


def owner_for(field: Field, principal: Principal) -> Owner:
    """Whose a value is that this principal writes (R1): their own agency's where it can be, else who owns the field."""
    own = [owner for owner in field.owners if owner.value == principal.agency.value]
    return min(own or field.owners)


def provider_for(owner: Owner, principal: Principal) -> ProviderId | None:
    """The provider whose a value is."""
    return principal.provider if owner is Owner.PROVIDER else None


def _as_if(house: House, principal: Principal, cell: CellId, place: Place, subject: PersonId) -> OutlineCell:
    owner = owner_for(house.policies.catalogue.by_id[place.field], principal)
    return OutlineCell(
        cell=cell,
        field=place.field,
        persons=frozenset({subject}),
        owner=owner,
        levels=_ANY_LEVEL,
        provider=provider_for(owner, principal),
        entrusted_to=principal.id if place.is_entrusted else None,
        entrusted_by=frozenset({subject}) if place.is_entrusted else frozenset(),
    )
