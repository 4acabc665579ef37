"""Checks 37 to 40 of users.md in a real browser with two windows, under gunicorn, with real streams."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import timedelta

import pytest
import requests
from playwright.sync_api import Page, expect

from hub.conference.ending import end_what_is_over
from hub.terms.rooms import Move
from hub.web.streams import MOST
from tests.gate.gathered import F02, F06, yes_today
from tests.gate.held import Held, planned
from tests.journeys.barriers import expect_no_barrier
from tests.kreis import F01
from tests.ledger.processes import eventually
from tests.web.houses import sit_down
from tests.web.screens import Window, at_work, set_clock
from tests.web.searched import found_in, unspoken, values_of

pytestmark = pytest.mark.browser

K35 = {F01: ["U01", "U07", "U06", "U12", "F01-1"], F02: ["U01", "U07"]}
K34 = {F06: ["U02", "U08", "U06", "F06-1", "F06-2", "F06-3"]}
FOREIGN = [F02, F06]


@pytest.fixture
def room(kreis, page, request) -> Iterator[tuple[Held, Page, str]]:
    """A conference that begins now, its moderator's page in a browser, and the address."""
    topics = getattr(request, "param", K35)
    held = Held(kreis, planned(kreis, topics))
    client = sit_down(kreis, "U06", "jobcenter")
    name = client.application.config["SESSION_COOKIE_NAME"]
    with at_work(kreis) as (address, _):
        page.context.add_cookies([{"name": name, "value": client.get_cookie(name).value, "url": address}])
        page.goto(f"{address}/konferenzen/{held.meeting.number}/raum")
        yield held, page, address


def _tick(page: Page, *names: str) -> None:
    """Tick them, each click waited for."""
    for name in names:
        box = page.get_by_role("checkbox", name=name)
        before = box.get_attribute("aria-checked")
        box.click()
        expect(page.get_by_role("checkbox", name=name)).to_have_attribute(
            "aria-checked", "false" if before == "true" else "true"
        )


def _window(page: Page) -> Page:
    """Open the room's window beside its page."""
    page.get_by_role("button", name="Beamer-Ansicht öffnen").click()
    with page.expect_popup() as opened:
        page.get_by_role("button", name="An diesem Gerät öffnen").click()
    opened.value.wait_for_url("**/beamer")
    return opened.value


def _confirm(page: Page) -> None:
    page.get_by_role("button", name="Anwesende bestätigen").click()
    expect(page.get_by_role("button", name="Anwesende bestätigen")).to_have_count(0)


def _opened(page: Page, *names: str) -> Page:
    page.get_by_role("button", name="Raum öffnen").click()
    _tick(page, *names)
    screen = _window(page)
    expect(screen.locator("#bild")).to_contain_text("Gesperrt, bis die Anwesenden bestätigt sind.")
    page.goto(page.url)
    _confirm(page)
    return screen


def _expect_only(screen: Page, held: Held, numbers=(F01, *FOREIGN)) -> None:
    """Nothing of these families is in the page but what all who are there may see."""
    [cookie] = [one["value"] for one in screen.context.cookies() if one["name"] == "fam_beamer_jobcenter"]
    disclosure = held.show(cookie).disclosure
    named = disclosure.projection.people.values() if disclosure else ()  # whoever may be named is called by a reference
    assert [] == found_in(screen.content(), unspoken(numbers, [*values_of(disclosure), *named]))


STAFF = ("Jonas Kranichfeld", "Henrike Steinkauz", "Dorothea Wiedehopf")


def test_37_who_comes_takes_what_they_may_not_see_out_of_the_page_source(room):
    """K-35, F01: with the provider and the mother there, K4, K5, K8, K11 and K12 are gone from it."""
    held, page, _ = room
    screen = _opened(page, *STAFF)
    expect(screen.get_by_role("heading", name="Mia Ahornwald", exact=True)).to_be_visible()
    before = screen.locator("#bild h3").all_inner_texts()
    _expect_only(screen, held)

    _tick(page, "Ronja Haubentaucher", "Sandra Ahornwald")
    expect(screen.locator("#bild")).to_contain_text("Gesperrt")
    assert "Mia" not in screen.content()
    _confirm(page)
    expect(screen.get_by_role("heading", name="Mia Ahornwald", exact=True)).to_be_visible()

    after = screen.locator("#bild h3").all_inner_texts()
    assert set(after) < set(before)
    assert 4 == len(set(after))
    _expect_only(screen, held)


