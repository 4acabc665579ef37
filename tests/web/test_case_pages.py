"""Anomalies and cases over the real house: two clicks for what is harmless, two keys for a name, no case text (J11)."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from hub.terms.lists import Agency, Role
from tests.kreis import Kreis
from tests.review.at_cases import looks_of, plant, seat
from tests.web.houses import post, sit_down

PAGE = "/datenschutz/auffaelligkeiten"
REQUESTS = "/anfragen"


@pytest.fixture
def officer(kreis: Kreis):
    """The data protection officer's browser, at the desk of the Jobcenter."""
    return _at_desk(kreis, "U16")


def _at_desk(kreis, ref, group="oversight"):
    client = sit_down(kreis, ref, group)
    agency = Agency.JOBCENTER if group == "oversight" else None
    with client.session_transaction() as session:
        session["key"] = seat(kreis, ref, group, agency).session
    return client


def _fields(page: str, step: str) -> dict[str, str]:
    """The hidden fields of the form of a step."""
    form = next(one for one in re.findall(r"<form.*?</form>", page, re.S) if f'name="schritt" value="{step}"' in one)
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))


def _opened(kreis, officer, **more):
    hit = plant(kreis, looks_of(kreis, "U04", 3), **more)
    return post(officer, PAGE, fund=hit).headers["Location"]


def test_without_a_hit_the_page_says_so(officer):
    """„Keine offene Auffälligkeit.“"""
    assert "Keine offene Auffälligkeit." in officer.get(PAGE).text


def test_what_is_explained_is_closed_in_two_clicks(kreis, officer):
    """The card, then „Plausibel“ with the explanation that is offered; afterwards no card is left."""
    where = _opened(kreis, officer, explained=("E2",))
    page = officer.get(where).text

    done = post(officer, where, **_fields(page, "closed"))

    assert "Erklärung übernehmen: Vertretung" in page
    assert (303, True) == (done.status_code, "abgeschlossen: plausibel" in officer.get(where).text)
    assert "Keine offene Auffälligkeit." in officer.get(PAGE).text


def test_a_case_shows_sentences_and_the_number_of_the_quarter_and_no_name(kreis, officer):
    """Neither the name behind it nor the log's own pseudonym, on any view; and no value of the family."""
    where = _opened(kreis, officer)
    pages = [
        officer.get(where).text,
        officer.get(f"{where}?blick=konto").text,
        officer.get(f"{where}?blick=familie").text,
    ]

    raw = kreis.principal("U04").pseudonym
    shown = re.search(r"Kennung (N-\d+)", pages[0])
    assert shown is not None
    for page in pages:
        assert "Zaunkönig" not in page
        assert shown[1] == raw or f"{raw} " not in page
        assert "Ahornwald" not in page
    assert "Üblich sind Blicke in eigene Familien" in pages[1]


def test_a_name_needs_reason_and_the_staff_council_and_is_shown_once(kreis, officer):
    """Requested, seen as a request alone, granted, shown on a page of its own; the case itself never names anybody."""
    where = _opened(kreis, officer)
    asked = _fields(officer.get(where).text, "name_requested")
    assert post(officer, where, **asked, grund="suspicion").status_code == 422
    post(officer, where, **asked, grund="suspicion", worte="Nachts und ohne Vertretung.")
    assert "name_revealed" not in officer.get(where).text

    council = _at_desk(kreis, "U17")
    page = council.get(REQUESTS).text
    assert "Nachts und ohne Vertretung." in page
    assert "FAM-" not in re.sub(r"<head.*?</head>|<title>.*?</title>", "", page, flags=re.S)
    [way] = set(re.findall(r'action="(/anfragen/[^"]+)"', page))
    form = dict(re.findall(r'type="hidden" name="(stand|schluessel)" value="([^"]*)"', page))
    assert post(council, way, **form, schritt="name_granted").status_code == 303

    shown = post(officer, f"{where}/name", **_fields(officer.get(where).text, "name_revealed"))
    assert "Tobias Zaunkönig" in shown.text
    assert "no-store" in shown.headers["Cache-Control"]
    assert "Zaunkönig" not in officer.get(where).text


def test_the_staff_council_has_its_requests_and_no_other_page_of_the_review(kreis, officer):
    """403 for the log, the anomalies and a case; and the attempts are in the log."""
    where = _opened(kreis, officer)
    council = _at_desk(kreis, "U17")

    for path in (PAGE, where, "/datenschutz/protokoll", "/datenschutz/spaeter-zeigen"):
        assert 403 == council.get(path).status_code

    rows = kreis.superuser().execute(
        "select event, effect from ledger.index where role = %s and event = 'log.read'", (Role.STAFF_COUNCIL,)
    )
    assert [("log.read", "deny")] * 4 == rows.fetchall()


@pytest.mark.parametrize(("ref", "group"), [("U22", "jobcenter"), ("U19", "oversight"), ("U01", "jobcenter")])
def test_a_lead_it_and_a_colleague_get_nothing_and_are_written_down(kreis, ref, group):
    """Whoever calls the pages of the review without being an officer."""
    client = sit_down(kreis, ref, group)

    codes = [client.get(path).status_code for path in (PAGE, REQUESTS, "/datenschutz/protokoll")]

    assert [403, 403, 403] == codes
    rows = kreis.superuser().execute("select effect from ledger.index where event = 'log.read'").fetchall()
    assert [("deny",)] * 3 == rows


