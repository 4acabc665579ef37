"""The tree as files (C2SP tlog-tiles): 256 hashes or entries each, written once, safe to copy and to cache.

A tile of level L holds the nodes at height 8 * L; a hash of a tile at the level above is the root of a full tile below.
Whoever reads hashes from tiles of somebody else reads them through `authentic_reader`.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hub.ledger.errors import EvidenceMalformed, ProofFailed
from hub.ledger.tree import HASH_BYTES, HashReader, TreeHead, check_hashes, fold, node_hash, peaks_of, split_hashes

WIDTH = 256
HEIGHT = 8
HIGHEST = 63
MOST_ENTRY_BYTES = 65_535
_NUMBER = re.compile(r"(?:x[0-9]{3}/)*[0-9]{3}")
_PATH = re.compile(rf"tile/(entries|0|[1-9][0-9]?)/({_NUMBER.pattern})(?:\.p/([1-9][0-9]{{0,2}}))?")


@dataclass(frozen=True, order=True)
class Tile:
    """Some neighbouring hashes of one level: 256, or fewer at the right edge of the tree."""

    level: int
    index: int
    width: int = WIDTH

    def __post_init__(self) -> None:
        if not (0 <= self.level <= HIGHEST and self.index >= 0 and 1 <= self.width <= WIDTH):
            raise EvidenceMalformed("tile: level, index or width is out of range")

    @property
    def is_full(self) -> bool:
        """Whether it will never change again."""
        return self.width == WIDTH

    @property
    def path(self) -> str:
        """Where it lies below the log's folder or address."""
        return f"tile/{self.level}/{_place(self.index, self.width)}"


@dataclass(frozen=True, order=True)
class Bundle:
    """The entries of one tile of level 0."""

    index: int
    width: int = WIDTH

    def __post_init__(self) -> None:
        if not (self.index >= 0 and 1 <= self.width <= WIDTH):
            raise EvidenceMalformed("bundle: index or width is out of range")

    @property
    def path(self) -> str:
        """Where it lies below the log's folder or address."""
        return f"tile/entries/{_place(self.index, self.width)}"


TileReader = Callable[[Tile], bytes]
"""The hashes of a tile, one after the other, exactly as many as its width says."""


def parse_path(path: str) -> Tile | Bundle:
    """The tile or bundle at a path. Raises EvidenceMalformed for every other spelling than ours."""
    found = _PATH.fullmatch(path)
    if found is None:
        raise EvidenceMalformed("path: not one of a tile or a bundle")
    level, number, width = found.groups()
    index = int(number.replace("x", "").replace("/", ""))
    resource: Tile | Bundle = Bundle(index, int(width or WIDTH))
    if level != "entries":
        resource = Tile(int(level), index, int(width or WIDTH))
    if resource.path != path:
        raise EvidenceMalformed("path: could be written otherwise")
    return resource


def _place(index: int, width: int) -> str:
    digits = f"{index:03d}"
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    parts = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    number = "/".join([f"x{part}" for part in parts[:-1]] + parts[-1:])
    return number if width == WIDTH else f"{number}.p/{width}"


