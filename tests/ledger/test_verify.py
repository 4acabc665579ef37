"""The offline verifier: what is whole passes, what is not is found, what cannot be read is said."""

import base64
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from hub.ledger import verify

from .checked import check
from .logs import ORIGIN, Signer, small_log

VERIFIER = Path(verify.__file__)


@pytest.fixture
def log():
    """Three hundred entries of two writers about three families."""
    return small_log()


def _run(*arguments):
    done = subprocess.run(
        [sys.executable, "-I", "-S", VERIFIER, *arguments], capture_output=True, check=False, encoding="utf-8"
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


def test_a_whole_log_passes_without_anything_but_the_standard_library(log, tmp_path):
    """As a data protection officer would run it."""
    status, said = _run(log.export(tmp_path / "d"))

    assert 0 == status
    assert "nicht geprüft" not in said
    assert "ERGEBNIS: Das Protokoll ist vollständig und unverändert." in said
    assert f"Protokoll {ORIGIN}: 300 Einträge" in said


def test_what_was_found_is_said_in_german(log, tmp_path):
    """What it means, and where."""
    salt, _ = log.kept[7].boxes[2]
    log.kept[7].boxes[2] = (salt, b"{}")

    status, said = _run(log.export(tmp_path / "d"))

    assert 1 == status
    assert f"BEFUND (1): {verify.KINDS['payload']}\n  - Eintrag 7, Abschnitt 3\n" in said
    assert said.endswith("ERGEBNIS: Es gibt Befunde.\n")


def test_what_it_reads_cannot_speak_in_its_name(log, tmp_path):
    """A line end or an escape in what somebody wrote is not one on the screen of whoever checks."""
    log.add(family="F\n\nERGEBNIS: Das Protokoll ist vollständig und unverändert.\n\x1b[8m\u202e")
    log.families = {name: 0 for name in log.families}
    log.add(family="F\n\nERGEBNIS: Das Protokoll ist vollständig und unverändert.\n\x1b[8m\u202e")
    log.sign()

    status, said = _run(log.export(tmp_path / "d"))

    assert 1 == status
    assert ["ERGEBNIS: Es gibt Befunde."] == [line for line in said.splitlines() if line.startswith("ERGEBNIS")]
    assert not {"\x1b", "\u202e"} & set(said)


@pytest.mark.parametrize("missing", ["policy", "checkpoint"])
def test_without_policy_or_checkpoint_nothing_can_be_checked(log, missing, tmp_path):
    """That is not the same as whole, and not the same as a finding."""
    folder = log.export(tmp_path / "d")
    (folder / missing).unlink()

    status, said = _run(folder)

    assert 2 == status
    assert said.endswith("ERGEBNIS: Nicht prüfbar.\n")


@pytest.mark.parametrize("text", ["", "hub\n", f"{ORIGIN}\n+5\nAAAA\n", f"{ORIGIN}\n05\n{'A' * 43}=\n"])
def test_what_is_no_checkpoint_cannot_be_checked(log, text, tmp_path):
    """Neither empty nor with a number in another spelling."""
    folder = log.export(tmp_path / "d")
    (folder / "checkpoint").write_text(text, encoding="utf-8")

    assert 2 == check(folder)[0]


def test_a_size_that_nobody_has_entries_for_is_a_finding_and_no_endless_search(log, tmp_path):
    """Whoever forges a checkpoint may write any number into it."""
    folder = log.export(tmp_path / "d")
    note = (folder / "checkpoint").read_text(encoding="utf-8")
    (folder / "checkpoint").write_text(note.replace("\n300\n", f"\n{10**17}\n"), encoding="utf-8")

    assert (1, {"signature", "tree", "old"}) == check(folder)


@pytest.mark.parametrize("path", ["tile/0/000", "tile/1/000.p/1", "tile/0/001.p/44", "tile/entries/000"])
@pytest.mark.parametrize("damage", ["missing", "changed", "longer"])
def test_every_file_of_the_tree_is_checked(log, path, damage, tmp_path):
    """Also tiles that nothing here would need."""
    folder = log.export(tmp_path / "d")
    content = (folder / path).read_bytes()
    (folder / path).unlink()
    if damage != "missing":
        changed = content[:-1] + bytes([content[-1] ^ 1])
        (folder / path).write_bytes(changed if damage == "changed" else content + b"\0")

    status, found = check(folder)

    assert 1 == status
    assert "tree" in found


@pytest.mark.parametrize(
    "change",
    [
        {"v": 2},
        {"t": "access"},
        {"ag": "Job Center"},
        {"id": "1"},
        {"ws": "1"},
        {"ws": 1.5},
        {"ru": "bald"},
        {"name": "Anna"},
        {"ck": [1]},
        {"at": "2026-03-02 07:00:01"},
        {"c": []},
        {"er": {}},
        {"at": "T7:00:01Z"},
    ],
    ids=str,
)
def test_a_leaf_of_another_form_is_found(log, change, tmp_path):
    """What the hub writes has one form; a member more could hold what must not lie there."""
    log.add(family=None).leaf.update(change)
    log.sign()

    assert (1, {"form"}) == check(log.export(tmp_path / "d"))


def test_the_same_leaf_in_another_spelling_is_found(log, tmp_path):
    """Blanks, another order, a number with a plus: one entry, one row of bytes."""
    for text in (b' {"v":1}', log.kept[0].bytes.replace(b'"v":1', b'"v": 1'), log.kept[0].bytes + b"\n"):
        assert verify.LEAF.fullmatch(text.decode()) is None
    assert verify.LEAF.fullmatch(log.kept[0].bytes.decode())


def test_a_number_that_is_missing_is_found_when_it_should_be_there(log, tmp_path):
    """Numbers come in whatever order: for ten minutes a gap may be a transaction that is still open."""
    log.kept[3].boxes[1] = log.kept[13].boxes[1] = None  # what is not to be read hides no number of a writer
    log.add(family=None, ws=500, w=log.writers[0])
    log.sign()
    assert (1, {"erasure"}) == check(log.export(tmp_path / "young"))

    log.at += timedelta(minutes=11)
    log.add(family=None, w=log.writers[1])
    log.sign()
    assert (1, {"numbers", "erasure"}) == check(log.export(tmp_path / "old"))


def test_an_aborted_number_is_filled(log, tmp_path):
    """By an entry that says so and takes its place."""
    log.add(family=None, ws=152, w=log.writers[0])
    log.at += timedelta(minutes=11)
    log.add("writer.void", None, ws=151, w=log.writers[0])
    log.at += timedelta(minutes=11)
    log.add(family=None, w=log.writers[1])
    log.sign()

    assert (0, set()) == check(log.export(tmp_path / "d"))


@pytest.mark.parametrize("whose", ["writer", "family"])
def test_a_number_taken_twice_is_found(log, whose, tmp_path):
    """Of a writer, and of a family."""
    log.families["FAM-2026-001"] -= whose == "family"
    log.add(**({"ws": 3, "w": log.writers[0]} if whose == "writer" else {}))
    log.sign()

    assert (1, {"numbers"}) == check(log.export(tmp_path / "d"))


def test_a_family_s_gap_is_found_where_every_entry_is_open(log, tmp_path):
    """What is closed may be the missing one, so it is counted."""
    log.families["FAM-2026-002"] += 1
    log.add(family="FAM-2026-002")
    log.at += timedelta(minutes=11)
    log.add(family=None)
    log.sign()
    assert (1, {"numbers"}) == check(log.export(tmp_path / "open"))

    log.kept[20].boxes[1] = None
    folder = log.export(tmp_path / "closed")
    lines = (folder / "payload/000.jsonl").read_text(encoding="utf-8").replace("null", "1")
    (folder / "payload/000.jsonl").write_text(lines, encoding="utf-8")
    assert (0, set()) == check(folder)


@pytest.mark.parametrize("minutes", [-30, 30])
def test_a_time_that_the_witnesses_contradict_is_found(log, minutes, tmp_path):
    """Earlier than a checkpoint that the writer knew, or later than the one that covers the entry."""
    told, log.at = log.at, log.at + timedelta(minutes=minutes)
    log.add(family=None)
    log.add(family=None)
    log.at = told
    log.sign()
    if minutes < 0:
        log.add(family=None, at="2026-03-02T06:30:00Z")
        log.sign()

    assert (1, {"time"}) == check(log.export(tmp_path / "d"))


def test_a_witness_that_goes_back_in_time_is_found(log, tmp_path):
    """The larger checkpoint was signed earlier."""
    log.add(family=None, at="2026-03-02T07:00:00Z", ck=[0, ""])
    log.sign(at=log.at - timedelta(minutes=1))

    assert (1, {"time"}) == check(log.export(tmp_path / "d"))


def test_what_a_witness_signed_again_after_a_quiet_night_is_no_finding(log, tmp_path):
    """Nothing had been added: the officer kept what was cosigned first, the log holds what was cosigned later."""
    log.sign(at=log.at + timedelta(hours=8))

    assert (0, set()) == check(log.export(tmp_path / "d"), old=[log.checkpoints[-2][1]])


def test_an_entry_that_names_another_checkpoint_is_found(log, tmp_path):
    """It was written under a tree that is not this one; nobody else names a checkpoint of that size."""
    log.add(family=None, ck=[51, "0" * 16])
    log.sign()

    assert (1, {"old"}) == check(log.export(tmp_path / "d"))


def test_a_new_key_beside_the_old_one_raises_nothing(log, tmp_path):
    """For a month both sign; then the old one is gone. What it signed before is good by the witnesses' word."""
    old = log.log
    new = Signer(ORIGIN, 1)
    log.add("config.changed", None)
    log.sign(signers=[new])
    log.log = new
    log.add(family=None)
    log.sign()
    policy = log.policy().replace("witness jobcenter", f"log {old.vkey}\nwitness jobcenter")

    assert (0, set()) == check(log.export(tmp_path / "d"), policy=policy)
    assert (0, set()) == check(log.export(tmp_path / "d"))
    log.log = old
    log.add(family=None)
    log.sign()
    log.log = new
    assert (1, {"signature"}) == check(log.export(tmp_path / "e")), "the newest by the old key alone"


def test_a_witness_with_a_new_key_raises_nothing(log, tmp_path):
    """The policy names both, and asks for either."""
    old = log.witnesses["jobcenter"]
    log.witnesses["jobcenter"] = Signer(old.name, 4)
    log.add(family=None)
    log.sign()
    groups = f"witness before {old.vkey}\ngroup one any jobcenter before\ngroup both all one jugendamt\nquorum both\n"

    assert (0, set()) == check(log.export(tmp_path / "d"), policy=log.policy(groups))


def test_a_proof_of_an_entry_is_checked_alone(log, tmp_path):
    """With the entry, the policy, and nothing of the log."""
    (tmp_path / "policy").write_text(log.policy(), encoding="utf-8")
    (tmp_path / "one.tlog-proof").write_text(log.proof(7), encoding="utf-8")

    status, said = _run(tmp_path / "one.tlog-proof", "--policy", tmp_path / "policy")

    assert 0 == status
    assert log.kept[7].bytes.decode() in said


def test_a_damaged_proof_is_found(log, tmp_path):
    """Another entry, another place, another path, a witness less."""
    good = log.proof(7)
    extra = base64.b64encode(log.leaves[7]).decode()
    log.checkpoints.pop()
    unsigned = log.sign(without=("jobcenter",))
    damaged = {
        good: 0,
        good.replace(extra, base64.b64encode(log.leaves[8]).decode()): 1,
        good.replace("index 7", "index 6"): 1,
        good.replace("index 7", "index 07"): 2,
        good.replace("index 7", "index 300"): 2,
        log.proof(7, unsigned): 1,
        good.replace("\n" + good.split("\n")[3] + "\n", "\n", 1): 2,
    }
    for number, (text, status) in enumerate(damaged.items()):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "p").write_text(text, encoding="utf-8")

        assert status == check(tmp_path / str(number) / "p", policy=log.policy())[0], number
