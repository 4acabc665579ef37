"""Legal days and ages."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.terms.clock import age_on, day_begins, day_ends, legal_day, years_later

days = st.dates(date(1900, 1, 1), date(2200, 12, 31))
MOMENT = timedelta(microseconds=1)


@given(days)
def test_a_day_goes_from_its_first_instant_to_the_first_of_the_next(day):
    """No instant belongs to two days, and none to no day."""
    assert day == legal_day(day_begins(day))
    assert day == legal_day(day_ends(day) - MOMENT)
    assert day + timedelta(1) == legal_day(day_ends(day))
    assert day_ends(day) == day_begins(day + timedelta(1))


@given(
    st.integers(0, 300 * 365 * 86400).map(lambda seconds: datetime(1900, 1, 2, tzinfo=UTC) + timedelta(seconds=seconds))
)
def test_every_instant_lies_within_its_legal_day(at):
    """Also in the hour that the clock repeats in autumn."""
    day = legal_day(at)

    assert day_begins(day) <= at < day_ends(day)


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-06-01", 24)])
def test_the_days_on_which_clocks_change_are_shorter_or_longer(day, hours):
    """A consent that ends on such a day ends with its last hour, not with its twenty-fourth."""
    whole = date.fromisoformat(day)

    assert timedelta(hours=hours) == day_ends(whole) - day_begins(whole)


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2026-11-15T22:59:59+00:00", "2026-11-15"),
        ("2026-11-15T23:00:00+00:00", "2026-11-16"),
        ("2026-07-15T21:59:59+00:00", "2026-07-15"),
        ("2026-07-15T22:00:00+00:00", "2026-07-16"),
        ("2026-11-16T00:30:00+14:00", "2026-11-15"),
    ],
)
def test_a_legal_day_is_that_of_berlin(instant, day):
    """Wherever the server stands, in winter and in summer."""
    assert date.fromisoformat(day) == legal_day(datetime.fromisoformat(instant))


def test_who_is_born_on_a_leap_day_grows_older_on_the_first_of_march():
    """In common years; in leap years on the day itself (§ 188 BGB)."""
    born = date(2012, 2, 29)

    assert date(2027, 3, 1) == years_later(born, 15)
    assert 14 == age_on(born, date(2027, 2, 28))
    assert 15 == age_on(born, date(2027, 3, 1))
    assert 15 == age_on(born, date(2028, 2, 28))
    assert 16 == age_on(born, date(2028, 2, 29))


@given(days, st.integers(0, 110))
def test_one_is_of_an_age_from_the_birthday_until_the_day_before_the_next(born, years):
    """§ 187 Abs. 2 BGB: the birthday counts whole."""
    birthday, following = years_later(born, years), years_later(born, years + 1)

    assert years == age_on(born, birthday)
    assert years == age_on(born, following - timedelta(1))
    assert years + 1 == age_on(born, following)


@given(days, days, days)
def test_nobody_grows_younger(born, first, second):
    """An age never falls, and the older of two people is never the younger."""
    earlier, later = sorted((first, second))

    assert age_on(born, earlier) <= age_on(born, later)
    assert age_on(later, born) <= age_on(earlier, born)
