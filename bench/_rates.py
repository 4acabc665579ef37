"""How many entries are durable in a second, and how long one waits: for 1, 8 and 32 writers at once.

As many threads in a process as serve in one (`hub.main.serving`): 32 writers are eight processes. Once more as four
processes of eight threads, for what several threads append at once goes together. Each way in turn on one server, in
rounds; a figure is the median of the rounds, a ratio that of the ratios within a round. The hub's sequencer works all
the time, as it does in an office: it costs the hub's entries processor time and flushes, which are counted to them.

Where others use the machine too, the processor's time for an entry (`_processor`) says more than a rate does.
"""

import statistics
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Event, Thread
from typing import Any

from bench._looks import Place
from bench._peers import KINDS, Act, hub, insert_sealed, made_before
from bench._processor import processor_used, server_of
from bench._slow_disk import Pace
from hub.db.database import Database
from hub.ledger.entry import Entry
from hub.ledger.lines import Line
from hub.ledger.sequencer import keep_sequencing
from hub.main.serving import THREADS, settle_garbage

OFFICES = ((1, 1), (8, THREADS), (32, THREADS), (32, 2 * THREADS))
"""How many write, and how many of them in one process."""
ROUNDS, LEAD, SECONDS = 3, 0.7, 2.0
"""`LEAD` seconds to connect and to get going, then so many are measured."""
LINGER = 0.5
"""Seconds that who wrote is still there afterwards, to be counted."""


@dataclass(frozen=True, repr=False)
class Load:
    """What is written: one look, and what an append of it sends."""

    place: Place
    entry: Entry
    sent: Line


@dataclass(frozen=True)
class Found:
    """Of one way in one round: entries a second, seconds, flushes of the log and seconds of the processor an entry."""

    rate: float
    p50: float
    p99: float
    flushes: float
    processor: float


def report_rates(load: Load, pace: Pace | None) -> None:
    """Measure and print: each way, then the hub beside each of them."""
    settle_garbage()  # as each process that serves does, whatever it writes
    with _sequencing(load.place):
        for delay in (0.0, 0.002) if pace else (0.0,):
            for office in OFFICES:
                report_office(load, pace, office, delay)
    if pace is None:
        print("with_2_ms_a_flush not measured: no C compiler here")


def report_office(load: Load, pace: Pace | None, office: tuple[int, int], delay: float) -> None:
    """One arrangement on one disk."""
    rounds: list[dict[str, Found]] = []
    for _ in range(ROUNDS):
        if pace:
            pace.add(delay)
        rounds.append({kind: _measure(load, kind, office, pace) for kind in KINDS})
        if pace:
            pace.add(0)
    writers, threads = office
    where = f"{writers // threads}x{threads}_writers_{delay * 1000:.0f}_ms"
    for kind in KINDS:
        print(f"{kind}_{where} {_line([one[kind] for one in rounds], counted=pace is not None)}")
    for kind in KINDS[1:]:
        rate, p99, cost = (_ratio(rounds, kind, what) for what in ("rate", "p99", "processor"))
        print(f"hub_to_{kind}_{where} {rate:.2f} times its rate; p99 {p99:.2f} times, processor {cost:.2f} times")


def _line(found: list[Found], *, counted: bool) -> str:
    names = ("rate", "p50", "p99", "flushes", "processor")
    rate, p50, p99, flushes, cost = (statistics.median(getattr(one, what) for one in found) for what in names)
    told = f"{rate:.0f} entries/s; p50 {p50 * 1000:.2f} ms, p99 {p99 * 1000:.1f} ms, processor {cost * 1000:.3f} ms"
    return f"{told}, {flushes:.2f} flushes an entry" if counted else told


def _ratio(rounds: list[dict[str, Found]], kind: str, what: str) -> float:
    ratios: list[float] = [getattr(one["hub"], what) / (getattr(one[kind], what) or 1) for one in rounds]
    return statistics.median(ratios)


def _measure(load: Load, kind: str, office: tuple[int, int], pace: Pace | None) -> Found:
    context, (writers, threads), server = get_context("fork"), office, server_of(load.place)
    begin = time.monotonic() + LEAD
    running, answers = [], []
    for _ in range(writers // threads):
        mine, theirs = context.Pipe(duplex=False)
        running.append(context.Process(target=_write, args=(theirs, load, (kind, threads, begin))))
        running[-1].start()
        theirs.close()
        answers.append(mine)
    _sleep_until(begin)
    before, used = pace.flushes if pace else 0, processor_used(server)
    _sleep_until(begin + SECONDS)
    flushes, used = pace.flushes - before if pace else 0, processor_used(server) - used
    spans = [span for mine in answers for span in mine.recv()]
    for process in running:
        process.join()
    _let_it_catch_up(load.place)
    taken, done = [one for _, one in spans], sum(when < begin + SECONDS for when, _ in spans)
    p99 = statistics.quantiles(taken, n=100)[98]
    return Found(done / SECONDS, statistics.median(taken), p99, flushes / done, used / done)


def _write(answer: Connection, load: Load, asked: tuple[str, int, float]) -> None:
    """A writing process: when each entry was durable, and how long it took."""
    kind, threads, begin = asked
    own: Mapping[str, Any] = {"hub": hub, "insert_sealed": insert_sealed}
    opened = (
        own[kind](load.place, load.entry, threads) if kind in own else made_before(kind, load.place, load.sent, threads)
    )
    spans: list[tuple[float, float]] = []
    working = [Thread(target=_keep_writing, args=(opened(), begin, spans)) for _ in range(threads)]
    for thread in working:
        thread.start()
    for thread in working:
        thread.join()
    time.sleep(LINGER)
    answer.send(spans)


def _keep_writing(act: Act, begin: float, spans: list[tuple[float, float]]) -> None:
    while (started := time.monotonic()) < begin + SECONDS:
        act()
        done = time.monotonic()
        if done >= begin:
            spans.append((done, done - started))


def _sleep_until(instant: float) -> None:
    time.sleep(max(0.0, instant - time.monotonic()))


@contextmanager
def _sequencing(place: Place) -> Iterator[None]:
    """The sequencer as a process of its own."""
    process = get_context("fork").Process(target=_sequence, args=(place,))
    process.start()
    try:
        yield
    finally:
        process.kill()
        process.join()


def _sequence(place: Place) -> None:
    keep_sequencing(place.database(role="hub_sequencer"), Event())


def _let_it_catch_up(place: Place) -> None:
    """What waits for its place is none of the next one's."""
    db = Database(place.url("postgres"), size=1)
    while db.rows("select 1 from ledger.pending limit 1"):
        time.sleep(0.05)
    db.close()
