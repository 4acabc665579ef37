"""The matrix by function: what each category says for each purpose about others' data, and which rules say it."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from hub.policy.compile import Rule, program
from hub.policy.policies import NOTHING, Bearing, Measure, PolicySet
from hub.rulebook.differing import Asked
from hub.rulebook.saying import say_rule
from hub.rulebook.seeing import Cell, Seen, Way, matrix_of
from hub.rulebook.spaces import Contest, ways_of_owning
from hub.rulebook.wording import Wording
from hub.terms.access import Act
from hub.terms.agreed import CellRef, Value
from hub.terms.lists import Agency, Category, Level, Purpose, Role
from hub.terms.rule_changes import Version
from hub.terms.rule_matrix import MatrixRow, RuleCell, RuleLine, RuleMatrix, Said

NEVER = Said(Way.NEVER)
OWN = Said(Way.OWN)
"""Nobody else has data of the category: there is nothing to be shared."""
_OFFICES = frozenset({Agency.JOBCENTER, Agency.JUGENDAMT, Agency.PROVIDER})
CATEGORIES = tuple(one for one in Category if one not in (Category.NONE, Category.SINGLE_NOTE))


def roles_of(policies: PolicySet) -> tuple[Role, ...]:
    """The functions of staff that may ask for something."""
    return tuple(role for role in Role if _asks(policies, role))


def matrix(policies: PolicySet, wording: Wording, place: tuple[Version, bool, Role]) -> RuleMatrix:
    """The matrix of one function; `place` is the version, whether it is in force, and the function."""
    version, is_in_force, role = place
    known, purposes = said_of(policies, wording, role), purposes_of(policies, role)
    rows = tuple(
        MatrixRow(category, tuple(known.get((category, purpose), OWN) for purpose in purposes))
        for category in CATEGORIES
    )
    agreed = {one.cell: (one.value, one.reason) for one in policies.agreed if one.cell.role is role}
    return RuleMatrix(version, is_in_force, roles_of(policies), role, purposes, rows, agreed)


def purposes_of(policies: PolicySet, role: Role) -> tuple[Purpose, ...]:
    """For what a function may ask, in the order of the list."""
    return tuple(one for one in Purpose if one in policies.roles.get(role, NOTHING).purposes)


@lru_cache(maxsize=256)
def said_of(policies: PolicySet, wording: Wording, role: Role) -> Mapping[tuple[Category, Purpose], Said]:
    """What each cell of a function says of the data of others, whoever of them it is: the way with the least in it."""
    ways: dict[tuple[Category, Purpose], list[tuple[Cell, Seen]]] = {}
    for cell in matrix_of(policies, wording, role):
        if not cell.is_own:
            found = ways.setdefault((cell.category, cell.asked.purpose), [])
            found += [(cell, seen) for seen in cell.seen if seen.way is not Way.NEVER]
    return {key: _said(policies, found) for key, found in ways.items()}


def value_of(said: Said) -> Value:
    """What the form calls it."""
    if said.way in (Way.LAW, Way.OCCASION):
        return Value.LAW
    if said.way != Way.CONSENT:
        return Value.NEVER
    return Value.RESULT if said.level is Level.PSEUDONYMISED else Value.CONSENT


def cell_of(policies: PolicySet, wording: Wording, version: Version, ref: CellRef) -> RuleCell:
    """One cell with every rule that speaks of it."""
    said = said_of(policies, wording, ref.role).get((ref.category, ref.purpose), OWN)
    mask = policies.catalogue.category_masks[ref.category]
    rules = {rule.policy.id: rule for _, rules in _asked(policies, ref) for rule in rules if rule.fields & mask}
    owners = tuple(owner for owner, fields in policies.catalogue.owner_masks.items() if fields & mask)
    lines = (_line(policies, wording, rule) for rule in rules.values() if "owner-is-own" not in rule.policy.when)
    return RuleCell(version, ref, said, owners, tuple(lines))


def forbidding(policies: PolicySet, ref: CellRef) -> tuple[str, ...]:
    """The norms of the rules that keep a cell shut whatever is consented to: each without which it would open."""
    norms: list[str] = []
    for asked, rules in _asked(policies, ref):
        limits = [rule for rule in rules if rule.policy.effect is Bearing.LIMIT]
        for limit in limits:
            if _opens(policies, asked, tuple(one for one in rules if one is not limit), ref):
                norms += limit.policy.basis
    return tuple(dict.fromkeys(norms)) or _of_consent(policies)


def _of_consent(policies: PolicySet) -> tuple[str, ...]:
    """Nothing alone is in the way: no rule lets a consent open it."""
    found = [norm for one in policies.policies if one.level is Measure.RELEASE and one.is_general for norm in one.basis]
    return tuple(dict.fromkeys(found))


def _opens(policies: PolicySet, asked: Asked, rules: tuple[Rule, ...], ref: CellRef) -> bool:
    catalogue = policies.catalogue
    mask = catalogue.category_masks[ref.category]
    contest = Contest(catalogue, (), rules, Level.FULL)
    return any(
        leaf.fields & mask
        for whose in ways_of_owning(catalogue, asked.agency)
        if not whose.is_own
        for leaf in contest.leaves(whose.state, whose.fields & mask)
    )


def _asked(policies: PolicySet, ref: CellRef) -> Iterator[tuple[Asked, tuple[Rule, ...]]]:
    for agency in sorted(policies.roles.get(ref.role, NOTHING).agencies & _OFFICES):
        asked = Asked(Act.DISCLOSE, agency, ref.role, ref.purpose)
        yield asked, program(policies, *asked).rules


def _asks(policies: PolicySet, role: Role) -> bool:
    rule = policies.roles.get(role, NOTHING)
    return bool(rule.purposes and rule.agencies & _OFFICES)


def _said(policies: PolicySet, found: list[tuple[Cell, Seen]]) -> Said:
    if not found:
        return NEVER
    way = min((seen.way for _, seen in found), key=tuple(Way).index)
    level = max(seen.level for _, seen in found if seen.way is way)
    if way not in (Way.LAW, Way.OCCASION):
        return Said(way, level)
    norms = [norm for cell, seen in found if seen.way is way for norm in _statutes(policies, cell)]
    return Said(way, level, tuple(dict.fromkeys(norms)))


def _statutes(policies: PolicySet, cell: Cell) -> Iterator[str]:
    """The norms of what opens it without a consent."""
    mask = policies.catalogue.category_masks[cell.category] & policies.catalogue.owner_masks[cell.owner]
    for rule in program(policies, *cell.asked).rules:
        policy = rule.policy
        own = "owner-is-own" in policy.when or (policy.owners and cell.owner not in policy.owners)
        if policy.effect is Bearing.PERMIT and policy.level is not Measure.RELEASE and rule.fields & mask and not own:
            yield from policy.basis


def _line(policies: PolicySet, wording: Wording, rule: Rule) -> RuleLine:
    told = say_rule(rule.policy, policies.catalogue, wording)
    is_permit = rule.policy.effect is Bearing.PERMIT
    return RuleLine(told.id, is_permit, told.reason, told.norms, told.effect, told.circumstances)
