"""A second opinion that nobody here wrote: Cedar, asked the same questions by the same rules, says the same."""

import pytest

from hub.policy.decide import decide
from tests.policy.sampling import questions

pytest.importorskip("cedarpy", reason="cedarpy is not installed: the rules were not compared with Cedar")
from tests.policy.cedar import parse, shown

BLOCKS = range(1000, 1012)


@pytest.mark.parametrize("seed", BLOCKS)
def test_cedar_shows_the_same(seed):
    """Every cell at the same level, for generated rules, families, consents and audiences."""
    parsed, decided = {}, {}
    for number, (policies, request, outline) in enumerate(questions(seed)):
        if id(policies) not in parsed:
            parsed[id(policies)] = parse(policies)
        ours = {str(one.cell.cell): one.level for one in decide(policies, request, outline).shown}
        decided[number] = (ours, shown(parsed[id(policies)], policies, request, outline))

    assert {} == {number: both for number, both in decided.items() if both[0] != both[1]}
