"""A worker asks a colleague of the other agency to talk with a family about a consent (J4).

The request is about a family that both have; it goes to whoever knows the person there, and says nothing of what they
hold. A refusal is left in peace for six months.
"""

from dataclasses import replace
from datetime import date

from hub.gate.anew import begun_anew
from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.gate.talk_peace import is_consent, peace_until
from hub.gate.talk_questions import find_question_faults
from hub.gate.talk_room import Room, enter_room
from hub.identity.recipients import TeamMember, load_askable
from hub.ledger.append import append
from hub.ledger.entry import Touched, change
from hub.ledger.events import Event
from hub.record.requests.store import answer_request, keep_request, load_requests
from hub.terms.access import AccessRequest
from hub.terms.asking import ANSWERED_WITHIN, Asked, AskOutcome, AskWish, RequestState
from hub.terms.clock import legal_day
from hub.terms.ids import EntryId, PersonId, new_id
from hub.terms.lists import Category, Owner, Purpose
from hub.terms.talk_faults import QuestionFault
from hub.terms.talks import NewQuestion, Talk

NOBODY = Talk("", PersonId(""), "", Purpose.FAM_JOINT_SUPPORT, "", "")
"""A list without a question, of somebody who is not known yet: whoever signs is found out in the talk."""


@by_rules_in_force
@begun_anew
def ask_for_consent(house: House, request: AccessRequest, wish: AskWish) -> AskOutcome | None:
    """Send it; or what is wrong with it, and then nothing is kept. None: the family is not there, or not theirs."""
    room = enter_room(house, request)
    if room is None:
        return None
    new = _question(request, wish)
    faults = find_question_faults(replace(room.ground, signs=lambda *_: True), None, NOBODY, new)
    colleague = _colleague(house, room)
    if colleague is None:
        faults = (*faults, QuestionFault.NOBODY)
    if not faults and any(_is_same(one, request, wish) for one in _sent(house, room)):
        faults = (QuestionFault.TWICE,)
    if faults or colleague is None:
        named = tuple(fault.value for fault in faults)
        return AskOutcome(named, not_before=_peace(room, new) if QuestionFault.PEACE in faults else None)
    _keep(house, room, colleague, new)
    return AskOutcome(name=colleague.name, by=legal_day(request.at + ANSWERED_WITHIN))


@by_rules_in_force
@begun_anew
def decline_request(house: House, request: AccessRequest, asked: str) -> bool:
    """Say that the family is not asked now. False where there is no such request to this agency."""
    return _answer(house, request, asked, RequestState.DECLINED)


@by_rules_in_force
@begun_anew
def take_request(house: House, request: AccessRequest, asked: str) -> bool:
    """Say that it is on the list of a talk."""
    return _answer(house, request, asked, RequestState.TAKEN)


def _answer(house: House, request: AccessRequest, asked: str, state: RequestState) -> bool:
    """Once, with its entry."""
    room = enter_room(house, request)
    one = next((one for one in _sent(house, room) if one.id == asked), None) if room is not None else None
    if room is None or one is None:
        return False
    touched = Touched(
        Event.REQUEST_ANSWERED,
        room.family.number,
        persons=frozenset({one.person}),
        owners=frozenset({Owner.JOINT}),
        purpose=request.purpose,
        details={"categories": sorted(one.categories), "answer": state.value},
    )
    entry = change(EntryId(new_id()), request.principal, request.at, house.policies.digest, touched)
    with house.db.begin() as tx:
        if not answer_request(tx, room.whose, asked, (state, request.at)):
            return False
        append(tx, house.writer, replace(entry, family=room.family.id, family_seq=room.facts.ties.next_seq))
    return True


def _sent(house: House, room: Room) -> tuple[Asked, ...]:
    return load_requests(house.db, house.ring, room.whose, room.judged.request.at)


def _question(request: AccessRequest, wish: AskWish) -> NewQuestion:
    """The question that the family would be asked: whoever asks is who wants to know."""
    return NewQuestion(wish.person, request.principal.ref, wish.categories, wish.aim, wish.why, wish.until)


def _colleague(house: House, room: Room) -> TeamMember | None:
    """Whose case it is at the other agency."""
    request = room.judged.request
    team = load_askable(house.db, room.family.id, request.principal.id, request.at)
    return next((one for one in team if one.agency is not request.principal.agency), None)


def _is_same(one: Asked, request: AccessRequest, wish: AskWish) -> bool:
    is_mine = one.state is RequestState.OPEN and one.asked_by == request.principal.id
    return is_mine and one.person == wish.person and bool(set(one.categories) & set(wish.categories))


def _peace(room: Room, new: NewQuestion) -> date | None:
    assert new.person is not None
    asked = new.person, room.ground.recipients[new.recipient][0], _categories(new)
    return peace_until(room.ground.noes, asked, is_consent)


def _categories(new: NewQuestion) -> frozenset[Category]:
    return frozenset(category for category in Category if category in new.categories)


def _keep(house: House, room: Room, colleague: TeamMember, new: NewQuestion) -> None:
    request, family = room.judged.request, room.family
    assert new.person is not None
    assert new.until is not None
    asked = Asked(
        id=new_id(),
        asked_by=request.principal.id,
        is_ours=True,
        person=new.person,
        categories=tuple(category for category in Category if category in new.categories),
        aim=Purpose(new.purpose),
        until=new.until,
        why=" ".join(new.why.split()),
        asked_at=request.at,
        state=RequestState.OPEN,
    )
    touched = Touched(
        Event.CONSENT_ASKED,
        family.number,
        persons=frozenset({new.person}),
        owners=frozenset({Owner.JOINT}),
        purpose=request.purpose,
        details={"categories": sorted(asked.categories), "to": colleague.agency},
    )
    entry = change(EntryId(new_id()), request.principal, request.at, house.policies.digest, touched)
    with house.db.begin() as tx:
        append(tx, house.writer, replace(entry, family=family.id, family_seq=room.facts.ties.next_seq))
        keep_request(tx, house.ring, entry.id, room.whose, (colleague.agency.value, asked))
