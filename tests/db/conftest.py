"""A durable server for one file of tests, which they may kill, stop and damage: the next test starts it again."""

import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hub.db.embedded import EmbeddedServer
from hub.db.embedded_process import claim, listener


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A folder on the disk that other accounts can pass through, gone after the tests of the file."""
    folder = Path(tempfile.mkdtemp(prefix="hub-own-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def own_server(place: Path) -> Iterator[EmbeddedServer]:
    """The server, perhaps not running."""
    server = EmbeddedServer(place / "own")
    yield server
    server.stop()


@pytest.fixture
def running(own_server: EmbeddedServer) -> EmbeddedServer:
    """The server, running."""
    own_server.ensure()
    return own_server


@pytest.fixture
def kill() -> Callable[[EmbeddedServer], int]:
    """`kill(server)`: -9, and all its processes are gone. Returns the process id that is left in its files."""

    def kill_it(server: EmbeddedServer) -> int:
        process, _ = listener(server.folder / "socket")
        os.kill(process, signal.SIGKILL)
        while is_used(server):
            time.sleep(0.005)
        return process

    return kill_it


def is_used(server: EmbeddedServer) -> bool:
    """A process of the server still lives."""
    with claim(server.folder / "running") as unused:
        return unused is None
