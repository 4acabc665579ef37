"""One process group under gunicorn: threads in workers, forked before a key is read or a connection made."""

import gc
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.http.errors import (
    InvalidHeader,
    InvalidHeaderName,
    InvalidHTTPVersion,
    InvalidRequestLine,
    InvalidRequestMethod,
    LimitRequestHeaders,
    LimitRequestLine,
)
from gunicorn.util import write_nonblock
from gunicorn.workers.gthread import ThreadWorker

from hub.db.database import Database
from hub.exchange.houses import Books, guard, keep_up, need_group_keys, need_rules, open_group
from hub.exchange.months import start_turning
from hub.exchange.wanted import start_answering
from hub.ledger.trust import TrustPolicy
from hub.main.building import NEEDED, build_app
from hub.main.watching import need_evidence, start_watching
from hub.settings.operator import Settings, need
from hub.settings.place import role_url
from hub.web.desk import Group
from hub.web.streams import StreamTaken

THREADS = 4
YOUNG = 20_000
"""Objects made until the garbage collector looks again. Hardly anything that a request leaves behind is a cycle."""


_TOO_LONG = (LimitRequestLine, LimitRequestHeaders)
_UNREADABLE = (InvalidRequestLine, InvalidRequestMethod, InvalidHTTPVersion, InvalidHeader, InvalidHeaderName)


class Worker(ThreadWorker):
    """gunicorn's, save that what is no request is answered in plain German, and nothing of it is repeated.

    A socket that the streams took is let go of: no thread waits on it, and no stop waits for it.
    """

    def handle_request(self, req: Any, conn: Any) -> Any:
        """As before; where the answer took the socket along, this side of it is closed and nothing more is written."""
        try:
            return super().handle_request(req, conn)
        except StreamTaken:
            conn.sock.close()
            raise

    def finish_request(self, conn: Any, fs: Any) -> None:
        """What was let go of is not shut down: it is open elsewhere."""
        if conn.sock.fileno() < 0:
            self.nr_conns -= 1
            return
        super().finish_request(conn, fs)

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        """A request that nobody could read. What the pages answer for themselves does not come here."""
        if not isinstance(exc, (*_TOO_LONG, *_UNREADABLE)):
            super().handle_error(req, client, addr, exc)
            return
        status = {LimitRequestLine: "414 URI Too Long", LimitRequestHeaders: "431 Request Header Fields Too Large"}
        said = "Die Adresse ist zu lang." if isinstance(exc, _TOO_LONG) else "Diese Anfrage ist nicht lesbar."
        body = f"{said} Bitte geben Sie die Adresse neu ein.\n".encode()
        head = f"HTTP/1.1 {status.get(type(exc), '400 Bad Request')}\r\n{_HEAD}Content-Length: {len(body)}\r\n\r\n"
        with suppress(OSError):
            write_nonblock(client, head.encode() + body)


_HEAD = (
    "Connection: close\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Language: de\r\n"
    "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
)


class Served(BaseApplication):
    """A WSGI application that each worker makes for itself."""

    def __init__(self, make: Callable[[], Flask], bind: str, workers: int) -> None:
        self._make = make
        self._options = {"bind": bind, "workers": workers}
        super().__init__()

    def load_config(self) -> None:
        """No access log: a URL names a family."""
        options: dict[str, Any] = {
            **self._options,
            "worker_class": f"{__name__}.Worker",
            "threads": THREADS,
            "graceful_timeout": 5,
            "loglevel": "warning",
            "control_socket_disable": True,
            "limit_request_line": 4094,
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Called in the worker, after the fork. What is made here stays."""
        made = self._make()
        settle_garbage()
        return made


def settle_garbage() -> None:
    """What was made until now stays; hardly anything that is made from now on is a cycle."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG)


def serve_group(settings: Settings, books: Books, group: Group, *, workers: int = 2) -> None:
    """Serve until told to stop. What is missing is said here, once, before a server or a worker is started."""
    need(settings, *NEEDED)
    need_group_keys(settings.keys, group.value)
    database_url = role_url(settings, f"hub_{group}")
    need_rules(database_url, books)
    trust = need_evidence(settings, database_url)
    Served(partial(_make, settings, books, Place(group, database_url, trust)), settings.bind, workers).run()


@dataclass(frozen=True, repr=False)
class Place:
    """Which group a worker serves, where its database is, and whom it trusts as witnesses of its log."""

    group: Group
    database_url: str
    trust: TrustPolicy


def _make(settings: Settings, books: Books, place: Place) -> Flask:
    """The pages, and beside them a thread that asks others for keys, and wraps the own ones when it is asked."""
    group, database_url = place.group, place.database_url
    watch = start_watching(settings, place.trust, database_url)
    app = build_app(settings, books, group, database_url, watch)
    db = guard(Database(database_url, size=1), settings.journal)
    house = open_group(db, books, settings.keys, group.value, settings.journal)
    house.writer.stand_on(watch)
    if group is not Group.OVERSIGHT:
        keep_up(house)
        start_answering(house, settings.clock)
    start_turning(house, settings.clock)
    return app
