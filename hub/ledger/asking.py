"""How the log talks to its witnesses over HTTP, and both read each other's tiles. Says what came, judges nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

import requests

TIMEOUT = (2.0, 20.0)
"""Seconds to connect, and between two bytes: a witness that lags far behind mirrors first."""
QUICK = (0.5, 2.0)
LARGEST = 32 * 1024 * 1024
ADD = "add-checkpoint"
CHECKPOINT = "checkpoint"
COSIGNED = "cosigned/after"
"""Below a mirror: what a witness kept of the checkpoints of larger trees than a size; not of C2SP."""
SIZE_TYPE = "text/x.tlog.size"


@dataclass(frozen=True)
class Reply:
    """What a server answered; status 0: nobody did."""

    status: int
    body: bytes = b""
    content_type: str = ""


Post = Callable[[str, bytes], Reply]
Fetch = Callable[[str], Reply]
NOBODY = Reply(0)


def origin_hash(origin: str) -> str:
    """How a log is named in the addresses of a mirror (C2SP tlog-mirror)."""
    return sha256(origin.encode()).hexdigest()


def post(url: str, body: bytes) -> Reply:
    """Send a checkpoint to a witness."""
    try:
        answer = requests.post(url, data=body, timeout=TIMEOUT, headers={"Content-Type": "text/plain; charset=utf-8"})
    except requests.RequestException:
        return NOBODY
    return _reply(answer)


def fetch(url: str) -> Reply:
    """Read a checkpoint, a tile or a bundle."""
    try:
        return _reply(requests.get(url, timeout=TIMEOUT))
    except requests.RequestException:
        return NOBODY


def fetch_quickly(url: str) -> Reply:
    """The same for what has to be there at once."""
    try:
        return _reply(requests.get(url, timeout=QUICK))
    except requests.RequestException:
        return NOBODY


def _reply(answer: requests.Response) -> Reply:
    content_type = answer.headers.get("Content-Type", "").split(";")[0].strip()
    return Reply(answer.status_code, answer.content[:LARGEST], content_type)
