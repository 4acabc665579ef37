"""The October sample in a real browser, over the whole demo (check 52)."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.barriers import expect_no_barrier

pytestmark = pytest.mark.browser

OCTOBER = "datenschutz/stichprobe/2026-10"


def _enter(page: Page, address: str) -> Page:
    """U16, acting for Pro Arbeit."""
    page.goto(f"{address}/anmelden")
    page.get_by_role("link", name="Anmelden", exact=True).click()
    page.get_by_role("link", name="Ulrike Silberreiher").click()
    page.get_by_role("button", name=re.compile("Pro Arbeit")).click()
    page.wait_for_url(f"{address}/start")
    return page


def _done(page: Page) -> int:
    told = re.search(r"(\d+) von 21 geprüft", page.locator("#stand").inner_text())
    assert told is not None
    return int(told[1])


def test_the_october_sample_is_worked_through_by_keys(demo_hub, page):
    """21 entries, emergencies and spoken consents apart, 14 done; keys 1 to 3 answer and move on; drawn only once."""
    _enter(page, demo_hub["oversight"]).goto(f"{demo_hub['oversight']}/datenschutz/stichprobe")
    expect(page.get_by_role("heading", name="Oktober 2026")).to_be_visible()
    assert 0 == page.get_by_role("button", name="Stichprobe Oktober 2026 ziehen").count()
    expect_no_barrier(page)

    page.get_by_role("link", name="Oktober 2026 weiter prüfen").click()
    for text in ("Ausgelost (21)", "Notfallzugriffe (2)", "Mündliche Einwilligungen (5)"):
        expect(page.get_by_role("heading", name=text)).to_be_visible()
    assert "laut Aufzeichnung am" in page.content()
    expect_no_barrier(page)
    before, first = _done(page), page.locator("input[name=eintrag]").input_value()
    assert before >= 14

    page.keyboard.press("1")

    expect(page.get_by_text("Gespeichert.")).to_be_visible()
    assert before + 1 == _done(page)
    assert first != page.locator("input[name=eintrag]").input_value()
    page.get_by_role("button", name="plausibel").click()  # the same by a button
    expect(page.locator("#stand")).to_have_text(f"{before + 2} von 21 geprüft")


def test_without_scripts_the_sample_is_worked_through_by_buttons(demo_hub, chromium):
    """The keys are only a shorter way."""
    context = chromium.new_context(java_script_enabled=False, locale="de-DE")
    page = _enter(context.new_page(), demo_hub["oversight"])
    page.goto(f"{demo_hub['oversight']}/{OCTOBER}")
    before = _done(page)

    page.get_by_role("button", name="plausibel").click()

    assert before + 1 == _done(page)
    context.close()
