"""`hub consent replay`: what was taken back or erased before a backup was restored is so again."""

from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from hub.db.database import Database
from hub.exchange.houses import LOADER, Books, open_group
from hub.exchange.load import OPERATOR
from hub.gate.erasing_again import JournalContradicted as JournalContradicted
from hub.gate.erasing_again import replay_erasures, vouch_for_erasure
from hub.gate.journal import BackupTooOld as BackupTooOld
from hub.gate.replaying import Replayed, replay
from hub.terms.ids import FamilyNumber


def replay_journals(books: Books, keys: Path, database_url: str, journal: Path, at: datetime) -> Replayed:
    """Put back every withdrawal and erasure of a folder of journals, as the operator; safe to repeat.

    Erasures that have no ground wait, and are named.
    """
    with closing(Database(database_url, size=2)) as db:
        house = open_group(db, books, keys, LOADER)
        done = replay(house, OPERATOR, at, journal)
        erased = replay_erasures(house, OPERATOR, at, journal)
        return replace(done, erased=erased.put_back, waiting=erased.waiting)


def vouch(
    books: Books, keys: Path, group: tuple[str, str], journal: Path, said: tuple[FamilyNumber, str, datetime]
) -> date:
    """An agency (its holder and database) says that a record was erased by its journal, and who says so. Of which day.

    Raises NotThere where its journal knows of no erasure that this database lacks.
    """
    (holder, database_url), (number, by, at) = group, said
    with closing(Database(database_url, size=2)) as db:
        return vouch_for_erasure(open_group(db, books, keys, holder), by, at, number, journal)
