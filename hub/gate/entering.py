"""A talk is signed: its answers become papers, with one entry, in one transaction with what they open.

Sent twice, or by two at once, it is one: the talk is held until the transaction ends, and the second finds it done.
"""

from collections.abc import Sequence
from dataclasses import replace

from hub.consent.papers import Paper, Way
from hub.consent.store import keep_asked, load_papers, write_papers
from hub.db.database import Transaction
from hub.gate.anew import begun_anew
from hub.gate.following import follow_papers
from hub.gate.foreseeing import Begun, foresee
from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.gate.signing import Forms, find_sign_faults
from hub.gate.talk_papers import papers_of, said_at
from hub.gate.talk_room import Room, accounts_of, enter_room
from hub.ledger.append import append
from hub.ledger.entry import Event, Touched, change
from hub.record.talks.store import end_talk, hold_talk, keep_scan, move_talk, take_number
from hub.record.talks.waiting import seal_waiting
from hub.terms.access import AccessRequest
from hub.terms.clock import legal_day
from hub.terms.family_questions import Waiting
from hub.terms.ids import EntryId, FamilyId, new_id
from hub.terms.lists import Owner
from hub.terms.talk_faults import SignFault
from hub.terms.talks import KeptTalk, Signed, TalkOutcome, TalkState, TalkWay


@by_rules_in_force
@begun_anew
def sign_talk(house: House, request: AccessRequest, forms: Forms, talk: str, signed: Signed) -> TalkOutcome | None:
    """Keep what was signed, spoken, or found on the sheet; or what is wrong, and then nothing was kept.

    None: there is no such talk. Raises LedgerUnavailable and DatabaseUnavailable, and then nothing was kept either.
    """
    room = enter_room(house, request)
    if room is None:
        return None
    with house.db.begin() as tx:
        kept = hold_talk(tx, house.ring, room.whose, talk, request.at)
        if kept is None:
            return None
        if kept.state is TalkState.DONE:
            return TalkOutcome(kept.number)
        return complete(house, tx, room, forms, (kept, signed))[0]


@by_rules_in_force
@begun_anew
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
        faults = tuple(find_sign_faults(room, forms, kept, replace(signed, way=TalkWay.PAPER, day=room.ground.day)))
        if faults:
            return TalkOutcome(faults=tuple(fault.value for fault in faults))
        number = take_number(tx, request.at)
        printed = replace(kept.talk, signed=replace(signed, way=TalkWay.PAPER, at=request.at))
        _keep_sheet(house, tx, room, KeptTalk(printed, TalkState.SHEET, number, request.at))
    return TalkOutcome(number)


@by_rules_in_force
@begun_anew
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
        _keep_sheet(house, tx, room, replace(kept, state=TalkState.SCANNED, saved_at=request.at))
    return TalkOutcome(kept.number)


def is_pdf(scan: bytes) -> bool:
    """It begins and ends like one. What is in it is looked at by people, in the browser, and never by this process."""
    return scan.startswith(b"%PDF-") and b"%%EOF" in scan[-2048:]


def _keep_sheet(house: House, tx: Transaction, room: Room, moved: KeptTalk) -> None:
    """With its entry: names leave the house on paper, and a scan takes the place of the one before."""
    request, family, talk = room.judged.request, room.family, moved.talk
    touched = Touched(
        Event.SHEET_KEPT,
        family.number,
        persons=frozenset({talk.by, *(question.person for question in talk.questions)}),
        owners=frozenset({Owner.JOINT}),
        purpose=request.purpose,
        details={"number": moved.number, "step": moved.state.value},
    )
    entry = change(EntryId(new_id()), request.principal, request.at, house.policies.digest, touched)
    append(tx, house.writer, replace(entry, family=family.id, family_seq=room.facts.ties.next_seq))
    move_talk(tx, house.ring, family.id, moved)


def complete(
    house: House, tx: Transaction, room: Room, forms: Forms, signing: tuple[KeptTalk, Signed]
) -> tuple[TalkOutcome, EntryId | None]:
    """End a talk that is held: its number and its entry; or what is wrong with it, and then nothing was written."""
    kept, signed = signing
    at = room.judged.request.at
    faults = tuple(dict.fromkeys(fault.value for fault in find_sign_faults(room, forms, kept, signed)))
    if (signed.way is TalkWay.PAPER) is not (kept.state is TalkState.SCANNED):
        faults = (*faults, SignFault.SCAN.value)
    if signed.way is not TalkWay.PAPER and kept.state is TalkState.SHEET:  # a sheet is about: its answers would be lost
        faults = (*faults, SignFault.WAY.value)
    if signed.way is TalkWay.PORTAL and kept.talk.by not in accounts_of(house, room.family):
        faults = (*faults, SignFault.ACCOUNT.value)
    if faults:
        return TalkOutcome(faults=faults), None
    number = kept.number or take_number(tx, at)
    dated = replace(signed, at=said_at(signed, at), day=signed.day or legal_day(at))
    done = KeptTalk(replace(kept.talk, signed=dated), TalkState.DONE, number, at)
    return TalkOutcome(number), _keep(house, tx, room, done)


def _keep(house: House, tx: Transaction, room: Room, done: KeptTalk) -> EntryId:
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
    before = load_papers(tx, family.id, house.policies.catalogue)
    foreseen = foresee(house, tx, Begun(family, request.at, before), [*before, *papers])
    append(tx, house.writer, replace(entry, family=family.id, family_seq=room.facts.ties.next_seq))
    write_papers(tx, entry.id, family.id, papers, house.policies.catalogue)
    end_talk(tx, house.ring, entry.id, family.id, done)
    if papers[0].way is Way.PORTAL:
        _leave_on_page(house, tx, (entry.id, family.id), done, papers)
    follow_papers(house, tx, entry.id, foreseen)
    return entry.id


def _leave_on_page(
    house: House, tx: Transaction, where: tuple[EntryId, FamilyId], done: KeptTalk, papers: Sequence[Paper]
) -> None:
    """Seal each question to the families' process: there whoever is asked reads and answers it."""
    entry, family = where
    talk, day = done.talk, legal_day(done.saved_at)
    for paper, question in zip(papers, talk.questions, strict=True):
        waiting = Waiting(paper.ref, question, talk.form, talk.digest, talk.language, day)
        keep_asked(tx, entry, paper, (talk.by, seal_waiting(house.ring, family, paper.id, waiting)))
