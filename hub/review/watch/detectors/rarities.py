"""Kinds of things that hardly anybody of a function opens, and more of them than a seldom case brings about."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from hub.review.watch.detectors.chance import tail
from hub.review.watch.detectors.refusals import CALLED_FOR, Rare
from hub.review.watch.detectors.telling import found
from hub.review.watch.scene import Finding, Rows, Scene, clusters, each, grouped
from hub.terms.clock import legal_day
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Category, Role
from hub.terms.logged import Logged

AT_LEAST = 0.00002
"""A share that is believed of everybody, though nobody else ever opened such a thing."""
Place = tuple[Role, Category]


@dataclass(frozen=True)
class RareKind(Rare):
    """The same of kinds of things; what one person opens within so many days is one matter.

    Only where so many families and days with one come about by chance no more often than once in `seldom` times.
    """

    days: int
    seldom: int


def rare_kind(scene: Scene, rows: Rows, limits: RareKind) -> Iterator[Finding]:
    """Somebody opens a kind of thing that hardly anybody of this function opens. To have the case is no answer."""
    looks = Counter(one.role for one in scene.touches if not one.is_refused and one.categories)
    rare = _rare(scene, looks, limits)
    odd = [one for one in rows if not one.is_refused and any((one.role, kind) in rare for kind in one.categories)]
    all_odd = grouped(odd, lambda one: one.role)
    mine_odd = [one for one in odd if scene.is_own(one) and not scene.explained(one).codes & CALLED_FOR]
    for who, mine in grouped(mine_odd, lambda one: one.who).items():
        role = mine[0].role
        others = len(_matters(one for one in all_odd[role] if one.who != who)) / max(1, looks[role])
        for several in clusters(mine, timedelta(days=limits.days), 1, each):
            meanwhile = scene.looks_between(who, several[0].at, several[-1].at, timedelta(days=limits.days))
            if tail(len(_matters(several)), max(AT_LEAST, others) * meanwhile) * limits.seldom <= 1:
                yield found(who, several)


def _rare(scene: Scene, looks: Counter[Role], limits: RareKind) -> frozenset[Place]:
    kinds: Counter[Place] = Counter()
    for one in scene.touches:
        if not one.is_refused:
            kinds.update((one.role, kind) for kind in one.categories)
    enough = [(place, times) for place, times in kinds.items() if looks[place[0]] >= limits.reads]
    return frozenset(place for place, times in enough if times * 1000 < limits.thousandths * looks[place[0]])


def _matters(rows: Iterable[Logged]) -> set[tuple[FamilyNumber | None, date]]:
    """A family and a day is one matter, however many parts of the file are opened."""
    return {(one.family, legal_day(one.at)) for one in rows}
