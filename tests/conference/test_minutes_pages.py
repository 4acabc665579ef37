"""The pages of minutes: what is typed stays, what is wrong is said, others get nothing, the family reads plainly."""

import re

import pytest

from hub.terms.minutes import Section
from tests.conference.tables import JOINT, Scribe, agreed, lay_table, sentence
from tests.kreis import Kreis
from tests.web.houses import sit_down
from tests.web.tagged import expect_accessible, readings_of

KEY = "ab" * 16


@pytest.fixture
def wanted(kreis: Kreis):
    """A conference about F01 with Sandra."""
    return lay_table(kreis, persons=("F01-1",))


def _path(wanted, more: str = "") -> str:
    return f"/konferenzen/{wanted.number}/protokoll{more}?thema={wanted.topic}"


def _send(client, wanted, tun: str = "speichern", more: str = "", **fields):
    page = client.get(_path(wanted)).text
    token = re.search('name="csrf_token" value="([^"]+)"', page)
    stand = re.search('name="stand" value="([^"]+)"', page)
    key = re.search('name="schluessel" value="([^"]+)"', page)
    sent = {
        "csrf_token": token[1] if token else "",
        "stand": stand[1] if stand else "0",
        "schluessel": key[1] if key else KEY,
        "tun": tun,
    }
    return client.post(_path(wanted, more), data={**sent, **fields})


RESULT = {"text_result": "Der Morgenplan bleibt.", "person_result": "F01-1"}
AGREED = {"text_agreed": "Kita fragen", "wer": "Sandra", "bis": "30.11.2026", "person_agreed": "F01-1"}


def test_the_family_comes_first_and_every_section_is_there(kreis: Kreis, wanted) -> None:
    """Anlass, Sicht der Familie, of both agencies, of the provider, result, who does what, next date (J7)."""
    page = sit_down(kreis, "U01", "jobcenter").get(_path(wanted)).text

    heads = re.findall(r'<h2 [^>]*id="titel-([a-z]+)"', page)
    written = ["reason", "family", "jobcenter", "jugendamt", "provider", "result", "agreed", "next"]
    assert [*written, "bestaetigt"] == heads
    assert "Sicht der Familie" in page
    assert "Wer macht was bis wann?" in page


def test_sentences_are_saved_and_shown_with_whose_they_are(kreis: Kreis, wanted) -> None:
    """Several sections at once; back on the page."""
    client = sit_down(kreis, "U01", "jobcenter")

    answer = _send(client, wanted, **RESULT, **AGREED, tag="08.12.2026", zeit="13:00", person_next="F01-1")

    assert 303 == answer.status_code, answer.text
    page = client.get(answer.headers["Location"]).text
    assert "Gespeichert." in page
    assert "Sandra: Kita fragen – bis Mo 30.11.2026" in page
    assert "Di 08.12.2026, 13:00" in page
    assert "Gemeinsam · Sandra Ahornwald · Jonas Kranichfeld, " in page
    assert "Sandra Ahornwald</li>" in page


@pytest.mark.parametrize(
    ("fields", "anchor", "said"),
    [
        ({**AGREED, "wer": ""}, "wer", "wer es macht"),
        ({**AGREED, "bis": "bald"}, "bis", "bis wann es gemacht wird"),
        ({**RESULT, "person_result": ""}, "person_result", "um wen es geht"),
        ({**RESULT, "text_result": "x" * 2001}, "text_result", "Zu lang"),
        ({"text_jobcenter": "Ohne Wahl", "person_jobcenter": "F01-1"}, "text_jobcenter", "wem der Satz gehört"),
        ({}, "inhalt", "noch nichts eingetragen"),
    ],
)
def test_what_is_wrong_is_said_on_top_and_nothing_typed_is_lost(kreis: Kreis, wanted, fields, anchor, said) -> None:
    """With a way to the place (users.md 41)."""
    answer = _send(sit_down(kreis, "U01", "jobcenter"), wanted, **fields)

    assert answer.status_code in (403, 422)
    assert f'href="#{anchor}"' in answer.text
    assert said in answer.text
    assert f'id="{anchor}"' in answer.text
    assert all(text in answer.text for name, text in fields.items() if name.startswith("text_"))


