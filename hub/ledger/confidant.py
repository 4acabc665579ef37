"""What was confided, asked of the key service over its socket (`keysocket`), and answered there.

Several boxes stand in one field, one behind the other with their lengths: of an opened look all at once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag

from hub.ledger.confiding import Confided
from hub.ledger.keysocket import LENGTH, PATIENCE, Operation, Status, ask, packed
from hub.terms.sealing import KeysUnavailable

PATIENCE_WITH_PROOFS = 8.0
"""Seconds for a proof: the service may have to fetch the keys of a provider of identity first."""
CONFIDED = frozenset({Operation.CHALLENGE, Operation.PROVE, Operation.HOLDS, Operation.OPEN_CONFIDED})
_YES, _NO = b"\x01", b"\x00"


@dataclass(frozen=True)
class ServiceConfidant:
    """A `Confidant` (`hub.terms.sealing`) in another process."""

    path: Path
    patience: float = PATIENCE

    def challenge(self) -> str:
        """See `Confidant`."""
        return self._ask(Operation.CHALLENGE, b"", b"", b"").decode("ascii")

    def prove(self, token: str) -> str | None:
        """See `Confidant`."""
        try:
            sent = token.encode("utf-8", "surrogatepass")
            return (ask(self.path, PATIENCE_WITH_PROOFS, Operation.PROVE, b"", sent, b"") or b"").decode("ascii")
        except InvalidTag:
            return None

    def holds(self, grant: str, staff: str) -> bool:
        """See `Confidant`."""
        return self._ask(Operation.HOLDS, grant.encode(), staff.encode(), b"") == _YES

    def open(self, grant: str, boxes: Sequence[tuple[bytes, bytes]]) -> Sequence[bytes | None]:
        """See `Confidant`."""
        sealed, places = (b"".join(map(packed, column)) for column in zip(*boxes, strict=True))
        opened = tuple(fields_of(self._ask(Operation.OPEN_CONFIDED, grant.encode(), sealed, places)))
        if len(opened) != len(boxes):
            raise KeysUnavailable("the key service answers what was not asked")
        return [one or None for one in opened]

    def _ask(self, operation: Operation, *fields: bytes) -> bytes:
        try:
            return ask(self.path, self.patience, operation, *fields) or b""
        except InvalidTag as error:
            raise KeysUnavailable("the key service answers what was not asked") from error


def answer_of(confided: Confided, operation: int, fields: tuple[bytes, bytes, bytes]) -> tuple[Status, bytes]:
    """What the service says to such a request."""
    first, second, third = fields
    match operation:
        case Operation.CHALLENGE:
            return Status.DONE, confided.challenge().encode("ascii")
        case Operation.PROVE:
            grant = confided.prove(second.decode("utf-8", "surrogatepass"))
            return (Status.DONE, grant.encode("ascii")) if grant else (Status.NOT_FOR_US, b"")
        case Operation.HOLDS:
            return Status.DONE, _YES if confided.holds(first.decode(), second.decode()) else _NO
        case Operation.OPEN_CONFIDED:
            boxes = list(zip(fields_of(second), fields_of(third), strict=True))
            return Status.DONE, b"".join(packed(clear or b"") for clear in confided.open(first.decode(), boxes))
        case _:
            return Status.UNUSABLE, b""


def fields_of(data: bytes) -> Iterator[bytes]:
    """The fields that stand behind each other. ValueError where one is cut off."""
    while data:
        size = LENGTH.unpack_from(data)[0] if len(data) >= LENGTH.size else len(data)
        if LENGTH.size + size > len(data):
            raise ValueError("a field that is cut off")
        yield data[LENGTH.size : LENGTH.size + size]
        data = data[LENGTH.size + size :]
