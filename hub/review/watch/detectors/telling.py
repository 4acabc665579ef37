"""Small things that several detectors say of their findings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hub.review.watch.scene import Finding, grouped
from hub.terms.logged import Logged

BERLIN = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True)
class Single:
    """What stands within so many days is one matter."""

    days: int


def found(who: str | None, entries: Sequence[Logged], **facts: object) -> Finding:
    """A finding with how many entries and families it joins, and what else is told of it."""
    families = len({one.family for one in entries if one.family})
    told = {"times": len(entries), "families": families, **facts}
    return Finding(who, tuple(entries), {name: str(fact) for name, fact in told.items()})


def clock(one: Logged) -> str:
    """The time of day on the clocks of Berlin."""
    return f"{one.at.astimezone(BERLIN):%H:%M}"


def day(one: Logged) -> str:
    """The day on the calendars of Berlin."""
    return f"{one.at.astimezone(BERLIN):%d.%m.%Y}"


def by_pair(mine: list[Logged], days: int) -> Iterator[Finding]:
    """Looks of one person at one family, parted where nothing happened for so many days."""
    for (who, _), looks in grouped(mine, lambda one: (one.who, one.family)).items():
        begin = 0
        for place, (before, after) in enumerate(pairwise(looks)):
            if after.at - before.at > timedelta(days=days):
                yield found(who, looks[begin : place + 1])
                begin = place + 1
        yield found(who, looks[begin:])
