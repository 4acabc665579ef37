"""Ask the youth: 90 days before 15 and 18, where the birthday shuts something. Held against arithmetic of our own."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hub.terms.tasks import TaskKind
from tests.clerk.situations import SCHOOL, SON, kinds, of_kind, situation

BERLIN = ZoneInfo("Europe/Berlin")
OWN_SAY = (TaskKind.OWN_SAY_15, TaskKind.OWN_SAY_18)
LEAP = date(2012, 2, 29)


def fifteenth(born: date) -> date:
    """Counted by hand: the day after 14 whole years and 365 or 366 days more; no 29 February, then 1 March (D16)."""
    is_leap_day = (born.month, born.day) == (2, 29)
    return date(born.year + 15, 3, 1) if is_leap_day else date(born.year + 15, born.month, born.day)


def signed_at_14(born: date) -> dict[str, object]:
    """A paper of mother and son from the day after both signed, a hundred days before he turns 15, for a year."""
    begins = fifteenth(born) - timedelta(100)
    return {"c": {**SCHOOL, "signed": ["son", "mother"], "from": f"{begins}", "to": f"{begins + timedelta(364)}"}}


born_days = st.dates(date(2010, 1, 1), date(2013, 12, 31)) | st.just(LEAP)
clocks = st.times() | st.sampled_from([time(0), time(23, 59, 59, 999999), time(2, 30), time(1, 59)])


@given(born_days, st.integers(-100, 130), clocks)
@example(LEAP, 0, time(0))
@example(LEAP, -1, time(23, 59, 59))
@example(date(2011, 3, 29), 0, time(2, 30))  # the hour that summer time leaves out in 2026
@example(date(2011, 10, 25), 0, time(2, 30))  # the hour that there is twice
def test_it_is_asked_from_90_days_before_the_15th_birthday_until_90_after(born: date, off: int, clock: time) -> None:
    """Whatever the clock says on that day, and whatever summer time does to it."""
    birthday = fifteenth(born)
    day = birthday + timedelta(off)
    at = datetime.combine(day, clock, BERLIN).astimezone(UTC)

    found = of_kind(situation(signed_at_14(born), at, born=f"{born}"), *OWN_SAY)

    notice = 0 if off >= 0 else 30 if off >= -30 else 90
    expected = [(TaskKind.OWN_SAY_15, birthday, notice, SON)] if -90 <= off <= 90 else []
    assert expected == [(one.kind, one.due, one.notice, one.person) for one in found]


@pytest.mark.parametrize(
    ("at", "notice"),
    [
        ("2026-12-07T22:59:59+00:00", 30),
        ("2026-12-07T23:00:00+00:00", 0),
        ("2026-12-08T12:00:00+00:00", 0),
    ],
)
def test_the_birthday_begins_at_midnight_in_berlin(at: str, notice: int) -> None:
    """23:00 in UTC, in winter."""
    found = situation(signed_at_14(date(2011, 12, 8)), datetime.fromisoformat(at), born="2011-12-08")

    assert [(TaskKind.OWN_SAY_15, "2026-12-08", notice)] == kinds(found)


@pytest.mark.parametrize("answer", ["signed", "refused"])
def test_whoever_answered_since_is_not_to_be_asked(answer: str) -> None:
    """Yes or no, both are an answer; before the birthday neither counts."""
    papers = signed_at_14(date(2011, 12, 8))
    said = [{"by": "son", "at": "2026-12-09T15:00:00+01:00"}]
    papers["again"] = {**SCHOOL, answer: said, "from": "2026-12-09", "to": "2027-07-31"}
    before, after = (datetime(2026, 12, 9, hour, tzinfo=UTC) for hour in (13, 15))

    asked = [of_kind(situation(papers, at, born="2011-12-08"), *OWN_SAY) for at in (before, after)]

    assert [1, 0] == [len(one) for one in asked]


@pytest.mark.parametrize(
    "other", [{"categories": ["single_note"], "entries": ["n1"]}, {**SCHOOL, "bound": "Dr. Lind"}], ids=["note", "203"]
)
def test_what_he_says_of_a_note_or_of_secrecy_answers_nothing(other: dict[str, object]) -> None:
    """And that the reminder went would tell others that something confided was signed for (S1)."""
    papers, at = signed_at_14(date(2011, 12, 8)), datetime(2026, 12, 9, 15, tzinfo=UTC)
    said = [{"by": "son", "at": "2026-12-09T15:00:00+01:00"}]
    papers["again"] = {**SCHOOL, **other, "signed": said, "from": "2026-12-09", "to": "2027-07-31"}

    assert 1 == len(of_kind(situation(papers, at, born="2011-12-08"), *OWN_SAY))


def test_where_nothing_is_shut_nobody_is_reminded() -> None:
    """No paper about him, only an old one, or only a no: his birthday is nobody's task."""
    at, born = datetime(2026, 12, 1, 9, tzinfo=UTC), "2011-12-08"
    old = {"c": {**SCHOOL, "signed": ["son", "mother"], "from": "2025-09-01", "to": "2026-08-31"}}
    no = {"c": {**SCHOOL, "refused": ["mother"], "from": "2026-09-01", "to": "2027-08-31"}}

    assert [[], [], []] == [of_kind(situation(one, at, born=born), *OWN_SAY) for one in ({}, old, no)]


def test_what_he_signed_himself_at_17_stays_and_needs_no_asking() -> None:
    """D15: but what ends on the day before his 18th birthday is to be asked for."""
    at, born = datetime(2026, 11, 16, 9, tzinfo=UTC), "2008-12-20"
    paper = {**SCHOOL, "signed": ["son", "mother"], "from": "2026-08-01"}

    stays = kinds(situation({"c": {**paper, "to": "2027-07-31"}}, at, born=born))
    ends = kinds(situation({"c": {**paper, "to": "2026-12-19"}}, at, born=born))

    assert [] == stays
    assert [(TaskKind.OWN_SAY_18, "2026-12-20", 90)] == ends


def test_what_his_mother_signed_for_him_alone_is_to_be_asked_anew_at_18() -> None:
    """At 17 without insight she signed in his place; of age she does not."""
    at, born = datetime(2026, 12, 1, 9, tzinfo=UTC), "2008-12-20"
    papers = {"c": {**SCHOOL, "signed": ["mother"], "from": "2026-08-01", "to": "2027-07-31"}}

    found = kinds(situation(papers, at, born=born, insight="no"))

    assert [(TaskKind.OWN_SAY_18, "2026-12-20", 30)] == found


def test_of_somebody_who_died_nothing_is_asked() -> None:
    """Nor where the mother took everything back."""
    at, born = datetime(2026, 12, 1, 9, tzinfo=UTC), "2011-12-08"
    papers = signed_at_14(date(2011, 12, 8))
    back = {"by": "mother", "received_at": "2026-11-20T09:00:00+01:00"}

    assert [] == kinds(situation(papers, at, born=born, deceased_on="2026-11-30"))
    assert [] == of_kind(situation({"c": {**papers["c"], "withdrawn": [back]}}, at, born=born), *OWN_SAY)
