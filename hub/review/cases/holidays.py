"""Working days: Monday to Friday, save the holidays of the Land. Which these are stands in `schemas/holidays.toml`."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Calendar:
    """Holidays by month and day, and by their distance from Easter Sunday in days."""

    fixed: frozenset[tuple[int, int]] = frozenset()
    from_easter: frozenset[int] = frozenset()

    def is_holiday(self, day: date) -> bool:
        """Whether the Land has a holiday by law on this day."""
        return (day.month, day.day) in self.fixed or (day - easter(day.year)).days in self.from_easter

    def is_working_day(self, day: date) -> bool:
        """Neither a weekend nor a holiday."""
        return day.isoweekday() <= 5 and not self.is_holiday(day)

    def working_days_after(self, day: date, count: int) -> date:
        """The last of so many working days after a day, which is not counted itself (§ 187 Abs. 1 BGB)."""
        while count:
            day += timedelta(days=1)
            count -= self.is_working_day(day)
        return day


def read_calendar(text: str) -> Calendar:
    """The holidays out of their file. Raises KeyError or ValueError where it is not in its form."""
    rows = tomllib.loads(text)["holiday"]
    fixed = {tuple(map(int, row["day"].split("-"))) for row in rows if "day" in row}
    return Calendar(
        frozenset((month, day) for month, day in fixed), frozenset(row["easter"] for row in rows if "easter" in row)
    )


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the rule of Meeus, Jones and Butcher)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    leap, over = divmod(century, 4)
    epact = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * over + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
