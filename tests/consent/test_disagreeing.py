"""Where several must sign: what is said when one says no and another stands by a yes."""

import pytest

from .asking import COACH, PARENTS, case, child, standing

LEON = {**PARENTS, "son": child("2018-06-03")}
YES = {"for": ["son"], "signed": ["mother", "father"]}
BACK = {"by": "father", "received_at": "2026-11-02T09:00:00+01:00"}


def told(**consents):
    """Reason and disagreement of everything that is in the way."""
    facts = case(LEON, consents, principals=COACH)
    return {(str(one.reason), one.disagreed) for one in standing(facts).obstacles}


@pytest.mark.parametrize(
    ("consents", "expected"),
    [
        ({"c1": {"for": ["son"], "signed": ["mother"]}, "c2": {"for": ["son"], "refused": ["father"]}}, True),
        ({"c1": {"for": ["son"], "signed": ["mother"], "refused": ["father"]}}, True),
        ({"c1": {"for": ["son"], "refused": ["mother", "father"]}}, False),
        ({"c1": {"for": ["son"], "refused": ["father"]}}, False),
        (
            {
                "c1": {"for": ["son"], "signed": ["mother"], "withdrawn": [{**BACK, "by": "mother"}]},
                "c2": {"for": ["son"], "refused": ["father"]},
            },
            False,
        ),
    ],
)
def test_parents_disagree_where_one_says_no_and_the_other_yes(consents, expected):
    """One no shuts it either way; only beside a yes that still counts do they disagree."""
    assert {("consent_refused", expected)} == told(**consents)


def test_parents_disagree_where_one_takes_back_and_the_other_does_not():
    """Since the second of November the father does not want it any more, and the mother does."""
    assert {("consent_withdrawn", True)} == told(c1={**YES, "withdrawn": [BACK]})
    assert {("consent_withdrawn", False)} == told(c1={**YES, "withdrawn": [BACK, {**BACK, "by": "mother"}]})


def test_a_missing_signature_is_no_disagreement():
    """Nobody said no."""
    assert {("signer_missing", False)} == told(c1={"for": ["son"], "signed": ["mother"]})
