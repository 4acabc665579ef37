"""Databases for tests: one server per session and version, one migrated template, one copy of it for each test.

`database` is a fresh copy on the embedded server, `every_database` the same on each version that the hub supports;
`open_database` and `connect` sign in to it as a role. Nothing is started before a test asks for it.
"""

import gc
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, settings

from hub.db.database import Database
from hub.db.embedded import Durability, EmbeddedServer
from hub.db.embedded_process import claim, exclusive
from hub.db.migrate import migrate
from tests.amounts import IS_PART, examples

EMBEDDED = "embedded"
DEBIAN_15 = "debian-15"
BINARIES = {EMBEDDED: None, DEBIAN_15: Path("/usr/lib/postgresql/15/bin")}
MIGRATIONS = Path(__file__).parent.parent / "migrations"
TEMPLATE = "migrated"
PREFIX = "hub-tests-"
ROOM = 2**30  # bytes
YOUNG = 20_000  # objects made until the garbage collector looks again, as in a process that serves

pytest_plugins = ["tests.kreis"]

settings.register_profile(
    "patient",  # on a busy machine everything is slow, and no promise is broken by that
    max_examples=examples(100),
    derandomize=IS_PART,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("patient")

FOLDER = pytest.StashKey[Path]()
HELD = pytest.StashKey[ExitStack]()
SUPERUSERS: dict[Path, psycopg.Connection] = {}
LEFT: dict[Path, str] = {}
"""On each server the copy that was used last; the folder of the session ends with the last of all."""


@dataclass(frozen=True)
class Urls:
    """The database of one test."""

    server: EmbeddedServer
    name: str

    def url(self, role: str) -> str:
        """How SQLAlchemy, and so `Database`, signs in to it as `role`."""
        return self.server.url(self.name, role)


@pytest.fixture(scope="session")
def server(request: pytest.FixtureRequest) -> EmbeddedServer:
    """The embedded server of this session, with the migrated template."""
    return _with_template(request.config, EMBEDDED)


@pytest.fixture(scope="session", params=[EMBEDDED, DEBIAN_15])
def every_server(request: pytest.FixtureRequest) -> EmbeddedServer:
    """Each version in turn: the newest, which the hub brings along, and the oldest that it supports."""
    binaries = BINARIES[request.param]
    if binaries and not (binaries / "postgres").exists():
        pytest.skip("PostgreSQL 15 is not installed: this was tested on the embedded version alone")
    return _with_template(request.config, request.param)


@pytest.fixture
def database(server: EmbeddedServer) -> Iterator[Urls]:
    """A migrated, empty database on the embedded server, gone after the test."""
    with copy_of(server, TEMPLATE) as urls:
        yield urls


@pytest.fixture
def every_database(every_server: EmbeddedServer) -> Iterator[Urls]:
    """Like `database`, on each supported version in turn."""
    with copy_of(every_server, TEMPLATE) as urls:
        yield urls


@pytest.fixture
def open_database() -> Iterator[Callable[..., Database]]:
    """`open_database(database, "hub_jobcenter", size=2, observe=None)`: a pool, closed after the test."""
    with ExitStack() as opened:

        def open_as(urls: Urls, role: str, size: int = 2, observe: Callable[[str], None] | None = None) -> Database:
            pool = Database(urls.url(role), size, observe)
            opened.callback(pool.close)
            return pool

        yield open_as


@pytest.fixture
def connect() -> Iterator[Callable[[Urls, str], psycopg.Connection]]:
    """`connect(database, "hub_jobcenter")`: psycopg, each statement committed, closed after the test."""
    with ExitStack() as opened:

        def connect_as(urls: Urls, role: str) -> psycopg.Connection:
            connection = psycopg.connect(libpq(urls.url(role)), autocommit=True)
            opened.callback(connection.close)
            return connection

        yield connect_as


def pytest_configure(config: pytest.Config) -> None:
    """The servers of a session lie in one folder, which the workers of xdist are told by the controller."""
    config.stash[HELD] = ExitStack()
    if hasattr(config, "workerinput"):
        config.stash[FOLDER] = Path(config.workerinput["hub_folder"])
        return
    _clear_after_killed_sessions()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=_place()))
    folder.chmod(0o711)  # for root the server runs as an account of its own, which must come through
    config.stash[HELD].enter_context(claim(folder / "session"))
    config.stash[FOLDER] = folder


