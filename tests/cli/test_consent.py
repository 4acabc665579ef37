"""`hub consent …` as an operator types it: what is shown, what is written into the folder, what is refused."""

import pytest
from click.testing import CliRunner

from hub.cli.commands import hub


@pytest.fixture
def run(kreis, monkeypatch):
    """Runs a command on a copy of the Kreis, at its day."""
    monkeypatch.setenv("HUB_DATABASE_URL", kreis.urls.url("ROLE").replace("ROLE", "{role}"))
    monkeypatch.setenv("HUB_KEYS", str(kreis.keys))
    monkeypatch.setenv("HUB_STICHTAG", "2026-11-16")
    return lambda *words: CliRunner().invoke(hub, ["consent", *words])


def test_one_consent_is_shown_for_each_person_it_is_about(run):
    """By its number."""
    done = run("show", "C02")
    assert done.exit_code == 0
    assert "C02 · Person F01-2" in done.output
    assert "C02 · Person F01-3" in done.output


def test_all_consents_of_a_family_are_listed_with_their_stand(run):
    """By the number of the family, and nobody else's."""
    done = run("show", "FAM-2025-003")
    assert done.exit_code == 0
    assert "C05      F01-1      abgelehnt" in done.output
    assert "F02-" not in done.output


def test_the_history_of_a_family_is_told_in_order(run):
    """Line by line, the oldest first."""
    done = run("history", "FAM-2025-003")
    assert done.exit_code == 0
    assert "C05: F01-1: Nein" in done.output
    years = [line.split(".")[2][:4] for line in done.output.splitlines()]
    assert years == sorted(years)


def test_a_folder_is_made_and_filled(run, tmp_path):
    """One file for each person and consent."""
    out = tmp_path / "belege"
    done = run("receipts", "--format", "txt", "--out", str(out), "--family", "FAM-2025-003")
    assert (done.exit_code, done.stdout.strip()) == (0, f"receipts written: {len(list(out.iterdir()))}")
    assert "hub: no trust policy (HUB_LOG_POLICY): the receipts carry no proof" == done.stderr.strip()
    assert (out / "C01_F01-1.txt").read_text(encoding="utf-8").startswith("Beleg über eine Einwilligung")


def test_a_folder_with_something_else_in_it_is_refused(run, tmp_path):
    """Nothing is written beside what may be somebody's."""
    (tmp_path / "notes.md").write_text("mine", encoding="utf-8")
    done = run("receipts", "--format", "pdf", "--out", str(tmp_path))
    assert done.exit_code == 2
    assert [one.name for one in tmp_path.iterdir()] == ["notes.md"]


def test_what_a_run_that_was_cut_off_left_half_written_is_cleared_away(run, tmp_path):
    """The folder is still its own: the next run fills it. What only looks alike stays, and is refused."""
    (tmp_path / ".C01_F01-1.txt.part").write_text("Beleg über", encoding="utf-8")
    done = run("receipts", "--format", "txt", "--out", str(tmp_path), "--family", "FAM-2025-003")
    assert done.exit_code == 0
    assert {".txt"} == {one.suffix for one in tmp_path.iterdir()}

    (tmp_path / "mine.part").write_text("mine", encoding="utf-8")
    refused = run("receipts", "--format", "txt", "--out", str(tmp_path), "--family", "FAM-2025-003")
    assert refused.exit_code == 2
    assert (tmp_path / "mine.part").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("words", [("show", "C999"), ("history", "FAM-1999-001")])
def test_a_name_under_which_nothing_was_signed_ends_with_1(run, words):
    """And says which name."""
    done = run(*words)
    assert done.exit_code == 1
    assert f'nothing was signed under "{words[1]}"' in done.output
