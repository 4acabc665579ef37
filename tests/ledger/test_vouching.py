"""What everybody goes by is written only while the quorum of witnesses answers: each kind, each witness."""

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from hub.db.database import Database
from hub.exchange.evidence import open_watch
from hub.gate.house import House
from hub.ledger.append import append
from hub.ledger.assurance import Assurance, AssuranceUnclear, read_levels, read_vouched
from hub.ledger.comparing import need_quorum
from hub.ledger.entry import Entry
from hub.ledger.errors import LedgerUnavailable, WitnessesSilent
from hub.ledger.events import Event
from hub.ledger.freshness import Grace
from hub.ledger.vouching import Vouching
from tests.attacks.by_hand import entry_of
from tests.kreis import ROOT, Kreis
from tests.ledger.evidence import NAMES, Evidence, standing_behind

TEXT = (ROOT / "schemas" / "assurance.toml").read_text(encoding="utf-8")
VOUCHED = sorted(read_vouched(TEXT))
WITNESSED = sorted(event for event, level in read_levels(TEXT).items() if level is Assurance.WITNESSED)
ANY = "select count(*) from ledger.entry"


@pytest.fixture
def evidence(kreis: Kreis, tmp_path: Path) -> Iterator[Evidence]:
    """A log that both agencies cosigned."""
    with standing_behind(kreis, tmp_path) as standing:
        standing.place()
        assert standing.sign()
        yield standing


def asking(evidence: Evidence, db: Database) -> Vouching:
    """As a process that serves asks, without its patience."""
    return Vouching(read_vouched(TEXT), partial(need_quorum, db, evidence.policy, evidence.fetch, 0.0))


def _entry(kreis: Kreis, event: Event) -> tuple[House, Entry]:
    entry = entry_of(kreis, "jobcenter", event)
    return kreis.house("jobcenter"), replace(entry, family=None, subject={"number": ""})


def _count(kreis: Kreis) -> int:
    [(count,)] = kreis.superuser().execute(ANY).fetchall()
    return int(count)


@pytest.mark.parametrize("silent", NAMES)
@pytest.mark.parametrize("event", VOUCHED)
def test_with_one_witness_silent_nothing_of_the_kind_is_written(evidence: Evidence, event: Event, silent: str) -> None:
    """Refused before the entry, and it says who is silent; with both it is written."""
    kreis = evidence.kreis
    house, entry = _entry(kreis, event)
    house.writer.stand_on(asking(evidence, house.db))
    before = _count(kreis)

    evidence.silent = {silent}
    with pytest.raises(WitnessesSilent, match=f"too few witnesses answer: {silent} "):
        append(house.db, house.writer, entry)
    assert before == _count(kreis)

    evidence.silent = set()
    append(house.db, house.writer, entry)
    assert before + 1 == _count(kreis)


@pytest.mark.parametrize("silent", NAMES)
@pytest.mark.parametrize("event", WITNESSED)
def test_what_is_witnessed_is_not_done_while_one_witness_is_silent(
    evidence: Evidence, event: Event, silent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its entry may be there; what follows from it waits until both have cosigned, and then comes."""
    monkeypatch.setattr("hub.ledger.watching.WITNESSED_WITHIN", 0.1)
    house, entry = _entry(evidence.kreis, event)
    append(house.db, house.writer, entry)
    watch = open_watch(ROOT, house.db, Grace())
    evidence.place()

    evidence.silent = {silent}
    evidence.sign()
    with pytest.raises(LedgerUnavailable, match="was not witnessed yet"):
        watch.after(entry)

    evidence.silent = set()
    evidence.sign()
    watch.after(entry)


def test_who_knows_no_witnesses_writes_nothing_of_the_kind(kreis: Kreis) -> None:
    """A watch of its own, that nobody told whom to ask."""
    house, entry = _entry(kreis, Event.RULE_RELEASED)
    house.writer.stand_on(open_watch(ROOT, house.db, Grace()))

    with pytest.raises(WitnessesSilent, match="knows no witnesses"):
        append(house.db, house.writer, entry)


def test_taking_back_asks_nobody() -> None:
    """D27, and neither does whatever else a person of a family does."""
    asked = {event.value.split(".")[0] for event in read_vouched(TEXT)}

    assert asked == {"log", "policy", "rule"}
    assert Event.RULE_REFUSED not in read_vouched(TEXT)


@pytest.mark.parametrize("told", ["", '"rule.released" = ""', '"rule.realised" = "a word too much"'])
def test_a_table_without_a_reason_is_refused(told: str) -> None:
    """Neither empty, nor of what there is not."""
    whole = tomllib.loads(TEXT)["vouched"]
    assert whole

    with pytest.raises(AssuranceUnclear):
        read_vouched(f"[vouched]\n{told}\n")
