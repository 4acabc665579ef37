"""Preparing a consent talk: who is asked what. What is prepared is sealed to the agency, and counts for nothing yet.

Keeping it is no entry in the log, like a draft; looking at the names for it is one, like every look (decision 6).
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from hub.consent.signers import VETO_AGE
from hub.gate.anew import asked_anew
from hub.gate.consent_view import OfTalk, disclose_look, write_look
from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.gate.signing import Forms
from hub.gate.talk_needs import decides_alone, needed
from hub.gate.talk_papers import paper_ref
from hub.gate.talk_peace import kind_of, peace_until
from hub.gate.talk_questions import (
    can_answer,
    find_question_faults,
    make_question,
)
from hub.gate.talk_room import Room, enter_room
from hub.record.blind import BORN
from hub.record.requests.store import load_requests
from hub.record.talks.store import drop_talk, hold_talk, load_scan, load_talks, save_talk
from hub.terms.access import AccessRequest
from hub.terms.clock import age_on
from hub.terms.consent_forms import Form
from hub.terms.ids import PersonId, new_id
from hub.terms.lists import Category, Purpose
from hub.terms.people import Person
from hub.terms.plain import is_line
from hub.terms.talk_faults import QuestionFault, SignFault
from hub.terms.talks import Answering, KeptTalk, NewQuestion, Talk, TalkChange, TalkDesk, TalkOutcome, TalkState


@by_rules_in_force
@asked_anew
def look_at_talks(house: House, request: AccessRequest, form: Form, which: str | None) -> TalkDesk | None:
    """What preparing starts from, written down as a look. None where there is nothing to prepare for who asks.

    `which` is the talk that is opened with it; ALL_TALKS are all, None is none.
    """
    room = enter_room(house, request)
    if room is None:
        return None
    of_talk = OfTalk(which or "all") if which is not None else None
    disclosure = disclose_look(house, room.judged, write_look(house, room.judged, room.facts.ties, (), of_talk))
    known = room.sight.known
    talks = load_talks(house.db, house.ring, room.whose, request.at, which) if which is not None else ()
    return TalkDesk(
        disclosure=disclosure,
        form=form,
        answering=tuple(_answering(one, room) for one in answerers(room)),
        persons=tuple(one.id for one in room.family.participants if one.id in known and one.deceased_on is None),
        recipients=tuple(name for _, name in room.ground.recipients.values()),
        purposes=tuple(purpose for purpose in Purpose if purpose in room.ground.purposes),
        talks=talks,
        needed=needed(house, room, talks if which else ()),
        requests=tuple(
            one for one in load_requests(house.db, house.ring, room.whose, request.at) if one.person in known
        ),
        staff={name.staff: name.key for _, name in room.ground.recipients.values() if name.staff is not None},
    )


@by_rules_in_force
def begin_talk(house: House, request: AccessRequest, form: Form, by: PersonId, name: str) -> str | None:
    """A talk with one person, without a question yet: its id. None where they are not to be asked anything."""
    room = enter_room(house, request)
    if room is None or by not in {one.id for one in answerers(room)}:
        return None
    age = next(_age(one, room) for one in answerers(room) if one.id == by)
    talk = Talk(new_id(), by, name, request.purpose, form.version, form.digest, age)
    return talk.id if save_talk(house.db, house.ring, room.whose, talk, request.at) else None


@by_rules_in_force
def add_question(house: House, request: AccessRequest, forms: Forms, talk: str, new: NewQuestion) -> TalkOutcome | None:
    """Put one more question on the list; or what is wrong with it. None: there is no such talk."""
    room = enter_room(house, request)
    if room is None:
        return None

    def add(kept: Talk) -> Talk | TalkOutcome:
        faults = find_question_faults(room.ground, forms.get(kept.form), kept, new)
        if not faults:
            return replace(kept, questions=(*kept.questions, make_question(room.ground, new)))
        until = _peace(room, new) if QuestionFault.PEACE in faults else None
        return TalkOutcome(faults=tuple(fault.value for fault in faults), until=until)

    return _change(house, room, talk, add)


@by_rules_in_force
def change_talk(house: House, request: AccessRequest, talk: str, wanted: TalkChange) -> TalkOutcome | None:
    """Take one question off the list, or choose another language; or what is wrong. None: there is no such talk."""
    room = enter_room(house, request)
    if room is None:
        return None

    def change(kept: Talk) -> Talk | TalkOutcome:
        return wanted.applied(kept) if is_line(wanted.interpreter) else TalkOutcome(faults=(SignFault.INTERPRETER,))

    return _change(house, room, talk, change)


def _change(house: House, room: Room, talk: str, change: Callable[[Talk], Talk | TalkOutcome]) -> TalkOutcome | None:
    """Two at once are one after the other: the second changes what the first left."""
    at = room.judged.request.at
    with house.db.begin() as tx:
        kept = hold_talk(tx, house.ring, room.whose, talk, at)
        if kept is None:
            return None
        changed = change(kept.talk)
        if isinstance(changed, TalkOutcome):
            return changed
        is_kept = save_talk(tx, house.ring, room.whose, changed, at)
    return TalkOutcome() if is_kept else TalkOutcome(faults=(SignFault.GONE.value,))


@by_rules_in_force
def forget_talk(house: House, request: AccessRequest, talk: str) -> bool:
    """Drop a talk that is prepared. What was printed or signed has a number and may bear a no: it stays."""
    room = enter_room(house, request)
    if room is None:
        return False
    with house.db.begin() as tx:
        kept = hold_talk(tx, house.ring, room.whose, talk, request.at)
        if kept is None or kept.state is not TalkState.PREPARED:
            return False
        drop_talk(tx, talk)
    return True


@by_rules_in_force
def read_one_talk(house: House, request: AccessRequest, talk: str) -> KeptTalk | None:
    """A talk as this agency kept it. None where it is not theirs.

    Preparing it is no entry; looking at it is, also while it is prepared: it names people and says why they are asked,
    and whoever has the case opens it, not its author alone.
    """
    room = enter_room(house, request)
    kept = find_talk(house, request, room, talk)
    if room is not None and kept is not None:
        _write_down(house, room, kept)
    if room is None or kept is None:
        return kept
    return replace(kept, decides_alone=decides_alone(room, kept.talk))


@by_rules_in_force
def read_scan(house: House, request: AccessRequest, talk: str) -> tuple[str, bytes] | None:
    """The sheet as it came back, for the second look, with its number; written down as a look."""
    room = enter_room(house, request)
    kept = find_talk(house, request, room, talk)
    if room is None or kept is None:
        return None
    scan = load_scan(house.db, house.ring, room.whose, talk, request.at)
    if scan is None:
        return None
    _write_down(house, room, kept)
    return kept.number, scan


def _write_down(house: House, room: Room, kept: KeptTalk) -> None:
    refs = {paper_ref(kept.number, place) for place, _ in enumerate(kept.talk.questions, start=1)}
    persons = frozenset({kept.talk.by, *(question.person for question in kept.talk.questions)})
    told = [paper for paper in room.facts.papers if paper.ref in refs]
    write_look(house, room.judged, room.facts.ties, told, OfTalk(kept.number or kept.talk.id, persons))


def find_talk(house: House, request: AccessRequest, room: Room | None, talk: str) -> KeptTalk | None:
    """A talk of this family and agency."""
    if room is None:
        return None
    return next(iter(load_talks(house.db, house.ring, room.whose, request.at, talk)), None)


def answerers(room: Room) -> tuple[Person, ...]:
    """With whom a talk can be held. Who may not know about custody may ask everybody from 14 on (D11, D18)."""
    if room.knows_custody:
        return tuple(one for one in can_answer(room.ground) if _is_known(one, room))
    day = room.ground.day
    alive = [one for one in room.family.participants if one.id in room.sight.known and one.deceased_on is None]
    return tuple(one for one in alive if one.born is not None and age_on(one.born, day) >= VETO_AGE)


def _is_known(person: Person, room: Room) -> bool:
    return person.id in room.sight.known or person not in room.family.participants


def _answering(person: Person, room: Room) -> Answering:
    """Of whom the birthday is not shown, no age is said either."""
    shown = room.judged.decision.shown
    is_told = any(one.cell.field == BORN and one.cell.persons == {person.id} for one in shown)
    return Answering(person.id, _age(person, room) if is_told else None)


def _age(person: Person, room: Room) -> int | None:
    return age_on(person.born, room.ground.day) if person.born else None


def _peace(room: Room, new: NewQuestion) -> date | None:
    assert new.person is not None
    categories = frozenset(category for category in Category if category in new.categories)
    asked = new.person, room.ground.recipients[new.recipient][0], categories
    return peace_until(room.ground.noes, asked, kind_of(new))
