"""The entries of one agency's own looks that an answer after a withdrawal is asked about."""

from collections.abc import Mapping, Sequence

from hub.db.database import Database
from hub.ledger.months.keys import LogReader
from hub.ledger.store import Opened, open_rows
from hub.terms.access import Ticket

Key = tuple[str, int, str]
"""Paper, number of the withdrawal, member of staff: one recall."""
LINE = 21
"""Columns of an entry; the key follows."""
MOST = 5000


def read_received(db: Database, reader: LogReader, ticket: Ticket) -> Mapping[Key, Sequence[Opened]]:
    """By recall, of the family of a committed look at its consents; without who acted. One statement.

    Empty where there are more than can be gone through: then nothing is said of any.
    """
    rows = db.rows("select * from consent.read_received(%s)", (ticket.entry,))
    found: dict[Key, list[Opened]] = {}
    if len(rows) > MOST:
        return found
    opened = open_rows(reader, [row[:LINE] for row in rows])
    for row, one in zip(rows, opened, strict=True):
        consent, ordinal, staff = row[LINE:]
        found.setdefault((str(consent), int(ordinal), str(staff)), []).append(one)
    return found
