"""Whoever the room noted was there: of them the minutes tell, and for them what is joint is held against the record."""

from hub.terms.minutes import MinutesWanted, Section
from hub.terms.writing import Written
from tests.conference.tables import Scribe, faults, said, sentence
from tests.gate.held import Held, planned
from tests.kreis import F01

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
