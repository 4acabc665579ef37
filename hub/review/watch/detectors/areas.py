"""Where the families of a lead are: whoever signs off for one area and reads a family of another."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from hub.review.watch.detectors.deeds import LEADING
from hub.review.watch.detectors.telling import found
from hub.review.watch.scene import Finding, Rows, Scene, grouped
from hub.terms.logged import Deed, Logged


@dataclass(frozen=True)
class Area:
    """Fewer than so many percent of what somebody signs off, of at least so many looks."""

    percent: int
    looks: int


def of_another_area(scene: Scene, rows: Rows, limits: Area) -> Iterator[Finding]:
    """Somebody whose office alone explains a look reads a family whose workers sit where hardly any of theirs do."""
    signed = [one for one in rows if one.action is not Deed.SEARCH and not one.is_refused and scene.is_own(one)]
    signed = [one for one in signed if one.role in LEADING and scene.is_by_office(one)]
    for who, mine in grouped(signed, lambda one: one.who).items():
        places = {one.entry: _places(scene, one) for one in mine}
        usual = Counter(place for few in places.values() for place in few)
        if len(mine) < limits.looks:
            continue
        for one in mine:
            few = places[one.entry]
            if few and all(usual[place] * 100 < limits.percent * len(mine) for place in few):
                yield found(who, (one,))


def _places(scene: Scene, one: Logged) -> frozenset[str]:
    """Where those of the same body sit whose case the family is."""
    workers = scene.context.workers(str(one.family), one.at)
    places = (scene.place_of(who) for who in workers if scene.body_of(who) is one.agency)
    return frozenset(place for place in places if place)
