"""Whoever the room noted was there: of them the minutes tell, and for them what is joint is held against the record."""

import re

from hub.gate.conferences.sitting import load_sitting
from hub.terms.access import Act
from hub.terms.minutes import INVITED, MinutesWanted, Section
from hub.terms.writing import Written
from tests.conference.tables import Scribe, faults, said, sentence
from tests.gate.held import Held, planned
from tests.kreis import F01
from tests.web.houses import sit_down
from tests.web.tagged import readings_of

WORK = "Sie will die Ausbildung zur Pflegehelferin in Teilzeit beginnen."


def test_whoever_was_invited_and_did_not_come_counts_for_nothing(kreis):
    """U12 and Sandra stayed away: work may be joint, and the list of those present leaves them out."""
    held = Held(kreis, planned(kreis, {F01: ["U01", "U07", "U06", "U12", "F01-1"]}))
    held.opened()
    held.come(0, 1, 2)
    held.confirm()
    jobcoach = Scribe(kreis, "U01", MinutesWanted(held.meeting.number, 1))

    assert isinstance(jobcoach.saves(sentence(WORK)), Written)

    seen = jobcoach.opens()
    [line] = [one for one in seen.lines if one.section is Section.PRESENT]
    assert 3 == len(said(seen.disclosure)[line.cell])


def test_whoever_came_and_left_was_there(kreis):
    """What was said before may have been heard by them: the same sentence is refused."""
    held = Held(kreis, planned(kreis, {F01: ["U01", "U07", "U06", "U12", "F01-1"]}))
    held.opened()
    held.come(0, 1, 2, 3)
    held.confirm()
    held.go(3)
    held.confirm()
    jobcoach = Scribe(kreis, "U01", MinutesWanted(held.meeting.number, 1))

    assert ["spilled"] == faults(jobcoach.saves(sentence(WORK)))


def test_whoever_moderates_without_a_seat_is_there(kreis):
    """Ticked or not: on the list, and among all for whom what is joint is held against the record."""
    held = Held(kreis, planned(kreis, {F01: ["U01", "U07", "F01-1"]}, moderator="U06"))
    held.opened()
    held.come(0, 1)
    held.confirm()
    jobcoach = Scribe(kreis, "U01", MinutesWanted(held.meeting.number, 1))

    jobcoach.saves(sentence("Der Morgenplan bleibt."))

    assert ["Jonas Kranichfeld", "Henrike Steinkauz", name_of(kreis, "U06")] == _names(jobcoach)
    asked = load_sitting(kreis.house("jobcenter"), kreis.principal("U01"), jobcoach.wanted, kreis.at)
    request = asked.request(kreis.principal("U01"), Act.DISCLOSE, kreis.at)
    assert kreis.principal("U06").id in {one.id for one in asked.for_all(request).audience}


def test_where_no_room_was_held_the_minutes_say_who_was_invited(kreis):
    """On the page and on paper; nobody claims that they came."""
    held = Held(kreis, planned(kreis, {F01: ["U01", "U07"]}, moderator="U06"))
    jobcoach = Scribe(kreis, "U01", MinutesWanted(held.meeting.number, 1))
    jobcoach.saves(sentence("Der Morgenplan bleibt."))
    client = sit_down(kreis, "U01", "jobcenter")

    page = client.get(f"/konferenzen/{held.meeting.number}/protokoll?thema=1").text

    assert "Wer eingeladen war" in page
    assert "Anwesende<" not in page
    assert "Jonas Kranichfeld" in page
    assert INVITED == _names(jobcoach, whole=True)[0]
    assert INVITED not in page
    paper = readings_of(client.get(f"/konferenzen/{held.meeting.number}/protokoll.pdf?thema=1").data)
    assert "Wer eingeladen war" in paper
    assert "Anwesende" not in paper


def test_who_came_is_noted_in_the_place_of_who_was_invited(kreis):
    """Minutes that were begun before the talk: then the room says it, once."""
    held = Held(kreis, planned(kreis, {F01: ["U01", "U07", "U12"]}, moderator="U06"))
    jobcoach = Scribe(kreis, "U01", MinutesWanted(held.meeting.number, 1))
    jobcoach.saves(sentence("Vorab notiert."))
    held.opened()
    held.come(0, 1)
    held.confirm()
    jobcoach.saves(sentence("Der Morgenplan bleibt."))

    page = sit_down(kreis, "U01", "jobcenter").get(f"/konferenzen/{held.meeting.number}/protokoll?thema=1").text

    assert "Anwesende<" in page
    assert "Wer eingeladen war" not in page
    [listed] = re.findall('class="minutes__present">(.*?)</ul>', page, re.DOTALL)
    assert 3 == listed.count("<li")
    assert "Ronja Haubentaucher" not in listed


def test_once_the_room_is_forgotten_who_came_stays_who_came(kreis):
    """After its half year a sentence more does not turn those who were invited into those who were there."""
    held = Held(kreis, planned(kreis, {F01: ["U01", "U07", "U12"]}, moderator="U06"))
    held.opened()
    held.come(0, 1)
    held.confirm()
    jobcoach = Scribe(kreis, "U01", MinutesWanted(held.meeting.number, 1))
    jobcoach.saves(sentence("Der Morgenplan bleibt."))
    before = _names(jobcoach)
    kreis.superuser().execute("delete from conference.moment")

    jobcoach.saves(sentence("Und noch etwas."))

    assert before == _names(jobcoach)
    assert 3 == len(before)


def name_of(kreis, ref):
    """What somebody of the staff is called."""
    [(name,)] = kreis.superuser().execute("select name from identity.staff where ref = %s", (ref,)).fetchall()
    return name


def _names(scribe, *, whole=False):
    seen = scribe.opens()
    *_, line = [one for one in seen.lines if one.section is Section.PRESENT]
    kept = said(seen.disclosure)[line.cell]
    return kept if whole else [one.partition(" (")[0] for one in kept]
