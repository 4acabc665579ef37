"""`hub policy …`: what the commands on rules say, and their exit status."""

import shutil

import pytest
from click.testing import CliRunner

from hub.cli.commands import hub
from tests.kreis import ROOT


@pytest.fixture
def rules(tmp_path):
    """A copy of the rules, to be spoilt."""
    return shutil.copytree(ROOT / "policies", tmp_path / "policies")


def _check(*arguments):
    return CliRunner().invoke(hub, ["policy", "check", *map(str, arguments)])


def test_the_rules_of_this_hub_are_fine():
    """Status 0, and one line that says how many rules were checked."""
    done = _check()

    assert 0 == done.exit_code
    assert "0 Beanstandungen" in done.output


def test_a_file_that_is_no_rule_is_named_with_its_line(rules):
    """Status 2: nothing could be checked."""
    path = rules / "gdpr" / "restriction.toml"
    path.write_text(path.read_text().replace("is-restricted", "is-restrictet"))

    done = _check(rules)

    assert 2 == done.exit_code
    assert "policies/gdpr/restriction.toml line 5" in done.output
    assert '"is-restricted" perhaps?' in done.output
