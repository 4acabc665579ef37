"""An officer who reads the log for the sample she drew: that explains itself, and nothing that looks like it does."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.review.watch.explaining import explain_all
from hub.review.watch.reach import read_reach
from hub.terms.circumstances import SampleAtWork
from hub.terms.lists import Agency, Effect, Purpose, Role
from hub.terms.logged import Deed, Explanation, Reach
from tests.review.watch.logs import context, look

DRAWN = datetime(2026, 11, 5, 8, tzinfo=UTC)
SIGNED = datetime(2026, 11, 12, 15, tzinfo=UTC)
OCTOBER = Reach(date(2026, 10, 1), date(2026, 10, 31), is_whole=True)
SAMPLE = SampleAtWork("N-01", date(2026, 10, 1), DRAWN, SIGNED)
MOMENT = timedelta(microseconds=1)
FILTERS = ("family", "pseudonym", "period", "purpose", "outcome", "agency", "event", "weekday", "hour", "mark", "more")


def _reading(when=DRAWN, reach=OCTOBER, **more):
    told = {"role": Role.DPO, "action": Deed.LOG, "event": "log.read", "basis": (), "purpose": Purpose.DPO_CONTROL}
    return look(when, family=more.pop("family", None), reach=reach, **{**told, **more})


def _is_explained(one, sample=SAMPLE, **more):
    why = explain_all([one], context(samples=(sample,), **more)).get((one.entry, one.part))
    return why is not None and Explanation.TASK in why.codes


@pytest.mark.parametrize(
    ("when", "signed", "expected"),
    [
        (DRAWN - MOMENT, SIGNED, False),
        (DRAWN, SIGNED, True),
        (SIGNED - MOMENT, SIGNED, True),
        (SIGNED, SIGNED, False),
        (datetime(2026, 11, 30, 22, 59, tzinfo=UTC), None, True),
        (datetime(2026, 11, 30, 23, 0, tzinfo=UTC), None, False),
    ],
)
def test_it_is_a_task_from_the_draw_until_the_report_is_signed(when, signed, expected):
    """And no longer than the month after the sampled one, by the clocks of Berlin."""
    assert expected is _is_explained(_reading(when), replace(SAMPLE, signed=signed))


@pytest.mark.parametrize(
    "one",
    [
        _reading(who="N-02"),
        _reading(role=Role.IT_ADMIN),
        _reading(agency=Agency.JUGENDAMT),
        _reading(action=Deed.OTHER),
        _reading(effect=Effect.DENY),
        _reading(claimed=True),
        _reading(reach=None),
        _reading(reach=replace(OCTOBER, is_whole=False)),
        _reading(family="FAM-2025-003"),
        _reading(reach=Reach(until=date(2026, 9, 30), is_whole=True)),
        _reading(reach=Reach(since=date(2026, 11, 1), is_whole=True)),
    ],
    ids=[
        *("another officer", "another function", "another body", "not reading", "refused", "a record's word"),
        *("not known how", "by some filter", "one family", "months before", "months after"),
    ],
)
def test_nothing_that_looks_like_it_is_explained_by_it(one):
    """Each differs in one thing from the reading that is."""
    assert _is_explained(_reading())
    assert not _is_explained(one)


@pytest.mark.parametrize("reach", [Reach(is_whole=True), Reach(since=date(2026, 10, 31), is_whole=True)])
def test_days_that_meet_the_month_are_enough(reach):
    """The log as it stands, or from its last day on: an officer need not type both days."""
    assert _is_explained(_reading(reach=reach))


def test_a_record_is_explained_by_a_record():
    """The reading that it claims, by the sample that it claims; neither vouches for what the hub saw."""
    claimed = replace(SAMPLE, claimed=True)

    assert _is_explained(_reading(claimed=True, event="log.imported"), claimed)
    assert not _is_explained(_reading(), claimed)


@given(st.dictionaries(st.sampled_from((*FILTERS, "since", "until", "before", "upto")), st.just("2026-10-05")))
def test_any_filter_but_days_and_places_makes_a_reading_a_look_at_some(filters):
    """Also one that nobody has thought of yet; whatever is asked for beside it."""
    reach = read_reach("log.read", {"action": "lines", "filters": filters})

    assert reach is not None
    assert reach.is_whole is not bool(filters.keys() & set(FILTERS))


@given(
    st.sampled_from(("log.read", "log.imported", "log.exported", "sample.read")),
    st.sampled_from(("lines", "list", "log", "given", "anomalies", "export")),
)
def test_only_reading_line_by_line_has_a_reach(event, action):
    """What takes the log out, opens hits, a case or a register is no reading for a sample."""
    reach = read_reach(event, {"action": action, "filters": {}})

    assert (reach is not None) is ((event, action) in {("log.read", "lines"), ("log.imported", "log")})


@pytest.mark.parametrize("access", [{}, {"filters": None}, {"filters": "all"}, {"filters": {"since": "soon"}}])
def test_what_cannot_be_read_is_not_everything(access):
    """An entry that does not say how it read, or says it in words that are no day."""
    reach = read_reach("log.read", {"action": "lines", **access})

    assert reach is None or not reach.is_whole
