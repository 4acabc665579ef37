"""What is left when all that explains a look is taken away, and what is explained by little alone.

Whoever answers everybody's calls, or signs off everybody's cases, leaves some looks unexplained every week. Whoever
works on cases of their own leaves hardly any: there a single one is worth a question.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from hub.review.watch.detectors.refusals import is_mistyped
from hub.review.watch.detectors.telling import found
from hub.review.watch.scene import Finding, Rows, Scene, clusters, each, grouped
from hub.terms.clock import legal_day
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
