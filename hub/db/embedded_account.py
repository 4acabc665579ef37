"""The operating system account as which the embedded server runs. PostgreSQL refuses to run as root."""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from hub.db.embedded_errors import EmbeddedUnusable

ACCOUNT = "hubdb"
_ENVIRONMENT = {"PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
_OTHERS_MAY_PASS = 0o001


@dataclass(frozen=True)
class Account:
    """Whoever started the hub, or for root an account of the server's own that nobody can sign in to."""

    name: str
    uid: int
    gid: int


def take_account() -> Account:
    """The account for this process; root makes one if there is none yet."""
    if os.geteuid() != 0:
        return _known(pwd.getpwuid(os.geteuid()))
    try:
        return _known(pwd.getpwnam(ACCOUNT))
    except KeyError:
        return _made()


def run_as(account: Account, *command: str | Path, text: str = "", keep_open: Sequence[int] = ()) -> None:
    """Run a program of the server as its account; `keep_open` are file descriptors that it and its children inherit."""
    as_root = os.geteuid() == 0
    try:
        ended = subprocess.run(
            [str(part) for part in command],
            input=text,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd="/",
            env=_ENVIRONMENT,
            umask=0o077,
            pass_fds=keep_open,
            check=False,
            user=account.uid if as_root else None,
            group=account.gid if as_root else None,
            extra_groups=[] if as_root else None,
        )
    except OSError as error:
        raise EmbeddedUnusable(f"{command[0]} does not run on this machine: {error.strerror}") from error
    if ended.returncode != 0:
        raise EmbeddedUnusable(f"{Path(command[0]).name} failed: {ended.stdout.strip()}")


def is_open_to_others(path: Path) -> bool:
    """Another account can come to this place. A home directory that is closed stays closed: nothing is opened here."""
    return all(place.stat().st_mode & _OTHERS_MAY_PASS for place in (path, *path.parents) if place.exists())


def make_passable(folder: Path) -> None:
    """Make a folder, and what is missing above it, so that the account can pass through. What exists stays as it is."""
    if folder.exists():
        return
    make_passable(folder.parent)
    folder.mkdir(exist_ok=True)
    folder.chmod(0o711 if os.geteuid() == 0 else 0o700)


def _known(entry: pwd.struct_passwd) -> Account:
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _made() -> Account:
    command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", ACCOUNT]
    try:
        subprocess.run(command, check=False, capture_output=True, env=_ENVIRONMENT)
        return _known(pwd.getpwnam(ACCOUNT))  # also when another process was faster
    except (OSError, KeyError) as error:
        raise EmbeddedUnusable(
            f'PostgreSQL does not run as root, and the account "{ACCOUNT}" could not be made: '
            f"make it with useradd, or start the hub as a normal user"
        ) from error
