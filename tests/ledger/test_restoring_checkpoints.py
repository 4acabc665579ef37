"""After a recovery the log of checkpoints is as complete as the witnesses kept it."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest

from hub.exchange.load import OPERATOR
from hub.ledger.asking import COSIGNED, fetch, origin_hash
from hub.ledger.errors import LedgerForked
from hub.ledger.keyfiles import load_key_files
from hub.ledger.mirror import FILE
from hub.ledger.notes import Note, parse_note, sign_note
from hub.ledger.restoring.finding import find_lost
from hub.ledger.trust import demand_quorum
from hub.ledger.vkeys import Kind
from hub.review.exporting import export_leaves
from hub.review.incidents import Approval, Approved
from hub.review.recovering import recover
from tests.kreis import Kreis
from tests.ledger.checked import check
from tests.ledger.evidence import NAMES, ORIGIN, Evidence, kept_backup, standing_behind

CHECKPOINTS = "select size, root, published_at is not null, cosigned_by from ledger.checkpoint order by signed_at"
NOTES = "select note from ledger.checkpoint where published_at is not null order by signed_at"


@pytest.fixture
def evidence(kreis: Kreis, tmp_path: Path) -> Iterator[Evidence]:
    """Signed once; witnesses whose clocks go with the signer's."""
    with standing_behind(kreis, tmp_path) as standing:
        _go_on(standing)
        yield standing


def _go_on(evidence: Evidence) -> None:
    evidence.kreis.open("U01")
    evidence.place()
    evidence.clock.ahead = evidence.at + timedelta(seconds=20) - datetime.now(UTC)
    assert evidence.sign()


def _rows(evidence: Evidence, asked: str) -> list[Any]:
    superuser = evidence.kreis.superuser()
    try:
        return superuser.execute(asked).fetchall()
    finally:
        superuser.close()


def _recover(evidence: Evidence) -> None:
    lost = find_lost(evidence.db("hub_loader"), evidence.policy, evidence.fetch)
    assert lost is not None
    approved = Approved(OPERATOR, Approval("Ada Beispiel", "Bert Muster", "Sicherung eingespielt"), evidence.kreis.at)
    recover(evidence.kreis.house("loader"), lost, approved)


def _lose(evidence: Evidence, put_back: Callable[[], None]) -> list[Any]:
    """Four checkpoints after the backup: one by both, one without each of them, one by both."""
    for silent in ((), NAMES[:1], NAMES[1:], ()):
        evidence.silent = set(silent)
        _go_on(evidence)
    before = _rows(evidence, CHECKPOINTS)
    put_back()
    return before


def test_every_checkpoint_in_between_comes_back_with_the_cosignatures_that_it_had(evidence: Evidence) -> None:
    """Published is what both cosigned. The newest the signer writes anew, and the log goes on."""
    with kept_backup(evidence) as put_back:
        before = _lose(evidence, put_back)

        _recover(evidence)

        assert before[:-1] == _rows(evidence, CHECKPOINTS)
        notes = [parse_note(note.encode()) for (note,) in _rows(evidence, NOTES)]
        assert [True, True] == [demand_quorum(evidence.policy, note).is_met for note in notes]
        _go_on(evidence)
        assert before[:-1] == _rows(evidence, CHECKPOINTS)[:-1]


def test_what_was_put_back_raises_nothing_at_either_agency(evidence: Evidence, tmp_path: Path) -> None:
    """The delivery holds the older checkpoints, and the verifier has no finding."""
    with kept_backup(evidence) as put_back:
        _lose(evidence, put_back)
        _recover(evidence)
        _go_on(evidence)

        policy = evidence.policy.write()
        export_leaves(evidence.db("hub_oversight"), policy.encode(), tmp_path / "taken")

        assert (0, set()) == check(tmp_path / "taken", policy=policy)


def _put(evidence: Evidence, name: str, size: int, note: bytes) -> None:
    """With power over one witness's file."""
    with sqlite3.connect(evidence.folder / name / FILE) as file:
        file.execute("insert or replace into kept values (?, ?, ?)", (ORIGIN, size, note))


def test_a_checkpoint_of_another_log_in_one_copy_stops_it(evidence: Evidence) -> None:
    """Signed by the stolen keys of log and witness: nothing is put back, and both officers have an incident."""
    with kept_backup(evidence) as put_back:
        before = _lose(evidence, put_back)
        size = before[1][0]
        text = f"{ORIGIN}\n{size}\n{'A' * 43}=\n"
        [log] = load_key_files(evidence.folder / "signer", [Kind.ED25519])
        [own] = load_key_files(evidence.folder / NAMES[0], [Kind.COSIGNATURE])
        forged = Note(text, (sign_note(text, log), sign_note(text, own, evidence.at)))
        _put(evidence, NAMES[0], size, forged.write())

        with pytest.raises(LedgerForked, match="checkpoint"):
            find_lost(evidence.db("hub_loader"), evidence.policy, evidence.fetch)


def test_a_copy_that_began_before_checkpoints_were_kept_gives_the_entries_all_the_same(evidence: Evidence) -> None:
    """Then only what the other kept comes back, and counts as published nowhere."""
    with kept_backup(evidence) as put_back:
        before = _lose(evidence, put_back)
        with sqlite3.connect(evidence.folder / NAMES[0] / FILE) as file:
            file.execute("drop table kept")

        _recover(evidence)

        found = _rows(evidence, CHECKPOINTS)
        assert before[0] == found[0]
        assert [[NAMES[1]], [NAMES[1]]] == [cosigned_by for *_, cosigned_by in found[1:]]
        assert not any(published for _, _, published, _ in found[1:])


def test_a_witness_shows_what_it_kept_and_nothing_else(evidence: Evidence) -> None:
    """Larger than a size, in order; of a log that it does not know nothing, and a number that is none is refused."""
    _go_on(evidence)
    sizes = [size for size, *_ in _rows(evidence, CHECKPOINTS)]
    place = f"{evidence.url(NAMES[0])}/{origin_hash(ORIGIN)}/{COSIGNED}"

    shown = [parse_note(note.encode()) for note in orjson.loads(fetch(f"{place}/{sizes[0]}").body)]

    assert [str(sizes[1])] == [note.text.split("\n")[1] for note in shown]
    assert [] == orjson.loads(fetch(f"{place}/{sizes[1]}").body)
    strange = [f"{place}/-1", f"{place}/x", f"{place}/{2**63}", place.replace(origin_hash(ORIGIN), "0" * 64) + "/0"]
    assert [404] * 4 == [fetch(one).status for one in strange]
