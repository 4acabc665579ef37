"""What was so around an entry, looked up by pseudonym or family and instant. Pure: made once for a stretch of time."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TypeVar

from hub.terms.circumstances import (
    Appointment,
    Assigned,
    ConsentTimes,
    Input,
    MatchKind,
    Procedure,
    SampleAtWork,
    Shift,
    Standing,
    StandingIn,
)
from hub.terms.clock import legal_day
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Agency

T = TypeVar("T")
Days = tuple[date, date]
"""The first and the last day that deliveries speak of."""
LONGEST = 366
"""Days of a duty or a date that are believed: what is said to last longer is a slip of whoever delivered it."""


@dataclass(frozen=True)
class Context:
    """All that one controller's review may know of a stretch of time beside the log itself.

    `own` are the pseudonyms of the controller's staff, and of providers' staff: of the other body's staff neither
    roster nor absence is told (H4, H8). `delivered` says for which days an input came, by kind; a kind that is not in
    it was never delivered. `of_providers` says so for each member of a provider's staff.
    """

    controller: Agency
    own: frozenset[str] = frozenset()
    delivered: Mapping[Input, Days] = field(default_factory=dict)
    of_providers: Mapping[str, Mapping[Input, Days]] = field(default_factory=dict)
    shifts: Mapping[str, tuple[Shift, ...]] = field(default_factory=dict)
    absences: Mapping[str, tuple[Days, ...]] = field(default_factory=dict)
    ended: Mapping[str, date] = field(default_factory=dict)
    dates: tuple[Appointment, ...] = ()
    assignments: tuple[Assigned, ...] = ()
    deputies: tuple[StandingIn, ...] = ()
    papers: tuple[ConsentTimes, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    standings: Mapping[FamilyNumber, tuple[Standing, ...]] = field(default_factory=dict)
    died: Mapping[FamilyNumber, Mapping[str, date]] = field(default_factory=dict)
    hits: Mapping[tuple[str, FamilyNumber], frozenset[MatchKind]] = field(default_factory=dict)
    staff_families: frozenset[FamilyNumber] = frozenset()
    protected_families: frozenset[FamilyNumber] = frozenset()
    samples: tuple[SampleAtWork, ...] = ()

    @cached_property
    def lacks(self) -> frozenset[Input]:
        """What was never delivered for this controller: rules that need it say so and find nothing."""
        return frozenset(Input) - frozenset(self.delivered)

    def knows(self, kind: Input, who: str, at: datetime) -> bool:
        """Whether what was delivered speaks of this member of staff on this day at all."""
        days = self.of_providers.get(who, self.delivered).get(kind)
        return who in self.own and days is not None and days[0] <= legal_day(at) <= days[1]

    def on_duty(self, who: str, at: datetime) -> Shift | None:
        """The duty in which an instant lies. None says that there was none only where `knows` the roster."""
        return next((shift for shift in self._until_then(who, at) if at < shift.until), None)

    def duty_of_day(self, who: str, at: datetime) -> tuple[Shift, ...]:
        """All duty that touches the legal day of an instant."""
        return self._duty.get((who, legal_day(at)), ())

    def absent(self, who: str, at: datetime) -> bool:
        """Whether somebody was away on that day, on leave or ill: it is the same word. False also where `lacks` it."""
        day = legal_day(at)
        return any(first <= day <= last for first, last in self.absences.get(who, ()))

    def contract_ended(self, who: str, at: datetime) -> bool:
        """Whether the last day of every post lay before that day."""
        last = self.ended.get(who)
        return last is not None and last < legal_day(at)

    def appointments(self, at: datetime, who: str | None = None, family: str | None = None) -> tuple[Appointment, ...]:
        """What touched the legal day of an instant, of this member of staff and of this family where they are named."""
        day = legal_day(at)
        named = self._dates_of_staff if who is not None else self._dates_of_family
        rows = named.get((who if who is not None else str(family), day), ())
        return tuple(one for one in rows if family is None or not one.families or family in one.families)

    def dates_with(self, who: str, family: str) -> tuple[Appointment, ...]:
        """Every date of somebody that names this family."""
        return self._dates_of_pair.get((who, family), ())

    def assigned(self, who: str, family: str, at: datetime) -> Assigned | None:
        """By which assignment a family was somebody's case on that day; look at `entered` for back-dating."""
        return _holding(self._assigned.get((who, family), ()), at)

    def assignments_of(self, who: str, family: str) -> tuple[Assigned, ...]:
        """Every assignment of somebody to a family, before and after."""
        return self._assigned.get((who, family), ())

    def ties_to(self, family: str) -> tuple[Assigned, ...]:
        """Every assignment of a family, whosever."""
        return self._assigned_of_family.get(family, ())

    def workers(self, family: str, at: datetime) -> tuple[str, ...]:
        """Whose case a family was on that day."""
        day = legal_day(at)
        return tuple(one.who for one in self._assigned_of_family.get(family, ()) if one.holds_on(day))

    @cached_property
    def stood_in(self) -> frozenset[tuple[str, str]]:
        """Who ever stood in for whom by somebody else's entry, both ways: they work side by side."""
        entered = [one for one in self.deputies if one.entered_by not in (None, one.who) and not one.self_declared]
        return frozenset(pair for one in entered for pair in _both_ways(one))

    def deputy(self, who: str, family: str, at: datetime) -> StandingIn | None:
        """For whom somebody stood in with a family on that day, and who said so."""
        return _holding(self._deputies.get((who, family), ()), at)

    def standing_in(self, who: str, at: datetime) -> tuple[StandingIn, ...]:
        """Everything in which somebody stood in on that day, whatever the family."""
        return tuple(one for one in self._deputy_of.get(who, ()) if one.holds_on(legal_day(at)))

    def consents(self, family: str) -> tuple[ConsentTimes, ...]:
        """The consents of a family in the order in which they begin."""
        return self._consents.get(family, ())

    def consent(self, number: str) -> ConsentTimes | None:
        """The consent of a number."""
        return self._numbered.get(number)

    def procedure(self, family: str, at: datetime) -> Procedure | None:
        """A procedure under § 8a SGB VIII that ran at an instant."""
        rows = self._procedures.get(family, ())
        return next((one for one in rows if one.since <= at and (one.until is None or at < one.until)), None)

    def procedures_of(self, family: str) -> tuple[Procedure, ...]:
        """All procedures under § 8a SGB VIII of a family: did one follow?"""
        return self._procedures.get(family, ())

    def standing(self, family: str, at: datetime) -> Standing | None:
        """Where a family stood in FAM on that day; None where that is not known."""
        day = legal_day(at)
        rows = self.standings.get(FamilyNumber(family), ())
        held = (one for one in rows if (one.since is None or one.since <= day) and (not one.until or day <= one.until))
        return next(held, None)

    def matches(self, who: str, family: str) -> frozenset[MatchKind]:
        """What somebody and a family have in common."""
        return self.hits.get((who, FamilyNumber(family)), frozenset())

    def is_family_of_staff(self, family: str) -> bool:
        """Whether somebody of this family works for one of the two, or is a relative on file (R06)."""
        return family in self.staff_families

    def _until_then(self, who: str, at: datetime) -> Iterable[Shift]:
        """Shifts that have begun, the latest first: they lie in the order of their beginnings, few at once."""
        rows = self.shifts.get(who, ())
        end = bisect_right(rows, at, key=lambda one: one.since)
        return reversed(rows[max(0, end - 4) : end])

    @cached_property
    def _duty(self) -> Mapping[tuple[str, date], tuple[Shift, ...]]:
        return _of_days((who, one) for who, mine in self.shifts.items() for one in mine)

    @cached_property
    def _dates_of_staff(self) -> Mapping[tuple[str, date], tuple[Appointment, ...]]:
        return _of_days((who, one) for one in self.dates for who in one.staff)

    @cached_property
    def _dates_of_family(self) -> Mapping[tuple[str, date], tuple[Appointment, ...]]:
        return _of_days((str(family), one) for one in self.dates for family in one.families)

    @cached_property
    def _dates_of_pair(self) -> Mapping[tuple[str, str], tuple[Appointment, ...]]:
        found: dict[tuple[str, str], list[Appointment]] = defaultdict(list)
        for one in self.dates:
            for who in one.staff:
                for family in one.families:
                    found[who, family].append(one)
        return {pair: tuple(each) for pair, each in found.items()}

    @cached_property
    def _assigned(self) -> Mapping[tuple[str, str], tuple[Assigned, ...]]:
        return _by(self.assignments, lambda one: (one.who, one.family))

    @cached_property
    def _assigned_of_family(self) -> Mapping[str, tuple[Assigned, ...]]:
        return _by(self.assignments, lambda one: str(one.family))

    @cached_property
    def _deputies(self) -> Mapping[tuple[str, str], tuple[StandingIn, ...]]:
        return _by(self.deputies, lambda one: (one.who, one.family))

    @cached_property
    def _deputy_of(self) -> Mapping[str, tuple[StandingIn, ...]]:
        return _by(self.deputies, lambda one: one.who)

    @cached_property
    def _consents(self) -> Mapping[str, tuple[ConsentTimes, ...]]:
        return _by(sorted(self.papers, key=lambda one: (one.since, one.number)), lambda one: one.family)

    @cached_property
    def _numbered(self) -> Mapping[str, ConsentTimes]:
        return {one.number: one for one in self.papers}

    @cached_property
    def _procedures(self) -> Mapping[str, tuple[Procedure, ...]]:
        return _by(sorted(self.procedures, key=lambda one: one.since), lambda one: one.family)


