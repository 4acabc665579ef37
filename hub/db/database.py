"""One pool of connections, signed in as one role."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, LiteralString

import orjson
import psycopg
from psycopg.abc import Buffer
from psycopg.adapt import AdaptersMap, Loader
from psycopg.pq import Format, TransactionStatus
from psycopg.types.json import set_json_loads
from sqlalchemy import create_engine
from sqlalchemy.event import listen
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from hub.db import arrays
from hub.db.errors import DatabaseRefused, DatabaseUnavailable, refused

Params = Sequence[object] | Mapping[str, object] | None
Row = tuple[Any, ...]

_WAITED_TOO_LONG = "25P03"  # between two statements of a transaction: the server ended it
_NO_TEXT = "22021"  # PostgreSQL's code for a character that it cannot hold; NUL is refused before it is sent


class Transaction:
    """One transaction; ends with the `with` block that opened it."""

    def __init__(self, connection: "psycopg.Connection[Row]", observe: Callable[[str], None] | None) -> None:
        self._connection = connection
        self._observe = observe
        self._endings: list[tuple[Callable[[], None], Callable[[], None]]] = []

    def when_ended(self, committed: Callable[[], None], rolled_back: Callable[[], None]) -> None:
        """Call one of these once it is known how the transaction ended; neither if the database went away meanwhile."""
        self._endings.append((committed, rolled_back))

    def committed(self) -> None:
        """Tell everybody who waits that it is so."""
        for committed, _ in self._endings:
            committed()

    def rolled_back(self) -> None:
        """Tell everybody who waits that nothing of it is."""
        for _, rolled_back in self._endings:
            rolled_back()

    def rows(self, statement: LiteralString, params: Params = None) -> list[Row]:
        """Run one statement and return its rows: one round trip."""
        if self._observe is not None:
            self._observe(statement)
        try:
            cursor = self._connection.execute(statement, params, binary=True)
            answer = cursor.pgresult  # asked itself: `cursor.description` describes each column in Python first
            return cursor.fetchall() if answer is not None and answer.nfields else []
        except UnicodeEncodeError as error:  # half a surrogate pair, as JSON can hold it
            raise DatabaseRefused(_NO_TEXT) from error
        except psycopg.Error as error:
            raise _translated(error) from error


class Database:
    """A pool for one LOGIN role. Make it after a fork; `observe` is told each statement (tests count them)."""

    def __init__(self, url: str, size: int = 8, observe: Callable[[str], None] | None = None) -> None:
        self._engine = create_engine(
            url,
            pool_size=size,
            max_overflow=0,
            pool_timeout=5,
            isolation_level="AUTOCOMMIT",
            pool_reset_on_return=None,  # what is given back is looked at below
            connect_args={"context": _adapters()},
        )
        self.observe = observe

    def need(self, check: Callable[[Transaction], None]) -> None:
        """Ask this of every new connection before anything else; what it raises is raised to whoever wanted one."""

        def ask(connection: "psycopg.Connection[Row]", _: object) -> None:
            try:
                check(Transaction(connection, None))
            except BaseException:
                connection.close()
                raise

        listen(self._engine, "connect", ask)

    @contextmanager
    def _connection(self) -> Iterator["psycopg.Connection[Row]"]:
        try:
            pooled = self._engine.raw_connection()
        except (psycopg.Error, DBAPIError, PoolTimeout) as error:
            raise DatabaseUnavailable("cannot connect to the database") from error
        connection, pool = pooled.driver_connection, self._engine.pool
        assert isinstance(connection, psycopg.Connection)
        try:
            yield connection
        finally:
            if connection.broken:
                pooled.invalidate()
                self._engine.dispose()  # the idle ones are broken too: only one request fails when a server is back
            elif connection.pgconn.transaction_status != TransactionStatus.IDLE or self._engine.pool is not pool:
                pooled.invalidate()  # nobody gets what another has left open, nor waits in a pool that was given up
            pooled.close()

    def rows(self, statement: LiteralString, params: Params = None) -> list[Row]:
        """Run one statement in a transaction of its own, committed when this returns."""
        with self._connection() as connection:
            return Transaction(connection, self.observe).rows(statement, params)

    @contextmanager
    def begin(self) -> Iterator[Transaction]:
        """Several statements, all or nothing."""
        with self._connection() as connection:
            transaction = Transaction(connection, self.observe)
            try:
                with connection.transaction():
                    yield transaction
            except psycopg.Error as error:
                failure = _translated(error)
                if isinstance(failure, DatabaseRefused):
                    transaction.rolled_back()
                raise failure from error
            except DatabaseUnavailable:
                raise
            except BaseException:
                transaction.rolled_back()
                raise
            transaction.committed()

    def close(self) -> None:
        """Give back all connections."""
        self._engine.dispose()


class _UuidAsText(Loader):
    """Sixteen bytes as the text that they stand for."""

    format = Format.BINARY

    def load(self, data: Buffer) -> str:
        """`01a2…` in groups of 8, 4, 4, 4 and 12."""
        text = bytes(data).hex()
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


@cache
def _adapters() -> AdaptersMap:
    """How rows become Python: ids as their text, JSON by the quick parser."""
    adapters = AdaptersMap(psycopg.adapters)
    adapters.register_loader("uuid", _UuidAsText)
    set_json_loads(orjson.loads, adapters)
    arrays.adapt(adapters)
    return adapters


def _translated(error: psycopg.Error) -> RuntimeError:
    """A lost connection, a shutdown, a full disk or a transaction that was ended is unavailability; else a refusal."""
    code = error.sqlstate or (_NO_TEXT if isinstance(error, psycopg.DataError) else "")
    if not code or code[:2] in {"08", "53", "57", "58"} or code == _WAITED_TOO_LONG:
        return DatabaseUnavailable("the database went away")
    return refused(code)
