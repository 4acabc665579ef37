"""Rules and their changes in a real browser (check 59), with the demo's R-2026-03; without scripts too."""

import re
from collections.abc import Callable, Iterator, Mapping

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.barriers import expect_no_barrier
from tests.journeys.walking import arrive

pytestmark = pytest.mark.browser

DSB, ASD, PA, TEAM = "Ulrike Silberreiher", "Gisela Storchenau", "Ralf Habichtsee", "Dorothea Wiedehopf"
PLACES = {DSB: "oversight", ASD: "jugendamt", PA: "jobcenter", TEAM: "jobcenter"}
Sit = Callable[..., tuple[Page, str]]


@pytest.fixture
def sit(chromium: Browser, demo_hub: Mapping[str, str]) -> Iterator[Sit]:
    """`sit(PA)`: a window in which they are signed in, and the address; `plain` has no scripts."""
    contexts = []

    def sit_down(name: str, width: int = 1280, *, plain: bool = False) -> tuple[Page, str]:
        size = {"width": width, "height": 900}
        context = chromium.new_context(viewport=size, locale="de-DE", java_script_enabled=not plain)
        contexts.append(context)
        page, address = context.new_page(), demo_hub[PLACES[name]]
        arrive(page, address, name)
        return page, address

    yield sit_down
    for context in contexts:
        context.close()


def test_the_proposal_says_what_goes_what_comes_and_how_many_it_concerns(sit):
    """Check 59: the difference in words, three families and four people, and who has not released it."""
    page, address = sit(PA)
    page.goto(f"{address}/freigaben")
    page.get_by_role("link", name="R-2026-03").click()
    main = page.get_by_role("main")

    expect(main).to_contain_text("Jobcoach U25 · Gesundheit · Übergang Schule–Beruf")
    expect(main).to_contain_text("weg: nur mit Einwilligung, als Zusammenfassung")
    expect(main).to_contain_text("neu: nur Ergebnis mit Einwilligung")
    expect(main).to_contain_text("3 Familien, 4 Personen – 4 Zellen enger, 0 weiter")
    expect(main).to_contain_text("Freigabe fehlt: Leitung Pro Arbeit.")
    expect(main).to_contain_text("Erteilte Einwilligungen bleiben, wie sie sind.")
    expect(page.get_by_role("button", name="Freigeben")).to_be_visible()


def test_who_does_not_decide_is_told_no_exact_number(sit):
    """Three and four are few enough to know who: the head of the team, who proposed it, is told a band."""
    page, address = sit(TEAM)
    page.goto(f"{address}/regeln/vorschlag/R-2026-03")

    expect(page.get_by_role("main")).to_contain_text("Familien: weniger als 5. Personen: weniger als 5.")
    assert not re.search("3 Familien|4 Personen", page.content())


def test_whoever_has_released_it_cannot_do_so_again(sit):
    """The Jugendamt has; the button is for the other lead alone, and the officer has spoken."""
    for name in (ASD, DSB, TEAM):
        page, address = sit(name)
        page.goto(f"{address}/regeln/vorschlag/R-2026-03")
        expect(page.get_by_role("heading", level=1)).to_have_text("Regeländerung R-2026-03")
        assert 0 == page.get_by_role("button", name="Freigeben").count(), name


def test_old_versions_stay_readable_and_a_cell_leads_to_its_norms(sit):
    """What an agreement took away is there in the version before it."""
    page, address = sit(DSB)
    page.goto(f"{address}/regeln")
    row = page.get_by_role("row", name=re.compile("^Gesundheit"))
    expect(row).to_contain_text("nie vereinbart")
    page.get_by_role("link", name="R-2026-01").click()
    expect(page.get_by_role("main")).to_contain_text("Das ist eine frühere Fassung.")
    expect(page.get_by_role("row", name=re.compile("^Gesundheit"))).not_to_contain_text("vereinbart")

    page.get_by_role("row", name=re.compile("^Gesundheit")).get_by_role("link").first.click()

    expect(page.get_by_role("main")).to_contain_text("§ 67d Abs. 1 SGB X")


def test_a_change_is_proposed_refused_in_words_and_withdrawn_without_scripts(sit):
    """A law cannot be agreed on; what only takes away can be proposed, by whoever may, and taken back."""
    page, address = sit(ASD, plain=True)
    page.goto(f"{address}/regeln/vorschlag")
    page.get_by_label("Kategorie").select_option("Wohnen")
    page.get_by_label("Empfänger (Funktion)").select_option("ASD-Fachkraft")
    page.get_by_label("Zweck").select_option("Lebensunterhalt sichern")
    page.get_by_label("gesetzlich (§ …)").check()
    page.get_by_label("Begründung").fill("Das braucht der ASD dafür nicht.")
    page.get_by_label("Gilt ab").fill("01.02.2027")
    page.get_by_role("button", name="Änderung vorschlagen").click()
    expect(page.get_by_role("alert")).to_contain_text("Dafür braucht es ein Gesetz")
    expect(page.get_by_label("Begründung")).to_have_value("Das braucht der ASD dafür nicht.")

    page.get_by_label("nie", exact=True).check()
    page.get_by_role("button", name="Prüfen, was sich ändert").click()
    expect(page.get_by_role("status")).to_contain_text("neu: nie")
    page.get_by_role("button", name="Änderung vorschlagen").click()
    expect(page.get_by_role("main")).to_contain_text("Stellungnahme fehlt: Datenschutzbeauftragte*r für Pro Arbeit")
    page.get_by_role("button", name="Vorschlag zurückziehen").click()

    expect(page.get_by_role("status")).to_have_text("Der Vorschlag ist zurückgezogen.")
    assert 0 == page.get_by_role("button", name="Ablehnen").count()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_pages_of_the_rules_have_no_barrier(sit, width):
    """Light and dark, at a desk and on a phone; the form after a mistake too."""
    page, address = sit(PA, width)
    cell = "zelle?funktion=jobcoach_u25&kategorie=health&zweck=school_to_work"
    for path in ("regeln", f"regeln/R-2026-02/{cell}", "regeln/vorschlag/R-2026-03", "regeln/vorschlag", "freigaben"):
        page.goto(f"{address}/{path}")
        expect_no_barrier(page, ("light", "dark"))
    page.goto(f"{address}/regeln/vorschlag")
    page.get_by_role("button", name="Änderung vorschlagen").click()
    expect_no_barrier(page, ("light", "dark"))
