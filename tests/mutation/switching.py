"""The functions of `hub/policy` and their mutants: which of them a test calls, and one put in the place of another."""

import sys
import time
from collections.abc import Callable
from types import CodeType, FunctionType
from typing import Any

from mutmut.mutation import trampoline


class Switches:
    """Stands in for mutmut's trampoline while the modules of the hub are read; to be made before any of them is."""

    def __init__(self) -> None:
        """Takes the trampoline's place."""
        self._known: list[tuple[FunctionType, dict[str, Any]]] = []
        trampoline.wrap_in_trampoline = self._keep

    def names(self) -> list[str]:
        """All functions that have mutants."""
        return [_name(function, mutants) for function, mutants in self._known]

    def watched(self, test: Callable[[], bool], name: str) -> tuple[float, frozenset[str]]:
        """How long a test takes that passes, in seconds, and which functions it calls. Raises AssertionError else."""
        _forget()
        called: set[str] = set()
        waiting = {id(function): function.__code__ for function, _ in self._known}
        for function, mutants in self._known:
            _listen(function, waiting[id(function)], called, _name(function, mutants))
        started = time.process_time()
        passed = test()
        took = time.process_time() - started
        for function, _ in self._known:
            function.__code__ = waiting[id(function)]
        assert passed, f"{name} fails without any mutant"
        return took, frozenset(called)

    def switch(self, mutant: str) -> None:
        """From now on this mutant is the function; what the function has answered before is forgotten."""
        module, _, name = mutant.rpartition(".")
        [(function, changed)] = [
            (function, mutants[name])
            for function, mutants in self._known
            if function.__module__ == module and name in mutants
        ]
        changed = getattr(changed, "__func__", changed)
        function.__code__ = changed.__code__
        function.__defaults__, function.__kwdefaults__ = changed.__defaults__, changed.__kwdefaults__
        _forget()

    def _keep(self, mutants: dict[str, Any], **_: bool) -> Callable[[FunctionType], FunctionType]:
        def kept(function: FunctionType) -> FunctionType:
            self._known.append((function, mutants))
            return function

        return kept


def _listen(function: FunctionType, code: CodeType, called: set[str], name: str) -> None:
    """Once it is called, the function says so, and is itself again."""

    def heard(args: tuple[Any, ...], named: dict[str, Any]) -> Any:
        called.add(name)
        function.__code__ = code
        return function(*args, **named)

    ear = f"__heard_{id(function)}__"
    function.__globals__[ear] = heard
    made: dict[str, FunctionType] = {}
    exec(f"def listening(*args, **named): return {ear}(args, named)", made)
    function.__code__ = made["listening"].__code__


def _name(function: FunctionType, mutants: dict[str, Any]) -> str:
    """As the mutants of the function are called, without their number."""
    one = next(name for name in mutants if name != "_mutmut_orig")
    return f"{function.__module__}.{one.rpartition('__mutmut_')[0]}"


def _forget() -> None:
    """Nothing that was computed before is kept: only so do all tests count that depend on it."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("hub.", "tests.")):
            for made in list(vars(module).values()):
                if callable(getattr(type(made), "cache_clear", None)):
                    made.cache_clear()
