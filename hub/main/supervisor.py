"""Forks the parts of the demo and sees that none of them outlives it."""

import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from hub.db.errors import DatabaseUnavailable
from hub.ledger.errors import LedgerUnavailable

STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
"""Strg+C, a service manager, a closed terminal."""
_PR_SET_PDEATHSIG = 1  # prctl(2)
_asked: list[int] = []
"""Signals that came. Python drops an exception that is raised while it clears something away: this still tells."""


class _Stopped(KeyboardInterrupt):
    """A signal asked for the end: what waits for the database lets go, as it does for Ctrl+C."""


@contextmanager
def until_stopped() -> Iterator[None]:
    """A signal ends what stands within, and that is no fault: it was asked for."""

    def stop(number: int, _: FrameType | None) -> None:
        _asked.append(number)
        raise _Stopped

    _asked.clear()
    before = {number: signal.signal(number, stop) for number in STOPS}
    try:
        yield
    except _Stopped:
        return
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Signals wait until this is done: what ends things is not itself ended half-way."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def supervise(children: list[Callable[[], None]], announce: Callable[[], None]) -> None:
    """Fork them, say where they are, and return when the first of them has ended. However it ends: all of them do."""
    pids: list[int] = []
    try:
        with undisturbed():  # Python drops an exception that a signal raises within fork
            pids.extend(_fork(child) for child in children)
        announce()
        while all(os.waitpid(pid, os.WNOHANG) == (0, 0) for pid in pids):
            if _asked:
                raise _Stopped
            time.sleep(0.1)
    finally:
        with undisturbed():
            _end(pids)


def _fork(child: Callable[[], None]) -> int:
    supervisor = os.getpid()
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        _end_with(supervisor)
        child()
        status = 0
    except SystemExit as leaving:
        status = leaving.code if isinstance(leaving.code, int) else 1
    except (OSError, DatabaseUnavailable, LedgerUnavailable) as fault:  # what an operator can mend: a key, an address
        sys.stderr.write(f"hub: {fault}\n")
    finally:
        sys.stdout.flush()
        os._exit(status)


def _end_with(supervisor: int) -> None:
    """Signals are this process's own again; when the supervisor is killed, the kernel sends one."""
    for number in STOPS:
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPS)
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != supervisor:  # it was killed before the kernel knew
        sys.exit(1)


def _end(pids: list[int]) -> None:
    for pid in pids:
        with _gone_is_fine():
            os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + 10
    for pid in pids:
        with _gone_is_fine():
            while os.waitpid(pid, os.WNOHANG) == (0, 0):
                if time.monotonic() > deadline:
                    os.kill(pid, signal.SIGKILL)
                time.sleep(0.05)


@contextmanager
def _gone_is_fine() -> Iterator[None]:
    try:
        yield
    except (ProcessLookupError, ChildProcessError):
        return
