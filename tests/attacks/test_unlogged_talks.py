"""Whoever would look at a talk without leaving a trace, or with one that says less than they saw."""

from datetime import timedelta
from io import BytesIO

import pytest

from tests.web.houses import post, sit_down
from tests.web.talks import HELP, SHEET, TALKS, YES, Z2, begin, papers
from tests.whole import open_payload

COLLEAGUE = "U09"


@pytest.fixture
def worker(kreis):
    """The ASD worker of F07."""
    return sit_down(kreis, "U07", "jugendamt")


def _entries(kreis):
    """The ids of all looks at consents so far."""
    statement = "select entry_id from ledger.index where event = 'consent.read' order by at, entry_id"
    return [entry for (entry,) in kreis.superuser().execute(statement)]


def _new(kreis, before):
    """What the entries since then say."""
    new = [one for one in _entries(kreis) if one not in before]
    return [open_payload(kreis.superuser(), kreis.keys, one) for one in new]


def _number(talk):
    return talk.rsplit("/", 1)[1]


@pytest.mark.parametrize("page", ["", "/vorbereiten", "/probeblick"])
def test_a_prepared_talk_is_not_shown_without_an_entry_that_names_it(kreis, worker, page):
    """It says who is asked, about whom and why; a colleague who has the case could read it in passing."""
    talk = begin(worker)
    before = _entries(kreis)

    answer = worker.get(f"{talk}{page}?{Z2}")

    assert HELP["wofuer"] in answer.text or page == "/probeblick"
    said = _new(kreis, before)
    assert [_number(talk)] * len(said) == [one["access"]["talk"] for one in said]
    assert said
    assert all("P-1" in [name for _, name in one["subject"]["persons"]] for one in said)


def test_what_a_wrong_form_brings_back_is_written_down_too(kreis, worker):
    """The answer to a form that cannot be taken shows all questions once more."""
    talk = begin(worker)
    before = _entries(kreis)

    answer = post(worker, f"{talk}?{Z2}", tun="tablet")

    assert HELP["wofuer"] in answer.text
    assert [_number(talk)] == [one["access"]["talk"] for one in _new(kreis, before)]


@pytest.mark.parametrize("page", ["fertig", "kopie", "kopie.pdf", "scan"])
def test_a_sheet_that_is_not_signed_yet_is_named_by_its_number(kreis, worker, page):
    """It holds the answers, and there is no paper yet that the entry could name."""
    talk = begin(worker)
    post(worker, f"{talk}?{Z2}", **{**YES, "tun": "papier"})
    before = _entries(kreis)

    assert 200 == worker.get(f"{talk}/{page}?{Z2}").status_code

    assert ["E-2026-1"] == [one["access"]["talk"] for one in _new(kreis, before)]


def test_what_is_signed_is_named_with_its_papers(kreis, worker):
    """By the number of the talk and those of its papers."""
    talk = begin(worker)
    post(worker, f"{talk}?{Z2}", **YES)
    before = _entries(kreis)

    worker.get(f"{talk}/kopie?{Z2}")

    [said] = _new(kreis, before)
    assert ("E-2026-1", ["E-2026-1-1"]) == (said["access"]["talk"], said["access"]["consents"])


def test_the_list_of_talks_says_that_all_were_shown(kreis, worker):
    """With whom talks were held stands there."""
    begin(worker)
    before = _entries(kreis)

    worker.get(f"{TALKS}?{Z2}")

    assert ["all"] == [one["access"]["talk"] for one in _new(kreis, before)]


def test_the_list_of_questions_of_a_talk_that_is_over_is_not_shown(kreis, worker):
    """It leads to how it ended, where the papers stand in the entry."""
    talk = begin(worker)
    post(worker, f"{talk}?{Z2}", **YES)

    answer = worker.get(f"{talk}/vorbereiten?{Z2}")

    assert (303, f"{talk}/fertig?{Z2}") == (answer.status_code, answer.headers["Location"])


@pytest.mark.parametrize("is_scanned", [False, True])
def test_a_sheet_with_a_no_on_it_does_not_vanish(kreis, worker, is_scanned):
    """What was printed has a number, and its scan is evidence: nobody drops it, neither by page nor by the database."""
    talk = begin(worker)
    post(worker, f"{talk}?{Z2}", **{"antwort-1": "nein", "tun": "papier"})
    if is_scanned:
        post(worker, f"{talk}/scan?{Z2}", scan=(BytesIO(SHEET), "blatt.pdf"))

    post(worker, f"{talk}/vorbereiten?{Z2}", tun="verwerfen")
    kreis.house("jugendamt").db.rows("select consent.drop_talk(%s)", (_number(talk),))

    statement = "select state, number from consent.talk"
    assert [("scanned" if is_scanned else "sheet", "E-2026-1")] == kreis.superuser().execute(statement).fetchall()
    assert 200 == worker.get(f"{talk}/fertig?{Z2}").status_code
    assert {} == papers(kreis)


def _said(kreis, event):
    """What the entries of one kind say, the oldest first."""
    statement = "select entry_id from ledger.index where event = %s order by at, entry_id"
    rows = kreis.superuser().execute(statement, (event,)).fetchall()
    return [open_payload(kreis.superuser(), kreis.keys, entry) for (entry,) in rows]


def test_a_sheet_is_neither_printed_nor_brought_nor_changed_for_another_without_an_entry(kreis, worker):
    """Names leave the house on it; and a scan with a no could be replaced before anybody looked at it."""
    talk = begin(worker)
    post(worker, f"{talk}?{Z2}", **{**YES, "tun": "papier"})
    for _ in range(2):
        kreis.at += timedelta(minutes=1)
        post(worker, f"{talk}/scan?{Z2}", scan=(BytesIO(SHEET), "blatt.pdf"))

    said = [(one["access"]["number"], one["access"]["step"]) for one in _said(kreis, "consent.sheet")]

    assert [("E-2026-1", "sheet"), ("E-2026-1", "scanned"), ("E-2026-1", "scanned")] == said


def test_a_request_is_not_declined_without_an_entry_and_only_once(kreis, worker):
    """Who asked reads that the family is not asked; who said so stands in the log."""
    coach = sit_down(kreis, "U01", "jobcenter")
    ask = TALKS.replace("gespraech", "anfrage")
    wish = {"person": "F07-1", "kategorie": "housing", "fuer": "fam_joint_support", "bis": "6"}
    post(coach, f"{ask}?{Z2}", wofuer="Wegen des Umzugs.", **wish)
    [(number,)] = kreis.superuser().execute("select request_id from consent.request").fetchall()

    foreign = post(coach, f"{ask}/{number}?{Z2}")
    answers = [post(worker, f"{ask}/{number}?{Z2}").status_code for _ in range(2)]

    assert (404, [303, 404]) == (foreign.status_code, answers)
    assert ["declined"] == [one["access"]["answer"] for one in _said(kreis, "consent.request_answered")]
