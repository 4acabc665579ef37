"""What is kept of samples, and what of the log they read; each reading against its committed entry."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import orjson

from hub.db.database import Database, Row, Transaction
from hub.ledger.entry import SEGMENTS, Segment
from hub.ledger.leaf import SALT, decrypt_segment, open_segment
from hub.ledger.months.keys import LogReader
from hub.ledger.store import Keys, Opened, open_rows
from hub.terms.access import Ticket
from hub.terms.ids import EntryId
from hub.terms.samples import Judgement, Origin, Part, Sample, SampleEntry

ACCESS, DECISION = SEGMENTS.index("access"), SEGMENTS.index("decision")


@dataclass(frozen=True)
class Nonce:
    """The random number that is committed for a month, and the entry that holds its hash."""

    month: date
    entry: EntryId
    nonce: bytes
    at: datetime


@dataclass(frozen=True)
class Met:
    """An entry of the month, as far as a draw asks. Action and basis are those that a record kept elsewhere tells."""

    entry: EntryId
    event: str
    role: str
    agency: str
    purpose: str | None
    action: str = ""
    basis: object = ()
    explained: bool | None = None
    """None where no evaluation has seen it."""


@dataclass(frozen=True, repr=False)
class Proof:
    """An entry with the one segment that proves a draw: its salt and its words."""

    entry: EntryId
    leaf: bytes
    salt: bytes
    words: str


def load_appointed(db: Database, pseudonym: str, day: date) -> tuple[str, ...]:
    """The bodies that have appointed this officer, in the order of their names."""
    [(kinds,)] = db.rows("select review.appointed(%s, %s)", (pseudonym, day))
    return tuple(kinds)


def keep_nonce(tx: Transaction, entry: EntryId, month: date, nonce: bytes) -> None:
    """Raises ThereAlready where one is committed for one of these bodies."""
    tx.rows("select review.keep_nonce(%s, %s, %s)", (entry, month, nonce))


def load_nonces(db: Database, controllers: Sequence[str]) -> tuple[Nonce, ...]:
    """All that are committed for these bodies."""
    rows = db.rows("select * from review.nonces(%s)", (list(controllers),))
    return tuple(Nonce(month, EntryId(entry), bytes(nonce), at) for month, entry, nonce, at in rows)


@dataclass(frozen=True)
class Kept:
    """A draw as it is kept; `verdicts` as a record kept elsewhere tells them, else none."""

    month: date
    at: datetime
    entries: Sequence[tuple[EntryId, Part]]
    verdicts: Sequence[tuple[EntryId, Judgement, datetime]] = ()


def keep_sample(tx: Transaction, entry: EntryId, kept: Kept, sheet: str) -> None:
    """Raises ThereAlready where this month was drawn for one of the bodies."""
    document = {
        "month": kept.month.isoformat(),
        "at": kept.at.isoformat(),
        "entries": [list(one) for one in kept.entries],
        "verdicts": [[one, judgement, at.isoformat()] for one, judgement, at in kept.verdicts],
    }
    tx.rows("select review.keep_sample(%s, %s::jsonb, %s)", (entry, orjson.dumps(document).decode(), sheet))


def load_samples(db: Database, controllers: Sequence[str]) -> tuple[Sample, ...]:
    """The samples of these bodies, newest first, with what was judged. One statement."""
    return tuple(map(_sample, db.rows("select * from review.samples(%s)", (list(controllers),))))


def _sample(row: Row) -> Sample:
    sample, month, controllers, origin, drawn_at, entries, is_signed = row
    return Sample(
        id=EntryId(sample),
        month=month,
        controllers=tuple(controllers),
        origin=Origin(origin),
        drawn_at=drawn_at,
        entries=tuple(map(_entry, orjson.loads(entries or "[]"))),
        is_signed=is_signed,
    )


def _entry(told: Sequence[object]) -> SampleEntry:
    entry, part, judgement, at, claimed = told
    return SampleEntry(
        EntryId(str(entry)),
        Part(str(part)),
        Judgement(str(judgement)) if judgement else None,
        datetime.fromisoformat(str(at)) if at else None,
        bool(claimed),
    )


def load_papers(db: Database, sample: EntryId) -> tuple[str, str | None]:
    """The sheet, and the report once it is signed. Raises LookupError where there is no such sample."""
    for sheet, report in db.rows("select * from review.sample_papers(%s)", (sample,)):
        return str(sheet), report
    raise LookupError(sample)


def keep_judgement(tx: Transaction, entry: EntryId, sample: EntryId, judged: tuple[EntryId, Judgement]) -> None:
    """Raises NotThere where the sample does not hold it, or its report is signed."""
    tx.rows("select review.judge(%s, %s, %s, %s)", (entry, sample, *judged))


def keep_report(tx: Transaction, entry: EntryId, sample: EntryId, document: str) -> None:
    """Raises ThereAlready where one is signed."""
    tx.rows("select review.keep_report(%s, %s, %s)", (entry, sample, document))


def load_spoken(db: Database, refs: Sequence[str]) -> tuple[frozenset[str], frozenset[EntryId]]:
    """Which of these consents were spoken; and the entries that took a spoken one, whatever its number."""
    rows = db.rows("select * from review.spoken(null)")
    asked = frozenset(refs)
    return frozenset(str(ref) for ref, _ in rows) & asked, frozenset(EntryId(entry) for _, entry in rows)


def load_checkpoint(db: Database, entry: EntryId, since: datetime) -> str | None:
    """The first published checkpoint from an instant on that covers an entry."""
    [(note,)] = db.rows("select review.checkpoint_for(%s, %s)", (entry, since))
    return None if note is None else str(note)


def load_population(
    db: Database, reader: LogReader, ticket: Ticket, span: tuple[datetime, datetime]
) -> tuple[Met, ...]:
    """What a month's sample can hold, against the committed entry of this very reading. One statement."""
    rows = db.rows("select * from review.population(%s, %s, %s)", (ticket.entry, *span))
    keys: Keys = {}
    return tuple(_met(reader, keys, row) for row in rows)


