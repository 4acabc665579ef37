"""Who must say yes to each question that is prepared for a talk, for whom may know it (D18)."""

from collections.abc import Iterable, Mapping

from hub.consent.lacking import must_say
from hub.consent.standing import openable
from hub.gate.house import House
from hub.gate.talk_room import Room
from hub.policy.consent_sight import knows_danger
from hub.terms.lacks import Ground, Lack
from hub.terms.talks import KeptTalk, Question


def needed(house: House, room: Room, talks: Iterable[KeptTalk]) -> Mapping[tuple[str, int], tuple[Lack, ...]]:
    """By talk and place, counted from 1. Nothing for whom may not know who holds custody."""
    if not room.knows_custody:
        return {}
    hidden = frozenset() if knows_danger(house.policies, room.judged.request, room.family) else {Ground.CONFLICT}
    return {
        (kept.talk.id, place): tuple(lack for lack in _needed(room, question) if lack.ground not in hidden)
        for kept in talks
        for place, question in enumerate(kept.talk.questions, start=1)
    }


def _needed(room: Room, question: Question) -> tuple[Lack, ...]:
    """For what the recipient does not hold already: nobody need agree to that."""
    catalogue, at = room.ground.catalogue, room.ground.asked.at
    fields = sum(catalogue.category_masks[category] for category in question.categories)
    named = [name for word, name in room.ground.recipients.values() if word == question.recipient]
    others = fields & openable(catalogue, named[0].agency) if named else fields
    return must_say(room.family, {question.person}, others or fields, at, catalogue)
