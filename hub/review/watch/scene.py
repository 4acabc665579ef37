"""What a detector looks at: the log of a stretch in order, what explains each look, and what was so around it."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import NamedTuple, TypeVar

from hub.review.context.context import Context
from hub.terms.clock import legal_day
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Agency, Role
from hub.terms.logged import Deed, Explanation, Logged

Key = TypeVar("Key", bound=Hashable)
Rows = Sequence[Logged]
WEEK = timedelta(days=7)
TOUCHING = frozenset({Deed.VIEW, Deed.EXPORT, Deed.EMERGENCY, Deed.DISPLAY, Deed.SEARCH})
"""Deeds that look at a family, or try to. A list names the own families alone, and is none."""


class Explained(NamedTuple):
    """What explains a look, and what was entered only after it."""

    codes: frozenset[Explanation] = frozenset()
    backdated: frozenset[Explanation] = frozenset()


UNEXPLAINED = Explained()
OF_OFFICE = frozenset({Explanation.TASK, Explanation.SIGN_OFF})
"""What explains looks of who answers calls, sits in meetings or leads, without any tie to a family."""
BY_OFFICE = frozenset({Explanation.SIGN_OFF, Explanation.CONSENT})
OF_WORK = frozenset({Explanation.ASSIGNED, Explanation.DEPUTY, Explanation.PROTECTION, Explanation.TASK})
WITH_OFFICERS = frozenset({Agency.JOBCENTER, Agency.JUGENDAMT})
"""Bodies that each have an officer who looks after their own staff."""
ON_THE_MOVE = "mobil"
SOON, LATELY = timedelta(days=10), timedelta(days=21)
"""How long before and after a case is theirs people read it: handing over takes a while."""
FOR_ALL = 30
"""Percent of somebody's looks."""


@dataclass(frozen=True)
class Finding:
    """Entries that belong together in the eyes of one detector. `who` None: several, or nobody."""

    who: str | None
    entries: tuple[Logged, ...]
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def families(self) -> tuple[FamilyNumber, ...]:
        """Those that the entries name, in the order in which they come."""
        return tuple(dict.fromkeys(one.family for one in self.entries if one.family))


