"""A backup that is put back, a log that is rewritten, two stories for two witnesses: found before anybody reads."""

from datetime import timedelta

import pytest

from hub.ledger.checkpoint import Checkpoint
from hub.ledger.comparing import compare, need_newest
from hub.ledger.errors import LedgerBehind, LedgerForked, StateLost, WitnessesSilent
from hub.ledger.mirror import FILE as MIRROR
from hub.ledger.notes import Note, sign_note
from hub.ledger.recovering import find_last
from hub.ledger.signer import _cosignatures
from hub.ledger.signer_state import FILE, load_last, make_signer_state
from hub.ledger.tiling.store import load_head
from hub.ledger.trust import judge
from tests.ledger.evidence import NAMES, kept_backup, standing_behind

ROLES = ("hub_jobcenter", "hub_jugendamt", "hub_provider", "hub_family", "hub_oversight", "hub_sequencer", "hub_signer")


@pytest.fixture
def evidence(kreis, tmp_path):
    """Whatever the loaded Kreis wrote has its place and was signed once."""
    with standing_behind(kreis, tmp_path) as standing:
        standing.place()
        standing.sign()
        yield standing


def _write(evidence, times):
    for _ in range(times):
        evidence.kreis.open("U01")
    assert times <= evidence.place()


def _sign_with_the_stolen_key(evidence):
    """Whoever has the log's key signs what the database holds now, without any of the signer's checks."""
    office, head = evidence.office(), load_head(evidence.db("hub_signer"))
    text = Checkpoint(office.key.name, head).write()
    note = Note(text, (sign_note(text, office.key),))
    return judge(evidence.policy, note.with_signatures(_cosignatures(office, note, head)))


def test_a_backup_that_was_put_back_is_refused_at_every_start(evidence):
    """Before the first request: by each group, by the sequencer, and by the signer."""
    with kept_backup(evidence) as put_back:
        _write(evidence, 2)
        evidence.sign()
        put_back()

        for role in ROLES:
            with pytest.raises(LedgerBehind, match="cosigned"):
                need_newest(evidence.db(role), evidence.policy, evidence.fetch, 0)
        with pytest.raises(LedgerBehind):
            evidence.sign()


def test_a_backup_that_outgrew_what_was_lost_is_another_log(evidence):
    """More entries than before make it longer, never the same; nobody serves it, and nobody cosigns it."""
    with kept_backup(evidence) as put_back:
        _write(evidence, 2)
        evidence.sign()
        put_back()
        _write(evidence, 5)

        for role in ROLES:
            with pytest.raises(LedgerForked, match="are not those"):
                need_newest(evidence.db(role), evidence.policy, evidence.fetch, 0)
        with pytest.raises(LedgerForked):
            evidence.sign()
        assert {} == _sign_with_the_stolen_key(evidence).cosigned


def test_one_witness_alone_finds_it_out(evidence):
    """Each agency by itself; the other may be silent, or be in it."""
    with kept_backup(evidence) as put_back:
        _write(evidence, 1)
        evidence.sign()
        put_back()

        for silent in NAMES:
            evidence.silent = {silent}
            with pytest.raises(LedgerBehind):
                need_newest(evidence.db("hub_family"), evidence.policy, evidence.fetch, 0)


def test_the_signer_is_not_fooled_by_a_backup_of_its_memory_too(evidence):
    """Database and memory of the same night: the witnesses know more, and are asked before every signature."""
    memory = (evidence.folder / "signer" / FILE).read_bytes()
    with kept_backup(evidence) as put_back:
        _write(evidence, 1)
        evidence.sign()
        put_back()
        (evidence.folder / "signer" / FILE).write_bytes(memory)
        _write(evidence, 3)

        with pytest.raises(LedgerForked):
            evidence.sign()
        assert load_last(evidence.folder / "signer").head.size < load_head(evidence.db("hub_signer")).size


def test_two_stories_get_no_quorum(evidence):
    """A split view: a thief of the key shows each agency its own log. None is published."""
    with kept_backup(evidence) as put_back:
        _write(evidence, 1)
        evidence.silent = {"jugendamt"}
        first = _sign_with_the_stolen_key(evidence)
        put_back()
        _write(evidence, 1)
        evidence.silent = {"jobcenter"}
        second = _sign_with_the_stolen_key(evidence)
        evidence.silent = set()

        assert ({"jobcenter"}, {"jugendamt"}) == (set(first.cosigned), set(second.cosigned))
        assert not first.is_met
        assert not second.is_met
        assert {"jugendamt"} == set(_sign_with_the_stolen_key(evidence).cosigned)
        with pytest.raises(LedgerForked):
            compare(evidence.db("hub_jobcenter"), evidence.policy, evidence.fetch)


def test_what_was_never_witnessed_can_be_put_back(evidence):
    """Lawful: a backup that is as new as the last checkpoint raises nothing, and the log goes on."""
    with kept_backup(evidence) as put_back:
        put_back()

        assert set(NAMES) == set(need_newest(evidence.db("hub_family"), evidence.policy, evidence.fetch, 0).answered)
        _write(evidence, 1)
        assert evidence.sign().published_at


def test_a_signer_that_lost_its_memory_gets_it_back_from_both_witnesses(evidence):
    """Lawful: it goes on after what they know, and raises nothing. One of them alone is not asked."""
    _write(evidence, 1)
    signed = evidence.sign()
    (evidence.folder / "signer" / FILE).unlink()
    with pytest.raises(StateLost):
        evidence.sign()

    evidence.silent = {"jugendamt"}
    with pytest.raises(WitnessesSilent):
        find_last(evidence.db("hub_signer"), evidence.policy, evidence.fetch, evidence.at)
    evidence.silent = set()
    evidence.at += timedelta(seconds=20)
    make_signer_state(
        evidence.folder / "signer", find_last(evidence.db("hub_signer"), evidence.policy, evidence.fetch, evidence.at)
    )

    assert (signed.size, signed.root) == (lambda head: (head.size, head.root))(
        load_last(evidence.folder / "signer").head
    )
    _write(evidence, 1)
    assert evidence.sign().published_at


def test_a_witness_that_forgot_what_it_cosigned_is_named(evidence):
    """Its file is gone: it does not answer, and the hub starts on the word of the other one."""
    for name in NAMES[:1]:
        (evidence.folder / name / MIRROR).unlink()

    compared = compare(evidence.db("hub_family"), evidence.policy, evidence.fetch)

    assert ("jugendamt",) == compared.answered
