"""The keys of a folder as they are at this moment: a process that started before a rotation goes on through it.

`X.key` is a holder's private half, `X.old/` holds those before it until nothing is sealed for them any more, `X.pub` is
the public half, `X.log/` its pairs of the log by month. Whatever is exchanged there is noticed at the next use.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import structlog
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from hub.ledger.pairs import KeyUnusable, read_private, read_public, read_signer
from hub.terms.key_signing import USE, sign
from hub.terms.sealing import HPKE, MARK, NAMED, name_of

log = structlog.get_logger()
_MONTH = re.compile("[0-9]{4}-[0-9]{2}")
Signs = tuple[tuple[int, int] | None, ...]
"""What tells one state of files from another: inode and time of change of each, None where there is none."""


Public = TypeVar("Public")


class Held:
    """The private keys of one holder in memory, the present one first. An `Opener` (`hub.terms.sealing`)."""

    def __init__(self, *privates: X25519PrivateKey, months: Path | None = None) -> None:
        self._keys = {name_of(one.public_key()): one for one in privates}
        self._months_in = months
        self._months: dict[str, X25519PrivateKey | None] = {}

    def open(self, box: bytes, info: bytes) -> bytes:
        """See `Opener`."""
        named = self._keys.get(box[:NAMED]) if box.startswith(MARK) else None
        if named is not None:
            return HPKE.decrypt(box[NAMED:], named, info=info)
        for one in tuple(self._keys.values()):  # from before boxes named their key
            with suppress(InvalidTag):
                return HPKE.decrypt(box, one, info=info)
        raise InvalidTag

    def open_month(self, month: str, box: bytes, info: bytes) -> bytes | None:
        """See `Opener`."""
        if not _MONTH.fullmatch(month):
            raise InvalidTag  # it becomes the name of a file
        if month not in self._months:
            path = self._months_in / f"{month}.key" if self._months_in else None
            self._months[month] = read_private(path) if path and path.exists() else None
        private = self._months[month]
        return None if private is None else HPKE.decrypt(box, private, info=info)

    def derive(self, info: bytes, length: int) -> bytes:
        """See `Opener`."""
        return self.derive_all(info, length)[0]

    def derive_all(self, info: bytes, length: int) -> Sequence[bytes]:
        """See `Opener`."""
        if info == USE:
            raise ValueError("what signs is not handed out")
        secrets = [one.private_bytes_raw() for one in self._keys.values()]
        return [HKDF(algorithm=SHA256(), length=length, salt=None, info=info).derive(one) for one in secrets]

    def sign(self, statement: bytes) -> bytes:
        """See `Opener`."""
        return sign(next(iter(self._keys.values())), statement)


class KeyFolder(Held):
    """Those that lie in a folder. KeyUnusable where they cannot be read at the start; later what was read is kept."""

    def __init__(self, folder: Path, holder: str) -> None:
        super().__init__(months=folder / f"{holder}.log")
        self._present, self._old = folder / f"{holder}.key", folder / f"{holder}.old"
        self._seen: Signs = ()
        self._read()

    def open(self, box: bytes, info: bytes) -> bytes:
        """See `Opener`."""
        self._look()
        return super().open(box, info)

    def has(self, box: bytes) -> bool:
        """Whether the key that a box names is here."""
        self._look()
        return box[:NAMED] in self._keys

    def derive_all(self, info: bytes, length: int) -> Sequence[bytes]:
        """See `Opener`."""
        self._look()
        return super().derive_all(info, length)

    def sign(self, statement: bytes) -> bytes:
        """See `Opener`."""
        self._look()
        return super().sign(statement)

    def _look(self) -> None:
        """Two calls of the system where nothing changed."""
        if _signs(self._present, self._old) != self._seen:
            try:
                self._read()
            except OSError as trouble:
                log.error("the folder of keys cannot be read anew", trouble=type(trouble).__name__)

    def _read(self) -> None:
        seen = _signs(self._present, self._old)
        paths = [self._present, *sorted(self._old.glob("*.key"))]
        self._keys = {name_of(one.public_key()): one for one in map(read_private, paths)}
        self._seen = seen


class Publics(Mapping[str, Public]):
    """Everybody's keys of one kind. A file that is being copied meanwhile is passed over: what was there serves on."""

    def __init__(self, folder: Path, read: Callable[[Path], Public]) -> None:
        self._folder, self._read = folder, read
        self._known: dict[str, tuple[Signs, Public]] = {}

    def __getitem__(self, holder: str) -> Public:
        """KeyError where there is none."""
        path = self._folder / f"{holder}.pub"
        signs, known = _signs(path), self._known.get(holder)
        if known is not None and known[0] == signs:
            return known[1]
        if known is None and signs == (None,):
            raise KeyError(holder)
        try:
            key = self._read(path)
        except KeyUnusable:
            if known is None:
                raise
            return known[1]
        self._known[holder] = signs, key
        return key

    def __iter__(self) -> Iterator[str]:
        """By name."""
        return iter(sorted(path.stem for path in self._folder.glob("*.pub")))

    def __len__(self) -> int:
        """How many."""
        return sum(1 for _ in self)


class PublicFolder(Publics[X25519PublicKey]):
    """For whom everybody can seal."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, read_public)


class SignerFolder(Publics[Ed25519PublicKey]):
    """By which everybody's signatures are known. KeyUnusable for whoever's file has none yet."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, read_signer)


def known(signers: Mapping[str, Ed25519PublicKey]) -> Mapping[str, Ed25519PublicKey]:
    """By which keys signatures are known here. Whoever's public file has none yet is left out."""
    found = {}
    for holder in signers:
        with suppress(KeyError, KeyUnusable):
            found[holder] = signers[holder]
    return found


def _signs(*paths: Path) -> Signs:
    found: list[tuple[int, int] | None] = []
    for path in paths:
        try:
            stat = path.stat()
            found.append((stat.st_ino, stat.st_mtime_ns))
        except FileNotFoundError:
            found.append(None)
    return tuple(found)
