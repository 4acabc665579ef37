"""A private PostgreSQL in a folder, for the demo, the tests and small installations: socket only, no password."""

import hashlib
import os
import pwd
import shlex
import shutil
import signal
import stat
import time
from contextlib import closing
from enum import Enum
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import URL

from hub.db.embedded_account import Account, is_open_to_others, make_passable, run_as, take_account
from hub.db.embedded_binaries import Binaries, find_binaries, within_reach
from hub.db.embedded_errors import EmbeddedUnusable
from hub.db.embedded_process import PORT, claim, clear_leftovers, exclusive, listener, runs_by_hand
from hub.db.embedded_settings import write_identities, write_settings
from hub.db.errors import DatabaseRefused, DatabaseUnavailable

__all__ = ["Durability", "EmbeddedServer", "EmbeddedUnusable"]

ELSEWHERE = Path("/var/lib/hub-dev")
_PATIENCE = 60.0  # seconds; a start takes 0.1, but recovery after a crash may take longer
_LONGEST_SOCKET_FOLDER = 88  # the kernel takes 107 bytes for folder and socket
_OWNER = "create role hub_owner login createrole createdb nosuperuser nobypassrls\n"


class Durability(Enum):
    """Whether what was committed survives the power going off."""

    SAFE = "on"
    ONLY_FOR_TESTS = "off"


