"""Erasing a family's record as the operator, told to by both agencies."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hub.db.database import Database
from hub.exchange.houses import LOADER, Books, guard, open_group
from hub.exchange.load import OPERATOR
from hub.gate.erasing import ErasedBefore as ErasedBefore
from hub.gate.erasing import NotYet as NotYet
from hub.gate.erasing import erase_record, standing
from hub.gate.house import House
from hub.terms.erasing import Erasure, Standing, Takeover
from hub.terms.ids import FamilyNumber


@dataclass(frozen=True, repr=False)
class Records:
    """The records of one database, to be erased and looked for. No value is read."""

    house: House

    def erase(self, number: FamilyNumber, confirmed: Takeover, at: datetime) -> Erasure:
        """Destroy one. Raises NotThere, NotYet, ErasedBefore; OSError where the journal cannot be written."""
        return erase_record(self.house, OPERATOR, at, number, confirmed)

    def look_for(self, number: FamilyNumber, at: datetime) -> Standing:
        """What of a family's record is in the database. Raises NotThere."""
        return standing(self.house, number, at)


@contextmanager
def open_records(books: Books, database_url: str, keys: Path, journal: Path) -> Iterator[Records]:
    """For as long as the block lasts. RestorePending while the journal knows of more than the database."""
    db = guard(Database(database_url, size=1), journal)
    try:
        yield Records(open_group(db, books, keys, LOADER, journal))
    finally:
        db.close()
