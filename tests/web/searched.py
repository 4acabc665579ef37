"""What must not be in the bytes of a shared view: every text of a family that is not among what is shown."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tests.kreis import demo

LEVELS = ("value", "summary", "pseudonymised")
SHORTEST = 4
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def texts_of(number: str) -> set[str]:
    """Every text of every cell of a family at every level, also as pages write days."""
    [family] = [one for one in demo()["families"] if one["number"] == number]
    cells = [cell[level] for cell in family["cells"] for level in LEVELS if level in cell]
    return {form for text in _texts(cells) for form in _forms(text) if len(form) >= SHORTEST}


def unspoken(numbers: Iterable[str], shown: Iterable[object]) -> set[str]:
    """Those of these families that no value that is shown holds, not even as a part of it."""
    spoken = "\n".join(form for text in _texts([*shown]) for form in _forms(text))
    return {text for number in numbers for text in texts_of(number) if text not in spoken}


def found_in(said: str, texts: Iterable[str]) -> list[str]:
    """Those that stand in what was delivered."""
    return sorted(text for text in texts if text in said)


def _texts(content: object) -> Iterator[str]:
    if isinstance(content, Mapping):
        for member in content.values():
            yield from _texts(member)
    elif isinstance(content, list | tuple):
        for member in content:
            yield from _texts(member)
    elif isinstance(content, str):
        yield content
    elif isinstance(content, int | float) and not isinstance(content, bool):
        yield str(content)


def _forms(text: str) -> tuple[str, ...]:
    day = _DAY.match(text)
    return (text, f"{day[3]}.{day[2]}.{day[1]}") if day else (text,)


def values_of(disclosure: Any) -> list[object]:
    """The contents that a decision let be shown, and whole names of whom both names are among them."""
    shown = disclosure.projection.shown if disclosure else ()
    named = {(value.field, value.persons): str(value.content) for value in shown}
    whole = [
        f"{given} {named[('family_name', persons)]}"
        for (field, persons), given in named.items()
        if field == "given_name" and ("family_name", persons) in named
    ]
    return [*(value.content for value in shown), *whole]
