"""Streams of windows under gunicorn: they use up no thread, hold no stop up, and say one word that says nothing."""

import re
from contextlib import closing, suppress
from datetime import timedelta

import pytest
import requests

from hub.conference.ending import end_what_is_over
from hub.db.errors import DatabaseUnavailable
from hub.terms.rooms import Move
from hub.web.streams import STILL
from tests.gate.held import Held, planned
from tests.kreis import F01
from tests.web.screens import at_work, bound_window, database_lost


@pytest.fixture
def held(kreis):
    """Three people at F01, confirmed."""
    held = Held(kreis, planned(kreis, {F01: ["U01", "U07", "U06", "U12"]}))
    held.move(Move.OPEN)
    held.come(0, 1, 2)
    held.confirm()
    return held


def _bound(held, address):
    return bound_window(address, held.move(Move.CODE).code)


def _find_out(held):
    """The moderator's own process learns by one look that its connections were cut."""
    with suppress(DatabaseUnavailable):
        held.look()


def _heard(stream, seconds=30.0):
    """All that a stream says until it says nothing for a while."""
    stream.settimeout(seconds)
    said = b""
    try:
        while part := stream.recv(4096):
            said += part
            if said.endswith(b"\n\n") and b"data: " in said:
                break
    except TimeoutError:
        pass
    return said.decode()


def test_thirty_open_streams_and_pages_still_answer(held):
    """One worker has four threads; none of them waits on a stream."""
    with at_work(held.kreis) as (address, _), closing(_bound(held, address)) as window:
        streams = [window.stream() for _ in range(30)]
        assert all("text/event-stream" in _heard(stream) for stream in streams)

        pages = [requests.get(f"{address}/health", timeout=60).status_code for _ in range(20)]

        assert [200] * 20 == pages
        assert "Mia" in window.get("/bild").text
        held.come(3)
        assert all("data: " in _heard(stream) for stream in streams)
        assert "Gesperrt" in window.get("/bild").text


def test_open_streams_hold_no_stop_up(held):
    """A worker that is told to stop waits for none of them."""
    with at_work(held.kreis) as (address, process), closing(_bound(held, address)) as window:
        streams = [window.stream() for _ in range(5)]
        assert all("data: " in _heard(stream) for stream in streams)

        process.terminate()
        process.wait(timeout=50)  # ten seconds before a worker would be ended that waits for them

        assert all("" == stream.recv(4096).decode(errors="replace") for stream in streams)


def test_a_stream_says_a_word_at_each_change_and_nothing_else(held):
    """Nobody's name, no number, no count: 24 characters that cannot be turned back."""
    with at_work(held.kreis) as (address, _), closing(_bound(held, address)) as window:
        stream = window.stream()
        said = [_heard(stream)]
        for move, what in [(Move.DARK, "true"), (Move.DARK, "false"), (Move.OTHERS, "1")]:
            held.move(move, what)
            said.append(_heard(stream))
        held.move(Move.CLOSE)
        said.append(_heard(stream))

        head, _, first = said[0].partition("\r\n\r\n")
        assert head.startswith("HTTP/1.1 200 OK")
        assert "no-store" in head
        words = re.findall("data: (.*)", first + "".join(said[1:4]))
        assert 4 == len(words) == len(set(words))
        assert all(re.fullmatch("[0-9a-f]{24}", word) for word in words)
        assert "event: gone" in said[4]
        assert 404 == window.get("/strom").status_code


def test_while_the_database_is_away_a_window_gets_nothing_and_afterwards_what_counts_now(held):
    """Neither a picture nor a word, so it goes dark by itself; the same stream then tells what changed."""
    with at_work(held.kreis) as (address, _), closing(_bound(held, address)) as window:
        stream = window.stream()
        assert "data: " in _heard(stream)
        shown = window.get("/bild")
        assert "Mia" in shown.text

        with database_lost(held.kreis):
            for path in ("/bild", "/stand", "/strom", ""):
                answer = window.get(path)
                assert 503 == answer.status_code
                assert "Mia" not in answer.text
            assert "" == _heard(stream, STILL + 1)

        _find_out(held)
        held.come(3)

        told = [_heard(stream), _heard(stream, 5.0)]  # the first may be that nothing had changed
        assert re.search("^data: [0-9a-f]{24}$", "".join(told), re.MULTILINE)
        locked = window.get("/bild")
        assert "Gesperrt" in locked.text
        assert "Mia" not in locked.text
        assert locked.headers["X-Stamp"] == window.get("/stand").text != shown.headers["X-Stamp"]


def test_a_room_that_the_clerk_ends_takes_its_window_away(held):
    """The stream says so, and every path is as if there had been no window; its page asks for a code."""
    with at_work(held.kreis) as (address, _), closing(_bound(held, address)) as window:
        stream = window.stream()
        assert "data: " in _heard(stream)

        held.kreis.at += timedelta(hours=3)
        assert 1 == end_what_is_over(held.kreis.house("clerk"), held.kreis.at)

        assert "event: gone" in _heard(stream)
        assert {404} == {window.get(path).status_code for path in ("/bild", "/stand", "/strom")}
        assert "Code" in window.get("").text


def test_a_cookie_of_no_window_gets_no_stream(held):
    """Nor a word, nor a picture; the page asks for a code."""
    with at_work(held.kreis) as (address, _):
        for cookie in ("", "fam_beamer_jobcenter=x"):
            for path in ("strom", "stand", "bild"):
                answer = requests.get(f"{address}/beamer/{path}", headers={"Cookie": cookie}, timeout=60)
                assert 404 == answer.status_code
            form = requests.get(f"{address}/beamer", headers={"Cookie": cookie}, timeout=60)
            assert "Code" in form.text
