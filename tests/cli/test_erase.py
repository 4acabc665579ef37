"""`hub erase` as an operator types it: refused, done, proven, and not undone by an older backup."""

import orjson
import pytest

from tests.cli import test_backup as backups
from tests.gate.test_erasing_records import end_fam, rows_of
from tests.kreis import F01, NOWHERE
from tests.ledger.evidence import standing_behind

run, fresh, taken = backups.run, backups.fresh, backups.taken
BOTH = ("--takeover-jobcenter", "Ada Muster", "--takeover-jugendamt", "Bea Muster")
LEFT = """
select (select count(*) from record.key_wrapping w where w.family_id = f.family_id)
    + (select count(*) from record.holder_key h where h.family_id = f.family_id)
    + (select count(*) from record.cell c where c.family_id = f.family_id) from core.family f
"""


@pytest.mark.parametrize("words", [(F01,), (F01, *BOTH[:2]), (F01, *BOTH[2:]), (F01, *BOTH), (NOWHERE, *BOTH)])
def test_what_may_not_be_erased_is_refused_in_one_line(run, kreis, words):
    """Without both confirmations; while FAM runs; and a number of nobody."""
    before = rows_of(kreis)
    done = run("erase", *words)

    assert (done.exit_code, len(done.output.splitlines())) == (2, 1), done.output
    assert before == rows_of(kreis)


def test_the_command_says_what_was_destroyed_and_the_check_that_nothing_is_left(run, kreis):
    """By holder; the check before finds it and says so by its status; a second erasure is told of the first."""
    end_fam(kreis)
    there = run("erase", F01, "--check")
    done = run("erase", F01, *BOTH, "--offered", "2026-11-02")
    told, after = orjson.loads(done.output), run("erase", F01, "--check")
    found = orjson.loads(after.output)

    assert (there.exit_code, done.exit_code, after.exit_code) == (1, 0, 0)
    assert orjson.loads(there.output)["holder_keys"] == told["holder_keys"]
    assert (found["holder_keys"], found["wrappings"], found["values"], found["nothing_left"]) == ({}, {}, 0, True)
    assert found["entry"] == told["entry"]
    again = run("erase", F01, *BOTH)
    assert (again.exit_code, told["entry"] in again.output) == (2, True)


def test_a_backup_of_before_does_not_bring_it_back(run, kreis, fresh, tmp_path):
    """Without witnesses both agencies say it once more: no key, no ciphertext of that family, and all of the others."""
    end_fam(kreis)
    assert run("backup", tmp_path / "before.age").exit_code == 0
    assert run("erase", F01, *BOTH).exit_code == 0
    name = fresh()
    done = run("restore", tmp_path / "before.age")
    assert (done.exit_code, f"{F01}: no witness knows of its erasure" in done.output) == (3, True), done.output
    for agency in ("jobcenter", "jugendamt"):
        assert run("consent", "replay").exit_code == 3
        said = run("consent", "vouch", F01, "--agency", agency, "--by", "Ada Muster")
        assert said.exit_code == 0, said.output

    done = run("consent", "replay")

    assert (done.exit_code, "records erased again: 1" in done.output) == (0, True), done.output
    assert [(0,)] == backups._rows(kreis, name, f"{LEFT} where number = '{F01}'")
    assert all(count > 0 for (count,) in backups._rows(kreis, name, f"{LEFT} where number <> '{F01}'"))
    assert run("erase", F01, "--check").exit_code == 0


def test_the_proof_of_the_entry_is_checked_by_whoever_has_the_trust_policy_alone(run, kreis, tmp_path):
    """Refused as long as no checkpoint covers it; afterwards a file that `hub ledger verify` finds whole."""
    end_fam(kreis)
    with standing_behind(kreis, tmp_path / "evidence") as evidence:
        entry = orjson.loads(run("erase", F01, *BOTH).output)["entry"]
        early = run("erase", F01, "--check", "--proof", tmp_path)
        evidence.place()
        assert evidence.sign()
        late = run("erase", F01, "--check", "--proof", tmp_path)
        policy = tmp_path / "policy"
        policy.write_text(evidence.policy.write(), encoding="utf-8")

    assert (early.exit_code, "no published checkpoint covers it" in early.output) == (2, True)
    path = orjson.loads(late.output)["proof"]
    assert (late.exit_code, path) == (0, str(tmp_path / f"{entry}.tlog-proof"))
    assert run("ledger", "verify", path, "--policy", policy).exit_code == 0
