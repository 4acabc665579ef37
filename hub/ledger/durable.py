"""Small files of SQLite that outlive a power cut: for what a signer and a witness must never forget.

Each write is on the disk before anybody is answered. A file is made once, on purpose; one that is not there is lost.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hub.ledger.errors import StateLost

PATIENCE = 10.0
_OWNER_ALONE = 0o600


def make_file(path: Path, schema: str) -> None:
    """A new file with these tables. Made under another name first: it is there whole or not at all."""
    if path.exists():
        raise FileExistsError(f"{path} is there already")
    half = path.with_name(f"{path.name}.{os.getpid()}")
    half.touch(mode=_OWNER_ALONE)
    connection = _connect(half)
    try:
        connection.executescript(f"begin; {schema} commit;")
    finally:
        connection.close()
    half.rename(path)
    sync_folder(path.parent)


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection for one thread; each statement is a transaction unless one is begun. StateLost without the file."""
    if not path.exists():
        raise StateLost(f"{path} is not there: what was signed before is not known")
    try:
        connection = _connect(path)
    except sqlite3.DatabaseError as damaged:
        raise StateLost(f"{path} cannot be read") from damaged
    try:
        yield connection
    finally:
        connection.close()


@contextmanager
def change(connection: sqlite3.Connection) -> Iterator[None]:
    """One writer at a time, all or nothing, and on the disk when this ends."""
    connection.execute("begin immediate")
    try:
        yield
    except BaseException:
        connection.execute("rollback")
        raise
    connection.execute("commit")


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    connection.execute("pragma synchronous = extra")  # the folder too, after the journal is gone
    return connection


def sync_folder(folder: Path) -> None:
    """That names in a folder were changed is on the disk when this returns."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
