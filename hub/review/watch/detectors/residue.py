"""What is left when all that explains a look is taken away, and what is explained by little alone.

Whoever answers everybody's calls, or signs off everybody's cases, leaves some looks unexplained every week. Whoever
works on cases of their own leaves hardly any: there a single one is worth a question.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from hub.review.watch.detectors.refusals import is_mistyped
from hub.review.watch.detectors.telling import found
from hub.review.watch.scene import Finding, Rows, Scene, clusters, each, grouped
from hub.terms.clock import legal_day
from hub.terms.lists import Role
from hub.terms.logged import Deed, Explanation, Logged
from hub.terms.reasons import Reason

NO_LONGER = frozenset({Reason.FAM_NOT_ACTIVE, Reason.HELP_NOT_RUNNING})
"""Refusals of who had the case, that nobody needs to explain."""
MANDATES = frozenset({Explanation.ASSIGNED, Explanation.DEPUTY})


@dataclass(frozen=True)
class Single:
    """What stands within so many days is one matter."""

    days: int


@dataclass(frozen=True)
class Few:
    """On so many days within so many."""

    on: int
    within: int


@dataclass(frozen=True)
class Long:
    """So many looks within so many minutes."""

    looks: int
    minutes: int


@dataclass(frozen=True)
class Still:
    """Nobody of the same body works on the family within so many days before and after."""

    days: int


@dataclass(frozen=True)
class Far:
    """So many days from the next date, on so many days within so many."""

    days: int
    on: int
    within: int


@dataclass(frozen=True)
class Duty:
    """So many families within so many hours."""

    families: int
    hours: int


@dataclass(frozen=True)
class Lopsided:
    """Of at least so many families one, with so many looks on so many days, so many percent of all."""

    families: int
    looks: int
    on: int
    percent: int


@dataclass(frozen=True)
class Absorbed:
    """One family on so many days within so many, with so many looks, and so many percent of all of one's own."""

    on: int
    days: int
    looks: int
    percent: int


@dataclass(frozen=True)
class Picked:
    """Of these functions fewer families than so many, without a pause of so many days."""

    roles: tuple[Role, ...]
    families: int
    days: int


def unlike_own_work(scene: Scene, rows: Rows, limits: Single) -> Iterator[Finding]:
    """Somebody who else works on own cases alone saw a family with which nothing ties them."""
    mine = [one for one in rows if not one.is_refused and _is_judged(scene, one)]
    yield from _by_pair([one for one in mine if one.who not in scene.for_all], limits.days)


def tried(scene: Scene, rows: Rows, limits: Single) -> Iterator[Finding]:
    """Somebody tried a family with which nothing ties them. A mistyped number is none, nor a case that was theirs."""
    mine = [one for one in rows if one.is_refused and _is_judged(scene, one) and not _was_theirs(scene, one)]
    yield from _by_pair([one for one in mine if not is_mistyped(scene, one)], limits.days)


def seldom(scene: Scene, rows: Rows, limits: Few) -> Iterator[Finding]:
    """Somebody comes back to a family with which nothing ties them, weeks or months later."""
    mine = [one for one in rows if _is_judged(scene, one) and not _was_theirs(scene, one)]
    for (who, _), looks in grouped(mine, lambda one: (one.who, one.family)).items():
        for several in clusters(looks, timedelta(days=limits.within), limits.on, lambda one: legal_day(one.at)):
            few = [one for one in several if not (one.is_refused and is_mistyped(scene, one))]
            if len({legal_day(one.at) for one in few}) >= limits.on:
                yield found(who, few, days=len({legal_day(one.at) for one in few}))


def dwelling(_: Scene, rows: Rows, limits: Long) -> Iterator[Finding]:
    """Somebody goes through a family with which nothing ties them, more than one answer takes."""
    seen = [one for one in rows if not one.is_refused and one.action is not Deed.SEARCH]
    for (who, _family), mine in grouped(seen, lambda one: (one.who, one.family)).items():
        for several in clusters(mine, timedelta(minutes=limits.minutes), limits.looks, each):
            yield found(who, several)


def without_work(scene: Scene, rows: Rows, limits: Still) -> Iterator[Finding]:
    """Somebody saw a family on which nobody of the same body works, before or after."""
    span = timedelta(days=limits.days)
    for (who, _), mine in grouped((one for one in rows if not one.is_refused), lambda one: (one.who, one.family)).items():
        still = [one for one in mine if not scene.is_worked_on(one, span)]
        if still:
            yield found(who, still)


def same_day_note(scene: Scene, rows: Rows, limits: Single) -> Iterator[Finding]:
    """All that speaks for a look is a date that was put down on the very day, by whom nobody calls otherwise."""
    mine = [
        one
        for one in rows
        if one.who not in scene.for_all
        and not one.is_refused
        and scene.explained(one).codes == {Explanation.TASK}
        and _is_noted_on_the_day(scene, one)
    ]
    yield from _by_pair(mine, limits.days)


def far_from_a_date(scene: Scene, rows: Rows, limits: Far) -> Iterator[Finding]:
    """All that speaks for looks is a date days away, of somebody who has nothing else to do with the family."""
    mine = [
        one
        for one in rows
        if one.who not in scene.for_all
        and not one.is_refused
        and scene.explained(one).codes == {Explanation.TASK}
        and _days_to_a_date(scene, one) >= limits.days
    ]
    for (who, _family), looks in grouped(mine, lambda one: (one.who, one.family)).items():
        for several in clusters(looks, timedelta(days=limits.within), limits.on, lambda one: legal_day(one.at)):
            yield found(who, several)


