"""The log itself: who reads it too often of one family, when it falls silent, when it is damaged."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from hub.ledger.entry import Event
from hub.review.watch.detectors.hours import is_holiday
from hub.review.watch.detectors.telling import Single, by_pair, found
from hub.review.watch.scene import Finding, Rows, Scene, clusters, grouped
from hub.terms.circumstances import Input
from hub.terms.clock import legal_day
from hub.terms.lists import Role
from hub.terms.logged import Deed, Logged

SITTING = timedelta(minutes=30)
"""What lies further apart is another sitting."""
LONGEST_SITTING = timedelta(hours=2)
"""And what comes later than that after its beginning: nobody works on one matter from morning to night."""


@dataclass(frozen=True)
class Watcher:
    """Of these functions, so many sittings over one family within so many days."""

    roles: tuple[Role, ...]
    reads: int
    days: int


@dataclass(frozen=True)
class Silence:
    """So many percent below the median of the same weekday in so many weeks, where that is at least so many entries."""

    percent: int
    weeks: int
    entries: int


@dataclass(frozen=True)
class Nothing:
    """No limit: each finding."""


def watcher(scene: Scene, __: Rows, limits: Watcher) -> Iterator[Finding]:
    """Who watches over others looks at one family again and again."""
    roles, deeds = frozenset(limits.roles), (Deed.VIEW, Deed.LOG, Deed.EXPORT)
    mine = [one for one in scene.logged if one.role in roles and one.family and one.action in deeds]
    for (who, _), few in grouped(mine, lambda one: (one.who, one.family)).items():
        sitting = dict(_sittings(few)).__getitem__
        for several in clusters(few, timedelta(days=limits.days), limits.reads, sitting):
            yield found(who, several)


def _sittings(rows: Rows) -> Iterator[tuple[Logged, int]]:
    """In which sitting each was: whoever works on one matter opens several lines of it, minutes apart."""
    sitting, began, last = 0, None, None
    for one in rows:
        if began is None or last is None or one.at - last > SITTING or one.at - began > LONGEST_SITTING:
            sitting, began = sitting + 1, one.at
        last = one.at
        yield one, sitting


def log_off_duty(scene: Scene, _: Rows, limits: Single) -> Iterator[Finding]:
    """Somebody read in the log what is about one family, off duty; said where a roster speaks of that day."""
    read = [one for one in scene.logged if one.action is Deed.LOG and one.family and not one.is_refused]
    known = [one for one in read if scene.context.knows(Input.ROSTER, one.who, one.at)]
    yield from by_pair([one for one in known if scene.context.on_duty(one.who, one.at) is None], limits.days)


def silence(scene: Scene, _: Rows, limits: Silence) -> Iterator[Finding]:
    """A working day on which hardly anything was written down: writing may have failed."""
    own = [one for one in scene.logged if one.agency is scene.context.controller and not one.claimed]
    counts = Counter(legal_day(one.at) for one in own)
    today = legal_day(scene.until)
    for day, before in _working_days(counts, today, limits.weeks):
        usual = median(before)
        if usual >= limits.entries and counts[day] * 100 < usual * (100 - limits.percent):
            near = next((one for one in reversed(own) if legal_day(one.at) <= day), None)
            if near is not None:
                yield found(None, (near,), day=f"{day:%d.%m.%Y}", written=counts[day], usual=int(usual))


def integrity(scene: Scene, _: Rows, __: Nothing) -> Iterator[Finding]:
    """The log lost something, or an entry does not say what its leaf committed to."""
    for one in scene.logged:
        if one.event == Event.LOG_INCIDENT:
            yield found(None, (one,), what="Wiederherstellung")
    for one in scene.damaged:
        yield found(None, (one,), what="Inhalt passt nicht zum Eintrag")


def _working_days(counts: Counter[date], today: date, weeks: int) -> Iterator[tuple[date, list[int]]]:
    """Past days of the week, each with the same weekdays before it: those of which there are enough."""
    if not counts:
        return
    day = first = min(counts)
    while day < today:
        before = [day - timedelta(weeks=back) for back in range(1, weeks + 1)]
        if day.weekday() < 5 and not is_holiday(day) and before[-1] >= first:
            yield day, [counts[one] for one in before]
        day += timedelta(days=1)
