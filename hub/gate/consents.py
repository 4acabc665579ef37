"""Taking consent, and taking it back. From the commit on, every window of everybody shows what is so then."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from hub.consent.papers import Paper, Withdrawal
from hub.consent.reading import FORMAT_DEFAULTS, Names, parse_paper
from hub.consent.secrecy import Release203, parse_release_203
from hub.consent.store import load_papers, write_papers, write_withdrawal
from hub.db.database import Transaction
from hub.gate.following import follow_lists, follow_papers
from hub.gate.foreseeing import Begun, foresee, with_paper
from hub.gate.house import House
from hub.gate.journal import keep_journal
from hub.gate.rules import by_rules_in_force
from hub.identity.store import load_ties
from hub.ledger.append import TRIES, append
from hub.ledger.entry import Entry, Event, Touched, change
from hub.ledger.errors import NumberTaken
from hub.record.store import load_outline
from hub.terms.access import Outline
from hub.terms.catalogue import Catalogue
from hub.terms.ids import CellId, ConsentId, EntryId, FamilyNumber, PersonId, StaffId, new_id
from hub.terms.lists import Owner
from hub.terms.people import Family
from hub.terms.principals import Principal

Document = Mapping[str, object]


@dataclass(frozen=True)
class Papers:
    """What was signed about a family that enters, for the book: `family_seq` is the number that its entry takes.

    `posts` are those of everybody whom the papers may name.
    """

    family: Family
    family_seq: int
    papers: tuple[Paper, ...]
    posts: tuple[Principal, ...] = ()


@dataclass(frozen=True)
class Given:
    """What was signed about a family that is here already."""

    number: FamilyNumber
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


def read_papers(
    documents: Iterable[tuple[str, Document]], words: Words, catalogue: Catalogue, standard: Document | None = None
) -> tuple[Paper, ...]:
    """Papers out of their documents by reference. Raises ValueError with place, never with what stands there.

    `standard` is what a document says where it is silent, beyond what the format itself takes for said.
    """
    names = replace(_names(words, catalogue), standard={**FORMAT_DEFAULTS, **(standard or {})})
    return tuple(parse_paper(document, ConsentId(new_id()), ref, names) for ref, document in documents)


def read_releases_203(
    documents: Iterable[tuple[str, Document]], words: Words, catalogue: Catalogue
) -> tuple[Release203, ...]:
    """Releases from professional secrecy out of their documents, likewise."""
    names = _names(words, catalogue)
    return tuple(parse_release_203(document, ref, names) for ref, document in documents)


def _names(words: Words, catalogue: Catalogue) -> Names:
    return Names(words.persons.__getitem__, words.staff.__getitem__, words.cells.__getitem__, catalogue)


class NoSuchFamily(LookupError):
    """There is no family of that number."""


class NoSuchConsent(LookupError):
    """The family has no consent of that name."""


@by_rules_in_force
def take_consent(house: House, principal: Principal, at: datetime, given: Given) -> EntryId:
    """Keep papers of a family that is here, as they were signed, and let keys and open tickets follow, in one go.

    Keys of this agency are wrapped for whomever the papers name; the makers of others are asked to, and do so at once.
    """
    for _ in range(TRIES - 1):
        try:
            return _take_once(house, principal, at, given)
        except NumberTaken:  # somebody opened the family meanwhile
            continue
    return _take_once(house, principal, at, given)


def take_consent_on_arrival(
    house: House, tx: Transaction, principal: Principal, at: datetime, signed: Papers
) -> EntryId:
    """Keep the papers with which a family enters: its keys were wrapped by them when they were made."""
    family = signed.family
    entry = _consent_entry(house, principal, at, Given(family.number, signed.papers))
    append(tx, house.writer, replace(entry, family=family.id, family_seq=signed.family_seq))
    write_papers(tx, entry.id, family.id, signed.papers, house.policies.catalogue)
    follow_lists(house, tx, entry.id, family, (signed.papers, signed.posts))
    return entry.id


@by_rules_in_force
def take_withdrawal(house: House, principal: Principal, at: datetime, taken_back: TakenBack) -> EntryId:
    """Keep a withdrawal, void open tickets and take the keys away, all in one transaction (D27).

    Who withdraws needs no reason; what a withdrawal of this person is worth follows from the law, not from here.
    """
    for _ in range(TRIES - 1):
        try:
            return _take_back_once(house, principal, at, taken_back)
        except NumberTaken:  # somebody opened the family meanwhile
            continue
    return _take_back_once(house, principal, at, taken_back)


def _take_once(house: House, principal: Principal, at: datetime, given: Given) -> EntryId:
    family, next_seq = _find(house, principal, at, given.number)
    if family is None:
        raise NoSuchFamily(given.number)
    entry = _consent_entry(house, principal, at, given)
    before = load_papers(house.db, family.id, house.policies.catalogue)
    foreseen = foresee(house, house.db, Begun(family, at, before), [*before, *given.papers])
    with house.db.begin() as tx:
        append(tx, house.writer, replace(entry, family=family.id, family_seq=next_seq))
        write_papers(tx, entry.id, family.id, given.papers, house.policies.catalogue)
        follow_papers(house, tx, entry.id, foreseen)
    return entry.id


def _take_back_once(house: House, principal: Principal, at: datetime, taken_back: TakenBack) -> EntryId:
    family, next_seq = _find(house, principal, at, taken_back.number)
    if family is None:
        raise NoSuchConsent(taken_back.ref)
    entry = _entry(house, principal, at, taken_back)
    before = load_papers(house.db, family.id, house.policies.catalogue)
    paper = next((paper for paper in before if paper.ref == taken_back.ref), None)
    if paper is None:
        raise NoSuchConsent(taken_back.ref)
    now = replace(paper, withdrawals=(*paper.withdrawals, taken_back.withdrawal))
    foreseen = foresee(house, house.db, Begun(family, at, before), with_paper(before, now))
    with house.db.begin() as tx:
        append(tx, house.writer, replace(entry, family=family.id, family_seq=next_seq))
        write_withdrawal(tx, entry.id, family.id, paper, taken_back.withdrawal)
        follow_papers(house, tx, entry.id, foreseen)
    keep_journal(house)
    return entry.id


def _find(house: House, principal: Principal, at: datetime, number: FamilyNumber) -> tuple[Family | None, int]:
    ties = load_ties(house.db, number, (principal,), at)
    outline = load_outline(house.db, ties.family) if ties.family else Outline()
    return outline.family, ties.next_seq


def _consent_entry(house: House, principal: Principal, at: datetime, given: Given) -> Entry:
    touched = Touched(
        Event.CONSENT_GRANTED,
        given.number,
        consents=tuple(paper.ref for paper in given.papers),
        persons=frozenset(person for paper in given.papers for person in paper.persons),
        owners=frozenset({Owner.JOINT}),
    )
    return change(EntryId(new_id()), principal, at, house.policies.digest, touched)


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