def test_a_case_that_is_not_there_and_one_of_the_other_body_look_alike(kreis, officer):
    """The same bytes (A2)."""
    own = kreis.open("U07", purpose="sgb8_help_planning").entry
    other = seat(kreis, "U16", agency=Agency.JUGENDAMT)
    foreign = other.open(plant(kreis, [own], controller="jugendamt"))

    answers = [officer.get(f"{PAGE}/{one}") for one in (foreign, uuid4())]

    assert [404, 404] == [one.status_code for one in answers]
    assert answers[0].data == answers[1].data


def test_a_member_of_staff_is_asked_without_a_rule_and_answers(kreis, officer):
    """On the page „Rückfragen“, which the start page points to; what was answered is read by the officer."""
    where = _opened(kreis, officer)
    worker = sit_down(kreis, "U04", "jobcenter")
    assert "wartet auf Ihre Antwort" not in worker.get("/start").text
    post(officer, where, **_fields(officer.get(where).text, "asked"))

    assert "wartet auf Ihre Antwort" in worker.get("/start").text
    page = worker.get("/rueckfragen").text
    assert "Antwort bis Mo 23.11.2026" in page
    assert "self-declared" not in page
    [way] = set(re.findall(r'action="(/rueckfragen/[^"]+)"', page))
    assert post(worker, way, **_fields(page, "answered"), worte="").status_code == 422
    assert post(worker, way, **_fields(page, "answered"), worte="Frau E. hat angerufen.").status_code == 303

    assert "Frau E. hat angerufen." in officer.get(where).text
    assert "Keine offene Rückfrage." in worker.get("/rueckfragen").text


def test_a_form_from_an_older_page_is_told_so(kreis, officer):
    """409 with the new state; nothing is done twice."""
    where = _opened(kreis, officer)
    page = officer.get(where).text
    post(officer, where, **_fields(page, "asked"))

    late = post(officer, where, **_fields(page, "found"), ergebnis="talk", worte="Bitte sprechen.")

    assert 409 == late.status_code
    assert "Inzwischen hat jemand einen Schritt getan." in late.text


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"schritt": "asked"},
        {"schritt": "x", "stand": "1"},
        {"schritt": "asked", "stand": "1", "schluessel": "x"},
        {"schritt": "asked", "stand": "9" * 20},
    ],
)
def test_a_form_that_is_none_of_ours_is_refused(kreis, officer, fields):
    """422, nothing guessed."""
    assert 422 == post(officer, _opened(kreis, officer), **fields).status_code


def test_a_line_of_the_log_becomes_a_case_by_hand(kreis, officer):
    """From the log, with one more page that says so."""
    kreis.open("U01")
    [way, *_] = re.findall(
        r'href="(/datenschutz/auffaelligkeiten/neu\?[^"]+)"', officer.get("/datenschutz/protokoll").text
    )

    entry = way.split("=")[1]
    made = post(officer, f"{PAGE}/neu", eintrag=entry)

    assert "aus dem Protokoll" in officer.get(PAGE).text
    assert "Vorgang DS-2026-001" in officer.get(made.headers["Location"]).text


def _plant(kreis, ref, **more):
    return plant(kreis, looks_of(kreis, ref, 1), **more)


def test_what_matters_stands_first_and_nothing_is_left_out(kreis, officer):
    """What has a day before the newest, what explains itself last; all cards are there, folded or not."""
    explained = _plant(kreis, "U04", explained=("E1",), rule="speed")
    others = [_plant(kreis, "U04", rule=rule) for rule in ("nights", "evenings", "off-hours", "colleague", "speed")]
    pressing = _plant(kreis, "U04", rule="emergency")

    page, whole = officer.get(PAGE).text, officer.get(f"{PAGE}?alle=ja").text

    order = re.findall(r'<li id="fund-([^"]+)"', page)
    assert {explained, pressing, *others} == set(order)
    assert (pressing, explained) == (order[0], order[-1])
    assert order == re.findall(r'<li id="fund-([^"]+)"', whole)
    assert 3 == len(re.findall(r'<details class="panel case-rule" id="[^"]+">', page))
    assert 0 == len(re.findall(r'<details class="panel case-rule" id="[^"]+">', whole))


def test_a_rule_with_a_day_is_never_folded(kreis, officer):
    """However many are newer, and though something explains it: an emergency is looked at all the same."""
    for rule in ("nights", "evenings", "off-hours", "colleague"):
        kreis.at += timedelta(hours=1)
        _plant(kreis, "U04", rule=rule)
    kreis.at += timedelta(hours=1)
    pressing = _plant(kreis, "U04", rule="emergency", explained=("E6",))
    for rule in ("nights", "evenings", "off-hours", "colleague"):
        _plant(kreis, "U04", rule=rule, explained=("E1",))

    page = officer.get(PAGE).text

    [section] = [one for one in re.findall(r"<details.*?</details>", page, re.S) if f"fund-{pressing}" in one]
    assert " open>" in section.split("<summary>")[0]
    assert page.index("Mit Frist") < page.index(section) < page.index("Noch ohne Erklärung")
