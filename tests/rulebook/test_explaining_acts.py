"""Why an act may be carried out, in part, or not: for every case about one, in words and as data."""

import json

import pytest
from click.testing import CliRunner

from hub.cli.commands import hub
from hub.rulebook.explaining_acts import ActText, act_as_data, derive_act
from hub.rulebook.scenarios import load_rules
from hub.rulebook.wording import load_wording
from tests.policy.worlds import POLICIES, ROOT
from tests.rulebook.written import FOLDER, cases_in, files

WORDING = load_wording(ROOT)
RULES = load_rules(ROOT, POLICIES)
CASES = {f"{name}.json:{case['id']}": case for name in files() for case in cases_in(name) if "act" in case["ask"]}


def _derived(case):
    return derive_act(CASES[f"scenarios.json:{case}"], RULES)


@pytest.mark.parametrize("name", CASES)
def test_every_case_about_an_act_is_explained_as_it_is_decided(name):
    """The decision and its reason are those that the case expects, and no id of a condition or duty is left."""
    derived = derive_act(CASES[name], RULES)
    text, data, expected = ActText(derived, WORDING).text(), act_as_data(derived), CASES[name]["expect"]
    assert data["decision"] == expected["decision"]
    assert data["reason"] in {expected["reason"], *expected.get("also", ())}
    assert "Was sich ändern müsste:" in text
    ids = {*WORDING.words["act_conditions"], *WORDING.words["act_duties"], *WORDING.words["conditions"]}
    assert not {word.strip(".,:;()") for word in text.split()} & {one for one in ids if "-" in one or "_" in one}


def test_what_is_lacking_is_named_with_its_norm_and_what_would_help():
    """A report that a rule set off: nobody observed anything in this one case."""
    text = ActText(_derived("S078"), WORDING).text()
    assert "Fehlt:" in text
    assert "niemand hat es für diesen einen Fall entschieden" in text
    assert "Es geht nur, wenn jemand in genau diesem Fall etwas beobachtet hat" in text


def test_what_goes_along_and_what_stays_out_are_told_apart():
    """Feedback to whoever reported: three items of a closed list."""
    text = ActText(_derived("S080"), WORDING).text()
    assert "Geht mit:\n  indications_confirmed\n  was_active\n  is_active\nBleibt weg:" in text
    assert "assessment: mehr, als die Liste erlaubt" in text


def test_the_command_explains_an_act_in_words_and_as_data():
    """As a lawyer types it."""
    file = str(FOLDER / "scenarios.json")
    said = CliRunner().invoke(hub, ["policy", "explain", file, "--case", "S076"])
    data = CliRunner().invoke(hub, ["policy", "explain", file, "--case", "S076", "--json"])
    assert (said.exit_code, data.exit_code) == (0, 0)
    assert "Ergebnis: ja, mit Pflichten" in said.output
    assert json.loads(data.output)["decision"] == "permit_with_duty"
