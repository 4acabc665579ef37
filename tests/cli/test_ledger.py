"""`hub ledger …`: what is checked, taken along and proven from the command line."""

import pytest
from click.testing import CliRunner

from hub.cli.commands import hub
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
