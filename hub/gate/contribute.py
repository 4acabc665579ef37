"""Adding: a change and its entry are one transaction; both or neither."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from hub.consent.papers import Paper
from hub.db.database import Transaction
from hub.gate.deputies import standing_in
from hub.gate.following import current_windows
from hub.gate.house import House
from hub.gate.inputs.meeting import Arriving as Newcomers
from hub.gate.inputs.meeting import mark_staff, meet_families, meet_staff
from hub.gate.kin import opened_to_kin
from hub.gate.rules import by_rules_in_force
from hub.gate.statute import Charge, opened_by_statute
from hub.gate.wrapping import Beside, Roster, windows_of
from hub.identity.store import load_ties, write_accounts
from hub.ledger.append import TRIES, append
from hub.ledger.entry import Event, Seen, Touched, change, look
from hub.ledger.errors import NumberTaken
from hub.policy.agreed import closed
from hub.policy.decide import admits, decide, refusal
from hub.record.places import OpenKeys
from hub.record.store import (
    Directory,
    load_directory,
    load_keys,
    load_outline,
    write_cells,
    write_directory,
    write_family,
)
from hub.record.writing import Sheet
from hub.terms.access import AccessRequest, Context, Decision, Outline, OutlineCell
from hub.terms.changes import CellChange
from hub.terms.ids import CellId, EntryId, FamilyNumber, StaffId, new_id
from hub.terms.lists import Agency, Effect, Level, Owner, Role
from hub.terms.people import Family
from hub.terms.principals import Principal

FAMILIES = {"unit": "family", "name": "Familie"}
"""The agency of those who sign in for themselves; made with the first account."""
ANY_LEVEL = sum(1 << level for level in Level)

Besides = Callable[[Transaction, EntryId], None]
"""What has to be so with a change or not at all, such as its receipt."""


@dataclass(frozen=True, repr=False)
class Arrival:
    """A family as it enters the hub: facts and rows, cells, consents, whose case it is, and who of it signs in."""

    family: Family
    rows: Mapping[str, Any]
    cells: tuple[CellChange, ...]
    papers: tuple[Paper, ...]
    roster: Roster
    charges: tuple[Charge, ...] = ()
    accounts: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class Contribution:
    """How a change ended: its entry, and `deny` if it was refused and nothing was written but that."""

    entry: EntryId
    effect: Effect


@by_rules_in_force
def contribute(
    house: House, request: AccessRequest, changes: Sequence[CellChange], besides: Besides | None = None
) -> Contribution:
    """Add new cells and new versions to a family, if the policies let this principal write every one of them.

    Raises CellChanged where somebody else was first, LedgerUnavailable and DatabaseUnavailable: then nothing was
    written.
    """
    for _ in range(TRIES - 1):
        try:
            return _contribute_once(house, request, changes, besides)
        except NumberTaken:
            continue
    return _contribute_once(house, request, changes, besides)


def _contribute_once(
    house: House, request: AccessRequest, changes: Sequence[CellChange], besides: Besides | None
) -> Contribution:
    ties = load_ties(house.db, request.family, request.audience, request.at)
    request = standing_in(house.policies, replace(request, context=Context(mandates=ties.mandates)))
    outline = Outline()
    if ties.family is not None and admits(house.policies, request):
        outline = load_outline(house.db, ties.family)
    decision = _decide_all(house, request, outline, changes)
    if outline.family is None or decision.effect is Effect.DENY:
        denied = look(EntryId(new_id()), request, decision, Seen(outline.family))
        ticket = append(house.db, house.writer, replace(denied, family=ties.family, family_seq=ties.next_seq))
        return Contribution(ticket.entry, Effect.DENY)
    catalogue = house.policies.catalogue
    with house.db.begin() as tx:
        touched = _touched(request.family, Event.RECORD_CHANGED, changes)
        entry = change(EntryId(new_id()), request.principal, request.at, house.policies.digest, touched)
        append(tx, house.writer, replace(entry, family=ties.family, family_seq=ties.next_seq))
        windows = current_windows(house, tx, outline.family, request.at)
        keys = load_keys(tx, house.ring, outline.family.id, catalogue).for_writing(request.at)
        sheet = Sheet(
            outline.family.id, request.principal.agency.value, house.ring, catalogue, keys, windows, house.index
        )
        write_cells(tx, entry.id, sheet, changes)
        meet_staff(house, tx, entry.id, (outline.family, changes), request.at)
        if besides is not None:
            besides(tx, entry.id)
    return Contribution(entry.id, Effect.PERMIT)


def _decide_all(house: House, request: AccessRequest, outline: Outline, changes: Sequence[CellChange]) -> Decision:
    """Permitted only if every single change is."""
    if outline.family is None:
        return refusal(house.policies, request)
    decision = decide(house.policies, request, Outline(outline.family, _wanted(outline, changes)))
    if decision.effect is Effect.DENY or _whole(decision) == {one.cell for one in changes}:
        return decision
    return replace(decision, effect=Effect.DENY, shown=(), blanks=())


def find_refused(house: House, request: AccessRequest, outline: Outline, changes: Sequence[CellChange]) -> list[int]:
    """Which of these changes the policies refuse; `request` comes with its mandates."""
    allowed = _whole(decide(house.policies, request, Outline(outline.family, _wanted(outline, changes))))
    return [number for number, one in enumerate(changes) if one.cell not in allowed]


def _wanted(outline: Outline, changes: Sequence[CellChange]) -> tuple[OutlineCell, ...]:
    """The cells to be written. Of one that is there the record's word counts, not the change's."""
    there = {cell.cell: cell._replace(levels=ANY_LEVEL) for cell in outline.cells}
    return tuple(there.get(one.cell) or _as_outline(one) for one in changes)


def _whole(decision: Decision) -> set[CellId]:
    return {shown.cell.cell for shown in decision.shown if shown.level is Level.FULL}


def load_known(house: House) -> Directory:
    """What is there already, by the references of load files."""
    return load_directory(house.db)


def contribute_directory(
    house: House,
    tx: Transaction,
    arriving: tuple[Principal, datetime],
    rows: Mapping[str, Any],
    newcomers: Newcomers,
) -> EntryId:
    """Add agencies, staff, posts and accounts, as the operator who loads them. Days of birth are compared, not kept."""
    principal, at = arriving
    touched = Touched(
        Event.DIRECTORY_CHANGED,
        FamilyNumber(""),
        owners=frozenset({Owner.JOINT}),
        details={"staff": [one["ref"] for one in rows["staff"]]},
    )
    entry = change(EntryId(new_id()), principal, at, house.policies.digest, touched)
    append(tx, house.writer, entry)
    write_directory(tx, entry.id, rows)
    mark_staff(house, tx, entry.id, newcomers)
    meet_families(house, tx, entry.id, newcomers, at)
    return entry.id


def contribute_family(house: House, tx: Transaction, principal: Principal, at: datetime, arrival: Arrival) -> EntryId:
    """Let a family enter, with its people, mandates and cells, as the operator who loads it. Its number must be new."""
    family, catalogue = arrival.family, house.policies.catalogue
    touched = _touched(family.number, Event.FAMILY_ENTERED, arrival.cells)
    entry = change(EntryId(new_id()), principal, at, house.policies.digest, touched)
    append(tx, house.writer, replace(entry, family=family.id, family_seq=1))
    write_family(tx, entry.id, arrival.rows)
    if arrival.accounts:
        write_accounts(tx, entry.id, {"agency": FAMILIES, "accounts": list(arrival.accounts)})
    statutes = opened_by_statute(house.policies, family, arrival.charges)
    kin = opened_to_kin(house.policies, family, map(_account, arrival.accounts))
    beside = Beside((*statutes, *kin), partial(closed, house.policies))
    windows = windows_of(arrival.papers, family, arrival.roster, catalogue, beside)
    sheet = Sheet(family.id, family.proposing.value, house.ring, catalogue, OpenKeys(), windows, house.index)
    write_cells(tx, entry.id, sheet, arrival.cells)
    meet_staff(house, tx, entry.id, (family, arrival.cells), at)
    return entry.id


def _account(row: Mapping[str, Any]) -> Principal:
    return Principal(StaffId(row["person"]), row["ref"], Role(row["role"]), Agency.FAMILY)


def _touched(number: FamilyNumber, event: Event, changes: Iterable[CellChange]) -> Touched:
    cells = tuple((_as_outline(one), tuple(sorted(one.texts))) for one in changes)
    return Touched(event, number, cells, persons=frozenset(p for cell, _ in cells for p in cell.persons))


def _as_outline(one: CellChange) -> OutlineCell:
    return OutlineCell(
        cell=one.cell,
        field=one.field,
        persons=one.persons,
        owner=one.owner,
        entry=one.entry,
        levels=ANY_LEVEL,
        provider=one.provider,
        entrusted_to=one.entrusted_to,
        entrusted_by=one.entrusted_by,
        passed_on=one.passed_on_at is not None,
        disputed=one.disputed,
        restricted=one.restricted_since is not None,
        part=one.part,
        extract_of=one.extract_of,
    )
