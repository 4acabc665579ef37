"""Numbers of staff on the officers' pages: for one quarter, each for one, telling nothing of the log's own."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from hub.review.context.aliases import Aliases, days_of, period_of
from hub.terms.clock import day_begins

SECRETS = {"2026-Q3": bytes(range(32)), "2026-Q4": bytes(range(1, 33))}
ALL = [f"N-{number:02}" for number in range(1, 1200)]


@pytest.mark.parametrize("period", SECRETS)
def test_each_number_stands_for_exactly_one_and_leads_back_within_its_quarter(period):
    """A shuffling of the log's own: nobody shares a number, and with the quarter's secret it can be turned back."""
    aliases = Aliases(SECRETS)

    given = [aliases.alias(period, one) for one in ALL]

    assert len(set(given)) == len(ALL)
    assert ALL == [aliases.pseudonym(period, one) for one in given]
    assert all(len(was) == len(now) for was, now in zip(ALL, given, strict=True) if len(was) < 6)


def test_the_same_person_has_another_number_in_the_next_quarter():
    """Of a thousand hardly anybody keeps theirs, and the order says nothing."""
    aliases = Aliases(SECRETS)

    kept = sum(aliases.alias("2026-Q3", one) == aliases.alias("2026-Q4", one) for one in ALL)
    numbers = [int(aliases.alias("2026-Q4", one)[2:]) for one in ALL[:99]]
    rising = sum(first < second for first, second in pairwise(numbers))

    assert kept < 20
    assert 30 < rising < 68


def test_nobody_and_families_keep_what_they_are_called():
    """No member of staff: `N-00` writes down what no person did; `A-000123` is somebody of a family."""
    aliases = Aliases(SECRETS)

    assert ["N-00", "A-000123", ""] == [aliases.alias("2026-Q4", one) for one in ("N-00", "A-000123", "")]


def test_a_quarter_without_its_secret_shows_nothing_of_the_log():
    """It fails; it does not fall back on the pseudonym that holds for good."""
    with pytest.raises(KeyError):
        Aliases(SECRETS).alias("2026-Q2", "N-07")


@pytest.mark.parametrize(
    ("at", "period"),
    [
        (datetime(2026, 9, 30, 21, 59, 59, tzinfo=UTC), "2026-Q3"),
        (datetime(2026, 9, 30, 22, 0, tzinfo=UTC), "2026-Q4"),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), "2027-Q1"),
    ],
)
def test_quarters_begin_at_midnight_in_berlin(at, period):
    """Also where the clocks of the machine are in another day."""
    first, after = days_of(period)

    assert period == period_of(at)
    assert day_begins(first) <= at < day_begins(after)
