"""Checks 15 to 22, 31 and 32 of users.md: the consent talk on a tablet, in a real browser."""

import os
import re

import pytest
from playwright.sync_api import expect

from tests.journeys.asking import draw
from tests.journeys.barriers import expect_no_barrier
from tests.journeys.walking import Walk, enter, keep_picture

pytestmark = pytest.mark.browser

SCREENS = os.environ.get("HUB_SCREENS", "")
ASD = Walk("U07", "Henrike Steinkauz", "jugendamt", ())
ASD_OF_F05 = Walk("U08", "Viktor Pirol", "jugendamt", ())
Z2 = "?zweck=fam_joint_support"
F07 = "FAM-2026-004"
WHY = "Damit Jobcoach und Familie die Termine der Hilfe abstimmen."


def _look(page, name, walk=ASD):
    """No barrier by day and by night, nothing scrolls sideways, one heading; a picture where they are wanted."""
    expect_no_barrier(page, ("light", "dark"))
    if SCREENS:
        keep_picture(page, SCREENS, walk, name)


def _prepare(page, demo_hub, number, who, walk=ASD):
    """A talk with somebody, as far as its empty list."""
    enter(page, demo_hub, walk)
    page.goto(f"{demo_hub[walk.group]}/familien/{number}/einwilligungen{Z2}")
    page.get_by_role("link", name="Gespräch vorbereiten").click()
    page.get_by_label(re.compile(f"^{who}")).check()
    page.get_by_role("button", name="Gespräch vorbereiten").click()


def _ask(page, person, recipient, category, *, deputies=False):
    """One question on the list."""
    page.get_by_role("group", name="Um wen geht es?").get_by_label(person, exact=True).check()
    page.get_by_role("group", name="Wer möchte es wissen?").get_by_label(re.compile(recipient)).check()
    page.get_by_role("group", name="Welche Bereiche?").get_by_label(category, exact=True).check()
    if deputies:
        page.get_by_label("Auch nach der Vertretung fragen").check()
    page.get_by_role("group", name="Zweck").get_by_label("Gemeinsam planen").check()
    page.get_by_label("Wofür genau?").fill(WHY)
    page.get_by_label("6 Monate").check()
    page.get_by_role("button", name="Frage hinzufügen").click()


def _here(page):
    return page.locator(".talk-step.is-here")


def _answer(page, word):
    _here(page).get_by_role("radio", name=word, exact=True).first.check()


def _on(page):
    _here(page).get_by_role("button", name="Weiter").click()


@pytest.fixture
def talk(demo_hub, page):
    """Three questions to Beate, on the tablet."""
    _prepare(page, demo_hub, F07, "Beate Haselstrauch")
    _ask(page, "Beate Haselstrauch", "Kranichfeld", "Wohnen", deputies=True)
    _ask(page, "Beate Haselstrauch", "Kranichfeld", "Gemeinsame Planung")
    _ask(page, "Beate Haselstrauch", "Kranichfeld", "Hilfen")
    _look(page, "gespraech-vorbereiten")
    page.get_by_role("link", name="Gespräch beginnen").click()
    return page


def test_one_question_a_screen_and_neither_answer_is_marked(talk):
    """Ja and Nein look alike; nobody goes on without an answer; back keeps answers (checks 15 and 17)."""
    page = talk
    _look(page, "gespraech-wichtig")
    expect(_here(page)).to_contain_text("Geld vom Jobcenter")
    _on(page)
    expect(_here(page)).to_contain_text("Frage 1 von 3")
    _look(page, "gespraech-frage")
    yes, no = (page.locator(f"label[for=antwort-1-{one}]") for one in ("ja", "nein"))
    assert 0 == page.locator("input[type=radio]:checked").count()
    style = "el => { const s = getComputedStyle(el); return [s.fontSize, s.fontWeight, s.color, s.backgroundColor] }"
    assert yes.evaluate(style) == no.evaluate(style)
    assert round(yes.bounding_box()["width"]) == round(no.bounding_box()["width"])
    assert yes.bounding_box()["height"] == no.bounding_box()["height"]
    _on(page)
    expect(_here(page)).to_contain_text("Bitte wählen Sie Ja, Nein oder Später.")
    _answer(page, "Ja")
    _on(page)
    _here(page).get_by_role("button", name="Zurück").click()
    expect(page.locator("#antwort-1-ja")).to_be_checked()