def _met(reader: LogReader, keys: Keys, row: Row) -> Met:
    entry, event, role, agency, purpose, _, leaf, access, decision, bucket, sealed, explained = row
    told: Mapping[str, Segment] = {}
    key = _key(reader, keys, bucket, sealed)
    if key is not None:
        header = orjson.loads(leaf)["c"]
        boxes = {"access": (access, header[ACCESS]), "decision": (decision, header[DECISION])}
        told = {name: open_segment(key, EntryId(entry), name, bytes(box), held) for name, (box, held) in boxes.items()}
    action, basis = told.get("access", {}).get("action", ""), told.get("decision", {}).get("basis", ())
    return Met(EntryId(entry), event, role, agency, purpose, str(action), basis, explained)


def read_drawn(db: Database, reader: LogReader, ticket: Ticket, wanted: tuple[EntryId, EntryId]) -> Opened | None:
    """An entry of a sample, opened against the committed entry of this very reading. None where it is erased."""
    rows = db.rows("select * from review.read_drawn(%s, %s, %s)", (ticket.entry, *wanted))
    return next(iter(open_rows(reader, rows)), None)


def read_proofs(
    db: Database, reader: LogReader, ticket: Ticket, sample: EntryId, wanted: Sequence[EntryId]
) -> Iterator[Proof]:
    """The entries that prove a draw, each with salt and words of what was done."""
    rows = db.rows("select * from review.read_proofs(%s, %s, %s::uuid[])", (ticket.entry, sample, list(wanted)))
    for entry, leaf, box, bucket, sealed in rows:
        key = _key(reader, {}, bucket, sealed)
        if key is not None:
            clear = decrypt_segment(key, EntryId(entry), "access", bytes(box))
            yield Proof(EntryId(entry), bytes(leaf), clear[:SALT], clear[SALT:].decode())


def _key(reader: LogReader, keys: Keys, bucket: str, sealed: bytes | None) -> bytes | None:
    if sealed is not None and bucket not in keys:
        keys[bucket] = reader.open(bucket, bytes(sealed))
    return keys.get(bucket)
