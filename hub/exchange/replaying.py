"""`hub consent replay`: what was taken back or erased before a backup was restored is so again."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from hub.db.database import Database
from hub.exchange.houses import LOADER, Books, open_group
from hub.exchange.load import OPERATOR
from hub.gate.erasing import replay_erasures
from hub.gate.replaying import Replayed, replay


def replay_journals(books: Books, keys: Path, database_url: str, journal: Path, at: datetime) -> Replayed:
    """Put back every withdrawal and erasure of a folder of journals, as the operator; safe to repeat."""
    db = Database(database_url, size=2)
    try:
        house = open_group(db, books, keys, LOADER)
        done = replay(house, OPERATOR, at, journal)
        return replace(done, erased=replay_erasures(house, OPERATOR, at, journal).put_back)
    finally:
        db.close()
