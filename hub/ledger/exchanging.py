"""Exchanging a holder's pair in a folder of keys: the files. At each moment every private half in use lies there.

`X.new/` holds the pair to come until it stands in the place of `X.key` and `X.pub`; `X.old/` the private halves before
it, the entry of the log that told of the exchange, and since when nothing is sealed for them any more.
Not trusted: that a step comes to its end. Each may be cut off anywhere, and is done again from what lies there.
"""

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from hub.ledger.pairs import KeyUnusable, destroy_private, make_pair, read_private, read_public
from hub.terms.ids import EntryId
from hub.terms.sealing import fingerprint, name_of


@dataclass(frozen=True)
class Exchange:
    """The exchange of one holder's pair, underway or not."""

    folder: Path
    holder: str

    @property
    def is_underway(self) -> bool:
        """Whether a pair to come or one before lies there."""
        return bool(self.olds) or (self._new / f"{self.holder}.key").exists()

    @property
    def olds(self) -> Sequence[Path]:
        """The private halves before the present one."""
        return sorted(self._old.glob("*.key"))

    @property
    def entry(self) -> EntryId | None:
        """The entry that told of it."""
        text = _read(self._old / "entry")
        return EntryId(text) if text else None

    @property
    def unused_since(self) -> datetime | None:
        """When nothing was found sealed for the old key, and never since anything else."""
        text = _read(self._old / "unused")
        return datetime.fromisoformat(text) if text else None

    def prepare(self) -> tuple[str, str]:
        """Make the pair to come; the fingerprints of the present one and of that, in hex."""
        self.prepare_old()
        self._new.mkdir(parents=True, exist_ok=True, mode=0o700)
        make_pair(self._new, self.holder)
        new = read_private(self._new / f"{self.holder}.key").public_key()
        return self._fingerprint(), fingerprint(new).hex()

    def prepare_old(self) -> None:
        """Have the place for what comes before."""
        self._old.mkdir(parents=True, exist_ok=True, mode=0o700)

    def note_entry(self, entry: EntryId) -> None:
        """The log tells of it."""
        _write(self._old / "entry", entry)

    def note_unused(self, since: datetime | None) -> None:
        """None where something is sealed for it after all."""
        if since is None:
            (self._old / "unused").unlink(missing_ok=True)
        elif self.unused_since is None:
            _write(self._old / "unused", since.isoformat())

    def exchange(self) -> None:
        """Put the new pair in the place of the present one, whose private half is in `X.old/` before."""
        coming, present = self._new / f"{self.holder}.key", self.folder / f"{self.holder}.key"
        if coming.exists():
            name = name_of(read_private(present).public_key()).hex()
            with suppress(FileExistsError):
                os.link(present, self._old / f"{name}.key")
            _settle(self._old)
            coming.replace(present)
        public = coming.with_suffix(".pub")
        if public.exists():
            public.replace(self.folder / public.name)
        _settle(self.folder)
        with suppress(FileNotFoundError):
            self._new.rmdir()

    def destroy(self) -> None:
        """Every private half before the present one, overwritten first; on the disk when this returns."""
        present = self.folder / f"{self.holder}.key"
        if any(path.samefile(present) for path in self.olds):
            raise KeyUnusable(f"{present} is not exchanged yet: nothing is destroyed")
        for path in self.olds:
            destroy_private(path)
        for name in ("unused", "entry"):
            (self._old / name).unlink(missing_ok=True)
        _settle(self._old)

    def _fingerprint(self) -> str:
        return fingerprint(read_public(self.folder / f"{self.holder}.pub")).hex()

    @property
    def _new(self) -> Path:
        return self.folder / f"{self.holder}.new"

    @property
    def _old(self) -> Path:
        return self.folder / f"{self.holder}.old"


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii")
    except FileNotFoundError:
        return ""


def _write(path: Path, text: str) -> None:
    half = path.with_suffix(".half")
    half.write_text(text, encoding="ascii")
    half.replace(path)


def _settle(folder: Path) -> None:
    """What was renamed in a folder is on the disk when this returns."""
    place = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(place)
    finally:
        os.close(place)
