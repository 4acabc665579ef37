"""Asking the log by filters: on the page, by the API, and about oneself."""

from dataclasses import replace
from datetime import date

import pytest
from jsonschema import Draft202012Validator

from hub.terms.history import Action
from hub.terms.lists import Agency, Effect, Purpose
from hub.terms.log import LogPage, LogQuery, Outcome
from hub.web.sentences import write_sentence
from hub.web.texts import LANGUAGES, load_texts
from tests.web.sample import AT, LINE, NUMBER, PLACE, REFUSAL

PAGE = "/datenschutz/protokoll"
API = "/api/v1/log"
DPO_TOKEN = {"Authorization": "Bearer token-U16"}
ALL = {
    "von": "01.10.2026",
    "bis": "31.10.2026",
    "zweck": "fam_joint_support",
    "ergebnis": "denied",
    "stelle": "jobcenter",
    "kennung": "n-07 ",
    "quartal": "2026-Q4",
    "art": "access.read",
    "familie": "fam-2025-003",
}
ASKED = LogQuery(
    since=date(2026, 10, 1),
    until=date(2026, 10, 31),
    purpose=Purpose.FAM_JOINT_SUPPORT,
    outcome=Outcome.DENIED,
    agency=Agency.JOBCENTER,
    pseudonym="N-07",
    event="access.read",
    family=NUMBER,
    period="2026-Q4",
)


@pytest.fixture
def asked(app):
    """What the desk was asked, query by query."""
    queries = []
    desk = app.extensions["desk"]

    def read(principal, query, at):
        queries.append(query)
        return desk.read_log(principal, query, at)

    app.extensions["desk"] = replace(desk, read_log=read)
    return queries


def test_the_form_asks_for_what_was_typed(dpo, asked):
    """Days as people type them; what is left empty is no filter."""
    dpo.get(PAGE, query_string=ALL)
    dpo.get(PAGE, query_string=dict.fromkeys(ALL, ""))

    assert [ASKED, LogQuery()] == asked


def test_the_filters_stay_in_the_address_and_in_the_form(dpo, asked):
    """So that a page can be kept, and the next one asks for the same."""
    page = dpo.get(PAGE, query_string=ALL).text
    second = dpo.get(PAGE, query_string={**ALL, "vor": str(PLACE)}).text

    assert f"vor={PLACE}" in page
    assert "von=01.10.2026&amp;bis=31.10.2026" in page
    assert '<option value="denied" selected>' in page
    assert 'value="01.10.2026"' in page
    assert "von=01.10.2026&amp;bis=31.10.2026" in second
    assert [None, PLACE] == [query.before for query in asked]


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("typed", ["gestern?", "31.02.2026", "' or 1=1 --", "x" * 300, "01.01.9999", "\x00", "ä"])
def test_what_cannot_be_asked_is_told_at_its_field_and_nothing_is_read(dpo, asked, name, typed):
    """422, an error summary that leads to the field, and no line."""
    answer = dpo.get(PAGE, query_string={name: typed})

    assert 422 == answer.status_code
    assert f'href="#{name}"' in answer.text
    assert '<ol class="log">' not in answer.text
    assert [] == asked


def test_a_stretch_that_ends_before_it_begins_is_told(dpo, asked):
    """At the field of its end."""
    answer = dpo.get(PAGE, query_string={"von": "02.10.2026", "bis": "01.10.2026"})

    assert 422 == answer.status_code
    assert 'href="#bis"' in answer.text
    assert [] == asked


def test_how_many_are_shown_is_said_but_never_of_one_person(dpo):
    """A count per person would be a statistic about staff (H8)."""
    assert "2 Einträge, ältere vorhanden" in dpo.get(PAGE).text
    of_one = dpo.get(PAGE, query_string={"kennung": "N-07", "quartal": "2026-Q4"}).text
    assert "Einträge zu N-07, ältere vorhanden" in of_one
    assert "2 Einträge" not in of_one


def test_a_number_without_its_quarter_means_nobody(dpo, asked):
    """The same person has another number in the next quarter: one asks for one quarter, or not for a number (H8)."""
    answer = dpo.get(PAGE, query_string={"kennung": "N-07"})

    assert 422 == answer.status_code
    assert 'href="#quartal"' in answer.text
    assert [] == asked


def test_who_is_no_officer_asks_nothing(jobcoach, asked):
    """403, page and API, whatever the filters; each attempt goes to the rules, which refuse it and write it down."""
    assert 403 == jobcoach.get(PAGE, query_string=ALL).status_code
    assert 403 == jobcoach.get(API, headers={"Authorization": "Bearer token-U01"}).status_code
    assert [LogQuery(limit=1)] * 2 == asked


