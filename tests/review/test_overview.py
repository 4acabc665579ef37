"""The overview: each figure is the number of entries behind its list, at the stand of the last count."""

import json
from dataclasses import replace

import pytest

from hub.db.database import Database
from hub.ledger.sequencer import sequence_once
from hub.review.dashboard.counting import CONTROLLERS, refresh_figures
from hub.review.dashboard.overview import open_overview, read_duty
from hub.review.log import open_log
from hub.terms.lists import Agency, Purpose
from hub.terms.log import LogQuery, Outcome
from hub.terms.marks import EMERGENCY
from tests.kreis import ROOT

DUTY = read_duty((ROOT / "schemas" / "duty.toml").read_text(encoding="utf-8"))


def _officer(kreis, agency=Agency.JOBCENTER):
    return replace(kreis.principal("U16", "oversight"), agency=agency)


def _count(kreis, agency=Agency.JOBCENTER):
    """What happened so far gets its places, and is counted."""
    db = Database(kreis.urls.url("hub_sequencer"), size=1)
    kreis.stack.callback(db.close)
    while sequence_once(db):
        pass
    return refresh_figures(kreis.house("oversight"), agency, kreis.at)


def _overview(kreis, agency=Agency.JOBCENTER):
    return open_overview(kreis.house("oversight"), DUTY, _officer(kreis, agency), kreis.at)


def _listed(kreis, agency=Agency.JOBCENTER, **query):
    """Every line behind a figure, page by page."""
    lines, before = [], None
    while True:
        asked = LogQuery(limit=200, before=before, **query)
        page = open_log(kreis.house("oversight"), _officer(kreis, agency), asked, kreis.at)
        lines += page.lines
        if page.next is None:
            return lines
        before = page.next


@pytest.mark.parametrize("agency", CONTROLLERS)
def test_each_figure_is_the_number_of_entries_of_its_list(kreis, agency):
    """Check 51, for both controllers, over all that the demo brings and what happens meanwhile."""
    kreis.load(json.loads((ROOT / "demo" / "history.json").read_text(encoding="utf-8")))
    kreis.open("U01")
    kreis.open("U07", purpose=Purpose.SGB8_HELP_PLANNING)
    _count(kreis, agency)
    kreis.open("U01")  # counted only by the next pass, and in no list behind a figure until then

    seen = _overview(kreis, agency)

    span = {"since": seen.since, "until": seen.until, "upto": seen.stand.counted_to}
    assert sum(seen.looks.values()) == len(_listed(kreis, agency, outcome=Outcome.SHOWN, **span)) > 50
    for (weekday, hour), entries in seen.looks.items():
        found = _listed(kreis, agency, outcome=Outcome.SHOWN, weekday=weekday, hour=hour, **span)
        assert entries == len(found), (weekday, hour)
    assert seen.emergencies == len(_listed(kreis, agency, mark=EMERGENCY, **span))
    assert sum(entries for _, entries in seen.refusals) == len(_listed(kreis, agency, outcome=Outcome.DENIED, **span))
    for mark, entries in seen.refusals:
        assert entries == len(_listed(kreis, agency, mark=mark, **span)) > 0
    for month in seen.months:
        if month.entries is not None:
            bounds = {"since": month.since, "until": month.until, "upto": seen.stand.counted_to}
            assert month.entries == len(_listed(kreis, agency, **bounds))
