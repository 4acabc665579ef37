"""The evidence of the demo: keys, memories and a trust policy in its own folder, and the processes that use them."""

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

from hub.ledger.keyfiles import make_key_file
from hub.ledger.mirror import FILE as WITNESS_FILE
from hub.ledger.mirror import make_mirror
from hub.ledger.signer_state import FILE as SIGNER_FILE
from hub.ledger.signer_state import make_signer_state
from hub.ledger.trust import Group, Log, TrustPolicy, Witness
from hub.ledger.vkeys import Kind
from hub.main.evidence import run_sequencer, run_signer, run_witness
from hub.settings.demo import WITNESSES, DemoState, witness_settings
from hub.settings.operator import Settings

ORIGIN = "hub.musterau.example/log1"
QUORUM = "both"


def make_evidence(settings: Settings, state: DemoState) -> None:
    """What is missing of keys and memories is made; the policy is written anew, since ports may be others."""
    folder, evidence = settings.state / "evidence", settings.evidence
    log = make_key_file(evidence.signer, ORIGIN, Kind.ED25519)
    if not (evidence.signer / SIGNER_FILE).exists():
        make_signer_state(evidence.signer)
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
    key = make_key_file(folder, f"{name}.musterau.example/witness", Kind.COSIGNATURE)
    if not (folder / WITNESS_FILE).exists():
        make_mirror(folder, key.verifier)
    return Witness(name, key.verifier, url)
