"""Taking out: many families at once, or at the very end."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from hub.review.watch.detectors.telling import found
from hub.review.watch.scene import Finding, Rows, Scene, clusters, family_of, grouped
from hub.terms.clock import legal_day
from hub.terms.logged import Deed, Logged


@dataclass(frozen=True)
class Taken:
    """So many families within so many hours."""

    families: int
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


def export_at_the_end(scene: Scene, _: Rows, limits: AtTheEnd) -> Iterator[Finding]:
    """Somebody takes a family out in the last days in which it is their case, or in which they work here."""
    for (who, family), mine in grouped(_taken(scene), lambda one: (one.who, str(one.family))).items():
        ties = scene.context.assignments_of(who, family)
        ends = [tie.until for tie in ties if tie.until is not None] if all(tie.until for tie in ties) else []
        ends = [*ends, scene.context.ended[who]] if who in scene.context.ended else ends
        last = [
            one
            for one in mine
            if any(timedelta() <= end - legal_day(one.at) <= timedelta(days=limits.days) for end in ends)
        ]
        if last:
            yield found(who, last)


def _taken(scene: Scene) -> list[Logged]:
    return [one for one in scene.logged if one.action is Deed.EXPORT and one.family and not one.is_refused]