def test_what_not_all_may_see_is_refused_with_its_field_and_kept_in_the_form(kreis: Kreis) -> None:
    """The writer sees that field anyway."""
    wanted = lay_table(kreis, ("U01", "U07", "U12", "U06"))
    client = sit_down(kreis, "U01", "jobcenter")

    answer = _send(client, wanted, text_result="Regelbedarf 1.684 Euro reicht nicht.", person_result="F01-1")

    assert 422 == answer.status_code
    assert "die nicht alle Anwesenden sehen dürfen" in answer.text
    assert "Regelbedarf 1.684 Euro reicht nicht.</textarea>" in answer.text


def test_who_saves_on_an_old_version_gets_both_side_by_side(kreis: Kreis, wanted) -> None:
    """409: the other's sentence and the own text; saved again it is kept."""
    client = sit_down(kreis, "U07", "jugendamt")
    page = client.get(_path(wanted)).text
    stand = re.search('name="stand" value="([^"]+)"', page)[1]
    Scribe(kreis, "U01", wanted).saves(sentence("Vom Jobcoach."))

    answer = _send(client, wanted, **{**RESULT, "stand": stand})

    assert 409 == answer.status_code
    assert "Vom Jobcoach." in answer.text
    assert "Der Morgenplan bleibt.</textarea>" in answer.text
    assert 303 == _send(client, wanted, **RESULT).status_code


def test_a_draft_is_kept_says_when_and_comes_back(kreis: Kreis, wanted) -> None:
    """After a time-out too; it is its author's alone, and goes with what is saved."""
    client = sit_down(kreis, "U01", "jobcenter")

    answer = _send(client, wanted, more="/entwurf", text_family="Wir wollen Ruhe.")

    assert "Zuletzt gesichert um 08:00" == answer.text
    assert "Wir wollen Ruhe." in sit_down(kreis, "U01", "jobcenter").get(_path(wanted)).text
    assert "Wir wollen Ruhe." not in sit_down(kreis, "U06", "jobcenter").get(_path(wanted)).text
    _send(client, wanted, text_family="Wir wollen Ruhe.", person_family="F01-1")
    assert "Entwurf vom" not in client.get(_path(wanted)).text


def test_a_form_sent_after_the_sign_in_ended_comes_back_with_its_texts(kreis: Kreis, wanted) -> None:
    """Nothing typed is lost (G10); no name of the family stands on that page."""
    client = sit_down(kreis, "U01", "jobcenter")
    page = client.get(_path(wanted)).text
    fields = {name: re.search(f'name="{name}" value="([^"]+)"', page)[1] for name in ("csrf_token", "schluessel")}
    with client.session_transaction() as session:
        session.pop("key")

    answer = client.post(_path(wanted), data={**fields, "tun": "speichern", **RESULT})

    assert 403 == answer.status_code
    assert "Der Morgenplan bleibt." in answer.text
    assert "Ahornwald" not in answer.text


def test_both_confirm_and_then_there_is_only_the_addendum(kreis: Kreis, wanted) -> None:
    """users.md 42, through the pages of both agencies."""
    jobcoach, asd = sit_down(kreis, "U01", "jobcenter"), sit_down(kreis, "U07", "jugendamt")
    _send(jobcoach, wanted, **RESULT)

    assert 303 == _send(jobcoach, wanted, "bestaetigen").status_code
    assert "noch nicht bestätigt" in jobcoach.get(_path(wanted)).text
    assert 303 == _send(asd, wanted, "bestaetigen").status_code

    page = asd.get(_path(wanted)).text
    assert "nicht mitbestätigt" not in page
    assert 'name="text_result"' not in page
    assert "Protokoll bestätigen" not in page
    assert (
        303
        == _send(
            asd, wanted, text_addendum="Kita hat zugesagt.", feld_addendum=JOINT, person_addendum="F01-1"
        ).status_code
    )
    after = jobcoach.get(_path(wanted)).text
    assert "Henrike Steinkauz, Mo 16.11.2026, 08:00" in after
    assert 2 == after.count("Der Nachtrag kam danach; er ist nicht mitbestätigt."), (
        "both confirmed what was there before"
    )
    assert "nicht mitbestätigt" in readings_of(jobcoach.get(_path(wanted, ".pdf")).data)


