"""What is left when all that explains a look is taken away.

Whoever answers everybody's calls, or signs off everybody's cases, leaves some looks unexplained every week. Whoever
works on cases of their own leaves hardly any: there a single one is worth a question.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from hub.review.watch.detectors.chance import Spread, tail
from hub.review.watch.detectors.refusals import is_mistyped
from hub.review.watch.detectors.telling import Single, by_pair, found
from hub.review.watch.scene import Finding, Rows, Scene, clusters, grouped
from hub.terms.clock import legal_day
from hub.terms.ids import FamilyNumber
from hub.terms.logged import Deed, Logged
from hub.terms.reasons import Reason

NO_LONGER = frozenset({Reason.FAM_NOT_ACTIVE, Reason.HELP_NOT_RUNNING})
"""Refusals of who had the case, that nobody needs to explain."""


@dataclass(frozen=True)
class Few:
    """On so many days within so many.

    Of whom answers for everybody only where it comes about by chance no more often than once in `seldom` times; of
    cases of who works beside them, once in `beside` times, as often as they are asked across the desk.
    """

    on: int
    within: int
    seldom: int
    beside: int


@dataclass(frozen=True)
class Still:
    """Nobody of the same body works on the family within so many days before and after."""

    days: int


def unlike_own_work(scene: Scene, rows: Rows, limits: Single) -> Iterator[Finding]:
    """Somebody who else works on own cases alone saw a family that is no case of who works beside them either."""
    mine = [one for one in rows if not one.is_refused and _is_judged(scene, one)]
    yield from by_pair([one for one in mine if one.who not in scene.for_all and not scene.is_near(one)], limits.days)


def tried(scene: Scene, rows: Rows, limits: Single) -> Iterator[Finding]:
    """Somebody tried a family with which nothing ties them. A mistyped number is none, nor a case that was theirs, nor
    one of who works beside them: whoever is asked across the desk follows a link that is shut to them.
    """
    mine = [one for one in rows if one.is_refused and _is_judged(scene, one) and not _was_theirs(scene, one)]
    mine = [one for one in mine if not scene.is_near(one)]
    yield from by_pair([one for one in mine if not is_mistyped(scene, one)], limits.days)


def seldom(scene: Scene, rows: Rows, limits: Few) -> Iterator[Finding]:
    """Somebody comes back to a family with which nothing ties them, weeks or months later.

    Whoever answers for everybody is called twice by the same family now and then.
    """
    mine = [one for one in rows if _is_judged(scene, one) and not _was_theirs(scene, one)]
    spread = Spread(mine, scene.touches)
    for (who, _), looks in grouped(mine, lambda one: (one.who, one.family)).items():
        for several in clusters(looks, timedelta(days=limits.within), limits.on, lambda one: legal_day(one.at)):
            few = [one for one in several if not (one.is_refused and is_mistyped(scene, one))]
            days = len({legal_day(one.at) for one in few})
            if days >= limits.on and _is_odd(scene, spread, few, limits):
                yield found(who, few, days=days)


def _is_odd(scene: Scene, spread: Spread, few: Rows, limits: Few) -> bool:
    days, first = len({legal_day(one.at) for one in few}), few[0]
    if first.who in scene.for_all:
        usual = spread.usual(first.who, first.at, first.at + timedelta(days=limits.within))
        return tail(days, usual) * limits.seldom <= 1
    if not all(scene.is_near(one) for one in few):
        return True
    asked, families = spread.other_days(first.who, first.family), len(_beside(scene, first.who))
    return tail(days, asked / max(1, families)) * families * limits.beside <= 1


def _beside(scene: Scene, who: str) -> set[FamilyNumber]:
    """Families of those who work beside somebody: about any of them they may be asked."""
    return {tie.family for tie in scene.context.assignments
            if scene.is_beside(who, tie.who) or (who, tie.who) in scene.context.stood_in}  # fmt: skip


def without_work(scene: Scene, rows: Rows, limits: Still) -> Iterator[Finding]:
    """Somebody saw a family on which nobody of the same body works, before or after."""
    span = timedelta(days=limits.days)
    mine = [one for one in rows if not one.is_refused and _is_judged(scene, one) and not scene.is_near(one)]
    for (who, _), looks in grouped(mine, lambda one: (one.who, one.family)).items():
        still = [one for one in looks if not scene.is_worked_on(one, span)]
        if still:
            yield found(who, still)


def nobody_to_ask(scene: Scene, rows: Rows, limits: Single) -> Iterator[Finding]:
    """Somebody saw the case of who works beside them while these were away, and others stood in for them.

    Across the desk nobody can have asked. What was, or will be, their own case is none.
    """
    mine = [one for one in rows if not one.is_refused and _is_judged(scene, one) and scene.is_near(one)]
    yield from by_pair([one for one in mine if _are_away(scene, one)], limits.days)


def _are_away(scene: Scene, one: Logged) -> bool:
    context, family = scene.context, str(one.family)
    if context.assignments_of(one.who, family):
        return False
    beside = [
        who
        for who in context.workers(family, one.at)
        if scene.is_beside(one.who, who) or (one.who, who) in context.stood_in
    ]
    return bool(beside) and all(context.absent(who, one.at) for who in beside)


def _is_judged(scene: Scene, one: Logged) -> bool:
    """Whether it is a look at a file by somebody whose work this controller knows. Others are their officer's."""
    return one.action is not Deed.SEARCH and scene.is_own(one)


def _was_theirs(scene: Scene, one: Logged) -> bool:
    return one.is_refused and one.reason in NO_LONGER and bool(scene.context.assignments_of(one.who, str(one.family)))
