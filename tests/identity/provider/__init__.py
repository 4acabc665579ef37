"""The certified OpenID provider of npm under the Node of the environment: two issuers, as real as they come."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).parent
LIBRARY = HERE.parents[2] / ".provider" / "node_modules" / "oidc-provider" / "lib" / "index.js"
NODE = Path(sys.executable).parent / "node"


def is_here() -> bool:
    """Whether Node and the provider are installed (`make .provider/.ready`)."""
    return NODE.exists() and LIBRARY.exists()


@contextmanager
def issuers(clients: Sequence[Sequence[dict[str, object]]]) -> Iterator[list[str]]:
    """The addresses of as many issuers as there are lists of clients, while the block lasts."""
    command = [str(NODE), str(HERE / "provider.mjs")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as node:
        assert node.stdin
        assert node.stdout
        node.stdin.write(json.dumps({"library": str(LIBRARY), "clients": clients}).encode() + b"\n")
        node.stdin.flush()
        yield json.loads(node.stdout.readline())
        node.stdin.close()
