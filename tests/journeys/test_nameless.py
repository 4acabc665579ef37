"""Check 43 of users.md in a real browser: a case without names, its clock, and how it ends on every screen at once."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.barriers import expect_no_barrier_anywhere
from tests.journeys.conftest import Opens
from tests.kreis import Kreis
from tests.web.tables import keep_nameless
from tests.web.test_nameless_pages import F13, WORDS, said_of

pytestmark = pytest.mark.browser
PHASES = ("Rollen", "Fall", "Fragen", "Hypothesen", "Stellungnahme", "Ideen", "Entscheidung")
MINUTES = (2, 10, 5, 5, 3, 7, 5)
Sits = Callable[..., Page]


@pytest.fixture
def sits(kreis: Kreis, opens: Opens) -> Sits:
    """`sits("U07", "jugendamt", width=390)`: the page of a table like that of K-33, as one of those at it has it."""
    path = f"/konferenzen/{keep_nameless(kreis).number}/ohne-namen"

    def opens_table(ref: str, group: str, width: int = 1280) -> Page:
        page = opens(ref, group, width)
        page.clock.install()
        page.goto(path)
        return page

    return opens_table


def _bring(page: Page, said: str = WORDS["lage"]) -> None:
    """By keyboard alone: choose the case, write, look at the draft, tick each point, show it."""
    page.get_by_label("Ihr Fall").focus()
    page.keyboard.type(F13)
    for text in (said, WORDS["versucht"], WORDS["frage"]):
        page.keyboard.press("Tab")
        page.keyboard.type(text)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="So würde das Blatt aussehen")).to_be_visible()
    page.get_by_label("Frage an die Runde").focus()
    for _ in page.get_by_role("checkbox").all():
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Fallblatt allen am Tisch zeigen")).to_be_focused()
    page.keyboard.press("Enter")


def test_43_familie_a_age_groups_and_no_town_on_the_page_and_in_print(sits: Sits) -> None:
    """Brought by keyboard; what a colleague of the other agency then gets, and prints, holds nothing of the family."""
    mine = sits("U01", "jobcenter")
    expect_no_barrier_anywhere(mine)
    _bring(mine)
    expect(mine.get_by_role("heading", level=1)).to_have_text("Familie A")

    page = sits("U07", "jugendamt")
    shown = page.locator(".nameless-sheet").inner_text()
    expect_no_barrier_anywhere(page)
    page.get_by_role("link", name="Druckansicht").click()

    assert shown == page.locator(".nameless-sheet").inner_text()
    assert "Mutter, 35 bis 44 Jahre" in shown
    assert "Kind, 6 bis 9 Jahre" in shown
    expect_no_barrier_anywhere(page)
    page.emulate_media(media="print")
    assert [] == [said for said in said_of(F13) if said.casefold() in page.content().casefold()]
    expect(page.get_by_role("link", name="Zurück zur Fallberatung")).to_be_hidden()


def test_a_draft_with_a_name_in_it_leads_to_where_it_stands(sits: Sits) -> None:
    """The error gets the focus, each line of it its field; nothing of it is on another screen."""
    page = sits("U01", "jobcenter")
    _bring(page, "Rico zieht sich zurück, sagen sie in Birkenfurt.")

    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("„rico“ ist ein Name aus der Akte")
    expect_no_barrier_anywhere(page)
    page.get_by_role("link", name="„birkenfurt“ gehört zur Anschrift").click()
    expect(page.get_by_label("Worum geht es?")).to_be_focused()
    expect(sits("U07", "jugendamt").get_by_text("noch kein Fallblatt")).to_be_visible()


def test_the_clock_runs_through_every_step(sits: Sits) -> None:
    """Counts down, can be held, says to a screen reader that time is up, and goes on when told."""
    page = sits("U07", "jugendamt")
    rest, said = page.get_by_role("timer"), page.locator("#ansage")

    for place, (name, minutes) in enumerate(zip(PHASES, MINUTES, strict=True)):
        expect(page.locator("#schritt")).to_have_text(name)
        expect(page.locator("[aria-current=step]")).to_contain_text(name)
        expect(rest).to_have_text(f"{minutes:02}:00")
        if place == 0:
            page.get_by_role("button", name="Uhr starten").press("Enter")
            page.clock.run_for(30_000)
            expect(rest).to_have_text("01:30")
            page.get_by_role("button", name="Uhr anhalten").press("Enter")
            page.clock.run_for(30_000)
            expect(rest).to_have_text("01:30")
            page.get_by_role("button", name="Uhr starten").press("Enter")
            page.clock.run_for(100_000)
            expect(rest).to_have_text("+00:10")
            expect(said).to_have_text("Rollen: Die Zeit ist um.")
        if place < len(PHASES) - 1:
            page.get_by_role("button", name="Nächster Schritt").press("Enter")
            expect(said).to_have_text(re.compile(PHASES[place + 1]))
    expect(page.get_by_role("button", name="Nächster Schritt")).to_be_disabled()


def test_who_recognises_the_family_ends_it_on_every_open_screen(sits: Sits) -> None:
    """Two more windows lie open: what stood on them goes by itself; nobody reads from whom it came."""
    mine = sits("U01", "jobcenter")
    _bring(mine)
    pages = [mine, sits("U07", "jugendamt", 390), sits("U09", "jugendamt")]
    for page in pages:
        expect(page.get_by_text(WORDS["lage"])).to_be_visible()
    who = sits("U03", "jobcenter")

    who.get_by_role("button", name="Ich erkenne die Familie").press("Enter")
    for page in pages:
        page.clock.run_for(2_000)

    for page in (who, *pages):
        expect(page.get_by_role("heading", name="Diese Beratung ist beendet")).to_be_visible()
        assert WORDS["lage"] not in page.content()
        expect(page.get_by_role("heading", name="Ablauf")).to_have_count(0)
    assert "Eisvogel" not in mine.content()
    expect_no_barrier_anywhere(mine)


def test_a_screen_that_hears_nothing_shows_nothing(sits: Sits) -> None:
    """Without an answer nobody knows whether it was stopped: the sheet is covered, and comes back with the next."""
    _bring(sits("U01", "jobcenter"))
    page = sits("U07", "jugendamt")
    said = page.get_by_text(WORDS["lage"])
    expect(said).to_be_visible()

    page.context.set_offline(True)
    page.clock.run_for(20_000)
    expect(said).to_be_hidden()

    page.context.set_offline(False)
    page.clock.run_for(2_000)
    expect(said).to_be_visible()
