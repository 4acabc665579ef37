"""Rounds of kill -9 on database, sequencer and web processes under load: nothing that was acknowledged is lost.

`make crashes ROUNDS=100` runs it by itself, and writes what came of it into `bench/RESULTS.md`.
"""

import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from threading import Event
from typing import Any

import psutil
import psycopg

from bench._sections import with_section
from hub.casework.opening import open_family
from hub.db.database import Database
from hub.db.embedded import EmbeddedServer
from hub.db.embedded_process import listener
from hub.db.errors import DatabaseUnavailable
from hub.exchange.houses import open_group
from hub.ledger.errors import LedgerUnavailable
from hub.ledger.sequencer import keep_sequencing, sequence_once
from hub.ledger.tiling.store import load_edge, load_head
from hub.ledger.tree import Frontier, leaf_hash
from hub.terms.lists import Purpose
from tests.conftest import Urls, libpq
from tests.kreis import F01, ROOT, STICHTAG, Kreis, books

WEB = {"jobcenter": "U01", "jugendamt": "U07"}
LOAD = (0.2, 1.0)
"""Seconds until the first is killed."""
RESULTS = ROOT / "bench" / "RESULTS.md"
LEAVES = "select l.leaf_index, e.leaf from ledger.leaf l join ledger.entry e using (entry_id) order by 1"


@dataclass
class Outcome:
    """What was acknowledged over all rounds, what of it was not there afterwards, and where a tree was wrong."""

    rounds: int = 0
    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def run_rounds(kreis: Kreis, folder: Path, rounds: int) -> Outcome:
    """So many rounds over one database."""
    outcome = Outcome()
    principals = {group: kreis.principal(ref) for group, ref in WEB.items()}
    for number in range(rounds):
        kreis.release()
        said = folder / f"round-{number}"
        said.mkdir()
        _load_and_kill(kreis, said, principals)
        kreis.urls.server.ensure()
        acknowledged = [line for path in said.iterdir() for line in path.read_text().splitlines() if len(line) == 36]
        outcome.rounds += 1
        outcome.acknowledged += len(acknowledged)
        lost, wrong = _check(kreis.urls, acknowledged)
        outcome.lost += lost
        outcome.wrong += [f"round {number}: {what}" for what in wrong]
    return outcome


def write_down(outcome: Outcome, version: str) -> list[str]:
    """The result as a section of its own; those of the others stay as they are."""
    lines = [
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC · PostgreSQL {version}, `kill -9` on it, two sequencers and four web "
        f"processes under load: {outcome.rounds} rounds.",
        "",
        "| what | how many |",
        "| --- | ---: |",
        f"| looks delivered, so acknowledged | {outcome.acknowledged} |",
        f"| of these without their entry afterwards | {len(outcome.lost)} |",
        f"| trees that were not those of their entries | {len(outcome.wrong)} |",
    ]
    RESULTS.write_text(with_section(RESULTS.read_text(encoding="utf-8"), "`make crashes`", lines), encoding="utf-8")
    return lines


def _load_and_kill(kreis: Kreis, said: Path, principals: Any) -> None:
    context = get_context("fork")
    web = [
        context.Process(target=_look, args=(kreis.urls, kreis.keys, said / f"{group}-{place}", principals[group]))
        for group in WEB
        for place in range(2)
    ]
    sequencers = [context.Process(target=_sequence, args=(kreis.urls,)) for _ in range(2)]
    processes = [*web, *sequencers]
    for process in processes:
        process.start()
    end = time.monotonic() + 120
    while not any(path.exists() and path.stat().st_size for path in said.iterdir()) and time.monotonic() < end:
        time.sleep(0.02)
    time.sleep(random.uniform(*LOAD))
    victims = [*(process.kill for process in processes), lambda: _kill_server(kreis.urls.server)]
    random.shuffle(victims)
    for kill in victims:
        kill()
        time.sleep(random.uniform(0, 0.05))
    for process in processes:
        process.join()


def _kill_server(server: EmbeddedServer) -> None:
    found = listener(server._socket)
    assert found is not None
    postmaster = psutil.Process(found[0])
    for process in [postmaster, *postmaster.children(recursive=True)]:
        with _gone_is_fine():
            process.kill()


@contextmanager
def _gone_is_fine() -> Iterator[None]:
    try:
        yield
    except psutil.NoSuchProcess:
        return


def _look(urls: Urls, keys: Path, said: Path, principal: Any) -> None:
    """A web process: look after look; what was delivered is written down with its entry, behind the database's back."""
    db = Database(urls.url(f"hub_{principal.agency}"), size=1)
    house = open_group(db, books(), keys, principal.agency.value)
    with said.open("a", buffering=1) as file:
        while True:
            try:
                disclosure = open_family(house, principal, F01, Purpose.FAM_JOINT_SUPPORT, STICHTAG)
            except (DatabaseUnavailable, LedgerUnavailable):
                os._exit(0)
            assert disclosure.projection.shown
            file.write(f"{disclosure.entry}\n")


def _sequence(urls: Urls) -> None:
    keep_sequencing(Database(urls.url("hub_sequencer"), size=1), Event())


def _check(urls: Urls, acknowledged: list[str]) -> tuple[list[str], list[str]]:
    """Which acknowledged entries are not there; and what is wrong with places, tiles and head, by the bytes of all."""
    db = Database(urls.url("hub_sequencer"), size=1)
    try:
        before = load_head(db)
        torn = before is not None and load_edge(db, before.size).head != before
        while sequence_once(db):
            pass
        head = load_head(db)
        edge = load_edge(db, head.size).head
        with psycopg.connect(libpq(urls.url("postgres"))) as superuser:
            rows = superuser.execute(LEAVES).fetchall()
            there = {str(entry) for (entry,) in superuser.execute("select entry_id from ledger.entry")}
    finally:
        db.close()
    told = Frontier().extend(leaf_hash(bytes(leaf)) for _, leaf in rows).head
    wrong = {
        "tiles and head differ after the kill": torn,
        "places have gaps": [place for place, _ in rows] != list(range(len(rows))),
        "not every entry has one place": len(rows) != len(there),
        "tiles and head differ": head != edge,
        "the head is not that of the entries": head != told,
    }
    return [entry for entry in acknowledged if entry not in there], [what for what, is_so in wrong.items() if is_so]