def test_the_api_answers_lines_and_where_the_next_ones_begin(app, asked):
    """In the shape that its document says."""
    client = app.test_client()
    first = client.get(API, headers=DPO_TOKEN).json
    last = client.get(API, query_string={"cursor": first["next"]}, headers=DPO_TOKEN).json

    components = client.get("/api/openapi.json").json["components"]
    schema = Draft202012Validator({"$ref": "#/components/schemas/Log", "components": components})
    assert [] == [error.message for page in (first, last) for error in schema.iter_errors(page)]
    assert ("N-07", "access.read", str(NUMBER)) == (
        *(first["lines"][0]["staff"], first["lines"][0]["event"], first["lines"][0]["family"]),
    )
    assert (str(PLACE), None) == (first["next"], last["next"])
    assert [None, PLACE] == [query.before for query in asked]


def test_the_api_takes_the_same_filters_in_english(app, asked):
    """And a limit up to two hundred."""
    query = {
        **{"from": "2026-10-01", "to": "2026-10-31", "purpose": "fam_joint_support", "decision": "denied"},
        **{"agency": "jobcenter", "staff": "N-07", "event": "access.read", "family": NUMBER, "limit": "200"},
        "period": "2026-Q4",
    }

    app.test_client().get(API, query_string=query, headers=DPO_TOKEN)

    assert [replace(ASKED, limit=200)] == asked


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("from=gestern", "from"),
        ("from=", "from"),
        ("to=2026-13-01", "to"),
        ("from=2026-10-02&to=2026-10-01", "to"),
        ("purpose=curiosity", "purpose"),
        ("decision=maybe", "decision"),
        ("agency=police", "agency"),
        ("staff=U01", "staff"),
        ("staff=N-07&staff=N-08", "staff"),
        ("staff=N-07", "period"),
        ("period=2026-Q5", "period"),
        ("event=x", "event"),
        ("family=%25", "family"),
        ("cursor=x", "cursor"),
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("limit=-1", "limit"),
        ("name=Kranichfeld", "parameters"),
    ],
)
def test_a_faulty_parameter_is_named_and_nothing_is_read(app, asked, query, parameter):
    """Also one that does not exist: a filter that is not heeded would show more than was asked for."""
    answer = app.test_client().get(f"{API}?{query}", headers=DPO_TOKEN)

    assert (422, "application/problem+json") == (answer.status_code, answer.content_type)
    assert parameter == answer.json["parameter"]
    assert [] == asked


def test_everybody_reads_their_own_entries(jobcoach, dpo):
    """By their session; the menu leads there."""
    for who in (jobcoach, dpo):
        page = who.get("/meine-zugriffe")
        assert 200 == page.status_code
        assert "las Kontakt von Person P-3" in page.text
        assert "/meine-zugriffe" in who.get("/start").text
    assert 422 == jobcoach.get("/meine-zugriffe", query_string={"vor": "x"}).status_code


def test_without_entries_the_page_says_so(app, jobcoach):
    """And how many there are is said nowhere."""
    page = jobcoach.get("/meine-zugriffe").text
    desk = app.extensions["desk"]
    app.extensions["desk"] = replace(desk, read_own=lambda *asked: LogPage(()))

    assert "Noch keine Einträge." in jobcoach.get("/meine-zugriffe").text
    assert "1 Eintrag" not in page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("effect", [Effect.PERMIT, Effect.DENY])
@pytest.mark.parametrize("action", Action)
def test_what_was_taken_over_has_a_sentence_that_says_so(language, effect, action):
    """For each action, permitted and refused; never as if the hub had seen it."""
    texts = load_texts(language)
    claim = {"event": "log.imported", "action": action.value, "office": "Birkenfurt", "taken_over_at": AT}
    line = replace(LINE if effect is Effect.PERMIT else REFUSAL, effect=effect, **claim)

    sentence = write_sentence(line, texts)

    assert texts.say("log-taken-over", day="16.11.2026") in sentence.text
    assert "Birkenfurt" in sentence.text
    assert texts.say("event-log-imported", who="", what="", named=0).strip() not in sentence.text
    assert (effect is Effect.DENY) is sentence.is_refusal


def test_a_line_taken_over_reads_like_this():
    """One sentence, with where, and since when the hub has it."""
    line = replace(LINE, event="log.imported", action="view", office="Birkenfurt", taken_over_at=AT)

    assert (
        "Nutzer N-07 (Jobcoach FAM, Pro Arbeit) las Kontakt von Person P-3, Familie FAM-2025-003, Zweck gemeinsame "
        "Planung, Grundlage Einwilligung C01, Ort Birkenfurt, aus übernommener Aufzeichnung (im Hub seit "
        "16.11.2026)."
    ) == write_sentence(line, load_texts("de")).text
