"""After one custodian signed, the other is named, and asked the same by one button, in a talk or at home (D17)."""

import re

import pytest

from hub.terms.ids import FamilyNumber
from tests.web.houses import post, sit_down
from tests.web.talks import HELP, YES, Z2, papers

F02 = FamilyNumber("FAM-2025-007")
TALKS = f"/familien/{F02}/einwilligungen/gespraech"
PAGE = "/meine/zustimmungen/fragen"
MIA = {**HELP, "person": "F02-4", "kategorie": "appointments", "vertretung": "ja"}


@pytest.fixture
def worker(kreis):
    """The ASD worker of F02."""
    return sit_down(kreis, "U07", "jugendamt")


def _begin(worker, who, *questions):
    talk = re.sub("/vorbereiten.*", "", post(worker, f"{TALKS}?{Z2}", wer=who).headers["Location"])
    for question in questions:
        asked = post(worker, f"{talk}/vorbereiten?{Z2}", **question)
        assert 303 == asked.status_code, asked.text
    return talk


@pytest.fixture
def julia(worker):
    """Julia's talk about the child, signed: yes to one question, no to another."""
    talk = _begin(worker, "F02-1", MIA, {**MIA, "kategorie": "housing"})
    signed = post(worker, f"{talk}?{Z2}", **{**YES, "antwort-2": "nein"})
    assert 303 == signed.status_code, signed.text
    return talk


def test_the_other_custodian_is_named_on_the_page_of_the_signed_talk(worker, julia):
    """Who lacks, why, and two ready ways; nobody else is offered."""
    page = worker.get(f"{julia}/fertig?{Z2}").text

    assert "Es fehlt noch jemand" in page
    assert "gemeinsam sorgeberechtigt" in page
    assert "Gespräch mit Markus Brombeer vorbereiten" in page
    assert "Markus Brombeer auf der Familienseite fragen" in page
    assert "Gespräch mit Julia Brombeer vorbereiten" not in page


def test_one_button_carries_over_what_was_agreed_to(worker, julia):
    """The question with the yes, as it was asked; that with the no is asked of nobody. Pressed twice it is one talk."""
    pressed = [post(worker, f"{julia}/weitere?{Z2}", wer="F02-2", tun="gespraech") for _ in range(2)]

    assert 1 == len({answer.headers["Location"] for answer in pressed})
    carried = worker.get(pressed[0].headers["Location"]).text
    assert "Gespräch mit Markus Brombeer" in carried
    assert "Frage 1 entfernen" in carried
    assert "Frage 2 entfernen" not in carried
    assert HELP["wofuer"] in carried
    assert "Auch die Vertretung wird erfragt" in carried


def test_once_the_other_signed_nobody_lacks(kreis, worker, julia):
    """Both said yes: the page says nothing of others any more."""
    carried = post(worker, f"{julia}/weitere?{Z2}", wer="F02-2", tun="gespraech").headers["Location"]
    talk = carried.replace("/vorbereiten", "")

    signed = post(worker, talk, **YES)

    assert 303 == signed.status_code, signed.text
    for one in (f"{julia}/fertig?{Z2}", signed.headers["Location"]):
        assert "Es fehlt noch jemand" not in worker.get(one).text


def test_on_their_own_page_they_answer_for_whoever_stands_in_as_well(kreis, worker, julia):
    """„Auch die Vertretung“ is a question apart there too; a yes to the first alone is none to the second."""
    post(worker, f"{julia}/weitere?{Z2}", wer="F02-2", tun="familienseite")
    markus = sit_down(kreis, "markus.brombeer", "family")
    page = markus.get(PAGE).text
    assert "Darf das auch die Vertretung von" in page
    assert " checked" not in page
    [ref] = set(re.findall(r'name="antwort-(E-2026-\d+-1)"', page))

    assert 303 == post(markus, PAGE, **{f"antwort-{ref}": "ja", f"vertretung-{ref}": "ja"}).status_code

    assert _deputies(worker, ref)
    assert "auch die Vertretung" in markus.get("/meine/zustimmungen").text.lower().replace("vertretung", "Vertretung")