def test_a_sentence_is_changed_on_a_form_of_its_own(kreis: Kreis, wanted) -> None:
    """Its persons and whose it is stay."""
    client = sit_down(kreis, "U01", "jobcenter")
    _send(client, wanted, **AGREED)
    [cell] = re.findall("satz=([0-9a-f-]+)", client.get(_path(wanted)).text)

    form = client.get(f"{_path(wanted)}&satz={cell}").text
    assert 'value="30.11.2026"' in form
    mark = re.search('name="marke" value="([^"]+)"', form)[1]
    answer = _send(client, wanted, "aendern", satz=cell, marke=mark, **{**AGREED, "bis": "07.12.2026"})

    assert 303 == answer.status_code, answer.text
    assert "bis Mo 07.12.2026" in client.get(_path(wanted)).text


@pytest.mark.parametrize(("who", "group"), [("U02", "jobcenter"), ("U08", "jugendamt"), ("U16", "oversight")])
@pytest.mark.parametrize("path", ["", ".pdf"])
def test_strangers_get_what_they_get_for_a_conference_that_is_not_there(kreis: Kreis, wanted, who, group, path) -> None:
    """The same 404."""
    client = sit_down(kreis, who, group)

    there, nowhere = (
        client.get(f"/konferenzen/{one}/protokoll{path}?thema=1") for one in (wanted.number, "K-2026-999")
    )

    assert 404 == there.status_code == nowhere.status_code
    assert there.text == nowhere.text


@pytest.mark.parametrize("address", ["K-2026-901%00", "K-1", "../x", "K-2026-901/x"])
def test_addresses_that_are_none_are_not_looked_up(kreis: Kreis, wanted, address) -> None:
    """Hostile numbers and topics: not there."""
    client = sit_down(kreis, "U01", "jobcenter")

    assert 404 == client.get(f"/konferenzen/{address}/protokoll").status_code
    assert 404 == client.get(f"/konferenzen/{wanted.number}/protokoll?thema=x1").status_code


def test_hostile_words_are_shown_as_they_are(kreis: Kreis, wanted) -> None:
    """Markup is text; on the page, in the document."""
    client = sit_down(kreis, "U01", "jobcenter")
    _send(client, wanted, text_result="<script>alert(1)</script> #set page", person_result="F01-1")

    assert "<script>alert(1)" not in client.get(_path(wanted)).text
    assert "&lt;script&gt;alert(1)" in client.get(_path(wanted)).text
    expect_accessible(client.get(_path(wanted, ".pdf")).data, "Protokoll K-2026-901")


def test_the_family_reads_confirmed_minutes_in_plain_words(kreis: Kreis, wanted) -> None:
    """Before both confirmed there is nothing; then what is about Sandra, without who wrote which sentence."""
    jobcoach, asd = Scribe(kreis, "U01", wanted), Scribe(kreis, "U07", wanted)
    jobcoach.saves(sentence("Ruhige Morgen.", Section.FAMILY, "fam_family_view"), agreed("Kita fragen"))
    asd.saves(sentence("Nur beim Amt", Section.JUGENDAMT, "sgb8_parenting"))
    sandra = sit_down(kreis, "sandra.ahornwald", "family")
    jobcoach.confirms()
    before = sandra.get(f"/meine{_path(wanted)}")
    assert "noch nicht fertig" in before.text
    assert "Ruhige Morgen." not in before.text
    assert 404 == sandra.get(f"/meine{_path(wanted, '.pdf')}").status_code

    asd.confirms()

    page = sandra.get(f"/meine{_path(wanted)}").text
    assert "Das hat Ihre Familie gesagt" in page
    assert "Ruhige Morgen." in page
    assert "Nur beim Amt" not in page
    assert "Frau Ahornwald: Kita fragen – bis Mo 30.11.2026" in page
    expect_accessible(sandra.get(f"/meine{_path(wanted, '.pdf')}").data, "Was wir besprochen haben K-2026-901")


def test_the_family_of_another_does_not_find_them(kreis: Kreis) -> None:
    """Nor somebody of the family who was not invited."""
    wanted = lay_table(kreis)
    scribe = Scribe(kreis, "U01", wanted)
    scribe.saves(sentence("Gemeinsam."))
    scribe.confirms()
    Scribe(kreis, "U07", wanted).confirms()

    assert 404 == sit_down(kreis, "sandra.ahornwald", "family").get(f"/meine{_path(wanted)}").status_code
