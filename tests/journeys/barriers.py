"""What holds on every page in a real browser, asked when the page has arrived."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
Scheme = Literal["light", "dark"]
PLACES = {"main", "alert", "generic"}
"""Where the focus is put, and no key does anything: they need no name."""


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


def expect_no_barrier_anywhere(page: Page) -> None:
    """On a phone, in light and dark, and on a projector; and by keyboard alone."""
    page.set_viewport_size({"width": 390, "height": 900})
    expect_no_barrier(page, ("light", "dark"))
    page.set_viewport_size({"width": 1920, "height": 1080})
    expect_no_barrier(page)
    expect_by_keyboard(page)


def expect_by_keyboard(page: Page) -> None:
    """Tab alone reaches every control, shows where it is, and each says its name to a screen reader."""
    controls = page.evaluate(f"({_CONTROLS})().map(one => one.outerHTML)")
    seen = dict(page.evaluate(_FOCUSED) for _ in controls if not page.keyboard.press("Tab"))
    page.keyboard.press("Tab")  # wherever the focus was: the end of the page is passed once
    seen |= dict([page.evaluate(_FOCUSED)])
    missed = [html for place, html in enumerate(controls) if not seen.get(place)]
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    unnamed = {one["role"]["value"] for one in tree if _takes_keys(one) and not one["name"]["value"].strip()} - PLACES
    assert ([], set()) == (missed, unnamed), (page.url, missed, unnamed)


def _takes_keys(node: Mapping[str, Any]) -> bool:
    return not node["ignored"] and any(
        one["name"] == "focusable" and one["value"]["value"] for one in node.get("properties", ())
    )


_CONTROLS = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")]
  .filter(one => !one.disabled && one.checkVisibility({visibilityProperty: true}) && one.getClientRects().length
    && !(one.type === "radio" && !one.checked))"""
_FOCUSED = f"""() => {{
  const one = document.activeElement, looks = [one, one.closest("label, .kern-btn"), one.nextElementSibling];
  const marked = looks.some(at => at && ["", "::before", "::after"].some(part => {{
    const style = getComputedStyle(at, part || null);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== "none";
  }}));
  return [({_CONTROLS})().indexOf(one), marked];
}}"""
