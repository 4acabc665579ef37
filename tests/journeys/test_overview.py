"""Check 51: the officer's tiles and pictures equal the lists behind them, in a real browser on the demo."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.journeys.barriers import expect_no_barrier

pytestmark = pytest.mark.browser

OFFICER = "Dr. Ulrike Silberreiher"
PATIENCE = 60.0


@pytest.fixture
def overview(demo_hub, sign_in):
    """The overview once the batch has counted: the night's turn at the start of the demo takes some seconds."""
    page = sign_in(demo_hub["oversight"], OFFICER)
    deadline = time.monotonic() + PATIENCE
    while True:
        page.goto(f"{demo_hub['oversight']}/datenschutz")
        if page.get_by_text("Noch nichts gezählt").count() == 0:
            return page
        assert time.monotonic() < deadline
        time.sleep(1)


def _count(page, address):
    """How many entries a list has, over all its pages; how many cards wait; how many of a sample are judged."""
    page.goto(address)
    total = 0
    if address.endswith("/auffaelligkeiten"):
        return page.locator(".case-cards > li").count()
    if address.endswith("/stichprobe"):
        said = re.search(r"(\d+) von (\d+)", page.locator(".sample-months > li").first.inner_text())
        return int(said[1])
    while True:
        total += page.locator("ol.log > li").count()
        older = page.get_by_role("link", name="Ältere Einträge")
        if older.count() == 0:
            return total
        older.click()
        page.wait_for_load_state()


def _figures(page):
    """Figure and address of all that is linked: tile, bars, months."""
    found = []
    for tile in page.locator(".tile").filter(has=page.get_by_role("link")).all():
        found.append((tile.locator(".tile__figure").inner_text(), tile.get_by_role("link").get_attribute("href")))
    for bar in page.locator(".bars > li").all():
        found.append((bar.locator(".bars__figure").inner_text(), bar.get_by_role("link").get_attribute("href")))
    page.locator("summary", has_text="Zwölf Monate").click()
    for link in page.locator("table", has=page.get_by_text("Monat", exact=True)).get_by_role("link").all():
        found.append((link.inner_text(), link.get_attribute("href")))
    return [(int(re.match(r"\d+", figure)[0]), address) for figure, address in found]


def test_every_figure_equals_its_list(demo_hub, overview):
    """Tile by tile, bar by bar, month by month; and no page names a member of staff or a person of a family."""
    expect_no_barrier(overview, schemes=("light", "dark"))
    figures = _figures(overview)

    assert len(figures) > 4
    for entries, address in figures:
        assert entries == _count(overview, f"{demo_hub['oversight']}{address}"), address


def test_an_hour_of_the_week_leads_to_its_entries(demo_hub, overview):
    """From the table of the heat map, where few are told as few, to the lines themselves."""
    overview.locator("summary", has_text="Wann etwas angesehen wurde").click()
    expect_no_barrier(overview)
    cell = overview.locator("td a").first
    figure, address = cell.inner_text(), cell.get_attribute("href")

    entries = _count(overview, f"{demo_hub['oversight']}{address}")

    assert 1 <= entries <= 4 if figure == "1–4" else entries == int(figure)


def test_the_log_is_checked_at_a_button(demo_hub, overview):
    """One press, a look again, and one sentence that says what was found."""
    overview.get_by_role("link", name="Protokoll prüfen").click()
    expect_no_barrier(overview, schemes=("light", "dark"))
    if overview.get_by_role("button", name="Protokoll jetzt prüfen").count():
        overview.get_by_role("button", name="Protokoll jetzt prüfen").click()
        overview.wait_for_load_state()

    deadline = time.monotonic() + PATIENCE
    while overview.get_by_role("link", name="Nachsehen").count():
        assert time.monotonic() < deadline
        time.sleep(1)
        overview.get_by_role("link", name="Nachsehen").click()
        overview.wait_for_load_state()
    expect(overview.get_by_role("status")).to_contain_text(re.compile("Geprüft am .* alle .* Einträge"))
    expect_no_barrier(overview)
