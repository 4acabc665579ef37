"""What somebody does at a family, beside looking: asking, entering, taking out, without any tie to it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from hub.review.watch.detectors.telling import Single, by_pair, found
from hub.review.watch.scene import Finding, Rows, Scene, clusters, family_of, grouped
from hub.terms.lists import Role
from hub.terms.logged import Deed, Explanation, Logged

TIES = frozenset({Explanation.ASSIGNED, Explanation.DEPUTY, Explanation.PROTECTION})
ASKING = frozenset({Deed.REQUEST, Deed.CONSENT, Deed.WITHDRAWAL, Deed.CHANGE})
LEADING = frozenset({Role.FAM_COORDINATOR, Role.ASD_LEAD, Role.JOBCENTER_LEAD, Role.PROVIDER_LEAD})


@dataclass(frozen=True)
class Listed:
    """So many families within so many hours."""

    families: int
    hours: int


@dataclass(frozen=True)
class Soon:
    """Within so many minutes."""

    minutes: int


def without_tie(scene: Scene, _: Rows, limits: Single) -> Iterator[Finding]:
    """Somebody asks a family for a yes, or enters something about it, with whom nothing ties them.

    Whoever works side by side with the family's worker may do it for them while they are away, or once as a favour.
    """
    done = [one for one in scene.logged if one.action in ASKING and one.family and not one.is_refused]
    mine = [one for one in done if scene.is_own(one) and not scene.explained(one).codes]
    for one in by_pair([one for one in mine if not _is_for_an_absent(scene, one)], limits.days):
        if len(one.entries) > 1 or not scene.is_near(one.entries[0]):
            yield one


def mandate_by_nobody(scene: Scene, _: Rows, limits: Single) -> Iterator[Finding]:
    """Somebody whose duty it is not assigns a family that is no case of theirs, or makes a deputy for it."""
    done = [one for one in scene.logged if one.action is Deed.MANDATE and one.family and not one.is_refused]
    mine = [one for one in done if one.role not in LEADING and scene.is_own(one)]
    yield from by_pair([one for one in mine if not scene.explained(one).codes & TIES], limits.days)


def taken_out(scene: Scene, rows: Rows, _: Single) -> Iterator[Finding]:
    """Somebody takes a family out that is no case of theirs, and in which they stand in for nobody."""
    for one in rows:
        if one.action is Deed.EXPORT and not one.is_refused and not scene.explained(one).codes & TIES:
            yield found(one.who, (one,))


def foreign_list(scene: Scene, _: Rows, limits: Listed) -> Iterator[Finding]:
    """A list, which names one's own families, named families with which nothing ties whoever called it."""
    named = [one for one in scene.logged if one.action is Deed.LIST and one.family and not one.is_refused]
    mine = [one for one in named if scene.is_own(one) and not scene.explained(one).codes and not scene.is_near(one)]
    for who, parts in grouped(mine, lambda one: one.who).items():
        for several in clusters(parts, timedelta(hours=limits.hours), limits.families, family_of):
            if who not in scene.for_all:
                yield found(who, several)


def found_unopened(scene: Scene, rows: Rows, limits: Soon) -> Iterator[Finding]:
    """Somebody finds a family by its name with whom nothing ties them, and opens neither it nor another of the list.

    Not who answers for everybody, and not in a list of several: what else it names was not sought.
    """
    parts = grouped((one for one in scene.logged if one.action is Deed.SEARCH), lambda one: one.entry)
    for one in rows:
        if one.action is not Deed.SEARCH or one.who in scene.for_all or len(parts[one.entry]) > 1:
            continue
        if not scene.is_near(one) and not _opens(scene, one, timedelta(minutes=limits.minutes)):
            yield found(one.who, (one,))


def sought_by_name(scene: Scene, rows: Rows, limits: Soon) -> Iterator[Finding]:
    """Somebody looks for a family by its name and opens it, with whom nothing ties them. Whom a colleague asks is told
    the number.
    """
    span = timedelta(minutes=limits.minutes)
    for one in rows:
        if one.is_refused or one.action is Deed.SEARCH or one.who in scene.for_all:
            continue
        before = scene.by_family.get(one.family, ())
        if any(
            other.who == one.who and other.action is Deed.SEARCH and timedelta() <= one.at - other.at <= span
            for other in before
        ):
            yield found(one.who, (one,))


def together(scene: Scene, rows: Rows, limits: Soon) -> Iterator[Finding]:
    """Two look at the same family within minutes, and nothing ties either of them to it."""
    span = timedelta(minutes=limits.minutes)
    mine = [one for one in rows if not one.is_refused and one.who not in scene.for_all]
    for looks in grouped(mine, lambda one: one.family).values():
        for place, one in enumerate(looks):
            near = looks[max(0, place - FEW) : place + FEW]
            if any(other.who != one.who and abs(other.at - one.at) <= span for other in near):
                yield found(one.who, (one,))


FEW = 8
"""So many looks before and after are compared: more of them are a crowd, and another rule's."""


def _is_for_an_absent(scene: Scene, one: Logged) -> bool:
    """Whether the case is, was or will be theirs, or whoever has it beside them is away."""
    if not scene.is_near(one):
        return False
    beside = [who for who in scene.context.workers(str(one.family), one.at) if scene.is_beside(one.who, who)]
    return not beside or any(scene.context.absent(who, one.at) for who in beside)


def _opens(scene: Scene, search: Logged, soon: timedelta) -> bool:
    looks = scene.by_family.get(search.family, ())
    return any(
        one.who == search.who and one.action is not Deed.SEARCH and timedelta() <= one.at - search.at <= soon
        for one in looks
    )
