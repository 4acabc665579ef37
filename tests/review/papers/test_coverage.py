"""The stand of the consents in numbers: right, of nobody, and never without an entry."""

from dataclasses import replace
from datetime import timedelta

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.consent.papers import Withdrawal
from hub.gate.consents import TakenBack, take_withdrawal
from hub.review.papers import coverage as module
from hub.review.papers.coverage import COUNTED, SMALLEST, STANDS, coverage, open_coverage, tell
from hub.terms.catalogue import mask_text
from hub.terms.lists import Agency, Category, Role
from tests.kreis import F01, STICHTAG, demo
from tests.web.sample_papers import sources

CELL = st.tuples(st.integers(0, 12), st.integers(0, 40)).map(
    lambda pair: (min(pair), max(pair)) if all(pair) else (0, 0)
)
ROWS = st.lists(CELL, min_size=len(STANDS), max_size=len(STANDS))


def _officer(kreis, agency=Agency.JOBCENTER):
    return replace(kreis.principal("U16", "oversight"), agency=agency)


def _numbers(kreis, monkeypatch):
    """What the database counts, before anything is hidden."""
    seen, load = [], module.load_coverage
    with monkeypatch.context() as patch:
        patch.setattr(module, "load_coverage", lambda *given: seen.append(load(*given)) or seen[-1])
        open_coverage(kreis.house("oversight"), _officer(kreis), kreis.at)
    return seen[0]


def _persons(numbers, category, stand):
    return numbers.get((category, stand), (0, 0))[1]


def _take_back(kreis, ref):
    [(sandra,)] = kreis.superuser().execute("select person_id::text from core.person where ref = 'F01-1'").fetchall()
    kreis.at += timedelta(minutes=1)
    back = Withdrawal(sandra, kreis.at, Agency.JOBCENTER)
    take_withdrawal(kreis.house("jobcenter"), kreis.principal("U01"), kreis.at, TakenBack(F01, ref, back))


def test_everybody_in_fam_is_counted_once_for_each_category(kreis, monkeypatch):
    """Participants of admitted families: not those who are proposed, have left, or are third persons."""
    numbers = _numbers(kreis, monkeypatch)

    in_fam = [one for family in demo()["families"] if family["status"] == "admitted" for one in family["persons"]]
    participants = [one for one in in_fam if one.get("kind", "participant") == "participant"]
    assert {len(participants)} == {sum(_persons(numbers, one, stand) for stand in STANDS) for one in COUNTED}


def test_what_is_taken_back_is_no_longer_open(kreis, monkeypatch):
    """One person less in each category that nothing else opens, and one more among what ended."""
    before = _numbers(kreis, monkeypatch)
    _take_back(kreis, "C01")
    after = _numbers(kreis, monkeypatch)

    moved = {
        stand: {one for one in COUNTED if _persons(after, one, stand) != _persons(before, one, stand)}
        for stand in STANDS
    }
    assert moved["open"] == moved["lapsed"] != set()
    assert set() == moved["refused"] | moved["waiting"] | moved["unasked"]
    for one in moved["open"]:
        assert _persons(before, one, "open") - 1 == _persons(after, one, "open")


def test_looking_is_an_entry_and_costs_the_same_however_many_there_are(kreis):
    """Of the officer's own controller; the entry's statement and one more."""
    officer = _officer(kreis, Agency.JUGENDAMT)
    del kreis.statements[:]

    open_coverage(kreis.house("oversight"), officer, kreis.at)

    assert 2 == len(kreis.statements)
    found = kreis.superuser().execute("select controllers, effect from ledger.index where event = 'log.coverage'")
    assert [(["jugendamt"], "permit")] == found.fetchall()


def test_who_is_no_officer_sees_none_and_the_attempt_is_written_down(kreis):
    """Not the lead of an office either."""
    lead = replace(_officer(kreis), role=Role.JOBCENTER_LEAD)

    assert open_coverage(kreis.house("oversight"), lead, kreis.at) is None
    found = kreis.superuser().execute("select effect from ledger.index where event = 'log.coverage'").fetchall()
    assert [("deny",)] == found


@pytest.mark.parametrize("role", ["hub_jobcenter", "hub_jugendamt", "hub_provider", "hub_family"])
def test_no_other_process_can_count(kreis, role):
    """The function is the officers' sign-in's alone."""
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        kreis.connect(role).execute("select * from consent.coverage(gen_random_uuid(), now(), '[]')")


def test_without_its_entry_nothing_is_counted(kreis):
    """A taken-over process of the officers leaves a trace, or learns nothing."""
    mask = mask_text(kreis.house("oversight").policies.catalogue.category_masks[Category.HEALTH])
    asked = psycopg.types.json.Jsonb([{"category": "health", "mask": mask}])

    with pytest.raises(psycopg.errors.DatabaseError) as refused:
        kreis.connect("hub_oversight").execute("select * from consent.coverage(gen_random_uuid(), now(), %s)", (asked,))
    assert "HB020" == refused.value.sqlstate


def _told(cells):
    """The row of one category, all others being of many."""
    many = {(one, "open"): (90, 90) for one in COUNTED}
    row = {(Category.HEALTH, stand): cell for stand, cell in zip(STANDS, cells, strict=True)}
    numbers = {key: value for key, value in (many | {(Category.HEALTH, "open"): (0, 0)} | row).items() if any(value)}
    return next((one for one in tell(numbers).rows if one.category is Category.HEALTH), None)


@given(ROWS)
def test_no_small_number_is_shown(cells):
    """Neither of persons nor of few families; and where something is hidden, no nought either."""
    row = _told(cells)

    for shown, (families, persons) in zip(row.persons if row else (), cells, strict=bool(row)):
        assert shown is None or (shown == persons and (min(families, persons) >= SMALLEST or not persons))
        assert shown != 0 or None not in row.persons


@given(ROWS)
def test_no_hidden_number_can_be_worked_out(cells):
    """The total less what is shown leaves at least two numbers and five persons, or there is nothing hidden."""
    row = _told(cells)
    if row is None or None not in row.persons:
        return

    left = row.total - sum(shown for shown in row.persons if shown is not None)
    assert row.persons.count(None) >= 2
    assert left >= SMALLEST


@given(ROWS)
def test_nothing_is_hidden_where_nothing_is_small(cells):
    """Numbers are there to be told."""
    large = [(families + SMALLEST, persons + SMALLEST) if persons else (0, 0) for families, persons in cells]
    row = _told(large)

    assert row is None or None not in row.persons


def test_where_too_few_take_part_there_is_no_number():
    """Not even how many they are."""
    few = {(one, "open"): (4, 19) for one in COUNTED}

    paper = coverage(sources(), tell(few), STICHTAG)

    assert () == tell(few).rows == tell({}).rows
    assert paper.sections[0].table is None
    assert "19" not in str(paper.facts)


def test_the_paper_shows_dots_for_what_is_not_told(kreis):
    """In the table as in the data, and each category in its place."""
    paper = coverage(sources(), open_coverage(kreis.house("oversight"), _officer(kreis), kreis.at), kreis.at)

    table = paper.sections[0].table
    assert len(COUNTED) == len(table.rows)
    assert any("•" in row for row in table.rows)
    assert not {"1", "2", "3", "4"} & {told for row in table.rows for told in row}
    assert set(STANDS) == set(paper.facts["persons"][Category.HEALTH])
