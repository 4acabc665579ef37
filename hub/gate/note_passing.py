"""A single confided note: everybody is asked who must agree, and then its worker passes it on (§ 65 SGB VIII, C7).

To whom it was not confided, nothing of it is there: no talk, no paper, no word that it was asked about.
"""

from collections.abc import Iterator
from dataclasses import replace

from hub.consent.papers import Paper
from hub.db.errors import CellChanged
from hub.gate.anew import asked_anew
from hub.gate.consent_view import disclose_look, write_look
from hub.gate.contribute import contribute
from hub.gate.disclose import disclose
from hub.gate.house import House
from hub.gate.note_lacks import note_lacks
from hub.gate.rules import by_rules_in_force
from hub.gate.standing import load_standing
from hub.gate.talk_questions import find_question_faults, make_question
from hub.gate.talk_room import Room, enter_room
from hub.gate.talking import answerers
from hub.record.store import mark_passed_on
from hub.record.talks.store import save_talk
from hub.terms.access import AccessRequest, Act, OutlineCell
from hub.terms.answers import Value
from hub.terms.changes import CellChange, Source
from hub.terms.clock import age_on, legal_day
from hub.terms.consent_forms import Form
from hub.terms.ids import CellId, PersonId, new_id
from hub.terms.lists import Category, Effect, Level, Purpose
from hub.terms.note_passing import LONGEST_EXTRACT, NoteAsked, NotePassed, PassFault, PassingDesk
from hub.terms.plain import flaws_of
from hub.terms.talk_faults import QuestionFault
from hub.terms.talks import NewQuestion, Talk, TalkOutcome

NOTES = frozenset({Category.SINGLE_NOTE})


@by_rules_in_force
@asked_anew
def look_at_passing(house: House, request: AccessRequest, cell: CellId) -> PassingDesk | None:
    """Who can be asked about a note of one's own, for what, and what was said; written down as a look at its papers."""
    room = enter_room(house, request)
    note = _own_note(room, cell)
    if room is None or note is None:
        return None
    papers = [paper for paper in room.facts.papers if cell in paper.entries]
    ticket = write_look(house, room.judged, room.facts.ties, papers)
    return PassingDesk(
        disclosure=disclose_look(house, room.judged, ticket),
        answering=tuple(one.id for one in answerers(room) if _about(room, note, one.id)),
        recipients=tuple(name for _, name in room.ground.recipients.values()),
        purposes=tuple(purpose for purpose in Purpose if purpose in room.ground.purposes),
        papers=tuple(NotePassed(paper.ref, tuple(_left(paper))) for paper in papers),
        is_passed_on=note.passed_on,
    )


@by_rules_in_force
def ask_about_note(house: House, request: AccessRequest, form: Form, asked: NoteAsked) -> TalkOutcome | str | None:
    """A talk about this note, there for its worker alone: its id; or what is wrong. None: there is no such note."""
    room = enter_room(house, request)
    note = _own_note(room, asked.cell)
    if room is None or note is None:
        return None
    by = next((one for one in answerers(room) if one.id == asked.by), None)
    about = _about(room, note, asked.by)
    if by is None or not about:
        return TalkOutcome(faults=(QuestionFault.NO_POWER.value,))
    age = age_on(by.born, room.ground.day) if by.born else None
    talk = Talk(new_id(), by.id, asked.by_name, request.purpose, form.version, form.digest, age)
    talk = replace(talk, only_for=request.principal.id)
    for person in about:
        new = _question(asked, person)
        faults = find_question_faults(room.ground, form, talk, new)
        if faults:
            return TalkOutcome(faults=tuple(fault.value for fault in faults))
        talk = replace(talk, questions=(*talk.questions, make_question(room.ground, new)))
    return talk.id if save_talk(house.db, house.ring, room.whose, talk, request.at) else None


