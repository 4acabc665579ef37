"""Keys of the log that end: one pair for each reader and month, so that what was destroyed stays so in old backups.

A bucket's key is sealed to the month in which it is made. Early in the next month each reader seals the keys that still
live anew and destroys its pair of the month before. A copy of the database older than that holds boxes that no key in
the world opens any more (law G7, H6). Public halves lie ready for a year: the other agency gets them once a year.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from hub.ledger.pairs import make_pair, read_private, read_public

HPKE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
MONTH = 7
"""Bytes before the box that name the month, as in `2026-11`. A box without them is sealed to the lasting key."""
BOX = 80
"""Bytes of a bucket's key sealed by HPKE: encapsulated key 32, key 32, tag 16."""
AHEAD = 13
"""Months for which pairs lie ready, this one among them."""
GRACE = 1
"""Days of a month on which the pair of the month before is still there, for what was begun before midnight."""


@dataclass(frozen=True, repr=False)
class Seal:
    """What seals for one reader: its key of the month, else the next month's that there is, else the lasting one."""

    lasting: X25519PublicKey
    folder: Path | None = None
    _known: dict[str, X25519PublicKey] = field(default_factory=dict)

    def seal(self, clear: bytes, info: bytes, day: date) -> bytes:
        """A box that says to which month it is sealed. Reads the folder when a month comes that it does not know."""
        month = month_of(day)
        if self.folder is not None and month not in self._known:
            self._known.update({name: read_public(self.folder / f"{name}.pub") for name in months_in(self.folder)})
        named = min((name for name in self._known if name >= month), default=None)
        if named is None:
            return HPKE.encrypt(clear, self.lasting, info=info)
        return named.encode() + HPKE.encrypt(clear, self._known[named], info=info)


@dataclass(frozen=True, repr=False)
class LogReader:
    """Who reads: a holder's name, its lasting key, and the folder in which those of the months lie."""

    holder: str
    private: X25519PrivateKey
    folder: Path | None = None
    _known: dict[str, X25519PrivateKey | None] = field(default_factory=dict)

    def open(self, bucket: str, sealed: bytes) -> bytes | None:
        """A bucket's key; None where the key of its month is destroyed. InvalidTag where it was sealed to another."""
        month, box = (sealed[:MONTH].decode(), sealed[MONTH:]) if len(sealed) > BOX else ("", sealed)
        private = self._private(month) if month else self.private
        return None if private is None else HPKE.decrypt(box, private, info=place(bucket, self.holder))

    def _private(self, month: str) -> X25519PrivateKey | None:
        if month not in self._known:
            path = self.folder / f"{month}.key" if self.folder else None
            self._known[month] = read_private(path) if path and path.exists() else None
        return self._known[month]


def place(bucket: str, holder: str) -> bytes:
    """What a box is bound to: moved elsewhere it does not open."""
    return f"fam-hub bucket key v1|{bucket}|{holder}".encode()


def month_of(day: date) -> str:
    """`2026-11`."""
    return f"{day:%Y-%m}"


def folder_of(keys: Path, holder: str) -> Path:
    """Where a holder's keys of the months lie."""
    return keys / f"{holder}.log"


def make_month_keys(keys: Path, holder: str, day: date) -> None:
    """Pairs from this month on, as far ahead as they should lie ready. Those that are there are kept."""
    first = day.year * 12 + day.month - 1
    for number in range(first, first + AHEAD):
        name, folder = f"{number // 12:04}-{number % 12 + 1:02}", folder_of(keys, holder)
        if not (folder / f"{name}.pub").exists():
            make_pair(folder, name)


def months_in(folder: Path) -> Sequence[str]:
    """The months for which there is a public half, the first one first."""
    return sorted(path.stem for path in folder.glob("*.pub"))


def ended(folder: Path, day: date) -> Sequence[str]:
    """Months whose private halves are to be destroyed on a day: those before this one, once its grace is over."""
    if day.day <= GRACE:
        return ()
    return sorted(path.stem for path in folder.glob("*.key") if path.stem < month_of(day))


def destroy(folder: Path, month: str) -> None:
    """Both halves of a month. What the private one was is overwritten first; on the disk when this returns."""
    path = folder / f"{month}.key"
    path.write_bytes(b"\0" * path.stat().st_size)
    for half in (path, folder / f"{month}.pub"):
        half.unlink(missing_ok=True)


def seals(keys: Path, public: Mapping[str, X25519PublicKey]) -> Mapping[str, Seal]:
    """A seal for each holder of a lasting key."""
    return {name: Seal(key, folder_of(keys, name)) for name, key in public.items()}
