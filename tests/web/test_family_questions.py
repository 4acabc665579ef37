"""Questions on the family page: asked by a worker, answered by whom they are for, in force at once (J2)."""

import re

import pytest

from hub.terms.ids import FamilyNumber
from tests.web.houses import later, post, sit_down
from tests.web.talks import F07, HELP, TALKS, Z2, begin, faults, papers

NELE = {**HELP, "person": "F07-2", "kategorie": "school_childcare"}
PAGE = "/meine/zustimmungen/fragen"


@pytest.fixture
def worker(kreis):
    """The ASD worker of F07."""
    return sit_down(kreis, "U07", "jugendamt")


@pytest.fixture
def nele(kreis):
    """Nele of 15, at the address of families."""
    return sit_down(kreis, "nele.haselstrauch", "family")


@pytest.fixture
def asked(worker):
    """One question to Nele about herself, on her page."""
    talk = begin(worker, "F07-2", NELE)
    answer = post(worker, f"{talk}/vorbereiten?{Z2}", tun="familienseite")
    assert 303 == answer.status_code, faults(answer)
    return worker.get(answer.headers["Location"]).text


def test_what_is_asked_there_is_open_until_it_is_answered(kreis, asked, nele):
    """The worker reads that it is open; Nele reads the question, why, and the three notices; nothing is ticked."""
    assert "Die Fragen stehen auf der Familienseite" in asked
    assert "Später entscheiden" not in asked, "nobody answered anything yet"
    assert "Kopie mitnehmen" not in asked
    page = nele.get(PAGE).text

    assert HELP["wofuer"] in page
    assert "Geld vom Jobcenter" in page
    assert " checked" not in page
    assert "portal" == papers(kreis)["E-2026-1-1"]["way"]


def test_a_yes_there_is_kept_once_and_stands_among_the_own_consents(kreis, asked, nele):
    """Sent twice it is one declaration; the question is gone."""
    answers = [post(nele, PAGE, **{"antwort-E-2026-1-1": "ja"}) for _ in range(2)]

    assert 303 == answers[0].status_code
    assert "E-2026-1-1" in nele.get("/meine/zustimmungen").text
    assert HELP["wofuer"] not in nele.get(PAGE).text
    said = (
        kreis.superuser()
        .execute(
            "select answer from consent.declaration d join consent.paper p using"
            " (tenant_id, consent_id) where p.ref = 'E-2026-1-1'"
        )
        .fetchall()
    )
    assert [("yes",)] == said


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Bitte wählen Sie bei jeder Frage Ja, Nein oder Später."),
        ({"antwort-E-2026-1-1": "vielleicht"}, "Bitte wählen Sie bei jeder Frage Ja, Nein oder Später."),
        ({"antwort-E-2026-1-1": "spaeter"}, "Sie haben alles auf später verschoben. Es wurde nichts gesendet."),
    ],
)
def test_silence_and_later_are_kept_as_nothing(kreis, asked, nele, sent, sentence):
    """The question stays."""
    answer = post(nele, PAGE, **sent)

    assert 422 == answer.status_code
    assert sentence in answer.text
    assert HELP["wofuer"] in nele.get(PAGE).text


def test_nobody_else_is_shown_what_one_is_asked(kreis, asked):
    """Another family's youth finds no question, and answers none."""
    other = sit_down(kreis, "lara.ginsterhof", "family")

    assert HELP["wofuer"] not in other.get(PAGE).text
    assert 422 == post(other, PAGE, **{"antwort-E-2026-1-1": "ja"}).status_code


def test_a_question_ends_with_its_day(kreis, asked, nele):
    """Half a year later it is not there any more."""
    later(kreis, 200)

    assert HELP["wofuer"] not in nele.get(PAGE).text


def test_who_has_no_sign_in_is_asked_in_a_talk(worker):
    """Beate has none: the page says so, and nothing is kept."""
    talk = begin(worker)

    answer = post(worker, f"{talk}/vorbereiten?{Z2}", tun="familienseite")

    assert "Diese Person hat keinen Zugang zur Familienseite." in faults(answer)


def test_staff_do_not_answer_for_the_family(kreis, worker):
    """On the tablet's address the family page is no way to declare anything."""
    talk = begin(worker, "F07-2", NELE)

    answer = post(worker, f"{talk}?{Z2}", **{"antwort-1": "ja", "tun": "familienseite", "einsicht": "ja"})

    assert 422 == answer.status_code
    assert {} == papers(kreis)
    assert re.search("Mit wem", worker.get(f"{TALKS}?{Z2}").text)
    assert 403 == worker.get(PAGE).status_code
    assert F07 in TALKS


def test_a_yes_there_opens_to_the_recipient_a_second_later(kreis, worker):
    """Zahra of F05 lets her Jobcoach know how the family lives: before it nothing, after it their page shows it."""
    talks = "/familien/FAM-2025-014/einwilligungen/gespraech"
    of_f05 = sit_down(kreis, "U08", "jugendamt")
    talk = post(of_f05, f"{talks}?{Z2}", wer="F05-1").headers["Location"]
    post(of_f05, talk, **{**HELP, "person": "F05-1", "empfaenger": "U02"})
    post(of_f05, talk, tun="sprache", sprache="prs")
    zahra = sit_down(kreis, "zahra.rummanzadeh", "family")
    before = _told(kreis)

    assert 303 == post(of_f05, talk, tun="familienseite").status_code
    assert before == _told(kreis)
    assert 303 == post(zahra, PAGE, **{"antwort-E-2026-1-1": "ja"}).status_code

    assert before != _told(kreis)


def _told(kreis):
    """What the Jobcoach's page withholds about Zahra's help, and why."""
    shown = kreis.open("U02", FamilyNumber("FAM-2025-014")).projection
    return [
        (blank.reason, blank.owner)
        for blank in shown.blanks
        if (shown.people[blank.person], blank.category) == ("F05-1", "help_type")
    ]
