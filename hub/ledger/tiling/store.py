"""Places, tiles, head and checkpoints in the database. Every function here is one statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from hub.db.arrays import byteas, smallints, uuids
from hub.db.database import Database, Transaction
from hub.ledger.errors import EvidenceMalformed
from hub.ledger.growing import Edge, Grown, edge_of
from hub.ledger.tiles import Tile
from hub.ledger.tree import HASH_BYTES, TreeHead
from hub.terms.ids import EntryId


@dataclass(frozen=True, repr=False)
class Waiting:
    """What the sequencer takes next, oldest first, and the edge to go on from."""

    edge: Edge
    entries: Sequence[EntryId]
    leaves: Sequence[bytes]


@dataclass(frozen=True)
class Signed:
    """A checkpoint with the signatures that it got; `published_at` is None where those were too few."""

    size: int
    root: bytes
    note: str
    signed_at: datetime
    published_at: datetime | None = None
    cosigned_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Standing:
    """How fresh the evidence is, by the clock of the database's machine.

    `waiting_since` is the oldest entry without a place, `unwitnessed_since` the oldest with one and in no published
    checkpoint; `published_at` the newest checkpoint that as many witnesses signed as the policy asks for.
    """

    now: datetime
    size: int
    waiting_since: datetime | None
    published_at: datetime | None
    published: TreeHead | None
    unwitnessed_since: datetime | None


def load_waiting(db: Database | Transaction, most: int) -> Waiting | None:
    """What waits; None while another sequencer is at work. In a transaction it stays the only one until its end."""
    rows = db.rows("select * from ledger.waiting(%s)", (most,))
    if not rows:
        return None
    [(size, levels, edges, entries, leaves)] = rows
    edge = edge_of(size, dict(zip(levels, edges, strict=True)))
    return Waiting(edge, [EntryId(entry) for entry in entries], leaves)


def integrate(tx: Transaction, waiting: Waiting, grown: Grown) -> None:
    """Give these entries their places. Refused (HB040) where the tree or what waits is another meanwhile."""
    tiles = sorted(grown.tiles.items())
    head = grown.edge.head
    tx.rows(
        "select ledger.integrate(%s, %s, %s, %s::bigint[], %s, %s, %s)",
        (
            waiting.edge.size,
            uuids(waiting.entries),
            smallints([tile.level for tile, _ in tiles]),
            [tile.index for tile, _ in tiles],
            byteas(data for _, data in tiles),
            b"".join(grown.edge.peaks),
            head.root,
        ),
    )


def load_head(db: Database | Transaction) -> TreeHead | None:
    """The head; None before the first entry."""
    rows = db.rows("select * from ledger.tree_head()")
    return TreeHead(*rows[0]) if rows else None


def load_edge(db: Database | Transaction, size: int) -> Edge:
    """The edge of the tree when it had this size, as its tiles say now. EvidenceMalformed where they cannot be."""
    return edge_of(size, dict(db.rows("select * from ledger.edge(%s)", (size,))))


def load_leaves(db: Database | Transaction, start: int, end: int) -> list[tuple[int, bytes]]:
    """The bytes of entries with their places, from `start` up to and without `end`."""
    return [(place, leaf) for place, leaf in db.rows("select * from ledger.leaves(%s, %s)", (start, end))]


def load_tiles(db: Database | Transaction, wanted: Sequence[Tile]) -> Mapping[Tile, bytes]:
    """Tiles as far as they are wanted; one that is not there, or not grown so far, is left out."""
    levels, indexes = [tile.level for tile in wanted], [tile.index for tile in wanted]
    rows = db.rows("select * from ledger.tiles(%s::smallint[], %s::bigint[])", (levels, indexes))
    found = {(level, index): bytes(data) for level, index, data in rows}
    cut = {tile: found.get((tile.level, tile.index), b"")[: tile.width * HASH_BYTES] for tile in wanted}
    return {tile: data for tile, data in cut.items() if len(data) == tile.width * HASH_BYTES}


def load_tile(db: Database | Transaction, tile: Tile) -> bytes:
    """One tile. Raises EvidenceMalformed where it is not there or narrower."""
    found = load_tiles(db, (tile,))
    if tile not in found:
        raise EvidenceMalformed(f"{tile.path}: not there, or not as wide")
    return found[tile]


def publish(db: Database, signed: Signed) -> None:
    """Keep what was signed, for good. Published is what has `published_at`; the database writes its own instant."""
    db.rows(
        "select ledger.publish(%s, %s, %s, %s, %s::text[], %s)",
        (
            signed.size,
            signed.root,
            signed.note,
            signed.signed_at,
            list(signed.cosigned_by),
            signed.published_at is not None,
        ),
    )


def load_newest(db: Database | Transaction, *, published: bool) -> Signed | None:
    """The newest checkpoint that was signed, or the newest that was published."""
    rows = db.rows("select * from ledger.newest_checkpoint(%s)", (published,))
    return Signed(*rows[0]) if rows else None


def load_standing(db: Database) -> Standing:
    """How fresh the evidence is."""
    [(now, size, waiting, published_at, published_size, root, unwitnessed)] = db.rows(
        "select * from ledger.freshness()"
    )
    head = TreeHead(published_size, root) if root is not None else None
    return Standing(now, size, waiting, published_at, head, unwitnessed)


def load_place(db: Database, entry: EntryId) -> int | None:
    """The place of an own entry in the tree; None as long as it waits."""
    [(place,)] = db.rows("select ledger.place_of(%s)", (entry,))
    return None if place is None else int(place)


def want_witnesses(db: Database) -> None:
    """Tell the signer that somebody waits for a checkpoint. In no transaction of an entry: it takes a lock."""
    db.rows("select pg_notify('hub_witnesses_wanted', '')")
