"""Planning a conference in a real browser over the real house: without a script, by keyboard, on a phone, axe."""

import json

import pytest
from playwright.sync_api import expect

from tests.journeys.barriers import expect_no_barrier
from tests.journeys.conftest import Opens
from tests.kreis import F01, ROOT, Kreis

pytestmark = pytest.mark.browser
DEMO = json.loads((ROOT / "demo" / "conferences.json").read_text(encoding="utf-8"))


def test_a_conference_is_planned_without_a_script(opens: Opens) -> None:
    """Family and reason, then who comes; what is wrong is said on top with a way to its field."""
    page = opens("U01", "jobcenter", 390, scripts=False)
    page.goto("/konferenzen/neu")
    page.get_by_label("Tag").fill("24.13.2026")
    page.get_by_label("Beginn").fill("13:00")
    page.get_by_label("Ende").fill("15:00")
    page.get_by_label("Familie", exact=True).select_option(F01)
    page.get_by_label("Anlass").fill("Wie es weitergeht")
    page.get_by_role("button", name="Weiter: Wer kommt?").click()
    page.get_by_label("Henrike Steinkauz").check()
    page.get_by_label("Sandra Ahornwald").check()
    page.get_by_label("Gast 1: kommt als").select_option("school")
    page.get_by_label("Gast 1: Name").fill("Frau Lindenblatt")
    page.get_by_role("button", name="Speichern").click()

    page.get_by_role("alert").get_by_role("link", name="Bitte den Tag so angeben").click()
    expect(page.get_by_label("Tag")).to_have_value("24.13.2026")
    expect(page.get_by_label("Gast 1: Name")).to_have_value("Frau Lindenblatt")
    page.get_by_label("Tag").fill("24.11.2026")
    page.get_by_role("button", name="Speichern").click()

    expect(page.get_by_role("status")).to_contain_text("Gespeichert")
    expect(page.get_by_text("Frau Lindenblatt")).to_be_visible()


def test_a_conference_is_planned_by_keyboard_alone(opens: Opens) -> None:
    """Every field and every button comes in its order, and Enter goes on."""
    page = opens("U01", "jobcenter")
    page.goto("/konferenzen/neu")
    page.get_by_label("Tag").focus()
    for typed in ("24.11.2026", "13:00", "15:00", "Raum 1"):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("Wie es weitergeht")
    page.keyboard.press("Tab")
    page.keyboard.type("45")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_role("group", name="Mitarbeitende")).to_be_visible()
    expect(page.get_by_label("Ort")).to_have_value("Raum 1")


@pytest.mark.parametrize("width", [1280, 390])
def test_the_pages_have_no_barrier(kreis: Kreis, opens: Opens, width: int) -> None:
    """List, one, form, preview, invitation, and the family's page."""
    kreis.load(DEMO)
    page = opens("U06", "jobcenter", width)
    one = "/konferenzen/K-2026-035"
    for path in ("/konferenzen", one, f"{one}/aendern", f"{one}/vorschau?thema=1", f"{one}/einladung?thema=1"):
        page.goto(path)
        expect_no_barrier(page)
    own = opens("sandra.ahornwald", "family", width)
    own.goto("/meine/konferenzen")
    expect_no_barrier(own)
