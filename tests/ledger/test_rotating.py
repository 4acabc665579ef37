"""A new key for the log or a witness: both sign for a while, then the old one is gone and good for nothing."""

from dataclasses import replace

import pytest
from click.testing import CliRunner

from hub.exchange.load import OPERATOR
from hub.ledger.asking import ADD
from hub.ledger.checkpoint import Checkpoint
from hub.ledger.comparing import need_newest
from hub.ledger.errors import StateLost
from hub.ledger.keyfiles import load_key_files
from hub.ledger.mirror import open_mirror
from hub.ledger.notes import Note, parse_note, sign_note
from hub.ledger.rotating import begin_next, retire, signing_keys
from hub.ledger.submission import write_submission
from hub.ledger.tiling.store import load_head
from hub.ledger.trust import Group, Log, Witness, judge
from hub.ledger.vkeys import Kind, make_signer
from hub.main.evidence_commands import signer, witness
from hub.review.exporting import export_leaves
from hub.review.incidents import Approval, Approved
from hub.review.rotating import note_rotation
from tests.ledger.checked import check
from tests.ledger.evidence import ORIGIN, standing_behind
from tests.ledger.processes import environment
from tests.whole import open_payload


@pytest.fixture
def evidence(kreis, tmp_path):
    """Signed twice by the old keys."""
    with standing_behind(kreis, tmp_path / "evidence") as standing:
        _go_on(standing)
        _go_on(standing)
        yield standing


def _go_on(evidence):
    evidence.kreis.open("U01")
    evidence.place()
    return evidence.sign()


def _with_log_keys(policy, *verifiers):
    return replace(policy, logs=tuple(Log(one, policy.logs[0].url) for one in verifiers))


def _check(evidence, folder):
    policy = evidence.policy.write()
    export_leaves(evidence.db("hub_oversight"), policy.encode(), folder)
    return check(folder, policy=policy)


def _rotate_log(evidence):
    """The whole way: next key, policy of both, a checkpoint by both, policy of the new one, old key gone."""
    folder = evidence.folder / "signer"
    [old] = load_key_files(folder, [Kind.ED25519])
    new = begin_next(folder, Kind.ED25519)
    evidence.follow(_with_log_keys(evidence.policy, old.verifier, new.verifier))
    both = _go_on(evidence)
    evidence.follow(_with_log_keys(evidence.policy, new.verifier))
    retire(folder, Kind.ED25519, evidence.policy)
    return old, new, both


def test_both_keys_of_the_log_sign_for_a_while(evidence, tmp_path):
    """Whoever has the old policy and whoever has the new one believe the same checkpoint."""
    before = evidence.policy
    old, new, signed = _rotate_log(evidence)

    note = parse_note(signed.note.encode())
    assert signed.published_at
    for verifier in (old.verifier, new.verifier):
        assert judge(_with_log_keys(before, verifier), note).is_met
    assert (0, set()) == _check(evidence, tmp_path / "d")


def test_after_that_the_old_key_is_gone_and_good_for_nothing(evidence, tmp_path):
    """No file holds it, no checkpoint bears it, both witnesses refuse it, and the verifier says so. The log goes on."""
    old, new, _ = _rotate_log(evidence)

    signed = _go_on(evidence)

    assert signed.published_at
    assert (0, set()) == _check(evidence, tmp_path / "d")
    assert [new.verifier] == [one.verifier for one in load_key_files(evidence.folder / "signer", [Kind.ED25519])]
    assert not any(old.write() in path.read_text(errors="replace") for path in (evidence.folder / "signer").iterdir())
    note = parse_note(signed.note.encode())
    assert old.verifier.key_hash not in {line.key_hash for line in note.signatures}
    text = Checkpoint(ORIGIN, load_head(evidence.db("hub_signer"))).write()
    forged = write_submission(signed.size, (), Note(text, (sign_note(text, old),)))
    assert [403, 403] == [evidence.post(f"{one.url}/{ADD}", forged).status for one in evidence.policy.witnesses]


def test_a_checkpoint_of_the_old_key_alone_is_a_finding(evidence, tmp_path):
    """A thief who found it in a drawer."""
    old, _, _ = _rotate_log(evidence)
    signed = _go_on(evidence)
    folder = tmp_path / "d"
    _check(evidence, folder)
    text = parse_note(signed.note.encode()).text
    (folder / "checkpoint").write_bytes(Note(text, (sign_note(text, old),)).write())

    assert (1, {"signature"}) == check(folder, policy=evidence.policy.write())


