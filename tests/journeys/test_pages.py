"""The pages in a real browser at the sample desk: layout and barriers, without a database."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from tests.journeys.barriers import expect_no_barrier
from tests.web.sample import FAMILY, MIA, NUMBER, PEOPLE, SANDRA, value
from tests.web.servers import sample_hub

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def sample() -> Iterator[tuple[str, object]]:
    """The address of the sample hub, and its app."""
    with sample_hub() as (_, address, app):
        yield address, app


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_barrier_that_a_machine_can_find(sample, page, sign_in, scheme):
    """WCAG 2.2 AA as far as axe checks it, at both widths, by day and by night; nothing scrolls sideways."""
    page.emulate_media(color_scheme=scheme)
    for path in ("anmelden", "datenschutzhinweise"):
        page.goto(f"{sample[0]}/{path}")
        expect_no_barrier(page)
    sign_in(sample[0], "Jonas Kranichfeld")

    pages = [
        f"familien/{NUMBER}{under}?zweck=fam_joint_support"
        for under in ("", "/personen", "/genogramm", "/einwilligungen")
    ]
    for path in ("start", "familien", f"familien/{NUMBER}", *pages, "familien/X?zweck=audit"):
        page.goto(f"{sample[0]}/{path}")
        expect_no_barrier(page)


def test_the_pages_keep_to_the_strict_policy(sample, page, sign_in):
    """The browser blocks nothing, because nothing is inline and nothing comes from elsewhere."""
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))

    sign_in(sample[0], "Jonas Kranichfeld").goto(f"{sample[0]}/familien/{NUMBER}?zweck=fam_joint_support")

    assert complaints == []


def test_huge_and_foreign_text_does_not_break_the_layout(sample, page, sign_in):
    """A word without end wraps; text from right to left stays in its line."""
    address, app = sample
    desk = app.extensions["desk"]
    values = (value({SANDRA}, "given_name", "x" * 5000), value({MIA}, "given_name", "زهرا‮ رحمان‌زاده " * 200))
    huge = replace(FAMILY, projection=replace(FAMILY.projection, people=PEOPLE, shown=values))
    app.extensions["desk"] = replace(desk, open_family=lambda *asked: huge)

    sign_in(address, "Jonas Kranichfeld").goto(f"{address}/familien/{NUMBER}?zweck=fam_joint_support")
    app.extensions["desk"] = desk

    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    expect(page.get_by_text("Demo – erfundene Daten")).to_be_visible()
