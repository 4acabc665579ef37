"""Bad input to the consent talk gets a sentence at its place, the right status, and nothing is kept."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.web.houses import later, post, sit_down
from tests.web.talks import DRAWN, F07, HELP, TALKS, YES, Z2, begin, faults, papers


@pytest.fixture
def worker(kreis):
    """The ASD worker of F07."""
    return sit_down(kreis, "U07", "jugendamt")


SENTENCES = {
    "person": ({"person": "F01-1"}, "Bitte wählen Sie, um wen es geht."),
    "another tenant's recipient": ({"empfaenger": "U99"}, "Bitte wählen Sie, wer es wissen möchte."),
    "no category": ({"kategorie": "single_note"}, "Bitte wählen Sie mindestens einen Bereich."),
    "no purpose of FAM": (
        {"fuer": "sgb2_sanction"},
        "Bitte wählen Sie einen Zweck. Für jemanden aus der Familie gibt es nur die Fallkonferenz.",
    ),
    "no sentence": ({"wofuer": "   "}, "Bitte schreiben Sie in einem Satz, wofür genau."),
    "a long sentence": ({"wofuer": "x" * 201}, "„Wofür genau?“ hat mehr als 200 Zeichen."),
    "control signs": ({"wofuer": "a\x00b"}, "Bitte schreiben Sie in einem Satz, wofür genau."),
    "no end": ({"bis": "datum", "bis_tag": "31.02.2027"}, "Bitte sagen Sie, bis wann."),
    "end before start": ({"bis": "datum", "bis_tag": "15.11.2026"}, "Das Ende liegt in der Vergangenheit."),
    "five years": ({"bis": "datum", "bis_tag": "16.11.2031"}, "Eine Einwilligung gilt höchstens zwölf Monate."),
    "a year and a day": ({"bis": "datum", "bis_tag": "16.11.2027"}, "Eine Einwilligung gilt höchstens zwölf Monate."),
}


@pytest.mark.parametrize(("wrong", "sentence"), SENTENCES.values(), ids=SENTENCES)
def test_a_question_that_cannot_be_says_what_is_wrong_with_it(kreis, worker, wrong, sentence):
    """422 with the sentence, and the list is as long as before."""
    talk = begin(worker)

    answer = post(worker, f"{talk}/vorbereiten?{Z2}", **{**HELP, "kategorie": "housing", **wrong})

    assert 422 == answer.status_code
    assert sentence in faults(answer)
    assert "Frage 2 entfernen" not in worker.get(f"{talk}/vorbereiten?{Z2}").text


NO_DRAWINGS = ("", "[]", "[[]]", "[[1]]", "[[1,2]]", "[[1,2,3]]", "{")
NO_NUMBERS = ("[[-1,2,3,4]]", "[[1,2,3,4001]]", '[["1","2","3","4"]]', "[[1.5,2,3,4]]", "[[true,1,2,3]]")


@pytest.mark.parametrize("drawn", NO_DRAWINGS + NO_NUMBERS)
def test_what_is_no_drawing_is_no_signature(kreis, worker, drawn):
    """Nothing drawn, no numbers, outside of the field: please sign."""
    answer = post(worker, f"{begin(worker)}?{Z2}", **{**YES, "striche": drawn})

    assert ["Bitte unterschreiben Sie."] == faults(answer)
    assert {} == papers(kreis)


def test_a_drawing_of_twenty_megabytes_is_too_much(kreis, worker):
    """413, and nothing is kept."""
    talk = begin(worker)
    huge = json.dumps([[1, 2] * 2_500_000])

    assert 413 == post(worker, f"{talk}?{Z2}", **{**YES, "striche": huge}).status_code
    assert {} == papers(kreis)


@pytest.mark.parametrize("answers", [{}, {"antwort-1": "vielleicht"}, {"antwort-2": "ja"}])
def test_a_question_without_one_of_the_three_answers_is_not_signed(kreis, worker, answers):
    """Silence is no yes (G4)."""
    answer = post(worker, f"{begin(worker)}?{Z2}", tun="tablet", striche=DRAWN, **answers)

    assert "Bitte wählen Sie bei jeder Frage Ja, Nein oder Später." in faults(answer)
    assert {} == papers(kreis)


def test_html_in_a_sentence_is_shown_as_it_was_typed(worker):
    """Nothing of it runs."""
    talk = begin(worker, question={**HELP, "wofuer": "<img src=x onerror=alert(1)> & mehr"})

    page = worker.get(f"{talk}?{Z2}").text

    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(1)&gt; &amp; mehr" in page


def test_nothing_is_signed_after_its_end(kreis, worker):
    """The tablet lay in a drawer until the end of a question had passed."""
    talk = begin(worker, question={**HELP, "bis": "datum", "bis_tag": "20.11.2026"})
    later(kreis, 5)

    assert "Bei einer Frage liegt das Ende in der Vergangenheit." in faults(post(worker, f"{talk}?{Z2}", **YES))
    assert {} == papers(kreis)


def test_a_version_that_was_retired_meanwhile_is_not_signed(kreis, worker):
    """It says so; who prepared has to begin anew."""
    talk = begin(worker)
    talks = worker.application.extensions["desk"].talks
    retired = {key: _until_yesterday(form, kreis) for key, form in talks.forms.items()}
    talks.forms.update(retired)

    answer = post(worker, f"{talk}?{Z2}", **YES)

    assert "Diese Fassung des Textes wird nicht mehr verwendet" in faults(answer)[0]
    assert {} == papers(kreis)


def _until_yesterday(form, kreis):
    return replace(form, until=(kreis.at - timedelta(days=1)).date())


@pytest.mark.unchanged
@pytest.mark.parametrize("address", ["nonsense", "00000000-0000-4000-8000-000000000000", "%00"])
@pytest.mark.parametrize(
    "page", ["", "/vorbereiten", "/fertig", "/kopie", "/kopie.pdf", "/scan", "/scan.pdf", "/pruefen"]
)
def test_a_talk_that_is_not_there_is_a_404(worker, address, page):
    """On every page of it, whatever stands in the address."""
    assert 404 == worker.get(f"{TALKS}/{address}{page}?{Z2}").status_code


def test_a_talk_is_not_found_from_another_family(kreis, worker):
    """Its id in the address of another case of the same worker."""
    talk = begin(worker).replace(F07, "FAM-2025-003")

    assert 404 == worker.get(f"{talk}?{Z2}").status_code
    assert 404 == post(worker, f"{talk}?{Z2}", **YES).status_code
    assert {} == papers(kreis)


@pytest.mark.parametrize("person", ["F07-1", "F07-3"])
def test_nobody_is_asked_for_somebody_for_whom_they_do_not_sign(worker, person):
    """Nele of 15 decides neither for her mother nor for her brother (D8, D20)."""
    answer = post(worker, f"{TALKS}?{Z2}", wer="F07-2")
    talk = answer.headers["Location"]

    refused = post(worker, talk, **{**HELP, "person": person})

    assert "Diese Person kann dafür nicht unterschreiben" in faults(refused)[0]


def test_a_language_that_the_form_does_not_have_is_none(kreis, worker):
    """On the page it is as if none was chosen; no paper says a language in which nothing was shown."""
    talk = begin(worker)
    post(worker, f"{talk}/vorbereiten?{Z2}", tun="sprache", sprache="tlh")

    assert 303 == post(worker, f"{talk}?{Z2}", **YES).status_code
    assert ["de"] == papers(kreis)["E-2026-1-1"]["languages"]


@pytest.mark.parametrize("place", ["0", "2", "-1", "²", "99999999999999999999"])
def test_a_question_that_is_not_there_takes_none_off_the_list(worker, place):
    """The list stays as it was."""
    talk = begin(worker)

    assert 303 == post(worker, f"{talk}/vorbereiten?{Z2}", tun=f"weg-{place}").status_code
    assert "Frage 1 entfernen" in worker.get(f"{talk}/vorbereiten?{Z2}").text
