"""The signer over a real database, with two witnesses that answer over HTTP."""

from datetime import timedelta

import pytest

from hub.ledger.asking import fetch, origin_hash
from hub.ledger.comparing import compare, need_newest
from hub.ledger.errors import LedgerBehind, LedgerForked, StateLost, WitnessesSilent
from hub.ledger.notes import parse_note
from hub.ledger.recovering import find_last
from hub.ledger.signer import Pace, sign_once, sign_when_due
from hub.ledger.signer_state import FILE, NEVER, Last, load_last, make_signer_state, swap_last
from hub.ledger.tiling.store import load_newest
from hub.ledger.tree import TreeHead
from hub.ledger.trust import demand_quorum
from hub.ledger.vkeys import Kind
from tests.ledger.evidence import NAMES, ORIGIN, standing_behind

LEAVES = "select leaf from ledger.leaf join ledger.entry using (entry_id) order by leaf_index"
OFF, ON = "set session_replication_role = replica", "reset session_replication_role"


@pytest.fixture
def evidence(kreis, tmp_path):
    """Whatever the loaded Kreis wrote has its place and was signed once."""
    with standing_behind(kreis, tmp_path) as standing:
        standing.place()
        standing.sign()
        yield standing


def _as_superuser(evidence, *statements):
    superuser = evidence.kreis.superuser()
    superuser.execute(OFF)
    for statement in statements:
        superuser.execute(statement)
    superuser.execute(ON)


def test_what_is_signed_is_cosigned_by_both_and_published(evidence):
    """The note is kept with three signatures; the policy of both agencies accepts it."""
    evidence.kreis.open("U01")
    evidence.place()

    signed = evidence.sign()

    newest = load_newest(evidence.db("hub_signer"), published=True)
    judgement = demand_quorum(evidence.policy, parse_note(newest.note.encode()))
    assert set(NAMES) == set(judgement.cosigned) == set(signed.cosigned_by)
    assert (signed.size, signed.root) == (judgement.checkpoint.size, judgement.checkpoint.root)
    [(entries,)] = evidence.kreis.superuser().execute("select count(*) from ledger.entry").fetchall()
    assert entries == signed.size


def test_each_witness_has_the_whole_log(evidence):
    """What it serves is what the database holds: the repair kit."""
    rows = evidence.kreis.superuser().execute(LEAVES)
    leaves = [bytes(leaf) for (leaf,) in rows]
    expected = b"".join(len(leaf).to_bytes(2, "big") + leaf for leaf in leaves)
    width = f".p/{len(leaves)}"

    for name in NAMES:
        reply = fetch(f"{evidence.url(name)}/{origin_hash(ORIGIN)}/tile/entries/000{width}")
        assert (200, expected) == (reply.status, reply.body)


def test_it_signs_when_something_is_new_and_else_now_and_then(evidence):
    """Ten seconds, and ten minutes: settings."""
    pace, at = Pace(), evidence.at
    assert sign_when_due(evidence.office(), at + timedelta(seconds=9), pace) is None
    assert sign_when_due(evidence.office(), at + timedelta(minutes=9), pace) is None
    again = sign_when_due(evidence.office(), at + timedelta(minutes=10), pace)
    assert again is not None
    assert again.published_at

    evidence.kreis.open("U01")
    evidence.place()
    assert sign_when_due(evidence.office(), at + timedelta(minutes=10, seconds=9), pace) is None
    assert sign_when_due(evidence.office(), at + timedelta(minutes=10, seconds=10), pace)


def test_time_does_not_go_back(evidence):
    """A clock that was set back signs nothing until it has passed the last signature."""
    with pytest.raises(StateLost, match="clock"):
        sign_once(evidence.office(), evidence.at)
    with pytest.raises(StateLost, match="clock"):
        sign_once(evidence.office(), evidence.at - timedelta(hours=1))


def test_a_silent_witness_leaves_a_checkpoint_unpublished(evidence):
    """It is kept with one cosignature; when the witness answers again it catches up, and the next one is published."""
    evidence.kreis.open("U01")
    evidence.place()
    evidence.silent.add("jugendamt")

    alone = evidence.sign()
    evidence.silent.clear()
    together = evidence.sign()

    assert (("jobcenter",), None) == (alone.cosigned_by, alone.published_at)
    assert set(NAMES) == set(together.cosigned_by)
    assert together.published_at


def test_a_signer_without_its_memory_signs_nothing(evidence):
    """Lost: it does not begin anew."""
    (evidence.folder / "signer" / FILE).unlink()
    evidence.kreis.open("U01")
    evidence.place()

    with pytest.raises(StateLost):
        evidence.sign()
    make_signer_state(evidence.folder / "signer")
    with pytest.raises(StateLost, match="remembers 0"):
        evidence.sign()


