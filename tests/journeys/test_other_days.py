"""Checks 22, 24, 25 and 29 of users.md in a real browser, each on the day that it needs, over the real house."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.journeys.asking import Z2, look
from tests.journeys.walking import Walk
from tests.kreis import Kreis
from tests.web.houses import sit_down
from tests.web.servers import serving
from tests.web.talks import begin

pytestmark = pytest.mark.browser

F12, F14 = "FAM-2025-018", "FAM-2025-020"
STANDS = "C41"
"""A paper of F14 that nobody took back."""
Seat = Callable[[str, str], str]


@pytest.fixture
def sit(kreis: Kreis, context: BrowserContext) -> Iterator[Seat]:
    """Sign somebody of the demo Kreis in, in this browser, by the kreis's clock: the address of their group's pages."""
    with ExitStack() as stack:

        def signed_in(ref: str, group: str) -> str:
            client = sit_down(kreis, ref, group)
            name = client.application.config["SESSION_COOKIE_NAME"]
            address = stack.enter_context(serving(client.application))
            context.add_cookies([{"name": name, "value": client.get_cookie(name).value, "url": address}])
            return address

        yield signed_in


def test_spoken_words_need_a_reason_and_make_a_task(kreis: Kreis, context: BrowserContext, page: Page) -> None:
    """Without one nothing is kept; with one it says until when it must be confirmed in writing (check 22)."""
    worker = sit_down(kreis, "U07", "jugendamt")
    talk = begin(worker)
    name = worker.application.config["SESSION_COOKIE_NAME"]
    with serving(worker.application) as address:
        context.add_cookies([{"name": name, "value": worker.get_cookie(name).value, "url": address}])
        page.goto(f"{address}{talk}?{Z2[1:]}")
        here = page.locator(".talk-step.is-here")
        here.get_by_role("button", name="Weiter").click()
        here.locator(".talk-reply label").get_by_text("Ja", exact=True).click()
        for _ in range(3):
            here.get_by_role("button", name="Weiter").click()
        here.get_by_text("Nur mündlich").click()
        here.get_by_role("button", name="Mündlich erklärt speichern").click()
        expect(page.get_by_text("warum es nicht schriftlich geht").first).to_be_visible()
        reason = page.get_by_label("Warum nicht schriftlich?")
        if not reason.is_visible():
            page.get_by_text("Nur mündlich").click()
        reason.fill("Hand gebrochen, der Termin eilt")
        page.get_by_role("button", name="Mündlich erklärt speichern").click()
        page.wait_for_url(re.compile("/fertig"))

        expect(page.get_by_role("main")).to_contain_text("Schriftlich bestätigen bis Mo 30.11.2026")
        page.goto(f"{address}/aufgaben")
        expect(page.locator("ol.tasks > li", has_text="E-2026-").first).to_contain_text("30.11.2026")


@pytest.mark.parametrize(("ref", "group"), [("U02", "jobcenter"), ("U08", "jugendamt")])
def test_a_birthday_is_on_the_start_of_both(page: Page, sit: Seat, ref: str, group: str) -> None:
    """Noah turns 15 on 8 December: both who work with F12 are reminded before (check 24)."""
    page.goto(f"{sit(ref, group)}/start")

    expect(page.get_by_role("main")).to_contain_text(
        re.compile(r"Di 08\.12\.2026.*Noah wird 15: eigene Entscheidung einholen")
    )


def test_on_the_birthday_what_was_open_is_shut(kreis: Kreis, page: Page, sit: Seat) -> None:
    """From the first moment of the day his area reads „eigene Entscheidung steht aus“ (check 24)."""
    kreis.at = datetime(2026, 12, 8, 8, tzinfo=UTC)

    page.goto(f"{sit('U02', 'jobcenter')}/familien/{F12}/einwilligungen{Z2}")

    row = page.locator("table.matrix tr", has=page.get_by_role("rowheader", name=re.compile("Noah")))
    expect(row).to_contain_text("eigene Entscheidung steht aus")
    look(page, "geburtstag-15", Walk("U02", "Leyla Serçe", "jobcenter", ()))


def test_at_eighteen_the_mothers_word_ends_and_his_own_goes_on(kreis: Kreis, page: Page, sit: Seat) -> None:
    """Grit's page no longer shows Elias; what he said himself still counts (check 25)."""
    kreis.at = datetime(2026, 12, 20, 8, tzinfo=UTC)

    page.goto(f"{sit('grit.mohnfeld', 'family')}/meine/zustimmungen")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "Elias" not in page.get_by_role("main").inner_text()

    page.goto(f"{sit('U08', 'jugendamt')}/familien/{F12}/einwilligungen{Z2}&an=U02")
    own = page.locator("[id='C39']")
    expect(own).to_contain_text("erteilt")


def test_what_was_taken_back_or_a_mistake_stays_in_the_history(page: Page, sit: Seat) -> None:
    """With time and way; a mistake needs a reason, and its entry stays with it (check 29)."""
    address = sit("U08", "jugendamt")
    papers = f"{address}/familien/{F14}/einwilligungen"
    page.goto(papers + Z2)
    expect(page.locator("[id='C42']")).to_contain_text("Mo 02.11.2026, 10:14 Stefan Quittengarten: zurückgenommen")
    expect(page.locator("[id='C42']")).to_contain_text("auf der Familienseite")
    expect(page.locator("[id='C43']")).to_contain_text("irrtümlich erfasst")

    page.goto(f"{papers}/{STANDS}/irrtum{Z2}")
    page.get_by_role("button", name="Als Irrtum kennzeichnen").click()
    expect(page.get_by_text("Bitte wählen Sie einen Grund.").first).to_be_visible()
    page.get_by_label("doppelt erfasst").check()
    page.get_by_role("button", name="Als Irrtum kennzeichnen").click()

    expect(page.locator(f"[id='{STANDS}']")).to_contain_text("irrtümlich erfasst")
    expect(page.locator(f"[id='{STANDS}']")).to_contain_text("Der Eintrag bleibt.")
