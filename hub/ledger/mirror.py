"""A witness's own copy of the log: entries, tiles, and the newest checkpoint that it cosigned.

Entries are put there first; they count with the checkpoint that covers them, which comes in together with its tiles in
one change. The copy is also the repair kit.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hub.ledger.durable import change, make_file, opened
from hub.ledger.errors import StateLost
from hub.ledger.growing import Edge, edge_of
from hub.ledger.tiles import Tile, edge_tiles
from hub.ledger.tree import EMPTY_ROOT, HASH_BYTES, TreeHead
from hub.ledger.vkeys import Verifier

FILE = "witness.sqlite"
TOGETHER = 256
SCHEMA = """
create table witness (id integer primary key check (id = 1), vkey text not null);
create table known (origin text primary key, size integer not null, root blob not null, note blob not null)
    without rowid;
create table leaf (origin text not null, leaf_index integer not null, leaf blob not null,
    primary key (origin, leaf_index)) without rowid;
create table tile (origin text not null, level integer not null, tile_index integer not null, data blob not null,
    primary key (origin, level, tile_index)) without rowid;
"""
KEPT = """create table if not exists kept (origin text not null, size integer not null, note blob not null,
    primary key (origin, size)) without rowid"""
"""Of each size the newest checkpoint. A copy that began without gets it with its next checkpoint."""
EMPTY = TreeHead(0, EMPTY_ROOT)


@dataclass(frozen=True, repr=False)
class Step:
    """From what a witness knew to what it knows next. Its entries were put there before."""

    old: TreeHead
    new: TreeHead
    note: bytes
    tiles: Mapping[Tile, bytes]


@dataclass(frozen=True)
class Mirror:
    """The copy in a folder. Each call opens the file for itself: any thread may."""

    folder: Path

    def known(self, origin: str) -> TreeHead:
        """The newest tree that was cosigned; the empty one if there is none yet."""
        with opened(self.folder / FILE) as connection:
            return _known(connection, origin)

    def edge(self, origin: str, size: int) -> Edge:
        """The unfinished tiles of the copy at the size that is known."""
        wanted = edge_tiles(size)
        with opened(self.folder / FILE) as connection:
            found = {tile.level: _tile(connection, origin, tile.level, tile.index) for tile in wanted}
        return edge_of(size, {tile.level: found[tile.level][: tile.width * HASH_BYTES] for tile in wanted})

    def put(self, origin: str, start: int, leaves: Sequence[bytes]) -> None:
        """Entries behind what is known: they count with the checkpoint over them, and may be put anew until then.

        Nothing below the size that is known is touched.
        """
        with opened(self.folder / FILE) as connection, change(connection):
            known = _known(connection, origin).size
            rows = ((origin, place, leaf) for place, leaf in enumerate(leaves, start=start) if place >= known)
            connection.executemany("insert or replace into leaf values (?, ?, ?)", rows)

    def take(self, origin: str, step: Step) -> TreeHead:
        """Keep it, if what was known is known still; on the disk when this returns. What is known then."""
        with opened(self.folder / FILE) as connection, change(connection):
            known = _known(connection, origin)
            if known != step.old:
                return known
            grown = ((origin, tile.level, tile.index, data) for tile, data in step.tiles.items())
            connection.executemany("insert or replace into tile values (?, ?, ?, ?)", grown)
            connection.execute(KEPT)
            connection.execute("insert or replace into kept values (?, ?, ?)", (origin, step.new.size, step.note))
            row = (origin, step.new.size, step.new.root, step.note)
            connection.execute("insert or replace into known values (?, ?, ?, ?)", row)
        return step.new


@dataclass(frozen=True)
class MirrorSource:
    """The copy of one log, to be served."""

    mirror: Mirror
    origin: str

    def size(self) -> int:
        """How many entries it has for good."""
        return self.mirror.known(self.origin).size

    def checkpoint(self) -> bytes | None:
        """The newest checkpoint with the log's and this witness's signature."""
        with opened(self.mirror.folder / FILE) as connection:
            row = connection.execute("select note from known where origin = ?", (self.origin,)).fetchone()
        return bytes(row[0]) if row else None

    def cosigned_after(self, size: int) -> Sequence[bytes]:
        """Checkpoints of trees larger than a size, smallest first, and no more than 256; none where none was kept."""
        asked = "select note from kept where origin = ? and size > ? order by size limit ?"
        with opened(self.mirror.folder / FILE) as connection:
            if not connection.execute("select 1 from sqlite_master where name = 'kept'").fetchone():
                return []
            return [bytes(note) for (note,) in connection.execute(asked, (self.origin, size, TOGETHER))]

    def leaves(self, start: int, end: int) -> Sequence[bytes]:
        """The bytes of entries."""
        asked = "select leaf from leaf where origin = ? and leaf_index >= ? and leaf_index < ? order by leaf_index"
        with opened(self.mirror.folder / FILE) as connection:
            return [bytes(leaf) for (leaf,) in connection.execute(asked, (self.origin, start, end))]

    def tile(self, level: int, index: int) -> bytes:
        """The hashes of a tile as far as it has grown; none if it is not there."""
        with opened(self.mirror.folder / FILE) as connection:
            return _tile(connection, self.origin, level, index)


def make_mirror(folder: Path, verifier: Verifier) -> None:
    """Begin: nothing is known yet. It belongs to this key from now on."""
    make_file(folder / FILE, SCHEMA)
    with opened(folder / FILE) as connection:
        connection.execute("insert into witness values (1, ?)", (verifier.write(),))


def hand_over(folder: Path, old: Verifier, new: Verifier) -> None:
    """The copy belongs to a new key of the same witness from now on. Raises StateLost where it is of neither."""
    with opened(folder / FILE) as connection, change(connection):
        done = connection.execute(
            "update witness set vkey = ? where vkey in (?, ?)", (new.write(), old.write(), new.write())
        ).rowcount
        if done != 1:
            raise StateLost(f"{folder / FILE} is not of the key {old.name}")


def is_unused(folder: Path) -> bool:
    """Whether nothing was ever taken here."""
    with opened(folder / FILE) as connection:
        return connection.execute("select 1 from known").fetchone() is None


def open_mirror(folder: Path, verifier: Verifier) -> Mirror:
    """The copy that belongs to this key. Raises StateLost where there is none: a witness never begins anew."""
    with opened(folder / FILE) as connection:
        row = connection.execute("select vkey from witness").fetchone()
    if row is None or row[0] != verifier.write():
        raise StateLost(f"{folder / FILE} is not of the key {verifier.name}")
    return Mirror(folder)


def _known(connection: sqlite3.Connection, origin: str) -> TreeHead:
    row = connection.execute("select size, root from known where origin = ?", (origin,)).fetchone()
    return TreeHead(row[0], bytes(row[1])) if row else EMPTY


def _tile(connection: sqlite3.Connection, origin: str, level: int, index: int) -> bytes:
    asked = "select data from tile where origin = ? and level = ? and tile_index = ?"
    row = connection.execute(asked, (origin, level, index)).fetchone()
    return bytes(row[0]) if row else b""
