"""The demo as a user starts it: the command in a process of its own, a state folder of its own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests
from click.testing import CliRunner

from hub.main.commands import token

HUB = Path(sys.executable).parent / "hub"
PATIENCE = 180.0
PORTS = {"jobcenter": 1, "jugendamt": 2, "provider": 3, "family": 4, "oversight": 5}


@dataclass(frozen=True)
class Demo:
    """A running demo."""

    process: "subprocess.Popen[str]"
    environment: Mapping[str, str]
    addresses: Mapping[str, str]
    output: Path

    def command(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """`hub …` in the same state folder."""
        return subprocess.run(
            [HUB, *words], env=self.environment, check=False, capture_output=True, text=True, timeout=120
        )

    def token(self, account: str, *options: str) -> str:
        """What `hub demo token` prints, without a process of its own: to start one takes a second and a half."""
        printed = CliRunner(env=self.environment).invoke(token, [account, *options])
        return printed.output.strip()

    def ask(self, group: str, path: str, token: str) -> requests.Response:
        """A request to the API of one group."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return requests.get(f"{self.addresses[group]}/api/v1{path}", headers=headers, timeout=60)

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Stop it as an operator does, and say with which status it ended."""
        self.process.send_signal(number)
        return self.process.wait(timeout=120)


def own(port: int) -> int:
    """The same port moved out of the way of tests that run side by side."""
    return port + 200 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))


@contextmanager
def running_demo(folder: Path, port: int, *options: str) -> Iterator[Demo]:
    """Start the demo and wait until it says where it is; stopped afterwards, whatever happened."""
    port = own(port)
    output = folder / "output.txt"
    environment = {**os.environ, "HUB_STATE": str(folder / "state"), "PYTHONUNBUFFERED": "1"}
    with output.open("w") as written:
        process = subprocess.Popen(
            [HUB, "demo", "run", "--port", str(port), *options],
            env=environment,
            stdout=written,
            stderr=written,
            text=True,
        )
        try:
            _wait_until_it_says(output, process)
            addresses = {group: f"http://127.0.0.1:{port + number}" for group, number in PORTS.items()}
            yield Demo(process, environment, addresses, output)
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
                process.wait(timeout=120)


def _wait_until_it_says(output: Path, process: "subprocess.Popen[str]") -> None:
    deadline = time.monotonic() + PATIENCE
    while "Strg+C" not in output.read_text(encoding="utf-8"):
        assert process.poll() is None, output.read_text(encoding="utf-8")
        assert time.monotonic() < deadline, output.read_text(encoding="utf-8")
        time.sleep(0.05)
