"""How long the books are kept: months end as the law counts them, and the file says the months."""

import calendar
import tomllib
from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.terms.retention import Keeping, Since
from tests.kreis import books

LOG = Keeping(6, Since.ACT)


@pytest.mark.parametrize(
    ("day", "last"),
    [
        ("2026-08-31", "2027-02-28"),
        ("2027-08-31", "2028-02-29"),
        ("2027-08-29", "2028-02-29"),
        ("2026-03-31", "2026-09-30"),
        ("2026-12-31", "2027-06-30"),
        ("2026-06-30", "2026-12-30"),
        ("2026-07-01", "2027-01-01"),
    ],
)
def test_six_months_end_on_the_same_day_of_the_month(day, last):
    """Or on the month's last, where it has no such day (§ 188 BGB)."""
    assert date.fromisoformat(last) == LOG.last_day(date.fromisoformat(day))


@given(st.dates(date(1900, 1, 1), date(9978, 12, 31)))
def test_no_months_are_that_day(day):
    """Kept to its end, over on the next."""
    kept = Keeping(0, Since.MEETING_END)

    assert day == kept.last_day(day)
    assert day == kept.first_day_kept(day)


@given(st.dates(date(1900, 1, 1), date(9978, 12, 31)), st.integers(1, 120))
def test_so_many_months_are_so_many_months(day, months):
    """Never more, and less only by the days that the month lacks."""
    last = Keeping(months, Since.ACT).last_day(day)

    assert months == (last.year - day.year) * 12 + last.month - day.month
    assert last.day == min(day.day, calendar.monthrange(last.year, last.month)[1])


def test_the_rules_in_force_say_how_long():
    """Each book with its months, norm and reason; the log no longer than § 79 Abs. 4 SGB X allows."""
    told = tomllib.loads((books().home / "policies" / "retention.toml").read_text(encoding="utf-8"))
    kept = books().policies.retention

    assert set(told) == {one.name for one in fields(kept)}
    for book in told:
        keeping = getattr(kept, book)
        assert (told[book]["months"], told[book]["since"]) == (keeping.months, keeping.since)
        assert keeping.basis
        assert keeping.reason
    assert max(kept.access_log.months, kept.conference_room.months) <= 6
    assert 0 == kept.conference_sheet.months
