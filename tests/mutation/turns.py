"""Which tests a mutant meets, and in which order: first those that killed its neighbours, then the quickest.

Where many quick tests call a function, the slow ones are not asked: they are about the rules more than about the code.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import Any

SLOW = 0.6  # seconds
ENOUGH = 25


class Turns:
    """What is known of the tests: how long each takes, which functions it calls, and what it has killed so far."""

    def __init__(self, kept: Path, functions: Iterable[str]) -> None:
        """Knows what was kept of the tests, while their file is the same and these are the functions."""
        self._kept = kept
        self._known: dict[str, list[Any]] = json.loads(kept.read_text("utf-8")) if kept.exists() else {}
        self._engine = _digest("\n".join(sorted(functions)).encode())
        self.seconds: dict[str, float] = {}
        self._calling: dict[str, list[str]] = defaultdict(list)
        self._kills: dict[str, Counter[str]] = defaultdict(Counter)

    def knows(self, test: str) -> bool:
        """Its file has not changed since it was learnt."""
        version, seconds, called = self._known.get(test, ("", 0.0, ()))
        if version != self._version(test):
            return False
        self._take(test, seconds, called)
        return True

    def keep(self) -> None:
        """For the next time, if it asks the same tests of the same functions."""
        self._kept.write_text(json.dumps(self._known), encoding="utf-8")

    def learn(self, test: str, seconds: float, called: frozenset[str]) -> None:
        """Of one test that passed."""
        self._known[test] = [self._version(test), seconds, sorted(called)]
        self._take(test, seconds, called)

    def killed(self, mutant: str, test: str) -> None:
        """This test told the mutant from the engine."""
        for place in _places(mutant):
            self._kills[place][test] += 1

    def of(self, mutant: str, within: float) -> list[str]:
        """The tests that call the mutant's function, the likeliest first, as many as pass within so many seconds."""
        function, module = (self._kills[place] for place in _places(mutant))

        def hope(test: str) -> tuple[float, float]:
            kills = 10 * function[test] + module[test]
            return -kills / (0.02 + self.seconds[test]), self.seconds[test]

        tests = self._calling[mutant.rpartition("__mutmut_")[0]]
        quick = [test for test in tests if self.seconds[test] < SLOW or test.startswith("tests/mutation/")]
        turns = sorted(quick if len(quick) >= ENOUGH else tests, key=hope)
        spent = accumulate(self.seconds[test] for test in turns)
        return [test for test, seconds in zip(turns, spent, strict=True) if test == turns[0] or seconds < within]

    def _take(self, test: str, seconds: float, called: Iterable[str]) -> None:
        self.seconds[test] = seconds
        for function in called:
            self._calling[function].append(test)

    def _version(self, test: str) -> str:
        return self._engine + _file_digest(Path(test.partition("::")[0]))


def _digest(text: bytes) -> str:
    return sha256(text).hexdigest()[:16]


@cache
def _file_digest(file: Path) -> str:
    return _digest(file.read_bytes())


def _places(mutant: str) -> tuple[str, str]:
    function = mutant.rpartition("__mutmut_")[0]
    return function, function.rpartition(".")[0]
