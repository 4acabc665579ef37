"""The evidence of the demo: keys, memories and a trust policy in its own folder, and the processes that use them."""

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

from hub.ledger.beginning import begin_signer, begin_witness
from hub.ledger.keyfiles import has_keys, load_key_files
from hub.ledger.trust import Group, Log, TrustPolicy, Witness
from hub.ledger.vkeys import Kind
from hub.main.evidence import run_sequencer, run_signer, run_witness
from hub.settings.demo import WITNESSES, DemoState, witness_settings
from hub.settings.operator import Settings

ORIGIN = "hub.musterau.example/log1"
QUORUM = "both"


def make_evidence(settings: Settings, state: DemoState) -> None:
    """Keys and memories, where there is no key yet; the policy is written anew, since ports may be others."""
    folder, evidence = settings.state / "evidence", settings.evidence
    if not has_keys(evidence.signer):
        begin_signer(evidence.signer, ORIGIN)
    [log] = load_key_files(evidence.signer, [Kind.ED25519])
    witnesses = tuple(
        _make_witness(folder / name, name, f"http://{state.evidence_bind(place)}")
        for place, name in enumerate(WITNESSES, start=1)
    )
    logs = (Log(log.verifier, f"http://{state.evidence_bind(0)}"),)
    policy = TrustPolicy(logs, witnesses, (Group(QUORUM, len(WITNESSES), WITNESSES),), QUORUM)
    (folder / "trust.txt").write_text(policy.write(), encoding="utf-8")


def forget_evidence(folder: Path) -> None:
    """It is about a database that is gone: both begin anew together."""
    shutil.rmtree(folder / "evidence", ignore_errors=True)


def evidence_children(settings: Settings, state: DemoState) -> list[Callable[[], None]]:
    """Witnesses first: the others ask them before they do anything."""
    witnesses = [partial(run_witness, witness_settings(settings, state, name)) for name in WITNESSES]
    return [*witnesses, partial(run_signer, settings), partial(run_sequencer, settings)]


def _make_witness(folder: Path, name: str, url: str) -> Witness:
    if not has_keys(folder):
        begin_witness(folder, f"{name}.musterau.example/witness", [Kind.COSIGNATURE])
    [key] = load_key_files(folder, [Kind.COSIGNATURE])
    return Witness(name, key.verifier, url)
