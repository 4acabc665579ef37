"""N07 on a real database: an officer's reading for her sample is closed by herself in two steps, and no other is."""

from datetime import date, timedelta

import pytest

from hub.exchange.samples import read_recorded
from hub.review.log import open_log
from hub.review.sample.taking_over import take_over_sample
from hub.review.watch.rules import load_rules
from hub.review.watch.turn import nightly_span, take_turn
from hub.terms.case_words import CaseFault, CaseKind, CaseState
from hub.terms.cases import Opening
from hub.terms.ids import EntryId
from hub.terms.lists import Agency
from hub.terms.log import LogQuery
from hub.terms.samples import SampleAnswer
from tests.kreis import F01, ROOT, history
from tests.review.at_cases import seat
from tests.review.drawn import at_desk, october

RULES = load_rules(ROOT)


def _evaluate(kreis, agency=Agency.JOBCENTER):
    kreis.at += timedelta(minutes=1)
    return take_turn(kreis.house("oversight"), RULES, (agency, nightly_span(kreis.at, whole=True)), kreis.at)


def _state_of(officer, entry):
    """Of a case that the officer began with this line and closed as plausible by what explains it."""
    opening = Opening(CaseKind.LINE, entries=(EntryId(str(entry)),))
    case = officer.cases.open(officer.principal, officer.session, opening, officer.kreis.at)
    assert not isinstance(case, CaseFault)
    file = officer.read(case)
    assert file.is_own
    assert officer.plausible(file) is None
    return officer.read(case).state


@pytest.mark.history
def test_the_180_readings_for_october_explain_themselves_and_are_closed_by_her_alone(kreis):
    """By the sample that her record tells of, drawn that morning; of the other body's log they are no matter."""
    [recorded] = read_recorded((ROOT / "demo" / "samples.json").read_bytes())
    assert SampleAnswer.DONE is take_over_sample(kreis.house("oversight"), at_desk(kreis), recorded, kreis.at)

    outcome = _evaluate(kreis)

    mine = [one for one in outcome.logged if one.label == "N07"]
    whys = [outcome.evaluation.explained.get((one.entry, one.part)) for one in mine]
    assert (180, {("E3",)}) == (len(mine), {tuple(why.codes) if why else () for why in whys})
    assert CaseState.CLOSED is _state_of(seat(kreis, "U16", agency=Agency.JOBCENTER), mine[0].entry)
    assert not [one for one in _evaluate(kreis, Agency.JUGENDAMT).logged if one.label == "N07"]


def test_without_the_sample_her_readings_need_a_second_person(kreis):
    """The same lines, and nothing that says she drew anything."""
    lines = [one for one in history()["history"] if one.get("label") == "N07"][:3]
    kreis.load({"format": 1, "history": lines})

    outcome = _evaluate(kreis)

    [first, *_] = [one for one in outcome.logged if one.label == "N07"]
    assert CaseState.CONFIRMING is _state_of(seat(kreis, "U16", agency=Agency.JOBCENTER), first.entry)


@pytest.fixture
def drew(kreis, tmp_path):
    """October is drawn by the hub itself, and nobody has signed it."""
    with october(kreis, tmp_path) as evidence:
        yield kreis
        evidence.place()


def _reads(kreis, query=None):
    """The entry of the officer's reading of the log's pages."""
    officer = seat(kreis, "U16", agency=Agency.JOBCENTER)
    kreis.at += timedelta(minutes=1)
    open_log(kreis.house("oversight"), officer.principal, query or LogQuery(), kreis.at)
    return _newest(kreis)


def _newest(kreis):
    statement = (
        "select entry_id::text from ledger.index where event = 'log.read' order by at desc, entry_id desc limit 1"
    )
    [(entry,)] = kreis.superuser().execute(statement).fetchall()
    return entry


@pytest.mark.history
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (LogQuery(), CaseState.CLOSED),
        (LogQuery(since=date(2026, 10, 5), until=date(2026, 10, 9)), CaseState.CLOSED),
        (LogQuery(since=date(2026, 11, 2)), CaseState.CONFIRMING),
        (LogQuery(family=F01), CaseState.CONFIRMING),
        (LogQuery(pseudonym="N-02", period="2026-Q4"), CaseState.CONFIRMING),
        (LogQuery(agency=Agency.JUGENDAMT), CaseState.CONFIRMING),
    ],
    ids=["all", "days of October", "days after it", "one family", "one colleague", "one body"],
)
def test_what_she_reads_of_the_log_decides_whether_she_closes_it_alone(drew, query, expected):
    """While her sample is open: days of the sampled month are her task, whatever is picked out of them is not."""
    entry = _reads(drew, query)
    _evaluate(drew)

    assert expected is _state_of(seat(drew, "U16", agency=Agency.JOBCENTER), entry)


@pytest.mark.history
def test_reading_a_case_about_somebody_is_no_reading_for_the_sample(drew):
    """It names no filter in its entry, and yet is about one person alone."""
    look = drew.open("U01").entry
    _evaluate(drew)
    officer = seat(drew, "U16", agency=Agency.JOBCENTER)
    case = officer.cases.open(
        officer.principal, officer.session, Opening(CaseKind.LINE, entries=(EntryId(look),)), drew.at
    )
    assert not isinstance(case, CaseFault)
    drew.at += timedelta(minutes=1)
    officer.read(case)
    entry = _newest(drew)
    _evaluate(drew)

    assert CaseState.CONFIRMING is _state_of(officer, entry)
