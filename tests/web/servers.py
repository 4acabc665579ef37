"""Real servers on loopback, in threads of the test."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

from flask import Flask
from joserfc.jwk import ECKey
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from hub.terms.lists import Role
from hub.web.demo_provider import Client, DemoAccount, create_provider
from hub.web.desk import Group
from tests.web.apps import app_at
from tests.web.sample import sample_desk

SECRET = "only for tests"
ACCOUNTS = (
    DemoAccount("U01", "Jonas Kranichfeld", Role.JOBCOACH, "Pro Arbeit", Group.JOBCENTER),
    DemoAccount("U16", "Dr. Ulrike Silberreiher", Role.DPO, "Datenschutz", Group.JOBCENTER),
    DemoAccount("U07", "Henrike Steinkauz", Role.ASD_WORKER, "Jugendamt", Group.JUGENDAMT),
    DemoAccount("U04", "Tobias Zaunkönig", Role.JOBCOACH, "Pro Arbeit", Group.JOBCENTER),
)


POLL = 0.01
"""Seconds until a server sees that it is to end: half a second if nobody says otherwise."""


class _Quiet(WSGIRequestHandler):
    def log_request(self, *said: object) -> None:
        """Nothing: codes stand in these lines."""


class Later:
    """An app whose address is known before the app is."""

    app: Flask | None = None

    def __call__(self, environ, start_response):
        """Pass the request on."""
        return self.app(environ, start_response)


@contextmanager
def serving(app: object) -> Iterator[str]:
    """The address of an app, while the block lasts."""
    server: BaseWSGIServer = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = Thread(target=server.serve_forever, args=(POLL,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def sample_hub() -> Iterator[tuple[str, str, Flask]]:
    """The addresses of a demo provider and of the sample hub, and the hub's app."""
    provider, hub = Later(), Later()
    with serving(provider) as issuer, serving(hub) as address:
        client = Client("fam-hub-jobcenter", SECRET, f"{address}/anmelden/zurueck", Group.JOBCENTER, address)
        provider.app = create_provider(ACCOUNTS, ECKey.generate_key("P-256"), issuer, [client])
        hub.app = app_at(sample_desk(issuer=issuer, base_url=address))
        yield issuer, address, hub.app
