"""`hub ledger …`: what is checked, taken along and proven from the command line."""

import orjson
import pytest
from click.testing import CliRunner

from hub.cli.commands import hub
from hub.terms.lists import Purpose
from tests.kreis import F01
from tests.ledger.checked import check
from tests.ledger.evidence import NAMES, standing_behind
from tests.ledger.logs import small_log


def _run(*arguments, env=None):
    return CliRunner().invoke(hub, ["ledger", *map(str, arguments)], env=env)


def test_a_delivery_is_checked(tmp_path):
    """With the same words and status as the file alone."""
    log = small_log(20)
    good = _run("verify", log.export(tmp_path / "good"), "--policy", tmp_path / "good" / "policy")
    log.kept[3].boxes[2] = None
    found = _run("verify", log.export(tmp_path / "found"))
    nothing = _run("verify", tmp_path / "nothing")

    assert (0, 1, 2) == (good.exit_code, found.exit_code, nothing.exit_code)
    assert "ERGEBNIS: Das Protokoll ist vollständig und unverändert." in good.output
    assert "BEFUND (1): Inhalte fehlen ohne Löschvermerk" in found.output


def test_its_help_names_what_one_needs():
    """The policy of one's own, and older checkpoints."""
    said = _run("verify", "--help").output

    assert "--policy" in said
    assert "--old" in said


@pytest.mark.parametrize("entry", ["x", "FAM-2025-003"])
def test_a_proof_is_of_an_entry_s_id(entry):
    """Whatever else is asked for is refused before any database is opened."""
    assert 2 == _run("proof", entry).exit_code


def test_an_agency_shows_what_went_out_of_its_own(kreis, monkeypatch):
    """With its own key, for an officer of its own, who is told of it family by family; nobody else is."""
    monkeypatch.setenv("HUB_DATABASE_URL", kreis.urls.url("ROLE").replace("ROLE", "{role}"))
    monkeypatch.setenv("HUB_KEYS", str(kreis.keys))
    monkeypatch.setenv("HUB_STICHTAG", "2026-11-16")
    entry = kreis.open("U01").entry

    shown = _run("given", F01, "--agency", "jugendamt", "--officer", "U16")
    own = _run("given", F01, "--agency", "jobcenter", "--officer", "U16")
    nobody = _run("given", F01, "--agency", "jugendamt", "--officer", "U01")

    lines = [orjson.loads(line) for line in shown.output.splitlines()]
    assert {(entry, "jugendamt", "jobcenter", "jobcoach")} == {
        (one["entry"], one["source"], one["agency"], one["role"]) for one in lines
    }
    assert [(0, ""), (2, "")] == [(done.exit_code, done.stdout) for done in (own, nobody)]


@pytest.fixture
def signed(kreis, monkeypatch, tmp_path):
    """A Kreis whose log was signed, as the environment names it."""
    monkeypatch.setenv("HUB_DATABASE_URL", kreis.urls.url("ROLE").replace("ROLE", "{role}"))
    monkeypatch.setenv("HUB_KEYS", str(kreis.keys))
    monkeypatch.setenv("HUB_STICHTAG", "2026-11-16")
    monkeypatch.setenv("HUB_LOG_POLICY", str(tmp_path / "trust"))
    with standing_behind(kreis, tmp_path / "evidence") as evidence:
        (tmp_path / "trust").write_text(evidence.policy.write(), encoding="utf-8")
        kreis.open("U01", purpose=Purpose.SGB2_INTEGRATION)
        evidence.place()
        evidence.sign()
        yield kreis


def test_the_log_is_taken_along_and_an_entry_proven(signed, tmp_path):
    """Leaves, with boxes for an officer, and one entry; all of it is whole."""
    [(entry,), *_] = signed.superuser().execute("select entry_id from ledger.leaf").fetchall()

    leaves = _run("export", tmp_path / "leaves")
    boxes = _run("export", tmp_path / "boxes", "--officer", "U16", "--agency", "jobcenter")
    proof = _run("proof", entry, "--out", tmp_path)

    assert [0, 0, 0] == [done.exit_code for done in (leaves, boxes, proof)]
    policy = (tmp_path / "trust").read_text(encoding="utf-8")
    for taken in ("leaves", "boxes", f"{entry}.tlog-proof"):
        assert (0, set()) == check(tmp_path / taken, policy=policy)


@pytest.mark.parametrize("agency", NAMES)
def test_each_agency_checks_the_copy_of_its_own_witness(signed, agency, tmp_path):
    """Neither hub nor the other agency is asked; the copy is whole under that witness's word, and no more."""
    both = (tmp_path / "trust").read_text(encoding="utf-8")
    (tmp_path / "own").write_text(both.replace("quorum both", f"quorum {agency}"), encoding="utf-8")

    done = _run("copy", tmp_path / "c", "--mirror", tmp_path / "evidence" / agency, "--policy", tmp_path / "own")
    nothing = _run("copy", tmp_path / "n", "--mirror", tmp_path, "--policy", tmp_path / "own")

    assert (0, 2) == (done.exit_code, nothing.exit_code)
    assert (0, set()) == check(tmp_path / "c")
    assert (1, {"signature"}) == check(tmp_path / "c", policy=both)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("export", "there", "--officer", "U16"), "bitte --agency nennen"),
        (("export", "there", "--officer", "U01", "--agency", "jobcenter"), "keine oder mehrere Funktionen"),
        (("proof", "0190a000-0000-7000-8000-00000000000a"), "no published checkpoint covers it"),
    ],
)
def test_what_cannot_be_done_is_one_line(signed, words, said):
    """Of two posts one must be named; who has none at the officers' desk gets nothing, what is not there no proof."""
    done = _run(*words)

    assert 2 == done.exit_code
    assert said in done.output
