"""A new ML-DSA-44 key for a witness: both sign for a while, then the old one counts for nobody."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from hub.ledger.asking import fetch, origin_hash
from hub.ledger.errors import SignatureFailed, StateLost
from hub.ledger.keyfiles import load_key_files
from hub.ledger.mirror import open_mirror
from hub.ledger.notes import Note, parse_note, sign_note
from hub.ledger.rotating import begin_next, retire
from hub.ledger.tiling.store import Signed
from hub.ledger.trust import Group, TrustPolicy, Witness, demand_quorum
from hub.ledger.vkeys import Kind, Signer
from hub.main.evidence import make_witness
from hub.settings.operator import read_settings
from tests.kreis import Kreis
from tests.ledger.evidence import ORIGIN, Evidence, standing_behind

KINDS = (Kind.COSIGNATURE, Kind.MLDSA44)


@pytest.fixture
def evidence(kreis: Kreis, tmp_path: Path) -> Iterator[Evidence]:
    """Each witness has a key of each kind, and the policy asks for both of each agency."""
    with standing_behind(kreis, tmp_path, KINDS) as standing:
        members = tuple(one.name for one in standing.policy.witnesses)
        assert ("jobcenter", "jobcenter-pq", "jugendamt", "jugendamt-pq") == members
        _follow(standing, replace(standing.policy, groups=(Group("both", 4, members),)))
        _go_on(standing)
        yield standing


def _follow(evidence: Evidence, policy: TrustPolicy) -> None:
    """Every process starts anew, with the switch of ML-DSA-44 on."""
    evidence.policy = policy
    for name, witness in evidence.witnesses.items():
        settings = read_settings({"HUB_WITNESS": str(evidence.folder / name), "HUB_LOG_ML_DSA": "1"})
        witness.keys[:] = make_witness(settings, policy).keys


def _go_on(evidence: Evidence) -> Signed:
    evidence.kreis.open("U01")
    evidence.place()
    signed = evidence.sign()
    assert signed is not None
    assert signed.published_at
    return signed


def _keys(evidence: Evidence) -> list[str]:
    return [one.write() for one in load_key_files(evidence.folder / "jobcenter", KINDS)]


def _served(evidence: Evidence) -> Note:
    """What the witness of the Jobcenter shows to everybody, with all cosignatures that it wrote."""
    return parse_note(fetch(f"{evidence.url('jobcenter')}/{origin_hash(ORIGIN)}/checkpoint").body)


def _rotate(evidence: Evidence) -> tuple[Signer, Signer, TrustPolicy]:
    """The whole way; the policy that named the old key alone is given back."""
    folder, before = evidence.folder / "jobcenter", evidence.policy
    [old] = load_key_files(folder, [Kind.MLDSA44])
    new = begin_next(folder, Kind.MLDSA44)
    beside = Witness("jobcenter-pq2", new.verifier, evidence.url("jobcenter"))
    both = (*before.witnesses, beside)
    either = Group("either", 1, ("jobcenter-pq", "jobcenter-pq2"))
    whole = Group("both", 4, ("jobcenter", "either", "jugendamt", "jugendamt-pq"))
    _follow(evidence, replace(before, witnesses=both, groups=(either, whole)))
    assert {"jobcenter-pq", "jobcenter-pq2"} <= set(_go_on(evidence).cosigned_by)
    after = tuple(one for one in both if one.name != "jobcenter-pq")
    follows = replace(before, witnesses=after, groups=(Group("both", 4, tuple(one.name for one in after)),))
    retire(folder, Kind.MLDSA44, follows)
    _follow(evidence, follows)
    return old, new, before


def test_whoever_follows_the_policy_believes_the_new_key_and_the_log_goes_on(evidence: Evidence) -> None:
    """The quorum asks for the new key; the copy is the same, and the key of Ed25519 is untouched."""
    [ed25519] = load_key_files(evidence.folder / "jobcenter", [Kind.COSIGNATURE])
    old, new, _ = _rotate(evidence)

    signed = _go_on(evidence)

    assert {"jobcenter", "jobcenter-pq2", "jugendamt", "jugendamt-pq"} == set(signed.cosigned_by)
    assert demand_quorum(evidence.policy, parse_note(signed.note.encode())).is_met
    assert [ed25519.write(), new.write()] == _keys(evidence)
    assert open_mirror(evidence.folder / "jobcenter", ed25519.verifier).known(ORIGIN).size == signed.size
    files = (evidence.folder / "jobcenter").iterdir()
    assert not any(old.write() in path.read_text(errors="replace") for path in files)


def test_the_old_key_counts_for_nobody_any_more(evidence: Evidence) -> None:
    """Not beside the new one; and a thief who signs with it in the new one's place meets no quorum."""
    old, new, _ = _rotate(evidence)
    signed = _go_on(evidence)
    note = parse_note(signed.note.encode())
    hashes = {line.key_hash for line in note.signatures}
    assert new.verifier.key_hash in hashes
    assert old.verifier.key_hash not in hashes
    assert old.verifier.key_hash not in {line.key_hash for line in _served(evidence).signatures}

    without = Note(note.text, tuple(one for one in note.signatures if one.key_hash != new.verifier.key_hash))
    stolen = without.with_signatures((sign_note(note.text, old, evidence.at + timedelta(days=400)),))

    with pytest.raises(SignatureFailed, match="not enough witnesses"):
        demand_quorum(evidence.policy, stolen)


def test_whoever_has_the_old_policy_is_not_deceived_by_the_new_key(evidence: Evidence) -> None:
    """It is nobody there: the policy of its time has to be followed first."""
    _, _, before = _rotate(evidence)
    signed = _go_on(evidence)

    with pytest.raises(SignatureFailed, match="not enough witnesses"):
        demand_quorum(before, parse_note(signed.note.encode()))


def test_the_old_key_stays_while_the_policy_names_it(evidence: Evidence) -> None:
    """As of Ed25519: destroyed only when nobody is asked to believe it."""
    folder = evidence.folder / "jobcenter"
    before = _keys(evidence)
    with pytest.raises(StateLost, match="no next key"):
        retire(folder, Kind.MLDSA44, evidence.policy)
    begin_next(folder, Kind.MLDSA44)

    with pytest.raises(StateLost, match="names the old key"):
        retire(folder, Kind.MLDSA44, evidence.policy)

    assert before == _keys(evidence)
