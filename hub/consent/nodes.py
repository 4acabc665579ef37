"""Reading a document piece by piece, so that every fault is said with its place and never with what stands there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

T = TypeVar("T")
D = TypeVar("D")

_FAULTS = (KeyError, ValueError, TypeError, AttributeError)
"""What reading a wrong value raises. It is answered with the place alone; its own message holds the value."""


class PaperFaulty(ValueError):
    """A document is no consent. The message names the place and holds no value, so that it may be logged."""


@dataclass(frozen=True, repr=False)
class Node:
    """One object of a document, and where it stands."""

    place: str
    content: Mapping[str, object]

    def only(self, keys: frozenset[str]) -> None:
        """Refuse a key that nobody knows. Which one is not said: it could be anything that somebody typed."""
        for number, key in enumerate(self.content, start=1):
            if key not in keys:
                raise PaperFaulty(f"{self.place}: key {number} is not known")

    def one(self, key: str, read: Callable[[Any], T]) -> T:
        """The value of a key that must be there."""
        if key not in self.content:
            raise PaperFaulty(f'{self.place}: "{key}" is missing')
        try:
            return read(self.content[key])
        except _FAULTS:
            raise PaperFaulty(f"{self.place}: {key}: not valid") from None

    def maybe(self, key: str, read: Callable[[Any], T], default: D) -> T | D:
        """The value of a key that may be left out."""
        return self.one(key, read) if key in self.content else default

    def each(self, key: str, read: Callable[[Any], T]) -> tuple[T, ...]:
        """Every item of a list that may be left out."""
        items = self.content.get(key, [])
        if not isinstance(items, list | tuple):
            raise PaperFaulty(f"{self.place}: {key}: not a list")
        found: list[T] = []
        try:
            found.extend(map(read, items))
        except _FAULTS:
            raise PaperFaulty(f"{self.place}: {key}[{len(found)}]: not valid") from None
        return tuple(found)

    def some(self, key: str, read: Callable[[Any], T]) -> tuple[T, ...]:
        """Every item of a list that must be there and hold something: an empty one narrows to nothing by mistake."""
        self.one(key, len)
        items = self.each(key, read)
        if not items:
            raise PaperFaulty(f"{self.place}: {key}: empty")
        return items

    def some_or_all(self, key: str, read: Callable[[Any], T]) -> tuple[T, ...] | None:
        """The same, or None for the blanket word "all"."""
        return None if self.content.get(key) == "all" else self.some(key, read)

    def parts(self, key: str, keys: frozenset[str], shorthand: str | None = None) -> "tuple[Node, ...]":
        """Every item of a list of objects. A bare word is short for an object with `shorthand` alone."""
        parts = []
        for number, item in enumerate(self.each(key, lambda value: value)):
            content = {shorthand: item} if shorthand is not None and isinstance(item, str) else item
            if not isinstance(content, Mapping):
                raise PaperFaulty(f"{self.place}: {key}[{number}]: not an object")
            parts.append(Node(f"{self.place}: {key}[{number}]", content))
            parts[-1].only(keys)
        return tuple(parts)


def text(value: object) -> str:
    """A word or a text."""
    if not isinstance(value, str):
        raise TypeError
    return value


def flag(value: object) -> bool:
    """True or false, and nothing that merely looks like it."""
    if not isinstance(value, bool):
        raise TypeError
    return value


def day(value: object) -> date:
    """A date; TOML knows dates, JSON writes them."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    return date.fromisoformat(text(value))


def instant(value: object) -> datetime:
    """An instant with its offset; a clock time without one is no instant."""
    read = datetime.fromisoformat(text(value))
    if read.tzinfo is None:
        raise ValueError
    return read
