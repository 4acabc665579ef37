"""Checks 5, 6, 8, 9, 10, 13 and 14 of users.md in a real browser; 11 and 12, byte for byte, are in tests/attacks."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.walking import WALKS, enter

pytestmark = pytest.mark.browser

PEOPLE = {walk.ref: walk for walk in WALKS}
WEEKDAY = re.compile(r"(Mo|Di|Mi|Do|Fr|Sa|So) \d\d\.\d\d\.\d{4}")


@pytest.fixture
def sit(chromium: Browser, demo_hub) -> Callable[[str], tuple[Page, str]]:
    """`sit("U01")`: a window of a desk in which they are signed in, and the address."""
    contexts = []

    def sit_down(ref: str) -> tuple[Page, str]:
        context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="de-DE")
        contexts.append(context)
        return enter(context.new_page(), demo_hub, PEOPLE[ref]), demo_hub[PEOPLE[ref].group]

    yield sit_down
    for context in contexts:
        context.close()


def test_the_first_page_has_at_most_seven_things_each_with_its_day(sit):
    """And says so where there is none (check 5)."""
    page, address = sit("U01")
    page.goto(f"{address}/start")
    due = page.locator("ol.agenda > li")
    others, other_address = sit("U05")
    others.goto(f"{other_address}/start")

    assert 1 <= due.count() <= 7
    assert not [text for text in due.all_inner_texts() if not WEEKDAY.search(text)]
    expect(others.get_by_text("Heute ist nichts fällig.")).to_be_visible()


def test_searching_tells_nothing_about_who_is_not_ones_own(sit):
    """An unknown family and one out of reach: the same page but for the word that was typed (check 6)."""
    page, address = sit("U01")
    found = []
    for name in ("Rummanzadeh", "Niemandsland"):
        page.goto(f"{address}/familien")
        page.get_by_role("searchbox").or_(page.locator("input[name=suche]")).first.fill(name)
        page.get_by_role("button", name="Suchen").click()
        found.append(page.get_by_role("main").inner_text().replace(name, "…"))

    assert found[0] == found[1]


def test_only_the_search_asks_what_for_and_both_ways_are_written_down(sit):
    """From the list the purpose is known (check 8)."""
    page, address = sit("U01")
    page.goto(f"{address}/familien")
    page.get_by_role("main").get_by_role("link", name="FAM-2025-003").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Familie FAM-2025-003")
    page.goto(f"{address}/familien")
    page.locator("input[name=suche]").fill("Ahornwald")
    page.get_by_role("button", name="Suchen").click()
    page.get_by_role("main").get_by_role("link", name="FAM-2025-003").first.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Wofür öffnen Sie die Akte?")
    page.get_by_role("button", name="Fallkonferenz").click()
    page.goto(f"{address}/meine-zugriffe")
    for purpose in ("gemeinsame Planung", "Fallkonferenz"):
        line = re.compile(rf"las .*FAM-2025-003.*Zweck {purpose}")
        expect(page.get_by_role("main").get_by_text(line).first).to_be_visible()


def test_a_no_is_said_with_who_and_when_and_is_not_asked_again(sit):
    """Nele's Hilfeplan to the Jobcoach (check 9)."""
    page, address = sit("U01")
    page.goto(f"{address}/familien/FAM-2026-004/personen?zweck=fam_joint_support")

    line = page.get_by_role("listitem").filter(has_text="Hilfeplan & Ziele – Nele Haselstrauch: gesperrt.")
    expect(line).to_contain_text("Abgelehnt von Nele Haselstrauch am 20.05.2026.")
    expect(line).to_contain_text("Bitte nicht erneut fragen vor dem 20.11.2026.")
    expect(line).not_to_contain_text("anfragen")


def test_what_ran_out_says_when_and_how_to_ask(sit):
    """Nicole's Termine to the Jobcoach (check 10)."""
    page, address = sit("U01")
    page.goto(f"{address}/familien/FAM-2025-011/personen?zweck=fam_joint_support")

    line = page.get_by_role("listitem").filter(has_text="Termine & Absprachen").filter(has_text="31.10.2026")
    expect(line.first).to_contain_text("abgelaufen am 31.10.2026")
    expect(line.first).to_contain_text("Einwilligung anfragen")


@pytest.mark.parametrize("ref", ["U02", "U16", "U19"])
def test_an_address_guessed_is_not_there(sit, ref):
    """404, not 403, for F07 and for no family at all (check 13)."""
    page, address = sit(ref)

    for number in ("FAM-2026-004", "FAM-2025-999"):
        for under in ("", "/personen", "/notiz", "/notiz/1", "/anvertraut"):
            assert 404 == page.goto(f"{address}/familien/{number}{under}{PEOPLE[ref].purpose}").status


def test_every_block_of_the_other_agency_says_why(sit):
    """With person, day, purpose and end (check 14)."""
    page, address = sit("U01")
    page.goto(f"{address}/familien/FAM-2025-003/personen?zweck=fam_joint_support")
    blocks = page.locator(".block--foreign")

    said = [blocks.nth(one).locator("details.why").inner_text() for one in range(blocks.count())]

    assert len(said) > 5
    why = re.compile(r"Sichtbar, weil .+ zugestimmt ha(t|ben) \(\d\d\.\d\d\.\d{4}, für .+, bis \d\d\.\d\d\.\d{4}\)")
    texts = [blocks.nth(one).locator("details.why").text_content() for one in range(blocks.count())]
    assert not [text for text in texts if not why.search(text)]
