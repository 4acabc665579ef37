"""When and where: outside the usual hours, during leave, after the last day, at two places at once."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from hub.review.watch.detectors.telling import BERLIN, found
from hub.review.watch.scene import ON_THE_MOVE, Finding, Rows, Scene, clusters, grouped
from hub.terms.circumstances import Input
from hub.terms.clock import legal_day
from hub.terms.logged import Deed, Logged

EASTER = {2025: date(2025, 4, 20), 2026: date(2026, 4, 5), 2027: date(2027, 3, 28), 2028: date(2028, 4, 16),
          2029: date(2029, 4, 1), 2030: date(2030, 4, 21)}  # fmt: skip
FIXED = ((1, 1), (5, 1), (10, 3), (12, 25), (12, 26))
MOVING = (-2, 1, 39, 50)
"""Holidays of every Land: days around Easter, beside the fixed ones."""
BEHIND = frozenset({Deed.MANDATE, Deed.WITHDRAWAL, Deed.OTHER})
"""What is entered on behalf of others, or happens to somebody's cases, and is no sign of their being there."""
AROUND = timedelta(minutes=80)
"""How long before and after an appointment somebody is on the way."""
THERE_AND_BACK = timedelta(minutes=20)
"""Within which nobody goes out and comes back."""
FIFTH = 20
"""One in so many lies beyond the fifth or the ninety-fifth percentile."""


@dataclass(frozen=True)
class OffHours:
    """Before and after these hours, or outside those between which one's own reads usually lie, by so many minutes.

    Own hours count where there are so many reads within so many days before.
    """

    begins: int
    ends: int
    reads: int
    days: int
    minutes: int


@dataclass(frozen=True)
class Always:
    """No limit: each time."""


@dataclass(frozen=True)
class Nights:
    """Between these hours of an evening and a morning, so many nights within so many days."""

    begins: int
    ends: int
    nights: int
    days: int


@dataclass(frozen=True)
class FreeDays:
    """On so many free days within so many."""

    days: int
    within: int


@dataclass(frozen=True)
class Places:
    """Two offices within so many minutes, or an office and on the move within so many."""

    minutes: int
    moving: int


def off_hours(scene: Scene, rows: Rows, limits: OffHours) -> Iterator[Finding]:
    """Somebody looked at a time at which nobody, or not this person, usually works, and was not on duty.

    A day without any duty in a roster that is known is such a time from morning to evening.
    """
    for who, mine in grouped(rows, lambda one: one.who).items():
        clocks = _Clocks(scene.by_who[who], limits)
        free = [one for one in mine if not scene.context.on_duty(who, one.at)]
        odd = [one for one in free if _is_day_off(scene, one) or clocks.is_odd(one)]
        for few in grouped(odd, lambda one: (legal_day(one.at), one.family)).values():
            yield found(who, few)


def absent(scene: Scene, _: Rows, __: Always) -> Iterator[Finding]:
    """Something was done in the name of somebody who was away.

    Ordinary work on the first day alone is none: people fall ill at noon.
    """
    for who, mine in scene.by_who.items():
        done = [one for one in mine if one.action not in BEHIND] if who in scene.context.absences else []
        for first, last in scene.context.absences.get(who, ()):
            away = [one for one in done if first <= legal_day(one.at) <= last]
            if any(legal_day(one.at) > first or not scene.explained(one).codes for one in away):
                yield found(who, away)


def contract_ended(scene: Scene, _: Rows, __: Always) -> Iterator[Finding]:
    """Something was done in the name of somebody whose last day was over."""
    for who, last in scene.context.ended.items():
        after = [one for one in scene.by_who.get(who, ()) if legal_day(one.at) > last]
        if after:
            yield found(who, after)


def two_places(scene: Scene, _: Rows, limits: Places) -> Iterator[Finding]:
    """Something was done in one person's name at two places between which nobody gets so fast.

    Around an appointment somebody else may still use the desk, or a device the last place; there and back it is odd.
    """
    for who, mine in scene.by_who.items():
        placed = [one for one in mine if one.place]
        for place, (before, after) in enumerate(pairwise(placed)):
            if before.place == after.place or after.at - before.at > _least(before, after, limits):
                continue
            then = placed[place + 2] if place + 2 < len(placed) else None
            is_back = then is not None and then.place == before.place and then.at - after.at <= THERE_AND_BACK
            if is_back or not _is_under_way(scene, before, after):
                yield found(who, (before, after), places=f"{before.place}, {after.place}")


