"""`hub policy explain`: a sheet for a family, the derivation, data; and wrong input."""

import json

import pytest
from click.testing import CliRunner

from hub.cli.commands import hub
from tests.kreis import ROOT

FILE = ROOT / "tests" / "policies" / "scenarios.json"


def _explain(*arguments):
    return CliRunner().invoke(hub, ["policy", "explain", *map(str, arguments)])


def test_a_case_is_explained_to_those_whom_it_is_about():
    """S018: two people, two sheets, on a page each."""
    done = _explain("--case", "S018", FILE)

    assert 0 == done.exit_code
    assert 2 == len(done.output.split("\f"))


def test_the_derivation_names_every_rule_with_its_norms():
    """For whoever checks; it says so that the sheet for the family is another."""
    done = _explain("--case", "S064", "--derivation", FILE)

    assert 0 == done.exit_code
    assert "own-data-in-fam (erlaubt bis zur Stufe „Wortlaut“)" in done.output


def test_the_derivation_as_data_is_json():
    """With ids, levels, norms and what would have to change."""
    data = json.loads(_explain("--case", "S044", "--json", FILE).output)

    assert {"conditions": [], "consent": True} == data["pieces"][0]["seats"][0]["change"]


def test_child_protection_has_no_sheet_and_the_way_on_is_named():
    """S015 asks for a report of danger."""
    done = _explain("--case", "S015", FILE)

    assert 0 == done.exit_code
    assert "kein Blatt" in done.output


def test_a_case_that_is_not_there_is_wrong_input():
    """Status 2, and the name that was given."""
    done = _explain("--case", "S999", FILE)

    assert 2 == done.exit_code
    assert 'no case "S999"' in done.output


def test_a_file_that_is_no_file_of_cases_is_wrong_input(tmp_path):
    """Neither text nor nothing at all."""
    (tmp_path / "cases.json").write_text("no cases")

    assert 2 == _explain("--case", "S044", tmp_path / "cases.json").exit_code
    assert 2 == _explain("--case", "S044", tmp_path / "missing.json").exit_code


@pytest.mark.parametrize("arguments", [(), ("--family", "FAM-2025-003"), (FILE,)])
def test_half_a_question_is_wrong_input(arguments):
    """Neither a case nor a family, or a family without who asks for what."""
    assert 2 == _explain(*arguments).exit_code
