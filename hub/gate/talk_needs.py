"""Who must say yes to each question that is prepared for a talk, for whom may know it (D18)."""

from collections.abc import Iterable, Mapping

from hub.consent.lacking import must_say
from hub.consent.signers import OWN_AGE
from hub.consent.standing import openable
from hub.gate.house import House
from hub.gate.talk_room import Room
from hub.policy.consent_sight import knows_danger
from hub.terms.lacks import Ground, Lack
from hub.terms.talks import KeptTalk, Question, Talk


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


def decides_alone(room: Room, talk: Talk) -> bool:
    """A youth answers some question about themself alone: only then they are asked whether parents shall hear of it.

    From 15, about data of the Jobcenter (§ 36 SGB I, D12). Whoever may not know who holds custody goes by the age.
    """
    if not talk.is_young or talk.by_age is None or talk.by_age < OWN_AGE:
        return False
    own = [question for question in talk.questions if question.person == talk.by]
    if not room.knows_custody:
        return bool(own)
    return any(lack.ground is Ground.OWN_ALONE for question in own for lack in _needed(room, question))


def _needed(room: Room, question: Question) -> tuple[Lack, ...]:
    """For what the recipient does not hold already: nobody need agree to that."""
    catalogue, at = room.ground.catalogue, room.ground.asked.at
    fields = sum(catalogue.category_masks[category] for category in question.categories)
    named = [name for word, name in room.ground.recipients.values() if word == question.recipient]
    others = fields & openable(catalogue, named[0].agency) if named else fields
    return must_say(room.family, {question.person}, others or fields, at, catalogue)
