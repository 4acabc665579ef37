"""What the database hands out against a ticket, opened: holder keys first, with them the category keys, then values."""

from collections.abc import Sequence
from functools import lru_cache

import structlog
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from orjson import loads

from hub.db.database import Row
from hub.record.confided import is_sealed_for_a_worker, open_confided
from hub.record.keys import CannotOpen, HolderKey, Keyring, open_box
from hub.record.places import cell_place
from hub.terms.access import Look, Ticket
from hub.terms.answers import Json
from hub.terms.ids import CellId, FamilyId, KeyId

log = structlog.get_logger()


def opened(ring: Keyring, family: FamilyId, ticket: Ticket, rows: Sequence[Row], grant: str = "") -> dict[CellId, Json]:
    """The values of a look, of those rows whose key this holder has, or whoever proved it by this grant.

    Holder keys come as number 0 of ordinal 0, wrappings with a number, values with an ordinal and the number
    of their key.
    """
    keys = _opened_keys(ring, family, ticket, [row for row in rows if not row[0]])
    keys |= _confided_keys(ring, family, grant, rows)
    values: dict[CellId, Json] = {}
    places = _places(family, ticket.looks)
    for ordinal, number, box, _, _ in rows:
        if not ordinal:
            continue
        cell, place = places[ordinal - 1]
        try:
            text = open_box(keys[number], box, place)
        except (CannotOpen, KeyError):
            log.error("a cell does not open", cell=cell, entry=ticket.entry)
            continue
        values[cell] = loads(text)
    return values


@lru_cache(maxsize=256)
def _places(family: FamilyId, looks: tuple[Look, ...]) -> Sequence[tuple[CellId, bytes]]:
    """What each value of a look is bound to. The same look has the same; none of it is a value."""
    return [(look.cell, cell_place(family, look.cell, look.version, look.level)) for look in looks]


def _opened_keys(ring: Keyring, family: FamilyId, ticket: Ticket, rows: Sequence[Row]) -> dict[int, AESGCM]:
    sealed = {maker: box for _, number, box, _, maker in rows if not number}
    keys: dict[int, AESGCM] = {}
    for _, number, box, key, maker in rows:
        if not number or is_sealed_for_a_worker(box):
            continue
        try:
            keys[number] = ring.open_category_key(HolderKey(family, maker, sealed[maker]), key, box)
        except CannotOpen:
            log.error("a key does not open", key=key, entry=ticket.entry)
    return keys


def _confided_keys(ring: Keyring, family: FamilyId, grant: str, rows: Sequence[Row]) -> dict[int, AESGCM]:
    """Keys of what was confided to whose grant this is, by their numbers."""
    found = [row for row in rows if not row[0] and row[1] and is_sealed_for_a_worker(row[2])]
    clear = open_confided(ring, family, grant, [(KeyId(key), box) for _, _, box, key, _ in found])
    return {number: AESGCM(clear[key]) for _, number, _, key, _ in found if key in clear}
