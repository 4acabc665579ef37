"""Writing down what a record kept elsewhere tells: many entries in one statement, all or none."""

from base64 import b64encode
from collections.abc import Sequence
from datetime import date
from functools import partial

import orjson

from hub.db.database import Transaction
from hub.db.errors import DatabaseRefused, DatabaseUnavailable
from hub.ledger.entry import SEGMENTS, Book, Entry
from hub.ledger.errors import NUMBER_TAKEN, LedgerUnavailable, NumberTaken
from hub.ledger.leaf import close_segment, make_leaf, write_segments
from hub.ledger.writer import Bucket, Writer
from hub.terms.clock import legal_day
from hub.terms.ids import FamilyId

Place = tuple[FamilyId | None, date, str]


def append_imported(tx: Transaction, writer: Writer, entries: Sequence[tuple[Entry, str]]) -> None:
    """Write entries down, each with the group whose people it tells of, which can open it.

    Their leaves say when they were taken over; payload and key go when six months of the claimed time are over (H6).
    Raises NumberTaken where somebody wrote about one of the families meanwhile, LedgerUnavailable otherwise.
    """
    numbers = [writer.number() for _ in entries]
    tx.when_ended(committed=lambda: None, rolled_back=partial(_give_back, writer, numbers))
    buckets: dict[Place, Bucket] = {}
    rows = [
        _row(writer, entry, number, _bucket(writer, buckets, entry, group))
        for (entry, group), number in zip(entries, numbers, strict=True)
    ]
    document = {"writer": writer.id, "buckets": [bucket.fresh for bucket in buckets.values()], "entries": rows}
    try:
        tx.rows("select ledger.take_over(%s::jsonb)", (orjson.dumps(document).decode(),))
    except DatabaseRefused as refusal:
        if refusal.code == NUMBER_TAKEN:
            raise NumberTaken("somebody wrote about one of the families meanwhile") from refusal
        raise LedgerUnavailable(f"history was refused: {refusal.code}") from refusal
    except DatabaseUnavailable as gone:
        raise LedgerUnavailable("history could not be written") from gone


def _give_back(writer: Writer, numbers: Sequence[int]) -> None:
    for number in numbers:
        writer.give_back(number)


def _bucket(writer: Writer, buckets: dict[Place, Bucket], entry: Entry, group: str) -> Bucket:
    """One for each family, claimed day and group."""
    place = entry.family, legal_day(entry.when), group
    if place not in buckets:
        buckets[place] = writer.make_bucket(place[1], Book.ACCESS_LOG, legal_day(entry.at), also=group)
    return buckets[place]


def _row(writer: Writer, entry: Entry, number: int, bucket: Bucket) -> dict[str, object]:
    written = write_segments(entry)
    boxes = zip(SEGMENTS, written.clear, strict=True)
    return {
        "entry": entry.id,
        "writer_seq": number,
        "bucket": bucket.id,
        "leaf": _text(make_leaf(entry, written, writer.stamp(entry, number))),
        "segments": [_text(close_segment(bucket.key, entry.id, name, clear)) for name, clear in boxes],
        "controllers": sorted(entry.controllers),
        "at": entry.when.isoformat(),
        "role": entry.principal.role,
        "purpose": entry.purpose,
        "effect": entry.effect,
        "outcome": entry.outcome,
        "pseudonym": entry.principal.pseudonym,
        "agency": entry.principal.agency,
        "family": entry.family,
        "family_seq": entry.family_seq if entry.family else None,
    }


def _text(content: bytes) -> str:
    return b64encode(content).decode()
