"""What holds on every page in a real browser, asked when the page has arrived."""

from collections.abc import Sequence
from typing import Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
Scheme = Literal["light", "dark"]


def expect_no_barrier(page: Page, schemes: Sequence[Scheme] = ()) -> None:
    """No barrier that axe finds (WCAG 2.2 AA), in each of the colour schemes; one heading; nothing scrolls sideways.

    A click does not wait for the page that it leads to: this does, and so never looks at half a page.
    """
    page.wait_for_load_state("load")
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    for scheme in schemes or (None,):
        if scheme:
            page.emulate_media(color_scheme=scheme)
        found = Axe().run(page, options=RULES).response["violations"]
        assert [] == [(page.url, one["id"], [node["html"] for node in one["nodes"]]) for one in found]
    if schemes:
        page.emulate_media(color_scheme="light")
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"), page.url
