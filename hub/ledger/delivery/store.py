"""What was published of the tree; and what is in the boxes of entries: opened, closed, or gone.

A line of boxes is JSON, one an entry: `[parts, actor, subject, access, decision, note, part …]`. First the commitments
to the parts of a page in hex, then of each box `[salt, words]` where it was opened, 1 where it is there and closed,
null where it is gone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import orjson
from cryptography.exceptions import InvalidTag

from hub.db.database import Database, Row
from hub.ledger.entry import SEGMENTS
from hub.ledger.leaf import SALT, decrypt_segment
from hub.ledger.months.keys import LogReader
from hub.ledger.store import Keys
from hub.terms.access import Ticket
from hub.terms.ids import EntryId

Published = tuple[int, str]
"""A size, and the note that was signed over it."""
Box = list[str] | int | None
CLOSED = 1
DAMAGED = ["", ""]
"""What cannot be opened although there is a key for it: it fits no commitment, and the verifier says so."""


def load_published(db: Database) -> tuple[Published, ...]:
    """The newest published checkpoint last; before it one of each day, of the last week one of each hour."""
    return tuple((int(size), str(note)) for size, note in db.rows("select * from ledger.published_checkpoints()"))


def load_erased(db: Database) -> dict[EntryId, tuple[EntryId, ...]]:
    """By each erasure that named its entries by a list: those entries."""
    rows = db.rows("select * from ledger.erased_lists()")
    return {EntryId(str(erasure)): tuple(EntryId(str(entry)) for entry in entries) for erasure, entries in rows}


def find_place(db: Database, entry: EntryId) -> int | None:
    """The place of an entry in the tree; None as long as it waits, and where there is none of this id."""
    [(place,)] = db.rows("select ledger.find_place(%s)", (entry,))
    return None if place is None else int(place)


def load_places(db: Database, entries: Iterable[EntryId]) -> Mapping[EntryId, int]:
    """The places in the tree of those of these entries that have one. One statement."""
    rows = db.rows("select * from ledger.places(%s::uuid[])", (list(entries),))
    return {EntryId(str(entry)): int(place) for entry, place in rows}


def load_boxes(db: Database, reader: LogReader, ticket: Ticket, controller: str, span: range) -> Iterator[str]:
    """The boxes of the entries at these places, against the committed entry of the export. One statement."""
    rows = db.rows(
        "select * from ledger.export_boxes(%s, %s, %s, %s)", (ticket.entry, controller, span.start, span.stop)
    )
    keys: Keys = {}
    for row in rows:
        yield orjson.dumps(_line(reader, keys, row)).decode()


def _line(reader: LogReader, keys: Keys, row: Row) -> list[object]:
    _, entry, has_actor, has_case, segments, case, sealed, commitments = row[:8]
    boxes: list[Box] = [CLOSED if has_actor else None]
    for name, box in zip(SEGMENTS[1:], segments[1:] if segments else [None] * 4, strict=True):
        boxes.append(_box(reader, keys, (entry, name), (has_case, box, case, sealed)))
    for number, part in enumerate(zip(*row[8:12], strict=True) if commitments else (), start=1):
        boxes.append(_box(reader, keys, (entry, f"part-{number}"), part))
    return [commitments.hex() if commitments else "", *boxes]


def _box(reader: LogReader, keys: Keys, place: tuple[EntryId, str], held: Sequence[object]) -> Box:
    """One box: whether its key is still there, what is in it, and the key as it was sealed to the reader."""
    is_there, box, bucket, sealed = held
    if not is_there:
        return None
    if not isinstance(box, bytes) or not isinstance(sealed, bytes):
        return CLOSED
    try:
        if str(bucket) not in keys:
            keys[str(bucket)] = reader.open(str(bucket), sealed)
        key = keys[str(bucket)]
        if key is None:
            return CLOSED
        clear = decrypt_segment(key, *place, box)
        return [clear[:SALT].hex(), clear[SALT:].decode()]
    except (InvalidTag, ValueError):
        return DAMAGED
