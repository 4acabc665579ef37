"""Would this be shown? For other systems: decided and written down like a look, and nothing is read.

The question is about a field and persons as such, not about what is stored: the answer is the same whether there is a
value or not, so it tells nothing of one.
"""

from dataclasses import dataclass, replace

from hub.gate.deputies import standing_in
from hub.gate.house import House
from hub.gate.judging import Signed, judge
from hub.gate.rules import by_rules_in_force
from hub.gate.store import load_facts
from hub.ledger.append import append
from hub.ledger.entry import Entry, Event, Seen, look
from hub.policy.decide import opens
from hub.terms.access import AccessRequest, Context, Decision, Outline, OutlineCell
from hub.terms.authzen import Inquiry, Verdict
from hub.terms.catalogue import Field
from hub.terms.ids import CellId, EntryId, FieldId, PersonId, StaffId, new_id
from hub.terms.lists import Agency, Effect, Level, Owner, Role, Sensitivity
from hub.terms.people import Family
from hub.terms.principals import Principal

_SOMEBODY_ELSE = StaffId("somebody else")


@dataclass(frozen=True)
class Supposed:
    """A value that may or may not be there: a field, and whom it is about by their references. No field: the record."""

    field: FieldId | None = None
    persons: tuple[str, ...] = ()
    owner: Owner | None = None


@dataclass(frozen=True)
class Evaluated:
    """What became of a question; of a refusal no more than a page would say. `level` is the least of what is shown.

    `persons` are those whom the supposed value is about, so that their blank can be found among all. `opens` says that
    the subject may know of the family: where not, nothing is told, not even why.
    """

    permitted: bool
    decision: Decision
    level: Level = Level.NONE
    persons: frozenset[PersonId] = frozenset()
    opens: bool = False


@by_rules_in_force
def evaluate(house: House, request: AccessRequest, supposed: Supposed, client: str) -> Evaluated:
    """One decision, written down with the system that asked. Two statements. "Not yours" and "not there" are alike."""
    facts = load_facts(house, request)
    request = standing_in(house.policies, replace(request, context=Context(mandates=facts.ties.mandates)))
    outline = _supposing(house, facts.outline, supposed)
    judged = judge(house.policies, request, outline, Signed(facts.papers))
    decision = judged.decision
    whole = supposed.field is None or (outline.cells != () and len(decision.shown) == len(outline.cells))
    entry = look(EntryId(new_id()), judged.request, decision, Seen(judged.outline.family))
    access = {**entry.access, "action": "evaluate", "client": client}
    ties = facts.ties
    append(
        house.db,
        house.writer,
        replace(entry, event=Event.EVALUATED, access=access, family=ties.family, family_seq=ties.next_seq),
    )
    level = min((shown.level for shown in decision.shown), default=Level.NONE)
    about = frozenset(person for cell in outline.cells for person in cell.persons) if supposed.field else frozenset()
    known = opens(house.policies, judged.request, judged.outline.family)
    return Evaluated(whole and decision.effect is not Effect.DENY, decision, level, about, known)


def note_evaluation(house: House, inquiry: Inquiry, verdict: Verdict, digest: str) -> None:
    """Write down a question about something else than a family, in the name of the system that asked. One statement."""
    system = Principal(
        StaffId(inquiry.client), inquiry.client, Role.EXTERNAL, Agency(house.ring.holder), pseudonym=inquiry.client
    )
    effect = Effect.PERMIT if verdict.permitted else Effect.DENY
    entry = Entry(
        id=EntryId(new_id()),
        event=Event.EVALUATED,
        at=inquiry.at,
        principal=system,
        effect=effect,
        policies=digest,
        controllers=frozenset({house.ring.holder}),
        subject={},
        access={**_asked(inquiry), "agency": house.ring.holder, "role": system.role},
        decision={"effect": effect, "policies": digest},
    )
    append(house.db, house.writer, entry)


def _asked(inquiry: Inquiry) -> dict[str, object]:
    return {
        "action": "evaluate",
        "client": inquiry.client,
        "at": inquiry.at.isoformat(timespec="milliseconds"),
        "subject": [inquiry.subject.type, inquiry.subject.id],
        "deed": inquiry.action.name,
        "resource": [inquiry.resource.type, inquiry.resource.id],
    }


def _supposing(house: House, outline: Outline, supposed: Supposed) -> Outline:
    """The family with just this value, of each owner who could have it. With a person it does not know, no cell."""
    family = outline.family
    if family is None or supposed.field is None:
        return outline
    field = house.policies.catalogue.by_id[supposed.field]
    persons = _persons(family, supposed.persons)
    if not persons:
        return replace(outline, cells=())
    owners = sorted(field.owners & ({supposed.owner} if supposed.owner is not None else field.owners))
    return replace(outline, cells=tuple(_cell(field, persons, owner) for owner in owners))


def _persons(family: Family, refs: tuple[str, ...]) -> frozenset[PersonId]:
    known = {person.ref: person.id for person in family.persons}
    return frozenset(known[ref] for ref in refs) if refs and all(ref in known for ref in refs) else frozenset()


def _cell(field: Field, persons: frozenset[PersonId], owner: Owner) -> OutlineCell:
    """It has no other facts than its row of the catalogue; what is always confided was confided to somebody else."""
    confided = field.sensitivity is Sensitivity.ENTRUSTED_65
    return OutlineCell(
        CellId(f"supposed {owner}"),
        field.id,
        persons,
        owner,
        levels=sum(1 << level for level in Level),
        entrusted_to=_SOMEBODY_ELSE if confided else None,
        entrusted_by=persons if confided else frozenset(),
    )
