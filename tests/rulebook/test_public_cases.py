"""The public cases of the law register, each through the code that decides for pages."""

import pytest

from hub.rulebook.scenarios import run_case

from .books import public_cases, rules

CASES = public_cases()


def test_all_of_them_are_there():
    """Ninety, each run below."""
    assert 90 == len(CASES)


@pytest.mark.parametrize("name", CASES)
def test_a_public_case_comes_out_as_counsel_wrote_it(name):
    """Decision, reason, level, what is shown, what is withheld, and duties."""
    assert () == run_case(CASES[name], rules())
