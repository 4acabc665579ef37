"""Private keys that another process holds: how it is asked, over a Unix socket, and what is not believed of it.

A request is an operation (one byte) and three fields, each with its length before it (4 bytes, network order): what the
key belongs to, the box, the place. An answer is a status (one byte) and one such field. One request a connection.
"""

import os
import socket
import struct
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from time import monotonic

from cryptography.exceptions import InvalidTag

from hub.terms.key_signing import SIGNED
from hub.terms.sealing import KeysUnavailable

PATIENCE = 2.0
"""Seconds for a whole answer: longer than HPKE of the largest box takes, shorter than people wait."""
LONGEST = 11_000_000
"""Bytes of a field: a sheet has 10.6 MB at most."""
LENGTH = struct.Struct("!I")
LONGEST_ADDRESS = 107
"""Bytes of the path of a socket (unix(7))."""


class Operation(IntEnum):
    """What is asked."""

    OPEN = 1
    OPEN_MONTH = 2
    DERIVE = 3
    SIGN = 4
    CHALLENGE = 5
    PROVE = 6
    HOLDS = 7
    OPEN_CONFIDED = 8


class Status(IntEnum):
    """What came of it."""

    DONE = 0
    DESTROYED = 1
    """The key of that month is gone."""
    NOT_FOR_US = 2
    """Sealed for another, or for another place."""
    UNUSABLE = 3
    """The service has no such key, or cannot read its own."""


class Broken(OSError):
    """What came is no message, or came too late."""


@dataclass(frozen=True)
class ServiceKeys:
    """An `Opener` whose keys are elsewhere. KeysUnavailable where the service is slow, absent, or another's."""

    path: Path
    patience: float = PATIENCE

    def open(self, box: bytes, info: bytes) -> bytes:
        """See `Opener`."""
        clear = self._ask(Operation.OPEN, b"", box, info)
        if clear is None:
            raise KeysUnavailable("the key service answers what was not asked")
        return clear

    def open_month(self, month: str, box: bytes, info: bytes) -> bytes | None:
        """See `Opener`."""
        return self._ask(Operation.OPEN_MONTH, month.encode(), box, info)

    def derive(self, info: bytes, length: int) -> bytes:
        """See `Opener`."""
        made = self._ask(Operation.DERIVE, b"", LENGTH.pack(length), info)
        if made is None or len(made) != length:
            raise KeysUnavailable("the key service answers what was not asked")
        return made

    def derive_all(self, info: bytes, length: int) -> Sequence[bytes]:
        """See `Opener`. A service makes them of its present key alone."""
        return [self.derive(info, length)]

    def sign(self, statement: bytes) -> bytes:
        """See `Opener`."""
        signature = self._ask(Operation.SIGN, b"", b"", statement)
        if signature is None or len(signature) != SIGNED:
            raise KeysUnavailable("the key service answers what was not asked")
        return signature

    def _ask(self, operation: Operation, *fields: bytes) -> bytes | None:
        return ask(self.path, self.patience, operation, *fields)


def ask(path: Path, patience: float, operation: Operation, *fields: bytes) -> bytes | None:
    """One request of three fields; None where the key is destroyed. InvalidTag, or KeysUnavailable."""
    try:
        status, answer = _exchanged(path, patience, bytes((operation,)) + b"".join(map(packed, fields)))
    except OSError as trouble:
        raise KeysUnavailable(f"the key service does not answer: {type(trouble).__name__}") from trouble
    match status:
        case Status.DONE:
            return answer
        case Status.DESTROYED:
            return None
        case Status.NOT_FOR_US:
            raise InvalidTag
        case _:
            raise KeysUnavailable("the key service has not the key that is needed")


def _exchanged(path: Path, patience: float, request: bytes) -> tuple[int, bytes]:
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)) as line, reachable(path) as address:
        reader = Reader(line, patience)
        line.connect(address)
        line.sendall(request)
        return reader.byte(), reader.field()


@contextmanager
def reachable(path: Path) -> Iterator[str]:
    """An address of this socket that the kernel takes, for as long as the block lasts: 107 bytes are all it has."""
    if len(os.fsencode(path)) <= LONGEST_ADDRESS:
        yield str(path)
        return
    folder = os.open(path.parent, os.O_PATH | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)


def packed(field: bytes) -> bytes:
    """A field with its length."""
    return LENGTH.pack(len(field)) + field


class Reader:
    """Reads a message from a line; Broken once its time is over, however slowly single bytes drip in."""

    def __init__(self, line: socket.socket, patience: float) -> None:
        self._line, self._until = line, monotonic() + patience
        line.settimeout(patience)

    def byte(self) -> int:
        """One."""
        return self._exactly(1)[0]

    def field(self) -> bytes:
        """One field."""
        (length,) = LENGTH.unpack(self._exactly(LENGTH.size))
        if length > LONGEST:
            raise Broken("a field too long")
        return self._exactly(length)

    def _exactly(self, count: int) -> bytes:
        found = bytearray()
        while len(found) < count:
            left = self._until - monotonic()
            if left <= 0:
                raise Broken("too slow")
            self._line.settimeout(left)
            more = self._line.recv(min(count - len(found), 65536))
            if not more:
                raise Broken("it ended early")
            found += more
        return bytes(found)
