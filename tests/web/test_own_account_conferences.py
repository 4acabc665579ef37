"""„Wer hat was gesehen?“ of conferences: the shared view, minutes and cases without names, in functions (J12, F6)."""

import re
from dataclasses import replace

import pytest

from hub.gate.conferences.told import TOLD, told_present
from hub.ledger.append import append
from hub.ledger.entry import Event
from hub.terms.lists import Effect, Purpose
from hub.terms.minutes import Section
from hub.web.texts import load_texts
from tests.attacks.by_hand import entry_of
from tests.conference.tables import Scribe, lay_table, said, sentence
from tests.gate.held import Held, planned
from tests.kreis import F01
from tests.kreis_tables.seats import Seats
from tests.web.houses import post, sit_down
from tests.web.tables import keep_nameless

CHECKS = ("place", "school", "work", "origin", "health", "event", "dates", "quotes", "small_area")
WORDS = {
    "lage": "Die Eltern sehen das Geld als Hauptsorge, die Fachkraft die Abende mit den Kindern.",
    "versucht": "Eine Beratung wurde abgebrochen, eine Maßnahme ohne Abschluss beendet.",
    "frage": "Wie finden beide Sichten zusammen?",
}
PAGE = "/meine/zugriffe"
TALK = "gemeinsamen Gespräch (Fallkonferenz)"
"""To families nobody speaks of a case alone."""
THERE = ["U01", "U07", "U12", "F01-1", "school", "support"]


@pytest.fixture
def sandra(kreis):
    """Sandra's own browser."""
    return sit_down(kreis, "sandra.ahornwald", "family")


def _lines(page: str) -> list[str]:
    return re.findall(r'<li class="own-card".*?</li>', page, re.DOTALL)


def _told(client, act: str) -> list[dict]:
    return [line for line in client.get(f"{PAGE}.json").json["lines"] if line["act"] == act]


def _shown(kreis, *places):
    """The shared view of F01, once, with these of `THERE` confirmed."""
    held = Held(kreis, planned(kreis, {F01: THERE}))
    cookie = held.opened()
    held.come(*places)
    held.confirm()
    return held.show(cookie)


def test_who_was_at_the_screen_is_told_in_functions(kreis, sandra):
    """Page, document and file; no name, no pseudonym, and nobody twice."""
    _shown(kreis, 0, 1, 2)

    [line] = _told(sandra, "screen")
    card = _lines(sandra.get(PAGE).text)[1]

    assert ["asd_worker", "jobcoach", "provider_worker"] == line["present"]
    assert ("fam_coordinator", "jobcenter", "case_conference") == tuple(
        line[name] for name in ("function", "agency", "purpose")
    )
    assert f"FAM-Teamleitung (Pro Arbeit) hat in einem {TALK} auf der gemeinsamen Ansicht gezeigt:" in card
    assert "Wofür: gemeinsames Gespräch (Fallkonferenz)" in card
    assert (
        "Von Stellen und Einrichtungen waren dort auch: ASD-Fachkraft, Jobcoach FAM und Fachkraft des Trägers." in card
    )
    for ref in ("U01", "U07", "U12", "U06"):
        who = kreis.principal(ref)
        assert not [one for one in (ref, who.id, who.pseudonym) if one in sandra.get(f"{PAGE}.json").text + card]
    assert sandra.get(f"{PAGE}.pdf").data.startswith(b"%PDF-")


def test_who_of_the_family_was_there_and_who_came_for_them_is_told_nobody(kreis, sandra):
    """It says the same with them and without: nothing of others of the family, nor of how many there were."""
    _shown(kreis, 0, 1)
    [without] = _told(sandra, "screen")
    _shown(kreis, 0, 1, 3)

    both = _told(sandra, "screen")

    assert [without["present"]] * 2 == [line["present"] for line in both]


@pytest.mark.parametrize("hidden", ["family", "guest_support", "guest_interpreter", "isef", "parent", "not_listed"])
def test_functions_that_would_tell_of_something_hidden_are_left_out(hidden):
    """Of others of the family, of a child's protection, of somebody unknown; whatever else is there is told."""
    assert ("guest_school", "jobcoach") == told_present(
        "asd_worker", ["asd_worker", hidden, hidden, "guest_school", "jobcoach"]
    )


@pytest.mark.parametrize("language", ["de", "en"])
def test_all_that_is_told_of_who_was_there_has_words(language):
    """No function reaches the page as a bare code."""
    words = load_texts(language)

    assert all(words.knows(one.replace("guest_", "guest-") if "guest" in one else f"role-{one}") for one in TOLD)


def test_another_of_the_same_function_as_whoever_asks_is_told():
    """One of them is the line's own."""
    assert () == told_present("jobcoach", ["jobcoach"])
    assert ("jobcoach",) == told_present("jobcoach", ["jobcoach", "jobcoach", "jobcoach"])


