"""Bucket keys that are sealed to months that are over: the statements. Of the caller's own holder alone."""

from collections.abc import Iterator, Sequence

from hub.db.database import Database
from hub.terms.ids import EntryId

Sealed = tuple[str, bytes]
"""A bucket, and its key as it is sealed."""
AT_ONCE = 500


def count_left_over(db: Database, month: str) -> int:
    """How many living keys are sealed to a month before this one. One statement."""
    [(left,)] = db.rows("select ledger.keys_of_ended_months(%s)", (month,))
    return int(left)


def load_left_over(db: Database, month: str) -> Iterator[Sequence[Sealed]]:
    """Those keys, 500 at once, by the bucket's id: each once, whatever becomes of them meanwhile."""
    after: str | None = None
    while rows := db.rows("select * from ledger.keys_to_turn(%s, %s, %s)", (month, after, AT_ONCE)):
        yield [(str(bucket), bytes(box)) for bucket, box in rows]
        after = rows[-1][0]


def write_anew(db: Database, entry: EntryId, boxes: Sequence[Sealed]) -> int:
    """Put newer boxes in the place of older ones, against the committed entry that says so. Returns how many."""
    buckets, sealed = [bucket for bucket, _ in boxes], [box for _, box in boxes]
    [(turned,)] = db.rows("select ledger.turn_keys(%s, %s::uuid[], %s::bytea[])", (entry, buckets, sealed))
    return int(turned)
