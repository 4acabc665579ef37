"""Checks 23, 27, 28 and 57 of users.md in a real browser; 25 and 29, which need another day, in tests/web."""

import os
import re

import pytest
from playwright.sync_api import expect

from tests.journeys.barriers import expect_no_barrier
from tests.journeys.walking import Walk, enter, keep_picture

pytestmark = pytest.mark.browser

SCREENS = os.environ.get("HUB_SCREENS", "")
KIM = Walk("F04-1", "Kim Efeuland", "family", ())
JULIA = Walk("F02-1", "Julia Brombeer", "family", ())
LARA = Walk("F06-4", "Lara Ginsterhof", "family", ())


def _check(page, walk, path):
    """No barrier by day and by night, nothing scrolls sideways, one heading, the way out in sight."""
    expect_no_barrier(page, ("light", "dark"))
    expect(page.get_by_role("link", name="Seite schnell verlassen")).to_be_in_viewport()
    if SCREENS:
        keep_picture(page, SCREENS, walk, path)


def test_three_taps_from_the_start_take_a_consent_back(demo_hub, page):
    """No reason asked, the page names who loses what and that help goes on (checks 27 and 28)."""
    enter(page, demo_hub, KIM)
    _check(page, KIM, "/meine")

    page.get_by_role("main").get_by_role("link", name="Meine Zustimmungen ansehen").click()
    _check(page, KIM, "/meine/zustimmungen")
    ref = re.search(
        r"Zustimmung (\S+) zurücknehmen",
        page.get_by_role("link", name=re.compile("zurücknehmen")).first.get_attribute("aria-label"),
    )[1]
    page.get_by_role("link", name=f"Zustimmung {ref} zurücknehmen").click()
    _check(page, KIM, "/meine/zurücknehmen")
    expect(page.get_by_text("Ihre Hilfen laufen weiter")).to_be_visible()
    expect(page.get_by_text(re.compile("Ab jetzt sieht .* nicht mehr"))).to_be_visible()
    assert 0 == page.locator("textarea").count()
    page.get_by_role("button", name="Zurücknehmen", exact=True).click()

    _check(page, KIM, "/meine/zurückgenommen")
    expect(page.get_by_text(re.compile(r"Zurückgenommen am Mo 16\.11\.2026"))).to_be_visible()


def test_a_co_custodian_is_not_told_of(demo_hub, page):
    """Julia's page shows her own answer about Leon's health, and nothing of Markus (check 23)."""
    enter(page, demo_hub, JULIA)
    page.goto(f"{demo_hub['family']}/meine/zustimmungen")

    expect(page.get_by_role("main")).to_contain_text("Leon")
    assert "Markus" not in page.content()


@pytest.mark.parametrize("way", ["link", "shift"])
def test_leaving_quickly_replaces_the_page_and_back_shows_nothing(demo_hub, page, way):
    """By the link and by three times Shift; typing capitals does not leave (check 57)."""
    enter(page, demo_hub, LARA)
    page.goto(f"{demo_hub['family']}/meine/zustimmungen")

    if way == "link":
        page.get_by_role("link", name="Seite schnell verlassen").click()
    else:
        for key in ("Shift", "Shift", "a", "Shift"):
            page.keyboard.press(key)
        expect(page.get_by_role("heading", name="Meine Zustimmungen")).to_be_visible()
        for _ in range(3):
            page.keyboard.press("Shift")
    page.wait_for_url("**/oeffnungszeiten")

    assert "Zustimmung" not in page.content()
    page.go_back()
    page.wait_for_load_state()
    assert "Meine Zustimmungen" not in page.content()
    assert "Seite schnell verlassen" not in page.content()


def test_easy_language_is_the_same_page_at_the_same_place(demo_hub, page):
    """One press there, one press back."""
    enter(page, demo_hub, LARA)
    page.goto(f"{demo_hub['family']}/meine/zustimmungen")

    page.get_by_role("button", name="Leichte Sprache").click()
    expect(page.get_by_text("Andere Menschen haben ihre eigene Seite")).to_be_visible()
    _check(page, LARA, "/meine/leicht")
    page.get_by_role("button", name="Alltagssprache").click()
    expect(page.get_by_text("Was andere gesagt haben, steht hier nicht")).to_be_visible()
    expect(page).to_have_url(re.compile("/meine/zustimmungen$"))
