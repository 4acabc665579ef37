"""What was shown of one's own values to others, against a committed entry of this very reading."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hub.db.database import Database
from hub.ledger.entry import Segment
from hub.ledger.giving.boxes import open_given
from hub.ledger.leaf import PayloadDamaged
from hub.ledger.months.keys import LogReader
from hub.ledger.shares import holder_of
from hub.ledger.store import Keys, key_of_bucket
from hub.terms.access import Ticket
from hub.terms.ids import EntryId

MOST = 5000
_READ = "select * from ledger.read_given(%s, %s, %s, %s)"


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
    next: datetime | None = None


@dataclass(frozen=True)
class Stretch:
    """Of whose values (one provider's, though a process serves them all), before which instant, by the people of which
    agency alone, and how many at most.
    """

    owner: str
    before: datetime | None = None
    agency: str | None = None
    limit: int = MOST


def read_given(db: Database, reader: LogReader, ticket: Ticket, which: Stretch) -> Given:
    """Of the family of the entry. One statement."""
    keys: Keys = {}
    rows = db.rows(_READ, (ticket.entry, which.before, which.limit + 1, which.agency))
    found = []
    for entry, leaf, agency, number, at, bucket, sealed, box in rows[: which.limit]:
        try:
            key = key_of_bucket(reader, keys, str(bucket), bytes(sealed))
            share = open_given(key, EntryId(str(entry)), bytes(box), bytes(leaf)) if key else None
        except PayloadDamaged:
            share = None
        if share is not None and _names(share) != (agency, number, reader.holder):
            share = None
        if share is None or share["owner"] == which.owner:
            found.append(GivenAway(EntryId(str(entry)), at, share))
    return Given(found, rows[which.limit - 1][4] if len(rows) > which.limit else None)


def _names(share: Segment) -> tuple[object, ...]:
    return share.get("agency"), share.get("number"), holder_of(str(share.get("owner")))