def pytest_collection_finish() -> None:
    """What was made to collect thousands of tests stays to the end: the garbage collector need not look at it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 20, 20)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: object) -> None:
    """Hook of xdist, called by the controller for each worker."""
    node.workerinput["hub_folder"] = str(node.config.stash[FOLDER])


def pytest_unconfigure(config: pytest.Config) -> None:
    """The controller stops the servers when all workers have ended."""
    while SUPERUSERS:
        SUPERUSERS.popitem()[1].close()
    if FOLDER in config.stash and not hasattr(config, "workerinput"):
        _remove(config.stash[FOLDER])
        config.stash[HELD].close()


def _with_template(config: pytest.Config, version: str) -> EmbeddedServer:
    folder = config.stash[FOLDER]
    server = _server(folder, version)
    with exclusive(folder / f"{version}.template"):
        server.ensure()
        if not server.has_database(TEMPLATE):
            _make_template(server)
    return server


def _make_template(server: EmbeddedServer) -> None:
    """Migrated under another name, so that a failed migration leaves no template behind."""
    unfinished = f"unfinished_{uuid4().hex}"
    server.create_database(unfinished)
    migrate(server.url(unfinished, "hub_owner"), MIGRATIONS)
    as_superuser(server, f"alter database {unfinished} rename to {TEMPLATE}")


@contextmanager
def copy_of(server: EmbeddedServer, template: str) -> Iterator[Urls]:
    """A copy of a database of this server, gone after the next one at the latest."""
    name = f"test_{uuid4().hex}"
    as_superuser(server, f"create database {name} owner hub_owner template {template} strategy file_copy")
    rights = f"(select datacl from pg_database where datname = '{template}')"  # PostgreSQL does not copy these
    as_superuser(server, f"update pg_database set datacl = {rights} where datname = '{name}'")
    try:
        yield Urls(server, name)
    finally:
        _drop_soon(server, name)


def _drop_soon(server: EmbeddedServer, name: str) -> None:
    """The one before is dropped now. PostgreSQL sleeps a tenth of a second if a session just closed is still ending."""
    before = LEFT.get(server.folder)
    LEFT[server.folder] = name
    if before is not None:
        as_superuser(server, f"drop database if exists {before} with (force)")


def as_superuser(server: EmbeddedServer, statement: str) -> None:
    """Run a statement that only the superuser may, over one connection of this process: a new one costs more."""
    if server.folder not in SUPERUSERS or SUPERUSERS[server.folder].closed:
        SUPERUSERS[server.folder] = psycopg.connect(libpq(server.url("postgres", "postgres")), autocommit=True)
    SUPERUSERS[server.folder].execute(statement)


def settle(server: EmbeddedServer, name: str) -> None:
    """Tell the planner what is in a template, for on these servers autovacuum is off, and make its copies cheap.

    Without what its making left behind it has a tenth fewer files. Who signs in last leaves the file from which each
    session of a copy knows the tables of PostgreSQL itself: without it the first of each copy reads them one by one.
    """
    address = libpq(server.url(name, "postgres"))
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("vacuum (full, analyze)")
    psycopg.connect(address).close()


def libpq(url: str) -> str:
    """An address as psycopg takes it."""
    return url.replace("postgresql+psycopg:", "postgresql:")


def _place() -> Path:
    """In memory where there is room: on a disk a fresh database takes up to half a second, there a hundredth."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM
    return memory if roomy else Path(tempfile.gettempdir())


def _server(folder: Path, version: str) -> EmbeddedServer:
    return EmbeddedServer(folder / version, binaries=BINARIES[version], durable=Durability.ONLY_FOR_TESTS)


def _remove(folder: Path) -> None:
    for server in (_server(folder, version) for version in BINARIES):
        if server.folder.exists():
            server.stop()
            shutil.rmtree(server.folder)
    shutil.rmtree(folder)


def _clear_after_killed_sessions() -> None:
    """A session killed with -9 leaves its servers running; the next one finds its folder unclaimed and stops them."""
    for folder in _place().glob(f"{PREFIX}*"):
        found = folder.stat()
        if found.st_uid != os.geteuid() or time.time() - found.st_mtime < 60:  # as new as this: not claimed yet
            continue
        with claim(folder / "session") as unclaimed:
            if unclaimed is not None:
                _remove(folder)
