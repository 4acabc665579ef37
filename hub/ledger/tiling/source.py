"""The log of this hub, to be read by its witnesses."""

from collections.abc import Sequence
from dataclasses import dataclass

from hub.db.database import Database
from hub.ledger.tiles import WIDTH, Tile
from hub.ledger.tiling.store import load_head, load_leaves, load_newest, load_tiles


@dataclass(frozen=True)
class LogSource:
    """Signed in as the signer. Only whole tiles are asked of the database: what they hold by now comes."""

    db: Database

    def size(self) -> int:
        """How many entries have a place."""
        head = load_head(self.db)
        return head.size if head else 0

    def checkpoint(self) -> bytes | None:
        """The newest one that was published."""
        newest = load_newest(self.db, published=True)
        return newest.note.encode() if newest else None

    def leaves(self, start: int, end: int) -> Sequence[bytes]:
        """The bytes of entries."""
        return [leaf for _, leaf in load_leaves(self.db, start, end)]

    def tile(self, level: int, index: int) -> bytes:
        """The hashes of a tile as far as it has grown; none if it is not there."""
        size = self.size() >> 8 * level
        width = min(WIDTH, size - index * WIDTH)
        if width < 1:
            return b""
        wanted = Tile(level, index, width)
        return load_tiles(self.db, (wanted,)).get(wanted, b"")
