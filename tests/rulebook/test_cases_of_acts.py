"""Further cases about acts, each reasoned from the law register before it was run."""

import pytest

from hub.rulebook.scenarios import ScenariosFaulty, run_case

from .books import public_cases, read, rules
from .written import cases_in

WRITTEN = cases_in("cases-acts")
CASES = {case["id"]: case for case in WRITTEN}


@pytest.mark.parametrize("name", CASES)
def test_a_case_about_an_act_comes_out_as_it_was_reasoned(name):
    """Decision, reason, what is shown and withheld, and duties."""
    assert () == run_case(CASES[name], rules())


def test_every_act_has_cases_for_yes_and_no():
    """Acts that may be carried out are permitted in one case and refused in another; the others are refused in all."""
    decided = {}
    for case in (*CASES.values(), *public_cases().values()):
        if "act" in case["ask"]:
            decided.setdefault(case["ask"]["act"], set()).add(case["expect"]["decision"])

    assert set(rules().policies.acts) == set(decided)
    for act in decided:
        assert rules().policies.acts[act].never == ({"deny"} == decided[act]), act


def test_an_entry_that_is_not_there_is_told():
    """A package of entries that the case does not hold is a mistake of the case."""
    case = next(case for case in CASES.values() if case["ask"]["act"] == "workflow:handover")
    details = {**case["ask"]["details"], "entries": ["nowhere"]}

    with pytest.raises(ScenariosFaulty, match=r"ask\.details\.entries: no such entry in this case"):
        read({**case, "ask": {**case["ask"], "details": details}})
