"""Days and instants. Legal days are those of Europe/Berlin; everything else is UTC (D16)."""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")


_EVENING = 21
"""Before this hour of UTC it is the same day in Berlin, whose clocks never ran more than three hours ahead."""


def legal_day(at: datetime) -> date:
    """The calendar day on which an instant falls in Berlin."""
    if at.tzinfo is UTC and at.hour < _EVENING:  # asked a million times in an evaluation: nothing to convert
        return at.date()
    return at.astimezone(BERLIN).date()


def day_begins(day: date) -> datetime:
    """The instant 00:00 of a day in Berlin."""
    return datetime.combine(day, time(), BERLIN).astimezone(UTC)


def day_ends(day: date) -> datetime:
    """The first instant after a day: its last moment is inside, this one is not."""
    return day_begins(day + timedelta(days=1))


def years_later(day: date, years: int) -> date:
    """A birthday some years on; 29 February becomes 1 March in common years (§ 188 Abs. 2 BGB, D16)."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def age_on(born: date, day: date) -> int:
    """Completed years of life; a birthday counts from its first moment (§ 187 Abs. 2 BGB).

    Born on 29 February, it is 1 March in common years (D16): the day after 28 February either way.
    """
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def months_later(day: date, months: int) -> date:
    """The same day some months on, or the last of that month (§ 188 Abs. 3 BGB)."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
