"""What the operator does to the log's own evidence when both data protection officers say so."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hub.db.database import Database
from hub.exchange.houses import LOADER, Books, open_group
from hub.exchange.load import OPERATOR
from hub.gate.house import House
from hub.ledger.asking import fetch
from hub.ledger.keyfiles import load_trust
from hub.ledger.restoring.finding import Lost, find_lost
from hub.terms.principals import Principal


@dataclass(frozen=True, repr=False)
class Incident:
    """One database, with the house that writes the entry."""

    house: House
    by: Principal = OPERATOR

    def find(self, policy: Path) -> Lost | None:
        """What the witnesses of this policy know more than this log. Raises LedgerForked, WitnessesSilent."""
        return find_lost(self.house.db, load_trust(policy), fetch)


@contextmanager
def open_incident(books: Books, database_url: str, keys: Path) -> Iterator[Incident]:
    """For as long as the block lasts."""
    db = Database(database_url, size=2)
    try:
        yield Incident(open_group(db, books, keys, LOADER))
    finally:
        db.close()
