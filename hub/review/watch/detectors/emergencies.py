"""Emergency access: every use, too many of them, and those after which nothing happens."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from hub.review.watch.detectors.telling import found
from hub.review.watch.scene import Finding, Rows, Scene, clusters, each, grouped
from hub.terms.lists import Purpose
from hub.terms.logged import Deed, Logged


@dataclass(frozen=True)
class Often:
    """So many uses within so many days; one is every use."""

    times: int
    days: int


@dataclass(frozen=True)
class FollowUp:
    """Within so many hours."""

    hours: int


@dataclass(frozen=True)
class Texts:
    """Of the same text, so many within so many days; of one that says nothing, every one."""

    same: int
    days: int


def emergency(scene: Scene, _: Rows, limits: Often) -> Iterator[Finding]:
    """Somebody opened a family as an emergency."""
    for who, mine in grouped(_uses(scene), lambda one: one.who).items():
        if limits.times > 1:
            for several in clusters(mine, timedelta(days=limits.days), limits.times, each):
                yield found(who, several)
            continue
        for few in grouped(mine, lambda one: one.family).values():
            for one in clusters(few, timedelta(days=limits.days), 1, each):
                yield found(who, one)


def without_follow_up(scene: Scene, _: Rows, limits: FollowUp) -> Iterator[Finding]:
    """An emergency access after which no protection of the child was begun, and none ran."""
    span = timedelta(hours=limits.hours)
    for one in _uses(scene):
        if scene.until - one.at > span and not _is_followed(scene, one, span):
            yield found(one.who, (one,), hours=limits.hours)


def poor_reason(scene: Scene, __: Rows, limits: Texts) -> Iterator[Finding]:
    """A reason that was asked for and says nothing, or the same text again and again."""
    asked = [one for one in scene.logged if one.action in (Deed.EMERGENCY, Deed.TAKE_OVER) and one.matter]
    for one in asked:
        if one.wording.is_poor:
            yield found(one.who, (one,))
    given = [*asked, *(one for one in scene.touches if one.action is Deed.VIEW and one.matter and not one.claimed)]
    for (who, _), mine in grouped(sorted(given, key=lambda one: one.at), lambda one: (one.who, one.matter)).items():
        for several in clusters(mine, timedelta(days=limits.days), limits.same, each):
            yield found(who, several)


def _uses(scene: Scene) -> list[Logged]:
    return [one for one in scene.logged if one.action is Deed.EMERGENCY and one.family and not one.is_refused]


def _is_followed(scene: Scene, use: Logged, span: timedelta) -> bool:
    """By a procedure that ran or began, or by work on the protection of the same family."""
    family = str(use.family)
    if any(
        ran.since - use.at <= span and (ran.until is None or use.at < ran.until)
        for ran in scene.context.procedures_of(family)
    ):
        return True
    return any(
        timedelta() <= one.at - use.at <= span and one.purpose is Purpose.SGB8_CHILD_PROTECTION
        for one in scene.by_family.get(use.family, ())
        if one.action is not Deed.EMERGENCY and not one.is_refused
    )
