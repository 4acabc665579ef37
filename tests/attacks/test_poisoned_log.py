"""Who has taken over a process writes into the log what was never meant for it; nobody's eyes are put out by that."""

import shutil
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from hub.db.embedded import EmbeddedServer
from hub.gate.month_keys import turn_month_keys
from hub.ledger.append import append
from hub.review.log import open_log
from hub.review.watch.rules import load_rules
from hub.review.watch.turn import nightly_span, take_turn
from hub.terms.clock import day_begins
from hub.terms.lists import Agency, Role
from hub.terms.log import LogQuery
from tests.attacks.by_hand import entry_of
from tests.kreis import ROOT, Kreis, to_be_spoilt

HOSTILE = {
    "a function that no list knows": {"role": "superhuman"},
    "places that are none": {"access": {"cells": [["jobcenter"], 7]}},
    "a reason that no list knows": {"decision": {"reason": ["because"]}},
    "a sign that no database keeps": {"access": {"office": "a\0b", "label": "\0"}, "subject": {"number": "F\0"}},
    "filters that are none": {"access": {"filters": "all", "categories": 3}, "decision": {"consents": 3}},
}
BOXES = [b"\xff" * 90, b"\0" * 87, b"../../k" + b"x" * 80, b"2026-11" + b"\1" * 85, b"x", b""]


@pytest.fixture
def kreis(server: EmbeddedServer, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kreis]:
    """A copy with a folder of keys of its own: keys are destroyed here, and the log does not stay whole."""
    with to_be_spoilt(server, request.config) as copy:
        yield replace(copy, keys=Path(shutil.copytree(copy.keys, tmp_path / "keys")))


class Nonsense:
    """Seals to nobody."""

    def __init__(self, box: bytes) -> None:
        self.box = box

    def seal(self, clear: bytes, info: bytes, day: date) -> bytes:
        """The same bytes, whatever is to be sealed."""
        return self.box


def _written(kreis, writer=None, role=None, **segments):
    """An entry of the Jobcenter's process, about a family, with whatever it likes in it."""
    house, entry = kreis.house("jobcenter"), entry_of(kreis, "jobcenter")
    principal = replace(entry.principal, role=role or entry.principal.role)
    entry = replace(entry, principal=principal, **segments)
    append(house.db, writer or house.writer, entry)
    return entry.id


def _turn(kreis):
    kreis.at += timedelta(minutes=1)
    wanted = (Agency.JOBCENTER, nightly_span(kreis.at, whole=True))
    return take_turn(kreis.house("oversight"), load_rules(ROOT), wanted, kreis.at)


def _lines(kreis):
    officer = replace(kreis.principal("U16", "oversight"), agency=Agency.JOBCENTER)
    return {line.entry: line for line in open_log(kreis.house("oversight"), officer, LogQuery(), kreis.at).lines}


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_words_that_no_list_knows_stop_neither_the_evaluation_nor_the_log(kreis: Kreis, words) -> None:
    """What is beside them is read and judged as ever; and the officer sees that something is there."""
    before = kreis.open("U01").entry
    poison = _written(kreis, **words)

    outcome = _turn(kreis)
    lines = _lines(kreis)

    assert {before, poison} <= {one.entry for one in outcome.logged}
    assert {before, poison} <= set(lines)
    assert outcome.run.id in {run for (run,) in _finished(kreis)}


def test_a_function_that_no_list_knows_is_an_alarm(kreis: Kreis) -> None:
    """Nothing of the entry is believed, and operations hear of it."""
    poison = _written(kreis, role="superhuman")

    alarms = [hit for hit in _turn(kreis).evaluation.hits if hit.rule == "integrity"]

    assert [(poison,)] == [hit.entries for hit in alarms]
    assert Role.EXTERNAL is _lines(kreis)[poison].role


@pytest.mark.parametrize("box", BOXES, ids=range(len(BOXES)))
def test_keys_sealed_to_nobody_stop_nobody(kreis: Kreis, box: bytes) -> None:
    """Not the log, not the evaluation, and not the end of a month: the other keys are turned, its pair is destroyed."""
    before = kreis.open("U01").entry
    writer = kreis.house("jobcenter").writer
    nonsense = {holder: Nonsense(box) for holder in writer.readers}
    poison = _written(
        kreis, replace(writer, id=str(uuid4()), readers=nonsense, _buckets=OrderedDict(), _given_back=set())
    )

    hits = {hit.rule: hit for hit in _turn(kreis).evaluation.hits}
    lines = _lines(kreis)

    assert (poison,) == hits["integrity"].entries
    assert {before, poison} <= set(lines)
    turned = turn_month_keys(kreis.house("oversight"), day_begins(date(2026, 12, 2)))
    assert turned.keys > 0


def _finished(kreis: Kreis) -> list[tuple[str]]:
    rows = kreis.superuser().execute("select run_id::text from review.run where finished_at is not null")
    return list(rows.fetchall())
