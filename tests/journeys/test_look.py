"""One look, whole, in a real browser on the demo Kreis: sign in, open the family, read the log."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.barriers import expect_no_barrier

pytestmark = pytest.mark.browser

NUMBER = "FAM-2025-003"


def test_the_jobcoach_opens_the_family(demo_hub, sign_in):
    """From sign-in to the overview, with the reason for what is shown and for what is blocked."""
    page = sign_in(demo_hub["jobcenter"], "Jonas Kranichfeld")
    expect_no_barrier(page)
    page.get_by_role("link", name=NUMBER, exact=True).click()
    expect_no_barrier(page)
    page.get_by_role("button", name="Gemeinsam planen").click()

    expect_no_barrier(page)
    expect(page).to_have_title(f"Überblick – {NUMBER} – FAM")
    page.locator("summary", has_text="Warum sehe ich das?").locator("visible=true").first.click()
    expect(page.get_by_text(re.compile("^Sichtbar, weil")).locator("visible=true").first).to_be_visible()
    expect(page.get_by_text("gesperrt.").first).to_be_visible()


def test_the_first_key_leads_past_the_head(demo_hub, sign_in):
    """Who works with the keyboard does not walk through the menu each time."""
    page = sign_in(demo_hub["jobcenter"], "Jonas Kranichfeld")

    page.keyboard.press("Tab")

    expect(page.get_by_role("link", name="Zum Inhalt")).to_be_focused()


def test_absent_and_not_yours_look_alike(demo_hub, sign_in):
    """The page repeats nothing of what was typed."""
    page = sign_in(demo_hub["jobcenter"], "Miriam Eisvogel")

    seen = []
    for number in (NUMBER, "FAM-1999-999"):
        page.goto(f"{demo_hub['jobcenter']}/familien/{number}?zweck=fam_joint_support")
        seen.append(page.content())

    assert seen[0] == seen[1]
    expect_no_barrier(page)


def test_the_asd_worker_opens_the_same_family(demo_hub, sign_in):
    """At the other agency's address."""
    page = sign_in(demo_hub["jugendamt"], "Henrike Steinkauz")

    page.goto(f"{demo_hub['jugendamt']}/familien/{NUMBER}?zweck=fam_joint_support")

    expect_no_barrier(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Familie {NUMBER}")


def test_the_data_protection_officer_reads_the_look(demo_hub, sign_in):
    """The look is in the log, as a sentence, without names."""
    page = sign_in(demo_hub["jobcenter"], "Jonas Kranichfeld")
    page.goto(f"{demo_hub['jobcenter']}/familien/{NUMBER}?zweck=fam_joint_support")
    page.context.clear_cookies()

    sign_in(demo_hub["oversight"], "Dr. Ulrike Silberreiher")
    page.goto(f"{demo_hub['oversight']}/datenschutz/protokoll")

    expect_no_barrier(page)
    expect(page.get_by_text(re.compile(r"^Nutzer N-\d+ \(Jobcoach FAM, Pro Arbeit\) las")).first).to_be_visible()
    assert "Kranichfeld" not in page.content()


def test_an_account_of_another_agency_is_shown_the_way(demo_hub, page):
    """And from there one click leads to the right address."""
    page.goto(f"{demo_hub['jobcenter']}/anmelden")
    page.get_by_role("link", name="Anmelden", exact=True).click()
    page.get_by_text("Konten anderer Stellen").click()
    page.get_by_role("link", name="Henrike Steinkauz").click()

    expect_no_barrier(page)
    expect(page.get_by_role("link", name=re.compile("Jugendamt"))).to_have_attribute("href", demo_hub["jugendamt"])
