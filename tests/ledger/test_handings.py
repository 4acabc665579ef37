"""Proposals that wait for a second person leave the folder when nobody can confirm them any more."""

from datetime import UTC, datetime, timedelta

import pytest

from hub.ledger.handings import Handings
from hub.ledger.workerkeys import make_worker_folder, workers_of
from hub.terms.handing import CONFIRMED_WITHIN, HandingGround, HandingWish, Proposed
from hub.terms.ids import EntryId, FamilyNumber, StaffId, new_id

AT = datetime(2026, 11, 16, 8, tzinfo=UTC)
WISH = HandingWish(
    FamilyNumber("FAM-2026-783"), "U07", "U08", HandingGround.SUCCESSOR, "Neu zuständig, es gibt Gründe."
)


@pytest.fixture
def waiting(tmp_path):
    """The proposals of the Jugendamt."""
    make_worker_folder(tmp_path, "jugendamt")
    return Handings(workers_of(tmp_path, "jugendamt"))


def _propose(waiting, at):
    proposed = Proposed(EntryId(new_id()), WISH, StaffId(new_id()), at)
    waiting.keep(proposed)
    return proposed


def test_what_is_over_leaves_and_what_waits_stays(waiting, tmp_path):
    """To the instant: at the end of its day it can be confirmed no more, just before it still can."""
    over, waits = _propose(waiting, AT), _propose(waiting, AT + timedelta(microseconds=1))

    assert 1 == waiting.sweep(AT + CONFIRMED_WITHIN)

    assert (None, waits) == (waiting.find(over.entry), waiting.find(waits.entry))
    assert [f"{waits.entry}.handing"] == [path.name for path in tmp_path.rglob("*.handing")]


def test_what_this_key_did_not_write_leaves_too(waiting, tmp_path):
    """A file that somebody put there, or that is spoilt, waits for nobody."""
    kept = _propose(waiting, AT)
    folder = workers_of(tmp_path, "jugendamt")
    for name in (f"{new_id()}.handing", "no id at all.handing"):
        (folder / name).write_bytes((folder / f"{kept.entry}.handing").read_bytes())

    assert 2 == waiting.sweep(AT)

    assert kept == waiting.find(kept.entry)
