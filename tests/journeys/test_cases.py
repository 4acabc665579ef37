"""Checks 53 and 54 in a real browser: anomalies, a case in two clicks, and a name by two keys; also without scripts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.barriers import expect_no_barrier

pytestmark = pytest.mark.browser

PAGE = "/datenschutz/auffaelligkeiten"
PATIENCE = 120_000
"""Milliseconds until the evaluation at the start of the demo has found something."""


RULES = {1280: "Selbst erklärte Vertretung", 390: "Fallnummern durchprobiert"}
"""Whose card is taken up: what one has opened is no card any more for the other."""


@pytest.fixture(params=[(1280, False), (390, True)], ids=["desk without scripts", "phone"])
def windows(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[list[Page]]:
    """A window for each of two people."""
    width, scripts = request.param
    size = {"width": width, "height": 900}
    contexts = [chromium.new_context(viewport=size, locale="de-DE", java_script_enabled=scripts) for _ in range(2)]
    yield [context.new_page() for context in contexts]
    for context in contexts:
        context.close()


def _enter(page: Page, address: str, name: str, agency: str = "") -> None:
    page.goto(f"{address}/anmelden")
    page.get_by_role("link", name="Anmelden", exact=True).click()
    page.get_by_role("link", name=name).click()
    if agency:
        page.get_by_role("main").get_by_role("button", name=agency).click()
    page.wait_for_url(f"{address}/start")


def _look(page: Page) -> None:
    """No barrier. Without scripts nobody can ask for them: then there is one heading, and that is all."""
    width = (page.viewport_size or {"width": 1280})["width"]
    if width == 390:
        expect_no_barrier(page)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)


def _wait_for_cards(page: Page, address: str) -> None:
    for _ in range(PATIENCE // 2000):
        page.goto(f"{address}{PAGE}")
        if page.get_by_role("button", name="Vorgang öffnen").count():
            return
        page.wait_for_timeout(2000)
    raise AssertionError("the evaluation found nothing")


def _unfold(officer: Page) -> None:
    officer.wait_for_load_state()
    link = officer.get_by_role("link", name="Alles aufgeklappt zeigen")
    if link.count():
        link.click()


def _close_what_is_explained(officer: Page) -> None:
    """The card that has its explanation, then „Plausibel“: two clicks."""
    _unfold(officer)
    officer.locator(".case-cards li", has_text="Dafür spricht:").first.get_by_role("button").click()
    _look(officer)
    officer.get_by_role("button", name="Plausibel", exact=True).click()
    expect(officer.get_by_text("Stand: abgeschlossen: plausibel")).to_be_visible()
    _look(officer)


def _ask_for_a_name(officer: Page) -> str:
    """With a ground and words, in a case of this width's rule; its address."""
    width = (officer.viewport_size or {"width": 1280})["width"]
    _unfold(officer)
    card = officer.locator(".case-rule", has_text=RULES[width]).first
    card.get_by_role("button", name="Vorgang öffnen").first.click()
    where = officer.url
    officer.get_by_label("Ein konkreter Verdacht lässt sich nur mit der Person klären.").check()
    officer.locator("#worte-aufdecken").fill("Nachts und ohne Vertretung.")
    officer.get_by_role("button", name="Aufdeckung beantragen").click()
    expect(officer.get_by_text("Der Personalrat entscheidet.")).to_be_visible()
    _look(officer)
    return where


def test_two_clicks_close_a_case_and_two_keys_open_a_name(demo_hub, windows):
    """From the card to „plausibel“; then a second case: reason, the staff council's yes, the name on its own page."""
    officer, council = windows
    address = demo_hub["oversight"]
    _enter(officer, address, "Dr. Ulrike Silberreiher", "Pro Arbeit")
    _wait_for_cards(officer, address)
    _look(officer)
    expect(officer.get_by_text("Was spricht dagegen?").first).to_be_visible()
    where = _ask_for_a_name(officer)

    _enter(council, address, "Frank Grünspecht", "Pro Arbeit")
    council.goto(f"{address}/anfragen")
    _look(council)
    expect(council.get_by_text("Nachts und ohne Vertretung.").first).to_be_visible()
    council.get_by_role("button", name="Ja", exact=True).first.click()
    expect(council.get_by_text("Gespeichert.")).to_be_visible()
    council.goto(where)
    expect(council.get_by_text("Dafür haben Sie keine Berechtigung.")).to_be_visible()

    officer.goto(where)
    officer.get_by_role("button", name="Name zeigen").click()
    expect(officer.get_by_role("heading", name="Name zu diesem Vorgang")).to_be_visible()
    _look(officer)
    officer.goto(f"{address}{PAGE}")
    _close_what_is_explained(officer)
