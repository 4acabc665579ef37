"""Rules that do nothing, or not what they seem to, are put into a copy of the rules on purpose, and found."""

import shutil

import pytest

from hub.policy.flaws import flaws
from hub.policy.load import load_policies
from hub.rulebook.complaints import Complaints
from hub.rulebook.wording import load_wording
from tests.policy.worlds import CATALOGUE, ROOT

WORDING = load_wording(ROOT)
TAIL = """
says = "own_task"
basis = ["§ 1 SGB I"]
reason = "Eine Regel, die niemand schreiben sollte."

[[case]]
name = "nobody sees it"
expect = "none"
given = { principal = "it_admin", purpose = "livelihood", field = "phone", owner = "jobcenter" }
"""
ADDED = {
    "„rogue“ gilt nie": 'effect = "permit"\nlevel = "full"\nfields = ["phone"]\nroles = ["jobcoach"]\n'
    'when = ["principal-is-entrustee"]\nunless = ["is-entrusted"]',
    "„rogue“ öffnet nie etwas": 'effect = "permit"\nlevel = "full"\nfields = ["sgb2_bg_number"]\n'
    'agencies = ["jugendamt"]\nwhen = ["owner-is-another", "purpose-is-fam"]',
    "„rogue“ nennt Felder, die Grenzen immer zurücknehmen: „Kundennummer“": 'effect = "permit"\nlevel = "full"\n'
    'fields = ["phone", "sgb2_customer_number"]\nagencies = ["jugendamt"]\n'
    'when = ["owner-is-another", "purpose-is-fam"]',
    "„rogue“ ändert nichts": 'effect = "permit"\nlevel = "full"\nfields = ["phone"]\nagencies = ["jobcenter"]\n'
    'when = ["owner-is-own", "purpose-is-default"]',
}


@pytest.fixture
def folder(tmp_path):
    """A copy of the rules to spoil."""
    return shutil.copytree(ROOT / "policies", tmp_path / "policies")


def _said(folder):
    policies = load_policies(folder, CATALOGUE)
    return "\n".join(Complaints(policies, WORDING).flawed(one) for one in flaws(policies))


@pytest.mark.parametrize("words", ADDED)
def test_a_vain_rule_is_named(folder, words):
    """Unreachable, taken back as a whole or in part, or shadowed by others."""
    (folder / "house" / "rogue.toml").write_text(f'id = "rogue"\n{ADDED[words]}{TAIL}', encoding="utf-8")
    assert words in _said(folder)


def test_a_field_that_nobody_can_ever_see_is_named(folder):
    """A prohibition for everybody."""
    rule = 'id = "rogue"\neffect = "limit"\nlevel = "none"\nfields = ["sgb2_bg_number"]'
    (folder / "house" / "rogue.toml").write_text(rule + TAIL, encoding="utf-8")
    assert "Diese Felder kann niemand je sehen: „Bedarfsgemeinschaftsnummer“." in _said(folder)


def test_a_purpose_that_leads_nowhere_is_named(folder):
    """The table of functions promises what no rule gives."""
    table = folder / "house" / "roles.toml"
    text = table.read_text(encoding="utf-8")
    before = '[role.planner]\nagencies           = ["jugendamt"]\npurposes           = ['
    assert before in text
    table.write_text(text.replace(before, before + '"planning_statistics"'), encoding="utf-8")
    assert "Die Tabelle der Funktionen gibt" in _said(folder)
