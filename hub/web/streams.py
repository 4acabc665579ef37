"""Open streams of windows: one thread tells all of them in a process that something changed, and nothing else.

A page thread that answered a stream would be gone for hours; four windows would stop a worker. So the socket of such a
request is taken from the server (`hub.main.serving.Worker` lets go of it) and served here, beside everybody else's.
"""

import ssl
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from errno import EPIPE
from socket import MSG_DONTWAIT, socket
from threading import Condition, Thread
from time import monotonic

import structlog

log = structlog.get_logger()

PAUSE = 0.15
"""Seconds between two looks at the stamps, while there are windows."""
STILL = 4.0
"""Seconds after which a window is told that nothing changed; one that hears nothing goes dark by itself."""
MOST = 100
"""Streams in a process; whoever comes later asks now and then."""
GONE = "event: gone\ndata: -\n\n"


class StreamTaken(BrokenPipeError):
    """Not a fault: the socket of this request belongs to the streams from now on."""


@dataclass
class _Stream:
    socket: socket
    cookie: str
    stamp: str = ""
    told: float = 0.0


class Streams:
    """All streams of a process. The thread begins with the first, and ends with the process."""

    def __init__(self, stamps: Callable[[Sequence[str]], Mapping[str, str]], broken: tuple[type[Exception], ...]):
        self._stamps, self._broken = stamps, broken
        self._streams: list[_Stream] = []
        self._came = Condition()
        self._thread: Thread | None = None
        self._is_away = False

    def body(self, found: object, head: bytes, cookie: str) -> Iterator[bytes] | None:
        """The body of an answer which, when it is asked for, takes the server's socket along; None if it cannot be."""
        is_plain = isinstance(found, socket) and not isinstance(found, ssl.SSLSocket)
        if not is_plain or len(self._streams) >= MOST:
            return None
        assert isinstance(found, socket)
        return _Handover(self, found, head, cookie)

    def __len__(self) -> int:
        return len(self._streams)

    def take(self, server: socket, head: bytes, cookie: str) -> None:
        """Serve a socket from here on; the server's own is closed by the server."""
        own = server.dup()
        own.settimeout(0)
        stream = _Stream(own, cookie, told=monotonic())
        if not self._tell(stream, head + b"retry: 1000\n\n"):
            own.close()
            return
        with self._came:
            self._streams.append(stream)
            if self._thread is None:
                self._thread = Thread(target=self._run, name="streams", daemon=True)
                self._thread.start()
            self._came.notify()

    def _run(self) -> None:
        while True:
            with self._came:
                self._came.wait_for(lambda: self._streams)
                streams = tuple(self._streams)
            self._look(streams)
            with self._came:
                self._came.wait(PAUSE)

    def _look(self, streams: Sequence[_Stream]) -> None:
        """Once; said is only that the database went, and that it came back."""
        try:
            self._turn(streams)
        except self._broken:
            if not self._is_away:
                log.warning("no stamps for windows: the database is away")
            self._is_away = True
        else:
            if self._is_away:
                log.info("windows have stamps again")
            self._is_away = False

    def _turn(self, streams: Sequence[_Stream]) -> None:
        """One look at all stamps; each window is told of its own, if it is another."""
        stamps = self._stamps(sorted({one.cookie for one in streams}))
        for one in streams:
            if not self._serve(one, stamps.get(one.cookie)):
                self._drop(one)

    def _serve(self, one: _Stream, stamp: str | None) -> bool:
        if _has_left(one.socket):
            return False
        if stamp is None:
            self._tell(one, GONE.encode())
            return False
        if stamp != one.stamp:
            one.stamp = stamp
            return self._tell(one, f"data: {stamp}\n\n".encode())
        if monotonic() - one.told >= STILL:
            return self._tell(one, b"event: still\ndata: -\n\n")
        return True

    def _tell(self, one: _Stream, words: bytes) -> bool:
        """Whether all of it went out. Who takes not even this any more is not there."""
        one.told = monotonic()
        with suppress(OSError):
            return one.socket.send(words) == len(words)
        return False

    def _drop(self, one: _Stream) -> None:
        with suppress(OSError):
            one.socket.close()
        with self._came:
            self._streams.remove(one)


@dataclass(frozen=True)
class _Handover:
    """A body which, when the server asks for its first part, takes the server's socket instead."""

    streams: Streams
    socket: socket
    head: bytes
    cookie: str

    def __iter__(self) -> "_Handover":
        return self

    def __next__(self) -> bytes:
        self.streams.take(self.socket, self.head, self.cookie)
        raise StreamTaken(EPIPE, "served elsewhere from here on")


def _has_left(one: socket) -> bool:
    """A browser says nothing on a stream; where it does, or closes it, it has left."""
    try:
        one.recv(1, MSG_DONTWAIT)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
