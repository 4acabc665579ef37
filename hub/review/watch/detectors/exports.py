"""Taking out: many families at once, or at the very end."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from hub.review.watch.detectors.telling import found
from hub.review.watch.scene import Finding, Rows, Scene, clusters, each, family_of, grouped
from hub.terms.circumstances import Input
from hub.terms.clock import legal_day
from hub.terms.logged import Deed, Explanation, Logged

OWN = frozenset({Explanation.ASSIGNED, Explanation.DEPUTY})


@dataclass(frozen=True)
class Taken:
    """So many families within so many hours."""

    families: int
    hours: int


@dataclass(frozen=True)
class Slowly:
    """So many families within so many days, and so many times as many as others of the function."""

    families: int
    days: int
    times: int


@dataclass(frozen=True)
class OfOne:
    """One family so many times within so many days."""

    times: int
    days: int


@dataclass(frozen=True)
class OffDuty:
    """What lies within so many hours is one."""

    hours: int


@dataclass(frozen=True)
class AtTheEnd:
    """Within so many days before an end."""

    days: int


def exports(scene: Scene, _: Rows, limits: Taken) -> Iterator[Finding]:
    """Somebody takes many families out."""
    for who, mine in grouped(_taken(scene), lambda one: one.who).items():
        for several in clusters(mine, timedelta(hours=limits.hours), limits.families, family_of):
            yield found(who, several)


def exports_slowly(scene: Scene, _: Rows, limits: Slowly) -> Iterator[Finding]:
    """Somebody takes out one family after the other, and many more than others of the function do meanwhile."""
    taken = grouped(_taken(scene), lambda one: one.who)
    acting = {(one.role, one.who) for one in scene.logged}
    for who, mine in taken.items():
        for several in clusters(mine, timedelta(days=limits.days), limits.families, family_of):
            peers = {other for role, other in acting if role is several[0].role} - {who}
            begin, end = several[0].at, several[-1].at
            counts = [len({one.family for one in taken.get(peer, ()) if begin <= one.at <= end}) for peer in peers]
            if len({one.family for one in several}) >= limits.times * (median(counts) if counts else 0):
                yield found(who, several)


def exports_of_one(scene: Scene, _: Rows, limits: OfOne) -> Iterator[Finding]:
    """Somebody takes one family out again and again."""
    for (who, _family), mine in grouped(_taken(scene), lambda one: (one.who, one.family)).items():
        for several in clusters(mine, timedelta(days=limits.days), limits.times, each):
            yield found(who, several)


def taken_as_deputy(scene: Scene, _: Rows, limits: Taken) -> Iterator[Finding]:
    """Somebody takes several families out which are theirs for the time of a cover alone."""
    mine = [one for one in _taken(scene) if scene.explained(one).codes & OWN == {Explanation.DEPUTY}]
    for who, looks in grouped(mine, lambda one: one.who).items():
        for several in clusters(looks, timedelta(hours=limits.hours), limits.families, family_of):
            yield found(who, several)


def export_off_duty(scene: Scene, _: Rows, limits: OffDuty) -> Iterator[Finding]:
    """Somebody takes a family out when they are not on duty; said only where the roster speaks of that day."""
    free = [one for one in _taken(scene) if _is_off_duty(scene, one)]
    for who, mine in grouped(free, lambda one: one.who).items():
        for several in clusters(mine, timedelta(hours=limits.hours), 1, family_of):
            yield found(who, several)


def export_at_the_end(scene: Scene, _: Rows, limits: AtTheEnd) -> Iterator[Finding]:
    """Somebody takes a family out in the last days in which it is their case, or in which they work here."""
    span = timedelta(days=limits.days)
    last = [one for one in _taken(scene) if _is_at_the_end(scene, one, span)]
    for who, mine in grouped(last, lambda one: one.who).items():
        for several in clusters(mine, span, 1, family_of):
            yield found(who, several)


def _is_off_duty(scene: Scene, one: Logged) -> bool:
    context = scene.context
    return context.knows(Input.ROSTER, one.who, one.at) and context.on_duty(one.who, one.at) is None


def _is_at_the_end(scene: Scene, one: Logged, span: timedelta) -> bool:
    """Whether the last day of a case without another tie, or of all posts, is so near."""
    ties = [tie.until for tie in scene.context.assignments_of(one.who, str(one.family))]
    ends = [scene.context.ended.get(one.who), *(ties if None not in ties else ())]
    return any(end is not None and timedelta() <= end - legal_day(one.at) <= span for end in ends)


def _taken(scene: Scene) -> list[Logged]:
    return [one for one in scene.logged if one.action is Deed.EXPORT and one.family and not one.is_refused]
