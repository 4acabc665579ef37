"""Out of all measure: one family of many, a few files of a list, longer than an answer takes."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from statistics import median

from hub.review.watch.detectors.telling import found
from hub.review.watch.scene import Finding, Rows, Scene, clusters, each, family_of, grouped
from hub.terms.clock import legal_day
from hub.terms.lists import Role
from hub.terms.logged import Deed, Explanation, Logged

MANDATES = frozenset({Explanation.ASSIGNED, Explanation.DEPUTY})


@dataclass(frozen=True)
class Lopsided:
    """Of at least so many families one, with so many looks on so many days, so many percent of all."""

    families: int
    looks: int
    on: int
    percent: int


@dataclass(frozen=True)
class Absorbed:
    """One family on so many days within so many, with so many looks, and so many percent of all of one's own."""

    on: int
    days: int
    looks: int
    percent: int


@dataclass(frozen=True)
class Picked:
    """Of these functions fewer families than so many, without a pause of so many days."""

    roles: tuple[Role, ...]
    families: int
    days: int


@dataclass(frozen=True)
class OfOne:
    """So many families of one worker within so many days, and so many percent of all that is as little explained."""

    families: int
    days: int
    percent: int


@dataclass(frozen=True)
class Farewell:
    """So many families in the so many last days, and so many times as many as on a usual day."""

    families: int
    days: int
    times: int


@dataclass(frozen=True)
class Unusual:
    """So many families in a day, and so many times as many as on a usual day."""

    families: int
    times: int


@dataclass(frozen=True)
class Long:
    """So many looks within so many minutes."""

    looks: int
    minutes: int


def lopsided(scene: Scene, rows: Rows, limits: Lopsided) -> Iterator[Finding]:
    """Who stands in for somebody reads one of the families, and hardly any other of them."""
    ties = _sizes(scene)
    mine = [one for one in rows if scene.explained(one).codes & MANDATES == {Explanation.DEPUTY} and not one.is_refused]
    by_tie: dict[tuple[str, str, object], list[Logged]] = {}
    for one in mine:
        tie = scene.context.deputy(one.who, str(one.family), one.at)
        if tie is not None and ties[tie.who, tie.stands_in_for, tie.since] >= limits.families:
            by_tie.setdefault((tie.who, tie.stands_in_for, tie.since), []).append(one)
    for (who, _other, _since), looks in by_tie.items():
        for few in grouped(looks, family_of).values():
            days = {legal_day(one.at) for one in few}
            if len(few) >= limits.looks and len(days) >= limits.on and len(few) * 100 >= limits.percent * len(looks):
                yield found(who, few)


def own_lopsided(scene: Scene, rows: Rows, limits: Absorbed) -> Iterator[Finding]:
    """Who has many cases reads one of them for days, far more than all others together."""
    span = timedelta(days=limits.days)
    own = [one for one in rows if Explanation.ASSIGNED in scene.explained(one).codes and not one.is_refused]
    for who, mine in grouped(own, lambda one: one.who).items():
        times = [one.at for one in mine]
        for few in grouped(mine, family_of).values():
            for several in clusters(few, span, limits.on, lambda one: legal_day(one.at)):
                if len(several) < limits.looks:
                    continue
                begin, end = bisect_left(times, several[0].at), bisect_right(times, several[-1].at)
                meanwhile = mine[begin:end]
                others = len({one.family for one in meanwhile}) - 1
                if others >= 1 and len(several) * 100 >= limits.percent * len(meanwhile):
                    yield found(who, several)


