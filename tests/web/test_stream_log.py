"""What a process says of its windows' streams while the database is away: once, and once that it is back."""

from contextlib import ExitStack
from itertools import count
from socket import socketpair
from threading import Event

from structlog.testing import capture_logs

from hub.web.streams import Streams


class _Away(Exception):
    """The database is."""


def test_an_outage_is_said_once_however_often_it_is_met():
    """Six looks a second would bury in the log what else went wrong just then."""
    looks, done = count(), Event()

    def stamps(cookies):
        look = next(looks)
        if look in (1, 2, 3, 6):
            raise _Away
        if look > 7:
            done.set()
        return dict.fromkeys(cookies, "one")

    with ExitStack() as stack, capture_logs() as said:
        ours, theirs = (stack.enter_context(end) for end in socketpair())
        streams = Streams(stamps, (_Away,))
        streams.take(theirs, b"", "cookie")
        assert done.wait(timeout=60)
        ours.close()

    away, back = "no stamps for windows: the database is away", "windows have stamps again"
    assert [away, back, away, back] == [one["event"] for one in said]