@pytest.mark.parametrize("room", [K34], indirect=True)
def test_38_lara_is_not_there_and_a_yes_in_the_room_changes_the_view_at_once(room):
    """No name, no symbol, no gap; nothing until the family said yes today, then what it said yes to, by itself."""
    held, page, _ = room
    screen = _opened(
        page,
        "Leyla Serçe",
        "Viktor Pirol",
        "Dorothea Wiedehopf",
        "Anja Ginsterhof",
        "Peter Ginsterhof",
        "Jonas Ginsterhof",
    )
    expect(screen.locator("#bild")).to_contain_text("nichts, was alle Anwesenden sehen dürfen")
    _expect_only(screen, held, [F06, F01])

    yes_today(held.kreis)

    expect(screen.get_by_role("heading", name="Anja Ginsterhof", exact=True)).to_be_visible()
    expect(screen.get_by_role("heading", name="Finn Ginsterhof", exact=True)).to_be_visible()
    for word in ("Lara", "F06-4", "gesperrt", "blockiert", "Einwilligung fehlt", "abgelehnt"):
        assert word not in screen.content()
    _expect_only(screen, held, [F06, F01])


def test_39_the_window_has_nothing_beside_the_view_and_goes_dark(room):
    """No search, no notices, no menu, no other family; key B and the button blank it, and bring it back."""
    held, page, _ = room
    screen = _opened(page, *STAFF)
    expect(screen.get_by_role("heading", level=1)).to_have_text("Hier steht nur, was alle Anwesenden sehen dürfen.")
    expect(screen.get_by_role("heading", name="Mia Ahornwald", exact=True)).to_be_visible()
    for selector in ("nav", "input:not([type=hidden])", "a", "[role=search]", "dialog", "footer"):
        expect(screen.locator(selector)).to_have_count(0)
    assert not re.search("FAM-[0-9]", screen.content())
    assert "Brombeer" not in screen.content()
    expect_no_barrier(screen, ("light", "dark"))

    screen.keyboard.press("b")
    expect(screen.get_by_text("Mia Ahornwald", exact=True)).to_have_count(0)
    expect(screen.get_by_role("button", name="Bild aus")).to_have_attribute("aria-pressed", "true")
    assert "Mia" not in screen.content()
    screen.keyboard.press("b")
    expect(screen.get_by_role("heading", name="Mia Ahornwald", exact=True)).to_be_visible()
    screen.get_by_role("button", name="Bild aus").click()
    expect(screen.get_by_text("Mia Ahornwald", exact=True)).to_have_count(0)
    eventually(lambda: held.look().stand.dark)


def test_40_a_tick_locks_it_and_half_an_hour_after_the_plan_it_closes(room):
    """Until the list is confirmed nothing is there; at the end a note."""
    held, page, _ = room
    screen = _opened(page, *STAFF)
    expect(screen.get_by_role("heading", name="Mia Ahornwald", exact=True)).to_be_visible()

    _tick(page, "Jonas Kranichfeld")
    expect(screen.locator("#bild")).to_contain_text("Gesperrt")
    _confirm(page)
    expect(screen.get_by_role("heading", name="Mia Ahornwald", exact=True)).to_be_visible()
    page.get_by_role("button", name="Thema 2").click()
    expect(screen.locator("#bild")).to_contain_text("Gesperrt")
    assert "Mia" not in screen.content()

    held.kreis.at += timedelta(hours=2, minutes=31)
    set_clock(held.kreis)
    expect(screen.locator("#bild")).to_contain_text("Diese Ansicht ist beendet.")


