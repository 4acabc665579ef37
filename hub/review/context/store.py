"""What the review knows beside the log, out of the database. Every function here is one statement."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from hub.db.database import Database
from hub.terms.ids import EntryId
from hub.terms.lists import Agency

COLUMNS = (
    *("own", "ended", "delivered", "duty", "absences", "appointments", "assignments", "deputies", "papers"),
    *("procedures", "standings", "matches", "staff_families", "protected_families", "samples"),
)
Rows = Mapping[str, Sequence[Sequence[Any]]]
"""Rows by column, as the database says them: instants and days as text."""


@dataclass(frozen=True)
class Reading:
    """The committed entry of whoever reads, and the controller for whom they read. Without it nothing is given out."""

    entry: EntryId
    controller: Agency


@dataclass(frozen=True)
class Wanted:
    """From when to when; of these pseudonyms and families alone, where they are named."""

    since: datetime
    until: datetime
    who: tuple[str, ...] | None = None
    families: tuple[str, ...] | None = None


def load_rows(db: Database, reading: Reading, wanted: Wanted) -> Rows:
    """All of it in one row. The database refuses (HB020, HB021, HB022) without the entry of a reading by an officer."""
    asked: dict[str, object] = {"since": wanted.since.isoformat(), "until": wanted.until.isoformat()}
    if wanted.who is not None:
        asked["who"] = wanted.who
    if wanted.families is not None:
        asked["families"] = wanted.families
    statement = f"select {', '.join(COLUMNS)} from review.context(%s, %s, %s::jsonb)"  # noqa: S608  # own words
    [row] = db.rows(statement, (reading.entry, reading.controller.value, orjson.dumps(asked).decode()))
    return {name: rows or () for name, rows in zip(COLUMNS, row, strict=True)}


def load_secrets(db: Database, reading: Reading, periods: Iterable[str]) -> Mapping[str, bytes]:
    """What the numbers of these quarters are made with."""
    statement = "select period, secret from review.periods(%s, %s, %s)"
    rows = db.rows(statement, (reading.entry, reading.controller.value, sorted(set(periods))))
    return {str(period): bytes(secret) for period, secret in rows}


def load_proven(db: Database, entries: Iterable[EntryId]) -> frozenset[EntryId]:
    """Which of these entries stand in the tree under a checkpoint that the witnesses signed.

    For the officers; for anybody else of their own agency's alone.
    """
    rows = db.rows("select * from ledger.proven(%s::uuid[])", (list(entries),))
    return frozenset(EntryId(str(entry)) for (entry,) in rows)
