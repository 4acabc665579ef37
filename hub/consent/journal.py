"""Withdrawals outside the database, so that a restored backup cannot bring back what was taken back (G7).

A file for each process group, one line for each withdrawal, in the order of the numbers that the database gave them. A
line holds ids and words of closed lists, no name; its checksum covers it and the line before. What a crash left of a
last line is no line; a line that is wrong elsewhere was changed by somebody, or the disk is failing. Of lines that are
over the number alone stays, in one line before the others.

Not trusted: whoever changes a line is found out by the next reading; whoever cuts off the end is not.
"""

import fcntl
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from stat import S_IMODE
from typing import IO, Any

import orjson

Document = Mapping[str, Any]


class JournalDamaged(OSError):
    """A line in the middle of a journal is not what was written. The message names file and line."""


@dataclass(frozen=True)
class Line:
    """One withdrawal: which Kreis, its number, which paper, and what was taken back, as `as_withdrawal` writes it.

    Without a paper it stands for all up to its number, which were over.
    """

    kreis: str
    seq: int
    consent: str
    withdrawal: Document

    @property
    def is_over(self) -> bool:
        """What it said is not kept any more."""
        return not self.consent


@dataclass(frozen=True)
class Journal:
    """What a file holds. `whole` are the bytes of its whole lines; more than that is a torn tail."""

    lines: tuple[Line, ...] = ()
    whole: int = 0
    last_sum: str = ""

    @property
    def last(self) -> int:
        """The highest number in it."""
        return max((line.seq for line in self.lines), default=0)


def read_journal(path: Path) -> Journal:
    """All whole lines of a file; an absent one is empty. Raises JournalDamaged."""
    try:
        return _parsed(path, path.read_bytes())
    except FileNotFoundError:
        return Journal()


def add_lines(path: Path, wanted: Callable[[int], Sequence[Line]]) -> int:
    """Add what the file lacks, on the disk when this returns; how many. A torn tail is cut off first.

    `wanted` is asked for everything after the last number, while nobody else can add. Raises OSError, JournalDamaged.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _alone(path) as file:
        journal = _parsed(path, file.read())
        lines = wanted(journal.last)
        if not lines:
            return 0
        os.ftruncate(file.fileno(), journal.whole)
        file.seek(0, os.SEEK_END)
        file.write(b"".join(_written(lines, journal.last_sum)))
        file.flush()
        os.fsync(file.fileno())
    _keep_name(path.parent)
    return len(lines)


def drop_lines(path: Path, over: int) -> int:
    """Keep of lines up to this number nothing but the highest number, on the disk when this returns; how many went.

    A whole file takes the place of the other. Raises OSError, JournalDamaged.
    """
    if not path.exists():
        return 0
    with _alone(path) as file:
        lines = _parsed(path, file.read()).lines
        gone = [line for line in lines if line.seq <= over]
        dropped = sum(not line.is_over for line in gone)
        if not dropped:
            return 0
        highest = max(gone, key=lambda line: line.seq)
        kept = [Line(highest.kreis, highest.seq, "", {}), *(line for line in lines if line.seq > over)]
        _replace(path, os.fstat(file.fileno()), b"".join(_written(kept, "")))
    _keep_name(path.parent)
    return dropped


def _replace(path: Path, was: os.stat_result, content: bytes) -> None:
    """Another file in the place of one, for the same owner and as open as that was; or nothing of it."""
    anew = path.with_name(f".{path.name}.anew")
    try:
        with os.fdopen(os.open(anew, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as written:
            os.fchown(written.fileno(), was.st_uid, was.st_gid)
            os.fchmod(written.fileno(), S_IMODE(was.st_mode))
            written.write(content)
            written.flush()
            os.fsync(written.fileno())
        anew.replace(path)
    except OSError:
        anew.unlink(missing_ok=True)
        raise


def _parsed(path: Path, content: bytes) -> Journal:
    lines: list[Line] = []
    whole, last_sum = 0, ""
    for number, text in enumerate(content.splitlines(keepends=True), start=1):
        line, checksum = _line(text, last_sum)
        if line is None:
            if whole + len(text) < len(content):
                raise JournalDamaged(f"{path.name}: line {number} is not what was written")
            break
        lines.append(line)
        whole, last_sum = whole + len(text), checksum
    return Journal(tuple(lines), whole, last_sum)


def _line(text: bytes, before: str) -> tuple[Line | None, str]:
    try:
        found = orjson.loads(text)
        checksum = str(found.pop("sum"))
        is_whole = text.endswith(b"\n") and found["before"] == before and _sum(found) == checksum
        line = Line(found["kreis"], found["seq"], found["consent"], found["withdrawal"])
        return (line if is_whole else None), checksum
    except (ValueError, KeyError, TypeError, AttributeError):
        return None, ""


def _written(lines: Sequence[Line], before: str) -> Iterator[bytes]:
    for line in lines:
        document = {
            "kreis": line.kreis,
            "seq": line.seq,
            "consent": line.consent,
            "withdrawal": dict(line.withdrawal),
            "before": before,
        }
        before = _sum(document)
        yield orjson.dumps({**document, "sum": before}) + b"\n"


def _sum(document: Document) -> str:
    return sha256(orjson.dumps(document, option=orjson.OPT_SORT_KEYS)).hexdigest()


@contextmanager
def _alone(path: Path) -> Iterator[IO[bytes]]:
    """The file, made if need be, for its owner's eyes, held against every other process.

    Whoever waited while another one took its place waits for that one.
    """
    while True:
        with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            if not path.exists() or os.fstat(file.fileno()).st_ino != path.stat().st_ino:
                continue
            yield file
            return


def _keep_name(folder: Path) -> None:
    """The name of a new file is on the disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
