"""The public cases of the law register, each through the code that decides for pages."""

import pytest

from hub.rulebook.scenarios import run_case
from hub.rulebook.undecided import why_undecided

from .books import public_cases, rules

BEYOND = {"entries", "help", "audience", "grounds"}
CASES = public_cases()
DECIDED = [case for case in CASES if not why_undecided(CASES[case])]


def test_the_cases_about_fields_alone_are_all_decided():
    """52 cases ask for fields and hold no entries, help, audience or grounds; none of them is put off."""
    simple = {
        name
        for name, case in CASES.items()
        if {"field", "fields"} & case["ask"].keys() and not BEYOND & (case.keys() | case["ask"].keys())
    }

    assert 52 == len(simple)
    assert simple <= set(DECIDED)


@pytest.mark.parametrize("name", DECIDED)
def test_a_public_case_comes_out_as_counsel_wrote_it(name):
    """Decision, reason, level, what is shown, what is withheld, and duties."""
    assert () == run_case(CASES[name], rules())


@pytest.mark.parametrize("name", sorted(set(CASES) - set(DECIDED)))
def test_what_is_not_decided_yet_is_not_called_right(name):
    """Acts, logs and the rights of the family come with their own rooms; until then such a case differs."""
    [difference] = run_case(CASES[name], rules())

    assert difference.startswith("not decided yet: ")
