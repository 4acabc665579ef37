"""The key service: the one process that holds an agency's private keys, and opens for one account of the machine.

Rule 1: whoever asks is known by the kernel's word alone (SO_PEERCRED); to everybody else the line just ends.
Rule 2: nothing of a box, a place or a key is ever written down, and no private key leaves the process.
"""

import os
import socket
import struct
from contextlib import suppress
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingMixIn, UnixStreamServer
from threading import BoundedSemaphore
from typing import cast

import structlog
from cryptography.exceptions import InvalidTag

from hub.ledger.confidant import CONFIDED, answer_of
from hub.ledger.confiding import Confided
from hub.ledger.keyfolder import KeyFolder
from hub.ledger.keysocket import LENGTH, PATIENCE, Operation, Reader, Status, packed, reachable
from hub.terms.sealing import MARK

log = structlog.get_logger()
AT_ONCE = 32
"""Lines that are served at the same time; more wait."""
_CREDENTIALS = struct.Struct("3i")
MOST_DERIVED = 64


class KeyService(ThreadingMixIn, UnixStreamServer):
    """Serves one holder's keys to one account, by its number. KeyUnusable where they cannot be read at the start."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, path: Path, keys: KeyFolder, account: int, confided: Confided | None = None) -> None:
        self.keys, self.account, self.confided = keys, account, confided
        self.free = BoundedSemaphore(AT_ONCE)
        with suppress(FileNotFoundError):
            path.unlink()
        before = os.umask(0o177)
        try:
            with reachable(path) as address:
                super().__init__(address, _Line)
        finally:
            os.umask(before)
        if account != os.geteuid():
            path.chmod(0o666)  # the kernel tells who it is

    def verify_request(self, request: object, client_address: object) -> bool:
        """Only the account for which it opens."""
        line = cast(socket.socket, request)
        _, user, _ = _CREDENTIALS.unpack(line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size))
        if user != self.account:
            log.warning("another account asked for keys", account=user)
        return bool(user == self.account)

    def handle_error(self, request: object, client_address: object) -> None:
        """Without what was asked."""
        log.warning("a request for keys could not be answered")


class _Line(BaseRequestHandler):
    """One request."""

    def handle(self) -> None:
        """Read it, answer it. What is no request is not answered."""
        service = cast(KeyService, self.server)
        with service.free, suppress(OSError):
            reader = Reader(self.request, PATIENCE)
            operation, fields = reader.byte(), (reader.field(), reader.field(), reader.field())
            status, answer = _answered(service, operation, fields)
            self.request.settimeout(PATIENCE)
            self.request.sendall(bytes((status,)) + packed(answer))


def _answered(service: KeyService, operation: int, fields: tuple[bytes, bytes, bytes]) -> tuple[Status, bytes]:
    try:
        if service.confided is not None and operation in CONFIDED:
            return answer_of(service.confided, operation, fields)
        return _of_agency(service.keys, operation, fields)
    except (InvalidTag, ValueError):
        return Status.NOT_FOR_US, b""
    except (OSError, struct.error):
        return Status.UNUSABLE, b""


def _of_agency(keys: KeyFolder, operation: int, fields: tuple[bytes, bytes, bytes]) -> tuple[Status, bytes]:
    month, box, info = fields
    match operation:
        case Operation.OPEN if box.startswith(MARK) and not keys.has(box):
            return Status.UNUSABLE, b""
        case Operation.OPEN:
            return Status.DONE, keys.open(box, info)
        case Operation.OPEN_MONTH:
            clear = keys.open_month(month.decode("ascii"), box, info)
            return (Status.DESTROYED, b"") if clear is None else (Status.DONE, clear)
        case Operation.DERIVE:
            return Status.DONE, keys.derive(info, min(LENGTH.unpack(box)[0], MOST_DERIVED))
        case Operation.SIGN:
            return Status.DONE, keys.sign(info)
        case _:
            return Status.UNUSABLE, b""