def test_an_old_key_stays_while_a_policy_names_it(evidence):
    """And none is given up before the one that follows is trusted."""
    folder = evidence.folder / "signer"
    [old] = load_key_files(folder, [Kind.ED25519])
    with pytest.raises(StateLost, match="no next key"):
        retire(folder, Kind.ED25519, evidence.policy)
    new = begin_next(folder, Kind.ED25519)
    assert new.verifier == begin_next(folder, Kind.ED25519).verifier, "asked again, it is the same"
    assert (old.verifier,) == tuple(one.verifier for one in signing_keys(folder, Kind.ED25519, evidence.policy))

    both = _with_log_keys(evidence.policy, old.verifier, new.verifier)
    for policy, why in ((both, "names the old key"), (evidence.policy, "names the old key")):
        with pytest.raises(StateLost, match=why):
            retire(folder, Kind.ED25519, policy)
    other = replace(both, logs=(Log(make_signer(ORIGIN, Kind.ED25519).verifier),))
    with pytest.raises(StateLost, match="does not name the next"):
        retire(folder, Kind.ED25519, other)


def test_a_witness_rotates_its_key_too(evidence, tmp_path):
    """It cosigns with both, and either counts; then with the new one alone. Its copy stays the same copy."""
    folder = evidence.folder / "jobcenter"
    [old] = load_key_files(folder, [Kind.COSIGNATURE])
    new = begin_next(folder, Kind.COSIGNATURE)
    url, before = evidence.url("jobcenter"), evidence.policy
    witnesses = (*before.witnesses, Witness("jobcenter-2", new.verifier, url))
    groups = (Group("one", 1, ("jobcenter", "jobcenter-2")), Group("both", 2, ("one", "jugendamt")))
    evidence.follow(replace(before, witnesses=witnesses, groups=groups))
    both = _go_on(evidence)
    assert {"jobcenter", "jobcenter-2", "jugendamt"} == set(both.cosigned_by)

    after = tuple(one for one in witnesses if one.name != "jobcenter")
    follows = replace(before, witnesses=after, groups=(Group("both", 2, ("jobcenter-2", "jugendamt")),))
    retire(folder, Kind.COSIGNATURE, follows)
    evidence.follow(follows)
    signed = _go_on(evidence)

    assert signed.published_at
    assert {"jobcenter-2", "jugendamt"} == set(signed.cosigned_by)
    assert open_mirror(folder, new.verifier).known(ORIGIN).size == signed.size
    with pytest.raises(StateLost):
        open_mirror(folder, old.verifier)
    answered = need_newest(evidence.db("hub_family"), evidence.policy, evidence.fetch, 0).answered
    assert {"jobcenter-2", "jugendamt"} == set(answered)
    assert (0, set()) == _check(evidence, tmp_path / "d")


def test_the_change_of_keys_is_an_entry(evidence):
    """Which keys came and left, in full, the hashes of both policies, and who agreed."""
    before = evidence.policy.write().encode()
    old, new, _ = _rotate_log(evidence)
    approved = Approved(OPERATOR, Approval("Ada", "Bert", "jährlicher Wechsel"), evidence.kreis.at)

    entry = note_rotation(evidence.kreis.house("loader"), before, evidence.policy.write().encode(), approved)

    words = open_payload(evidence.kreis.superuser(), evidence.kreis.keys, entry)
    assert ([new.verifier.write()], [old.verifier.write()]) == (words["access"]["came"], words["access"]["left"])
    assert {"jobcenter": "Ada", "jugendamt": "Bert"} == words["note"]["approved"]


@pytest.mark.parametrize("who", ["log", "jobcenter"])
def test_the_commands_print_the_line_for_the_policy_and_obey_it(kreis, tmp_path, who):
    """The next key as a line; while the policy names the old one, that stays; after that it is gone."""
    environ, trust = environment(kreis, tmp_path), tmp_path / "trust.txt"
    own = {name.removeprefix(f"{who}."): value for name, value in environ.items()}
    command, words = (signer, []) if who == "log" else (witness, ["--agency", who])

    def run(way):
        return CliRunner().invoke(command, [*words, way], env=own)

    line, again, early = run("--rotate").output, run("--rotate").output, run("--retire")
    old = trust.read_text().splitlines()
    name = line.split()[1] if who == "jobcenter" else who
    new = [line.strip() if one.startswith("log " if who == "log" else f"witness {who} ") else one for one in old]
    trust.write_text("\n".join([*new[:3], new[3].replace(f"all {who}", f"all {name}"), *new[4:]]) + "\n")

    done = run("--retire")

    assert line == again
    assert isinstance(early.exception, StateLost)
    assert (0, line) == (done.exit_code, done.output)