class EmbeddedServer:
    """One server per folder, shared by any number of processes and started by whichever needs it first.

    Only the operating system account that made the folder can start it or sign in. For root the server runs as an
    account of its own, and lies elsewhere if that account cannot come to the folder: no folder is opened for it.
    """

    def __init__(self, root: Path, *, binaries: Path | None = None, durable: Durability = Durability.SAFE) -> None:
        root = root.resolve()
        tag = hashlib.sha256(str(root).encode()).hexdigest()[:10]
        closed = os.geteuid() == 0 and not is_open_to_others(root.parent)
        self._root = ELSEWHERE / tag if closed else root
        self._data = self._root / "data"
        self._settings = self._root / "settings"
        self._socket = self._root / "socket"
        if len(str(self._socket).encode()) > _LONGEST_SOCKET_FOLDER:
            self._socket = Path("/tmp") / f"hub-{tag}"  # noqa: S108 - the same whatever TMPDIR says; see _own_folder
        self._binaries = binaries
        self._durable = durable

    def url(self, database: str, role: str) -> str:
        """How SQLAlchemy signs in as `role`; whether the server runs is not looked at."""
        query = {"host": str(self._socket), "port": str(PORT)}
        return URL.create("postgresql+psycopg", username=role, database=database, query=query).render_as_string()

    @property
    def folder(self) -> Path:
        """Where everything of the server lies: `root`, or for root its own place elsewhere."""
        return self._root

    def ensure(self) -> None:
        """Start the server unless it runs, and return when it takes connections. Any number of processes at once."""
        if self._answers():
            return
        self._refuse_strangers()
        with exclusive(self._root / "starting"):
            self._bring_up()

    def stop(self) -> None:
        """End the sessions, write everything down, and return when no process is left."""
        self._refuse_strangers()
        with exclusive(self._root / "starting"):
            end = time.monotonic() + _PATIENCE
            while self._is_used():
                self._interrupt()
                self._pause(end)

    def create_database(self, name: str, template: str | None = None) -> None:
        """A database of `hub_owner`, empty or as a copy of one to which nobody is connected."""
        statement = sql.SQL("create database {} template {} strategy file_copy")  # half the time of the other one
        self._administer("hub_owner", statement.format(sql.Identifier(name), sql.Identifier(template or "template0")))

    def drop_database(self, name: str) -> None:
        """Whoever is still connected is put out. A database that is not there is no error."""
        statement = sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name))
        self._administer("postgres", statement)  # the owner may not end sessions of other roles

    def rename_database(self, name: str, new: str) -> None:
        """Nobody may be connected to it."""
        statement = sql.SQL("alter database {} rename to {}").format(sql.Identifier(name), sql.Identifier(new))
        self._administer("hub_owner", statement)

    def has_database(self, name: str) -> bool:
        """Whether there is a database of this name."""
        statement = sql.SQL("select 1 from pg_database where datname = {}").format(name)
        return bool(self._administer("hub_owner", statement))

    def _refuse_strangers(self) -> None:
        try:
            make_passable(self._root)
            owner = self._root.stat().st_uid
        except OSError as error:
            raise EmbeddedUnusable(f"cannot use {self._root}: {error.strerror}") from error
        if owner != os.geteuid():
            raise EmbeddedUnusable(f"{self._root} belongs to the operating system account {_name(owner)}")

    def _bring_up(self) -> None:
        """First what a killed server left running must end; then one start, and it answers or ends."""
        end = time.monotonic() + _PATIENCE
        while not (self._answers() or self._start_if_unused()):
            self._pause(end)
        while not self._answers():
            if not self._is_used():
                raise EmbeddedUnusable(f"PostgreSQL ended while starting: see {self._data / 'server.log'}")
            self._pause(end)

    def _start_if_unused(self) -> bool:
        with claim(self._root / "running") as unused:
            if unused is not None:
                self._start(unused)
            return unused is not None

    def _is_used(self) -> bool:
        with claim(self._root / "running") as unused:
            return unused is None

    def _pause(self, end: float) -> None:
        if time.monotonic() > end:
            raise EmbeddedUnusable(f"the server in {self._root} neither answers nor ends: see {self._data}/server.log")
        time.sleep(0.005)

    def _start(self, unused: int) -> None:
        """`unused` is the claim on the data; the server inherits it and holds it until its last process ends."""
        if runs_by_hand(self._data):
            raise EmbeddedUnusable(f"a server that the hub did not start works in {self._data}: stop that one first")
        account = take_account()
        binaries = within_reach(find_binaries(self._binaries), ELSEWHERE / "binaries")
        if not self._data.exists():
            self._make_data(account, binaries, unused)
        self._refuse_other_major(binaries)
        _own_folder(self._socket, account)
        make_passable(self._settings)
        write_settings(self._settings, self._socket, durable=self._durable is Durability.SAFE)
        write_identities(self._settings, _name(os.geteuid()), int(binaries.major))
        clear_leftovers(self._data, self._socket)
        options = f"-c config_file={shlex.quote(str(self._settings / 'postgresql.conf'))}"
        start = (binaries.folder / "pg_ctl", "start", "-W", "-s", "-D", self._data, "-o", options)
        run_as(account, *start, "-l", self._data / "server.log", keep_open=(unused,))

    def _make_data(self, account: Account, binaries: Binaries, unused: int) -> None:
        """Made under another name and then renamed: the data are there with their owner role, or not at all."""
        fresh = self._data.with_name("data.new")
        shutil.rmtree(fresh, ignore_errors=True)
        _own_folder(fresh, account)
        speed = () if self._durable is Durability.SAFE else ("--no-sync",)
        initdb = (binaries.folder / "initdb", "-D", fresh, "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8")
        run_as(account, *initdb, "-k", "-A", "reject", *speed, keep_open=(unused,))
        single = (binaries.folder / "postgres", "--single", "-D", fresh, "-c", "exit_on_error=on")
        run_as(account, *single, "postgres", text=_OWNER, keep_open=(unused,))
        fresh.rename(self._data)

    def _refuse_other_major(self, binaries: Binaries) -> None:
        major = (self._data / "PG_VERSION").read_text().strip()
        if major != binaries.major:
            raise EmbeddedUnusable(
                f"the data in {self._data} are of PostgreSQL {major}, but {binaries.folder} is PostgreSQL "
                f"{binaries.major}: name binaries of {major}, or move the data over with pg_dump and pg_restore"
            )

    def _answers(self) -> bool:
        """It takes connections; and it is as durable as asked, for a server already running may be less."""
        try:
            with psycopg.connect(**self._address("postgres"), connect_timeout=5) as connection:
                durability = connection.execute("show fsync").fetchone()
        except psycopg.OperationalError:
            return False
        if self._durable is Durability.SAFE and durability != (Durability.SAFE.value,):
            raise EmbeddedUnusable(f"the server in {self._root} was started for tests and may lose data: stop it first")
        return True

    def _interrupt(self) -> None:
        """Ask whoever listens to stop, if it is our server: a process id from a file could be anybody's."""
        listening = listener(self._socket)
        if listening and listening[1] == self._data.stat().st_uid:
            os.kill(listening[0], signal.SIGINT)

    def _administer(self, role: str, statement: sql.Composed) -> list[tuple[Any, ...]]:
        try:
            connection = psycopg.connect(**self._address(role), autocommit=True)
        except psycopg.OperationalError as error:
            raise DatabaseUnavailable("cannot connect to the embedded database") from error
        with closing(connection):
            try:
                cursor = connection.execute(statement)
            except psycopg.Error as error:
                raise DatabaseRefused(error.sqlstate or "08006") from error
            return cursor.fetchall() if cursor.description else []

    def _address(self, role: str) -> dict[str, Any]:
        return {"host": str(self._socket), "port": PORT, "dbname": "postgres", "user": role}


def _own_folder(folder: Path, account: Account) -> None:
    """A folder for this account alone. One that somebody else put there before, as anybody can in /tmp, is refused."""
    try:
        folder.mkdir(mode=0o700)
        os.chown(folder, account.uid, account.gid)
    except FileExistsError:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != account.uid or found.st_mode & 0o077:
            raise EmbeddedUnusable(f"{folder} is not a folder of {account.name} alone: remove it") from None


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)