def idle_duty(scene: Scene, rows: Rows, limits: Duty) -> Iterator[Finding]:
    """On call, somebody reads families for whom nobody called: no emergency, no procedure, no note of that night."""
    mine = [one for one in rows if not one.is_refused and _is_idle(scene, one, timedelta(hours=limits.hours))]
    for who, looks in grouped(mine, lambda one: one.who).items():
        for several in clusters(looks, timedelta(hours=limits.hours), limits.families, lambda one: one.family):
            yield found(who, several)


def lopsided(scene: Scene, rows: Rows, limits: Lopsided) -> Iterator[Finding]:
    """Who stands in for somebody reads one of the families, and hardly any other of them."""
    ties = grouped_ties(scene)
    mine = [one for one in rows if scene.explained(one).codes & MANDATES == {Explanation.DEPUTY} and not one.is_refused]
    by_tie: dict[tuple[str, str, object], list[Logged]] = {}
    for one in mine:
        tie = scene.context.deputy(one.who, str(one.family), one.at)
        if tie is not None and ties[tie.who, tie.stands_in_for, tie.since] >= limits.families:
            by_tie.setdefault((tie.who, tie.stands_in_for, tie.since), []).append(one)
    for (who, _other, _since), looks in by_tie.items():
        for few in grouped(looks, lambda one: one.family).values():
            days = {legal_day(one.at) for one in few}
            if len(few) >= limits.looks and len(days) >= limits.on and len(few) * 100 >= limits.percent * len(looks):
                yield found(who, few)


def own_lopsided(scene: Scene, rows: Rows, limits: Absorbed) -> Iterator[Finding]:
    """Who has many cases reads one of them for days, far more than all others together."""
    span = timedelta(days=limits.days)
    own = [one for one in rows if Explanation.ASSIGNED in scene.explained(one).codes and not one.is_refused]
    for who, mine in grouped(own, lambda one: one.who).items():
        times = [one.at for one in mine]
        for few in grouped(mine, lambda one: one.family).values():
            for several in clusters(few, span, limits.on, lambda one: legal_day(one.at)):
                if len(several) < limits.looks:
                    continue
                begin, end = bisect_left(times, several[0].at), bisect_right(times, several[-1].at)
                meanwhile = mine[begin:end]
                others = len({one.family for one in meanwhile}) - 1
                if others >= 1 and len(several) * 100 >= limits.percent * len(meanwhile):
                    yield found(who, several)


def picked_out(scene: Scene, rows: Rows, limits: Picked) -> Iterator[Finding]:
    """Whose office goes through drawn lists looks at a few files alone."""
    roles, span = frozenset(limits.roles), timedelta(days=limits.days)
    mine = [one for one in rows if one.role in roles and not one.is_refused and one.action is not Deed.SEARCH]
    for who, looks in grouped(mine, lambda one: one.who).items():
        for several in clusters(looks, span, 1, lambda one: one.family):
            if len({one.family for one in several}) < limits.families:
                yield found(who, several)


def grouped_ties(scene: Scene) -> Counter[tuple[str, str, object]]:
    """How many families somebody was given with one absence."""
    return Counter((one.who, one.stands_in_for, one.since) for one in scene.context.deputies)


def _is_idle(scene: Scene, one: Logged, span: timedelta) -> bool:
    """Whether it is a look on call alone, and nothing came of it."""
    shift = scene.context.on_duty(one.who, one.at)
    if shift is None or not shift.on_call or scene.explained(one).codes - {Explanation.TASK}:
        return False
    if any(abs(ran.since - one.at) <= span for ran in scene.context.procedures_of(str(one.family))):
        return False
    if any(abs(met.since - one.at) <= span for met in scene.context.dates_with(one.who, str(one.family))):
        return False
    near = (other for other in scene.by_family.get(one.family, ()) if abs(other.at - one.at) <= span)
    return not any(other.who == one.who and other.action is Deed.EMERGENCY for other in near)


def _days_to_a_date(scene: Scene, one: Logged) -> int:
    day = legal_day(one.at)
    days = [min(abs(day - legal_day(end)).days for end in (met.since, met.until))
            for met in scene.context.dates_with(one.who, str(one.family))]  # fmt: skip
    return min(days, default=0)


def _is_noted_on_the_day(scene: Scene, one: Logged) -> bool:
    """Whether every date that they have with the family was put down on the day of the look, or a day before."""
    near = [met for met in scene.context.dates_with(one.who, str(one.family)) if abs(met.since - one.at).days <= 6]
    if not near or any(legal_day(met.since) != legal_day(one.at) and met.entered is None for met in near):
        return False
    return all(met.entered is not None and legal_day(met.entered) == legal_day(one.at) for met in near)


def _by_pair(mine: list[Logged], days: int) -> Iterator[Finding]:
    for (who, _), looks in grouped(mine, lambda one: (one.who, one.family)).items():
        begin = 0
        for place, (before, after) in enumerate(pairwise(looks)):
            if after.at - before.at > timedelta(days=days):
                yield found(who, looks[begin : place + 1])
                begin = place + 1
        yield found(who, looks[begin:])


def _is_judged(scene: Scene, one: Logged) -> bool:
    """Whether it is a look at a file by somebody whose work this controller knows. Others are their officer's."""
    return one.action is not Deed.SEARCH and scene.is_own(one)


def _was_theirs(scene: Scene, one: Logged) -> bool:
    return one.is_refused and one.reason in NO_LONGER and bool(scene.context.assignments_of(one.who, str(one.family)))


__all__ = ["dwelling", "same_day_note", "seldom", "tried", "unlike_own_work", "without_work"]
