"""Arrays on their way into the database, in its own binary form: nothing is written as text there and parsed here.

The elements are packed as a whole. A driver's own way goes element by element, which costs more than all else of a
look with a hundred of them.
"""

from collections.abc import Iterable, Sequence
from itertools import chain, repeat
from struct import Struct, pack

from psycopg.abc import Buffer
from psycopg.adapt import AdaptersMap, Dumper
from psycopg.pq import Format

_HEAD = Struct(">iiiii")
_LENGTH = Struct(">i")
_UUID_LENGTH = "00000010"


class Array(bytes):
    """An array of one dimension, as the server takes it."""

    oid: int
    element: int


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
    """Ids in their text form. Raises ValueError for what is none."""
    if not ids:
        return Uuids(_head(Uuids, 0))
    digits = (_UUID_LENGTH + _UUID_LENGTH.join(ids)).replace("-", "")
    body = bytes.fromhex(digits)
    if len(body) != len(ids) * 20:
        raise ValueError("an id has 16 bytes")
    return Uuids(_head(Uuids, len(ids)) + body)


def texts(words: Sequence[str]) -> Texts:
    """Words, of which most are the same."""
    packed = {word: _sized(word.encode()) for word in set(words)}
    return Texts(_head(Texts, len(words)) + b"".join(map(packed.__getitem__, words)))


def integers(numbers: Sequence[int]) -> Integers:
    """Numbers of 32 bits."""
    body = pack(f">{2 * len(numbers)}i", *chain.from_iterable(zip(repeat(4), numbers, strict=False)))
    return Integers(_head(Integers, len(numbers)) + body)


def smallints(numbers: Sequence[int]) -> Smallints:
    """Numbers of 16 bits."""
    body = pack(">" + "ih" * len(numbers), *chain.from_iterable(zip(repeat(2), numbers, strict=False)))
    return Smallints(_head(Smallints, len(numbers)) + body)


def byteas(boxes: Iterable[bytes]) -> Byteas:
    """Bytes."""
    sized = [_sized(box) for box in boxes]
    return Byteas(_head(Byteas, len(sized)) + b"".join(sized))


def _head(kind: type[Array], count: int) -> bytes:
    """One dimension from 1 on; none where there is nothing. No element is null."""
    return _HEAD.pack(1, 0, kind.element, count, 1) if count else _HEAD.pack(0, 0, kind.element, 0, 0)[:12]


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
