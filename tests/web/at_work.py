"""A group's pages under gunicorn, as they are served: `python -m tests.web.at_work URL KEYS PORT AT [WORKERS [GROUP]]`.

The clock stands still at what the file AT says. Prints nothing; ready when the port answers.
"""

import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from flask import Flask

from hub.db.database import Database
from hub.exchange.houses import open_group
from hub.exchange.wanted import start_answering
from hub.main.building import make_desk
from hub.main.serving import Served
from hub.settings.operator import read_settings
from hub.web.app import create_app
from hub.web.desk import Group
from tests.kreis import ISSUER, books
from tests.web.houses import SECRETS


def main(url: str, keys: str, port: str, at: str, workers: str = "1", group: str = "jobcenter") -> None:
    """Serve until told to stop, with the thread beside the pages that asks for keys and wraps them."""

    def clock() -> datetime:
        return datetime.fromisoformat(Path(at).read_text(encoding="ascii"))

    def make() -> Flask:
        place = {"HUB_ISSUER": ISSUER, "HUB_BASE_URL": f"http://127.0.0.1:{port}", "HUB_KEYS": str(Path(keys))}
        desk = make_desk(read_settings({**SECRETS, **place}), books(), Group(group), Database(url, size=8))
        start_answering(open_group(Database(url, size=1), books(), Path(keys), group), clock)
        sessions = replace(desk.sessions, clock=clock)
        return create_app(replace(desk, clock=clock, sessions=sessions))

    Patient(make, f"127.0.0.1:{port}", int(workers)).run()


class Patient(Served):
    """A worker that waits for somebody when it is told to stop is ended only after a minute: so a test can tell."""

    def load_config(self) -> None:
        """As always, but for that."""
        super().load_config()
        self.cfg.set("graceful_timeout", 60)


if __name__ == "__main__":
    sys.argv, words = sys.argv[:1], sys.argv[1:]
    main(*words)
