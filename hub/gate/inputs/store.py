"""Inputs of the review in the database. Every function here is one statement."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import orjson

from hub.db.database import Database, Transaction
from hub.terms.ids import EntryId, FamilyId

Rows = Mapping[str, Iterable[Mapping[str, Any]]]


def count_new(tx: Transaction, rows: Rows) -> int:
    """How many of these rows are not there yet."""
    [(count,)] = tx.rows("select review.count_new(%s::jsonb)", (orjson.dumps(rows).decode(),))
    return int(count)


def write_inputs(tx: Transaction, entry: EntryId, document: Mapping[str, Any]) -> None:
    """Add what is new of them, in the transaction of their entry."""
    tx.rows("select review.add_inputs(%s, %s::jsonb)", (entry, orjson.dumps(document).decode()))


def write_marks(tx: Transaction, entry: EntryId, marks: Iterable[Mapping[str, str]]) -> None:
    """Keep the keyed hashes of new staff."""
    tx.rows("select review.add_marks(%s, %s::jsonb)", (entry, orjson.dumps(list(marks)).decode()))


def note_matches(tx: Transaction, entry: EntryId, document: Mapping[str, Any]) -> None:
    """Compare keyed hashes of a family with those of staff; hits are kept, and nothing is told."""
    tx.rows("select record.note_matches(%s, %s::jsonb)", (entry, orjson.dumps(document).decode()))


@dataclass(frozen=True, repr=False)
class Probe:
    """A surname of somebody new, as it would stand in the blind index of one family; `size` are tokens of that name."""

    staff: str
    family: FamilyId
    token: bytes
    size: int


def meet_index(tx: Transaction, entry: EntryId, whose: tuple[str, datetime], probes: Sequence[Probe]) -> None:
    """Compare surnames with an owner's blind index; hits are kept, and nothing is told."""
    columns = zip(*((one.staff, one.family, one.token, one.size) for one in probes), strict=True)
    staff, families, tokens, sizes = map(list, columns)
    statement = "select record.meet_index(%s, %s, %s, %s::uuid[], %s::uuid[], %b, %s::int[])"
    tx.rows(statement, (entry, *whose, staff, families, tokens, sizes))


def erase_inputs(db: Database, first_kept: date) -> int:
    """Destroy what lies before a day; how many rows."""
    [(count,)] = db.rows("select review.erase_inputs(%s)", (first_kept,))
    return int(count)
