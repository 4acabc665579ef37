"""Reading the ledger back: for the numbering, and for review."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import orjson
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from hub.db.database import Database, Row
from hub.ledger.entry import SEGMENTS, Segment
from hub.ledger.leaf import open_segment
from hub.ledger.writer import open_bucket
from hub.terms.access import Ticket
from hub.terms.ids import EntryId, FamilyId
from hub.terms.log import LogQuery


@dataclass(frozen=True, repr=False)
class Opened:
    """An entry as a reader with a key sees it. Segments erased, or never sealed to the reader, are not there."""

    id: EntryId
    at: datetime
    event: str
    role: str
    agency: str
    purpose: str | None
    effect: str
    pseudonym: str
    number: str | None
    segments: Mapping[str, Segment]


@dataclass(frozen=True)
class LogReader:
    """Who reads: a holder's name and private key."""

    holder: str
    private: X25519PrivateKey


def next_seq(db: Database, family: FamilyId) -> int:
    """The number that a family's next entry takes."""
    [(number,)] = db.rows("select ledger.next_seq(%s)", (family,))
    return int(number)


def read_log(db: Database, reader: LogReader, ticket: Ticket, controller: str, query: LogQuery) -> tuple[Opened, ...]:
    """Entries of one controller, newest first, against the committed entry of this very reading. One statement."""
    rows = db.rows(
        "select * from ledger.read_log(%s, %s, %s, %s)", (ticket.entry, controller, query.before, query.limit)
    )
    keys: dict[str, bytes] = {}
    return tuple(_opened(reader, row, keys) for row in rows)


def _opened(reader: LogReader, row: Row, keys: dict[str, bytes]) -> Opened:
    entry, leaf, at, event, role, agency, purpose, effect, pseudonym, number = row[:10]
    boxes, actor, case, actor_sealed, case_sealed = row[10:]
    commitments = orjson.loads(leaf)["c"]
    segments = {}
    for name, box, commitment in zip(SEGMENTS, boxes or (), commitments, strict=False):
        bucket, sealed = (actor, actor_sealed) if name == "actor" else (case, case_sealed)
        if sealed is None:
            continue
        if bucket not in keys:
            keys[bucket] = open_bucket(reader.private, reader.holder, bucket, sealed)
        segments[name] = open_segment(keys[bucket], EntryId(entry), name, box, commitment)
    return Opened(EntryId(entry), at, event, role, agency, purpose, effect, pseudonym, number, segments)
