"""After one person signed: who else must say yes to the same questions, and a talk that carries them over (D17).

Who has yet to sign is told to whom the rules tell who holds custody; to everybody else, whether all have (D18).
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from uuid import NAMESPACE_URL, uuid5

from hub.consent.coverage import Asking, Question
from hub.consent.lacking import lacking
from hub.consent.papers import Paper
from hub.consent.reading import names_by_id, read_recipient
from hub.consent.secrecy import plain
from hub.consent.standing import openable
from hub.gate.anew import asked_anew
from hub.gate.consent_view import disclose_look, write_look
from hub.gate.house import House
from hub.gate.note_lacks import asker_of
from hub.gate.rules import by_rules_in_force
from hub.gate.talk_papers import paper_ref
from hub.gate.talk_questions import find_question_faults, make_question
from hub.gate.talk_room import Room, accounts_of, enter_room
from hub.gate.talking import answerers, find_talk
from hub.record.talks.store import save_talk
from hub.terms.access import AccessRequest
from hub.terms.clock import age_on
from hub.terms.consent_forms import Form
from hub.terms.ids import PersonId
from hub.terms.lacks import Lack
from hub.terms.talk_over import TalkOver
from hub.terms.talks import KeptTalk, NewQuestion, Reply, Talk, TalkState
from hub.terms.talks import Question as Asked


@by_rules_in_force
@asked_anew
def look_at_talk_over(house: House, request: AccessRequest, talk: str) -> TalkOver | None:
    """Who has yet to speak; written down as a look. None where there is no such talk, or nobody lacks.

    The page is in sight of the family: told is only who can be asked, never a conflict or a doubt (S2). What was
    confided is asked about elsewhere, and has no place here (S1).
    """
    room = enter_room(house, request)
    kept = find_talk(house, request, room, talk)
    if room is None or kept is None or kept.state is not TalkState.DONE or kept.talk.only_for is not None:
        return None
    lacks = {place: found for place, found in _lacks(room, kept) if found}
    if not lacks:
        return None
    asking = _asking(room, kept, lacks)
    if not asking:
        return None
    told = {
        place: tuple(one for one in found if one.by in asking)
        for place, found in (lacks.items() if room.knows_custody else ())
    }
    papers = [paper for paper in room.facts.papers if paper.ref in set(_refs(kept))]
    return TalkOver(
        disclosure=disclose_look(house, room.judged, write_look(house, room.judged, room.facts.ties, papers)),
        lacks=tuple(told.items()),
        asking=asking,
        at_home=accounts_of(house, room.family) & set(asking),
    )


@by_rules_in_force
def carry_over(house: House, request: AccessRequest, form: Form, talk: str, by: tuple[PersonId, str]) -> str | None:
    """A talk with somebody else, with those questions that were agreed to and are theirs to answer too: its id.

    Pressed twice it is the same talk, as it is by now. None: there is no such talk, or nothing to ask them.
    """
    room = enter_room(house, request)
    kept = find_talk(house, request, room, talk)
    if room is None or kept is None or kept.talk.only_for is not None:
        return None
    person, name = by
    who = next((one for one in answerers(room) if one.id == person and one.id != kept.talk.by), None)
    if who is None:
        return None
    fresh = str(uuid5(NAMESPACE_URL, f"fam-hub talk over|{talk}|{person}"))
    if find_talk(house, request, room, fresh) is not None:
        return fresh
    age = age_on(who.born, room.ground.day) if who.born else None
    begun = Talk(fresh, person, name, request.purpose, form.version, form.digest, age)
    for asked in _agreed(kept):
        begun = _with(room, form, begun, asked)
    if not begun.questions:
        return None
    return fresh if save_talk(house.db, house.ring, room.whose, begun, request.at) else None


def _with(room: Room, form: Form, talk: Talk, asked: Asked) -> Talk:
    """With one question more, where it may be asked of this person today."""
    key = next((key for key, (word, _) in room.ground.recipients.items() if word == asked.recipient), "")
    new = NewQuestion(
        person=asked.person,
        recipient=key,
        categories=tuple(category.value for category in asked.categories),
        purpose=asked.purpose.value,
        why=asked.why,
        until=asked.until,
        asks_deputies=asked.asks_deputies,
        names=(asked.person_name, asked.recipient_name),
        bound=asked.bound or None,
    )
    if find_question_faults(room.ground, form, talk, new):
        return talk
    return replace(talk, questions=(*talk.questions, make_question(room.ground, new)))


def _agreed(kept: KeptTalk) -> Iterator[Asked]:
    """Questions with a yes. A no of one is the end of it: nobody is asked to outvote it."""
    signed = kept.talk.signed
    for asked, said in zip(kept.talk.questions, signed.answers if signed else (), strict=bool(signed)):
        if said.reply is Reply.YES:
            yield asked


def _refs(kept: KeptTalk) -> Iterator[str]:
    return (paper_ref(kept.number, place) for place, _ in enumerate(kept.talk.questions, start=1))


def _lacks(room: Room, kept: KeptTalk) -> Iterator[tuple[int, tuple[Lack, ...]]]:
    agreed = set(map(id, _agreed(kept)))
    for place, asked in enumerate(kept.talk.questions, start=1):
        if id(asked) in agreed:
            yield place, tuple(one for one in _lacking(room, asked) if one.by is not None)


def _lacking(room: Room, asked: Asked) -> tuple[Lack, ...]:
    catalogue = room.ground.catalogue
    recipient = read_recipient(asked.recipient, names_by_id(catalogue))
    papers: tuple[Paper, ...] = tuple(room.facts.papers)
    if asked.bound:
        papers = plain(papers, asked.bound)
    question = Question(room.family, asker_of(recipient), asked.purpose, room.ground.asked.at)
    fields = sum(catalogue.category_masks[category] for category in asked.categories)
    named = next((name for word, name in room.ground.recipients.values() if word == asked.recipient), None)
    open_to = fields & openable(catalogue, named.agency) if named is not None and not asked.bound else fields
    return lacking({asked.person}, open_to or fields, Asking(papers, question, catalogue))


def _asking(room: Room, kept: KeptTalk, lacks: Mapping[int, tuple[Lack, ...]]) -> tuple[PersonId, ...]:
    """Those who lack, for whom may know it; for others everybody who answers for one of these people (D18)."""
    there = [one.id for one in answerers(room) if one.id != kept.talk.by]
    if room.knows_custody:
        missing = {one.by for found in lacks.values() for one in found}
        return tuple(one for one in there if one in missing)
    return tuple(
        one
        for one in there
        if any(
            person is not None and room.ground.signs(room.ground, one, person, frozenset(asked.categories))
            for asked in _agreed(kept)
            for person in [room.ground.person(asked.person)]
        )
    )