def is_holiday(day: date) -> bool:
    """A Sunday, or a holiday of every Land."""
    easter = EASTER.get(day.year)
    moving = {easter + timedelta(days=days) for days in MOVING} if easter else set()
    return day.weekday() == 6 or (day.month, day.day) in FIXED or day in moving


def nights(scene: Scene, _: Rows, limits: Nights) -> Iterator[Finding]:
    """Somebody reads at night, again and again, without any duty: even one's own cases can wait until morning."""
    late = [one for one in scene.touches if _is_between(one.at, limits) and not scene.context.on_duty(one.who, one.at)]
    for who, mine in grouped(late, lambda one: one.who).items():
        for several in clusters(mine, timedelta(days=limits.days), limits.nights, _night_of):
            yield found(who, several, nights=len({_night_of(one) for one in several}))


def free_days(scene: Scene, rows: Rows, limits: FreeDays) -> Iterator[Finding]:
    """Somebody reads on days on which they do not work, again and again, also their own cases."""
    free = [one for one in rows if one.action is not Deed.DISPLAY and _is_day_off(scene, one)]
    for who, mine in grouped(free, lambda one: one.who).items():
        for several in clusters(mine, timedelta(days=limits.within), limits.days, lambda one: legal_day(one.at)):
            yield found(who, several)


def rest_day(scene: Scene, rows: Rows, _: Always) -> Iterator[Finding]:
    """Somebody reads on a Sunday or a holiday without duty, and no case of theirs calls for it."""
    mine = [one for one in rows if is_holiday(legal_day(one.at)) and not one.is_refused]
    mine = [one for one in mine if scene.is_own(one) and not scene.context.on_duty(one.who, one.at)]
    for few in grouped(mine, lambda one: (one.who, one.family, legal_day(one.at))).values():
        yield found(few[0].who, few)


def _is_day_off(scene: Scene, one: Logged) -> bool:
    known = scene.context.knows(Input.ROSTER, one.who, one.at)
    return known and not scene.context.duty_of_day(one.who, one.at)


def _is_between(at: datetime, limits: Nights) -> bool:
    hour = at.astimezone(BERLIN).hour
    return hour >= limits.begins or hour < limits.ends


def _night_of(one: Logged) -> date:
    """The day on whose evening a night begins."""
    return legal_day(one.at - timedelta(hours=12))


def _is_under_way(scene: Scene, before: Logged, after: Logged) -> bool:
    return any(
        met.since - AROUND <= after.at and before.at <= met.until + AROUND
        for met in scene.context.appointments(after.at, who=after.who)
    )


def _least(before: Logged, after: Logged, limits: Places) -> timedelta:
    moving = ON_THE_MOVE in (before.place, after.place)
    return timedelta(minutes=limits.moving if moving else limits.minutes)


class _Clocks:
    """At which times of day one person's entries lie."""

    def __init__(self, rows: Sequence[Logged], limits: OffHours) -> None:
        self._at = [one.at for one in rows]
        self._minutes = [_minute(one.at) for one in rows]
        self._limits = limits

    def is_odd(self, one: Logged) -> bool:
        """On a holiday, outside everybody's hours, or far outside one's own."""
        minute = _minute(one.at)
        if is_holiday(legal_day(one.at)) or not self._limits.begins * 60 <= minute < self._limits.ends * 60:
            return True
        usual = self._usual(one.at)
        slack = self._limits.minutes
        return usual is not None and not usual[0] - slack <= minute <= usual[1] + slack

    def _usual(self, at: datetime) -> tuple[int, int] | None:
        """The fifth and the ninety-fifth percentile of the days before; None where that is too little."""
        begin = bisect_left(self._at, at - timedelta(days=self._limits.days))
        end = bisect_left(self._at, at - timedelta(hours=12))
        before = sorted(self._minutes[begin:end])
        if len(before) < self._limits.reads:
            return None
        cut = len(before) // FIFTH
        return before[cut], before[-1 - cut]


def _minute(at: datetime) -> int:
    local = at.astimezone(BERLIN)
    return local.hour * 60 + local.minute
