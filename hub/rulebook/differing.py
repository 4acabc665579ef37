"""What a change of the rules opens, closes or moves: over every act, agency, role, purpose, field and circumstance.

Exact: each difference holds in all of its circumstances, and where none is named the two sets decide alike. Conditions
on family and cell count as free of each other: a circumstance that cannot come about may be named, none is left out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from enum import Enum
from functools import cache
from itertools import product
from typing import Any, NamedTuple, get_type_hints

from hub.policy.compile import BITS, REQUEST_BITS, Rule, program
from hub.policy.conditions import ON_ASKING, ON_REQUEST
from hub.policy.policies import NOTHING, Bearing, Policy, PolicySet, RoleRule
from hub.policy.standpoint import Asking
from hub.rulebook.spaces import Contest, Leaf, State, Whose, ways_of_owning
from hub.terms.access import Act, Mandate
from hub.terms.catalogue import Catalogue
from hub.terms.ids import PolicyId, StaffId
from hub.terms.lists import Agency, Level, Purpose, Role


class Asked(NamedTuple):
    """Who does what for which purpose: all that is known before a family is."""

    act: Act
    agency: Agency
    role: Role
    purpose: Purpose


class Difference(NamedTuple):
    """Fields that go from one level to another for these questions, in the circumstances of the leaf."""

    whose: Whose
    leaf: Leaf
    asked: tuple[Asked, ...]


Rules = tuple[Rule, ...]
Pair = tuple[Rules, Rules]
Speaking = tuple[Policy, ...]
"""Rules without their examples and words."""


def differences(old: PolicySet, new: PolicySet) -> tuple[Difference, ...]:
    """All differences between two sets over the same catalogue; questions that come to the same are one."""
    known: dict[object, tuple[tuple[Whose, Leaf], ...]] = {}
    found: dict[tuple[Whose, Leaf], list[Asked]] = {}
    for asked, pairs in _pairs(old, new):
        for settled, pair in pairs:
            key = (asked.agency, settled, *(tuple(map(_content, rules)) for rules in pair))
            if key not in known:
                known[key] = tuple(_leaves(new.catalogue, asked.agency, (settled, pair)))
            for one in known[key]:
                found.setdefault(one, []).append(asked)
    return tuple(Difference(*one, tuple(dict.fromkeys(asked))) for one, asked in found.items())


def _leaves(catalogue: Catalogue, agency: Agency, settled: tuple[State, Pair]) -> Iterator[tuple[Whose, Leaf]]:
    state, (old, new) = settled
    for consent in _consents(*old, *new):
        contest = Contest(catalogue, old, new, consent)
        for whose in ways_of_owning(catalogue, agency):
            start = State(state.held | whose.state.held, state.absent | whose.state.absent)
            for leaf in contest.leaves(start, whose.fields):
                yield whose, leaf


def _consents(*rules: Rule) -> tuple[Level, ...]:
    """What consents may open: it is asked only where a rule looks at it."""
    return tuple(Level) if any(not isinstance(rule.policy.level, Level) for rule in rules) else (Level.NONE,)


def _pairs(old: PolicySet, new: PolicySet) -> Iterator[tuple[Asked, list[tuple[State, Pair]]]]:
    """The questions that the two sets may answer differently, with the compiled rules of both."""
    for asked, speaking in _speaking(old, new):
        tables = (old.roles.get(asked.role, NOTHING), new.roles.get(asked.role, NOTHING))
        if speaking[0] == speaking[1] and tables[0] == tables[1] and old.fam_purposes == new.fam_purposes:
            continue
        rules = tuple(
            program(policies, *asked).rules if _may_permit(one, policies, asked) else ()
            for one, policies in zip(speaking, (old, new), strict=True)
        )
        if any(rules):
            yield asked, list(_by_mandate((rules[0], rules[1]), tables))


def _speaking(old: PolicySet, new: PolicySet) -> Iterator[tuple[Asked, tuple[Speaking, Speaking]]]:
    """Every question, and of both sets the rules that name it or leave it open, as far as they decide."""
    kept = {policy.id: _bare(policy) for policy in old.policies}
    bare = [tuple(_one_of(kept, _bare(policy)) for policy in policies.policies) for policies in (old, new)]
    for act, agency, role in product(Act, Agency, Role):
        before, after = (tuple(one for one in rules if _speaks_of(one, act, agency, role)) for rules in bare)
        for purpose in Purpose:
            yield Asked(act, agency, role, purpose), (_speaks_for(before, purpose), _speaks_for(after, purpose))


def _one_of(kept: Mapping[PolicyId, Policy], policy: Policy) -> Policy:
    """The same object where both sets have the same rule: thousands of comparisons need not look into it."""
    known = kept.get(policy.id, policy)
    return known if known == policy else policy


def _speaks_of(policy: Policy, act: Act, agency: Agency, role: Role) -> bool:
    if act not in policy.acts or (policy.agencies and agency not in policy.agencies):
        return False
    return not policy.roles or role in policy.roles


def _speaks_for(rules: Speaking, purpose: Purpose) -> Speaking:
    return tuple([policy for policy in rules if not policy.purposes or purpose in policy.purposes])


_BARE: dict[int, tuple[Policy, Policy]] = {}


def _bare(policy: Policy) -> Policy:
    """Remembered by object: a policy holds its cases, which cannot be hashed."""
    known = _BARE.get(id(policy))
    if known is None or known[0] is not policy:
        bare = replace(policy, cases=(), basis=(), reason="", duties=(), says=next(iter(type(policy.says))))
        known = _BARE[id(policy)] = (policy, bare)
    return known[1]


def _may_permit(speaking: Speaking, policies: PolicySet, asked: Asked) -> bool:
    """A permit speaks of the question, and no prohibition of everything shuts it whatever else holds."""
    if all(policy.effect is Bearing.LIMIT for policy in speaking):
        return False
    asking = Asking(policies, asked.agency, policies.roles.get(asked.role, NOTHING), asked.purpose)
    held = {name for name, condition in ON_ASKING.items() if condition(asking)}
    return not any(_shuts(policy, policies.catalogue.all, held) for policy in speaking)


def _shuts(policy: Policy, everything: int, held: set[str]) -> bool:
    if policy.effect is Bearing.PERMIT or policy.level is not Level.NONE or policy.fields != everything:
        return False
    settled = set(policy.when) | set(policy.unless) <= ON_ASKING.keys() and not policy.owners
    return settled and set(policy.when) <= held and held.isdisjoint(policy.unless)


def _by_mandate(pair: Pair, tables: tuple[RoleRule, RoleRule]) -> Iterator[tuple[State, Pair]]:
    """Where what ties the role to a family changed, one mandate means two things: each mandate is then looked at."""
    if tables[0].tie is tables[1].tie:
        yield State(0, 0), pair
        return
    seen = set()
    for mandate in _mandates():
        before, after = (_held(table, mandate) for table in tables)
        if (before, after) not in seen:
            seen.add((before, after))
            settled = (_settled(pair[0], before), _settled(pair[1], after))
            yield State(after, REQUEST_BITS & ~after), settled


def _held(table: RoleRule, mandate: Mandate) -> int:
    return sum(BITS[name] for name, condition in ON_REQUEST.items() if condition(table, mandate))


def _settled(rules: Rules, held: int) -> Rules:
    """The rules that can still apply where just these conditions on the mandate hold, with what is left to ask."""
    left = [rule for rule in rules if not rule.when & REQUEST_BITS & ~held and not rule.unless & REQUEST_BITS & held]
    return tuple(replace(rule, when=rule.when & ~REQUEST_BITS, unless=rule.unless & ~REQUEST_BITS) for rule in left)


@cache
def _mandates() -> tuple[Mandate, ...]:
    """Every mandate there can be, a name standing for all names."""
    hints = get_type_hints(Mandate)
    return tuple(Mandate(*values) for values in product(*(_values(hints[one.name]) for one in fields(Mandate))))


def _values(kind: Any) -> tuple[Any, ...]:
    if kind is bool:
        return (False, True)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return tuple(kind)
    return (None,) if kind == date | None else (None, StaffId("somebody"))


def _content(rule: Rule) -> tuple[object, ...]:
    """What a rule does, whatever its name is."""
    level: object = rule.policy.level
    return (rule.policy.effect, level, rule.fields, rule.reach, rule.when, rule.unless, rule.owners)


def changed_rules(old: PolicySet, new: PolicySet) -> Mapping[str, tuple[Policy | None, Policy | None]]:
    """Rules that were added, taken away, or say something else, by their id; examples aside."""
    before, after = ({policy.id: replace(policy, cases=()) for policy in one.policies} for one in (old, new))
    names = sorted(before.keys() | after.keys())
    return {name: (before.get(name), after.get(name)) for name in names if before.get(name) != after.get(name)}
