"""Reading the ledger back: for the numbering, and for review."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import orjson
from cryptography.exceptions import InvalidTag

from hub.db.database import Database, Row, Transaction
from hub.ledger.entry import SEGMENTS, Segment
from hub.ledger.leaf import PayloadDamaged, open_salted
from hub.ledger.months.keys import LogReader
from hub.ledger.page import open_part
from hub.terms.access import Ticket
from hub.terms.clock import day_begins, day_ends
from hub.terms.ids import EntryId, FamilyId
from hub.terms.log import MOST_LINES, LogQuery


@dataclass(frozen=True, repr=False)
class Opened:
    """An entry as a reader with a key sees it, or what it says of one family of several.

    Segments erased, or never sealed to the reader, are not there. `families` are those that the entry names, beside
    `number`, as far as they concern the reader.
    """

    id: EntryId
    at: datetime
    event: str
    role: str
    agency: str
    purpose: str | None
    effect: str
    pseudonym: str
    number: str | None
    written_at: datetime
    segments: Mapping[str, Segment]
    families: tuple[str, ...] = ()
    leaf: bytes = b""
    salts: Mapping[str, bytes] = field(default_factory=dict)
    """Of the segments that are there, save parts: who has them can be shown what the leaf committed to."""


Keys = dict[str, bytes | None]
"""Of buckets, for the time of one reading."""

LINE = ("subject", "access", "decision")
"""What a line of the log is made of; no page of it opens who acted, or a note."""


def next_seq(db: Database | Transaction, family: FamilyId) -> int:
    """The number that a family's next entry takes."""
    [(number,)] = db.rows("select ledger.next_seq(%s)", (family,))
    return int(number)


@dataclass(frozen=True)
class Stretch:
    """Entries, newest first, and whether there are older ones that fit."""

    entries: tuple[Opened, ...]
    has_older: bool


def read_log(db: Database, reader: LogReader, ticket: Ticket, controller: str, query: LogQuery) -> Stretch:
    """Entries of one controller against the committed entry of this very reading. One statement."""
    rows = db.rows(
        "select * from ledger.read_log(%s, %s, %s::jsonb, %s)",
        (ticket.entry, controller, _asked(query), _limit(query) + 1),
    )
    return _stretch(reader, rows, _limit(query))


def read_entries(
    db: Database, reader: LogReader, entry: EntryId, controller: str, entries: Iterable[EntryId]
) -> tuple[Opened, ...]:
    """Certain entries of one controller, against the committed entry of an officer's reading. One statement."""
    rows = db.rows("select * from ledger.read_entries(%s, %s, %s::uuid[])", (entry, controller, list(entries)))
    return _stretch(reader, rows, MOST_LINES).entries


def read_own(db: Database, reader: LogReader, ticket: Ticket, session: bytes, query: LogQuery) -> Stretch:
    """One's own entries, against the committed entry of this reading and the hash of one's session. One statement."""
    rows = db.rows(
        "select * from ledger.read_own(%s, %s, %s::jsonb, %s)",
        (ticket.entry, session, _asked(query), _limit(query) + 1),
    )
    return _stretch(reader, rows, _limit(query))


def read_account(db: Database, reader: LogReader, ticket: Ticket, session: bytes, query: LogQuery) -> Stretch:
    """All entries about one family, against the committed entry of a statement about it and the hash of a session of
    one of its people. One statement. Raises PayloadDamaged: a statement without gaps leaves nothing out.
    """
    rows = db.rows(
        "select * from ledger.read_account(%s, %s, %s::jsonb, %s)",
        (ticket.entry, session, _asked(query), _limit(query) + 1),
    )
    keys: Keys = {}
    return Stretch(tuple(_opened(reader, row, keys) for row in rows[: _limit(query)]), len(rows) > _limit(query))


def read_for_marks(db: Database, reader: LogReader, ticket: Ticket, controller: str, span: range) -> list[Opened]:
    """What may be marked of the entries at these places, without who acted, against the committed entry of a count."""
    rows = db.rows(
        "select * from ledger.read_for_marks(%s, %s, %s, %s)", (ticket.entry, controller, span.start, span.stop)
    )
    keys: Keys = {}
    return [_shown(reader, row, keys) for row in rows]


def load_embargo_ends(db: Database, entry: EntryId, session: bytes) -> Mapping[str, datetime]:
    """Up to which instant entries for a purpose that is told of later are told by now. One statement, against the
    committed entry of a statement about the family of this session.
    """
    return {
        purpose: through for purpose, through in db.rows("select * from review.embargo_ends(%s, %s)", (entry, session))
    }


