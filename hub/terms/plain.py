"""What a value may be made of, whoever brings it: plain text and structure that a page can show."""

from collections.abc import Iterator
from enum import StrEnum

LONGEST_VALUE = 100_000
DEEPEST_VALUE = 20


class Flaw(StrEnum):
    """What is wrong with a value. Says nothing of what stands in it."""

    DEEP = "deep"
    LONG = "long"
    CONTROL = "control"


def flaws_of(value: object) -> tuple[Flaw, ...]:
    """A value that can be shown is not empty, not endless, not bottomless, and holds no control characters."""
    if _is_deep(value):
        return (Flaw.DEEP,)
    texts = list(_texts(value))
    found = []
    if value is None or value == "" or sum(map(len, texts)) > LONGEST_VALUE:
        found.append(Flaw.LONG)
    if any((ord(sign) < 32 and sign not in "\n\t") or 127 <= ord(sign) < 160 for text in texts for sign in text):
        found.append(Flaw.CONTROL)
    return tuple(found)


def _is_deep(value: object) -> bool:
    layer = [value]
    for _ in range(DEEPEST_VALUE + 1):
        holders = [one for one in layer if isinstance(one, dict | list)]
        layer = [item for one in holders for item in (one.values() if isinstance(one, dict) else one)]
    return bool(layer)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield str(key)
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
