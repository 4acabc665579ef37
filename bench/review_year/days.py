"""The days of the year: which are worked on, and how full they are."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
HOLIDAYS = frozenset(
    date(2026, month, day)
    for month, day in ((1, 1), (4, 3), (4, 6), (5, 1), (5, 14), (5, 25), (6, 4), (10, 3), (12, 25), (12, 26))
)
MONDAY_TO_FRIDAY = frozenset(range(5))
BUSY = {0: 1.15, 1: 1.1, 2: 0.9, 3: 1.1, 4: 0.75, 5: 0.6, 6: 0.4}
"""By weekday: Monday brings what the weekend left, Friday ends at noon."""
AT_THE_ENDS = 1.35
"""The last three and first two days of a month, when benefits are worked out and people call."""
DEADLINES = ((3, 31), (6, 30), (9, 30), (12, 15))
"""When reports are due."""


def days() -> tuple[date, ...]:
    """All of the year, in order."""
    return tuple(FIRST + timedelta(one) for one in range((LAST - FIRST).days + 1))


def is_working(day: date) -> bool:
    """Monday to Friday, no holiday."""
    return day.weekday() in MONDAY_TO_FRIDAY and day not in HOLIDAYS


def fullness(day: date) -> float:
    """How much is done on that day, beside a day like any other."""
    ends = day.day <= 2 or (day + timedelta(3)).month != day.month
    return BUSY[day.weekday()] * (AT_THE_ENDS if ends else 1.0)


def is_deadline_week(day: date) -> bool:
    """The ten days before reports are due."""
    return any(0 <= (date(day.year, month, last) - day).days < 10 for month, last in DEADLINES)


@cache
def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=BERLIN).astimezone(UTC)


def at(day: date, minutes: float) -> datetime:
    """An instant in UTC: so many minutes after midnight in Berlin, to the second; may run into the next day.

    On the two days when the clock changes, what is after the change is an hour off: nobody works by it then.
    """
    return _midnight(day) + timedelta(seconds=round(minutes * 60))


def clock(text: str) -> float:
    """`22:41` in minutes."""
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)
