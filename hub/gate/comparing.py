"""What other rules would change for one family and one who asks: decided twice, written down once, nothing read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from hub.gate.deputies import standing_in
from hub.gate.house import House
from hub.gate.judging import Signed, judge
from hub.gate.rules import by_rules_in_force
from hub.gate.store import Facts, load_facts
from hub.ledger.append import append
from hub.ledger.entry import Event, Seen, look
from hub.policy.policies import PolicySet
from hub.terms.access import AccessRequest, Context, OutlineCell, Shown
from hub.terms.ids import EntryId, PersonId, new_id


@dataclass(frozen=True)
class Moved:
    """The persons about whom something would be opened, closed, or shown at another level. Of no value it says more."""

    opened: frozenset[PersonId] = frozenset()
    closed: frozenset[PersonId] = frozenset()
    other_level: frozenset[PersonId] = frozenset()

    def __or__(self, other: "Moved") -> "Moved":
        """What either says."""
        return Moved(self.opened | other.opened, self.closed | other.closed, self.other_level | other.other_level)


@by_rules_in_force
def compare(house: House, rules: tuple[PolicySet, PolicySet], requests: Sequence[AccessRequest], client: str) -> Moved:
    """The difference between old and new rules, for one principal and family, over requests for several purposes.

    One entry, as of a question by `client`; without it committed there is no answer. A family that is not the
    principal's is not looked at, and moves nothing.
    """
    moved, facts = Moved(), _facts(house, requests)
    outline, signed = facts.outline, Signed(facts.papers)
    context = Context(mandates=facts.ties.mandates)
    asked = [standing_in(house.policies, replace(request, context=context)) for request in requests]
    judged = judge(rules[0], asked[0], outline, signed)
    entry = look(EntryId(new_id()), judged.request, judged.decision, Seen(judged.outline.family))
    access = {**entry.access, "action": "evaluate", "client": client}
    ties = facts.ties
    kept = replace(entry, event=Event.EVALUATED, access=access, family=ties.family, family_seq=ties.next_seq)
    append(house.db, house.writer, kept)
    for request in asked:
        before, after = (judge(one, request, outline, signed).decision.shown for one in rules)
        moved |= _moved(before, after)
    return moved


def _facts(house: House, requests: Sequence[AccessRequest]) -> Facts:
    """By the first purpose for which the rules in force admit the principal; else nothing but the ties."""
    facts = load_facts(house, requests[0])
    for request in requests[1:]:
        if facts.outline.family is not None:
            break
        facts = load_facts(house, request)
    return facts


def _moved(before: Sequence[Shown], after: Sequence[Shown]) -> Moved:
    was, now = ({one.cell.cell: one for one in shown} for shown in (before, after))
    return Moved(
        opened=_about(one.cell for cell, one in now.items() if cell not in was),
        closed=_about(one.cell for cell, one in was.items() if cell not in now),
        other_level=_about(one.cell for cell, one in now.items() if cell in was and was[cell].level is not one.level),
    )


def _about(cells: Iterable[OutlineCell]) -> frozenset[PersonId]:
    return frozenset(person for cell in cells for person in cell.persons)
