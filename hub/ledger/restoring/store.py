"""Putting entries back: the statements. They belong into one transaction, with the entry of the incident."""

from collections.abc import Sequence

import orjson

from hub.db.database import Transaction
from hub.ledger.growing import Grown
from hub.ledger.tiling.store import Signed
from hub.ledger.tree import TreeHead
from hub.terms.ids import EntryId


def begin_recovery(tx: Transaction, here: TreeHead) -> frozenset[EntryId]:
    """Be the only one who writes until the end; what waits for a place. Refused (HB040) where the tree is another."""
    return frozenset(
        EntryId(entry) for (entry,) in tx.rows("select * from ledger.begin_recovery(%s, %s)", (here.size, here.root))
    )


def put_back(tx: Transaction, incident: EntryId, start: int, leaves: Sequence[bytes]) -> None:
    """Entries at their places. Refused (HB041) where an entry of such an id lies here and says something else."""
    tx.rows("select ledger.put_back(%s, %s, %s::bytea[])", (incident, start, list(leaves)))


def put_back_checkpoints(tx: Transaction, incident: EntryId, found: Sequence[Signed]) -> int:
    """Of smaller trees than the one that was put back; how many were not there. After `regrow`."""
    [(added,)] = tx.rows(
        "select ledger.put_back_checkpoints(%s, %s::bigint[], %s::bytea[], %s::text[], %s::timestamptz[], %s::jsonb[],"
        " %s::boolean[])",
        (
            incident,
            [one.size for one in found],
            [one.root for one in found],
            [one.note for one in found],
            [one.signed_at for one in found],
            [orjson.dumps(one.cosigned_by).decode() for one in found],
            [one.published_at is not None for one in found],
        ),
    )
    return int(added)


def regrow(tx: Transaction, incident: EntryId, size: int, grown: Grown) -> int:
    """Tiles and head over them; how many words are lost. Refused (HB020) where the incident names others as lost."""
    tiles, head = sorted(grown.tiles.items()), grown.edge.head
    [(lost,)] = tx.rows(
        "select ledger.regrow(%s, %s, %s, %s::smallint[], %s::bigint[], %s::bytea[], %s, %s)",
        (
            incident,
            size,
            head.size,
            [tile.level for tile, _ in tiles],
            [tile.index for tile, _ in tiles],
            [data for _, data in tiles],
            b"".join(grown.edge.peaks),
            head.root,
        ),
    )
    return int(lost)
