"""The page for a note: what is asked, what is refused, and that nothing typed is lost."""

import re
from collections.abc import Mapping
from html import unescape

import pytest
from flask.testing import FlaskClient

from hub.db.errors import CellChanged, DatabaseUnavailable
from hub.terms.ids import FieldId
from hub.terms.writing import Place, Refusal, Refused
from tests.web.sample import NUMBER

URL = f"/familien/{NUMBER}/notiz"
PAGE = f"{URL}?zweck=fam_joint_support"
TYPED = {
    "tag": "12",
    "monat": "11",
    "jahr": "2026",
    "mit": "Frau Ahornwald",
    "kategorie": "housing_situation",
    "person": "F01-1",
    "text": "Wir haben über die Wohnung gesprochen.\r\nSie ist zu klein.",
    "tun": "speichern",
}


def _hidden(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)">', page)
    form = page[page.index('class="sheet') :]
    return {name: unescape(value) for name, value in found if f'name="{name}"' in form}


@pytest.fixture
def notes(app):
    """What the sample desk keeps."""
    return app.extensions["desk"].notes


def _send(client: FlaskClient, changed: Mapping[str, object] | None = None, **more: object):
    form = _hidden(client.get(PAGE).text) | TYPED | dict(changed or {})
    return client.post(URL, data=form, **more)


def test_without_a_purpose_the_page_asks_for_it_as_everywhere(jobcoach):
    """Whether or not there is such a family (G8)."""
    for number in (NUMBER, "FAM-1999-999"):
        response = jobcoach.get(f"/familien/{number}/notiz")
        assert response.status_code == 200
        assert "Wofür öffnen Sie die Akte?" in response.text


def test_whoever_is_bound_to_secrecy_is_named_in_a_field_of_their_own(jobcoach, notes):
    """It is no part of the note: only its mark is kept (§ 76 Abs. 1 SGB X). Too long is said, and nothing is lost."""
    _send(jobcoach, {"quelle": " Frau Dr. Erdacht, Hausärztin "})
    [(note, _)] = notes.written.values()
    too_long = _send(jobcoach, {"quelle": "x" * 121})

    assert "Frau Dr. Erdacht, Hausärztin" == note.bound
    assert not any("Erdacht" in str(text) for text in note.content.values())
    assert "Von jemandem unter Schweigepflicht: Zu lang: 121 Zeichen, höchstens 120" in unescape(too_long.text)
    assert "x" * 121 in too_long.text


def test_a_note_is_saved_once_and_the_page_says_when(jobcoach, notes):
    """„Gespeichert um 10:14.“, as the clocks in Berlin show it."""
    response = _send(jobcoach)

    page = jobcoach.get(response.headers["Location"]).text
    [(note, _)] = notes.written.values()
    assert response.status_code == 303
    assert "Gespeichert um 10:14." in page
    assert dict(note.content) == {
        "date": "2026-11-12",
        "with": "Frau Ahornwald",
        "text": "Wir haben über die Wohnung gesprochen.\nSie ist zu klein.",
    }


def test_sent_twice_it_is_one_note(jobcoach, notes):
    """A double click, or a page that is loaded once more."""
    form = _hidden(jobcoach.get(PAGE).text) | TYPED

    answers = [jobcoach.post(URL, data=form).headers["Location"] for _ in range(2)]

    assert len(notes.written) == 1
    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"tag": ""}, "Datum: Bitte geben Sie Tag, Monat und Jahr ein."),
        ({"tag": "31", "monat": "2"}, "Datum: Bitte geben Sie Tag, Monat und Jahr als Zahlen ein."),
        ({"tag": "٣"}, "Datum: Bitte geben Sie Tag, Monat und Jahr als Zahlen ein."),
        ({"tag": "17"}, "Datum: Der Tag liegt in der Zukunft."),
        ({"mit": "  "}, "Mit wem: Bitte tragen Sie ein, wer dabei war."),
        ({"kategorie": ""}, "Kategorie: Bitte wählen Sie eine aus."),
        ({"person": []}, "Person: Bitte wählen Sie aus, um wen es geht."),
        ({"text": ""}, "Text: Bitte schreiben Sie, was besprochen wurde."),
        ({"text": "x" * 8001}, "Text: Zu lang: 8.001 Zeichen, höchstens 8.000."),
        ({"bewertung": "a\x00b"}, "Bewertung: Hier stehen unsichtbare Steuerzeichen."),
    ],
)
def test_what_is_wrong_stands_on_top_and_leads_to_its_place(jobcoach, notes, changed, said):
    """Each line is a link to its field; the summary takes the focus also without a script."""
    response = _send(jobcoach, changed)

    assert response.status_code == 422
    assert said in response.text
    summary = re.search(
        r'<div class="note note--wrong" id="fehler"[^>]*tabindex="-1" autofocus.*?</ul>', response.text, re.S
    )
    assert summary
    for place in re.findall(r'href="#([a-z_]+)"', summary.group()):
        assert f'id="{place}"' in response.text
    assert notes.written == {}


