"""Drafts of what is about to be written. Saving one changes no record and shows nobody anything: it is no entry.

Only who could write the note at this moment may keep, get back or drop its draft; who may not is refused like one who
asks for a family that is not there, and that is written down (`docs/decisions/0006-drafts.md`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hub.gate.house import House
from hub.gate.note_lacks import note_lacks
from hub.gate.rules import by_rules_in_force
from hub.gate.standing import Standing, find_writable, load_standing, refuse
from hub.record.drafts.store import drop_draft, load_drafts, save_draft
from hub.record.receipts.store import hash_key
from hub.terms.access import AccessRequest
from hub.terms.ids import CellId, FamilyId, StaffId
from hub.terms.lacks import NoteLack
from hub.terms.writing import Draft, NoteKind, Place


@dataclass(frozen=True)
class _Mine:
    """A family of the principal's, whose drafts about it, and where they may write."""

    standing: Standing
    whose: tuple[StaffId, FamilyId]
    writable: tuple[Place, ...]


@by_rules_in_force
def keep_draft(
    house: House, request: AccessRequest, places: Iterable[Place], draft: Draft, key: str | None
) -> datetime | None:
    """Keep what was typed so far; None where the principal may not write such a note. `key` is that of the note."""
    mine = _mine(house, request, _of_kind(places, draft.kind))
    if mine is None or not save_draft(house.db, house.ring, mine.whose, draft, hash_key(key) if key else None):
        return None
    return draft.saved_at


@by_rules_in_force
def forget_draft(house: House, request: AccessRequest, places: Iterable[Place], kind: NoteKind) -> bool:
    """Drop a draft; false where the principal may not write such a note."""
    mine = _mine(house, request, _of_kind(places, kind))
    if mine is None:
        return False
    drop_draft(house.db, mine.whose, kind)
    return True


@dataclass(frozen=True)
class Desk:
    """Where the principal may write, what drafts wait for them, and which notes are entrusted to them."""

    places: tuple[Place, ...]
    drafts: tuple[Draft, ...]
    own: frozenset[CellId]
    lacks: tuple[NoteLack, ...] = ()


@by_rules_in_force
def find_desk(house: House, request: AccessRequest, places: Iterable[Place]) -> Desk | None:
    """What a form starts from; None where nothing may be written. Two statements."""
    mine = _mine(house, request, places)
    if mine is None:
        return None
    kinds = {kind for kind in NoteKind if _of_kind(mine.writable, kind)}
    drafts = load_drafts(house.db, house.ring, mine.whose, request.at)
    lacks = note_lacks(house, mine.standing)
    own = {one.cell for one in mine.standing.outline.cells if one.entrusted_to == request.principal.id}
    return Desk(mine.writable, tuple(draft for draft in drafts if draft.kind in kinds), frozenset(own), lacks)


def _mine(house: House, request: AccessRequest, places: Iterable[Place]) -> _Mine | None:
    standing = load_standing(house, request)
    writable = find_writable(house, standing, places)
    family = standing.outline.family
    if family is None or not writable:
        refuse(house, standing)
        return None
    return _Mine(standing, (request.principal.id, family.id), writable)


def _of_kind(places: Iterable[Place], kind: NoteKind) -> tuple[Place, ...]:
    return tuple(place for place in places if place.is_entrusted == (kind is NoteKind.ENTRUSTED))