def _limit(query: LogQuery) -> int:
    return max(1, min(query.limit, MOST_LINES))


def _asked(query: LogQuery) -> str:
    """Only what is asked for, as the database takes it."""
    words: dict[str, object] = {
        "since": query.since and day_begins(query.since).isoformat(),
        "until": query.until and day_ends(query.until).isoformat(),
        "before": query.before and [query.before.at.isoformat(), query.before.entry],
        "marks": dict(query.tokens) if query.mark is not None else None,
    } | {name: word for name, word in filters(query).items() if name != "mark"}
    return orjson.dumps({name: word for name, word in words.items() if word is not None}).decode()


def filters(query: LogQuery) -> dict[str, object]:
    """What is asked for beside time and place: words of closed lists, a pseudonym, a case number. No name."""
    words: dict[str, object] = {
        "purpose": query.purpose,
        "outcome": query.outcome,
        "agency": query.agency,
        "pseudonym": query.pseudonym,
        "event": query.event,
        "family": query.family,
        "upto": query.upto,
        "weekday": query.weekday,
        "hour": query.hour,
        "mark": query.mark,
    }
    return {name: word for name, word in words.items() if word is not None}


def _stretch(reader: LogReader, rows: list[Row], limit: int) -> Stretch:
    return Stretch(open_rows(reader, rows[:limit]), len(rows) > limit)


def open_rows(reader: LogReader, rows: Iterable[Row]) -> tuple[Opened, ...]:
    """Rows as `ledger.find_lines` gives them, opened as far as a line shows: who acted and notes stay closed.

    One that does not open, or is not what its leaf committed to, has no segments and hides none beside it: that it is
    so, evaluation and verifier say.
    """
    keys: Keys = {}
    return tuple(_shown(reader, row, keys) for row in rows)


def _shown(reader: LogReader, row: Row, keys: Keys) -> Opened:
    """What somebody wrote by hand may be anything."""
    try:
        return _opened(reader, row, keys, LINE)
    except (PayloadDamaged, ValueError, LookupError, TypeError):
        return _made(row, row[2], {})


def _made(row: Row, written_at: datetime, segments: Mapping[str, Segment]) -> Opened:
    entry, leaf, at, event, role, agency, purpose, effect, pseudonym, number = row[:10]
    told = (EntryId(entry), at, event, role, agency, purpose, effect, pseudonym, number, written_at)
    return Opened(*told, segments, tuple(row[15]), bytes(leaf))


def _opened(reader: LogReader, row: Row, keys: Keys, wanted: Sequence[str] = SEGMENTS) -> Opened:
    entry, leaf = row[:2]
    boxes, actor, case, actor_sealed, case_sealed, _, part = row[10:17]
    header = orjson.loads(leaf)
    segments: dict[str, Segment] = {}
    salts: dict[str, bytes] = {}
    for name, box, commitment in zip(SEGMENTS, boxes or (), header["c"], strict=False):
        if name not in wanted:
            continue
        key = key_of_bucket(reader, keys, *((actor, actor_sealed) if name == "actor" else (case, case_sealed)))
        if key is not None:
            salts[name], segments[name] = open_salted(key, EntryId(entry), name, box, commitment)
    if part:
        segments = {name: words for name, words in segments.items() if name == "actor"}
        told = _part(reader, row, keys, header["p"])
        segments |= {name: words for name, words in told.items() if name in wanted}
    return replace(_made(row, datetime.fromisoformat(header["at"]), segments), salts=salts)


def _part(reader: LogReader, row: Row, keys: Keys, told: str) -> Mapping[str, Segment]:
    """What the entry says of the one family."""
    entry, (part, box, commitments, bucket, sealed) = row[0], row[16:]
    key = key_of_bucket(reader, keys, bucket, sealed)
    if key is None or box is None:
        return {}
    return open_part(key, (EntryId(entry), part), box, (told, commitments))


def key_of_bucket(reader: LogReader, keys: Keys, bucket: str, sealed: bytes | None) -> bytes | None:
    """A bucket's key; None where it was erased, never sealed to the reader, or sealed to a month that is over."""
    if sealed is not None and bucket not in keys:
        try:
            keys[bucket] = reader.open(bucket, sealed)
        except InvalidTag as error:
            raise PayloadDamaged(f"the key of bucket {bucket} does not open") from error
    return keys.get(bucket)
