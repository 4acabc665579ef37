"""Seconds of the processor that writing took: of the server, of who writes, and of the sequencer.

On a machine that others use too a rate says as much about them; this says what an entry costs. As the
kernel counts it, so on Linux alone; elsewhere it is 0.
"""

import os
from multiprocessing import active_children
from pathlib import Path

from bench._looks import Place

PROC = Path("/proc")


def server_of(place: Place) -> int:
    """The process whose children serve; 0 where that cannot be seen."""
    db = place.database(role="postgres")
    [(serving,)] = db.rows("select pg_backend_pid()")
    try:
        return int((PROC / str(serving) / "stat").read_text().rsplit(")", 1)[1].split()[1])
    except OSError:
        return 0
    finally:
        db.close()


def processor_used(server: int) -> float:
    """Seconds until now of the server's processes and of this one's children, as far as they are there."""
    pids = [server, *_children(server), *(child.pid for child in active_children() if child.pid)]
    return sum(map(_used, pids)) if server else 0.0


def _children(pid: int) -> list[int]:
    try:
        return [int(child) for child in (PROC / str(pid) / "task" / str(pid) / "children").read_text().split()]
    except OSError:
        return []


def _used(pid: int) -> float:
    """In user and kernel mode, with those of its threads that ended."""
    try:
        user, kernel = (PROC / str(pid) / "stat").read_text().rsplit(")", 1)[1].split()[11:13]
    except OSError:
        return 0.0
    return (int(user) + int(kernel)) / os.sysconf("SC_CLK_TCK")
