"""How many public-key operations a process makes: keys sealed and opened by HPKE, signatures of tokens verified."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import Value
from typing import Any

from cryptography.hazmat.primitives.hpke import Suite
from joserfc import jwt


class Counter:
    """A number that a process and the one that forked it share."""

    def __init__(self) -> None:
        self._made = Value("Q", 0)

    def add(self) -> None:
        """One more."""
        with self._made.get_lock():
            self._made.value += 1

    def so_far(self) -> int:
        """How many by now."""
        return int(self._made.value)


@dataclass(frozen=True)
class _Counted:
    suite: Suite
    counter: Counter

    def encrypt(self, *args: Any, **more: Any) -> bytes:
        self.counter.add()
        return self.suite.encrypt(*args, **more)

    def decrypt(self, *args: Any, **more: Any) -> bytes:
        self.counter.add()
        return self.suite.decrypt(*args, **more)


def counting(counter: Counter, make: Callable[[], Any]) -> Callable[[], Any]:
    """What `make` makes, in a process that counts from then on; call it in that process alone."""

    def counted() -> Any:
        made = make()
        for module in [one for name, one in sys.modules.items() if name.startswith("hub.")]:
            for name, suite in [(name, one) for name, one in vars(module).items() if isinstance(one, Suite)]:
                setattr(module, name, _Counted(suite, counter))
        verify = jwt.decode

        def verified(*args: Any, **more: Any) -> Any:
            counter.add()
            return verify(*args, **more)

        jwt.decode = verified
        return made

    return counted
