"""What a room meets when the database refuses, goes away and comes back."""

from collections.abc import Callable, Iterator
from time import monotonic

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.db.database import Database
from hub.db.embedded import EmbeddedServer
from hub.db.errors import DatabaseRefused, DatabaseUnavailable
from tests.amounts import examples

BACKEND = "select pg_backend_pid()"


@pytest.fixture
def pool(running: EmbeddedServer) -> Iterator[Database]:
    """Three connections as the owner, and an empty table `kept`."""
    database = Database(running.url("postgres", "postgres"), size=3)
    database.rows("create table if not exists kept (word text primary key)")
    database.rows("truncate kept")
    yield database
    database.close()


def _open_all(pool: Database) -> None:
    with pool.begin() as first, pool.begin() as second, pool.begin() as third:
        for transaction in (first, second, third):
            transaction.rows("select 1")


def test_a_server_killed_in_the_middle_of_a_request_is_unavailable(
    pool: Database, running: EmbeddedServer, kill: Callable[[EmbeddedServer], int]
) -> None:
    """The request ends with one of the hub's own exceptions, and nothing of it is kept."""
    with pytest.raises(DatabaseUnavailable), pool.begin() as transaction:
        transaction.rows("insert into kept values ('half done')")
        kill(running)
        transaction.rows("select 1")

    running.ensure()
    assert [] == _rows_when_back(pool, "select word from kept")


def test_a_server_stopped_in_the_middle_of_a_request_is_unavailable(pool: Database, running: EmbeddedServer) -> None:
    """An orderly stop ends the sessions: for the request that is no other than a crash."""
    with pytest.raises(DatabaseUnavailable), pool.begin() as transaction:
        transaction.rows("insert into kept values ('half done')")
        running.stop()
        transaction.rows("select 1")

    running.ensure()
    assert [] == _rows_when_back(pool, "select word from kept")


def test_a_server_that_is_not_there_is_unavailable(own_server: EmbeddedServer) -> None:
    """Also when no connection was ever made."""
    own_server.stop()
    database = Database(own_server.url("postgres", "postgres"))

    with pytest.raises(DatabaseUnavailable):
        database.rows("select 1")


def test_after_the_server_is_back_one_request_fails_at_most(pool: Database, running: EmbeddedServer) -> None:
    """One broken connection tells that the others of the pool are broken too."""
    _open_all(pool)
    running.stop()
    running.ensure()

    with pytest.raises(DatabaseUnavailable):
        pool.rows("select 1")

    _open_all(pool)


def test_a_broken_connection_is_not_used_again(pool: Database) -> None:
    """Its session is over at the server; who comes next gets another one."""
    [(broken,)] = pool.rows(BACKEND)
    with pytest.raises(DatabaseUnavailable):
        pool.rows("select pg_terminate_backend(pg_backend_pid())")

    [(fresh,)] = pool.rows(BACKEND)

    assert broken != fresh


def test_nobody_gets_what_another_left_open(pool: Database) -> None:
    """Nothing is reset when a connection is given back: one with a transaction in it is closed instead, undone."""
    kept = [pool.rows(BACKEND) for _ in range(2)]

    pool.rows("begin")

    assert kept[0] == kept[1]
    assert kept[0] != pool.rows(BACKEND)


def test_what_is_in_use_while_the_pool_is_given_up_is_closed_when_it_comes_back(pool: Database) -> None:
    """Or it would stay open in a pool that nobody asks any more."""
    with pool.begin() as last:
        [(backend,)] = last.rows(BACKEND)
        pool.close()

    there = "select count(*) from pg_stat_activity where pid = %s"
    deadline = monotonic() + 60
    while pool.rows(there, (backend,)) != [(0,)]:
        assert monotonic() < deadline


def test_a_refusal_has_its_code_and_says_no_value(pool: Database) -> None:
    """The exception can be logged: the database's own message, which quotes what was sent, is not in it."""
    pool.rows("insert into kept values ('Geheimnis')")

    with pytest.raises(DatabaseRefused) as refusal:
        pool.rows("insert into kept values (%s)", ["Geheimnis"])

    assert "23505" == refusal.value.code
    assert "Geheimnis" not in str(refusal.value)


def test_a_refused_connection_serves_the_next_request(pool: Database) -> None:
    """A refusal costs no connection."""
    [(before,)] = pool.rows(BACKEND)
    with pytest.raises(DatabaseRefused), pool.begin() as transaction:
        transaction.rows("select 1 / 0")

    assert [(before,)] == pool.rows(BACKEND)


def test_what_a_refused_transaction_did_before_is_undone(pool: Database) -> None:
    """All or nothing."""
    with pytest.raises(DatabaseRefused), pool.begin() as transaction:
        transaction.rows("insert into kept values ('undone')")
        transaction.rows("select 1 / 0")

    assert [] == pool.rows("select word from kept")


def test_an_exception_of_the_room_undoes_its_transaction(pool: Database) -> None:
    """Whatever ends the block early, the change is not half done, and the exception comes out as it was raised."""
    with pytest.raises(LookupError), pool.begin() as transaction:
        transaction.rows("insert into kept values ('undone')")
        raise LookupError

    assert [] == pool.rows("select word from kept")


def test_a_transaction_that_ends_well_is_kept(pool: Database) -> None:
    """It is committed when the block is left."""
    with pool.begin() as transaction:
        transaction.rows("insert into kept values ('kept')")

    assert [("kept",)] == pool.rows("select word from kept")


def test_a_commit_that_the_server_does_not_survive_is_unavailable(
    pool: Database, running: EmbeddedServer, kill: Callable[[EmbeddedServer], int]
) -> None:
    """When the answer to the commit is lost, the request must not believe that it was made."""
    with pytest.raises(DatabaseUnavailable), pool.begin() as transaction:
        transaction.rows("insert into kept values ('unknown')")
        kill(running)


def test_each_statement_is_observed(running: EmbeddedServer) -> None:
    """Tests that promise a number of statements count them here."""
    seen: list[str] = []
    database = Database(running.url("postgres", "postgres"), observe=seen.append)

    database.rows("select 1")
    with database.begin() as transaction:
        transaction.rows("select 2")
    database.close()

    assert ["select 1", "select 2"] == seen


@settings(max_examples=examples(200), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(codec=None)))
def test_every_text_is_kept_as_it_is_or_refused(pool: Database, text: str) -> None:
    """What PostgreSQL cannot hold (NUL, half a surrogate pair) is a refusal, not a breakdown."""
    try:
        answer = pool.rows("select %s::text", [text])
    except DatabaseRefused as refusal:
        assert refusal.code.startswith("22")
        assert "\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text)
    else:
        assert [(text,)] == answer


def _rows_when_back(pool: Database, statement: str) -> list[tuple[object, ...]]:
    """Past the one failure that `test_after_the_server_is_back_one_request_fails_at_most` allows."""
    try:
        return pool.rows(statement)
    except DatabaseUnavailable:
        return pool.rows(statement)


def test_who_could_not_connect_holds_no_place(own_server: EmbeddedServer) -> None:
    """After more failures than the pool has places, the next one is served as soon as the server is back."""
    own_server.stop()
    database = Database(own_server.url("postgres", "postgres"), size=2)
    for _ in range(3):
        with pytest.raises(DatabaseUnavailable):
            database.rows("select 1")

    own_server.ensure()

    with database.begin() as first, database.begin() as second:
        assert first.rows(BACKEND) != second.rows(BACKEND)
    database.close()
