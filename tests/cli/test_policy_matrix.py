"""`hub policy matrix`: table, CSV, picture; and wrong input."""

import pytest
from click.testing import CliRunner

from hub.cli.commands import hub
from tests.kreis import ROOT


def _matrix(*arguments):
    return CliRunner().invoke(hub, ["policy", "matrix", *map(str, arguments)])


@pytest.mark.parametrize(
    ("option", "begins"), [("", "Wer sieht was wofür"), ("--csv", "Stelle,Funktion"), ("--svg", "<svg ")]
)
def test_each_form_is_printed(option, begins):
    """Of the rules of this hub, for one function."""
    done = _matrix("--role", "jobcoach", *filter(None, [option]))

    assert 0 == done.exit_code
    assert done.output.startswith(begins)
    assert "ASD-Fachkraft" not in done.output


def test_rules_of_another_folder_are_read():
    """Before they take effect."""
    assert 0 == _matrix(ROOT / "policies", "--role", "dpo").exit_code


def test_wrong_input_has_status_2(tmp_path):
    """A folder without rules, and a function that is none."""
    assert 2 == _matrix(tmp_path).exit_code
    assert 2 == _matrix("--role", "janitor").exit_code
