"""How much is tried of what has no end: a part by `make test`, the same each time; all of it by `make fuzz`."""

import os
from collections.abc import Sequence
from typing import TypeVar
from zlib import crc32

MORE = int(os.environ.get("FUZZ_TIMES", "1"))
"""How many times as much as `make test` does: `make fuzz` sets it."""
IS_PART = MORE == 1

_A = TypeVar("_A")


def examples(number: int) -> int:
    """Of so many examples `make test` draws a quarter. What a broken promise shows at once, it shows there."""
    return max(number // 4, 5) if IS_PART else number


def some(things: Sequence[_A], of: str) -> Sequence[_A]:
    """Two of them for `of`, and others for somebody or something else; all of them in `make fuzz`."""
    if not IS_PART or len(things) <= 2:
        return things
    at = crc32(of.encode()) % len(things)
    return (things[at - 1], things[at])