def test_a_signer_whose_memory_was_put_back_signs_nothing(evidence):
    """It remembers less than what the database has of it."""
    path = evidence.folder / "signer" / FILE
    old = path.read_bytes()
    evidence.kreis.open("U01")
    evidence.place()
    evidence.sign()
    path.write_bytes(old)

    with pytest.raises(StateLost, match="remembers"):
        evidence.sign()


def test_two_signers_do_not_sign_side_by_side(evidence):
    """Who is second finds that its memory was changed."""
    folder, last = evidence.folder / "signer", load_last(evidence.folder / "signer")
    swap_last(folder, last, Last(last.head, last.at + timedelta(seconds=1)))

    with pytest.raises(StateLost):
        swap_last(folder, last, Last(TreeHead(last.head.size + 1, last.head.root), last.at + timedelta(seconds=2)))
    assert last != NEVER


NEW = "entry_id = (select entry_id from ledger.leaf where leaf_index = {new})"
ATTACKS = {
    "the bytes of an entry": (
        f"update ledger.entry set leaf = leaf || ' '::bytea where {NEW}",
        f"update ledger.entry set leaf = rtrim(convert_from(leaf, 'utf8'))::bytea where {NEW}",
    ),
    "a hash in a tile": ("update ledger.tile set data = set_byte(data, {new} * 32, 255 - get_byte(data, {new} * 32))",)
    * 2,
    "the root": ("update ledger.head set root = sha256(root)", "select"),
    "a place": ("update ledger.leaf set leaf_index = {new} + 7 where leaf_index = {new}", "select"),
    "the size": ("update ledger.head set size = size - 1", "select"),
}


@pytest.mark.parametrize("what", ATTACKS)
def test_what_the_sequencer_did_wrong_or_somebody_changed_is_not_signed(evidence, what):
    """The signer works all of it out itself, from the bytes of the entries."""
    attack, repair = ATTACKS[what]
    new = load_last(evidence.folder / "signer").head.size
    evidence.kreis.open("U01")
    evidence.place()
    _as_superuser(evidence, attack.format(new=new))

    with pytest.raises(LedgerForked):
        evidence.sign()
    assert new == load_last(evidence.folder / "signer").head.size
    _as_superuser(evidence, repair.format(new=new))


def test_the_start_is_refused_where_the_log_is_behind_its_witnesses(evidence):
    """A backup was put back: shorter than what was witnessed."""
    size = load_last(evidence.folder / "signer").head.size
    evidence.kreis.open("U01")
    evidence.place()
    compare(evidence.db("hub_jobcenter"), evidence.policy, evidence.fetch)
    evidence.sign()
    assert size < compare(evidence.db("hub_jobcenter"), evidence.policy, evidence.fetch).size
    tip = f"select entry_id from ledger.leaf where leaf_index >= {size}"
    _as_superuser(
        evidence,
        f"insert into ledger.pending select tenant_id, entry_id from ledger.leaf where leaf_index >= {size}",
        f"delete from ledger.leaf where entry_id in ({tip})",
        f"update ledger.tile set data = substring(data from 1 for 32 * {size}) where level = 0",
        f"update ledger.head set size = {size}",
    )

    for role in ("hub_jobcenter", "hub_family", "hub_oversight", "hub_sequencer", "hub_signer"):
        with pytest.raises(LedgerBehind):
            compare(evidence.db(role), evidence.policy, evidence.fetch)


def test_nobody_starts_without_a_witness_that_answers(evidence):
    """One is enough, since each has cosigned all that was published; none is not."""
    evidence.silent.add("jugendamt")
    assert ("jobcenter",) == need_newest(evidence.db("hub_family"), evidence.policy, evidence.fetch, 0).answered
    evidence.silent.add("jobcenter")

    with pytest.raises(WitnessesSilent):
        need_newest(evidence.db("hub_family"), evidence.policy, evidence.fetch, 0)


def test_each_witness_cosigns_with_a_second_key_where_it_is_switched_on(kreis, tmp_path):
    """By Ed25519 and by ML-DSA-44: asked once, both lines are kept, and the quorum is met by the first alone."""
    with standing_behind(kreis, tmp_path, (Kind.COSIGNATURE, Kind.MLDSA44)) as evidence:
        evidence.place()
        signed = evidence.sign()

        assert ("jobcenter", "jobcenter-pq", "jugendamt", "jugendamt-pq") == signed.cosigned_by
        assert signed.published_at
        assert NAMES == compare(evidence.db("hub_family"), evidence.policy, evidence.fetch).answered
        assert (
            signed.size == find_last(evidence.db("hub_signer"), evidence.policy, evidence.fetch, evidence.at).head.size
        )
