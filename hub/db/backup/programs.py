"""`pg_dump` and `pg_restore`: where they lie, how they are told the database, and how they end."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from sqlalchemy import make_url

from hub.db.embedded_binaries import find_binaries
from hub.db.embedded_errors import EmbeddedUnusable

LINES = 3


class BackupFailed(RuntimeError):
    """A program of PostgreSQL did not do what it should, in its own words."""


def dumping(binaries: Path | None, address: str) -> subprocess.Popen[bytes]:
    """`pg_dump` of a whole database, as one consistent instant, to its standard output."""
    return _started(binaries, "pg_dump", address, "--format=custom", "--compress=gzip:3", "--no-password")


def restoring(binaries: Path | None, address: str) -> subprocess.Popen[bytes]:
    """`pg_restore` of what comes to its standard input: all of it, in one transaction, or nothing."""
    name = str(make_url(address).database)
    how = ("--single-transaction", "--exit-on-error", "--no-password", f"--dbname={name}")
    return _started(binaries, "pg_restore", address, *how)


@contextmanager
def ending(program: subprocess.Popen[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """Killed if anything goes wrong, before what it began is committed; BackupFailed if it ends otherwise than well."""
    try:
        yield program
        if program.stdin is not None:
            program.stdin.close()
        told = _last_lines(program.stderr)
        if program.wait():
            raise BackupFailed(f"{_name(program)}: {told or 'ended without a word'}")
    finally:
        _end(program)


def told_by(program: subprocess.Popen[bytes]) -> str:
    """What a program that ended early said last."""
    program.wait()
    return f"{_name(program)}: {_last_lines(program.stderr)}"


def _started(binaries: Path | None, name: str, address: str, *options: str) -> subprocess.Popen[bytes]:
    """The address goes by the environment: a password on the command line could be read by everybody here."""
    program = find_binaries(binaries).folder / name
    try:
        return subprocess.Popen(
            [program, *options],
            stdin=subprocess.PIPE if name == "pg_restore" else subprocess.DEVNULL,
            stdout=subprocess.PIPE if name == "pg_dump" else subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={**os.environ, "LC_ALL": "C.UTF-8", **_environment(address)},
        )
    except OSError as error:
        raise EmbeddedUnusable(f"{program} does not run on this machine: {error.strerror}") from error


def _environment(address: str) -> dict[str, str]:
    url = make_url(address)
    known = {
        "PGHOST": url.host or url.query.get("host"),
        "PGPORT": url.port or url.query.get("port"),
        "PGUSER": url.username,
        "PGPASSWORD": url.password,
        "PGDATABASE": url.database,
        "PGSSLMODE": url.query.get("sslmode"),
        "PGSSLROOTCERT": url.query.get("sslrootcert"),
    }
    return {name: str(value) for name, value in known.items() if value}


def _end(program: subprocess.Popen[bytes]) -> None:
    """No process and no pipe is left, however it went."""
    program.kill()
    program.wait()
    for stream in (program.stdin, program.stdout, program.stderr):
        if stream is not None:
            with suppress(BrokenPipeError):
                stream.close()


def _last_lines(stream: IO[bytes] | None) -> str:
    lines = stream.read().decode(errors="replace").strip().splitlines() if stream is not None else []
    return " / ".join(lines[-LINES:])


def _name(program: subprocess.Popen[bytes]) -> str:
    arguments = program.args
    return Path(str(arguments[0])).name if isinstance(arguments, list) else "a program"
