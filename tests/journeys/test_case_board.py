"""The page of anomalies in a real browser: short enough for half a day a month, and nothing of it is lost."""

from collections.abc import Mapping

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.barriers import expect_no_barrier
from tests.journeys.walking import arrive

pytestmark = pytest.mark.browser

PAGE = "/datenschutz/auffaelligkeiten"
TRIES, PAUSE = 60, 2000
"""How often, and in how many milliseconds, it is looked whether the evaluation at the start has found something."""


def _cards(page: Page) -> set[str]:
    return set(page.locator(".case-cards > li").evaluate_all("all => all.map(one => one.id)"))


def _arrive(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    arrive(page, address, "Dr. Ulrike Silberreiher", "Pro Arbeit")
    for _ in range(TRIES):
        page.goto(f"{address}{PAGE}")
        if page.locator("details.case-rule:not([open])").count():
            return page
        page.wait_for_timeout(PAUSE)
    raise AssertionError("the evaluation found nothing")


def test_the_page_is_folded_and_unfolds_to_all_that_it_holds(context, demo_hub: Mapping[str, str]):
    """Less than half as long, with the same cards in it; folded or not there is no barrier."""
    page = _arrive(context, demo_hub["oversight"])
    height = "document.documentElement.scrollHeight"
    folded, cards = page.evaluate(height), _cards(page)
    expect_no_barrier(page)

    page.get_by_role("link", name="Alles aufgeklappt zeigen").click()
    page.wait_for_load_state()

    assert cards == _cards(page)
    assert folded * 2 < page.evaluate(height)
    assert len(cards) == page.get_by_role("button", name="Vorgang öffnen").count()
    expect_no_barrier(page)


def test_a_rule_is_unfolded_by_keyboard_and_a_case_begun_there(context, demo_hub: Mapping[str, str]):
    """Enter on its line shows the cards, Tab reaches the button."""
    page = _arrive(context, demo_hub["oversight"])
    last = page.locator("section[aria-labelledby='funde-bare'] details.case-rule").last
    button = last.get_by_role("button", name="Vorgang öffnen").first
    expect(button).to_be_hidden()

    last.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(last.get_by_text("Was spricht dagegen?")).to_be_visible()
    page.keyboard.press("Tab")

    expect(button).to_be_focused()


def test_it_folds_without_scripts(chromium, demo_hub: Mapping[str, str]):
    """The browser does it."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="de-DE", java_script_enabled=False)
    page = _arrive(context, demo_hub["oversight"])
    last = page.locator("details.case-rule").last

    last.locator("summary").click()

    expect(last.get_by_role("button", name="Vorgang öffnen").first).to_be_visible()
    context.close()
