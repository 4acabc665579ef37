"""A confided note is passed on when all have agreed, by its worker; to everybody else no word of it is there (C7)."""

import json
import re

import pytest

from hub.terms.ids import FamilyNumber
from hub.terms.lists import Purpose
from tests.attacks.families import cell, family
from tests.kreis_tables.seats import Seats

NUMBER = FamilyNumber("FAM-2026-791")
PLANNING = Purpose.FAM_JOINT_SUPPORT
OWN_TASK = Purpose.SGB8_HELP_PLANNING
SECRET = "Erdachtes Gespräch"
EXTRACT = "Die Schule wechselt im Sommer."
NOTES = f"/familien/{NUMBER}/notiz?zweck={OWN_TASK}&art=entrusted"
ASK = {
    "tun": "fragen",
    "empfaenger": "U01",
    "fuer": "fam_joint_support",
    "worte": "unser Gespräch vom 2. November",
    "wofuer": "Damit die Termine passen.",
    "bis": "6",
}
SIGN = {"tun": "tablet", "striche": json.dumps([[100, 100, 300, 200, 500, 120]])}


@pytest.fixture
def seats(kreis):
    """Alma confided to U07 what is about her and her son Ben; Carl has custody with her."""
    persons = [
        {"id": "X91-1", "born": "1990-02-03"},
        {"id": "X91-2", "born": "2018-02-03", "custody": ["X91-1", "X91-3"]},
        {"id": "X91-3", "born": "1988-02-03"},
    ]
    note = cell(
        "sgb8_conversation_note",
        "X91-1",
        {"date": "2026-11-02", "with": "Alma", "text": SECRET},
        persons=["X91-1", "X91-2"],
        entrusted_to="U07",
        entrusted_by=["X91-1"],
    )
    kreis.load(family(NUMBER, "X91", [note], persons=persons))
    return Seats(kreis)


def send(seats, path, ref="U07", **fields):
    """A form of a page, with its token."""
    client = seats.client(ref)
    [token] = set(re.findall('name="csrf_token" value="([^"]+)"', client.get("/start", follow_redirects=True).text))
    return client.post(path, data={**fields, "csrf_token": token})


def place(seats):
    """The page on which the note is passed on, from the note's own list."""
    [found] = set(re.findall(r'href="([^"]+/weitergeben[^"]*)"', seats.client("U07").get(NOTES).text))
    return found.replace("&amp;", "&")


def agree(seats, who, said="ja", **more):
    """Whoever is asked answers every question of their talk; its address."""
    begun = send(seats, place(seats), wer=who, **{**ASK, **more})
    assert 303 == begun.status_code, begun.text
    talk = begun.headers["Location"]
    count = seats.client("U07").get(talk).text.count('data-question="')
    signed = send(seats, talk, **SIGN, **{f"antwort-{number}": said for number in range(1, count + 1)})
    assert 303 == signed.status_code, signed.text
    return talk


def seen(seats, ref="U01"):
    """What somebody sees of the note."""
    shown = seats.kreis.open(ref, NUMBER).projection.shown
    return [str(one.content) for one in shown if one.field == "sgb8_conversation_note"]


def test_when_all_agreed_its_worker_passes_an_extract_on(seats):
    """The Jobcoach reads the extract and never the note; a consent alone opens nothing."""
    agree(seats, "X91-1")
    refused = send(seats, place(seats), tun="weitergeben", auszug=EXTRACT)
    assert 422 == refused.status_code
    agree(seats, "X91-3")
    assert [] == seen(seats)
    assert "alle haben zugestimmt" in seats.client("U07").get(place(seats)).text

    done = send(seats, place(seats), tun="weitergeben", auszug=EXTRACT)

    assert 303 == done.status_code, done.text
    assert [EXTRACT] == seen(seats)
    assert "Weitergegeben." in seats.client("U07").get(place(seats)).text
    assert SECRET in str([one.content for one in own(seats)])


