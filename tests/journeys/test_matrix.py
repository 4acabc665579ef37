"""Checks 16, 26 and 30 of users.md in a real browser: many questions, what runs out, and the table of consents."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.asking import Z2, ask, look, prepare
from tests.journeys.walking import Walk, enter

pytestmark = pytest.mark.browser

ASD = Walk("U07", "Henrike Steinkauz", "jugendamt", ())
COACH_OF_F05 = Walk("U02", "Leyla Serçe", "jobcenter", ())
COACH = Walk("U01", "Jonas Kranichfeld", "jobcenter", ())
F01, F05, F07 = "FAM-2025-003", "FAM-2025-014", "FAM-2026-004"
HINT = "Mehr als acht Fragen – was davon ist wirklich nötig?"
AREAS = ("Kontakt", "Familie & Sorge", "Wohnen", "Gesundheit", "Hilfen")
EVERY_CELL = "cells => cells.map(cell => cell.innerText.trim())"


def test_nine_questions_draw_a_hint_and_going_on_is_possible(demo_hub, page):
    """Eight do not; with the ninth it asks what is needed, and the talk begins all the same (check 16)."""
    prepare(page, demo_hub, (ASD, F07), "Beate Haselstrauch")
    nine = [(area, purpose) for area in AREAS for purpose in ("Gemeinsam planen", "Fallkonferenz")][:9]
    for area, purpose in nine:
        expect(page.get_by_text(HINT)).to_have_count(0)
        ask(page, area, purpose)
    expect(page.get_by_role("status").filter(has_text=HINT)).to_be_visible()
    look(page, "gespraech-neun-fragen", ASD)

    page.get_by_role("link", name="Gespräch beginnen").click()

    page.locator(".talk-step.is-here").get_by_role("button", name="Weiter").click()
    expect(page.locator(".talk-step.is-here")).to_contain_text("Frage 1 von 9")


def test_what_runs_out_says_in_how_many_days_in_the_table_and_among_the_tasks(demo_hub, page):
    """F05: „läuft in 14 Tagen ab“ (check 26)."""
    enter(page, demo_hub, COACH_OF_F05)
    page.goto(f"{demo_hub['jobcenter']}/familien/{F05}/einwilligungen{Z2}")
    cells = page.locator("table.matrix td", has_text="läuft in 14 Tagen ab")
    expect(cells.first).to_be_visible()
    look(page, "matrix-laeuft-ab", COACH_OF_F05)

    page.goto(f"{demo_hub['jobcenter']}/aufgaben")

    task = page.locator("ol.tasks > li", has_text="C17")
    expect(task).to_contain_text("läuft am 30.11.2026 ab")
    expect(task).to_contain_text("in 14 Tagen")


def test_the_table_has_headers_and_each_cell_its_state_in_words(demo_hub, page):
    """Rows people, columns areas; nothing by colour or sign alone (check 30)."""
    enter(page, demo_hub, COACH)
    page.goto(f"{demo_hub['jobcenter']}/familien/{F01}/einwilligungen{Z2}")
    table = page.get_by_role("table")
    columns, rows = table.get_by_role("columnheader"), table.get_by_role("rowheader")

    assert columns.count() > 5
    assert rows.count() == table.locator("tbody tr").count() > 1
    assert all(scope == "col" for scope in columns.evaluate_all("all => all.map(one => one.scope)"))
    assert all(scope == "row" for scope in rows.evaluate_all("all => all.map(one => one.scope)"))
    said = table.get_by_role("cell").evaluate_all(EVERY_CELL)
    assert len(said) == rows.count() * (columns.count() - 1)
    assert not [one for one in said if not re.search(r"[a-zäöü]{3}", one) and not re.fullmatch(r"–.*", one, re.S)], said


def test_the_tabs_of_recipients_work_by_keyboard(demo_hub, page):
    """Each is reached and opened with Tab and Enter, and says that it is the one here (check 30)."""
    enter(page, demo_hub, COACH)
    page.goto(f"{demo_hub['jobcenter']}/familien/{F01}/einwilligungen{Z2}")
    tabs = page.get_by_role("navigation", name=re.compile("Für wen|Empf|Wer", re.I)).first.get_by_role("link")
    assert tabs.count() > 1
    other = tabs.nth(1)
    name = other.inner_text().splitlines()[0]
    tabs.first.focus()

    page.keyboard.press("Tab")
    expect(other).to_be_focused()
    page.keyboard.press("Enter")

    here = page.locator("nav.picks a[aria-current=true]").first
    expect(here).to_contain_text(name)
    expect(page.locator("table.matrix caption")).to_contain_text(name)
