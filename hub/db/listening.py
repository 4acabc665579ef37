"""Hears what the database notifies: one connection and one thread for all who wait in a process."""

from contextlib import suppress
from threading import Condition, Event, Thread
from typing import LiteralString

import psycopg
from sqlalchemy import make_url

PAUSE = 1.0
"""Seconds until a connection that was lost is tried again. Who waits looks for itself meanwhile."""
TURN = 1.0


class Listener:
    """Wakes those who wait when something was notified. A word that is missed costs time, never more."""

    def __init__(self, url: str, channel: LiteralString) -> None:
        self._url = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        self._channel: LiteralString = channel
        self._stop, self._heard, self._count = Event(), Condition(), 0
        self._thread = Thread(target=self._listen, name="listening", daemon=True)
        self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Return when something is notified from now on, at the latest after so many seconds; whether it was."""
        with self._heard:
            before = self._count
            return self._heard.wait_for(lambda: self._count != before, seconds)

    def close(self) -> None:
        """End the thread and its connection."""
        self._stop.set()
        self._thread.join()

    def _listen(self) -> None:
        while not self._stop.is_set():
            with suppress(psycopg.Error), psycopg.connect(self._url, autocommit=True) as connection:
                connection.execute("listen " + self._channel)
                while not self._stop.is_set():
                    for _ in connection.notifies(timeout=TURN, stop_after=1):
                        self._tell()
            self._stop.wait(PAUSE)

    def _tell(self) -> None:
        with self._heard:
            self._count += 1
            self._heard.notify_all()