@by_rules_in_force
def pass_note_on(house: House, request: AccessRequest, cell: CellId, extract: str) -> PassFault | None:
    """Keep what is passed on beside the whole note, and that it is passed on, in one transaction; twice is once.

    Raises LookupError where there is no such note of theirs; LedgerUnavailable and DatabaseUnavailable, and then
    nothing was written.
    """
    standing = load_standing(house, request)
    note = next((one for one in standing.outline.cells if _is_own(one, request, cell)), None)
    if note is None:
        raise LookupError("no such note")
    if note.passed_on:
        return None
    words = extract.strip()
    if not words or len(words) > LONGEST_EXTRACT or flaws_of(words):
        return PassFault.EXTRACT
    if not any(one.is_complete and one.refs for one in note_lacks(house, standing) if one.cell == cell):
        return PassFault.LACKS
    return _keep(house, request, note, words)


def _keep(house: House, request: AccessRequest, note: OutlineCell, words: str) -> PassFault | None:
    """The note as it is, what is passed on beside it, and that it was passed on."""
    whole, marked = _whole(house, request, note), (note.cell, request.principal.id)
    change = _change(request, note, whole, words)
    try:
        done = contribute(
            house,
            replace(request, act=Act.CONTRIBUTE),
            (change,),
            lambda tx, entry: mark_passed_on(tx, entry, marked, request.at),
        )
    except CellChanged:
        return PassFault.CHANGED
    if done.effect is Effect.DENY:
        raise LookupError("no such note")
    return None


def _own_note(room: Room | None, cell: CellId) -> OutlineCell | None:
    if room is None:
        return None
    return next((one for one in room.facts.outline.cells if _is_own(one, room.judged.request, cell)), None)


def _is_own(one: OutlineCell, request: AccessRequest, cell: CellId) -> bool:
    """Confided to the very worker who asks, and kept by their agency."""
    principal = request.principal
    return one.cell == cell and one.entrusted_to == principal.id and one.owner.value == principal.agency.value


def _about(room: Room, note: OutlineCell, by: PersonId) -> tuple[PersonId, ...]:
    """For whom somebody answers: whom it is about and for whom they sign; themselves, if they confided it."""
    subjects = [one for one in room.family.participants if one.id in note.persons]
    found = [one.id for one in subjects if room.ground.signs(room.ground, by, one, NOTES)]
    if by in note.entrusted_by and by not in found:
        found.append(by)
    return tuple(found)


def _question(asked: NoteAsked, person: PersonId) -> NewQuestion:
    return NewQuestion(
        person=person,
        recipient=asked.to,
        categories=(),
        purpose=asked.aim,
        why=asked.why,
        until=asked.until,
        names=(dict(asked.names).get(person, ""), asked.to_name),
        note=(asked.cell, asked.words),
    )


def _left(paper: Paper) -> Iterator[PersonId]:
    """Who said yes on it last and has not taken it back."""
    for by in dict.fromkeys(said.by for said in paper.yeses):
        said = max(one.at for one in paper.yeses if one.by == by)
        if not any(back.by == by and back.received_at >= said for back in paper.withdrawals):
            yield by


def _whole(house: House, request: AccessRequest, note: OutlineCell) -> Value:
    """The note itself, by a look that is written down: it is kept beside what is passed on."""
    seen = disclose(house, replace(request, act=Act.DISCLOSE, only=frozenset({note.field})))
    found = (one for one in seen.projection.shown if one.cell == note.cell and one.level is Level.FULL)
    value = next(found, None)
    if value is None:
        raise LookupError("no such note")
    return value


def _change(request: AccessRequest, note: OutlineCell, whole: Value, words: str) -> CellChange:
    return CellChange(
        cell=note.cell,
        expected=note.version,
        field=note.field,
        persons=note.persons,
        owner=note.owner,
        provider=note.provider,
        entry=note.entry,
        part=note.part,
        extract_of=note.extract_of,
        entrusted_to=note.entrusted_to,
        entrusted_by=note.entrusted_by,
        passed_on_at=request.at,
        texts={Level.FULL: whole.content, Level.SUMMARY: words},
        source=Source.PERSON,
        stated_on=legal_day(request.at),
        author=request.principal.id,
        disputed=note.disputed,
        bound=note.source,
    )
