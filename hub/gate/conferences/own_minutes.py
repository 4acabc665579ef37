"""Somebody of a family reads the minutes of their own conference, once both agencies have confirmed them (F1)."""

from dataclasses import replace

from hub.gate.anew import asked_anew
from hub.gate.conferences.minutes import disclose_sentences, of_minutes, readable
from hub.gate.conferences.reading import own_age
from hub.gate.house import House
from hub.gate.own_consents import judge_own
from hub.gate.rules import by_rules_in_force
from hub.record.conferences.store import load_meetings_of_person
from hub.record.minutes.store import load_minutes_of_person
from hub.terms.access import AccessRequest
from hub.terms.ids import PersonId
from hub.terms.lists import Effect, Owner
from hub.terms.minutes import KeptMinutes, MinutesWanted, OwnMinutesView, Spot


@by_rules_in_force
@asked_anew
def look_at_own_minutes(
    house: House, request: AccessRequest, wanted: MinutesWanted, spots: tuple[Spot, ...]
) -> OwnMinutesView | None:
    """Of the joint part what is about themselves, or about a child for whom they may ask. None: they were not invited.

    Until both agencies have confirmed there is nothing in them.

    What an agency wrote for itself was not said at the table: of that they are told where they ask for it (Art. 15).
    """
    me = PersonId(request.principal.id)
    meetings = load_meetings_of_person(house.db, house.ring, me)
    meeting = next((one for one in meetings if one.number == wanted.number), None)
    topic = meeting.topic(wanted.topic) if meeting is not None else None
    if meeting is None or topic is None:
        return None
    found = load_minutes_of_person(house.db, me, topic.id) or KeptMinutes()
    kept = replace(found, lines=tuple(one for one in found.lines if one.owner is Owner.JOINT))
    judged, facts = judge_own(house, replace(request, only=readable(house, spots)))
    judged = replace(judged, decision=of_minutes(judged.decision, kept))
    disclosure = disclose_sentences(house, judged, facts, meeting.number)
    if disclosure.effect is Effect.DENY:
        return None
    shown = {value.cell for value in disclosure.projection.shown}
    family = judged.outline.family
    lines = tuple(one for one in kept.lines if one.cell in shown)
    age = own_age(family, me, request.at) if family is not None else None
    return OwnMinutesView(meeting, kept, disclosure, lines, age)
