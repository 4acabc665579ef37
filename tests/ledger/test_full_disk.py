"""The disk of keys or journals is full: it is said, nothing is half there, and room alone mends it."""

import errno
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from hub.consent.journal import Line, add_lines, read_journal
from hub.exchange.houses import make_keys
from hub.gate.house import need_keys
from hub.ledger.exchanging import Exchange
from hub.ledger.keyfolder import KeyFolder, PublicFolder
from hub.terms.sealing import seal

DAY = date(2026, 11, 16)
LINE = Line("kreis", 1, "paper", {"by": "x" * 2000})


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A disk of 2 MB, where this account may mount one."""
    folder = tmp_path_factory.mktemp("disk")
    small = ["mount", "-t", "tmpfs", "-o", "size=2m,mode=700", "tmpfs", str(folder)]
    if os.geteuid() != 0 or shutil.which("mount") is None or subprocess.run(small, check=False).returncode:
        pytest.skip("no disk can be mounted here: a full one was not tried")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


@pytest.fixture
def full(disk: Path) -> Iterator[Callable[[], Path]]:
    """Fill what is left of it; with the file away there is room again. It is empty at the beginning and in the end."""

    def fill() -> Path:
        ballast = disk / "ballast"
        with ballast.open("wb", buffering=0) as file:
            try:
                while True:
                    file.write(bytes(4096))
            except OSError:
                return ballast

    yield fill
    for one in disk.iterdir():
        shutil.rmtree(one) if one.is_dir() else one.unlink()


def _fails(act: Callable[[], object]) -> None:
    with pytest.raises(OSError) as trouble:  # noqa: PT011 - the number says which
        act()
    assert errno.ENOSPC == trouble.value.errno


def test_keys_that_found_no_room_are_made_as_soon_as_there_is_some(disk: Path, full: Callable[[], Path]) -> None:
    """No empty file stands where a secret should be: the same command makes it later."""
    keys = disk / "keys"
    keys.mkdir()
    ballast = full()
    _fails(lambda: make_keys(keys, today=DAY))

    assert [] == [path for path in keys.rglob("*") if path.is_file() and path.suffix != ".half"]
    ballast.unlink()
    make_keys(keys, today=DAY)
    need_keys(keys, "jobcenter")


def test_an_exchange_that_finds_no_room_changes_nothing_and_goes_on_later(disk: Path, full: Callable[[], Path]) -> None:
    """What was sealed opens all the while, by the key before."""
    keys = disk / "keys"
    make_keys(keys, today=DAY)
    exchange, folder = Exchange(keys, "jobcenter"), KeyFolder(keys, "jobcenter")
    box, before = seal(b"clear", PublicFolder(keys)["jobcenter"], b""), (keys / "jobcenter.key").read_bytes()
    ballast = full()
    _fails(exchange.prepare)

    assert before == (keys / "jobcenter.key").read_bytes()
    assert b"clear" == folder.open(box, b"") == KeyFolder(keys, "jobcenter").open(box, b"")
    ballast.unlink()
    exchange.prepare()
    exchange.exchange()
    assert before != (keys / "jobcenter.key").read_bytes()
    assert b"clear" == folder.open(box, b"")


def test_a_journal_that_finds_no_room_is_whole_and_brought_up_later(disk: Path, full: Callable[[], Path]) -> None:
    """The lines before stay readable; the line that was cut off is no line, and comes again with the next."""
    path = disk / "journals" / "jobcenter.jsonl"
    lines = [Line("kreis", number, "paper", LINE.withdrawal) for number in range(1, 4)]
    add_lines(path, lambda _: lines[:1])
    ballast = full()
    _fails(lambda: add_lines(path, lambda last: lines[last:]))

    assert (1, lines[0]) == (read_journal(path).last, read_journal(path).lines[0])
    ballast.unlink()
    assert 2 == add_lines(path, lambda last: lines[last:])
    assert tuple(lines) == read_journal(path).lines
