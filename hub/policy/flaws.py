"""Rules that do nothing, or not what they seem to: found over all questions and all combinations of conditions."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from hub.policy.because import K_ORDER
from hub.policy.compile import Rule
from hub.policy.policies import Bearing, Policy, PolicySet
from hub.policy.questions import Question, Questions, questions
from hub.policy.search import Cover, limiting, permitting, reach, uncovered
from hub.terms.ids import FieldId, PolicyId
from hub.terms.lists import Purpose, Role


class Flaw(StrEnum):
    """What is wrong with a rule or a table, beyond its words."""

    UNREACHABLE = "unreachable"
    """It never applies, whatever holds."""
    CONTRADICTED = "contradicted"
    """A permit that limits always take back; `fields` says of which that it names, where not of all."""
    SHADOWED = "shadowed"
    """It changes no level, gives no reason and lays down no duty that others do not."""
    NO_RULE = "no rule"
    """A field that nobody can ever see."""
    VAIN_PURPOSE = "vain purpose"
    """The table gives a role a purpose for which no rule permits anything."""


@dataclass(frozen=True)
class Flawed:
    """One flaw: of a rule, of fields, or of a line of the table of roles."""

    flaw: Flaw
    policy: Policy | None = None
    fields: tuple[FieldId, ...] = ()
    role: Role | None = None
    purpose: Purpose | None = None


def flaws(policies: PolicySet) -> tuple[Flawed, ...]:
    """All that is found, rule by rule in the order of the files, then fields, then the table of roles."""
    asked = questions(policies)
    return (
        *(one for policy in policies.policies for one in _of_rule(policies, asked, policy)),
        *_of_fields(policies),
        *_of_roles(policies, asked),
    )


def _of_rule(policies: PolicySet, asked: Questions, policy: Policy) -> Iterator[Flawed]:
    if policy.id in asked.shutting:
        return
    meant = _distinct(policies).get(policy.id, ())
    if not any(any(uncovered(question, (rule,), rule.fields, ())) for question, rule in meant):
        yield Flawed(Flaw.UNREACHABLE, policy)
        return
    if policy.effect is Bearing.PERMIT:
        shown = 0
        for question, rule in meant:
            shown |= _reached(question, rule, policy.fields & ~shown)
        if not shown:
            yield Flawed(Flaw.CONTRADICTED, policy)
            return
        if not policy.is_general and policy.fields & ~shown:
            yield Flawed(Flaw.CONTRADICTED, policy, _named(policies, policy.fields & ~shown))
    if not policy.duties and not any(_matters(question, rule) for question, rule in meant):
        yield Flawed(Flaw.SHADOWED, policy)


def _reached(question: Question, permit: Rule, wanted: int) -> int:
    """Of these fields those that the permit really opens somewhere, at least in part."""
    covers, reached = tuple(limiting(question.limits, 1)), 0
    while True:
        found = 0
        for one in uncovered(question, (permit,), reach(permit, 1) & wanted & ~reached, covers):
            found |= one.fields
        if not found:
            return reached
        reached |= found


def _matters(question: Question, rule: Rule) -> bool:
    """Somewhere it opens what no other permit does; or it limits, or names the reason, where no other limit does."""
    if rule.policy.effect is Bearing.PERMIT:
        others = [one for one in question.permits if one is not rule]
        return any(
            any(uncovered(question, (rule,), reach(rule, level), [*permitting(others, level), *limits]))
            for level in (1, 2, 3)
            for limits in [tuple(limiting(question.limits, level))]
        )
    return any(
        any(uncovered(question, (rule,), rule.fields & ~rule.reach[level], _as_good(question, rule, level)))
        for level in (1, 2, 3)
    )


def _as_good(question: Question, rule: Rule, level: int) -> list[Cover]:
    """The other limits that keep as much below this level and, where they shut it, are named before this one."""
    others = [one for one in question.limits if one is not rule]
    return [cover for cover in limiting(others, level) if level > 1 or _before(cover.rule, rule)]


def _before(one: Rule, other: Rule) -> bool:
    return (K_ORDER[one.policy.says], one.policy.id) < (K_ORDER[other.policy.says], other.policy.id)


@lru_cache(maxsize=4)
def _distinct(policies: PolicySet) -> dict[PolicyId, tuple[tuple[Question, Rule], ...]]:
    """For each rule the questions that it concerns, those alike once."""
    seen: set[object] = set()
    found: dict[PolicyId, list[tuple[Question, Rule]]] = {}
    for question in questions(policies).open:
        rules = question.compiled.rules
        key = (
            question.owned,
            question.implications,
            tuple((rule.policy.id, rule.fields, rule.reach, rule.when, rule.unless) for rule in rules),
        )
        if key not in seen:
            seen.add(key)
            for rule in rules:
                found.setdefault(rule.policy.id, []).append((question, rule))
    return {policy: tuple(pairs) for policy, pairs in found.items()}


def _of_fields(policies: PolicySet) -> Iterator[Flawed]:
    """Fields that nothing opens to anybody."""
    left = policies.catalogue.all
    for policy in policies.policies:
        for question, rule in _distinct(policies).get(policy.id, ()):
            if left and policy.effect is Bearing.PERMIT:
                left &= ~_reached(question, rule, left)
    if left:
        yield Flawed(Flaw.NO_RULE, fields=_named(policies, left))


def _of_roles(policies: PolicySet, asked: Questions) -> Iterator[Flawed]:
    """Lines of the table that lead to nothing, for no agency of the role and no act."""
    fruitful = {
        (question.role, question.purpose)
        for question in asked.open
        if any(_reached(question, permit, policies.catalogue.all) for permit in question.permits)
    }
    for role, rule in policies.roles.items():
        for purpose in sorted(rule.purposes):
            if (role, purpose) not in fruitful:
                yield Flawed(Flaw.VAIN_PURPOSE, role=role, purpose=purpose)


def _named(policies: PolicySet, fields: int) -> tuple[FieldId, ...]:
    return tuple(field.id for field in policies.catalogue.fields if fields >> field.bit & 1)
