"""Recalls in the database: who has to answer after a withdrawal, and what they answered."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

import orjson

from hub.db.database import Database, Transaction
from hub.terms.ids import EntryId, FamilyId, FamilyNumber

MISTAKE = 0
"""In the place of a withdrawal's number: the paper was entered by mistake."""


class RecallRow(NamedTuple):
    """Somebody who looked while a consent counted that does not any more, and what they answered."""

    consent: str
    ref: str
    ordinal: int
    staff: str
    staff_name: str
    agency: str
    first_at: datetime
    last_at: datetime
    answer: str | None
    answered_at: datetime | None


def load_recalls(db: Database, family: FamilyId) -> list[RecallRow]:
    """Of one family, in the order of the withdrawals. One statement."""
    rows = db.rows(
        "select consent_id, ref, ordinal, staff_id, staff_name, agency, first_at, last_at, answer, answered_at"
        " from consent.recalls(%s)",
        (family,),
    )
    return [RecallRow(*row) for row in rows]


def write_recall_answer(tx: Transaction, entry: EntryId, row: Mapping[str, object]) -> None:
    """Keep an answer of the calling agency; raises NotThere where nothing of it is to be answered."""
    tx.rows("select consent.answer_recall(%s, %s::jsonb)", (entry, orjson.dumps(dict(row)).decode()))


class OnlookerRow(NamedTuple):
    """A guest or somebody of the family who sat at a shared view; `box` has a guest's name, for who tells them."""

    consent: str
    ref: str
    ordinal: int
    seat: str
    agency: str
    first_at: datetime
    last_at: datetime
    told_at: datetime | None
    conference: str
    guest: str | None
    person: str | None
    box: str | None


def load_onlookers(db: Database, family: FamilyId) -> list[OnlookerRow]:
    """Of one family, who was there first comes first. One statement."""
    return [OnlookerRow(*row) for row in db.rows("select * from consent.onlookers(%s)", (family,))]


def write_told(tx: Transaction, entry: EntryId, row: Mapping[str, object]) -> None:
    """Keep that the calling agency told somebody; raises NotThere where nobody is to be told there."""
    tx.rows("select consent.tell_onlooker(%s, %s::jsonb)", (entry, orjson.dumps(dict(row)).decode()))


def load_untried(db: Database) -> list[FamilyNumber]:
    """Families about which the calling agency's people owe an answer that nobody tried to work out. One statement."""
    return [FamilyNumber(number) for (number,) in db.rows("select number from consent.recalls_untried()")]


def note_tried(db: Database, entry: EntryId) -> None:
    """Those of the family that a committed reading of the calling agency is about were tried."""
    db.rows("select consent.note_tried(%s)", (entry,))


def open_recalls(
    db: Database,
    entry: EntryId,
    withdrawals: Iterable[tuple[str, int]],
    found: Iterable[tuple[str, int, str]] | None,
) -> None:
    """Under a committed reading of the calling agency: who has to answer beside those whom a paper names.

    `found` None: everybody who looked. These withdrawals are gone through then. One statement.
    """
    document = {
        "whole": found is None,
        "found": [{"consent": consent, "ordinal": ordinal, "staff": staff} for consent, ordinal, staff in found or ()],
        "searched": [{"consent": consent, "ordinal": ordinal} for consent, ordinal in sorted(withdrawals)],
    }
    db.rows("select consent.open_recalls(%s, %s::jsonb)", (entry, orjson.dumps(document).decode()))
