"""Arrays on their way into the database, in its own binary form: nothing is written as text there and parsed here.

The elements are packed as a whole. A driver's own way goes element by element, which costs more than all else of a
look with a hundred of them.
"""

import sys
from array import array
from collections.abc import Iterable, Sequence
from struct import Struct
from typing import TypeVar

from psycopg.abc import Buffer
from psycopg.adapt import AdaptersMap, Dumper
from psycopg.pq import Format

_HEAD = Struct(">iiiii")
_EMPTY = 12
"""Bytes of an array of nothing: it has no dimension."""
_LENGTH = Struct(">i")
_UUID_LENGTH = "00000010"


class Array(bytes):
    """An array of one dimension, as the server takes it."""

    oid: int
    element: int


Some = TypeVar("Some", bound=Array)


class Uuids(Array):
    """uuid[]."""

    oid, element = 2951, 2950


class Texts(Array):
    """text[]."""

    oid, element = 1009, 25


class Integers(Array):
    """integer[]."""

    oid, element = 1007, 23


class Smallints(Array):
    """smallint[]."""

    oid, element = 1005, 21


class Byteas(Array):
    """bytea[]."""

    oid, element = 1001, 17


def uuids(ids: Sequence[str]) -> Uuids:
    """Ids in their text form, all of them as long as one is. Raises ValueError for what is none."""
    if not ids:
        return Uuids(_head(Uuids, 0))
    digits = (_UUID_LENGTH + _UUID_LENGTH.join(ids)).replace("-", "")
    body = bytes.fromhex(digits)
    if len(body) != len(ids) * 20:
        raise ValueError("an id has 16 bytes")
    return Uuids(_head(Uuids, len(ids)) + body)


def texts(words: Sequence[str]) -> Texts:
    """Words, of which most are the same."""
    places = list(map(id, words))  # members of an enum are slow to look up by what they say
    packed = {place: _sized(word.encode()) for place, word in dict(zip(places, words, strict=True)).items()}
    return Texts(_head(Texts, len(places)) + b"".join(map(packed.__getitem__, places)))


def integers(numbers: Sequence[int]) -> Integers:
    """Numbers of 32 bits."""
    return Integers(_head(Integers, len(numbers)) + _numbers(4, array("i", numbers)))


def smallints(numbers: Sequence[int]) -> Smallints:
    """Numbers of 16 bits."""
    return Smallints(_head(Smallints, len(numbers)) + _numbers(2, array("h", numbers)))


def byteas(boxes: Iterable[bytes]) -> Byteas:
    """Bytes."""
    sized = [_sized(box) for box in boxes]
    return Byteas(_head(Byteas, len(sized)) + b"".join(sized))


def joined(parts: Sequence[Some]) -> Some:
    """One array of what all of these have, of which there is at least one: nothing is packed again."""
    kind = type(parts[0])
    count = sum(_LENGTH.unpack_from(part, _HEAD.size - 8)[0] for part in parts if len(part) > _EMPTY)
    return kind(_head(kind, count) + b"".join([part[_HEAD.size :] for part in parts]))


def _numbers(size: int, numbers: "array[int]") -> bytes:
    """Each with its size before it, the highest byte first."""
    if sys.byteorder == "little":
        numbers.byteswap()
    taken, body = numbers.tobytes(), bytearray(len(numbers) * (4 + size))
    body[3 :: 4 + size] = bytes((size,)) * len(numbers)
    for place in range(size):
        body[4 + place :: 4 + size] = taken[place::size]
    return bytes(body)


def _head(kind: type[Array], count: int) -> bytes:
    """One dimension from 1 on; none where there is nothing. No element is null."""
    return _HEAD.pack(1, 0, kind.element, count, 1) if count else _HEAD.pack(0, 0, kind.element, 0, 0)[:_EMPTY]


def _sized(data: bytes) -> bytes:
    return _LENGTH.pack(len(data)) + data


class _AsIs(Dumper):
    """They are ready."""

    format = Format.BINARY

    def dump(self, obj: Array) -> Buffer:
        """The bytes themselves."""
        return obj


def adapt(adapters: AdaptersMap) -> None:
    """Let a driver send them."""
    for kind in (Uuids, Texts, Integers, Smallints, Byteas):
        adapters.register_dumper(kind, type(f"{kind.__name__}AsIs", (_AsIs,), {"oid": kind.oid}))
