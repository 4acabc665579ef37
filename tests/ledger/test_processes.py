"""The processes behind the log as an operator starts them: killed, started twice, and refused."""

import os
import signal
from pathlib import Path

import pytest
from click.testing import CliRunner

from hub.cli.commands import hub
from hub.ledger.asking import fetch, origin_hash
from hub.ledger.checkpoint import parse_checkpoint
from hub.ledger.errors import LedgerUnavailable
from hub.ledger.keyfiles import load_trust
from hub.ledger.notes import parse_note
from hub.ledger.proof import parse_proof, verify_proof
from hub.ledger.tree import Frontier, leaf_hash
from hub.ledger.trust import demand_quorum
from hub.main.building import NEEDED
from hub.main.commands import serve
from hub.main.evidence_commands import sequencer, signer, witness
from hub.settings.faults import SettingMissing
from tests.ledger.processes import NAMES, another, environment, eventually, running

ENTRIES = "select count(*) from ledger.entry"
LEAVES = "select l.leaf_index, e.leaf from ledger.leaf l join ledger.entry e using (entry_id) order by 1"
EXPORTED = "select entry_id, leaf from ledger.entry join ledger.index using (entry_id) where event = 'consent.exported'"
PUBLISHED = "select size, note from ledger.checkpoint where published_at is not null order by signed_at desc limit 1"


@pytest.fixture
def environ(kreis, tmp_path):
    """What the commands are told."""
    return environment(kreis, tmp_path)


def _is_published(superuser):
    rows = superuser.execute(PUBLISHED).fetchall()
    return rows and rows[0][0] == superuser.execute(ENTRIES).fetchall()[0][0]


def test_killed_and_started_again_they_lose_nothing(kreis, environ):
    """kill -9 on the sequencer under load, another one stands by; then on signer and witnesses: one tree, cosigned."""
    superuser = kreis.superuser()
    with running(environ) as processes, another(environ, "sequencer"):
        eventually(lambda: _is_published(superuser))
        for number in range(6):
            kreis.open("U01")
            if number == 2:
                os.kill(processes.pids["sequencer"], signal.SIGKILL)
        eventually(lambda: _is_published(superuser))
        for name in ("signer", *NAMES):
            os.kill(processes.pids[name], signal.SIGKILL)
    kreis.open("U01")
    with running(environ):
        eventually(lambda: _is_published(superuser))
        trust = load_trust(Path(environ["HUB_LOG_POLICY"]))
        for one in trust.witnesses:
            reply = fetch(f"{one.url}/{origin_hash('hub.example/log1')}/checkpoint")
            known = parse_checkpoint(parse_note(reply.body).text)
            assert superuser.execute(ENTRIES).fetchall() == [(known.size,)]

    rows = superuser.execute(LEAVES).fetchall()
    assert list(range(len(rows))) == [place for place, _ in rows]
    judgement = demand_quorum(trust, parse_note(superuser.execute(PUBLISHED).fetchall()[0][1].encode()))
    assert Frontier().extend(leaf_hash(bytes(leaf)) for _, leaf in rows).head == judgement.checkpoint.head


def test_receipts_leave_the_house_with_a_proof(kreis, environ, tmp_path):
    """Signed by both agencies, good without any network; and without the witnesses no receipt is written at all."""
    out, nothing = tmp_path / "receipts", tmp_path / "nothing"
    words = ["consent", "receipts", "--format", "txt", "--family", "FAM-2025-003", "--out"]
    with running(environ):
        done = CliRunner().invoke(hub, [*words, str(out)], env=environ, catch_exceptions=False)
    proofs = [parse_proof(path.read_bytes()) for path in out.glob("*.tlog-proof")]
    trust = load_trust(Path(environ["HUB_LOG_POLICY"]))

    assert 0 == done.exit_code, done.output
    [(entry, leaf)] = kreis.superuser().execute(EXPORTED).fetchall()
    assert [f"{entry}.tlog-proof"] == [path.name for path in out.glob("*.tlog-proof")]
    assert bytes(leaf) == proofs[0].extra
    assert set(NAMES) == set(verify_proof(proofs[0], bytes(leaf), trust).cosigned)
    assert list(out.glob("*.txt"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("hub.ledger.watching.PLACED_WITHIN", 0.2)
        with pytest.raises(LedgerUnavailable):
            CliRunner().invoke(hub, [*words, str(nothing)], env=environ, catch_exceptions=False)
    assert [] == list(nothing.iterdir())


def test_nobody_starts_on_an_old_backup(kreis, environ):
    """The log is shorter than what was witnessed: sequencer and pages say so in one line, and end with status 1."""
    superuser = kreis.superuser()
    secrets = {f"HUB_{name.upper()}": "x" for name in NEEDED}
    with running(environ) as processes:
        eventually(lambda: _is_published(superuser))
        os.kill(processes.pids["sequencer"], signal.SIGKILL)
        superuser.execute("set session_replication_role = replica")
        superuser.execute("update ledger.head set size = size - 1")

        placing = processes.command("sequencer")
        serving = processes.command("serve", "--agency", "jobcenter", HUB_BIND="127.0.0.1:0", **secrets)

        superuser.execute("update ledger.head set size = size + 1")
        for done in (placing, serving):
            assert 1 == done.returncode
            assert "a backup was put back?" in done.stderr.splitlines()[-1]


def test_without_a_trust_policy_nothing_starts(kreis, environ):
    """No default opens: which witnesses count is the operator's to say."""
    bare = {name: value for name, value in environ.items() if name != "HUB_LOG_POLICY"}
    secrets = {f"HUB_{name.upper()}": "x" for name in NEEDED}
    commands = ((sequencer, ()), (signer, ()), (witness, ("--agency", "jobcenter")), (serve, ("--agency", "family")))

    for command, words in commands:
        with pytest.raises(SettingMissing, match=r"^not set: HUB_LOG_POLICY$"):
            CliRunner().invoke(command, words, env={**bare, **secrets}, catch_exceptions=False)
