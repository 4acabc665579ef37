"""Warnings before the end of a consent, spoken ones, withdrawals, and the end of FAM."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hub.consent.tasks.due import OpenRecall
from hub.exchange.clerk import next_pass
from hub.terms.lists import Agency
from hub.terms.tasks import TaskKind
from tests.clerk.situations import SCHOOL, kinds, of_kind, situation

BERLIN = ZoneInfo("Europe/Berlin")
FROM, TO = date(2026, 3, 1), date(2027, 2, 28)
YES = {**SCHOOL, "signed": ["mother"], "from": f"{FROM}", "to": f"{TO}"}
LAST_OF_SUMMER, FIRST_OF_SUMMER = datetime(2026, 10, 25, tzinfo=UTC), datetime(2026, 3, 29, tzinfo=UTC)

instants = st.integers(0, 800 * 86_400).map(lambda second: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(0, second))


def noon(day: date) -> datetime:
    """Some time of that day in Berlin."""
    return datetime(day.year, day.month, day.day, 11, tzinfo=UTC)


@given(st.integers(-40, 3))
def test_it_is_warned_30_and_7_days_before_the_last_day(off: int) -> None:
    """The last day counts; on the next one it is over, and no warning helps."""
    expected = [(TaskKind.EXPIRY, f"{TO}", 7 if off >= -7 else 30)] if -30 <= off <= 0 else []

    assert expected == kinds(situation({"c": YES}, noon(TO + timedelta(off))))


def test_a_year_is_the_longest_whatever_the_text_says() -> None:
    """D26: the last day is the same day of the next year, and that is warned of."""
    longer = {**YES, "to": "2031-01-01"}

    assert [(TaskKind.EXPIRY, "2027-03-01", 30)] == kinds(situation({"c": longer}, noon(date(2027, 2, 15))))


@pytest.mark.parametrize(
    ("again", "is_warned"),
    [
        ({"from": "2027-03-01"}, False),
        ({"from": "2027-02-01"}, False),
        ({"from": "2027-03-02"}, True),
        ({"from": "2027-03-01", "categories": ["contact"]}, True),
        ({"from": "2027-03-01", "purposes": ["case_conference"]}, True),
        ({"from": "2027-03-01", "recipients": ["jugendamt:asd_west"]}, True),
        ({"from": "2027-03-01", "signed": []}, True),
    ],
)
def test_a_new_consent_ends_the_warning_only_if_it_opens_the_same(again: dict[str, object], *, is_warned: bool) -> None:
    """From the day after, for the same recipients and purposes, and signed."""
    said = [{"by": "mother", "at": "2027-01-30T10:00:00+01:00"}]
    papers = {"c": YES, "d": {**YES, "signed": said, "to": "2028-01-31", **again}}

    found = of_kind(situation(papers, noon(date(2027, 2, 20))), TaskKind.EXPIRY)

    assert is_warned == any(task.consents == ("c",) for task in found)


def test_what_was_taken_back_refused_or_never_counted_does_not_run_out() -> None:
    """Nothing is open, so nothing ends."""
    at = noon(date(2027, 2, 20))
    back = {"by": "mother", "received_at": "2027-02-01T09:00:00+01:00"}
    nothing = [{**YES, "withdrawn": [back]}, {**YES, "signed": [], "refused": ["mother"]}, {**YES, "signed": ["son"]}]

    assert [[], [], []] == [kinds(situation({"c": one}, at)) for one in nothing]


@given(st.integers(0, 40))
def test_a_spoken_yes_is_to_be_confirmed_by_the_14th_day(off: int) -> None:
    """Until then and beyond: it counts no more, and can still be confirmed."""
    said = [{"by": "mother", "at": "2026-10-15T18:00:00+02:00"}]
    paper = {**YES, "signed": said, "from": "2026-10-15", "way": "oral", "special_circumstances": "by phone"}
    at = noon(date(2026, 10, 15)) + timedelta(off, hours=8)

    found = kinds(situation({"c": paper}, at))
    confirmed = kinds(situation({"c": {**paper, "written_on": "2026-10-20"}}, at))

    asked = [(TaskKind.CONFIRMATION, "2026-10-29", 14 if off <= 14 else 0)]
    assert asked == found
    assert confirmed == (asked if off < 5 else [])


def test_after_a_withdrawal_the_agency_that_looked_answers() -> None:
    """Within 14 days; then it is late. It is nobody else's task."""
    recall = OpenRecall("c", Agency.JOBCENTER, datetime(2026, 11, 2, 9, 14, tzinfo=UTC))

    found = [of_kind(situation({"c": YES}, noon(date(2026, 11, day)), recall), TaskKind.RECALL) for day in (3, 16, 17)]

    told = [(one.due.isoformat(), one.notice, one.agency, one.consents) for [one] in found]
    assert [("2026-11-16", notice, Agency.JOBCENTER, ("c",)) for notice in (14, 14, 0)] == told


@given(st.integers(-3, 200))
def test_the_end_of_fam_closes_everything_but_what_is_owed(off: int) -> None:
    """From the day after on: closing the case, for six months, then erasing it; and answers after withdrawals (G2)."""
    ended = date(2026, 8, 31)
    day = ended + timedelta(off)
    recall = OpenRecall("c", Agency.JUGENDAMT, datetime(2026, 8, 20, 9, tzinfo=UTC))
    spoken = {**YES, "way": "oral", "signed": [{"by": "mother", "at": "2026-08-27T10:00:00+02:00"}]}

    found = {task.kind for task in of_kind(situation({"c": spoken}, noon(day), recall, exit_date=ended), *TaskKind)}

    running = {TaskKind.CONFIRMATION} if off <= 0 else set()
    after = TaskKind.FAM_END if day <= date(2027, 2, 28) else TaskKind.RECORD_OVER
    closing = {after} if 0 < off else set()
    assert {TaskKind.RECALL, *running, *closing} == found


def test_a_consent_that_ends_with_fam_is_not_to_be_renewed() -> None:
    """There is nothing left that it could open."""
    at = noon(date(2027, 2, 20))

    assert [] == kinds(situation({"c": YES}, at, exit_date=date(2027, 2, 25)))
    assert [] != kinds(situation({"c": YES}, at, exit_date=date(2027, 6, 30)))


@given(instants, st.integers(0, 86_399))
@example(LAST_OF_SUMMER, 3 * 3600)
@example(FIRST_OF_SUMMER, 3 * 3600)
def test_within_a_day_in_berlin_nothing_becomes_due(at: datetime, seconds: int) -> None:
    """All days are whole ones: of 23, 24 or 25 hours."""
    other = at + timedelta(seconds=seconds)
    same = at.astimezone(BERLIN).date() == other.astimezone(BERLIN).date()
    papers = {"c": {**YES, "to": "2026-11-30"}, "d": {**YES, "from": "2027-03-28", "to": "2028-02-29"}}

    first, second = (kinds(situation(papers, one, born="2012-02-29")) for one in (at, other))

    assert not same or first == second


@given(instants)
@example(LAST_OF_SUMMER - timedelta(minutes=30))
@example(FIRST_OF_SUMMER + timedelta(hours=1))
def test_the_clerk_wakes_at_each_midnight_in_berlin_and_at_least_each_hour(at: datetime) -> None:
    """No midnight lies between two passes, and none is passed twice without end."""

    after = next_pass(at)

    assert at < after <= at + timedelta(hours=1)
    days = {at.astimezone(BERLIN).date(), (after - timedelta(microseconds=1)).astimezone(BERLIN).date()}
    assert len(days) == 1