def test_what_was_answered_is_checked_and_signed_once(demo_hub, talk):
    """Every answer is listed, a no and a later too; changing leads back; two clicks make one consent (18 to 20)."""
    page = talk
    _on(page)
    for word in ("Ja", "Nein", "Später entscheiden"):
        _answer(page, word)
        _on(page)
    _on(page)
    expect(_here(page)).to_contain_text("Bitte prüfen")
    expect(page.locator(".talk-answer")).to_have_text(["Ja", "Nein", "Später entscheiden"], use_inner_text=True)
    _look(page, "gespraech-pruefen")
    _here(page).get_by_role("link", name="Ändern").nth(1).click()
    _answer(page, "Ja")
    _on(page)
    expect(page.locator(".talk-answer")).to_have_text(["Ja", "Ja", "Später entscheiden"], use_inner_text=True)
    _on(page)
    draw(page)
    _look(page, "gespraech-unterschrift")
    page.get_by_role("button", name="Auf dem Tablet unterschreiben").dblclick()
    page.wait_for_url(re.compile("/fertig"))

    _look(page, "gespraech-fertig")
    _has_a_copy(demo_hub, page)


def _has_a_copy(demo_hub, page):
    """Its number, as a document and to be printed; on the consents page once, and what was put off is open."""
    number = re.search(r"Nummer (E-2026-\d+)", page.get_by_role("status").inner_text())[1]
    pdf = page.request.get(page.get_by_role("link", name="PDF").evaluate("el => el.href"))
    assert pdf.body().startswith(b"%PDF-")
    page.get_by_role("link", name="Drucken").click()
    page.wait_for_url(re.compile("/kopie"))
    _look(page, "gespraech-kopie")
    expect(page.get_by_role("main")).to_contain_text(number)
    expect(page.get_by_role("img", name="Unterschrift von Beate Haselstrauch")).to_be_visible()
    page.goto(f"{demo_hub['jugendamt']}/familien/{F07}/einwilligungen{Z2}&an=U01")
    assert 1 == page.locator(f"[id='{number}-1']").count()
    expect(page.locator(f"[id='{number}-3']")).to_contain_text("offen")


def _to_signature(page):
    """One question answered with yes, up to where it is signed."""
    _on(page)
    _answer(page, "Ja")
    for _ in range(3):
        _on(page)


def test_answers_wait_on_the_device_while_there_is_no_connection(demo_hub, page, context):
    """A banner says that they do not count; sent once when the connection is back, and gone from the device (32).

    Whoever takes the tablet meanwhile reads nothing there; going back brings no form of it back.
    """
    _prepare(page, demo_hub, F07, "Beate Haselstrauch")
    _ask(page, "Beate Haselstrauch", "Kranichfeld", "Familie & Sorge")
    page.get_by_role("link", name="Gespräch beginnen").click()
    expect(_here(page)).to_be_visible()
    page.wait_for_load_state("load")
    context.set_offline(True)
    banner = page.locator("#ohne-netz")
    expect(banner).to_contain_text("gelten noch nicht")
    _to_signature(page)
    draw(page)
    page.get_by_role("button", name="Auf dem Tablet unterschreiben").click()
    expect(banner).to_contain_text("Keine Verbindung. Die Antworten sind auf diesem Gerät gesichert")
    if SCREENS:
        keep_picture(page, SCREENS, ASD, "gespraech-ohne-netz")
    kept = "new Promise(r => { const o = indexedDB.open('fam-talk'); o.onsuccess = () => { const a ="
    kept += " o.result.transaction('talks').objectStore('talks').getAll(); a.onsuccess = () => r(a.result.length) } })"
    assert 1 == page.evaluate(kept)
    assert [False, False] == page.evaluate(SECRETS, "antwort-1")
    sent = []
    page.on("request", lambda one: sent.append(one.post_data or "") if one.method == "POST" else None)
    page.wait_for_timeout(1500)

    context.set_offline(False)

    page.wait_for_url(re.compile("/fertig"))
    assert 0 == page.evaluate(kept)
    assert int(re.search(r"gewartet=(\d+)", sent[0])[1]) >= 1
    page.go_back()
    page.wait_for_url(re.compile("/fertig"))
    expect(page.get_by_role("button", name="Auf dem Tablet unterschreiben")).to_have_count(0)


