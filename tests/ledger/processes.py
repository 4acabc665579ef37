"""Sequencer, signer and both witnesses as processes of their own, over the database of a test."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from hub.main.evidence_commands import signer, witness
from tests.kreis import ROOT, Kreis

PATIENCE = 120.0
NAMES = ("jobcenter", "jugendamt")
FORKED = """
import os, sys
from hub.main import evidence
from hub.settings.operator import read_settings
for name, part in (("witness", "jobcenter"), ("witness", "jugendamt"), ("signer", ""), ("sequencer", "")):
    if not (pid := os.fork()):
        own = {key: value for key, value in os.environ.items() if key.startswith(part + ".")}
        os.environ |= {key.removeprefix(part + "."): value for key, value in own.items()}
        getattr(evidence, f"run_{name}")(read_settings(os.environ))
        os._exit(0)
    print(part or name, pid, flush=True)
sys.stdin.read()
"""


@dataclass(frozen=True)
class Processes:
    """Their numbers by name, and the environment of commands beside them."""

    pids: Mapping[str, int]
    environ: Mapping[str, str]

    def command(self, *words: str, **settings: str) -> "subprocess.CompletedProcess[str]":
        """`hub …` in the same environment, to its end."""
        program = [sys.executable, "-c", "from hub.cli.commands import main; main()", *words]
        environ = {**self.environ, **settings}
        return subprocess.run(program, capture_output=True, text=True, check=False, env=environ, cwd=ROOT, timeout=120)


def environment(kreis: Kreis, folder: Path, **settings: str) -> dict[str, str]:
    """Keys, memories and trust policy in a folder, made by the commands that an operator uses."""
    ports = _free_ports(3)
    binds = dict(zip(("signer", *NAMES), (f"127.0.0.1:{port}" for port in ports), strict=True))
    environ = {
        "PATH": os.environ["PATH"],
        "HUB_STATE": str(folder),
        "HUB_KEYS": str(kreis.keys),
        "HUB_DATABASE_URL": kreis.urls.url("ROLE").replace("ROLE", "{role}"),
        "HUB_SIGNER": str(folder / "signer"),
        "HUB_SIGNER_BIND": binds["signer"],
        "HUB_LOG_POLICY": str(folder / "trust.txt"),
        "HUB_LOG_TIMES": "busy=0.3,asked=0.1",
        **settings,
    }
    lines = [CliRunner().invoke(signer, ["--begin", "hub.example/log1"], env=environ, catch_exceptions=False).output]
    for name in NAMES:
        own = {"HUB_WITNESS": str(folder / name), "HUB_WITNESS_BIND": binds[name]}
        asked = ["--agency", name, "--begin", f"{name}.example/witness"]
        lines.append(CliRunner().invoke(witness, asked, env={**environ, **own}, catch_exceptions=False).output)
        environ |= {f"{name}.{key}": value for key, value in own.items()}
    (folder / "trust.txt").write_text("".join([*lines, "group both all jobcenter jugendamt\nquorum both\n"]))
    return environ


@contextmanager
def running(environ: Mapping[str, str]) -> Iterator[Processes]:
    """All four; ended when the block ends, whatever happened."""
    with ExitStack() as stack:
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        launcher = stack.enter_context(
            subprocess.Popen([sys.executable, "-c", FORKED], **pipes, text=True, env=environ, cwd=ROOT)
        )
        stack.callback(launcher.kill)
        said = [launcher.stdout.readline().split() for _ in range(4)]
        pids = {name: int(pid) for name, pid in said}
        stack.callback(_end, list(pids.values()))
        yield Processes(pids, environ)


@contextmanager
def another(environ: Mapping[str, str], *words: str) -> Iterator["subprocess.Popen[bytes]"]:
    """One more `hub …`, ended when the block ends."""
    program = [sys.executable, "-c", "from hub.cli.commands import main; main()", *words]
    process = subprocess.Popen(program, env=environ, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def eventually(holds: Callable[[], object]) -> None:
    """Wait until it holds; two minutes that pass without are a failure."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def _end(pids: list[int]) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
    end = time.monotonic() + 10
    while any(Path(f"/proc/{pid}/cmdline").exists() and Path(f"/proc/{pid}/cmdline").read_bytes() for pid in pids):
        if time.monotonic() > end:
            for pid in pids:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        time.sleep(0.05)


def _free_ports(count: int) -> list[int]:
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]