Key = TypeVar("Key")
Held = TypeVar("Held", Assigned, StandingIn)


def _holding(rows: Iterable[Held], at: datetime) -> Held | None:
    day = legal_day(at)
    return next((one for one in rows if one.holds_on(day)), None)


def _both_ways(one: StandingIn) -> tuple[tuple[str, str], tuple[str, str]]:
    return (one.who, one.stands_in_for), (one.stands_in_for, one.who)


def _by(rows: Iterable[T], key: Callable[[T], Key]) -> Mapping[Key, tuple[T, ...]]:
    found: dict[Key, list[T]] = defaultdict(list)
    for one in rows:
        found[key(one)].append(one)
    return {name: tuple(each) for name, each in found.items()}


Timed = TypeVar("Timed", Shift, Appointment)


def _of_days(rows: Iterable[tuple[str, Timed]]) -> Mapping[tuple[str, date], tuple[Timed, ...]]:
    """Under each legal day that they touch, first and last inclusive."""
    found: dict[tuple[str, date], list[Timed]] = defaultdict(list)
    for name, one in rows:
        first = legal_day(one.since)
        for later in range(min((legal_day(one.until) - first).days, LONGEST) + 1):
            found[name, first + timedelta(later)].append(one)
    return {place: tuple(each) for place, each in found.items()}
