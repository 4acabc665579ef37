"""A backup from before the erasure of a record is put back: what the witnesses kept of it lets it be erased again."""

from contextlib import closing

import pytest

from hub.db.errors import StillKept
from hub.exchange.load import OPERATOR
from hub.gate.erasing_again import ErasedAgain, replay_erasures
from hub.ledger.restoring.finding import find_lost
from hub.review.incidents import Approval, Approved
from hub.review.recovering import recover
from tests.attacks.test_pretended_replays import OTHER, _pretend
from tests.gate.test_erasing_records import erase, loader
from tests.kreis import F01, STICHTAG, to_be_spoilt
from tests.ledger.evidence import kept_backup, standing_behind

ENDED = f"update core.family set status = 'ended', exit_date = '2026-05-15' where number = '{F01}'"
LEFT = f"select count(*) from record.key join core.family using (family_id) where number = '{F01}'"
AGAIN = "select entry_id::text from ledger.entry where agency = 'mirror' and leaf like '%erased_again%'"
AGREED = Approval("Dr. Ada Beispiel", "Bert Muster", "Sicherung eingespielt")


@pytest.fixture
def evidence(server, request, tmp_path):
    """FAM has ended for a family; nothing of it is erased, and what was written is signed."""
    with (
        to_be_spoilt(server, request.config) as kreis,
        standing_behind(kreis, tmp_path / "evidence") as standing,
    ):
        with closing(kreis.superuser()) as superuser:
            superuser.execute(ENDED)
        standing.place()
        standing.sign()
        yield standing


def _witnessed(evidence) -> None:
    evidence.place()
    assert evidence.sign()


def _recover(evidence) -> None:
    lost = find_lost(evidence.db("hub_loader"), evidence.policy, evidence.fetch)
    recover(evidence.kreis.house("loader"), lost, Approved(OPERATOR, AGREED, evidence.kreis.at))


def _replay(evidence, folder) -> ErasedAgain:
    return replay_erasures(loader(evidence.kreis, folder), OPERATOR, evidence.kreis.at, folder)


def test_the_leaf_of_the_erasure_lets_the_journal_erase_it_again(evidence, tmp_path):
    """Restored, recovered, replayed, without anybody's further word; the log goes on."""
    journal = tmp_path / "journal"
    with kept_backup(evidence) as put_back:
        erase(loader(evidence.kreis, journal), evidence.kreis)
        _witnessed(evidence)
        put_back()
        _recover(evidence)

        assert ErasedAgain(put_back=1) == _replay(evidence, journal)

        with closing(evidence.kreis.superuser()) as superuser:
            assert [(0,)] == superuser.execute(LEFT).fetchall()
        _witnessed(evidence)


def test_what_a_replay_left_in_the_log_erases_nothing_at_the_next_restore(evidence, tmp_path):
    """The same backup twice: by then two leaves came back, and one of them alone was an erasure."""
    journal = tmp_path / "journal"
    with kept_backup(evidence) as put_back:
        erase(loader(evidence.kreis, journal), evidence.kreis)
        for _ in range(2):
            _witnessed(evidence)
            put_back()
            _recover(evidence)
            assert ErasedAgain(put_back=1) == _replay(evidence, journal)

        [(leaf,)] = evidence.kreis.superuser().execute(AGAIN).fetchall()
        with pytest.raises(StillKept):
            _pretend(evidence.kreis, OTHER, leaf, 2, STICHTAG.date())
