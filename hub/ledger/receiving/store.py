"""The entries of one agency's own looks that an answer after a withdrawal is asked about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hub.db.database import Database, Row
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
    return {} if len(rows) > MOST else _by_recall(reader, rows)


@dataclass(frozen=True, repr=False)
class Unlisted:
    """Looks of whom no answer is asked, by what their recall would be, and every withdrawal that they were read for.

    Of too many none was opened.
    """

    withdrawals: frozenset[tuple[str, int]]
    looks: Mapping[Key, Sequence[Opened]]
    too_many: bool


def read_unlisted(db: Database, reader: LogReader, ticket: Ticket) -> Unlisted:
    """Of the family of a committed reading of its consents; without who acted. One statement."""
    rows = db.rows("select * from consent.read_unlisted(%s)", (ticket.entry,))
    withdrawals = frozenset((str(row[LINE]), int(row[LINE + 1])) for row in rows)
    looks = [row for row in rows if row[0] is not None]
    too_many = len(rows) > MOST
    return Unlisted(withdrawals, {} if too_many else _by_recall(reader, looks), too_many)


def _by_recall(reader: LogReader, rows: Sequence[Row]) -> Mapping[Key, Sequence[Opened]]:
    found: dict[Key, list[Opened]] = {}
    opened = open_rows(reader, [row[:LINE] for row in rows])
    for row, one in zip(rows, opened, strict=True):
        consent, ordinal, staff = row[LINE:]
        found.setdefault((str(consent), int(ordinal), str(staff)), []).append(one)
    return found