@dataclass(frozen=True, eq=False)
class Scene:
    """A stretch of one controller's log, sorted by time, up to the instant of the evaluation.

    `known` says what explains an entry, by entry and part; `damaged` are entries whose payload is not what its leaf
    committed to.
    """

    logged: Rows
    context: Context
    until: datetime
    known: Mapping[tuple[str, int], Explained] = field(default_factory=dict)
    damaged: Rows = ()

    def explained(self, one: Logged) -> Explained:
        """What explains an entry."""
        return self.known.get((one.entry, one.part), UNEXPLAINED)

    @cached_property
    def touches(self) -> Rows:
        """Looks at families and attempts at them, in order."""
        return tuple(one for one in self.logged if one.family and one.action in TOUCHING)

    @cached_property
    def open_touches(self) -> Rows:
        """Those that nothing explains. Of others' staff only at families of whose workers this controller knows."""
        return self._with_no_more_than(frozenset())

    def hardly_explained(self, weak: frozenset[Explanation]) -> Rows:
        """Those that nothing but these explains: nothing at all, where none is named."""
        return self._with_no_more_than(weak) if weak else self.open_touches

    def _with_no_more_than(self, weak: frozenset[Explanation]) -> Rows:
        known = {str(tie.family) for tie in self.context.assignments}
        return tuple(
            one
            for one in self.touches
            if self.explained(one).codes <= weak and (one.who in self.context.own or str(one.family) in known)
        )

    def is_own(self, one: Logged) -> bool:
        """Whether it is by the controller's own staff, or by somebody who is nobody's own: a provider's."""
        return one.who in self.context.own or one.agency not in WITH_OFFICERS

    def is_by_office(self, one: Logged) -> bool:
        """Whether an office is all that speaks for a look. That the family signed something lately is no reason."""
        codes = self.explained(one).codes
        return Explanation.SIGN_OFF in codes and codes <= BY_OFFICE

    @cached_property
    def for_all(self) -> frozenset[str]:
        """Who answers or signs off for everybody: of their looks a good part is explained by that alone."""
        alone, seen = Counter[str](), Counter[str]()
        for one in self.touches:
            if not one.is_refused and one.action is not Deed.SEARCH:
                seen[one.who] += 1
                codes = self.explained(one).codes
                alone[one.who] += bool(codes) and codes <= OF_OFFICE
        return frozenset(who for who, looks in seen.items() if alone[who] * 100 >= FOR_ALL * looks)

    @cached_property
    def _worked_on(self) -> Mapping[tuple[Agency, str], Sequence[datetime]]:
        found: dict[tuple[Agency, str], list[datetime]] = defaultdict(list)
        for one in self.logged:
            if one.family and not one.is_refused and self.explained(one).codes & OF_WORK:
                found[one.agency, str(one.family)].append(one.at)
        return found

    def is_worked_on(self, one: Logged, span: timedelta) -> bool:
        """Whether somebody of the same body has something to do with the family, so long before or after a look."""
        times = self._worked_on.get((one.agency, str(one.family)), ())
        place = bisect_left(times, one.at - span)
        return place < len(times) and times[place] <= one.at + span

    @cached_property
    def _usual(self) -> Mapping[str, tuple[Role, str]]:
        """The function in which somebody acts, and the place at which they mostly do; empty where none is known."""
        acts: dict[str, Counter[tuple[Role, str]]] = defaultdict(Counter)
        for one in self.logged:
            acts[one.who][one.role, "" if one.place == ON_THE_MOVE else one.place] += 1
        return {who: max(seen, key=lambda act: (bool(act[1]), seen[act], act)) for who, seen in acts.items()}

    def is_near(self, one: Logged) -> bool:
        """Whether it is a look at a case of who works side by side with them, or that just was, or will be, their own.

        Side by side: the same function at the same place, or one stood in for the other.
        """
        day, family = legal_day(one.at), str(one.family)
        for tie in self.context.assignments_of(one.who, family):
            if tie.since - SOON <= day and (tie.until is None or day <= tie.until + LATELY):
                return True
        return any(
            (one.who, other) in self.context.stood_in or self.is_beside(one.who, other)
            for other in self.context.workers(family, one.at)
            if other != one.who
        )

    def function_of(self, who: str) -> Role | None:
        """The function in which somebody acts; None of whom nothing is written down."""
        return self._usual[who][0] if who in self._usual else None

    def place_of(self, who: str) -> str:
        """Where somebody mostly works; empty where none is known."""
        return self._usual[who][1] if who in self._usual else ""

    def body_of(self, who: str) -> Agency | None:
        """For whom somebody works; None of whom nothing is written down."""
        mine = self.by_who.get(who)
        return mine[0].agency if mine else None

    def is_beside(self, who: str, other: str) -> bool:
        """Whether both have the same function at the same place."""
        mine = self._usual.get(who)
        return mine is not None and bool(mine[1]) and mine == self._usual.get(other)

    @cached_property
    def by_who(self) -> Mapping[str, Rows]:
        """Every entry by who did it."""
        return grouped(self.logged, lambda one: one.who)

    @cached_property
    def by_family(self) -> Mapping[FamilyNumber | None, Rows]:
        """Looks at families and attempts at them, by family."""
        return grouped(self.touches, lambda one: one.family)

    @cached_property
    def _touches_of(self) -> Mapping[str, tuple[Sequence[datetime], Rows]]:
        rows = grouped(self.touches, lambda one: one.who)
        return {who: ([one.at for one in mine], mine) for who, mine in rows.items()}

    def families_between(self, who: str, since: datetime, until: datetime) -> int:
        """How many families somebody looked at, from one instant to another, both inclusive; at least a week of it."""
        times, mine = self._touches_of.get(who, ((), ()))
        begin, end = bisect_left(times, min(since, until - WEEK)), bisect_right(times, until)
        return len({one.family for one in mine[begin:end]})

    def looks_between(self, who: str, since: datetime, until: datetime, least: timedelta) -> int:
        """How many looks somebody took from one instant to another, both inclusive; of at least so long a time."""
        times, _ = self._touches_of.get(who, ((), ()))
        return bisect_right(times, until) - bisect_left(times, min(since, until - least))


def grouped(rows: Iterable[Logged], key: Callable[[Logged], Key]) -> Mapping[Key, Rows]:
    """Rows by a key, each in the order in which they came."""
    found: dict[Key, list[Logged]] = defaultdict(list)
    for one in rows:
        found[key(one)].append(one)
    return found


def clusters(
    rows: Rows, span: timedelta, least: int, key: Callable[[Logged], Hashable]
) -> Iterator[tuple[Logged, ...]]:
    """Stretches in which at least so many different keys stand within a span; what overlaps is one stretch.

    Both ends count: two entries exactly a span apart stand within it. One walk, whatever the span.
    """
    first, begin, end = 0, -1, -1
    inside: Counter[Hashable] = Counter()
    for place, one in enumerate(rows):
        inside[key(one)] += 1
        while one.at - rows[first].at > span:
            inside[key(rows[first])] -= 1
            if not inside[key(rows[first])]:
                del inside[key(rows[first])]
            first += 1
        if len(inside) < least:
            continue
        if end >= 0 and first > end:
            yield tuple(rows[begin : end + 1])
            begin = first
        begin, end = (first if end < 0 else begin), place
    if end >= 0:
        yield tuple(rows[begin : end + 1])


def each(one: Logged) -> Hashable:
    """A key by which every entry counts."""
    return one.entry, one.part


def family_of(one: Logged) -> Hashable:
    """A key by which every family counts once."""
    return one.family
