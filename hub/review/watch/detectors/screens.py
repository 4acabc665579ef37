"""The shared screen: who leaves it open when the talk is over."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from hub.review.watch.detectors.telling import clock, found
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
        ends = [
            met.until
            for met in scene.context.appointments(mine[0].at, who=who)
            if met.kind is AppointmentKind.CONFERENCE and met.since <= mine[-1].at
        ]
        for before, after in pairwise(mine):
            over = max((end for end in ends if end >= before.at), default=before.at)
            if after.at - over > late:
                yield found(who, _around(mine, after), until=clock(after), minutes=_minutes(after.at - over))


def _around(mine: Rows, last: Logged) -> tuple[Logged, ...]:
    return tuple(one for one in mine if one.at <= last.at)


def _minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)
