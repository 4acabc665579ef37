"""Promises, proven: for every question and every combination of conditions, or refuted by one example.

The proof is of the compiled rules, which are what decides; it is done before a set of rules takes effect.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hub.policy.circumstances import State
from hub.policy.compile import Rule, compile_rule, concerns
from hub.policy.conditions import ON_ASKING, ON_CELL, ON_FAMILY, ON_FIELD, ON_KIN, ON_OWNER, ON_REQUEST
from hub.policy.policies import Measure, Opened, Policy, PolicySet, Promise, Sight
from hub.policy.questions import Question, questions
from hub.policy.search import NOWHERE, Cover, Found, limiting, reach, uncovered
from hub.terms.ids import FieldId
from hub.terms.lists import Level

LOOKS_AT: Mapping[Sight, Collection[str]] = {
    Sight.ASKING: ON_ASKING,
    Sight.FIELD: ON_FIELD,
    Sight.REQUEST: ON_REQUEST,
    Sight.FAMILY: ON_FAMILY,
    Sight.OWNER: ON_OWNER,
    Sight.CELL: (*ON_CELL, *ON_KIN),
}


@dataclass(frozen=True, eq=False)
class Broken:
    """A promise that does not hold, and the example that shows it.

    `permit` opens `field` to `level` where `state` is so; `near` are the limits that would stop it but for a condition.
    Of a promise about words, `permit` is the rule that names `word`, and there is no question.
    """

    promise: Promise
    permit: Policy
    question: Question | None = None
    field: FieldId | None = None
    level: Level = Level.NONE
    state: State = NOWHERE
    near: tuple[Rule, ...] = ()
    word: str = ""


def prove(policies: PolicySet) -> tuple[Broken, ...]:
    """Nothing where all promises hold, for every possible input; else one example for each that does not."""
    found = (refute(policies, promise) for promise in policies.promises)
    return tuple(one for one in found if one is not None)


def refute(policies: PolicySet, promise: Promise) -> Broken | None:
    """An example that breaks one promise, be it of this set or not; None where it holds for every possible input."""
    if promise.looks_at:
        return next(_wrong_words(policies, promise), None)
    return next(_examples(policies, promise), None)


def _examples(policies: PolicySet, promise: Promise) -> Iterator[Broken]:
    seen: set[object] = set()
    for question in questions(policies).open:
        yield from _against(question, promise, seen)


def _wrong_words(policies: PolicySet, promise: Promise) -> Iterator[Broken]:
    """The first rule that names a condition which looks at something that no rule may look at."""
    known = {name for sight in promise.looks_at for name in LOOKS_AT[sight]}
    for policy in policies.policies:
        for word in (*policy.when, *policy.unless):
            if word not in known:
                yield Broken(promise, policy, word=word)


def _against(question: Question, promise: Promise, seen: set[object]) -> Iterator[Broken]:
    """Examples of one question; where the very same was looked at for another, there is none."""
    if not concerns(promise.limit, question.act, question.role, question.asking):
        return
    bound = compile_rule(promise.limit, question.asking)
    excepted = [
        compile_rule(one, question.asking)
        for one in promise.excepted
        if concerns(one, question.act, question.role, question.asking)
    ]
    key = (_same(question.compiled.rules), question.owned, question.implications, _same([bound, *excepted]))
    if not bound.fields or key in seen:
        return
    seen.add(key)
    below = 0
    for level in (1, 2, 3):
        beyond = bound.fields if promise.duty else bound.fields & ~bound.reach[level]
        covers = [*limiting(question.limits, level), *(Cover(one, one.fields) for one in excepted)]
        covers += [Cover(one, one.fields) for one in question.compiled.rules if promise.duty in one.policy.duties]
        yield from _opened(question, (promise, bound), (level, beyond & ~below), covers)
        below |= beyond


def _same(rules: Sequence[Rule]) -> tuple[object, ...]:
    return tuple((rule.policy.id, rule.fields, rule.reach, rule.when, rule.unless, rule.owners) for rule in rules)


def _opened(
    question: Question, promised: tuple[Promise, Rule], beyond: tuple[int, int], covers: Sequence[Cover]
) -> Iterator[Broken]:
    promise, bound = promised
    level, fields = beyond
    for permit in question.permits:
        if promise.by and (permit.policy.level is Measure.RELEASE) is not (promise.by is Opened.CONSENT):
            continue
        for found in uncovered(question, (bound, permit), fields & reach(permit, level), covers):
            yield _broken(question, promise, (permit, Level(level)), found)


def _broken(question: Question, promise: Promise, opened: tuple[Rule, Level], found: Found) -> Broken:
    permit, level = opened
    field = next(one for one in question.asking.policies.catalogue.fields if found.fields >> one.bit & 1)
    bit = 1 << field.bit
    near = tuple(rule for rule in question.limits if rule.fields & ~rule.reach[level] & bit)
    return Broken(promise, permit.policy, question, field.id, level, found.state, near)
