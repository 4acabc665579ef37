"""Migrating is safe to repeat, and to do twice at once."""

import multiprocessing
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from hub.db.embedded import EmbeddedServer
from hub.db.migrate import migrate

MIGRATIONS = Path(__file__).parents[2] / "migrations"
OBJECTS = "select oid::regclass::text from pg_class where relnamespace >= 16384 order by 1"


@pytest.fixture
def empty(every_server: EmbeddedServer) -> Iterator[str]:
    """A database without a migration."""
    name = f"empty_{uuid4().hex}"
    every_server.create_database(name)
    yield name
    every_server.drop_database(name)


def _objects(server: EmbeddedServer, name: str) -> list[tuple[str]]:
    with psycopg.connect(server.url(name, "hub_owner").replace("+psycopg", "")) as connection:
        return connection.execute(OBJECTS).fetchall()


def test_two_migrations_at_once_are_one(every_server: EmbeddedServer, empty: str) -> None:
    """Two processes of a new release start together: both end well, and each step was made once."""
    context = multiprocessing.get_context("fork")
    both = [context.Process(target=migrate, args=(every_server.url(empty, "hub_owner"), MIGRATIONS)) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join()

    assert [0, 0] == [process.exitcode for process in both]
    assert _objects(every_server, "migrated") == _objects(every_server, empty)


def test_migrating_again_changes_nothing(every_database, connect: Callable[..., psycopg.Connection]) -> None:
    """What is at the newest step stays as it is."""
    before = connect(every_database, "hub_owner").execute(OBJECTS).fetchall()

    migrate(every_database.url("hub_owner"), MIGRATIONS)

    assert before == connect(every_database, "hub_owner").execute(OBJECTS).fetchall()