def own(seats):
    """The note as its worker has it."""
    shown = seats.kreis.open("U07", NUMBER, purpose=OWN_TASK).projection.shown
    return [one for one in shown if one.field == "sgb8_conversation_note"]


def test_passed_on_twice_it_is_once(seats):
    """The second click changes nothing."""
    for who in ("X91-1", "X91-3"):
        agree(seats, who)
    for extract in (EXTRACT, "etwas anderes"):
        send(seats, place(seats), tun="weitergeben", auszug=extract)

    assert [EXTRACT] == seen(seats)


def test_a_yes_taken_back_shuts_it_at_once(seats):
    """By the worker in whom it was confided: nobody else knows of the paper (D27, S1)."""
    for who in ("X91-1", "X91-3"):
        agree(seats, who)
    send(seats, place(seats), tun="weitergeben", auszug=EXTRACT)
    page = seats.client("U07").get(place(seats)).text
    ref = re.findall(r'name="papier" value="([^"]+)"', page)[0]

    answer = send(seats, place(seats), tun="zurueck", papier=ref, wer="X91-1", weg="in_person")

    assert 303 == answer.status_code, answer.text
    assert [] == seen(seats)


def test_a_no_lets_nothing_go_and_rests_for_six_months(seats):
    """Carl refuses: it is not passed on, and he is not asked again."""
    agree(seats, "X91-1")
    agree(seats, "X91-3", "nein")

    assert 422 == send(seats, place(seats), tun="weitergeben", auszug=EXTRACT).status_code
    again = send(seats, place(seats), wer="X91-3", **ASK)
    assert "sechs Monate" in again.text


@pytest.mark.parametrize("ref", ["U08", "U01", "U06"])
def test_to_everybody_else_neither_note_nor_talk_is_there(seats, ref):
    """The same answer as for a page that there is not: no talk on a list, no paper, no page (G2, S1)."""
    talk, page = agree(seats, "X91-1"), place(seats)
    client = seats.client(ref)

    assert 404 == client.get(talk).status_code
    assert 404 == client.get(page).status_code
    for under in ("/einwilligungen", "/einwilligungen/gespraech"):
        found = seats.page(ref, NUMBER, PLANNING, under).text
        assert "E-2026-" not in found
        assert "2. November" not in found


def test_a_colleague_of_the_same_case_finds_no_talk(seats):
    """The talk is sealed to the agency, and there for its worker alone."""
    talk = agree(seats, "X91-1")
    seats.kreis.superuser().execute(
        "insert into identity.assignment (tenant_id, family_id, staff_id, since, entered_for)"
        " select tenant_id, family_id, (select staff_id from identity.staff where ref = 'U08'), since, entered_for"
        " from identity.assignment where family_id = (select family_id from core.family where number = %s)"
        " and staff_id = (select staff_id from identity.staff where ref = 'U07')",
        (NUMBER,),
    )

    assert 200 == seats.page("U08", NUMBER, PLANNING, "/einwilligungen/gespraech").status_code
    assert "E-2026-" not in seats.page("U08", NUMBER, PLANNING, "/einwilligungen/gespraech").text
    assert 404 == seats.client("U08").get(talk).status_code


def test_it_is_asked_on_the_tablet_alone(seats):
    """No sheet lies about, and no spoken word counts for what was confided."""
    begun = send(seats, place(seats), wer="X91-1", **ASK)
    talk = begun.headers["Location"]
    page = seats.client("U07").get(talk).text
    assert 'value="papier"' not in page

    for way in ({"tun": "papier"}, {"tun": "muendlich", "grund": "es geht nicht anders"}):
        assert 422 == send(seats, talk, **{"antwort-1": "ja", "antwort-2": "ja"}, **way).status_code


def test_without_an_extract_nothing_is_passed_on(seats):
    """What is passed on is written by the worker, and not the note as it is."""
    for who in ("X91-1", "X91-3"):
        agree(seats, who)

    for words in ("  ", "Die Schule\x00", "Die \u202eeluhcS"):
        assert 422 == send(seats, place(seats), tun="weitergeben", auszug=words).status_code
    assert [] == seen(seats)
