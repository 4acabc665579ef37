"""What the database hands out against a ticket, opened: holder keys first, with them the category keys, then values."""

from collections.abc import Sequence

import structlog
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from orjson import loads

from hub.db.database import Row
from hub.record.keys import CannotOpen, HolderKey, Keyring, open_box
from hub.record.places import cell_place
from hub.terms.access import Ticket
from hub.terms.answers import Json
from hub.terms.ids import CellId, FamilyId

log = structlog.get_logger()


def opened(ring: Keyring, family: FamilyId, ticket: Ticket, rows: Sequence[Row]) -> dict[CellId, Json]:
    """The values of a look, of those rows whose key this holder has.

    Holder keys come as number 0 of ordinal 0, wrappings with a number, values with an ordinal and the number
    of their key.
    """
    keys = _opened_keys(ring, family, ticket, [row for row in rows if not row[0]])
    values: dict[CellId, Json] = {}
    for ordinal, number, box, _, _ in rows:
        if not ordinal:
            continue
        cell, _, version, level = ticket.looks[ordinal - 1]
        try:
            text = open_box(keys[number], box, cell_place(family, cell, version, level))
        except (CannotOpen, KeyError):
            log.error("a cell does not open", cell=cell, entry=ticket.entry)
            continue
        values[cell] = loads(text)
    return values


def _opened_keys(ring: Keyring, family: FamilyId, ticket: Ticket, rows: Sequence[Row]) -> dict[int, AESGCM]:
    sealed = {maker: box for _, number, box, _, maker in rows if not number}
    keys: dict[int, AESGCM] = {}
    for _, number, box, key, maker in rows:
        if not number:
            continue
        try:
            keys[number] = ring.open_category_key(HolderKey(family, maker, sealed[maker]), key, box)
        except CannotOpen:
            log.error("a key does not open", key=key, entry=ticket.entry)
    return keys
