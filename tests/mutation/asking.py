"""Asks mutants: reads the tests once, then each mutant meets in a process of its own the tests that call its function.

Mutmut writes the mutants and keeps the verdicts; its own way of asking reads all tests again for each mutant. Started
in the copy that mutmut made: `python -m tests.mutation.asking weigh because`. Nothing of what is asked waits behind a
trampoline: a mutant's code takes the place of the function's, so that tests are as quick as ever.
"""

import gc
import math
import os
import resource
import signal
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol

from tests.mutation.switching import Switches
from tests.mutation.turns import Turns
from tests.mutation.verdicts import TIMED_OUT, UNTESTED, Verdicts

CHILDREN = 2  # while the machine has nothing else to do, else one
BRIEFLY = 0.7  # seconds: in a first round; whoever survives it meets all tests in a second one
ROOM = 4 * 2**30  # bytes of address space: a mutant that grows without end is killed by it
POLICY = Path("hub", "policy")
WATCHED = Path("tests-watched.json")


class Asker:
    """A plugin of pytest that takes the place of the loop over the tests."""

    def __init__(self, switches: Switches, modules: list[str]) -> None:
        """Nothing is read yet."""
        self._switches, self._modules = switches, modules
        self._running: dict[int, tuple[str, int]] = {}
        self._turns = Turns(WATCHED, ())
        self._items: dict[str, pytest.Item] = {}
        self._verdicts = Verdicts(POLICY)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Each test once without any mutant, then all mutants."""
        self._items = {item.nodeid: item for item in session.items}
        self._turns = Turns(WATCHED, self._switches.names())
        started = time.monotonic()
        for name, item in self._items.items():
            if not self._turns.knows(name):
                self._turns.learn(name, *self._switches.watched(lambda item=item: _passes(item, None), name))
        self._turns.keep()
        _tell(f"{len(self._items)} tests", started)
        gc.freeze()
        for within in (BRIEFLY, math.inf):
            for module in self._modules or self._verdicts.modules():
                self._ask_module(module, within)
                _tell(module, started)
        return True

    def _ask_module(self, module: str, within: float) -> None:
        anew = bool(self._modules) and within == BRIEFLY
        for mutant in self._verdicts.to_ask(module, anew=anew, survivors=within > BRIEFLY):
            tests = self._turns.of(mutant, within)
            if not tests:
                self._verdicts.note(mutant, UNTESTED, 0.0)
                continue
            while len(self._running) >= _at_once():
                self._hear()
            self._start(mutant, tests)
        while self._running:
            self._hear()
        self._verdicts.save()

    def _start(self, mutant: str, tests: list[str]) -> None:
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            _alone(writing)
            self._switches.switch(mutant)
            os._exit(self._meets(tests, writing))
        os.close(writing)
        self._running[child] = (mutant, reading)

    def _meets(self, tests: list[str], told: int) -> int:
        following = [*tests[1:], None]
        for name, after in zip(tests, following, strict=True):
            signal.setitimer(signal.ITIMER_PROF, 3 + 10 * self._turns.seconds[name])
            if not _passes(self._items[name], self._items.get(after) if after else None):
                os.write(told, name.encode())
                return 1
        return 0

    def _hear(self) -> None:
        child, status, used = os.wait3(0)
        mutant, reading = self._running.pop(child)
        with os.fdopen(reading, "rb") as pipe:
            killer = pipe.read().decode()
        code = os.waitstatus_to_exitcode(status)
        self._verdicts.note(mutant, code if code >= 0 else TIMED_OUT, used.ru_utime + used.ru_stime)
        if killer:
            self._turns.killed(mutant, killer)


def _at_once() -> int:
    """How many mutants may be asked at one time."""
    return CHILDREN if os.getloadavg()[0] <= (os.cpu_count() or 1) else 1


def _passes(item: pytest.Item, after: pytest.Item | None) -> bool:
    return not any(report.failed for report in runtestprotocol(item, log=False, nextitem=after))


def _tell(what: str, started: float) -> None:
    used = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])
    sys.stdout.write(f"{time.monotonic() - started:6.0f} s, {used:.0f} s of work: {what}\n")
    sys.stdout.flush()


def _alone(told: int) -> None:
    """Without a voice, but for the pipe, and with an end."""
    silence = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(silence, stream)
    resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM))
    signal.signal(signal.SIGPROF, signal.SIG_DFL)


def _chosen() -> Iterator[str]:
    """The tests that are asked, as mutmut's settings name them."""
    settings = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
    yield from settings["pytest_add_cli_args_test_selection"]


def main(modules: list[str]) -> int:
    """All modules that have mutants without a verdict, or these anew."""
    asker = Asker(Switches(), modules)
    quiet = ("-q", "-s", "--tb=no", "--assert=plain", "-p", "no:xdist", "-p", "tests.mutation.sharp")
    return int(pytest.main(["--rootdir=.", *quiet, *_chosen()], plugins=[asker]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
