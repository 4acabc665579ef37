"""What holds on every page of every role, in a real browser (users.md 9, checks 1 to 4), and pictures of all of them.

`HUB_SCREENS=folder` keeps a picture of each page. The idle warning (check 7) is tested with the notes.
"""

import os
import re

import pytest
from playwright.sync_api import expect

from tests.journeys.barriers import expect_no_barrier
from tests.journeys.walking import CHECKED, WALKS, enter, keep_picture
from tests.kreis import demo

pytestmark = pytest.mark.browser

SCREENS = os.environ.get("HUB_SCREENS", "")
NAMES = {
    str(cell["value"])
    for family in demo()["families"]
    for cell in family["cells"]
    if cell["field"] in {"given_name", "family_name"}
}


@pytest.mark.parametrize("walk", CHECKED, ids=lambda walk: walk.ref)
def test_every_page_of_a_role(demo_hub, page, walk):
    """One heading, German, a way past the head, who is there, no name in title or address, no barrier, no sideways.

    The menu leads only where one may go; a page of another role says 403 and the way on, a family out of reach 404.
    """
    enter(page, demo_hub, walk)
    address = demo_hub[walk.group]

    for path in walk.paths:
        assert page.goto(address + path).status < 500
        _check_page(page, walk)

    items = page.get_by_role("navigation", name="Hauptmenü").get_by_role("link")
    menu = [items.nth(one).get_attribute("href") for one in range(items.count())]
    assert {200} == {page.goto(address + path).status for path in menu}
    if walk.ref != "U16":
        assert 403 == page.goto(f"{address}/datenschutz/protokoll").status
        _check_page(page, walk)
    assert 404 == page.goto(f"{address}/familien/FAM-2025-999/personen{walk.purpose}").status
    _check_page(page, walk)


if SCREENS:

    @pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.ref)
    def test_a_picture_of_every_page(demo_hub, page, walk):
        """For people to look at, by day and by night."""
        enter(page, demo_hub, walk)
        for path in (*walk.paths, *walk.more):
            page.goto(demo_hub[walk.group] + path)
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                keep_picture(page, SCREENS, walk, f"{path}_{scheme}")


def _check_page(page, walk):
    assert "de" == page.locator("html").get_attribute("lang")
    assert not [name for name in NAMES if re.search(rf"\b{re.escape(name)}\b", page.title() + " " + page.url)]
    assert re.fullmatch(r"[^–]+( – [A-Z0-9-]+)? – FAM", page.title()), page.title()
    head = page.get_by_role("banner")
    expect(head).to_contain_text("Demo – erfundene Daten, Stichtag Mo 16.11.2026")
    expect(head).to_contain_text(walk.name)
    expect(head.get_by_role("button", name="Abmelden")).to_have_count(1)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zum Inhalt")).to_be_focused()
    expect_no_barrier(page)