def tiles_of(size: int, since: int = 0) -> Iterator[Tile]:
    """The tiles of a tree of a size that are not those of the smaller size `since`: what growing from there changes."""
    for level in range(HIGHEST + 1):
        nodes = size >> (HEIGHT * level)
        if not nodes:
            return
        for index in range((since >> (HEIGHT * level)) // WIDTH, -(-nodes // WIDTH)):
            tile = Tile(level, index, min(WIDTH, nodes - index * WIDTH))
            if (since >> (HEIGHT * level)) < index * WIDTH + tile.width:
                yield tile


def bundles_of(size: int, since: int = 0) -> Iterator[Bundle]:
    """The bundles of a log of a size that are not those of the smaller size `since`."""
    for tile in tiles_of(size, since):
        if tile.level > 0:
            return
        yield Bundle(tile.index, tile.width)


def grow(size: int, leaf_hashes: Sequence[bytes], read: TileReader) -> Mapping[Tile, bytes]:
    """The tiles that these leaves change in a tree of a size, with what they hold then. Reads its right edge only."""
    check_hashes(leaf_hashes)
    grown: dict[Tile, bytes] = {}
    level, hashes = 0, list(leaf_hashes)
    while hashes:
        nodes = size >> (HEIGHT * level)
        edge = Tile(level, nodes // WIDTH, nodes % WIDTH) if nodes % WIDTH else None
        packed = (read_tile(read, edge) if edge else b"") + b"".join(hashes)
        hashes = []
        for at, begin in enumerate(range(0, len(packed), WIDTH * HASH_BYTES), start=nodes // WIDTH):
            held = packed[begin : begin + WIDTH * HASH_BYTES]
            tile = Tile(level, at, len(held) // HASH_BYTES)
            grown[tile] = held
            if tile.is_full:
                hashes.append(_complete_root(split_hashes(held)))
        level += 1
    return grown


def read_tile(read: TileReader, tile: Tile) -> bytes:
    """A tile of exactly its width. Raises EvidenceMalformed otherwise."""
    held = read(tile)
    if len(held) != tile.width * HASH_BYTES:
        raise EvidenceMalformed(f"{tile.path}: not as many hashes as its width says")
    return held


def hash_reader(size: int, read: TileReader) -> HashReader:
    """Hashes of the tree of a size out of its tiles, as they lie there. Each tile is read once."""
    held: dict[Tile, tuple[bytes, ...]] = {}

    def hash_at(level: int, index: int) -> bytes:
        tile, begin, count = tile_of(size, level, index)
        if tile not in held:
            held[tile] = split_hashes(read_tile(read, tile))
        return _complete_root(held[tile][begin : begin + count])

    return hash_at


def tile_of(size: int, level: int, index: int) -> tuple[Tile, int, int]:
    """In which tile of the tree of a size a node is to be found: its hashes from here on, so many of them."""
    if level < 0 or index < 0 or (index + 1) << level > size:
        raise ProofFailed("tiles: a hash that is not complete at this size")
    height, inner = divmod(level, HEIGHT)
    first = index << inner
    nodes = size >> (HEIGHT * height)
    tile = Tile(height, first // WIDTH, min(WIDTH, nodes - first // WIDTH * WIDTH))
    return tile, first % WIDTH, 1 << inner


def authentic_reader(head: TreeHead, read: TileReader) -> HashReader:
    """Hashes of the tree of a head out of tiles that are checked against it, each before anything of it is used.

    Raises ProofFailed at once where the tiles at the right edge do not lead to the root, and later for any other.
    """
    held: dict[Tile, tuple[bytes, ...]] = {}

    def authentic(tile: Tile) -> tuple[bytes, ...]:
        if tile not in held:
            hashes = split_hashes(read_tile(read, tile))
            above, place, _ = tile_of(head.size, HEIGHT * (tile.level + 1), tile.index)
            if _complete_root(hashes) != authentic(above)[place]:
                raise ProofFailed(f"{tile.path}: not the tile of this tree")
            held[tile] = hashes
        return held[tile]

    def hash_at(level: int, index: int) -> bytes:
        tile, begin, count = tile_of(head.size, level, index)
        return _complete_root(authentic(tile)[begin : begin + count])

    edge = {tile: split_hashes(read_tile(read, tile)) for tile in edge_tiles(head.size)}
    if _edge_root(head.size, edge) != head.root:
        raise ProofFailed("tiles: the right edge does not lead to the root")
    held.update(edge)
    return hash_at


def edge_tiles(size: int) -> tuple[Tile, ...]:
    """The partial tiles of the tree of a size; all its other tiles are full."""
    levels = [(level, size >> (HEIGHT * level)) for level in range(HEIGHT)]
    return tuple(Tile(level, nodes // WIDTH, nodes % WIDTH) for level, nodes in levels if nodes % WIDTH)


def _edge_root(size: int, edge: Mapping[Tile, tuple[bytes, ...]]) -> bytes:
    """The root, out of the partial tiles alone: every peak of the tree lies in one of them."""
    peaks = []
    for level, index in peaks_of(0, size):
        tile, begin, count = tile_of(size, level, index)
        peaks.append(_complete_root(edge[tile][begin : begin + count]))
    return fold(peaks)


def _complete_root(hashes: Sequence[bytes]) -> bytes:
    """The root over a power of two of neighbouring hashes."""
    while len(hashes) > 1:
        hashes = [node_hash(hashes[at], hashes[at + 1]) for at in range(0, len(hashes), 2)]
    return hashes[0]


def pack_entries(entries: Sequence[bytes]) -> bytes:
    """A bundle: each entry after its length in two bytes."""
    if any(len(entry) > MOST_ENTRY_BYTES for entry in entries):
        raise EvidenceMalformed("bundle: an entry is longer than its length can say")
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def unpack_entries(bundle: bytes, width: int) -> tuple[bytes, ...]:
    """Exactly so many entries and not a byte more. Raises EvidenceMalformed otherwise."""
    entries, at = [], 0
    while at < len(bundle):
        begin = at + 2
        at = begin + int.from_bytes(bundle[at:begin], "big")
        if at > len(bundle):
            raise EvidenceMalformed("bundle: an entry is cut off")
        entries.append(bundle[begin:at])
    if len(entries) != width:
        raise EvidenceMalformed("bundle: not as many entries as its width says")
    return tuple(entries)
