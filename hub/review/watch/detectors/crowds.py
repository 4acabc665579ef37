"""Many people at one family, or after one name."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice, takewhile

from hub.review.watch.detectors.telling import found
from hub.review.watch.scene import Finding, Rows, Scene, clusters, grouped
from hub.terms.logged import Deed, Logged


@dataclass(frozen=True)
class Crowd:
    """So many different people within so many hours."""

    people: int
    hours: int


@dataclass(frozen=True)
class Seekers:
    """So many different people within so many days; who opens an own family within so many minutes has a reason."""

    people: int
    days: int
    minutes: int


def crowd(_: Scene, rows: Rows, limits: Crowd) -> Iterator[Finding]:
    """Many looked, or tried to look, at one family."""
    for mine in grouped(rows, lambda one: one.family).values():
        for several in clusters(mine, timedelta(hours=limits.hours), limits.people, _who):
            yield found(None, several, people=len({one.who for one in several}))


def seekers(scene: Scene, _: Rows, limits: Seekers) -> Iterator[Finding]:
    """Many searched for the same words, or found the same family. Of words nothing is known but that they are the same.

    A page of hits has no words: it belongs to the search that stands before it.
    """
    searched = [one for one in scene.logged if one.action is Deed.SEARCH and (one.matter or one.family)]
    for mine in grouped(searched, lambda one: one.matter or one.family).values():
        if len({one.who for one in mine}) < limits.people:
            continue
        odd = [one for one in mine if not _opens_own(scene, one, timedelta(minutes=limits.minutes))]
        for several in clusters(odd, timedelta(days=limits.days), limits.people, _who):
            yield found(None, several, people=len({one.who for one in several}))


def _opens_own(scene: Scene, search: Logged, soon: timedelta) -> bool:
    """Whether who searched opens a family soon after, for a reason that is known."""
    return any(
        timedelta() <= one.at - search.at <= soon and one.action is Deed.VIEW and bool(scene.explained(one).codes)
        for one in _near(scene.by_who[search.who], search, soon)
    )


def _near(rows: Sequence[Logged], search: Logged, soon: timedelta) -> Iterator[Logged]:
    begin = bisect_left(rows, search.at, key=lambda one: one.at)
    return takewhile(lambda one: one.at - search.at <= soon, islice(rows, begin, None))


def _who(one: Logged) -> str:
    return one.who
