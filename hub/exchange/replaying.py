"""`hub consent replay`: what was taken back before a backup was restored is taken back again."""

from datetime import datetime
from pathlib import Path

from hub.db.database import Database
from hub.exchange.houses import LOADER, Books, open_group
from hub.exchange.load import OPERATOR
from hub.gate.replaying import Replayed, replay


def replay_journals(books: Books, keys: Path, database_url: str, journal: Path, at: datetime) -> Replayed:
    """Put back every withdrawal of a folder of journals, as the operator; safe to repeat."""
    db = Database(database_url, size=2)
    try:
        return replay(open_group(db, books, keys, LOADER), OPERATOR, at, journal)
    finally:
        db.close()
