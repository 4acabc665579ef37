"""What was shown of one's own values to others, against a committed entry of this very reading."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hub.db.database import Database
from hub.ledger.entry import Segment
from hub.ledger.giving.boxes import open_given
from hub.ledger.leaf import PayloadDamaged
from hub.ledger.months.keys import LogReader
from hub.ledger.store import Keys, key_of_bucket
from hub.terms.access import Ticket
from hub.terms.ids import EntryId

MOST = 5000


@dataclass(frozen=True, repr=False)
class GivenAway:
    """One look of others at own values. `share` is None where it does not open, or says what no leaf committed to."""

    entry: EntryId
    at: datetime
    share: Segment | None


def read_given(
    db: Database, reader: LogReader, ticket: Ticket, before: datetime | None = None, limit: int = MOST
) -> Sequence[GivenAway]:
    """Of the family of the entry, newest first, one more than the limit where there are more. One statement."""
    rows = db.rows("select * from ledger.read_given(%s, %s, %s)", (ticket.entry, before, min(limit, MOST) + 1))
    keys: Keys = {}
    found = []
    for entry, leaf, at, bucket, sealed, box in rows:
        try:
            key = key_of_bucket(reader, keys, str(bucket), bytes(sealed))
            share = key and open_given(key, EntryId(str(entry)), bytes(box), bytes(leaf))
        except PayloadDamaged:
            share = None
        found.append(GivenAway(EntryId(str(entry)), at, share or None))
    return found
