"""How fast, how much and in which order somebody goes through families."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import mean, median, pstdev

from hub.review.watch.detectors.telling import found
from hub.review.watch.scene import Finding, Rows, Scene, clusters, each, family_of, grouped
from hub.terms.clock import legal_day
from hub.terms.lists import Role
from hub.terms.logged import Deed, Logged

SERIAL = re.compile(r"(\d+)\D*$")


@dataclass(frozen=True)
class Speed:
    """So many families within so many minutes."""

    families: int
    minutes: int


@dataclass(frozen=True)
class Steady:
    """So many reads of so many families, with pauses that hardly differ (percent of their mean), and no long ones."""

    reads: int
    families: int
    deviation: int
    seconds: int


@dataclass(frozen=True)
class Volume:
    """So many families in a day, and so many times the median of the same function in so many days."""

    families: int
    median: int
    days: int


@dataclass(frozen=True)
class Numbers:
    """So many neighbouring case numbers within so many minutes."""

    numbers: int
    minutes: int


@dataclass(frozen=True)
class Searches:
    """So many searches within so many hours after which nothing is opened within so many minutes."""

    searches: int
    hours: int
    minutes: int


@dataclass(frozen=True)
class Again:
    """So many searches for the same within so many days, after which nothing is opened within so many minutes."""

    searches: int
    days: int
    minutes: int


@dataclass(frozen=True)
class Names:
    """So many different names on as many days within so many, after which nothing is opened within so many minutes."""

    names: int
    days: int
    minutes: int


def speed(_: Scene, rows: Rows, limits: Speed) -> Iterator[Finding]:
    """Somebody goes through families faster than anybody reads."""
    for who, mine in grouped(rows, lambda one: one.who).items():
        for several in clusters(mine, timedelta(minutes=limits.minutes), limits.families, family_of):
            yield found(who, several, minutes=limits.minutes)


def steady(_: Scene, rows: Rows, limits: Steady) -> Iterator[Finding]:
    """Somebody's looks follow each other like clockwork, family after family."""
    for who, mine in grouped(rows, lambda one: one.who).items():
        run: list[Logged] = []
        for one in mine:
            if run and (one.at - run[-1].at).total_seconds() > limits.seconds:
                yield from _if_steady(who, run, limits)
                run = []
            run.append(one)
        yield from _if_steady(who, run, limits)


def volume(scene: Scene, rows: Rows, limits: Volume) -> Iterator[Finding]:
    """Somebody opened far more families in a day than others of the same function do."""
    days = grouped(rows, lambda one: (one.who, one.role, legal_day(one.at)))
    usual = _usual(scene, limits.days)
    for (who, role, day), mine in days.items():
        families = len({one.family for one in mine})
        least = max(limits.families, limits.median * usual.get((role, _period(day, limits.days)), 0))
        if families > least:
            yield found(who, mine)


def enumeration(_: Scene, rows: Rows, limits: Numbers) -> Iterator[Finding]:
    """Somebody asks for one case number after the other."""
    for who, mine in grouped(rows, lambda one: one.who).items():
        for several in clusters(mine, timedelta(minutes=limits.minutes), limits.numbers, family_of):
            for neighbours in _neighbours(several):
                if len({one.family for one in neighbours}) >= limits.numbers:
                    yield found(who, neighbours, refused=sum(one.is_refused for one in neighbours))


def vain_searches(scene: Scene, _: Rows, limits: Searches) -> Iterator[Finding]:
    """Somebody searches again and again and opens nothing."""
    soon = timedelta(minutes=limits.minutes)
    for who, mine in scene.by_who.items():
        searches = _without_opening(mine, soon)
        for several in clusters(searches, timedelta(hours=limits.hours), limits.searches, each):
            yield found(who, several)


def same_search(scene: Scene, _: Rows, limits: Again) -> Iterator[Finding]:
    """Somebody searches for the same words day after day and opens nothing."""
    for who, mine in scene.by_who.items():
        searches = _without_opening(mine, timedelta(minutes=limits.minutes))
        for few in grouped((one for one in searches if one.matter), lambda one: one.matter).values():
            for several in clusters(few, timedelta(days=limits.days), limits.searches, each):
                if len({legal_day(one.at) for one in several}) > 1:
                    yield found(who, several)


def same_search_of_few(scene: Scene, rows: Rows, limits: Again) -> Iterator[Finding]:
    """The same, of those who do not answer for everybody."""
    yield from (one for one in same_search(scene, rows, limits) if one.who not in scene.for_all)


def names_slowly(scene: Scene, _: Rows, limits: Names) -> Iterator[Finding]:
    """Somebody who works on own cases searches for one name after the other, over weeks, and opens none of them."""
    for who, mine in scene.by_who.items():
        if who in scene.for_all:
            continue
        vain = [one for one in _without_opening(mine, timedelta(minutes=limits.minutes)) if one.matter]
        vain = [one for one in vain if not one.family or not scene.explained(one).codes]
        for several in clusters(vain, timedelta(days=limits.days), limits.names, lambda one: one.matter):
            if len({legal_day(one.at) for one in several}) >= limits.names:
                yield found(who, several)


def _without_opening(rows: Rows, soon: timedelta) -> list[Logged]:
    """Searches after which nothing is opened so soon. Who reads between two searches has not found by the first."""
    searches: list[Logged] = []
    open_ones: list[Logged] = []
    for one in rows:
        while open_ones and one.at - open_ones[0].at > soon:
            searches.append(open_ones.pop(0))
        if one.action is Deed.SEARCH and one.part == 0:
            open_ones.append(one)
        elif one.action is Deed.VIEW and not one.is_refused:
            open_ones = []
    return searches + open_ones


def _if_steady(who: str, run: list[Logged], limits: Steady) -> Iterator[Finding]:
    if len(run) < limits.reads or len({one.family for one in run}) < limits.families:
        return
    pauses = [(after.at - before.at).total_seconds() for before, after in pairwise(run)]
    usual = mean(pauses)
    if usual > 0 and pstdev(pauses) * 100 < limits.deviation * usual:
        yield found(who, run, seconds=round(usual))


def _usual(scene: Scene, days: int) -> dict[tuple[Role, int], float]:
    """The median of families per working person and day, by function and stretch of days."""
    opened: dict[tuple[str, Role, date], set[object]] = {}
    for one in scene.touches:
        opened.setdefault((one.who, one.role, legal_day(one.at)), set()).add(one.family)
    counts: dict[tuple[Role, int], list[int]] = {}
    for (_, role, day), families in opened.items():
        counts.setdefault((role, _period(day, days)), []).append(len(families))
    return {place: median(each_day) for place, each_day in counts.items()}


def _period(day: date, days: int) -> int:
    return day.toordinal() // days


def _neighbours(rows: Rows) -> Iterator[list[Logged]]:
    """Rows whose numbers differ in their last part alone and follow each other without a gap of more than one."""
    numbered: dict[str, dict[int, list[Logged]]] = {}
    for one in rows:
        last = SERIAL.search(str(one.family))
        if last:
            head = str(one.family)[: last.start()]
            numbered.setdefault(head, {}).setdefault(int(last[1]), []).append(one)
    for serials in numbered.values():
        run: list[int] = []
        for serial in sorted(serials):
            if run and serial - run[-1] > 1:
                yield _in_order(serials, run)
                run = []
            run.append(serial)
        yield _in_order(serials, run)


def _in_order(serials: dict[int, list[Logged]], run: list[int]) -> list[Logged]:
    return sorted((one for serial in run for one in serials[serial]), key=lambda one: one.at)
