"""What a load file may say only once."""

from collections.abc import Iterator, Mapping
from typing import Any

from hub.exchange.reading import Document

ONCE: Mapping[str, tuple[str, ...]] = {
    "agencies": ("id",),
    "staff": ("id",),
    "history": ("id",),
    "appointments": ("id",),
    "procedures": ("id",),
    "persons": ("id",),
    "cells": ("id",),
    "assignments": ("staff", "from"),
    "deputies": ("staff", "from"),
    "relations": ("staff", "person"),
    "custody": ("holder", "areas", "from"),
    "betreuer": ("holder", "areas", "from"),
}
"""Lists, and by what their items differ. Who leaves an id out names nothing by it."""


def given_twice(document: Document) -> Iterator[str]:
    """Places of items that say what one before them says, of one object and of the persons in it."""
    for name, keys in ONCE.items():
        seen: set[tuple[Any, ...]] = set()
        for number, item in enumerate(document.get(name, ())):
            one = {"holder": item} if isinstance(item, str) else item
            key = tuple(str(one[word]) if word in one else None for word in keys)
            if key in seen:
                yield f"{name}[{number}]"
            if key[0] is not None:
                seen.add(key)
    for number, person in enumerate(document.get("persons", ())):
        yield from (f"persons[{number}].{place}" for place in given_twice(person))