SECRETS = """async (word) => {
    const asked = indexedDB.open('fam-talk');
    const base = await new Promise((done) => { asked.onsuccess = () => done(asked.result) });
    const all = base.transaction('talks').objectStore('talks').getAll();
    const [one] = await new Promise((done) => { all.onsuccess = () => done(all.result) });
    return [one.key.extractable, new TextDecoder().decode(one.box).includes(word)];
}"""
"""Of what waits on the device: whether its key can be taken out, and whether a word stands there in clear."""


def test_the_language_of_the_family_stands_beside_the_german(demo_hub, page):
    """Dari from right to left, said to be unchecked; on the copy too, with who interpreted (check 31)."""
    _prepare(page, demo_hub, "FAM-2025-014", "Zahra Rummanzadeh", ASD_OF_F05)
    page.get_by_label(re.compile("دری")).check()
    page.get_by_label("Wer hat übersetzt?").fill("Gemeindedolmetschdienst")
    page.get_by_role("button", name="Sprache speichern").click()
    _ask(page, "Zahra Rummanzadeh", "Serçe", "Wohnen")
    page.get_by_role("link", name="Gespräch beginnen").click()
    _on(page)
    side = _here(page).locator("[lang=prs]").nth(1)
    assert "rtl" == side.evaluate("el => getComputedStyle(el).direction")
    expect(_here(page)).to_contain_text("noch nicht geprüft")
    _look(page, "gespraech-dari", ASD_OF_F05)
    _answer(page, re.compile("^Ja"))
    for _ in range(3):
        _on(page)
    draw(page)
    page.get_by_role("button", name=re.compile("^Auf dem Tablet unterschreiben")).click()
    page.wait_for_url(re.compile("/fertig"))
    page.get_by_role("link", name="Drucken").click()
    page.wait_for_url(re.compile("/kopie"))
    _look(page, "gespraech-dari-kopie", ASD_OF_F05)

    expect(page.get_by_role("main")).to_contain_text("Gemeindedolmetschdienst")
    expect(page.locator("[lang=prs][dir=rtl]")).not_to_have_count(0)


def test_a_sheet_of_paper_counts_when_it_was_looked_at(demo_hub, page):
    """Printed with its number, open until the scan is in and looked at, then given (check 21)."""
    _prepare(page, demo_hub, F07, "Beate Haselstrauch")
    _ask(page, "Beate Haselstrauch", "Kranichfeld", "Geld im Einzelnen")
    page.get_by_role("link", name="Gespräch beginnen").click()
    _to_signature(page)
    page.get_by_role("button", name="Auf Papier unterschreiben").click()
    page.wait_for_url(re.compile("/fertig"))
    expect(page.get_by_role("status")).to_contain_text("bleibt „offen“, bis der Scan da und geprüft ist")
    _look(page, "gespraech-blatt")
    page.get_by_role("link", name="Scan hinzufügen").click()
    expect(page.get_by_label("Datei")).to_be_visible()
    _look(page, "gespraech-scan")
    page.get_by_label("Datei").set_input_files(
        files=[{"name": "blatt.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n%%EOF\n"}]
    )
    page.get_by_role("button", name="Hochladen").click()
    expect(page.get_by_label("Tag der Unterschrift")).to_be_visible()
    _look(page, "gespraech-scan-pruefen")
    page.get_by_role("radio", name="Ja", exact=True).check()
    page.get_by_label("Das Blatt ist unterschrieben").check()
    page.get_by_label("Tag der Unterschrift").fill("16.11.2026")
    page.get_by_role("button", name="Bestätigen").click()

    expect(page.get_by_role("status")).to_contain_text("Gespeichert. Nummer E-2026-")
