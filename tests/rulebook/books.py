"""The public cases, and the rules of the repository by which they are judged."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from hub.rulebook.scenarios import Rules, load_rules, load_schema, read_scenarios
from tests.policy.worlds import POLICIES, ROOT
from tests.rulebook.written import cases_in

PUBLIC = ROOT / "tests" / "policies" / "scenarios.json"
Case = Mapping[str, Any]


@cache
def rules() -> Rules:
    """The rules of the repository."""
    return load_rules(ROOT, POLICIES)


@cache
def public_cases() -> Mapping[str, Case]:
    """All public cases by their id."""
    return {case["id"]: case for case in cases_in(PUBLIC.stem)}


def read(*cases: Case) -> tuple[Case, ...]:
    """Cases as if they stood in a file."""
    text = json.dumps({"format": 1, "cases": cases}).encode()
    return read_scenarios("cases.json", text, load_schema(ROOT))
