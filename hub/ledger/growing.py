"""How the tree grows: its right edge, and the tiles that a batch of entries adds or fills. Pure.

A tree of RFC 6962 whose hashes lie in tiles of 256 (C2SP tlog-tiles). A hash of level n stands for 256^n entries; only
full tiles have one on the level above. The unfinished tile of each level is all that is needed to go on.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

HASH = 32
WIDTH = 256
TILE = WIDTH * HASH
EMPTY_ROOT = sha256(b"").digest()


class EdgeBroken(RuntimeError):
    """The tiles that are there are not those of a tree of this size."""


@dataclass(frozen=True)
class Edge:
    """The unfinished tile of each level, from the leaves up; empty where the last one is full or there is none."""

    size: int
    levels: tuple[bytes, ...] = ()

    @property
    def peaks(self) -> tuple[bytes, ...]:
        """The roots of the perfect parts of the tree, largest first: as many as its size has ones in binary."""
        return tuple(peak for level in reversed(self.levels) for peak in _perfect_parts(level))

    @property
    def root(self) -> bytes:
        """The root of the tree (RFC 6962, 2.1)."""
        peaks = list(self.peaks)
        if not peaks:
            return EMPTY_ROOT
        root = peaks.pop()
        while peaks:
            root = node_hash(peaks.pop(), root)
        return root


@dataclass(frozen=True)
class Grown:
    """The new edge, and every tile that is other than before, by level and index."""

    edge: Edge
    tiles: Mapping[tuple[int, int], bytes]


def leaf_hash(leaf: bytes) -> bytes:
    """The hash of an entry's bytes."""
    return sha256(b"\0" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two that stand side by side."""
    return sha256(b"\1" + left + right).digest()


def edge_of(size: int, found: Mapping[int, bytes]) -> Edge:
    """The edge of a tree of this size out of what lies on each level. Raises EdgeBroken where that cannot be."""
    levels = []
    while size >> 8 * len(levels):
        level = len(levels)
        data = found.get(level, b"")
        if len(data) != HASH * (size >> 8 * level & WIDTH - 1):
            raise EdgeBroken(f"level {level} of a tree of {size} has {len(data)} bytes at its edge")
        levels.append(bytes(data))
    return Edge(size, tuple(levels))


def grow(edge: Edge, hashes: Sequence[bytes]) -> Grown:
    """The tree with these leaves at its end."""
    levels, tiles, level, rising = list(edge.levels), {}, 0, list(hashes)
    while rising:
        if level == len(levels):
            levels.append(b"")
        row = levels[level] + b"".join(rising)
        first, full = edge.size >> 8 * (level + 1), len(row) // TILE
        for number in range(full):
            tiles[level, first + number] = row[number * TILE : (number + 1) * TILE]
        rising = [_root_of(tiles[level, first + number]) for number in range(full)]
        levels[level] = row[full * TILE :]
        if levels[level]:
            tiles[level, first + full] = levels[level]
        level += 1
    return Grown(Edge(edge.size + len(hashes), tuple(levels)), tiles)


def _perfect_parts(data: bytes) -> Iterator[bytes]:
    """The roots of the perfect parts of up to 255 hashes, largest first."""
    width, start = len(data) // HASH, 0
    for bit in reversed(range(8)):
        if width >> bit & 1:
            yield _root_of(data[start : start + (HASH << bit)])
            start += HASH << bit


def _root_of(data: bytes) -> bytes:
    """The root over hashes whose number is a power of two."""
    row = [data[start : start + HASH] for start in range(0, len(data), HASH)]
    while len(row) > 1:
        row = [node_hash(row[place], row[place + 1]) for place in range(0, len(row), 2)]
    return row[0]
