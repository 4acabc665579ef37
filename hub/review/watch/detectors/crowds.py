"""Many people at one family, or after one name."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice, takewhile
from statistics import median_high

from hub.review.watch.detectors.telling import found
from hub.review.watch.scene import Finding, Rows, Scene, clusters, grouped
from hub.terms.logged import Deed, Logged

ENOUGH = 4
"""Stretches from which one learns what is usual."""


@dataclass(frozen=True)
class Crowd:
    """So many different people within so many hours."""

    people: int
    hours: int


@dataclass(frozen=True)
class Seekers:
    """So many different people within so many days, and so many times as many as in a usual stretch of that length.

    So many percent of them open no family of theirs within so many minutes.
    """

    people: int
    days: int
    times: int
    percent: int
    minutes: int


def crowd(_: Scene, rows: Rows, limits: Crowd) -> Iterator[Finding]:
    """Many looked, or tried to look, at one family."""
    for mine in grouped(rows, lambda one: one.family).values():
        for several in clusters(mine, timedelta(hours=limits.hours), limits.people, _who):
            yield found(None, several, people=len({one.who for one in several}))


def seekers(scene: Scene, _: Rows, limits: Seekers) -> Iterator[Finding]:
    """Many searched for the same words, or found the same family. Of words nothing is known but that they are the same.

    A name that is common is searched for all the time: so many times as many as in its usual week count. A page of hits
    has no words: it belongs to the search that stands before it.
    """
    searched = [one for one in scene.logged if one.action is Deed.SEARCH and (one.matter or one.family)]
    for mine in grouped(searched, lambda one: one.matter or one.family).values():
        if len({one.who for one in mine}) < limits.people:
            continue
        least = max(limits.people, limits.times * _usual(scene, mine, limits.days))
        for several in clusters(mine, timedelta(days=limits.days), least, _who):
            people = {one.who for one in several}
            vain = people - {one.who for one in several if _opens_own(scene, one, timedelta(minutes=limits.minutes))}
            if len(vain) * 100 >= limits.percent * len(people):
                yield found(None, several, people=len(people))


def _opens_own(scene: Scene, search: Logged, soon: timedelta) -> bool:
    """Whether who searched opens a family soon after, for a reason that is known."""
    rows = scene.by_who[search.who]
    begin = bisect_left(rows, search.at, key=lambda one: one.at)
    return any(
        one.action is Deed.VIEW and bool(scene.explained(one).codes)
        for one in takewhile(lambda one: one.at - search.at <= soon, islice(rows, begin, None))
    )


def _usual(scene: Scene, mine: Rows, days: int) -> int:
    """The median of seekers in a stretch of so many days, over all that was read; 0 where that is too little."""
    begin = scene.logged[0].at
    stretches = (scene.logged[-1].at - begin).days // days
    if stretches < ENOUGH:
        return 0
    seen: dict[int, set[str]] = {}
    for one in mine:
        seen.setdefault((one.at - begin).days // days, set()).add(one.who)
    counts = [len(people) for people in seen.values()]
    return int(median_high([*counts, *[0] * max(0, stretches - len(counts))]))


def _who(one: Logged) -> str:
    return one.who
