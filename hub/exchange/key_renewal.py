"""Exchanging an agency's key, as the operator of its machine does."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hub.db.database import Database
from hub.exchange.houses import Books, open_group
from hub.gate.house import House
from hub.gate.key_renewal import RENEWED, NotRenewable, Renewal, end_renewal, look_at_renewal, renew_key
from hub.terms.sealing import named

__all__ = ["RENEWED", "KeyExchange", "NotRenewable", "Renewal", "census", "key_exchange"]


@dataclass(frozen=True, repr=False)
class KeyExchange:
    """Of one agency, signed in as that agency."""

    house: House

    def go_on(self, at: datetime) -> Renewal:
        """Begin, or go on."""
        return renew_key(self.house, at)

    def look(self, at: datetime) -> Renewal:
        """Where it stands."""
        return look_at_renewal(self.house, at)

    def end(self, at: datetime, heard: str) -> Renewal:
        """Destroy the old one. NotRenewable says what is missing."""
        return end_renewal(self.house, at, heard)


@contextmanager
def key_exchange(books: Books, database_url: str, keys: Path, holder: str) -> Iterator[KeyExchange]:
    """For as long as the block lasts."""
    db = Database(database_url, size=2)
    try:
        yield KeyExchange(open_group(db, books, keys, holder))
    finally:
        db.close()


def census(state: Renewal) -> Iterator[str]:
    """For the command: for which key how many boxes are sealed, the present one first, by what is read aloud of it."""
    present = named(bytes.fromhex(state.fingerprint))
    yield f"{_aloud(present)} (gilt): {state.in_use.get(present, 0)}"
    for name, boxes in sorted(state.in_use.items()):
        if name != present:
            yield f"{_aloud(name)}: {boxes}"


def _aloud(name: bytes) -> str:
    return f"{name[4:].hex(' ', 2)} …" if name else "ohne Namen, für den ersten Schlüssel"
