"""Writing a note in a real browser: with and without our script, and what becomes of the text after a pause."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from hub.terms.ids import FieldId
from hub.terms.writing import Place
from tests.journeys.barriers import expect_no_barrier
from tests.web.sample import NUMBER
from tests.web.sample_notes import PLACES, MemoryNotes
from tests.web.servers import sample_hub

pytestmark = pytest.mark.browser

NOTE = f"/familien/{NUMBER}/notiz?zweck=fam_joint_support"
TEXT = "Wir haben über die Wohnung gesprochen.\nSie ist zu klein."
MINUTE = 60_000


@pytest.fixture(scope="module")
def sample() -> Iterator[tuple[str, MemoryNotes]]:
    """The address of the sample hub, and what it keeps of notes."""
    with sample_hub() as (_, address, app):
        yield address, app.extensions["desk"].notes


@pytest.fixture
def notes(sample: tuple[str, MemoryNotes]) -> MemoryNotes:
    """Nothing written yet, no draft."""
    kept = sample[1]
    kept.written.clear()
    kept.drafts.clear()
    kept.places = PLACES
    return kept


@pytest.fixture(params=[(1280, True), (390, False)], ids=["desk with script", "phone without"])
def any_page(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A window at a desk with our script, and on a phone without any."""
    width, script = request.param
    context = chromium.new_context(viewport={"width": width, "height": 900}, locale="de-DE", java_script_enabled=script)
    yield context.new_page()
    context.close()


@pytest.fixture
def desk_page(chromium: Browser) -> Iterator[Page]:
    """A window at a desk whose clock can be set forward."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="de-DE")
    page = context.new_page()
    page.clock.install()
    yield page
    context.close()


def _enter(page: Page, address: str) -> Page:
    page.goto(f"{address}/anmelden")
    page.get_by_role("link", name="Anmelden", exact=True).click()
    page.get_by_role("link", name="Jonas Kranichfeld").click()
    page.wait_for_url(f"{address}/start")
    page.wait_for_load_state("load")
    return page


def _fill(page: Page) -> None:
    page.get_by_label("Mit wem?").fill("Frau Ahornwald")
    page.get_by_role("radio", name=re.compile("Wohn")).check()
    page.get_by_label("Sandra Ahornwald").check()
    page.get_by_label("Text *").fill(TEXT)


def test_a_note_is_written_with_and_without_our_script(sample, notes, any_page):
    """What is missing stands on top and has the focus; after that it is saved, and the page says when."""
    page = _enter(any_page, sample[0])
    page.goto(sample[0] + NOTE)
    _fill(page)
    page.get_by_label("Tag").fill("")
    page.get_by_role("button", name="Notiz speichern").click()

    expect(page.locator("#fehler")).to_be_focused()
    page.get_by_role("link", name="Datum: Bitte geben Sie Tag, Monat und Jahr ein.").click()
    expect(page).to_have_url(re.compile("#tag$"))
    page.get_by_label("Tag").fill("12")
    page.get_by_role("button", name="Notiz speichern").click()

    expect(page.get_by_role("status").first).to_contain_text("Gespeichert um 10:14.")
    [(note, _)] = notes.written.values()
    assert TEXT == note.content["text"]
    assert ("F01-1",) == note.persons


def test_the_keyboard_keeps_a_draft_and_sends(sample, notes, desk_page):
    """Strg+S and Strg+Enter; each also has a button."""
    page = _enter(desk_page, sample[0])
    page.goto(sample[0] + NOTE)
    _fill(page)
    page.keyboard.press("Control+s")
    expect(page.locator("#gesichert")).to_have_text("Zuletzt gesichert 10:14")

    page.keyboard.press("Control+Enter")

    expect(page.get_by_role("status").first).to_contain_text("Gespeichert um 10:14.")
    assert 1 == len(notes.written)
    assert {} == notes.drafts


def test_the_warning_comes_at_13_minutes_and_the_text_is_there_after_the_time_out(sample, notes, desk_page):
    """Check 7. What was typed is kept before; the sign-in really ends; the draft comes back as typed."""
    page = _enter(desk_page, sample[0])
    page.goto(sample[0] + NOTE)
    _fill(page)
    warning = page.get_by_role("dialog", name="Sie werden in 2 Minuten abgemeldet")
    page.clock.fast_forward(3000)
    expect(page.locator("#gesichert")).to_have_text("Zuletzt gesichert 10:14")

    page.clock.fast_forward(13 * MINUTE - 10_000)
    expect(warning).to_be_hidden()
    page.clock.fast_forward(15_000)
    expect(warning).to_be_visible()
    expect_no_barrier(page)
    [draft] = notes.drafts.values()
    assert [TEXT] == draft.fields["text"]
    page.clock.fast_forward(2 * MINUTE)

    page.wait_for_url("**/anmelden?pause=text")
    expect(page.get_by_text("Sie waren 15 Minuten nicht aktiv. Ihr Text ist gesichert.")).to_be_visible()
    page.get_by_role("link", name="Anmelden", exact=True).click()
    page.get_by_role("link", name="Jonas Kranichfeld").click()
    expect(page.get_by_role("heading", name="Wofür öffnen Sie die Akte?")).to_be_visible()
    page.get_by_role("button", name="Gemeinsam planen").click()
    expect(page.get_by_label("Text *")).to_have_value(TEXT)
    expect(page.get_by_label("Sandra Ahornwald")).to_be_checked()


def test_whoever_stays_is_not_signed_out(sample, notes, desk_page):
    """One click, and the count begins anew; on a page without a form as well."""
    page = _enter(desk_page, sample[0])
    warning = page.get_by_role("dialog")
    page.clock.fast_forward(13 * MINUTE + 1000)
    expect(warning).to_be_visible()

    page.get_by_role("button", name="Angemeldet bleiben").click()

    expect(warning).to_be_hidden()
    page.clock.fast_forward(12 * MINUTE)
    expect(warning).to_be_hidden()
    page.reload()
    expect(page.get_by_role("heading", name="Start", exact=True)).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_for_notes_have_no_barrier(sample, notes, page, sign_in, scheme):
    """Choice of kind, both forms, a form with faults, and „gespeichert“, at both widths."""
    notes.places = (*PLACES, Place(FieldId("sgb8_conversation_note"), is_entrusted=True))
    page.emulate_media(color_scheme=scheme)
    sign_in(sample[0], "Jonas Kranichfeld")

    for path in (NOTE, f"{NOTE}&art=record", f"{NOTE}&art=entrusted"):
        page.goto(sample[0] + path)
        expect_no_barrier(page)
    page.get_by_role("button", name="Notiz speichern").click()
    expect_no_barrier(page)
    page.goto(f"{sample[0]}{NOTE}&art=record")
    _fill(page)
    page.get_by_role("button", name="Notiz speichern").click()
    expect_no_barrier(page)


def test_the_script_is_small_and_breaks_no_rule_of_the_page(sample, notes, page, sign_in):
    """Below 6 kB, and the browser blocks nothing."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))

    sign_in(sample[0], "Jonas Kranichfeld").goto(sample[0] + NOTE)

    assert len(page.request.get(f"{sample[0]}/static/hub.js").body()) < 6000
    assert [] == complaints
