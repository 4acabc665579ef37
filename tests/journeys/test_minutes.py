"""Minutes in a real browser over the real house (users.md 41, 42): keyboard, phone, axe, the draft that comes back."""

import re

import pytest
from playwright.sync_api import Page, expect

from hub.terms.minutes import MinutesWanted
from tests.conference.tables import Scribe, lay_table
from tests.journeys.barriers import expect_no_barrier
from tests.journeys.conftest import Opens
from tests.kreis import Kreis

pytestmark = pytest.mark.browser


@pytest.fixture
def wanted(kreis: Kreis) -> MinutesWanted:
    """A conference about F01 with Sandra at the table."""
    return lay_table(kreis, persons=("F01-1",))


def _path(wanted: MinutesWanted) -> str:
    return f"/konferenzen/{wanted.number}/protokoll?thema={wanted.topic}"


def _save(page: Page) -> None:
    page.get_by_role("button", name="Sätze speichern").click()
    page.wait_for_load_state("load")


def test_a_result_needs_who_and_until_when_and_becomes_a_task_of_both(opens: Opens, wanted: MinutesWanted) -> None:
    """users.md 41: refused with a way to the place, text kept; then in both lists; „Zuletzt gesichert“ moves."""
    page = opens("U01", "jobcenter")
    page.goto(_path(wanted))
    expect_no_barrier(page)
    page.get_by_label("Was?").fill("Kita nach 15:30 Uhr fragen")
    page.locator("#person_agreed").get_by_label("Sandra Ahornwald").check()
    expect(page.locator("#gesichert")).to_have_text(re.compile(r"Zuletzt gesichert um \d\d:\d\d"), timeout=15_000)
    _save(page)
    expect(page.locator("#fehler")).to_be_focused()
    expect_no_barrier(page)
    page.get_by_role("link", name="Bitte tragen Sie ein, wer es macht.").click()
    expect(page.locator("#wer")).to_be_focused()
    expect(page.get_by_label("Was?")).to_have_value("Kita nach 15:30 Uhr fragen")

    page.locator("#wer").fill("Sandra")
    page.locator("#bis").fill("30.11.2026")
    _save(page)

    said = "Sandra: Kita nach 15:30 Uhr fragen – bis"
    expect(page.get_by_text(f"{said} Mo 30.11.2026")).to_be_visible()
    expect_no_barrier(page)
    for ref, group in (("U01", "jobcenter"), ("U07", "jugendamt")):
        tasks = opens(ref, group)
        tasks.goto("/aufgaben")
        expect(tasks.get_by_text(f"{said} 30.11.2026 ({wanted.number})")).to_be_visible()


def test_after_both_confirmed_only_an_addendum_is_added(kreis: Kreis, opens: Opens, wanted: MinutesWanted) -> None:
    """users.md 42: read-only; „Nachtrag“ adds with name and time; the family reads all of it."""
    asd = opens("U07", "jugendamt")
    asd.goto(_path(wanted))
    asd.get_by_label("Ergebnis: neuer Satz").fill("Der Morgenplan bleibt.")
    asd.locator("#person_result").get_by_label("Sandra Ahornwald").check()
    _save(asd)
    asd.get_by_role("button", name="Protokoll bestätigen").click()
    expect(asd.get_by_text("ASD (Jugendamt): bestätigt von Henrike Steinkauz")).to_be_visible()
    assert Scribe(kreis, "U01", wanted).confirms() is None

    asd.goto(_path(wanted))
    expect(asd.get_by_label("Ergebnis: neuer Satz")).to_have_count(0)
    expect(asd.get_by_role("link", name="Ändern")).to_have_count(0)
    asd.get_by_label("Nachtrag: neuer Satz").fill("Die Kita hat zugesagt.")
    asd.get_by_label("Beiden Stellen gemeinsam").check()
    asd.locator("#person_addendum").get_by_label("Sandra Ahornwald").check()
    asd.get_by_role("button", name="Nachtrag speichern").click()

    added = asd.locator("section[aria-labelledby=titel-addendum] li")
    expect(added).to_contain_text("Die Kita hat zugesagt.")
    expect(added).to_contain_text("Henrike Steinkauz, Mo 16.11.2026, 08:00")
    expect_no_barrier(asd, ("light", "dark"))
    sandra = opens("sandra.ahornwald", "family", width=390)
    sandra.goto(f"/meine{_path(wanted)}")
    expect(sandra.get_by_text("Der Morgenplan bleibt.")).to_be_visible()
    expect(sandra.get_by_text("Die Kita hat zugesagt.")).to_be_visible()
    expect_no_barrier(sandra, ("light", "dark"))


def test_on_a_phone_and_by_keyboard_alone(opens: Opens, wanted: MinutesWanted, request: pytest.FixtureRequest) -> None:
    """Nothing scrolls sideways; Tab reaches the first field, Ctrl+Enter saves."""
    page = opens("U01", "jobcenter", width=390)
    page.goto(_path(wanted))
    expect_no_barrier(page, ("light", "dark"))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zum Inhalt")).to_be_focused()
    page.locator("#text_result").focus()
    page.keyboard.type("Der Morgenplan bleibt.")
    page.locator("#person_result-1").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Control+Enter")

    expect(page.locator("section[aria-labelledby=titel-result] li")).to_contain_text("Der Morgenplan bleibt.")
    expect(page.get_by_role("status").filter(has_text="Gespeichert.")).to_be_visible()
    expect_no_barrier(page)


def test_what_was_typed_comes_back_when_the_page_is_opened_anew(opens: Opens, wanted: MinutesWanted) -> None:
    """The draft is its author's alone."""
    page = opens("U01", "jobcenter")
    page.goto(_path(wanted))
    page.locator("#text_family").fill("Wir wollen Ruhe am Morgen.")
    expect(page.locator("#gesichert")).to_have_text(re.compile("Zuletzt gesichert"), timeout=15_000)

    again = opens("U01", "jobcenter")
    again.goto(_path(wanted))

    expect(again.locator("#text_family")).to_have_value("Wir wollen Ruhe am Morgen.")
