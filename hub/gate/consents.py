"""Taking consent, and taking it back. From the commit on, every window of everybody shows what is so then."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from hub.consent.papers import Paper, Withdrawal
from hub.consent.reading import FORMAT_DEFAULTS, Names, parse_paper
from hub.consent.store import load_papers, write_papers, write_withdrawal
from hub.db.database import Transaction
from hub.gate.house import House
from hub.gate.wrapping import Roster, windows_of
from hub.identity.store import load_ties
from hub.ledger.append import append
from hub.ledger.entry import Entry, Event, Touched, change
from hub.ledger.errors import NumberTaken
from hub.record.store import load_outline, load_wrappings, narrow_wrappings
from hub.record.writing import Windows, Wrapping
from hub.terms.access import Outline
from hub.terms.ids import CellId, ConsentId, EntryId, FamilyNumber, PersonId, StaffId, new_id
from hub.terms.lists import Owner
from hub.terms.people import Family
from hub.terms.principals import Principal

TRIES = 5
Document = Mapping[str, object]


@dataclass(frozen=True)
class Papers:
    """What was signed about one family, for the book: `family_seq` is the number that its entry takes."""

    family: Family
    family_seq: int
    papers: tuple[Paper, ...]


@dataclass(frozen=True)
class TakenBack:
    """A withdrawal of one consent of a family, as it was received."""

    number: FamilyNumber
    ref: str
    withdrawal: Withdrawal


@dataclass(frozen=True)
class Words:
    """What references in a consent's document mean: persons and cells of the family, staff of the Kreis."""

    persons: Mapping[str, PersonId]
    staff: Mapping[str, StaffId]
    cells: Mapping[str, CellId]


def read_papers(documents: Iterable[tuple[str, Document]], words: Words, house: House) -> tuple[Paper, ...]:
    """Papers out of their documents by reference. Raises ValueError with place, never with what stands there."""
    names = Names(
        person=words.persons.__getitem__,
        staff=words.staff.__getitem__,
        cell=words.cells.__getitem__,
        catalogue=house.policies.catalogue,
        standard=FORMAT_DEFAULTS,
    )
    return tuple(parse_paper(document, ConsentId(new_id()), ref, names) for ref, document in documents)


class NoSuchConsent(LookupError):
    """The family has no consent of that name."""


def take_consent(house: House, tx: Transaction, principal: Principal, at: datetime, signed: Papers) -> EntryId:
    """Keep papers as they were signed. Tickets of the family that are still open become void."""
    persons = frozenset(person for paper in signed.papers for person in paper.persons)
    touched = Touched(
        Event.CONSENT_GRANTED,
        signed.family.number,
        consents=tuple(paper.ref for paper in signed.papers),
        persons=persons,
        owners=frozenset({Owner.JOINT}),
    )
    entry = change(EntryId(new_id()), principal, at, house.policies.digest, touched)
    append(tx, house.writer, replace(entry, family=signed.family.id, family_seq=signed.family_seq))
    write_papers(tx, entry.id, signed.family.id, signed.papers, house.policies.catalogue)
    return entry.id


def take_withdrawal(house: House, principal: Principal, at: datetime, taken_back: TakenBack, roster: Roster) -> EntryId:
    """Keep a withdrawal, void open tickets and take the keys away, all in one transaction (D27).

    Who withdraws needs no reason; what a withdrawal of this person is worth follows from the law, not from here.
    """
    for _ in range(TRIES - 1):
        try:
            return _take_once(house, principal, at, taken_back, roster)
        except NumberTaken:  # somebody opened the family meanwhile
            continue
    return _take_once(house, principal, at, taken_back, roster)


def _take_once(house: House, principal: Principal, at: datetime, taken_back: TakenBack, roster: Roster) -> EntryId:
    ties = load_ties(house.db, taken_back.number, (principal,), at)
    outline = load_outline(house.db, ties.family) if ties.family else Outline()
    if outline.family is None:
        raise NoSuchConsent(taken_back.ref)
    family, catalogue = outline.family, house.policies.catalogue
    with house.db.begin() as tx:
        papers = load_papers(tx, family.id, catalogue)
        paper = next((paper for paper in papers if paper.ref == taken_back.ref), None)
        if paper is None:
            raise NoSuchConsent(taken_back.ref)
        entry = replace(_entry(house, principal, at, taken_back), family=family.id, family_seq=ties.next_seq)
        append(tx, house.writer, entry)
        write_withdrawal(tx, entry.id, family.id, paper, taken_back.withdrawal)
        narrower = replace(paper, withdrawals=(*paper.withdrawals, taken_back.withdrawal))
        now = windows_of([narrower if one is paper else one for one in papers], family, roster, catalogue)
        narrow_wrappings(tx, entry.id, _shorter(load_wrappings(tx, family.id, house.policies.catalogue), now, at))
    return entry.id


def _entry(house: House, principal: Principal, at: datetime, taken_back: TakenBack) -> Entry:
    touched = Touched(
        Event.CONSENT_WITHDRAWN,
        taken_back.number,
        consents=(taken_back.ref,),
        persons=frozenset({taken_back.withdrawal.by}),
        owners=frozenset({Owner.JOINT}),
        details={"received_at": taken_back.withdrawal.received_at.isoformat()},
    )
    return change(EntryId(new_id()), principal, at, house.policies.digest, touched)


def _shorter(wrappings: Sequence[Wrapping], windows: Windows, at: datetime) -> Iterator[tuple[Wrapping, datetime]]:
    """Wrappings with the end that they still have. A consent less can only end them earlier, never later."""
    for wrapping in wrappings:
        held = wrapping.window
        still = [
            window.until
            for window in windows(wrapping.whose, wrapping.place)
            if window.holder == held.holder and window.since <= max(at, held.since) < window.until
        ]
        until = min(held.until, max(still, default=held.since))
        if until < held.until:
            yield wrapping, until
