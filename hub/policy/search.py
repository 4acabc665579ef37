"""Case distinction over conditions: is there a circumstance in which none of certain rules covers a field?

Complete: every combination of the conditions that the rules name is either looked at or cut off because all that
follow from it come out alike. So "there is none" is a proof, and what is found is a counterexample.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from hub.policy.circumstances import Implication, State, settle
from hub.policy.compile import Rule
from hub.policy.policies import Bearing, Measure
from hub.policy.questions import Question


class Cover(NamedTuple):
    """A rule that covers these fields wherever it applies."""

    rule: Rule
    fields: int


class Found(NamedTuple):
    """A circumstance in which fields are left that nothing covers."""

    state: State
    fields: int


NOWHERE = State(0, 0)


def reach(rule: Rule, level: int) -> int:
    """The fields that a permit opens to a level at most: consent may open whatever it is asked for."""
    return rule.fields if rule.policy.level is Measure.RELEASE else rule.reach[level]


def limiting(limits: Iterable[Rule], level: int) -> Iterator[Cover]:
    """Limits as covers: the fields that each keeps below a level."""
    for rule in limits:
        fields = rule.fields & ~rule.reach[level]
        if fields:
            yield Cover(rule, fields)


def permitting(permits: Iterable[Rule], level: int) -> Iterator[Cover]:
    """Permits as covers: the fields that each opens to a level without anybody's consent."""
    for rule in permits:
        if rule.policy.effect is Bearing.PERMIT and rule.reach[level]:
            yield Cover(rule, rule.reach[level])


def uncovered(question: Question, applying: Sequence[Rule], fields: int, covers: Sequence[Cover]) -> Iterator[Found]:
    """For each way of owning: where all of `applying` apply and some of `fields` are covered by none of `covers`."""
    for way in question.owned:
        state = _where_apply(applying, way.state, question.implications)
        if state is not None and fields & way.fields:
            found = _look(state, fields & way.fields, covers, question.implications)
            if found is not None:
                yield found


def _where_apply(applying: Sequence[Rule], state: State, implications: Sequence[Implication]) -> State | None:
    """The state with all that makes these rules apply; None where one of them cannot."""
    if any(rule.owners and not rule.owners & state.held for rule in applying):
        return None
    more = State(0, 0)
    for rule in applying:
        more = State(more.held | rule.when, more.absent | rule.unless)
    return settle(state, more, implications)


def _look(state: State, fields: int, covers: Sequence[Cover], implications: Sequence[Implication]) -> Found | None:
    """Whatever is not settled yet is tried both ways, one condition after the other."""
    open_covers = []
    for cover in covers:
        if not cover.fields & fields or _cannot(cover.rule, state):
            continue
        if _must(cover.rule, state):
            fields &= ~cover.fields
        else:
            open_covers.append(cover)
    pending = [cover for cover in open_covers if cover.fields & fields]
    if not fields or not pending:
        return Found(state, fields) if fields else None
    rule = pending[0].rule
    held, absent = rule.when & ~state.held, rule.unless & ~state.absent
    bit = (held or absent) & -(held or absent)
    without, within = State(0, bit), State(bit, 0)
    for way in (without, within) if held else (within, without):
        settled = settle(state, way, implications)
        found = None if settled is None else _look(settled, fields, pending, implications)
        if found is not None:
            return found
    return None


def _cannot(rule: Rule, state: State) -> bool:
    if rule.when & state.absent or rule.unless & state.held:
        return True
    return bool(rule.owners) and not rule.owners & state.held


def _must(rule: Rule, state: State) -> bool:
    """Owners are settled from the start."""
    return not rule.when & ~state.held and not rule.unless & ~state.absent