def test_with_the_keyboard_alone_and_without_barriers(room):
    """The whole room: opened, ticked, confirmed; each page without a barrier, in light and dark."""
    _, page, address = room
    expect_no_barrier(page, ("light", "dark"))
    page.get_by_role("button", name="Raum öffnen").press("Enter")
    expect(page.get_by_role("heading", name="Wer ist da?")).to_be_visible()
    page.get_by_role("checkbox", name="Jonas Kranichfeld").press("Space")
    expect(page.get_by_role("checkbox", name="Jonas Kranichfeld")).to_be_checked()
    page.get_by_role("button", name="Anwesende bestätigen").press("Enter")
    expect(page.get_by_role("button", name="Anwesende bestätigen")).to_have_count(0)
    page.get_by_role("button", name="Beamer-Ansicht öffnen").press("Enter")
    expect(page.locator(".room__code")).to_be_visible()
    expect_no_barrier(page, ("light", "dark"))
    code = page.locator(".room__code").inner_text()

    other = page.context.new_page()
    other.goto(f"{address}/beamer")
    expect_no_barrier(other, ("light", "dark"))
    other.get_by_label("Code").fill("FALSCH")
    other.keyboard.press("Enter")
    expect(other.get_by_role("alert")).to_contain_text("gilt nicht")
    expect_no_barrier(other)
    other.get_by_label("Code").fill(code)
    other.keyboard.press("Enter")
    expect(other.get_by_role("heading", name="Mia Ahornwald", exact=True)).to_be_visible()


def test_a_window_that_hears_nothing_goes_dark(room):
    """The server is away: what stood there is gone within seconds."""
    held, page, _ = room
    screen = _opened(page, *STAFF)
    expect(screen.get_by_role("heading", name="Mia Ahornwald", exact=True)).to_be_visible()

    screen.context.set_offline(True)
    held.move(Move.OTHERS, "1")

    expect(screen.get_by_text("Mia Ahornwald", exact=True)).to_have_count(0, timeout=20000)
    screen.context.set_offline(False)


@pytest.mark.parametrize("how", ["by its stream", "no EventSource", "no stream left"])
def test_however_a_window_hears_it_locks_follows_and_ends_with_the_room(room, how):
    """Without a stream it asks once a second; when the clerk has ended the room it says so, and holds nothing."""
    held, page, address = room
    if how == "no EventSource":
        page.context.add_init_script("delete window.EventSource")
    screen, asked = _opened(page, *STAFF), []
    screen.on("request", lambda one: asked.append(one.url))
    with ExitStack() as opened:
        if how == "no stream left":
            opened.enter_context(_all_streams_taken(screen, address))
        expect(screen.get_by_role("heading", name="Mia Ahornwald", exact=True)).to_be_visible()

        _tick(page, "Ronja Haubentaucher")
        expect(screen.locator("#bild")).to_contain_text("Gesperrt")
        assert "Mia" not in screen.content()
        _confirm(page)
        expect(screen.get_by_role("heading", name="Mia Ahornwald", exact=True)).to_be_visible()
        assert (how == "by its stream") is not any(url.endswith("/beamer/stand") for url in asked)

        held.kreis.at += timedelta(hours=3)  # for the clerk alone: the pages do not know yet that it is over
        assert 1 == end_what_is_over(held.kreis.house("clerk"), held.kreis.at)
        expect(screen.locator("#bild")).to_have_text("Diese Ansicht ist beendet. Sie können das Fenster schließen.")
        assert "Mia" not in screen.content()


@contextmanager
def _all_streams_taken(screen: Page, address: str) -> Iterator[None]:
    """Load the window once there is no stream to be had for it."""
    screen.goto("about:blank")
    session = requests.Session()
    [cookie] = [one for one in screen.context.cookies() if one["name"] == "fam_beamer_jobcenter"]
    session.cookies.set(cookie["name"], cookie["value"])
    with closing(Window(address, session)) as window:
        answers = (window.stream().recv(12) for _ in range(2 * MOST))
        assert b"HTTP/1.1 503" in answers
        screen.goto(f"{address}/beamer")
        yield
