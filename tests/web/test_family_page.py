"""The pages of a family: what is shown, what is blocked, and what is said about both."""

import re
from dataclasses import replace

import pytest

from hub.terms.answers import Projection
from hub.terms.lists import Category
from tests.web.apps import app_at
from tests.web.sample import BLANKS, FAMILY, JOBCOACH, MIA, NUMBER, PEOPLE, SANDRA, blank, post, sample_desk, value

OVERVIEW = f"/familien/{NUMBER}?zweck=fam_joint_support"
PAGE = f"/familien/{NUMBER}/personen?zweck=fam_joint_support"


def _plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html)).strip()


def _blocked(page: str) -> str:
    return page[page.index('<div class="blocked">') : page.rindex("</section>")]


def _shown(*values, blanks=()):
    """The text of the page for these values."""
    family = replace(FAMILY, projection=Projection(PEOPLE, values, blanks))
    app = app_at(sample_desk(open_family=lambda *asked: family))
    client = app.test_client()
    with client.session_transaction() as session:
        session["key"] = app.extensions["desk"].sessions.open(post(JOBCOACH).id)
    return client.get(PAGE)


def test_the_title_carries_the_number_and_no_name(jobcoach):
    """Titles end up in histories and window lists."""
    assert "<title>Überblick – FAM-2025-003 – FAM</title>" in jobcoach.get(OVERVIEW).text
    assert "<title>Personen – FAM-2025-003 – FAM</title>" in jobcoach.get(PAGE).text


def test_each_page_has_one_heading_and_says_its_language(jobcoach):
    """For those who hear the page."""
    for path in ("/start", f"/familien/{NUMBER}", OVERVIEW, PAGE, "/familien/UNKNOWN?zweck=fam_joint_support"):
        page = jobcoach.get(path).text
        assert page.count("<h1") == 1
        assert '<html lang="de">' in page
        assert page.index('href="#inhalt"') < page.index("<header")


def test_the_head_says_who_is_there(jobcoach):
    """Role, agency, name, the way out, and that it is a demo."""
    text = _plain(jobcoach.get("/start").text)

    assert "Jonas Kranichfeld" in text
    assert "Jobcoach FAM, Pro Arbeit – Kreis Musterau (AöR)" in text
    assert "Abmelden" in text
    assert "Demo – erfundene Daten, Stichtag Mo 16.11.2026" in text


def test_what_the_other_agency_shares_says_why_it_is_visible(jobcoach):
    """Person, date, purpose and end (G3), and the norm."""
    text = _plain(jobcoach.get(PAGE).text)

    assert (
        "Sichtbar, weil Sandra Ahornwald zugestimmt hat (01.02.2026, für gemeinsame Planung, bis 31.01.2027)." in text
    )
    assert "Grundlage: Einwilligung C01; § 67b Abs. 2 SGB X" in text


def test_what_is_blocked_says_who_decided_and_when(jobcoach):
    """And from which day on asking is right again."""
    text = _plain(jobcoach.get(PAGE).text)

    assert "Gesundheit – Sandra Ahornwald: gesperrt. Abgelehnt von Sandra Ahornwald am 01.06.2026." in text
    assert "Bitte nicht erneut fragen vor dem 01.12.2026." in text
    assert "Einwilligung von Sandra Ahornwald abgelaufen am 31.10.2026." in text


def test_a_missing_consent_says_whom_to_speak_to(jobcoach):
    """The way goes to the worker who knows the person, never to the family as pressure."""
    text = _plain(jobcoach.get(PAGE).text)

    assert "Hilfen – Mia Ahornwald: gesperrt. Einwilligung fehlt." in text
    assert "Sprechen Sie die zuständige ASD-Fachkraft an." in text


def test_an_exact_reason_does_not_reach_the_page(jobcoach):
    """A doubt about custody is said as a consent that is missing."""
    page = jobcoach.get(PAGE).text

    assert "Kita &amp; Schule – Ben Ahornwald: gesperrt." in page
    assert "custody" not in page


def test_a_blank_is_the_same_whatever_else_is_shown():
    """Its markup comes from person, category, owner and reason alone (G1)."""
    one = blank(MIA, Category.HELP_GOALS)
    names = (value({MIA}, "given_name", "Mia"),)

    few = _shown(*names, blanks=(one,)).text
    more = _shown(*names, value({MIA}, "phone", "0000 1"), blanks=(one,)).text

    assert _blocked(few) == _blocked(more)


def test_without_a_name_among_the_values_a_person_is_a_reference():
    """No name is taken from anywhere else."""
    text = _plain(_shown(blanks=(blank(MIA, Category.HELP_GOALS),)).text)

    assert "Hilfeplan &amp; Ziele – Person F01-2: gesperrt." in text


def test_the_question_what_for_is_asked_for_any_number(jobcoach):
    """It is not looked up first: both pages are the same but for the number."""
    known = jobcoach.get(f"/familien/{NUMBER}").text
    unknown = jobcoach.get("/familien/FAM-1999-999").text

    assert "Wofür öffnen Sie die Akte?" in known
    assert known.replace(NUMBER, "FAM-1999-999") == unknown
    assert known.index("Eingliederung") < known.index("Gemeinsam planen")


@pytest.mark.parametrize("purpose", ["audit", "nonsense", "\x00", "‮" * 50])
def test_a_purpose_that_is_not_offered_is_asked_again(jobcoach, purpose):
    """Nothing is opened for it."""
    response = jobcoach.get(f"/familien/{NUMBER}", query_string={"zweck": purpose})

    assert response.status_code == 422
    assert "Diesen Zweck gibt es hier nicht." in response.text


@pytest.mark.parametrize("number", ["FAM-1999-999", "fam", "X" * 33, "%00", "FAM 1", "%E2%80%AE", "x" * 5000])
def test_not_found_and_not_yours_are_the_same_bytes(jobcoach, sit_down, number):
    """Whatever was typed, the answer repeats nothing of it and names the way to ask."""
    refused = jobcoach.get("/familien/FAM-2025-007?zweck=fam_joint_support")

    response = jobcoach.get(f"/familien/{number}?zweck=fam_joint_support")

    assert response.status_code == refused.status_code == 404
    assert response.data == refused.data
    assert "Keine Familie gefunden oder keine Zuständigkeit." in response.text


def test_markup_in_a_value_is_text():
    """A value is never taken for part of the page."""
    page = _shown(value({SANDRA}, "given_name", "<script>alert(1)</script>"), blanks=BLANKS).text

    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_text_from_right_to_left_keeps_to_its_own_line():
    """Each value finds its own direction."""
    assert '<p dir="auto">زهرا‮ abc</p>' in _shown(value({SANDRA}, "given_name", "زهرا‮ abc")).text


def test_what_came_from_somebody_bound_to_secrecy_says_so():
    """Whoever reads it knows that it goes to no other agency without a release (§ 76 Abs. 1 SGB X)."""
    page = _shown(value({MIA}, "sgb8_school_situation", "kommt pünktlich", bound=True)).text
    plain = _shown(value({MIA}, "sgb8_school_situation", "kommt pünktlich")).text

    assert "von jemandem unter Schweigepflicht" in page
    assert "Schweigepflicht" not in plain


def test_a_summary_and_a_dispute_are_said():
    """Nobody takes a summary for the whole, or a disputed value for an agreed one."""
    page = _shown(value({MIA}, "sgb8_school_situation", "kommt pünktlich", disputed=True)).text

    assert "von der Familie bestritten" in page
