"""`hub policy diff`: exit status, words, cells; and wrong input."""

import shutil

import pytest
from click.testing import CliRunner

from hub.cli.commands import hub
from tests.kreis import ROOT

OLD = ROOT / "policies"


@pytest.fixture
def new(tmp_path):
    """A copy of the rules without the one on the protected address."""
    folder = shutil.copytree(OLD, tmp_path / "policies")
    (folder / "sgbx" / "address-lock.toml").unlink()
    return folder


def _diff(*arguments):
    return CliRunner().invoke(hub, ["policy", "diff", *map(str, arguments)])


def test_the_same_rules_have_status_0(tmp_path):
    """Also where they lie in another folder."""
    done = _diff(OLD, shutil.copytree(OLD, tmp_path / "copy"))

    assert 0 == done.exit_code
    assert "Kein Unterschied" in done.output


def test_what_is_opened_is_told_in_words(new):
    """Status 1, as with `diff`."""
    done = _diff(OLD, new)

    assert 1 == done.exit_code
    assert "Geöffnet" in done.output
    assert "wenn die Anschrift einer Person geschützt ist" in done.output


def test_every_cell_is_told_with_its_circumstances(new):
    """As CSV: only the address, and only where it is protected."""
    head, *rows = _diff(OLD, new, "--cells").output.splitlines()

    assert head.startswith("what,act,agency,role,purpose,owner,own,field,old,new,consent")
    assert rows
    assert {"address"} == {row.split(",")[7] for row in rows}
    assert all("address-is-locked" in row.split(",")[11] for row in rows)


def test_a_folder_that_holds_no_rules_is_wrong_input(tmp_path):
    """Status 2, not 1: nothing was compared."""
    assert 2 == _diff(OLD, tmp_path / "nowhere").exit_code


def test_a_rule_that_cannot_be_read_is_wrong_input(new):
    """Status 2, with file and line."""
    path = new / "gdpr" / "restriction.toml"
    path.write_text(path.read_text().replace("is-restricted", "is-restrictet"))

    done = _diff(OLD, new)

    assert 2 == done.exit_code
    assert "restriction.toml line 5" in done.output
