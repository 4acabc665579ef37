"""How often something comes about by chance alone, so that a large desk is not odd for being large."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from math import exp
from statistics import median

from hub.review.watch.scene import Rows, Scene, grouped
from hub.terms.clock import legal_day
from hub.terms.ids import FamilyNumber
from hub.terms.logged import Logged

AT_LEAST = 0.01
"""A share that is believed of everybody, however seldom others forget a note."""


def tail(least: int, mean: float) -> float:
    """How likely so many or more are where so many are usual and each comes for itself (Poisson)."""
    part = whole = exp(-mean)
    for many in range(1, least):
        part *= mean / many
        whole += part
    return 1 - whole if least > 0 else 1.0


class Usual:
    """What share of the families of a day nothing explains: of those who answer for everybody, the median."""

    def __init__(self, scene: Scene, bare: Rows) -> None:
        """Of all that such people looked at, `bare` is what nothing explains."""
        mine = [one for one in scene.touches if one.who in scene.for_all and not one.is_refused]
        whole, part = _by_who(mine), _by_who(one for one in bare if one.who in scene.for_all)
        shares = [len(part.get(who, ())) / len(seen) for who, seen in whole.items()]
        self.share = max(AT_LEAST, median(shares)) if shares else AT_LEAST


class Spread:
    """How often somebody comes to one family by chance, if their looks of a while fell on all their families alike."""

    def __init__(self, rows: Iterable[Logged], among: Iterable[Logged] = ()) -> None:
        """Looks of the kind that is judged, among all with whose families they could have been."""
        judged = grouped(rows, lambda one: one.who)
        seen = grouped(among, lambda one: one.who) or judged
        self._families: Mapping[str, int] = {who: len({one.family for one in mine}) for who, mine in seen.items()}
        self._days = {who: _days_of(mine) for who, mine in judged.items()}
        pairs = {(who, one.family, legal_day(one.at)) for who, mine in judged.items() for one in mine}
        self._pairs, self._own = Counter(who for who, *_ in pairs), Counter((who, family) for who, family, _ in pairs)

    def usual(self, who: str, since: datetime, until: datetime) -> float:
        """Days with a family, of one of theirs, between two instants."""
        days = self._days.get(who, ())
        many = bisect_right(days, legal_day(until)) - bisect_left(days, legal_day(since))
        return many / max(1, self._families.get(who, 1))

    def other_days(self, who: str, family: FamilyNumber | None) -> int:
        """Days with any other family of theirs, of the whole stretch."""
        return self._pairs.get(who, 0) - self._own.get((who, family), 0)


def _days_of(rows: Rows) -> Sequence[date]:
    """The day of each family and day, in order."""
    return sorted(day for _, day in {(one.family, legal_day(one.at)) for one in rows})


def _by_who(rows: Iterable[Logged]) -> Mapping[str, Counter[tuple[object, date]]]:
    found: dict[str, Counter[tuple[object, date]]] = {}
    for one in rows:
        found.setdefault(one.who, Counter())[one.family, legal_day(one.at)] += 1
    return found
