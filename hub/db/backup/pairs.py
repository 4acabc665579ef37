"""Keys of backups: an age pair a day (X25519), in a folder that is kept apart from the backups.

Whoever has a backup and not this folder has noise. 35 days later the pair is destroyed, and with it every copy of that
day's backups, wherever they lie (G7, law H6).
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

from pyrage import IdentityError
from pyrage.x25519 import Identity, Recipient

KEPT = timedelta(days=35)
_OTHERS = 0o077


class BackupKeyUnusable(OSError):
    """A key of backups is missing, readable by others, or no key."""


def seal_for(folder: Path, day: date) -> Recipient:
    """For whom the backups of a day are closed: the day's pair, made with the first of them."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{day}.key"
    with suppress(FileExistsError):
        half = path.with_suffix(f".{os.getpid()}")
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(f"{Identity.generate()}\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(half, path)  # whole, and never in place of another
        finally:
            half.unlink()
    return _read(path).to_public()


def open_with(folder: Path, today: date) -> list[Identity]:
    """The pairs that may still open something. BackupKeyUnusable if there is none."""
    kept = [_read(path) for day, path in _days(folder) if today - day <= KEPT]
    if not kept:
        raise BackupKeyUnusable(f"{folder} holds no key of the last {KEPT.days} days (HUB_BACKUP_KEYS)")
    return kept


def forget(folder: Path, today: date) -> list[date]:
    """Destroy the pairs of days that are over: nothing opens the backups of these days any more. Safe to repeat."""
    gone = [(day, path) for day, path in _days(folder) if today - day > KEPT]
    for _, path in gone:
        path.unlink(missing_ok=True)
    return [day for day, _ in gone]


def _days(folder: Path) -> Iterator[tuple[date, Path]]:
    for path in sorted(folder.glob("*.key")):
        try:
            yield date.fromisoformat(path.stem), path
        except ValueError:
            raise BackupKeyUnusable(f"{path.name} is not named by a day like 2026-11-27.key") from None


def _read(path: Path) -> Identity:
    """It must be its owner's alone: what others may read is no secret any more."""
    try:
        if path.stat().st_mode & _OTHERS:
            raise BackupKeyUnusable(f"{path} is open to others than its owner: chmod 600, and ask who had it")
        return Identity.from_str(path.read_text(encoding="ascii").strip())
    except (IdentityError, ValueError) as error:
        raise BackupKeyUnusable(f"{path.name}: not a key of backups") from error
