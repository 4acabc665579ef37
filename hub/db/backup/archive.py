"""A backup as a file: one line that says what it is, then what `pg_dump` wrote, as one age stream (age-encryption.org).

The line is encrypted too. A stream that was cut off or changed does not open to its end, and then nothing is restored.
"""

import os
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, BinaryIO

import orjson
from pyrage import DecryptError, EncryptError, decrypt_io, encrypt_io
from pyrage.x25519 import Identity, Recipient

from hub.db.backup.programs import BackupFailed, dumping, ending, restoring, told_by

FORMAT = 1
LONGEST_LINE = 4096


class NotABackup(ValueError):
    """The file opens with no key here, is damaged, or is of another program."""


@dataclass(frozen=True)
class Label:
    """The first line: when it was taken, and the last migration that the database had seen."""

    taken: datetime
    revision: str
    format: int = FORMAT


@dataclass(frozen=True)
class Source:
    """Whose programs dump or restore, and at which address."""

    binaries: Path | None
    address: str


def write_backup(source: Source, path: Path, recipient: Recipient, label: Label) -> int:
    """The database in a new file, on the disk when this returns; its size in bytes.

    The file appears under its name when it is whole. BackupFailed or FileExistsError: then there is none.
    """
    if path.exists():
        raise FileExistsError(f"{path} is there already: a backup replaces no other")
    half = path.with_name(f"{path.name}.half")
    try:
        with half.open("xb") as out, ending(dumping(source.binaries, source.address)) as program:
            _encrypt(_Labelled(_line(label), program.stdout), out, recipient)
            os.fsync(out.fileno())
        os.link(half, path)
    finally:
        half.unlink(missing_ok=True)
    return path.stat().st_size


def read_label(path: Path, keys: Sequence[Identity]) -> Label:
    """What a backup says of itself. It is opened no further: whether it is whole shows when it is restored."""
    label = _Label()
    try:
        with path.open("rb") as file:
            decrypt_io(file, label, list(keys))
    except (DecryptError, OSError) as error:
        if not label.found:
            raise NotABackup(f"{path.name} opens with no key here, or is no backup: {error}") from error
    return label.read(path.name)


def restore_backup(source: Source, path: Path, keys: Sequence[Identity]) -> None:
    """Put a backup into an empty database: all of it, or nothing. NotABackup or BackupFailed."""
    with path.open("rb") as file, ending(restoring(source.binaries, source.address)) as program:
        try:
            decrypt_io(file, _Dump(program), list(keys))
        except (DecryptError, OSError) as error:
            if program.poll() not in (None, 0):
                raise BackupFailed(told_by(program)) from error
            raise NotABackup(f"{path.name} is damaged or not whole: nothing of it was restored") from error


def _encrypt(labelled: "_Labelled", out: BinaryIO, recipient: Recipient) -> None:
    try:
        encrypt_io(labelled, out, [recipient])
    except (EncryptError, OSError) as error:
        raise BackupFailed(f"the backup could not be written: {error}") from error


def _line(label: Label) -> bytes:
    return orjson.dumps(asdict(label)) + b"\n"


class _Labelled:
    """The line, then the dump."""

    def __init__(self, line: bytes, rest: IO[bytes] | None) -> None:
        self._line = line
        self._rest = rest

    def read(self, size: int) -> bytes:
        """At most `size` bytes, none at the end."""
        if self._line:
            begun, self._line = self._line[:size], self._line[size:]
            return begun
        return self._rest.read(size) if self._rest is not None else b""


class _Label:
    """Takes the first line of a stream, and breaks off."""

    def __init__(self) -> None:
        self._begun = b""

    @property
    def found(self) -> bool:
        """The line is there, or will not come any more."""
        return b"\n" in self._begun or len(self._begun) > LONGEST_LINE

    def write(self, piece: bytes) -> int:
        """OSError as soon as nothing more is needed."""
        self._begun += piece
        if self.found:
            raise OSError("enough")
        return len(piece)

    def flush(self) -> None:
        """Nothing waits."""

    def read(self, name: str) -> Label:
        """NotABackup, unless it is a line of ours."""
        try:
            told = orjson.loads(self._begun.partition(b"\n")[0])
            label = Label(datetime.fromisoformat(told["taken"]), str(told["revision"]), int(told["format"]))
        except (ValueError, KeyError, TypeError) as error:
            raise NotABackup(f"{name} does not say what it is: no backup of the hub") from error
        if label.format != FORMAT:
            raise NotABackup(f"{name} is a backup of format {label.format}; this program reads format {FORMAT}")
        return label


class _Dump:
    """Leaves out the first line and gives the rest to the program."""

    def __init__(self, program: subprocess.Popen[bytes]) -> None:
        self._program = program
        self._in_line = True

    def write(self, piece: bytes) -> int:
        """OSError when the program has ended."""
        rest = piece
        if self._in_line:
            _, end, rest = piece.partition(b"\n")
            self._in_line = not end
        if rest and self._program.stdin is not None:
            self._program.stdin.write(rest)
        return len(piece)

    def flush(self) -> None:
        """To the program."""
        if self._program.stdin is not None:
            self._program.stdin.flush()