def test_what_was_typed_is_there_again_after_a_fault(jobcoach):
    """Every field as it was, with the same key."""
    response = _send(jobcoach, {"jahr": "", "text": "Bleibt <b>stehen</b>", "schritte": "Anruf"})

    assert "Bleibt &lt;b&gt;stehen&lt;/b&gt;" in response.text
    assert "Anruf" in response.text
    assert re.search(r'value="F01-1" checked', response.text)
    assert re.search(r'value="housing_situation" checked', response.text)


@pytest.mark.parametrize("failure", [DatabaseUnavailable("away"), CellChanged("HB031")])
def test_when_saving_fails_the_typed_text_is_still_there(jobcoach, notes, failure):
    """With a mark to quote; names are not repeated, since nobody knows now whether they may still be seen."""
    notes.fails = failure

    response = _send(jobcoach)

    assert response.status_code == 503
    assert re.search(r"Ihre Eingaben sind noch da\. .* Kennung: [0-9A-F]{4}\.", response.text)
    assert "Sie ist zu klein." in response.text
    assert "Sandra" not in response.text
    notes.fails = None
    assert jobcoach.post(URL, data=_hidden(response.text) | TYPED).status_code == 303


def test_when_the_sign_in_is_over_the_typed_text_is_still_there(app, jobcoach):
    """Without a script too: sign in in another window, then save again; the first time the form gets a new token."""
    form = _hidden(jobcoach.get(PAGE).text) | TYPED
    with jobcoach.session_transaction() as session:
        app.extensions["desk"].sessions.close(session["key"])

    response = jobcoach.post(URL, data=form)

    assert response.status_code == 403
    assert "Sie ist zu klein." in response.text
    assert "In einem neuen Fenster anmelden" in response.text


def test_a_form_of_an_earlier_sign_in_comes_back_with_a_new_token(jobcoach, notes):
    """And is taken then."""
    form = _hidden(jobcoach.get(PAGE).text) | TYPED

    response = jobcoach.post(URL, data={**form, "csrf_token": "old"})

    assert "Bitte speichern Sie noch einmal." in response.text
    assert notes.written == {}
    assert jobcoach.post(URL, data=_hidden(response.text) | TYPED).status_code == 303


@pytest.mark.parametrize("stand", ["", "forged", "W10.x"])
def test_a_foreign_page_gets_no_form_filled_in(jobcoach, notes, stand):
    """Text that did not come from our own form is not put into one (CSRF)."""
    response = jobcoach.post(URL, data={**TYPED, "zweck": "fam_joint_support", "art": "record", "stand": stand})

    assert response.status_code == 400
    assert "Sie ist zu klein." not in response.text
    assert notes.written == {}


def test_the_text_of_one_is_not_put_before_another(app, jobcoach, dpo):
    """Somebody else signed in meanwhile, in the same browser."""
    form = _hidden(jobcoach.get(PAGE).text) | TYPED

    response = dpo.post(URL, data=form)

    assert response.status_code == 400
    assert "Sie ist zu klein." not in response.text


def test_a_draft_comes_back_and_can_be_dropped(jobcoach, notes):
    """Without a script, by the buttons."""
    saved = _send(jobcoach, {"tun": "sichern", "text": "Halb fertig"})
    page = jobcoach.get(saved.headers["Location"]).text
    assert "Halb fertig" in page
    assert "Entwurf vom Mo 16.11.2026, 10:14." in page

    jobcoach.post(URL, data=_hidden(page) | TYPED | {"tun": "verwerfen"})

    assert notes.drafts == {}
    assert "Halb fertig" not in jobcoach.get(PAGE).text


