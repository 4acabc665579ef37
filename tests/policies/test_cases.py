"""The examples that stand in the rule files, and that the folder of rules is in order."""

import re

import pytest

from hub.policy.cases import run_case
from hub.policy.policies import Case, Policy
from tests.policy.worlds import POLICIES, ROOT

CASES = [
    pytest.param(policy, case, id=f"{policy.id}: {case.name}") for policy in POLICIES.policies for case in policy.cases
]


@pytest.mark.parametrize(("policy", "case"), CASES)
def test_the_rules_do_what_their_cases_say(policy: Policy, case: Case) -> None:
    """A case is decided by all rules together, as the gate would; a rule that says otherwise is not this rule."""
    outcome = run_case(POLICIES, case)

    assert outcome.meets(case), f"{policy.id}: expected {case.expect.id} ({case.reason}), got {outcome}"


def test_a_rule_stands_in_the_folder_of_its_law_under_its_own_name() -> None:
    """Whoever reads an id in the log finds the file by it."""
    files = {
        path.stem
        for path in (ROOT / "policies").rglob("*.toml")
        if path.parent.name not in {"acts", "resources", "review"} and "consent" not in path.parts
    }

    assert {str(policy.id) for policy in POLICIES.policies} == files - {
        "roles",
        "mandates",
        "invariants",
        "retention",
        "agreed",
    }


def test_every_norm_names_a_paragraph_and_a_law() -> None:
    """A basis can be looked up: article or paragraph, and the law it is in."""
    norm = re.compile(r"^(§§?|Art\.) \d+\w*( .+)? (SGB (I|II|VIII|X)|DSGVO|BDSG|StGB|BMG|BGB)$")
    norms = {norm for policy in POLICIES.policies for norm in policy.basis}

    assert [] == sorted(text for text in norms if not norm.match(text))


def test_python_knows_no_agency_by_name() -> None:
    """Who may read what stands in the rules: the engine does not branch on an agency, a role or a purpose of one."""
    sources = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "hub/policy").glob("*.py")}
    branch = re.compile(r"\b(if|elif|match|case)\b.*\b(Agency|Role)\.[A-Z]")

    found = {name: line for name, text in sources.items() for line in text.splitlines() if branch.search(line)}

    assert {} == {name: line for name, line in found.items() if name != "cases.py"}
