"""The figures in the database. Every function here is one statement."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson

from hub.db.database import Database, Transaction
from hub.terms.access import Ticket
from hub.terms.ids import EntryId

COUNTED_MEANWHILE = "HB050"
"""PostgreSQL's code for a stretch that does not follow what was counted."""


@dataclass(frozen=True)
class Count:
    """A count that is under way: the ticket of its entry, and of which controller."""

    ticket: Ticket
    controller: str


def begin_count(db: Database, count: Count, key: bytes, keep: date) -> range:
    """The places that are still to be counted. Under another key than before, all of them."""
    [(counted_to, size)] = db.rows(
        "select * from review.begin_count(%s, %s, %b, %s)", (count.ticket.entry, count.controller, key, keep)
    )
    return range(counted_to, size)


def count_stretch(db: Database, count: Count, span: range, marked: Sequence[tuple[EntryId, bytes]]) -> None:
    """Count the entries at these places, with their marks: all or nothing. HB050 where another was quicker."""
    db.rows(
        "select review.count_stretch(%s, %s, %s, %s, %s::uuid[], %s::bytea[])",
        (
            count.ticket.entry,
            count.controller,
            span.start,
            span.stop,
            [entry for entry, _ in marked],
            [mark for _, mark in marked],
        ),
    )


def finish_count(db: Database, count: Count, began: int, at: datetime) -> None:
    """Let go of what the log keeps no longer; from now on this is the stand of the figures."""
    db.rows("select review.finish_count(%s, %s, %s, %s)", (count.ticket.entry, count.controller, began, at))


def load_overview(db: Database, count: Count, days: tuple[date, date, date]) -> Mapping[str, Any]:
    """All figures from one day to another, both inclusive, against the entry of this look; months from a third on."""
    [(found,)] = db.rows("select review.overview(%s, %s, %s, %s, %s)", (count.ticket.entry, count.controller, *days))
    return dict(found)


def load_checks(db: Database) -> Sequence[Mapping[str, Any]]:
    """The newest check, and the newest that came to an end."""
    [(found,)] = db.rows("select review.last_verifications()")
    return list(found)


def want_check(tx: Transaction, entry: EntryId, run: str, at: datetime) -> bool:
    """Put a check of the whole log on the list, in the transaction of its entry. False while one is under way."""
    [(wanted,)] = tx.rows("select review.want_verification(%s, %s, %s)", (entry, run, at))
    return bool(wanted)


def take_check(db: Database) -> str | None:
    """The check that is wanted, taken by nobody else; None where none is."""
    [(run,)] = db.rows("select review.take_verification()")
    return None if run is None else str(run)


def tell_check(db: Database, run: str, done: int, size: int) -> None:
    """How many entries are fetched: a check that says nothing for ten minutes counts as failed."""
    db.rows("select review.tell_verification(%s, %s, %s)", (run, done, size))


def end_check(db: Database, run: str, result: int | None, findings: Mapping[str, int], at: datetime) -> None:
    """What was found: the verifier's exit status, and how many findings of which kind. None where it broke off."""
    db.rows(
        "select review.end_verification(%s, %s::smallint, %s::jsonb, %s)",
        (run, result, orjson.dumps(dict(findings)).decode(), at),
    )
