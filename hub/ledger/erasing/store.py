"""Destroying what the law lets the log keep no longer, and holding it back: the statements."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

import orjson

from hub.db.database import Database, Transaction
from hub.ledger.entry import Segment
from hub.terms.clock import day_begins
from hub.terms.holds import Hold, HoldReason
from hub.terms.ids import EntryId, FamilyId
from hub.terms.retention import Ended


@dataclass(frozen=True)
class Span:
    """What is over on a day: acts before `first_kept`, and registers of families that left FAM by `ended_by`."""

    today: date
    through: date
    first_kept: date
    ended_by: date

    @property
    def before(self) -> datetime:
        """The instant before which an act's part in the access log is over."""
        return day_begins(self.first_kept)


@dataclass(frozen=True)
class Overdue:
    """How many entries have a part in the log that is over, and of which families the register with its entries."""

    in_log: int
    registers: Mapping[FamilyId, tuple[EntryId, ...]]


def load_overdue(db: Database, span: Span) -> Overdue:
    """What is over and not held. One statement."""
    [(in_log, registers)] = db.rows(
        "select * from ledger.overdue(%s, %s, %s, %s)", (span.before, span.through, span.ended_by, span.today)
    )
    return Overdue(in_log, {FamilyId(family): tuple(map(EntryId, entries)) for family, entries in registers})


def log_up_to(span: Span) -> Segment:
    """What a leaf says of the erasure of the log: by rule, up to a day."""
    return {"rc": "access_log", "to": span.through.isoformat()}


def listed(entries: tuple[EntryId, ...]) -> Segment:
    """What a leaf says of an erasure by list: the hash of the sorted ids, each with a line end, and how many."""
    text = "".join(f"{entry}\n" for entry in sorted(entries))
    return {"h": sha256(text.encode()).hexdigest(), "n": len(entries)}


def erase_log(db: Database, entry: EntryId, span: Span) -> int:
    """Destroy against a committed entry that says so; how many entries had something in it."""
    [(count,)] = db.rows("select ledger.erase_log(%s, %s, %s, %s)", (entry, span.before, span.through, span.today))
    return int(count)


def erase_register(db: Database, entry: EntryId, family: FamilyId, span: Span) -> int:
    """Destroy a family's register against a committed entry that names the same entries; how many those were."""
    [(count,)] = db.rows("select ledger.erase_register(%s, %s, %s, %s)", (entry, family, span.ended_by, span.today))
    return int(count)


def count_cases(db: Database, ended: Ended) -> int:
    """How many cases of the review are over and not held."""
    [(count,)] = db.rows("select review.overdue_cases(%s, %s, %s)", (ended.kind, ended.first_kept, ended.today))
    return int(count)


def ended_up_to(ended: Ended) -> Segment:
    """What a leaf says of the erasure of cases or of what conferences leave: their class, up to a day."""
    return {"rc": ended.kind, "to": ended.through.isoformat()}


def erase_cases(db: Database, entry: EntryId, ended: Ended) -> int:
    """Destroy cases with all their words against a committed entry that says so; how many."""
    words = (entry, ended.kind, ended.first_kept, ended.through, ended.today)
    [(count,)] = db.rows("select review.erase_cases(%s, %s, %s, %s, %s)", words)
    return int(count)


def clear_tickets(db: Database, before: datetime) -> int:
    """Forget what looks before an instant were allowed to read; how many."""
    [(count,)] = db.rows("select ledger.clear_tickets(%s)", (before,))
    return int(count)


def write_hold(tx: Transaction, entry: EntryId, hold: Hold) -> None:
    """Hold back, with its entry. Raises NotThere where there is no such family or entry."""
    document: dict[str, object] = {"id": hold.id, "family": hold.family, "held": hold.entry, "reason": hold.reason}
    document |= {"until": hold.until and hold.until.isoformat(), "at": hold.since.isoformat()}
    tx.rows("select ledger.write_hold(%s, %s::jsonb)", (entry, orjson.dumps(document).decode()))


def lift_hold(tx: Transaction, entry: EntryId, hold: str, at: datetime) -> None:
    """Let go, with its entry. Raises NotThere where nothing is held under that id."""
    document = orjson.dumps({"id": hold, "at": at.isoformat()}).decode()
    tx.rows("select ledger.lift_hold(%s, %s::jsonb)", (entry, document))


def load_holds(db: Database) -> tuple[Hold, ...]:
    """All of them, those that are over too, oldest first."""
    return tuple(
        Hold(str(hold), HoldReason(reason), until, since, family, held and EntryId(str(held)), lifted, case)
        for hold, family, held, reason, until, since, lifted, case in db.rows("select * from ledger.holds()")
    )
