"""Check 53 in a real browser: what only looks odd in the demo's log (N01–N08) is closed in two steps."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.barriers import expect_no_barrier
from tests.journeys.walking import arrive

pytestmark = pytest.mark.browser

CASES, LOG = "/datenschutz/auffaelligkeiten", "/datenschutz/protokoll"
OFFICER = "Dr. Ulrike Silberreiher"
PATIENCE = 120_000
"""Milliseconds until the evaluation at the start of the demo has found something."""
BY_HAND = "Dienstplan, Termin oder Vertretung erklären es."
"""The officer's own reason, where the evaluation has none: what stands beside the line."""


@dataclass(frozen=True)
class Alike:
    """Where one of them stands: in whose log, on which day, with which words; `asked` are further filters."""

    post: str
    day: str
    words: str
    asked: Mapping[str, str]
    is_explained: bool = True


ALIKE = {
    "N01": Alike("Jugendamt", "17.10.2026", "23:20", {"familie": "FAM-2026-006"}),
    "N02": Alike("Pro Arbeit", "27.10.2026", "13:00", {"familie": "FAM-2025-003"}),
    "N03": Alike("Pro Arbeit", "19.10.2026", "09:10", {"familie": "FAM-2025-003"}),
    "N04": Alike("Jugendamt", "15.10.2026", "19:30", {"familie": "FAM-2025-014"}),
    "N05": Alike("Jugendamt", "10.10.2026", "10:30", {"familie": "FAM-2026-008"}),
    "N06": Alike("Pro Arbeit", "04.11.2026", "10:03", {"familie": "FAM-2026-002"}),
    "N07": Alike("Pro Arbeit", "05.11.2026", "11:59", {"zweck": "dpo_control"}),
    "N08": Alike("Pro Arbeit", "11.11.2026", "09:02", {"ergebnis": "denied"}, is_explained=False),
}


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """One window, at a desk."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="de-DE")
    yield context.new_page()
    context.close()


def _wait_for_the_evaluation(page: Page, address: str) -> None:
    for _ in range(PATIENCE // 2000):
        page.goto(f"{address}{CASES}?alle=ja")
        if page.get_by_role("button", name="Vorgang öffnen").count():
            return
        page.wait_for_timeout(2000)
    raise AssertionError("the evaluation found nothing")


def _begin(page: Page, address: str, one: Alike) -> None:
    """With its card, where a rule called; else with its line of the log."""
    card = page.locator(".case-cards li", has_text=one.asked.get("familie", "–")).filter(has_text=one.day[:6])
    card = card.filter(has_text="Dafür spricht:")
    if card.count():
        card.first.get_by_role("button", name="Vorgang öffnen").click()
        return
    asked = {"von": one.day, "bis": one.day, **one.asked}
    page.goto(f"{address}{LOG}?{urlencode(asked)}")
    page.locator(".log li", has_text=one.words).first.get_by_role("link", name="Vorgang anlegen").click()
    page.get_by_role("button", name="Vorgang anlegen").click()


def _close(page: Page, one: Alike) -> None:
    """As plausible: by what stands ready, or by a reason of one's own."""
    page.wait_for_load_state()
    ready = page.get_by_role("button", name="Plausibel", exact=True)
    assert one.is_explained is bool(ready.count())
    if one.is_explained:
        ready.click()
        return
    page.get_by_label("plausibel", exact=True).check()
    page.get_by_label(BY_HAND).check()
    page.get_by_role("button", name="Ohne weitere Folge abschließen").click()


@pytest.mark.parametrize("name", ALIKE)
def test_what_only_looks_odd_is_closed_in_two_steps(demo_hub, page, name):
    """Opened and plausible: nobody is asked, no second pair of eyes is needed, and no name is opened."""
    address, one = demo_hub["oversight"], ALIKE[name]
    arrive(page, address, OFFICER, one.post)
    _wait_for_the_evaluation(page, address)

    _begin(page, address, one)
    if name == "N01":
        expect_no_barrier(page)
    _close(page, one)

    expect(page.get_by_text("Stand: abgeschlossen: plausibel")).to_be_visible()
    expect(page.locator("section[aria-labelledby='schritte'] > ol > li")).to_have_count(2)
