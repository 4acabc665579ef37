"""A room of the demo Kreis with its pages under gunicorn, and bare clients at its window."""

import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import requests

ROOT = Path(__file__).parents[2]


@contextmanager
def at_work(kreis, workers: int = 1, group: str = "jobcenter") -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """The address of a group's pages in a process of their own, and the process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    place = (kreis.urls.url(f"hub_{group}"), str(kreis.keys), str(port), str(set_clock(kreis)))
    process = subprocess.Popen([sys.executable, "-m", "tests.web.at_work", *place, str(workers), group], cwd=ROOT)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(2400):
            try:
                requests.get(f"{address}/health", timeout=60)
                break
            except (requests.ConnectionError, requests.Timeout):
                assert process.poll() is None
                time.sleep(0.05)
        yield address, process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=120)


@contextmanager
def database_lost(kreis) -> Iterator[None]:
    """For as long: no process reaches the Kreis's database, and who was connected is cut off. Superusers stay."""
    db, name = kreis.superuser(), kreis.urls.name
    db.execute(f'alter database "{name}" connection limit 0')
    db.execute(
        "select pg_terminate_backend(a.pid) from pg_stat_activity a join pg_roles r on r.rolname = a.usename"
        " where a.datname = current_database() and not r.rolsuper"
    )
    try:
        yield
    finally:
        db.execute(f'alter database "{name}" connection limit -1')


def set_clock(kreis) -> Path:
    """Let the pages see the Kreis's clock as it is now."""
    file = kreis.keys.parent / f"clock-{kreis.urls.name}"
    file.write_text(kreis.at.isoformat(), encoding="ascii")
    return file


@dataclass
class Window:
    """A window with its cookie, as a program."""

    address: str
    session: requests.Session
    opened: ExitStack = field(default_factory=ExitStack)

    def get(self, path: str) -> requests.Response:
        """A page under `/beamer`."""
        return self.session.get(f"{self.address}/beamer{path}", timeout=60)

    def stream(self) -> socket.socket:
        """A stream, with its head read."""
        host, _, port = self.address.removeprefix("http://").partition(":")
        opened = self.opened.enter_context(closing(socket.create_connection((host, int(port)), timeout=10)))
        cookies = "; ".join(f"{one.name}={one.value}" for one in self.session.cookies)
        asked = f"GET /beamer/strom HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: {cookies}\r\n\r\n"
        opened.sendall(asked.encode())
        return opened

    def close(self) -> None:
        """All of its streams."""
        self.opened.close()
        self.session.close()


def bound_window(address: str, code: str) -> Window:
    """Bind a window by its form."""
    session = requests.Session()
    form = session.get(f"{address}/beamer", timeout=60)
    [token] = set(re.findall('name="csrf_token" value="([^"]+)"', form.text))
    answer = session.post(f"{address}/beamer", data={"csrf_token": token, "code": code}, timeout=60)
    assert 200 == answer.status_code, answer.text
    return Window(address, session)
