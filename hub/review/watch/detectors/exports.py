"""Taking out: many families at once, or at the very end."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from hub.review.watch.detectors.chance import tail
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
class Unusual:
    """So many families within so many days, where by chance so many come about once in `seldom` times."""

    families: int
    days: int
    seldom: int


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


def exports_unusual(scene: Scene, _: Rows, limits: Unusual) -> Iterator[Finding]:
    """Somebody takes out far more families over weeks than others of the function meanwhile, or they themselves."""
    taken = grouped(_taken(scene), lambda one: one.who)
    for who, mine in taken.items():
        odd = [few for few in _stretches(mine, limits) if _is_unusual(scene, taken, few, limits)]
        while odd:
            yield found(who, odd[0])
            odd = [few for few in odd if few[0].at > odd[0][-1].at]


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


def _stretches(mine: Rows, limits: Unusual) -> Iterator[Rows]:
    """What lies within so many days of each, where it is families enough."""
    for place, first in enumerate(mine):
        few = [one for one in mine[place:] if one.at - first.at <= timedelta(days=limits.days)]
        if len({one.family for one in few}) >= limits.families:
            yield few


def _is_unusual(scene: Scene, taken: Mapping[str, Rows], few: Rows, limits: Unusual) -> bool:
    """Beside the mean of all others of the function in these days, and beside the own days before and after."""
    who, begin, end = few[0].who, few[0].at, few[0].at + timedelta(days=limits.days)
    peers = [one for one in scene.by_who if one != who and scene.function_of(one) is scene.function_of(who)]
    theirs = sum(len({one.family for one in taken.get(peer, ()) if begin <= one.at <= end}) for peer in peers)
    days = (scene.until - scene.logged[0].at).days - (few[-1].at - begin).days
    own = (len(taken[who]) - len(few)) / max(1, days) * limits.days
    return tail(len({one.family for one in few}), max(theirs / max(1, len(peers)), own)) * limits.seldom <= 1


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