@pytest.mark.parametrize("more", [{}, {"vertretung": "nein"}, {"vertretung": "vielleicht"}])
def test_without_a_yes_to_it_nobody_stands_in(kreis, worker, julia, more):
    """Silence is no yes (G4)."""
    post(worker, f"{julia}/weitere?{Z2}", wer="F02-2", tun="familienseite")
    markus = sit_down(kreis, "markus.brombeer", "family")
    [ref] = set(re.findall(r'name="antwort-(E-2026-\d+-1)"', markus.get(PAGE).text))

    post(markus, PAGE, **{f"antwort-{ref}": "ja", **{f"{name}-{ref}": said for name, said in more.items()}})

    assert ref in papers(kreis)
    assert not _deputies(worker, ref)


def test_who_was_not_asked_about_deputies_says_nothing_of_them(kreis, worker):
    """A word that was forged into the form opens nothing that was not asked."""
    talk = _begin(worker, "F02-2", {**MIA, "vertretung": ""})
    post(worker, f"{talk}/vorbereiten?{Z2}", tun="familienseite")
    markus = sit_down(kreis, "markus.brombeer", "family")
    page = markus.get(PAGE).text
    assert "Vertretung" not in page

    post(markus, PAGE, **{"antwort-E-2026-1-1": "ja", "vertretung-E-2026-1-1": "ja"})

    assert not _deputies(worker, "E-2026-1-1")


def _deputies(worker, ref):
    """Whether the paper says „auch die Vertretung: ja“ to the worker."""
    page = worker.get(f"/familien/{F02}/einwilligungen?{Z2}").text
    card = page.partition(f'id="{ref}"')[2].partition("</article>")[0]
    assert card
    return "Vertretung" in card


def test_to_a_jobcoach_nobody_is_named_who_holds_custody(kreis):
    """They learn that somebody lacks, and may ask whoever could answer (D18)."""
    coach = sit_down(kreis, "U01", "jobcenter")
    talk = _begin(coach, "F02-1", {**MIA, "empfaenger": "U07", "kategorie": "appointments"})
    post(coach, f"{talk}?{Z2}", **YES)

    page = coach.get(f"{talk}/fertig?{Z2}").text

    assert "Es fehlt noch jemand" in page
    assert "sorgeberechtigt" not in page


def test_a_conflict_is_not_told_in_sight_of_the_family(kreis, worker, julia):
    """Where a flag bars the parents, the page of the talk says nothing at all (D23, S2)."""
    kreis.superuser().execute("update core.person set conflict_since = '2026-11-01' where ref = 'F02-4'")

    page = worker.get(f"{julia}/fertig?{Z2}").text

    assert "Es fehlt noch jemand" not in page
    assert "Konflikt" not in page


@pytest.mark.parametrize("who", ["F02-1", "F02-4", "F01-1", ""])
def test_nobody_else_is_asked_by_it(worker, julia, who):
    """Neither who signed already, nor a child, nor somebody of another family: 404."""
    assert 404 == post(worker, f"{julia}/weitere?{Z2}", wer=who, tun="gespraech").status_code


def test_the_menu_of_a_family_leads_to_the_questions_and_counts_nothing(kreis, worker, julia):
    """Whoever looks over a shoulder reads the same with and without a question."""
    markus = sit_down(kreis, "markus.brombeer", "family")
    before = _menu(markus)
    post(worker, f"{julia}/weitere?{Z2}", wer="F02-2", tun="familienseite")

    assert "/meine/zustimmungen/fragen" in before
    assert before == _menu(markus)


def _menu(client):
    return re.search(
        "<nav[^>]*id=.menue.*?</nav>|<nav.*?/meine/zustimmungen.*?</nav>", client.get("/meine").text, re.S
    )[0]
