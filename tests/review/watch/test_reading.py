"""The log as an evaluation reads it: written down first, page by page, in one form, and without a word."""

import json
from dataclasses import fields
from datetime import timedelta

import pytest

from hub.db.errors import DatabaseRefused
from hub.review.watch import batch
from hub.review.watch.store import Run, Span, begin_run, read_stretch
from hub.review.watch.stretch import read_run
from hub.terms.ids import EntryId, new_id
from hub.terms.lists import Agency, Effect
from hub.terms.logged import Deed, Explanation, Wording
from tests.kreis import ROOT

SPAN = timedelta(days=200)


def _history(kreis):
    kreis.load(json.loads((ROOT / "demo" / "history.json").read_text(encoding="utf-8")))


def _read(kreis, agency=Agency.JOBCENTER):
    house = kreis.house("oversight")
    run = batch.begin(house, batch.Wanted(agency, Span(kreis.at - SPAN, kreis.at + SPAN), ("any",)), kreis.at)
    return run, read_run(house, run).logged


def read_by(kreis, agency=Agency.JOBCENTER):
    """What its evaluation reads of the whole log."""
    return _read(kreis, agency)[1]


def test_an_evaluation_stands_in_the_log_before_a_line_is_read(kreis):
    """Without its committed entry the database gives nothing out: neither for no entry, nor for another's."""
    look = kreis.open("U01")
    house = kreis.house("oversight")
    span = Span(kreis.at - SPAN, kreis.at)
    for entry in (EntryId(new_id()), look.entry):
        run = Run(entry, Agency.JOBCENTER, kreis.at, span, (), "")
        with pytest.raises(DatabaseRefused, match="HB020"):
            begin_run(house.db, run)
        with pytest.raises(DatabaseRefused, match="HB020"):
            list(read_stretch(house.db, None, run))


def test_the_history_is_read_by_its_claimed_times_and_deeds(kreis, monkeypatch):
    """All lines of both bodies in order, over pages smaller than the log; each deed as the record names it."""
    monkeypatch.setattr("hub.review.watch.store.PAGE", 150)
    _history(kreis)

    _, logged = _read(kreis)

    claimed = [one for one in logged if one.claimed]
    assert [one.at for one in logged] == sorted(one.at for one in logged)
    assert len({(one.entry, one.part) for one in logged}) == len(logged)
    assert {Deed.VIEW, Deed.SEARCH, Deed.REQUEST, Deed.CONSENT, Deed.TAKE_OVER, Deed.DISPLAY} <= {
        one.action for one in claimed
    }
    spoken = [one for one in claimed if one.label == "L11"]
    assert 5 == len(spoken)
    assert {Deed.CONSENT} == {one.action for one in spoken}
    tried = [one.family for one in claimed if one.label == "L07"]
    assert tried == [f"FAM-2026-{number:03}" for number in range(1, 15)]


def test_each_body_reads_what_is_its_own_or_touches_it(kreis):
    """As everywhere in the log (H4)."""
    _history(kreis)

    jobcenter, jugendamt = (_read(kreis, agency)[1] for agency in (Agency.JOBCENTER, Agency.JUGENDAMT))

    assert {"L07", "L12"} <= {one.label for one in jobcenter} - {one.label for one in jugendamt}
    assert {"L05", "L06"} <= {one.label for one in jugendamt} - {one.label for one in jobcenter}


def test_words_become_fingerprints_that_live_for_one_evaluation(kreis):
    """Equal texts are equal within it; nothing of any text is in what rules see, and the next one has other prints."""
    _history(kreis)
    texts = {
        line["note"] for line in json.loads((ROOT / "demo" / "history.json").read_text())["history"] if "note" in line
    }

    first, again = (_read(kreis)[1] for _ in range(2))

    for logged in (first, again):
        seen = {str(getattr(one, field.name)) for one in logged for field in fields(one)}
        assert not texts & seen
        assert 1 == len({one.matter for one in logged if one.label == "L12"} - {""})
    assert not {one.matter for one in first if one.matter} & {one.matter for one in again}
    assert Wording.NONE in {one.wording for one in first}


def test_live_entries_lists_and_refusals_are_read_in_the_same_form(kreis):
    """A look and a refusal by the hub itself: with purpose, persons, basis and reason, and nobody's label."""
    kreis.open("U01")
    kreis.open("U04")

    _, logged = _read(kreis)

    seen, refused = (one for one in logged if one.action is Deed.VIEW)
    assert ("FAM-2025-003", False, "") == (seen.family, seen.claimed, seen.label)
    assert {"own_task", "C01", "C02"} == set(seen.basis)
    assert seen.persons == ("P-1", "P-2", "P-3")
    assert Explanation.ASSIGNED in seen.explained
    assert not refused.explained
    assert (Effect.DENY, "FAM-2025-003") == (refused.effect, refused.family)
    assert refused.is_refused
