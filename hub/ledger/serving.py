"""A log or its mirror as files of tlog-tiles, made when they are asked for. Nothing personal is in any of them."""

from collections.abc import Sequence
from typing import Protocol

from hub.ledger.asking import CHECKPOINT
from hub.ledger.errors import EvidenceMalformed
from hub.ledger.tiles import HEIGHT, WIDTH, Bundle, Tile, pack_entries, parse_path
from hub.ledger.tree import HASH_BYTES


class Source(Protocol):
    """Where entries and tiles lie: the database of the hub, or a witness's own copy."""

    def size(self) -> int: ...

    def checkpoint(self) -> bytes | None: ...

    def leaves(self, start: int, end: int) -> Sequence[bytes]: ...

    def tile(self, level: int, index: int) -> bytes: ...


def find_resource(source: Source, path: str) -> bytes | None:
    """What lies at a path below the log's address; None where nothing does, or not yet."""
    if path == CHECKPOINT:
        return source.checkpoint()
    try:
        wanted = parse_path(path)
    except EvidenceMalformed:
        return None
    size = source.size()
    if isinstance(wanted, Bundle):
        start = wanted.index * WIDTH
        return pack_entries(source.leaves(start, start + wanted.width)) if start + wanted.width <= size else None
    return _tile(source, wanted) if wanted.index * WIDTH + wanted.width <= size >> HEIGHT * wanted.level else None


def _tile(source: Source, tile: Tile) -> bytes | None:
    data = source.tile(tile.level, tile.index)[: tile.width * HASH_BYTES]
    return data if len(data) == tile.width * HASH_BYTES else None
