"""Some of the questions on which the two engines are compared; all of them are asked in tests/policy."""

import pytest

from hub.policy.decide import decide
from tests.policy.reference import read
from tests.policy.sampling import questions


@pytest.mark.parametrize("seed", range(12))
def test_both_engines_show_the_same(seed: int) -> None:
    """Cell by cell, at the same level."""
    for policies, request, outline in questions(seed):
        compiled = {one.cell.cell: one.level for one in decide(policies, request, outline).shown}
        assert compiled == read(policies, request, outline)
