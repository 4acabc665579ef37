"""What an agency's own people received on the basis of a consent, out of the entries of their own looks (H6, D28).

Rule 1: an agency opens its own entries alone; what the other's people saw is neither asked for nor given.
Rule 2: what does not open, or says less than it should, leaves the question open: nobody's recall is missed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from hub.consent.papers import Paper, Withdrawal
from hub.consent.store import RecallRow, load_papers, load_recalls, load_untried, note_tried, write_recall_answer
from hub.db.errors import NotThere
from hub.gate.house import House
from hub.gate.rules import by_rules_in_force
from hub.gate.taking_back import Change, change_paper
from hub.identity.store import load_ties
from hub.ledger.append import append
from hub.ledger.entry import Event, Touched, change
from hub.ledger.receiving.store import Key, read_received
from hub.ledger.store import Opened
from hub.terms.access import Ticket
from hub.terms.catalogue import Catalogue
from hub.terms.ids import EntryId, FamilyId, FamilyNumber, FieldId, PersonId, StaffId, new_id
from hub.terms.lists import Agency, Category, Owner, Role
from hub.terms.principals import Principal
from hub.terms.recalls import RecallAnswer, Received

Found = Mapping[Key, Received | None]
"""Of each recall what was received; None where it cannot be said. Nothing at all: a `Received` of no looks."""


class _Basis(NamedTuple):
    """What was taken back: of which paper, whose and which categories."""

    ref: str
    persons: frozenset[PersonId]
    categories: frozenset[Category]


def work_out(house: House, ticket: Ticket, rows: Iterable[RecallRow], papers: Mapping[str, Paper]) -> Found:
    """What each recall of the own agency is about, against the committed look at the family's consents. One statement.

    Empty for whom holds no key of the log.
    """
    if house.reader is None:
        return {}
    looks = read_received(house.db, house.reader, ticket)
    found = {}
    for row in rows:
        key, paper = _key(row), papers.get(row.ref)
        if key in looks and paper is not None and row.ordinal <= len(paper.withdrawals):
            basis = _basis(paper, paper.withdrawals[row.ordinal - 1])
            found[key] = _read(looks[key], basis, Agency(row.agency), house.policies.catalogue)
    return found


@by_rules_in_force
def work_out_recalls(house: House, at: datetime) -> int:
    """Answer for the own people who received nothing; how many. Each family once, and safe to cut off or repeat."""
    if house.reader is None:
        return 0
    return sum(_work_out_family(house, number, at) for number in load_untried(house.db))


def _work_out_family(house: House, number: FamilyNumber, at: datetime) -> int:
    machine = Principal(StaffId("00000000-0000-0000-0000-000000000000"), "register", Role.IT_ADMIN, Agency.EXTERNAL)
    ties = load_ties(house.db, number, (machine,), at)
    if ties.family is None:
        return 0
    touched = Touched(Event.CONSENTS_READ, number, owners=_owners(house), details={"action": "received"})
    entry = change(EntryId(new_id()), machine, at, house.policies.digest, touched)
    ticket = append(house.db, house.writer, replace(entry, family=ties.family, family_seq=ties.next_seq))
    rows = [row for row in load_recalls(house.db, ties.family) if row.agency == house.ring.holder]
    found = work_out(house, ticket, rows, _papers(house, ties.family))
    nothing = [row for row in rows if row.answer is None and _is_nothing(found.get(_key(row)))]
    answered = sum(_answer(house, machine, number, row, at) for row in nothing)
    note_tried(house.db, ticket.entry)
    return answered


def _answer(house: House, machine: Principal, number: FamilyNumber, recall: RecallRow, at: datetime) -> int:
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
        "by": machine.id,
        "at": at.isoformat(),
    }
    keep = Change(touched, lambda _: False, lambda tx, entry, *_: write_recall_answer(tx, entry, row), opens=False)
    try:
        change_paper(house, machine, at, keep)
    except NotThere:
        return 0
    return 1


def _papers(house: House, family: FamilyId) -> Mapping[str, Paper]:
    with house.db.begin() as tx:
        return {paper.ref: paper for paper in load_papers(tx, family, house.policies.catalogue)}


def _owners(house: House) -> frozenset[Owner]:
    """Whose officer reads of it: the own."""
    return frozenset({Owner(house.ring.holder)})


def _key(row: RecallRow) -> Key:
    return str(row.consent), row.ordinal, str(row.staff)


def _is_nothing(found: Received | None) -> bool:
    return found is not None and found.looks == 0


def _basis(paper: Paper, back: Withdrawal) -> _Basis:
    categories = back.categories if back.categories is not None else paper.categories or frozenset(Category)
    return _Basis(paper.ref, back.persons if back.persons is not None else frozenset(paper.persons), categories)


def _read(looks: Sequence[Opened], basis: _Basis, agency: Agency, catalogue: Catalogue) -> Received | None:
    """What these looks showed; None also where one of them says what no look does: by hand anything can be written."""
    try:
        return _received(looks, basis, agency, catalogue)
    except (LookupError, TypeError, ValueError):
        return None


def _received(looks: Sequence[Opened], basis: _Basis, agency: Agency, catalogue: Catalogue) -> Received | None:
    """What these looks showed of the others' on this basis. None where one of them does not open."""
    persons: dict[PersonId, set[Category]] = {}
    times, roles = [], set()
    for one in looks:
        cells, consents = one.segments.get("access", {}).get("cells"), one.segments.get("decision", {}).get("consents")
        if not isinstance(cells, list) or not isinstance(consents, list):
            return None
        seen = list(_shown(cells, basis, agency, catalogue)) if basis.ref in consents else []
        for person, category in seen:
            persons.setdefault(person, set()).add(category)
        if seen:
            times.append(one.at)
            roles.add(Role(one.role))
    told = {person: tuple(one for one in Category if one in kinds) for person, kinds in persons.items()}
    span = (min(times), max(times)) if times else None
    return Received(len(times), told, tuple(sorted(roles)), span)


def _shown(
    cells: Sequence[object], basis: _Basis, agency: Agency, catalogue: Catalogue
) -> Iterator[tuple[PersonId, Category]]:
    """Of values that are not the reader's own: whose and of which kind, as far as it was taken back."""
    for group in cells:
        if not isinstance(group, list) or str(group[0]).split(":")[0] == agency.value:
            continue
        fields = {FieldId(str(place).split("@")[0].split("#")[0]) for place in group[3]}
        kinds = {catalogue.by_id[field].category for field in fields if field in catalogue.by_id}
        for person in basis.persons & set(map(PersonId, map(str, group[2]))):
            yield from ((person, kind) for kind in kinds & basis.categories)
