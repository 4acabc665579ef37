"""The shared screen: who leaves it open when the talk is over."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from hub.review.watch.detectors.telling import Single, by_pair, clock, found
from hub.review.watch.scene import Finding, Rows, Scene, grouped
from hub.terms.circumstances import AppointmentKind
from hub.terms.clock import legal_day
from hub.terms.logged import Deed, Logged


@dataclass(frozen=True)
class LeftOpen:
    """So many minutes after the end of the conference, or after the last change of the screen."""

    minutes: int


def left_open(scene: Scene, __: Rows, limits: LeftOpen) -> Iterator[Finding]:
    """A screen that several see still shows a family long after the conference."""
    shown = [one for one in scene.logged if one.action is Deed.DISPLAY and not one.is_refused]
    late = timedelta(minutes=limits.minutes)
    for (who, _), mine in grouped(shown, lambda one: (one.who, legal_day(one.at))).items():
        for place, one in enumerate(mine):
            over = _over(scene, one, mine[place - 1] if place else None)
            if over is not None and one.at - over > late:
                yield found(who, mine[max(0, place - 1) : place + 1], until=clock(one), minutes=_minutes(one.at - over))


def shown_to_nobody(scene: Scene, rows: Rows, limits: Single) -> Iterator[Finding]:
    """Somebody put a family on the shared screen, though no conference and no other date speaks for it."""
    yield from by_pair([one for one in rows if one.action is Deed.DISPLAY and not one.is_refused], limits.days)


def _over(scene: Scene, one: Logged, before: Logged | None) -> datetime | None:
    """The end of the last conference that had begun; without one, the last change of the screen on that day."""
    met = (
        *scene.context.appointments(one.at, who=one.who),
        *scene.context.appointments(one.at, family=str(one.family)),
    )
    ends = [each.until for each in met if each.kind is AppointmentKind.CONFERENCE and each.since <= one.at]
    return max(ends, default=before.at if before else None)


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)
