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


@dataclass(frozen=True, repr=False)
class Look:
    """The committed entry of a reading, and the hash of the session at which it was made."""

    ticket: Ticket
    session: bytes

    @property
    def words(self) -> tuple[EntryId, bytes]:
        """As the database asks for it."""
        return self.ticket.entry, self.session


@dataclass(frozen=True)
class Committed:
    """That a number is committed for a month, and the entry that holds its hash."""

    month: date
    entry: EntryId
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


def keep_nonce(tx: Transaction, act: tuple[EntryId, bytes], month: date, nonce: bytes) -> None:
    """Raises ThereAlready where one is committed for one of these bodies. `act`: its entry, and the session."""
    tx.rows("select review.keep_nonce(%s, %s, %s, %s)", (*act, month, nonce))


def keep_nightly_nonce(tx: Transaction, entry: EntryId, nonce: bytes) -> None:
    """For the month of its entry, by the reviewer. Raises ThereAlready where one is committed."""
    tx.rows("select review.keep_nightly_nonce(%s, %s)", (entry, nonce))


def load_uncommitted(db: Database, day: date) -> tuple[tuple[str, ...], ...]:
    """The bodies without a number for the month of a day, those together that one draw will be over."""
    return tuple(tuple(bodies) for (bodies,) in db.rows("select * from review.uncommitted(%s)", (day,)))


def load_commitments(db: Database, look: Look) -> tuple[Committed, ...]:
    """All that are committed for the bodies of this reading; the numbers themselves stay closed."""
    rows = db.rows("select * from review.commitments(%s, %s)", look.words)
    return tuple(Committed(month, EntryId(entry), at) for month, entry, at in rows)


def load_nonce(db: Database, look: Look, committed: EntryId) -> tuple[bytes, str] | None:
    """A number with the first published checkpoint after its month that covers its entry; None before there is one."""
    for nonce, note in db.rows("select * from review.nonce_of(%s, %s, %s)", (*look.words, committed)):
        return bytes(nonce), str(note)
    return None


@dataclass(frozen=True)
class Kept:
    """A draw as it is kept; `verdicts` as a record kept elsewhere tells them, else none."""

    month: date
    at: datetime
    entries: Sequence[tuple[EntryId, Part]]
    verdicts: Sequence[tuple[EntryId, Judgement, datetime]] = ()


def keep_sample(tx: Transaction, act: tuple[EntryId, bytes], kept: Kept, sheet: str) -> None:
    """Raises ThereAlready where this month was drawn for one of the bodies."""
    document = {
        "month": kept.month.isoformat(),
        "at": kept.at.isoformat(),
        "entries": [list(one) for one in kept.entries],
        "verdicts": [[one, judgement, at.isoformat()] for one, judgement, at in kept.verdicts],
    }
    tx.rows("select review.keep_sample(%s, %s, %s::jsonb, %s)", (*act, orjson.dumps(document).decode(), sheet))


def load_samples(db: Database, look: Look) -> tuple[Sample, ...]:
    """The samples of the bodies of this reading, newest first, with what was judged. One statement."""
    return tuple(map(_sample, db.rows("select * from review.samples(%s, %s)", look.words)))


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


def load_sheets(db: Database, ticket: Ticket) -> tuple[tuple[date, str], ...]:
    """The sheets that go along with an export of the log, by month, against its committed entry."""
    return tuple((month, str(sheet)) for month, sheet in db.rows("select * from review.sheets(%s)", (ticket.entry,)))


def load_papers(db: Database, look: Look, sample: EntryId) -> tuple[str, str | None]:
    """The sheet, and the report once it is signed. Raises LookupError where there is no such sample."""
    for sheet, report in db.rows("select * from review.sample_papers(%s, %s, %s)", (*look.words, sample)):
        return str(sheet), report
    raise LookupError(sample)


def keep_judgement(
    tx: Transaction, act: tuple[EntryId, bytes], sample: EntryId, judged: tuple[EntryId, Judgement]
) -> None:
    """Raises NotThere where the sample does not hold it, or its report is signed."""
    tx.rows("select review.judge(%s, %s, %s, %s, %s)", (*act, sample, *judged))


def keep_report(tx: Transaction, act: tuple[EntryId, bytes], sample: EntryId, document: str) -> None:
    """Raises ThereAlready where one is signed."""
    tx.rows("select review.keep_report(%s, %s, %s, %s)", (*act, sample, document))


def load_spoken(db: Database, look: Look, refs: Sequence[str]) -> tuple[frozenset[str], frozenset[EntryId]]:
    """Which of these consents were spoken; and the entries that took a spoken one, whatever its number."""
    rows = db.rows("select * from review.spoken(%s, %s)", look.words)
    asked = frozenset(refs)
    return frozenset(str(ref) for ref, _ in rows) & asked, frozenset(EntryId(entry) for _, entry in rows)


def load_population(db: Database, reader: LogReader, look: Look, span: tuple[datetime, datetime]) -> tuple[Met, ...]:
    """What a month's sample can hold, against the committed entry of this very reading. One statement."""
    rows = db.rows("select * from review.population(%s, %s, %s, %s)", (*look.words, *span))
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


def read_drawn(db: Database, reader: LogReader, look: Look, wanted: tuple[EntryId, EntryId]) -> Opened | None:
    """An entry of a sample, opened against the committed entry of this very reading. None where it is erased."""
    rows = db.rows("select * from review.read_drawn(%s, %s, %s, %s)", (*look.words, *wanted))
    return next(iter(open_rows(reader, rows)), None)


def read_proofs(
    db: Database, reader: LogReader, look: Look, sample: EntryId, wanted: Sequence[EntryId]
) -> Iterator[Proof]:
    """The entries that prove a draw, each with salt and words of what was done."""
    rows = db.rows("select * from review.read_proofs(%s, %s, %s, %s::uuid[])", (*look.words, sample, list(wanted)))
    for entry, leaf, box, bucket, sealed in rows:
        key = _key(reader, {}, bucket, sealed)
        if key is not None:
            clear = decrypt_segment(key, EntryId(entry), "access", bytes(box))
            yield Proof(EntryId(entry), bytes(leaf), clear[:SALT], clear[SALT:].decode())


def _key(reader: LogReader, keys: Keys, bucket: str, sealed: bytes | None) -> bytes | None:
    if sealed is not None and bucket not in keys:
        keys[bucket] = reader.open(bucket, bytes(sealed))
    return keys.get(bucket)
