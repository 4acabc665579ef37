"""A talk is signed: its answers become papers, with one entry, in one transaction with what they open.

Sent twice, or by two at once, it is one: the talk is held until the transaction ends, and the second finds it done.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, time

from hub.consent.papers import Answer, Declaration, Notice, Paper, Way
from hub.consent.reading import names_by_id, read_recipient
from hub.consent.store import write_papers
from hub.db.database import Transaction
from hub.gate.following import follow_papers
from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.gate.talk_room import Room, enter_room
from hub.ledger.append import append
from hub.ledger.entry import Event, Touched, change
from hub.ledger.errors import NumberTaken
from hub.record.talks.store import end_talk, hold_talk, keep_scan, move_talk, take_number
from hub.terms.access import AccessRequest
from hub.terms.catalogue import Catalogue
from hub.terms.clock import BERLIN, age_on, legal_day
from hub.terms.consent_forms import GERMAN, Form
from hub.terms.ids import ConsentId, EntryId, new_id
from hub.terms.lists import Category, Level, Owner
from hub.terms.people import Insight
from hub.terms.talks import (
    Answered,
    KeptTalk,
    Question,
    Reply,
    Signed,
    SignFault,
    Talk,
    TalkOutcome,
    TalkState,
    TalkWay,
)

TRIES = 5
SHORTEST_REASON = 10
SHORTEST_STROKE = 4
Forms = Mapping[str, Form]


@by_rules_in_force
def sign_talk(house: House, request: AccessRequest, forms: Forms, talk: str, signed: Signed) -> TalkOutcome | None:
    """Keep what was signed, spoken, or found on the sheet; or what is wrong, and then nothing was kept.

    None: there is no such talk. Raises LedgerUnavailable and DatabaseUnavailable, and then nothing was kept either.
    """
    for _ in range(TRIES - 1):
        try:
            return _sign_once(house, request, forms, talk, signed)
        except NumberTaken:  # somebody wrote about the family meanwhile
            continue
    return _sign_once(house, request, forms, talk, signed)


@by_rules_in_force
def print_sheet(house: House, request: AccessRequest, forms: Forms, talk: str, signed: Signed) -> TalkOutcome | None:
    """Give a talk its number, to be signed on paper: it stays open until the scan came and was looked at."""
    room = enter_room(house, request)
    if room is None:
        return None
    with house.db.begin() as tx:
        kept = hold_talk(tx, house.ring, room.whose, talk, request.at)
        if kept is None:
            return None
        if kept.state is not TalkState.PREPARED:
            return TalkOutcome(kept.number)
        faults = tuple(_faults(room, forms, kept, replace(signed, way=TalkWay.PAPER, day=room.ground.day)))
        if faults:
            return TalkOutcome(faults=tuple(fault.value for fault in faults))
        number = take_number(tx, request.at)
        printed = replace(kept.talk, signed=replace(signed, way=TalkWay.PAPER, at=request.at))
        move_talk(tx, house.ring, room.family.id, KeptTalk(printed, TalkState.SHEET, number, request.at))
    return TalkOutcome(number)


@by_rules_in_force
def bring_scan(house: House, request: AccessRequest, talk: str, scan: bytes) -> TalkOutcome | None:
    """Keep the sheet as it came back. It counts for nothing until somebody looked at it."""
    if not is_pdf(scan):
        return TalkOutcome(faults=(SignFault.SCAN.value,))
    room = enter_room(house, request)
    if room is None:
        return None
    with house.db.begin() as tx:
        kept = hold_talk(tx, house.ring, room.whose, talk, request.at)
        if kept is None or kept.state not in (TalkState.SHEET, TalkState.SCANNED):
            return None
        keep_scan(tx, house.ring, room.whose, talk, (scan, request.at))
        moved = replace(kept, state=TalkState.SCANNED, saved_at=request.at)
        move_talk(tx, house.ring, room.family.id, moved)
    return TalkOutcome(kept.number)


def is_pdf(scan: bytes) -> bool:
    """It begins and ends like one. What is in it is looked at by people, in the browser, and never by this process."""
    return scan.startswith(b"%PDF-") and b"%%EOF" in scan[-2048:]


def _sign_once(house: House, request: AccessRequest, forms: Forms, talk: str, signed: Signed) -> TalkOutcome | None:
    room = enter_room(house, request)
    if room is None:
        return None
    with house.db.begin() as tx:
        kept = hold_talk(tx, house.ring, room.whose, talk, request.at)
        if kept is None:
            return None
        if kept.state is TalkState.DONE:
            return TalkOutcome(kept.number)
        faults = tuple(_faults(room, forms, kept, signed))
        if faults:
            return TalkOutcome(faults=tuple(dict.fromkeys(fault.value for fault in faults)))
        number = kept.number or take_number(tx, request.at)
        done = KeptTalk(replace(kept.talk, signed=_dated(signed, request.at)), TalkState.DONE, number, request.at)
        _keep(house, tx, room, done)
    return TalkOutcome(number)


def _keep(house: House, tx: Transaction, room: Room, done: KeptTalk) -> None:
    """The entry, the papers, the sealed talk, and what follows: lists and keys."""
    request, family = room.judged.request, room.family
    papers = papers_of(done, request.at, house.policies.catalogue)
    touched = Touched(
        Event.CONSENT_GRANTED,
        family.number,
        consents=tuple(paper.ref for paper in papers),
        persons=frozenset({done.talk.by, *(person for paper in papers for person in paper.persons)}),
        owners=frozenset({Owner.JOINT}),
        purpose=request.purpose,
        details={"way": papers[0].way.value, "number": done.number},
    )
    entry = change(EntryId(new_id()), request.principal, request.at, house.policies.digest, touched)
    append(tx, house.writer, replace(entry, family=family.id, family_seq=room.facts.ties.next_seq))
    write_papers(tx, entry.id, family.id, papers, house.policies.catalogue)
    end_talk(tx, house.ring, entry.id, family.id, done)
    follow_papers(house, tx, entry.id, family, request.at)


def papers_of(done: KeptTalk, at: datetime, catalogue: Catalogue) -> tuple[Paper, ...]:
    """A paper for each question: with a yes or a no; with neither where it is to be decided later."""
    signed = done.talk.signed
    assert signed is not None
    pairs = zip(done.talk.questions, signed.answers, strict=True)
    return tuple(
        _paper(done, n, question, answered, at=at, catalogue=catalogue)
        for n, (question, answered) in enumerate(pairs, start=1)
    )


def _paper(
    done: KeptTalk, place: int, question: Question, answered: Answered, *, at: datetime, catalogue: Catalogue
) -> Paper:
    talk, signed = done.talk, done.talk.signed
    assert signed is not None
    day = signed.day or legal_day(at)
    said = (
        Declaration(talk.by, _said_at(signed, at), Answer(answered.reply.value), Insight(signed.insight))
        if answered.reply is not Reply.LATER
        else None
    )
    beside = talk.language.removesuffix("-easy")
    return Paper(
        id=ConsentId(new_id()),
        ref=f"{done.number}-{place}",
        persons=(question.person,),
        categories=frozenset(question.categories),
        fields=sum(catalogue.category_masks[category] for category in question.categories),
        recipients=(read_recipient(question.recipient, names_by_id(catalogue)),),
        purposes=frozenset({question.purpose}),
        valid_from=day,
        valid_to=question.until,
        way=Way(signed.way.value),
        level=Level.FULL,
        notices=frozenset(Notice),
        languages=frozenset({GERMAN, beside} - {""}),
        interpreter=frozenset({beside} - {""}) if talk.interpreter else frozenset(),
        deputies=question.asks_deputies and answered.deputies,
        declarations=(said,) if said else (),
        special_circumstances=signed.reason or None,
        form_version=talk.form,
        asked_on=(day,),
    )


def _faults(room: Room, forms: Forms, kept: KeptTalk, signed: Signed) -> Iterator[SignFault]:
    talk, day = kept.talk, room.ground.day
    form = forms.get(talk.form)
    if form is None or form.digest != talk.digest or not form.is_current(signed.day or day):
        yield SignFault.FORM
    if not talk.questions:
        yield SignFault.NO_QUESTIONS
    if len(signed.answers) != len(talk.questions):
        yield SignFault.ANSWERS
        return
    if all(one.reply is Reply.LATER for one in signed.answers):
        yield SignFault.NOTHING
    yield from _about_person(room, talk, signed)
    yield from _about_way(room, kept, signed)
    if any(question.until < day for question in talk.questions):
        yield SignFault.UNTIL


def _about_person(room: Room, talk: Talk, signed: Signed) -> Iterator[SignFault]:
    """Power, insight and language of whoever answers, today (R8)."""
    people, day = room.ground.asked.circle.people, room.ground.day
    signer = people.get(talk.by)
    if signer is None or signer.deceased_on is not None:
        yield SignFault.POWER
        return
    for question in talk.questions:
        person = people.get(question.person)
        if person is None or not room.ground.signs(room.ground, talk.by, person, frozenset(question.categories)):
            yield SignFault.POWER
    if signed.insight not in set(Insight) or (
        signer.born is not None and age_on(signer.born, day) < 18 and not signed.insight
    ):
        yield SignFault.INSIGHT
    beside = talk.language.removesuffix("-easy")
    if signer.languages.isdisjoint({GERMAN, beside}):
        yield SignFault.LANGUAGE


def _about_way(room: Room, kept: KeptTalk, signed: Signed) -> Iterator[SignFault]:
    match signed.way:
        case TalkWay.TABLET:
            if sum(len(stroke) for stroke in signed.strokes) < SHORTEST_STROKE:
                yield SignFault.SIGNATURE
        case TalkWay.ORAL:
            if len(" ".join(signed.reason.split())) < SHORTEST_REASON:
                yield SignFault.REASON
            pairs = zip(kept.talk.questions, signed.answers, strict=True)
            if any(Category.HEALTH in one.categories and said.reply is Reply.YES for one, said in pairs):
                yield SignFault.HEALTH
        case TalkWay.PAPER if kept.state is TalkState.SCANNED:
            yield from _about_sheet(room, kept, signed)
        case TalkWay.PAPER if kept.state is TalkState.SHEET:
            yield SignFault.SCAN


def _about_sheet(room: Room, kept: KeptTalk, signed: Signed) -> Iterator[SignFault]:
    """The second look finds on the sheet what was answered, and a day between printing and today."""
    before = kept.talk.signed
    assert before is not None and before.at is not None
    if signed.answers != before.answers:
        yield SignFault.CHECK
    if signed.day is None or not legal_day(before.at) <= signed.day <= room.ground.day:
        yield SignFault.DAY


def _dated(signed: Signed, at: datetime) -> Signed:
    return replace(signed, at=_said_at(signed, at), day=signed.day or legal_day(at))


def _said_at(signed: Signed, at: datetime) -> datetime:
    """Now; on a sheet that was signed on another day, at the end of that day: it was not earlier (D1)."""
    if signed.day is None or signed.day >= legal_day(at):
        return at
    return datetime.combine(signed.day, time(23, 59, 59), BERLIN)
