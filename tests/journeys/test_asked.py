"""The demo's question of a family on both sides: her page „Meine Fragen“, and the days at the officers' desk."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.barriers import expect_no_barrier

pytestmark = pytest.mark.browser

DESK = "/datenschutz/auffaelligkeiten"
WORDS = "Warum hat am 21.10. ein anderer Jobcoach geschaut?"


def test_a_family_finds_its_question_and_when_it_is_answered(demo_hub, page, sign_in):
    """From the menu by keyboard; in the usual words and in Leichte Sprache."""
    address = demo_hub["family"]
    sign_in(address, "Sandra Ahornwald")
    page.get_by_role("link", name="Meine Fragen", exact=True).press("Enter")

    expect(page.get_by_role("heading", level=1, name="Meine Fragen an die Stellen")).to_be_visible()
    expect(page.get_by_text(WORDS)).to_be_visible()
    expect(page.get_by_text("Die Antwort steht hier spätestens am 25.11.2026.")).to_be_visible()
    expect_no_barrier(page, ("light", "dark"))
    page.get_by_role("button", name="Leichte Sprache").press("Enter")
    expect(page.get_by_text("Hier stehen Ihre Fragen.")).to_be_visible()
    expect_no_barrier(page)
    page.get_by_role("link", name="Zur Liste „Wer hat was gesehen?“").press("Enter")
    expect(page).to_have_url(re.compile("/meine/zugriffe$"))
    page.get_by_role("button", name="Alltagssprache").press("Enter")  # as the next one finds it


def test_the_desk_shows_the_days_and_where_each_leads(demo_hub, page, sign_in):
    """The question among them; its link opens the case, which shows her words."""
    address = demo_hub["oversight"]
    sign_in(address, "Dr. Ulrike Silberreiher", "Pro Arbeit")
    page.goto(f"{address}{DESK}")
    days = page.get_by_role("region", name="Fristen")
    expect(days).to_be_visible()
    expect_no_barrier(page, ("light", "dark"))
    days.get_by_role("link", name=re.compile("Frage einer Familie beantworten")).first.press("Enter")
    expect(page.get_by_text(WORDS)).to_be_visible()
    expect_no_barrier(page)
    page.goto(f"{address}/datenschutz/spaeter-zeigen")
    expect_no_barrier(page, ("light", "dark"))
