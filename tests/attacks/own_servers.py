"""A server of its own with the first family: a test may stop it, fill its disk and turn its clock."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from shlex import quote

from hub.db.embedded import ELSEWHERE, EmbeddedServer
from hub.db.embedded_binaries import find_binaries, within_reach
from tests.conftest import Urls
from tests.kreis import Kreis, _ensure_template, demo_f01

FAKETIME = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
ROOM = 700
"""Megabytes of the disk that can be filled; of memory it takes what is written."""


@dataclass(frozen=True)
class OwnServer:
    """The Kreis on it, the folder it lies in, and the file that its clock goes by."""

    kreis: Kreis
    folder: Path
    clock: Path

    def turn_clock(self, seconds: int) -> None:
        """From now on the server's clock is so many seconds ahead of the true one, or behind."""
        fresh = self.clock.with_suffix(".new")
        fresh.write_text(f"{seconds:+d}")
        fresh.chmod(0o644)
        fresh.replace(self.clock)

    def fill_disk(self) -> Path:
        """Nothing more can be written there until the file that is returned is gone."""
        ballast = self.folder / "ballast"
        with ballast.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(2**20 if shutil.disk_usage(self.folder).free > 2**21 else 2**12))
            except OSError:
                return ballast


@contextmanager
def own_server() -> Iterator[OwnServer]:
    """Durable; on a small disk where this account may mount one; its clock can be turned where libfaketime is."""
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="hub-own-"))
        stack.callback(shutil.rmtree, folder)
        folder.chmod(0o711)
        disk = folder / "disk"
        disk.mkdir(mode=0o711)
        if mount(disk):
            stack.callback(subprocess.run, ["umount", "-l", disk], check=True)
        stack.callback(_sweep, _left_in_memory())
        clock = folder / "clock"
        clock.write_text("+0")
        clock.chmod(0o644)
        server = EmbeddedServer(disk / "server", binaries=_programs(folder, clock) if FAKETIME else None)
        stack.callback(server.stop)
        server.ensure()
        _ensure_template(server, folder, "f01", demo_f01())
        yield OwnServer(Kreis(Urls(server, "f01"), folder / "keys", stack), disk, clock)


def mount(folder: Path) -> bool:
    """A disk of its own at this folder; only root may, and not in every container."""
    if os.geteuid() != 0 or shutil.which("mount") is None:
        return False
    small = ["mount", "-t", "tmpfs", "-o", f"size={ROOM}m,mode=711", "tmpfs", str(folder)]
    return subprocess.run(small, check=False, capture_output=True).returncode == 0


def _left_in_memory() -> frozenset[Path]:
    """What libfaketime keeps of each process in shared memory, and leaves there where one was killed."""
    return frozenset(path for path in Path("/dev/shm").glob("*faketime_*") if path.name.rpartition("_")[2].isdecimal())


def _sweep(before: frozenset[Path]) -> None:
    """Of processes that came since and are gone; those of servers of other tests stay."""
    for path in _left_in_memory() - before:
        if not Path("/proc", path.name.rpartition("_")[2]).exists():
            path.unlink(missing_ok=True)


def _programs(folder: Path, clock: Path) -> Path:
    """PostgreSQL's programs, whose server reads the time from a file."""
    real, programs = within_reach(find_binaries(None), ELSEWHERE / "binaries").folder, folder / "programs"
    programs.mkdir(mode=0o755)
    for name in ("postgres", "initdb"):
        (programs / name).symlink_to(real / name)
    turned = {
        "LD_PRELOAD": FAKETIME,
        "FAKETIME_TIMESTAMP_FILE": clock,
        "FAKETIME_NO_CACHE": 1,
        "FAKETIME_DONT_FAKE_MONOTONIC": 1,
        "DONT_FAKE_MONOTONIC": 1,
    }
    before = " ".join(f"{name}={quote(str(value))}" for name, value in turned.items())
    start = programs / "pg_ctl"
    start.write_text(f'#!/bin/sh\n{before} exec {quote(str(real / "pg_ctl"))} "$@"\n')
    start.chmod(0o755)
    return programs
