"""Holding back from erasure, as the operator is told to by whoever is responsible."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hub.db.database import Database
from hub.exchange.houses import LOADER, Books, open_group
from hub.exchange.load import OPERATOR
from hub.gate.house import House
from hub.gate.keeping import hold_back, holds, let_go
from hub.terms.holds import Hold


@dataclass(frozen=True, repr=False)
class Holds:
    """What is held back, in one database."""

    house: House

    def add(self, hold: Hold) -> None:
        """Hold back. Raises NotThere where there is no such family or entry."""
        hold_back(self.house, OPERATOR, hold)

    def lift(self, hold: str, at: datetime) -> None:
        """Let go. Raises NotThere where nothing is held under that id."""
        let_go(self.house, OPERATOR, hold, at)

    def all(self) -> tuple[Hold, ...]:
        """Everything that is or was held back, oldest first."""
        return holds(self.house)


@contextmanager
def open_holds(books: Books, database_url: str, keys: Path) -> Iterator[Holds]:
    """For as long as the block lasts."""
    db = Database(database_url, size=1)
    try:
        yield Holds(open_group(db, books, keys, LOADER))
    finally:
        db.close()
