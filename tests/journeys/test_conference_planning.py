"""Planning a conference in a real browser over the real house: without a script, by keyboard, on a phone, axe."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.barriers import expect_no_barrier
from tests.kreis import F01, ROOT, Kreis
from tests.web.houses import sit_down
from tests.web.servers import serving

pytestmark = pytest.mark.browser
Opens = Callable[..., Page]
DEMO = json.loads((ROOT / "demo" / "conferences.json").read_text(encoding="utf-8"))


@pytest.fixture
def opens(kreis: Kreis, chromium: Browser) -> Iterator[Opens]:
    """`opens("U01", "jobcenter", width=390)`: a window of somebody who is signed in, with or without a script."""
    with ExitStack() as stack:

        def opens_as(ref: str, group: str, width: int = 1280, *, scripts: bool = True) -> Page:
            client = sit_down(kreis, ref, group)
            name = client.application.config["SESSION_COOKIE_NAME"]
            cookie = client.get_cookie(name)
            address = stack.enter_context(serving(client.application))
            size = {"width": width, "height": 900}
            context = chromium.new_context(viewport=size, base_url=address, java_script_enabled=scripts)
            stack.callback(context.close)
            context.add_cookies([{"name": name, "value": cookie.value if cookie else "", "url": address}])
            return context.new_page()

        yield opens_as


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
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_role("group", name="Kolleginnen und Kollegen")).to_be_visible()
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
