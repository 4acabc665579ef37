"""How the tree grows: its right edge, and the tiles that a batch of entries changes. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from hub.ledger.errors import EvidenceMalformed
from hub.ledger.tiles import Tile, edge_tiles, grow, hash_reader
from hub.ledger.tree import HASH_BYTES, TreeHead, fold, peaks_of


@dataclass(frozen=True)
class Edge:
    """The unfinished tile of each level: all that it takes to know the root of a tree, and to go on."""

    size: int = 0
    tiles: Mapping[Tile, bytes] = field(default_factory=dict)

    @cached_property
    def peaks(self) -> tuple[bytes, ...]:
        """The roots of the perfect parts of the tree, largest first."""
        read = hash_reader(self.size, self.tiles.__getitem__)
        return tuple(read(level, index) for level, index in peaks_of(0, self.size))

    @property
    def head(self) -> TreeHead:
        """Size and root."""
        return TreeHead(self.size, fold(self.peaks))

    def grow(self, leaf_hashes: Sequence[bytes]) -> "Grown":
        """With these leaves at the end."""
        size, tiles = self.size + len(leaf_hashes), grow(self.size, leaf_hashes, self.tiles.__getitem__)
        kept = {tile: tiles[tile] if tile in tiles else self.tiles[tile] for tile in edge_tiles(size)}
        return Grown(Edge(size, kept), tiles)


@dataclass(frozen=True)
class Grown:
    """The edge afterwards, and every tile that is other than before."""

    edge: Edge
    tiles: Mapping[Tile, bytes]


def edge_of(size: int, found: Mapping[int, bytes]) -> Edge:
    """The edge of a tree of this size, by what lies at the end of each level. Raises EvidenceMalformed if none is."""
    tiles = {tile: bytes(found.get(tile.level, b"")) for tile in edge_tiles(size)}
    for tile, data in tiles.items():
        if len(data) != tile.width * HASH_BYTES:
            raise EvidenceMalformed(f"{tile.path}: not as many hashes as a tree of {size} has there")
    return Edge(size, tiles)
