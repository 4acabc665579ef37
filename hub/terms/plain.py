"""What a value may be made of, whoever brings it: plain text and structure that a page can show."""

import re
from collections.abc import Iterator
from enum import StrEnum

LONGEST_VALUE = 100_000
DEEPEST_VALUE = 20

_SIGNS = re.compile(
    r"\\u[0-9a-f]{4}|\\.|[^\n\u0020-\u007e\u00a0-\u058f\u0600-\u06ff\u1e00-\u1fff\u200c\u200d\u2010-\u2027\u2030-\u203a\u20ac]"
)
"""An escape of JSON; or a sign outside Latin, Greek, Cyrillic and Arabic writing."""
_ESCAPES = frozenset({r"\n", r"\t", r"\"", r"\\"})
_MISSING = "\ufffd"
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Embeddings, overrides and isolates; the marks U+200E and U+200F, which turn nothing but themselves, are signs."""


class Flaw(StrEnum):
    """What is wrong with a value. Says nothing of what stands in it."""

    DEEP = "deep"
    LONG = "long"
    CONTROL = "control"


def is_line(text: str) -> bool:
    """One line of signs that can be seen: none that controls, breaks the line or turns the direction of writing."""
    return text.isprintable()


def legible(document: str) -> str:
    """A JSON document without signs that the fonts of documents lack: each is shown as missing, none left out."""
    return _SIGNS.sub(lambda sign: sign[0] if sign[0] in _ESCAPES else _MISSING, document)


def flaws_of(value: object) -> tuple[Flaw, ...]:
    """A value that can be shown is not empty, not endless, not bottomless, and holds no control characters."""
    if _is_deep(value):
        return (Flaw.DEEP,)
    texts = list(_texts(value))
    found = []
    if value is None or value == "" or sum(map(len, texts)) > LONGEST_VALUE:
        found.append(Flaw.LONG)
    if any(_controls(sign) for text in texts for sign in text):
        found.append(Flaw.CONTROL)
    return tuple(found)


def _controls(sign: str) -> bool:
    """It is no sign but does something: or turns what stands beside it the other way round, as if it said another."""
    number = ord(sign)
    return (number < 32 and sign not in "\n\t") or 127 <= number < 160 or sign in _TURNING


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