def test_the_script_keeps_a_draft_and_is_told_what_to_say(jobcoach, notes):
    """Only what the form knows is kept."""
    form = _hidden(jobcoach.get(PAGE).text) | TYPED

    response = jobcoach.post(f"{URL}/entwurf", data={**form, "fremd": "x"})

    assert response.text == "Zuletzt gesichert 10:14"
    [draft] = notes.drafts.values()
    assert draft.fields["text"] == ["Wir haben über die Wohnung gesprochen.\nSie ist zu klein."]
    assert not {"fremd", "stand", "csrf_token", "schluessel", "tun"} & draft.fields.keys()


def test_a_draft_needs_the_token_of_the_sign_in(jobcoach, notes):
    """No foreign page writes into somebody's draft."""
    form = _hidden(jobcoach.get(PAGE).text) | TYPED

    assert jobcoach.post(f"{URL}/entwurf", data={**form, "csrf_token": "x"}).status_code == 400
    assert notes.drafts == {}


def test_a_family_of_others_has_no_page_no_draft_and_no_note(jobcoach):
    """Same answer as for one that is not there."""
    form = _hidden(jobcoach.get(PAGE).text) | TYPED
    answers = set()
    for number in ("FAM-2025-007", "FAM-1999-999"):
        there = f"/familien/{number}/notiz"
        answers.add(jobcoach.get(f"{there}?zweck=fam_joint_support").data)
        answers |= {jobcoach.post(path, data=form).data for path in (there, f"{there}/entwurf")}

    assert len(answers) == 1


def test_whoever_can_write_both_kinds_chooses_the_kind_first(jobcoach, notes):
    """The entrusted form has its own edge and lock word, and no way to choose who else sees it."""
    notes.places = (
        Place(FieldId("sgb8_school_situation")),
        Place(FieldId("sgb8_conversation_note"), is_entrusted=True),
    )

    choice = jobcoach.get(PAGE).text
    entrusted = jobcoach.get(f"{PAGE}&art=entrusted").text

    assert "Anvertraut – sieht nur die Person, der es anvertraut wurde" in choice
    assert "<textarea" not in choice
    assert 'class="sheet sheet--entrusted"' in entrusted
    assert "Meine anvertrauten Notizen" in entrusted
    assert 'type="radio"' not in entrusted
    assert 'name="anvertraut_von"' in entrusted


def test_whoever_can_write_only_for_the_record_sees_no_word_of_the_other_kind(jobcoach):
    """By rule, not by agency."""
    page = jobcoach.get(f"{PAGE}&art=entrusted").text

    assert "nvertraut" not in page


@pytest.mark.parametrize(
    "why",
    [Refusal.NOT_ALLOWED, Refusal.UNKNOWN_FIELD, Refusal.NO_SOURCE, Refusal.UNKNOWN_PERSON, Refusal.KEY_USED],
)
def test_a_refusal_is_said_at_its_place(jobcoach, notes, why):
    """And the text stays."""
    notes.answer = Refused(why, ("/0",))

    response = _send(jobcoach)

    assert response.status_code == 422
    assert "Sie ist zu klein." in response.text


@pytest.mark.parametrize("changed", [{"art": "x"}, {"art": ""}, {"schluessel": "x" * 32}, {"schluessel": ""}])
def test_a_form_that_is_not_ours_is_refused(jobcoach, notes, changed):
    """422, nothing written."""
    assert _send(jobcoach, changed).status_code == 422
    assert notes.written == {}


def test_faults_are_told_in_the_order_of_the_page(jobcoach):
    """From top to bottom, so that nobody jumps back and forth."""
    response = _send(jobcoach, {"tag": "", "mit": "", "kategorie": "", "person": [], "text": ""})

    summary = re.search(r'id="fehler".*?</ul>', response.text, re.S)
    assert summary
    assert ["tag", "mit", "kategorie", "person", "text"] == re.findall(r'href="#([a-z_]+)"', summary.group())
