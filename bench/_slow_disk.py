"""A disk slower than this machine's: so long is added to each flush of PostgreSQL's log, and each flush is counted.

A library of a few lines, compiled when it is needed, stands before the C library's `fdatasync` in the server's own
processes (LD_PRELOAD): it flushes as asked, then waits. Only the log is flushed by this call, by whichever process
flushes for all that wait; files of tables are not. `commit_delay` would be something else: it lets a commit wait for
others *before* the flush, which helps it.
"""

import shutil
import subprocess
import sys
from mmap import mmap
from pathlib import Path
from shlex import quote

from hub.db.embedded import ELSEWHERE
from hub.db.embedded_binaries import find_binaries, within_reach

SOURCE = r"""
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static struct { long delay; long flushes; } *pace;

__attribute__((constructor)) static void begin(void)
{
    int file = open(PACE, O_RDWR);
    void *page = file < 0 ? MAP_FAILED : mmap(0, sizeof *pace, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (file >= 0)
        close(file);
    if (page != MAP_FAILED)
        pace = page;
}

int fdatasync(int file)
{
    int done = syscall(SYS_fdatasync, file), kept = errno;
    if (pace) {
        long delay = __atomic_load_n(&pace->delay, __ATOMIC_RELAXED);
        struct timespec left = {delay / 1000000000, delay % 1000000000};
        __atomic_add_fetch(&pace->flushes, 1, __ATOMIC_RELAXED);
        while (delay > 0 && nanosleep(&left, &left) && errno == EINTR) {}
    }
    errno = kept;
    return done;
}
"""
_LONG = 8


class Pace:
    """What the server's processes are told and tell: two numbers in a file that all of them share."""

    def __init__(self, path: Path) -> None:
        path.write_bytes(bytes(2 * _LONG))
        path.chmod(0o666)  # the server's account counts in it
        with path.open("r+b") as file:
            self._page = mmap(file.fileno(), 2 * _LONG)

    def add(self, seconds: float) -> None:
        """From now on each flush takes so much longer."""
        self._page[:_LONG] = round(seconds * 1e9).to_bytes(_LONG, sys.byteorder)

    @property
    def flushes(self) -> int:
        """How often the log was flushed since the server started."""
        return int.from_bytes(self._page[_LONG:], sys.byteorder)


def slow_binaries(folder: Path) -> tuple[Path, Pace] | None:
    """PostgreSQL's programs with that library before them; None on a machine without Linux or a C compiler."""
    compiler = next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)
    if compiler is None or sys.platform != "linux":
        return None
    source, library, programs = folder / "slow.c", folder / "slow.so", folder / "programs"
    pace = Pace(folder / "pace")
    source.write_text(SOURCE, encoding="ascii")
    build = [compiler, "-O2", "-shared", "-fPIC", f'-DPACE="{folder / "pace"}"', "-o", str(library), str(source)]
    subprocess.run(build, check=True)
    library.chmod(0o755)
    real = within_reach(find_binaries(None), ELSEWHERE / "binaries").folder
    programs.mkdir()
    programs.chmod(0o755)
    for name in ("postgres", "initdb"):
        (programs / name).symlink_to(real / name)
    start = programs / "pg_ctl"
    start.write_text(f'#!/bin/sh\nLD_PRELOAD={quote(str(library))} exec {quote(str(real / "pg_ctl"))} "$@"\n')
    start.chmod(0o755)
    return programs, pace
