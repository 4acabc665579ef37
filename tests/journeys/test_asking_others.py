"""A release from secrecy, the other custodian, a confided note and one's own tasks, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.asking import WHY, ask, draw, look, prepare
from tests.journeys.walking import Walk, enter

pytestmark = pytest.mark.browser

ASD = Walk("U07", "Henrike Steinkauz", "jugendamt", ())
MARKUS = Walk("F02-2", "Markus Brombeer", "family", ())
COACH = Walk("U02", "Leyla Serçe", "jobcenter", ())
F02, F07 = "FAM-2025-007", "FAM-2026-004"


def _here(page):
    return page.locator(".talk-step.is-here")


def _on(page):
    _here(page).get_by_role("button", name="Weiter").click()


def _sign(page, *words):
    """Answer each question, and draw."""
    _on(page)
    for word in words:
        _here(page).get_by_role("radio", name=word, exact=True).first.check()
        _on(page)
    _on(page)
    _on(page)
    draw(page)
    page.get_by_role("button", name="Auf dem Tablet unterschreiben").click()
    page.wait_for_url(re.compile("/fertig"))


def test_a_release_from_secrecy_is_a_question_of_its_own(demo_hub, page):
    """Who may speak is named; the screen says what secrecy is; neither answer is marked (D25)."""
    prepare(page, demo_hub, (ASD, F07), "Beate Haselstrauch")
    page.get_by_role("link", name="Nach einer Entbindung von der Schweigepflicht fragen").click()
    page.get_by_label("Wer soll sprechen dürfen?").fill("Frau Dr. Beispiel, Ärztin")
    look(page, "entbindung-vorbereiten", ASD)
    ask(page, "Gesundheit", about="Beate Haselstrauch")
    page.get_by_role("link", name="Gespräch beginnen").click()
    _on(page)
    expect(_here(page)).to_contain_text("hat Schweigepflicht")
    look(page, "entbindung-frage", ASD)
    assert 0 == page.locator("input[type=radio]:checked").count()


def test_the_other_custodian_is_asked_by_one_button_and_answers_at_home(demo_hub, page):
    """Named on the page of the signed talk; on their own page both questions stand, and the menu leads there (D17)."""
    prepare(page, demo_hub, (ASD, F02), "Julia Brombeer")
    page.get_by_label("Auch nach der Vertretung fragen").check()
    ask(page, "Wohnen", about="Emma Brombeer")
    page.get_by_role("link", name="Gespräch beginnen").click()
    _sign(page, "Ja")
    page.get_by_text("Es fehlt noch jemand").click()
    look(page, "gespraech-fehlt-noch", ASD)
    page.get_by_role("button", name="Markus Brombeer auf der Familienseite fragen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Familienseite")

    page.context.clear_cookies()
    enter(page, demo_hub, MARKUS)
    page.get_by_role("navigation").get_by_role("link", name="Fragen an mich", exact=True).click()

    expect(page.get_by_role("group", name=re.compile("Vertretung")).first).to_be_visible()
    look(page, "fragen", MARKUS)


def test_a_confided_note_is_asked_about_by_its_worker(demo_hub, page):
    """From the note's own list to the talk on the tablet; no paper, no spoken word (C7)."""
    enter(page, demo_hub, ASD)
    page.goto(f"{demo_hub['jugendamt']}/familien/{F07}/personen?zweck=sgb8_help_planning")
    page.get_by_role("link", name="Jetzt bestätigen").click()
    page.locator("a[href$='account=U07']").click()
    page.goto(f"{demo_hub['jugendamt']}/familien/{F07}/notiz?zweck=sgb8_help_planning&art=entrusted")
    page.get_by_role("link", name="Weitergeben …").first.click()
    look(page, "weitergeben", ASD)
    page.get_by_role("group", name="Mit wem sprechen Sie?").get_by_role("radio").first.check()
    page.get_by_role("group", name="Wer möchte es wissen?").get_by_label(re.compile("Kranichfeld")).check()
    page.get_by_role("group", name="Zweck").get_by_label("Gemeinsam planen").check()
    page.get_by_label("Wie heißt es im Gespräch?").fill("unser Gespräch vom Oktober")
    page.get_by_label("Wofür genau?").fill(WHY)
    page.get_by_label("3 Monate").check()
    page.get_by_role("button", name="Gespräch beginnen").click()
    _on(page)

    expect(_here(page)).to_contain_text("unser Gespräch vom Oktober")
    look(page, "weitergeben-frage", ASD)
    expect(page.get_by_role("button", name="Auf Papier unterschreiben")).to_have_count(0)


def test_a_task_is_put_off_and_says_so(demo_hub, page):
    """Ticked, a day, a reason; the list says to when and why."""
    enter(page, demo_hub, COACH)
    page.goto(f"{demo_hub['jobcenter']}/aufgaben")
    look(page, "aufgaben", COACH)
    page.locator("ol.tasks > li", has_text="Noah").get_by_role("checkbox").check()
    page.get_by_label("Verschieben auf").fill("01.12.2026")
    page.get_by_label("Abwesenheit").check()
    page.get_by_role("button", name="Verschieben").click()

    expect(page.get_by_role("status").filter(has_text="1 Aufgabe geändert.")).to_be_visible()
    expect(page.locator("ol.tasks > li", has_text="Noah")).to_contain_text("Verschoben auf Di 01.12.2026: Abwesenheit.")
    look(page, "aufgaben-verschoben", COACH)
