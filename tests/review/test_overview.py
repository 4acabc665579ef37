"""The overview: each figure is the number of entries behind its list, at the stand of the last count."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from hub.db.database import Database
from hub.gate.keeping import erase_what_is_over
from hub.ledger import store
from hub.ledger.sequencer import sequence_once
from hub.review.dashboard import counting
from hub.review.dashboard.counting import refresh_figures
from hub.review.dashboard.overview import open_overview, read_duty
from hub.review.log import open_log
from hub.review.watch.rules import load_rules
from hub.review.watch.turn import nightly_span, take_turn
from hub.terms.lists import Agency, Purpose
from hub.terms.log import LogQuery, Outcome
from hub.terms.marks import EMERGENCY
from tests.kreis import F01, ROOT

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


def _shown(seen):
    return sum(seen.looks.values())


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


@pytest.mark.parametrize("agency", [Agency.JOBCENTER, Agency.JUGENDAMT])
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


def test_counting_twice_counts_once(kreis):
    """Broken off or repeated, each entry is in the figures once."""
    kreis.open("U01")
    _count(kreis)
    before = _overview(kreis)

    _count(kreis)
    after = _overview(kreis)

    assert _shown(before) + 1 == _shown(after)  # the look at the overview itself
    assert after.stand.counted_to > before.stand.counted_to


def test_under_another_key_everything_is_counted_anew(kreis):
    """Marks of an old key would be nobody's words: they are made anew, and no figure doubles."""
    kreis.open("U02", F01)
    _count(kreis)
    before = _overview(kreis)
    kreis.superuser().execute("update review.stand set key_mark = '\\x00'")

    _count(kreis)

    after = _overview(kreis)
    assert (_shown(before) + 1, before.marks) == (_shown(after), after.marks)


def test_what_the_log_forgets_the_figures_forget(kreis):
    """Six months later neither an hour, nor a mark, nor a month tells of what is erased."""
    kreis.open("U02", F01)
    _count(kreis)
    assert _overview(kreis).months[-1].entries

    kreis.at += timedelta(days=190)
    erase_what_is_over(kreis.house("clerk"), kreis.at)
    _count(kreis)

    seen = _overview(kreis)
    days = kreis.superuser().execute("select min(day) from review.figure").fetchone()
    assert {} == seen.looks == seen.marks
    assert days[0] >= kreis.at.date() - timedelta(days=190)
    assert 0 == kreis.superuser().execute("select count(*) from review.marked").fetchone()[0]
    assert None is seen.months[0].entries
    assert seen.stand.erased_at is not None
    assert 0 == seen.stand.overdue


def test_what_the_clerk_did_not_erase_is_told(kreis):
    """An erasure that nobody carried out does not look like one that is done."""
    kreis.open("U01")
    kreis.at += timedelta(days=190)

    _count(kreis)

    assert _overview(kreis).stand.overdue > 0


def test_the_other_bodys_own_looks_are_in_no_figure(kreis):
    """H4: the Jugendamt's work in its own part changes nothing in what the Jobcenter's officer sees."""
    _count(kreis)
    before = _overview(kreis)
    kreis.open("U07", purpose=Purpose.SGB8_HELP_PLANNING)
    _count(kreis)

    after = _overview(kreis)

    assert _shown(before) + 1 == _shown(after)  # the look at the overview itself
    assert sum(_overview(kreis, Agency.JUGENDAMT).looks.values()) == 0  # nobody counted for them yet


def test_an_overview_costs_five_statements_however_much_happened(kreis):
    """The evidence's freshness, the entry in its transaction, the figures: none is asked for each entry."""
    kreis.load(json.loads((ROOT / "demo" / "history.json").read_text(encoding="utf-8")))
    _count(kreis)
    officer = _officer(kreis)
    del kreis.statements[:]

    open_overview(kreis.house("oversight"), DUTY, officer, kreis.at)

    assert len(kreis.statements) <= 5


def test_the_share_of_explained_looks_leaves_out_what_nothing_explains(kreis):
    """Both numbers are of looks: of five evenings by one's own word none is ordinary, and the overview says so."""
    document = json.loads((ROOT / "demo" / "history.json").read_text(encoding="utf-8"))
    lines = [line for line in document["history"] if line.get("label") == "L01"]
    kreis.load({**document, "history": lines})
    span = Agency.JOBCENTER, nightly_span(kreis.at)
    take_turn(kreis.house("oversight"), load_rules(ROOT), span, kreis.at)

    _count(kreis)

    stand = _overview(kreis).stand
    assert (0, sum(line["action"] == "view" for line in lines)) == (stand.explained, stand.looks)


def test_what_is_counted_comes_without_who_acted(kreis, monkeypatch):
    """Of many lines of one day and family as well, whose words all lie under one key."""
    read = []
    monkeypatch.setattr(counting, "read_for_marks", lambda *asked: read.extend(store.read_for_marks(*asked)) or read)
    for _ in range(3):
        kreis.open("U07", purpose=Purpose.SGB2_INTEGRATION)

    _count(kreis, Agency.JUGENDAMT)

    assert any(one.segments for one in read)
    assert not any("actor" in one.segments for one in read)