def one_worker(scene: Scene, rows: Rows, limits: OfOne) -> Iterator[Finding]:
    """Somebody goes through families of one and the same worker, and nothing or an office alone explains it."""
    mine = [one for one in rows if not one.is_refused and one.action is not Deed.SEARCH and scene.is_own(one)]
    odd: dict[tuple[str, str], list[Logged]] = {}
    hardly = (one for one in mine if not scene.explained(one).codes or scene.is_by_office(one))
    little = grouped(hardly, lambda one: one.who)
    for one in chain.from_iterable(little.values()):
        for worker in scene.context.workers(str(one.family), one.at):
            odd.setdefault((one.who, worker), []).append(one)
    for (who, worker), looks in odd.items():
        if who == worker or not _is_colleague(scene, who, worker):
            continue
        for several in clusters(looks, timedelta(days=limits.days), limits.families, family_of):
            begin, end = several[0].at, several[-1].at
            all_of_them = {one.family for one in little[who] if begin <= one.at <= end}
            if len({one.family for one in several}) * 100 >= limits.percent * len(all_of_them):
                yield found(who, several)


def _is_colleague(scene: Scene, who: str, worker: str) -> bool:
    """Of the same body."""
    one, other = scene.by_who.get(who, ())[:1], scene.by_who.get(worker, ())[:1]
    return bool(one and other) and one[0].agency is other[0].agency


def farewell(scene: Scene, rows: Rows, limits: Farewell) -> Iterator[Finding]:
    """In the last days of their work here somebody goes through far more families than on any usual day."""
    for who, last in scene.context.ended.items():
        days: dict[date, set[object]] = {}
        mine = [one for one in scene.by_who.get(who, ()) if one.family and not one.is_refused]
        for one in mine:
            days.setdefault(legal_day(one.at), set()).add(one.family)
        usual = median([len(seen) for seen in days.values()]) if days else 0
        late = {
            day
            for day, seen in days.items()
            if timedelta() <= last - day < timedelta(days=limits.days)
            and len(seen) >= max(limits.families, limits.times * usual)
        }
        several = [one for one in mine if legal_day(one.at) in late]
        if several:
            yield found(who, several)


def unusual_day(_: Scene, rows: Rows, limits: Unusual) -> Iterator[Finding]:
    """On one day somebody opens far more families than they ever do, whosever these are."""
    seen = [one for one in rows if not one.is_refused and one.action is not Deed.SEARCH]
    for who, mine in grouped(seen, lambda one: one.who).items():
        days = grouped(mine, lambda one: legal_day(one.at))
        usual = median([len({one.family for one in few}) for few in days.values()])
        least = max(limits.families, limits.times * usual)
        for few in days.values():
            if len({one.family for one in few}) >= least:
                yield found(who, few)


def picked_out(scene: Scene, rows: Rows, limits: Picked) -> Iterator[Finding]:
    """Whose office goes through drawn lists looks at a few files alone."""
    roles, span = frozenset(limits.roles), timedelta(days=limits.days)
    mine = [one for one in rows if one.role in roles and not one.is_refused and one.action is not Deed.SEARCH]
    for who, looks in grouped(mine, lambda one: one.who).items():
        for several in clusters(looks, span, 1, family_of):
            if len({one.family for one in several}) < limits.families:
                yield found(who, several)


def dwelling(scene: Scene, rows: Rows, limits: Long) -> Iterator[Finding]:
    """Somebody goes through a family with which nothing ties them, more than one answer takes."""
    seen = [one for one in rows if not one.is_refused and one.action is not Deed.SEARCH and not scene.is_near(one)]
    for (who, _family), mine in grouped(seen, lambda one: (one.who, one.family)).items():
        for several in clusters(mine, timedelta(minutes=limits.minutes), limits.looks, each):
            yield found(who, several)


def dwelling_beside(scene: Scene, rows: Rows, limits: Long) -> Iterator[Finding]:
    """The same at a case of who works beside them: longer than a question across the desk takes."""
    seen = [one for one in rows if not one.is_refused and one.action is not Deed.SEARCH and scene.is_near(one)]
    for (who, _family), mine in grouped(seen, lambda one: (one.who, one.family)).items():
        for several in clusters(mine, timedelta(minutes=limits.minutes), limits.looks, each):
            yield found(who, several)


def _sizes(scene: Scene) -> Counter[tuple[str, str, object]]:
    """How many families somebody was given with one absence."""
    return Counter((one.who, one.stands_in_for, one.since) for one in scene.context.deputies)
