"""Keys of the log that end: one pair for each reader and month, so that what was destroyed stays so in old backups.

A bucket's key is sealed to the month in which it is made. Early in the next month each reader seals the keys that still
live anew and destroys its pair of the month before. A copy of the database older than that holds boxes that no key in
the world opens any more (law G7, H6). Public halves lie ready for a year: the other agency gets them once a year.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from os import urandom
from pathlib import Path
from secrets import token_bytes

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from hub.ledger.pairs import destroy_private, make_pair, read_public
from hub.terms.sealing import HPKE, Opener

MONTH = 7
"""Bytes before the box that name the month, as in `2026-11`. A box without them is sealed to the lasting key."""
_NAMED = re.compile(rb"[0-9]{4}-[0-9]{2}")
KEY = 32
"""Bytes of a bucket's key."""
BOX = 80
"""Bytes of a key sealed by HPKE: encapsulated key 32, key 32, tag 16."""
NONCE = 12
OF_A_DAY = b"fam-hub day key v1"
AHEAD = 13
"""Months for which pairs lie ready, this one among them."""
REMEMBERED = 256
"""Keys of days that a reader has opened."""
GRACE = 1
"""Days of a month on which the pair of the month before is still there, for what was begun before midnight."""


@dataclass(frozen=True, repr=False)
class Seal:
    """What seals for one reader: its key of the month, else the next month's that there is, else the lasting one."""

    lasting: X25519PublicKey | Callable[[], X25519PublicKey]
    """A function where it may be exchanged meanwhile."""
    folder: Path | None = None
    _known: dict[str, X25519PublicKey] = field(default_factory=dict)
    _days: dict[tuple[str, date], "_DayKey"] = field(default_factory=dict)

    def seal(self, clear: bytes, info: bytes, day: date) -> bytes:
        """A box that says to which month it is sealed. Reads the folder when a month comes that it does not know.

        It holds a key of the day, sealed to the month by HPKE, and under that what is sealed: six boxes for each family
        are made, and each by HPKE would be half of what writing an entry costs. Every box opens by itself.
        """
        named = self._month(day)
        if named is None:
            lasting = self.lasting if isinstance(self.lasting, X25519PublicKey) else self.lasting()
            return HPKE.encrypt(clear, lasting, info=info)
        return named.encode() + self._day_key(named, day).close(clear, info)

    def prepare(self, day: date) -> None:
        """Make the key of a day now, so that the first entry of a process does not wait for it."""
        named = self._month(day)
        if named is not None:
            self._day_key(named, day)

    def _month(self, day: date) -> str | None:
        month = month_of(day)
        if self.folder is not None and month not in self._known:
            self._known.update({name: read_public(self.folder / f"{name}.pub") for name in months_in(self.folder)})
        return min((name for name in self._known if name >= month), default=None)

    def _day_key(self, named: str, day: date) -> "_DayKey":
        """Those of two days are remembered: tomorrow's is made ahead. Two threads may make one each: both open."""
        kept = self._days.get((named, day))
        if kept is None:
            kept = _DayKey(self._known[named])
            for other in tuple(self._days):
                if other[1] < day - timedelta(1):
                    self._days.pop(other, None)
            self._days[named, day] = kept
        return kept


class _DayKey:
    """Made by one process for one reader and one day."""

    def __init__(self, public: X25519PublicKey) -> None:
        key = token_bytes(32)
        self._sealed, self._cipher = HPKE.encrypt(key, public, info=OF_A_DAY), AESGCM(key)

    def close(self, clear: bytes, info: bytes) -> bytes:
        nonce = urandom(NONCE)
        return self._sealed + nonce + self._cipher.encrypt(nonce, clear, info)


@dataclass(frozen=True, repr=False)
class LogReader:
    """Who reads: a holder's name, its lasting key, and the folder in which those of the months lie."""

    holder: str
    private: Opener
    folder: Path | None = None
    _days: dict[bytes, bytes] = field(default_factory=dict)

    def open(self, bucket: str, sealed: bytes) -> bytes | None:
        """A bucket's key; None where the key of its month is destroyed. InvalidTag where it was sealed to another.

        Whoever writes into the log seals what they like: of what is no box at all, InvalidTag says so too.
        """
        try:
            clear = self._opened(bucket, sealed)
        except ValueError as error:
            raise InvalidTag from error
        if clear is not None and len(clear) != KEY:
            raise InvalidTag
        return clear

    def _opened(self, bucket: str, sealed: bytes) -> bytes | None:
        named, box = (sealed[:MONTH], sealed[MONTH:]) if len(sealed) > BOX else (b"", sealed)
        if named and not _NAMED.fullmatch(named):
            raise ValueError("a box that names no month")
        month = named.decode()
        info = place(bucket, self.holder)
        if not month:
            return self.private.open(box, info)
        if len(box) <= BOX:
            return self.private.open_month(month, box, info)
        key = self._of_day(month, box[:BOX])
        return key and AESGCM(key).decrypt(box[BOX : BOX + NONCE], box[BOX + NONCE :], info)

    def _of_day(self, month: str, sealed: bytes) -> bytes | None:
        """Boxes that were made one after another hold the same key."""
        known = self._days.get(sealed) or self.private.open_month(month, sealed, OF_A_DAY)
        if known is not None and sealed not in self._days:
            while len(self._days) >= REMEMBERED:
                self._days.pop(next(iter(self._days)), None)
            self._days[sealed] = known
        return known


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
    destroy_private(folder / f"{month}.key")
    (folder / f"{month}.pub").unlink(missing_ok=True)


def seals(keys: Path, public: Mapping[str, X25519PublicKey]) -> Mapping[str, Seal]:
    """A seal for each holder of a lasting key."""
    return {name: Seal(partial(public.__getitem__, name), folder_of(keys, name)) for name in public}
