"""Whether the embedded server runs: asked of the kernel, never of a file with a process id in it.

After a kill -9 such a file stays behind, and its number may be a zombie's or by now somebody else's. Here every process
of the server inherits an open, locked file: as long as one of them lives, the lock is taken, and no longer.
"""

import fcntl
import os
import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PORT = 5432  # only part of the socket's name; nothing listens on TCP
_CREDENTIALS = struct.Struct("3i")


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """One process at a time; the others wait. The kernel lets go when the process ends, however it ends."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def claim(path: Path) -> Iterator[int | None]:
    """The locked file to hand on to the server, or None: one of its processes still lives.

    It is closed here, not unlocked: unlocking would take the lock from those who inherited it.
    """
    with path.open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield None
        else:
            yield file.fileno()


def listener(socket_folder: Path) -> tuple[int, int] | None:
    """Process and account of who listens on the server's socket, as the kernel vouches for them."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        try:
            client.connect(str(socket_folder / f".s.PGSQL.{PORT}"))
        except OSError:
            return None
        raw = client.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
    process, account, _ = _CREDENTIALS.unpack(raw)
    return (process, account) if process else None  # 0: in another container, out of reach from here


def runs_by_hand(data: Path) -> bool:
    """A server that the hub did not start works in this folder: every server makes its data its working directory."""
    try:
        process = (data / "postmaster.pid").read_text().split()[0]
        return os.readlink(f"/proc/{process}/cwd") == str(data)
    except (OSError, IndexError):
        return False


def clear_leftovers(data: Path, socket_folder: Path) -> None:
    """What a killed server leaves behind and its successor stumbles over. Only under the claim: nobody uses it."""
    for left in (data / "postmaster.pid", socket_folder / f".s.PGSQL.{PORT}", socket_folder / f".s.PGSQL.{PORT}.lock"):
        left.unlink(missing_ok=True)
