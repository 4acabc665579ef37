"""Proposals to hand on what was confided, while they wait for a second person: files beside the keys of workers.

Not trusted: a file is closed under a secret of the service's own pair, so whoever changes one, or puts one there
without that key, has made none.
"""

from dataclasses import asdict
from datetime import datetime
from os import urandom
from pathlib import Path
from uuid import UUID

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from hub.ledger.keyfolder import KeyFolder
from hub.ledger.pairs import write_private
from hub.ledger.workerkeys import SERVICE
from hub.terms.handing import CONFIRMED_WITHIN, HandingGround, HandingWish, Proposed
from hub.terms.ids import EntryId, FamilyNumber, StaffId

_USE = b"fam-hub handing on v1"
_NONCE = 12


class Handings:
    """Those in the folder of one holder's workers."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = AESGCM(KeyFolder(self._folder, SERVICE).derive(_USE, 32))

    def keep(self, proposed: Proposed) -> None:
        """Until it is confirmed or dropped."""
        nonce, said = urandom(_NONCE), orjson.dumps(asdict(proposed))
        write_private(self._path(proposed.entry), nonce + self._lock.encrypt(nonce, said, proposed.entry.encode()))

    def find(self, entry: EntryId) -> Proposed | None:
        """What was proposed by this entry; None for what is not there, not written with this key, or of no ground."""
        try:
            box = self._path(entry).read_bytes()
            said = orjson.loads(self._lock.decrypt(box[:_NONCE], box[_NONCE:], entry.encode()))
            ground = HandingGround(said["wish"]["ground"])
        except (FileNotFoundError, InvalidTag, ValueError):
            return None
        wish = said["wish"]
        asked = HandingWish(FamilyNumber(wish["number"]), wish["before"], wish["after"], ground, wish["reason"])
        return Proposed(entry, asked, StaffId(said["by"]), datetime.fromisoformat(said["at"]))

    def drop(self, entry: EntryId) -> None:
        """It waits no more."""
        self._path(entry).unlink(missing_ok=True)

    def sweep(self, at: datetime) -> int:
        """Drop what nobody can confirm any more, and what is no proposal of this key; how many."""
        over = [path for path in self._folder.glob("*.handing") if self._is_over(EntryId(path.stem), at)]
        for path in over:
            path.unlink(missing_ok=True)
        return len(over)

    def _is_over(self, entry: EntryId, at: datetime) -> bool:
        waits = self.find(entry)
        return waits is None or waits.at + CONFIRMED_WITHIN <= at

    def _path(self, entry: EntryId) -> Path:
        return self._folder / f"{UUID(entry)}.handing"  # it becomes the name of a file
