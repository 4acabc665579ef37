"""Proofs that entries stand in the tree under one published checkpoint, from its tiles."""

from collections.abc import Mapping
from functools import cache, partial

from hub.db.database import Database
from hub.ledger.delivery.store import Published
from hub.ledger.notes import parse_note
from hub.ledger.proof import LogProof, make_proof
from hub.ledger.tiles import hash_reader
from hub.ledger.tiling.store import load_tile
from hub.terms.ids import EntryId


def prove(db: Database, published: Published, places: Mapping[EntryId, int]) -> Mapping[EntryId, LogProof]:
    """A proof of each entry that the checkpoint covers. Each tile is read once, whatever the number of entries."""
    size, note = published
    read, checkpoint = hash_reader(size, cache(partial(load_tile, db))), parse_note(note.encode())
    return {entry: make_proof(read, place, size, checkpoint) for entry, place in places.items() if place < size}
