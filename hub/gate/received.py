"""What an agency's own people received on the basis of a consent, out of the entries of their own looks (H6, D28).

Rule 1: an agency opens its own entries alone; what the other's people saw is neither asked for nor given.
Rule 2: what does not open, or says less than it should, leaves the question open: nobody's recall is missed.
Rule 3: who received something answers for it, named in the consent or not.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from hub.consent.papers import Paper
from hub.consent.recalling.store import (
    RecallRow,
    load_recalls,
    load_untried,
    note_tried,
    open_recalls,
    write_recall_answer,
)
from hub.consent.store import load_papers
from hub.db.errors import NotThere
from hub.gate.house import House
from hub.gate.looked import basis_of, key_of, received
from hub.gate.rules import by_rules_in_force
from hub.gate.taking_back import Change, change_paper
from hub.identity.store import load_ties
from hub.ledger.append import append
from hub.ledger.entry import Event, Touched, change
from hub.ledger.receiving.store import Key, read_received, read_unlisted
from hub.terms.access import Ticket
from hub.terms.ids import EntryId, FamilyId, FamilyNumber, new_id
from hub.terms.lists import Agency, Owner
from hub.terms.principals import machine
from hub.terms.recalls import RecallAnswer, Received

Found = Mapping[Key, Received | None]
REGISTER = machine("register")
"""Of each recall what was received; None where it cannot be said. Nothing at all: a `Received` of no looks."""


def work_out(house: House, ticket: Ticket, rows: Iterable[RecallRow], papers: Mapping[str, Paper]) -> Found:
    """What each recall of the own agency is about, against the committed look at the family's consents. One statement.

    Empty for whom holds no key of the log.
    """
    if house.reader is None:
        return {}
    looks = read_received(house.db, house.reader, ticket)
    found = {}
    for row in rows:
        key, paper = key_of(row), papers.get(row.ref)
        basis = basis_of(paper, row.ordinal) if paper is not None else None
        if key in looks and basis is not None:
            found[key] = received(looks[key], basis, Agency(row.agency), house.policies.catalogue)
    return found


@by_rules_in_force
def work_out_recalls(house: House, at: datetime) -> int:
    """Answer for the own people who received nothing, and ask those too whom no paper names; how many were answered.

    Each withdrawal once, and safe to cut off or repeat.
    """
    if house.reader is None:
        return 0
    return sum(_work_out_family(house, number, at) for number in load_untried(house.db))


def _work_out_family(house: House, number: FamilyNumber, at: datetime) -> int:
    ties = load_ties(house.db, number, (REGISTER,), at)
    if ties.family is None:
        return 0
    touched = Touched(Event.CONSENTS_READ, number, owners=_owners(house), details={"action": "received"})
    entry = change(EntryId(new_id()), REGISTER, at, house.policies.digest, touched)
    ticket = append(house.db, house.writer, replace(entry, family=ties.family, family_seq=ties.next_seq))
    rows = [row for row in load_recalls(house.db, ties.family) if row.agency == house.ring.holder]
    papers = _papers(house, ties.family)
    found = work_out(house, ticket, rows, papers)
    nothing = [row for row in rows if row.answer is None and _is_nothing(found.get(key_of(row)))]
    answered = sum(_answer(house, number, row, at) for row in nothing)
    _ask_unlisted(house, ticket, papers)
    note_tried(house.db, ticket.entry)
    return answered


def _ask_unlisted(house: House, ticket: Ticket, papers: Mapping[str, Paper]) -> None:
    """Whoever received something, or whose looks do not open, has to answer as if a paper named them."""
    assert house.reader is not None
    told = read_unlisted(house.db, house.reader, ticket)
    by_id = {str(paper.id): paper for paper in papers.values()}
    found = []
    for key, looks in told.looks.items():
        consent, ordinal, _ = key
        basis = basis_of(by_id[consent], ordinal) if consent in by_id else None
        agency, catalogue = Agency(house.ring.holder), house.policies.catalogue
        if basis is None or not _is_nothing(received(looks, basis, agency, catalogue)):
            found.append(key)
    if told.withdrawals:
        open_recalls(house.db, ticket.entry, told.withdrawals, None if told.too_many else found)


def _answer(house: House, number: FamilyNumber, recall: RecallRow, at: datetime) -> int:
    """Keep that nothing was received; 0 where somebody of the agency answered meanwhile."""
    answer = RecallAnswer.NOTHING_RECEIVED
    touched = Touched(
        Event.RECALL_ANSWERED, number, consents=(recall.ref,), owners=_owners(house), details={"answer": answer}
    )
    row = {
        "consent": recall.consent,
        "ordinal": recall.ordinal,
        "staff": recall.staff,
        "answer": answer,
        "by": REGISTER.id,
        "at": at.isoformat(),
    }
    keep = Change(touched, lambda _: False, lambda tx, entry, *_: write_recall_answer(tx, entry, row))
    try:
        change_paper(house, REGISTER, at, keep)
    except NotThere:
        return 0
    return 1


def _papers(house: House, family: FamilyId) -> Mapping[str, Paper]:
    with house.db.begin() as tx:
        return {paper.ref: paper for paper in load_papers(tx, family, house.policies.catalogue)}


def _owners(house: House) -> frozenset[Owner]:
    """Whose officer reads of it: the own."""
    return frozenset({Owner(house.ring.holder)})


def _is_nothing(found: Received | None) -> bool:
    return found is not None and found.looks == 0