def test_on_a_view_that_showed_nothing_of_ones_own_nothing_is_told(kreis):
    """Julia is of another family: her list knows nothing of it, nor that there was a conference."""
    _shown(kreis, 0, 1, 2)

    julia = sit_down(kreis, "julia.brombeer", "family")

    assert [] == _told(julia, "screen")
    assert "Konferenz" not in "".join(_lines(julia.get(PAGE).text))


def test_confirmed_minutes_are_told_to_whom_they_speak_of(kreis, sandra):
    """By the function of whoever confirmed, once for each agency; no words of it."""
    wanted = lay_table(kreis)
    jobcoach, asd = Scribe(kreis, "U01", wanted), Scribe(kreis, "U07", wanted)
    jobcoach.saves(sentence("unverwechselbar"))
    assert jobcoach.confirms() is None
    assert asd.confirms() is None

    found = _told(sandra, "minutes")
    page = sandra.get(PAGE).text

    assert [("asd_worker", "jugendamt"), ("jobcoach", "jobcenter")] == sorted(
        (line["function"], line["agency"]) for line in found
    )
    said = "hat das Protokoll eines gemeinsamen Gesprächs (Fallkonferenz) bestätigt, in dem etwas über Sie steht."
    assert f"Ihr Jobcoach (Pro Arbeit) {said}" in page
    assert "unverwechselbar" not in page


@pytest.mark.parametrize("spoken", ["F01-2", "own part", "struck"])
def test_minutes_that_say_nothing_joint_about_one_are_not_told(kreis, sandra, spoken):
    """About the child alone, in an agency's own part, or struck: there is no line, whoever sat there."""
    wanted = lay_table(kreis, persons=("F01-1",))
    jobcoach = Scribe(kreis, "U01", wanted)
    jobcoach.saves(sentence("Das Kind.", persons=("F01-2",)))
    if spoken == "own part":
        jobcoach.saves(sentence("Nur für uns", section=Section.JOBCENTER, field="sgb2_counselling_note"))
    if spoken == "struck":
        jobcoach.saves(sentence("Weg."))
        seen = jobcoach.opens()
        [cell] = [one.cell for one in seen.lines if said(seen.disclosure)[one.cell] == "Weg."]
        struck = (cell, seen.kept.version)
        assert jobcoach.room.strike(kreis.principal("U01"), wanted, struck, kreis.at) is None
    assert jobcoach.confirms() is None

    assert [] == _told(sandra, "minutes")


@pytest.mark.parametrize("event", [Event.MINUTES_CONFIRMED, Event.SHEET_BROUGHT, Event.SCREEN_SHOWN])
@pytest.mark.parametrize("how", ["told now", "told later", "refused", "about another"])
def test_what_other_lines_keep_back_these_keep_back_too(kreis, sandra, event, how):
    """A child's protection, what was refused, what is about somebody else: neither shown nor counted."""
    rows = kreis.superuser().execute("select ref, person_id from core.person where ref in ('F01-1', 'F01-2')")
    people = {ref: str(person) for ref, person in rows.fetchall()}
    me = people["F01-2" if how == "about another" else "F01-1"]
    purpose = Purpose.SGB8_CHILD_PROTECTION if how == "told later" else Purpose.CASE_CONFERENCE
    entry = replace(
        entry_of(kreis, "jugendamt", event),
        purpose=purpose,
        effect=Effect.DENY if how == "refused" else Effect.PERMIT,
        subject={"number": F01, "persons": [[me, "P-1"]]},
        access={"cells": [["jugendamt", ["full"], [me], ["address@1"]]], "present": ["jobcoach"]},
    )
    house = kreis.house("jugendamt")
    append(house.db, house.writer, entry)

    found = [line["entry"] for line in sandra.get(f"{PAGE}.json").json["lines"]]

    assert (how == "told now") is (entry.id in found)


def test_a_case_brought_without_names_is_told_to_its_people_alone(kreis, sandra):
    """That it was, by whom in function; not who sat there, what was said, or that it was stopped."""
    seats, path = Seats(kreis), f"/konferenzen/{keep_nameless(kreis).number}/ohne-namen"
    answer = post(seats.client("U01"), path, familie=F01, tun="zeigen", geprueft=list(CHECKS), **WORDS)
    assert 303 == answer.status_code, answer.text
    assert 303 == post(seats.client("U03"), f"{path}/erkannt").status_code

    [line] = _told(sandra, "nameless")
    card = next(card for card in _lines(sandra.get(PAGE).text) if "anderen Fachkräften" in card)

    assert ("jobcoach", []) == (line["function"], line["present"])
    assert "Ihr Jobcoach (Pro Arbeit) hat sich mit anderen Fachkräften über die Lage Ihrer Familie beraten." in card
    assert not [word for word in WORDS.values() if word in card]
    assert [] == _told(sit_down(kreis, "julia.brombeer", "family"), "nameless")
