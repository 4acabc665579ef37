"""What was shown of one's own values to others, against a committed entry of this very reading."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hub.db.database import Database
from hub.ledger.entry import Segment
from hub.ledger.giving.boxes import open_given
from hub.ledger.leaf import PayloadDamaged
from hub.ledger.months.keys import LogReader
from hub.ledger.shares import holder_of
from hub.ledger.store import Keys, key_of_bucket
from hub.terms.access import Ticket
from hub.terms.ids import EntryId
from hub.terms.log import Cursor

MOST = 5000
_READ = "select * from ledger.read_given(%s, %s, %s, %s, %s)"


@dataclass(frozen=True, repr=False)
class GivenAway:
    """One look of others at own values. `share` is None where it does not open, says what no leaf committed to, or
    names another agency than the one whose process wrote it down, or another family or owner.
    """

    entry: EntryId
    at: datetime
    share: Segment | None


@dataclass(frozen=True, repr=False)
class Given:
    """Looks of others, newest first. `next` is what to ask `before` for the older ones, where there are more."""

    looks: Sequence[GivenAway]
    next: Cursor | None = None


@dataclass(frozen=True)
class Stretch:
    """Of whose values (one provider's, though a process serves them all), before which place, by the people of which
    agency alone, and how many; all that the last entry gave is read, too.
    """

    owner: str
    before: Cursor | None = None
    agency: str | None = None
    limit: int = MOST


def read_given(db: Database, reader: LogReader, ticket: Ticket, which: Stretch) -> Given:
    """Of the family of the entry. One statement."""
    keys: Keys = {}
    at, entry = (which.before.at, which.before.entry) if which.before else (None, None)
    rows = db.rows(_READ, (ticket.entry, at, entry, which.limit + 1, which.agency))
    page, following = _cut(rows, which.limit)
    found = []
    for entry, leaf, agency, number, at, bucket, sealed, box in page:
        try:
            key = key_of_bucket(reader, keys, str(bucket), bytes(sealed))
            share = open_given(key, EntryId(str(entry)), bytes(box), bytes(leaf)) if key else None
        except PayloadDamaged:
            share = None
        if share is not None and _names(share) != (agency, number, reader.holder):
            share = None
        if share is None or share["owner"] == which.owner:
            found.append(GivenAway(EntryId(str(entry)), at, share))
    return Given(found, following)


def _cut(rows: Sequence[Sequence[Any]], limit: int) -> tuple[Sequence[Sequence[Any]], Cursor | None]:
    """A page, with all of its last entry, and where the next one begins, if anything may be left for it."""
    if len(rows) <= limit:
        return rows, None
    many = next((place for place in range(limit, len(rows)) if rows[place][0] != rows[place - 1][0]), len(rows))
    last = rows[many - 1]
    return rows[:many], Cursor(last[4], EntryId(str(last[0])))


def _names(share: Segment) -> tuple[object, ...]:
    return share.get("agency"), share.get("number"), holder_of(str(share.get("owner")))
