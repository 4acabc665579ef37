"""The connections of one pool: the one given back last is taken first, and no more of them than its size are open."""

from collections import deque
from collections.abc import Callable
from threading import BoundedSemaphore, Lock
from typing import Any

import psycopg
from psycopg.adapt import AdaptersMap
from psycopg.pq import TransactionStatus
from sqlalchemy import make_url

Connection = psycopg.Connection[tuple[Any, ...]]
PATIENCE = 5.0
"""Seconds that somebody waits for a connection while all are in use."""


class NoneFree(RuntimeError):
    """All connections stayed in use for as long as anybody waits."""


class Connections:
    """Made after a fork. A library's pool costs four times what it takes to look at a connection and hand it on.

    `_given_up` counts how often the idle ones were closed: what was in use then is closed when it comes back.
    """

    def __init__(self, url: str, size: int, adapters: AdaptersMap) -> None:
        self._url = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        self._adapters = adapters
        self._places = BoundedSemaphore(size)
        self._idle: deque[Connection] = deque()
        self._in_use: dict[Connection, int] = {}
        self._lock = Lock()
        self._given_up = 0
        self._check: Callable[[Connection], None] = lambda _: None

    def need(self, check: Callable[[Connection], None]) -> None:
        """Ask this of every new connection; one that it refuses is closed."""
        self._check = check

    def take(self) -> Connection:
        """One that nobody else has, outside of any transaction. Raises NoneFree, or what connecting raises."""
        if not self._places.acquire(timeout=PATIENCE):
            raise NoneFree("all connections are in use")
        with self._lock:
            given_up = self._given_up
            connection = self._idle.pop() if self._idle else None
        if connection is None:
            connection = self._connect()
        self._in_use[connection] = given_up
        return connection

    def give_back(self, connection: Connection) -> None:
        """Nobody gets what another has left open, nor waits in a pool that was given up."""
        given_up = self._in_use.pop(connection)
        if connection.broken:
            self.close_idle()  # the idle ones are broken too: only one request fails when a server is back
        with self._lock:
            is_good = given_up == self._given_up and connection.pgconn.transaction_status == TransactionStatus.IDLE
            if is_good:
                self._idle.append(connection)
        if not is_good:
            connection.close()
        self._places.release()

    def close_idle(self) -> None:
        """Close all that nobody uses now, and the others when they come back."""
        with self._lock:
            self._given_up += 1
            idle, self._idle = self._idle, deque()
        for connection in idle:
            connection.close()

    def _connect(self) -> Connection:
        try:
            connection = psycopg.connect(self._url, autocommit=True, context=self._adapters)
            try:
                self._check(connection)
            except BaseException:
                connection.close()
                raise
        except BaseException:
            self._places.release()
            raise
        return connection
