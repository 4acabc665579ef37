"""What the file of promises says is what is read; each fault by its place."""

from dataclasses import replace

import pytest

from hub.policy.faults import Place, PolicyFaulty
from hub.policy.policies import Bearing, Measure, Opened, Policy, Promise, Sight
from hub.policy.read_promises import read_promises
from hub.terms.access import Act
from hub.terms.lists import Level, Role
from hub.terms.reasons import Reason
from tests.policy.worlds import CATALOGUE, mask

PLACE = Place("policies/invariants.toml", 'id = ""\n"WORD"\n')


def _promises(*rows):
    plain = {"id": "some", "sentence": "So ist es.", "basis": ["§ 1"]}
    return read_promises(PLACE, {"invariant": [{**plain, **row} for row in rows]}, CATALOGUE)


def test_a_promise_is_read_as_the_limit_that_it_amounts_to():
    """To nothing, of everything, whatever happens, unless it says otherwise."""
    limit = Policy(
        "some", Bearing.LIMIT, Level.NONE, CATALOGUE.all, Reason.NOT_ASSIGNED, frozenset(Act), is_general=True
    )

    [bare] = _promises({})
    [full] = _promises(
        {
            "at_most": "ceiling",
            "acts": ["disclose"],
            "fields": ["address"],
            "excepted": [{"roles": ["jobcoach"]}, {"at_most": "summary"}],
            "by": "consent",
            "duty": "two_keys",
            "looks_at": ["asking", "cell"],
        }
    )

    assert Promise("some", "So ist es.", ("§ 1",), limit) == bare
    one = replace(
        limit, level=Measure.CEILING, acts=frozenset({Act.DISCLOSE}), fields=mask("address"), is_general=False
    )
    others = (replace(limit, roles=frozenset({Role.JOBCOACH})), replace(limit, level=Level.SUMMARY))
    sights = frozenset({Sight.ASKING, Sight.CELL})
    assert Promise("some", "So ist es.", ("§ 1",), one, others, Opened.CONSENT, "two_keys", sights) == full
    assert ["a", "b"] == [promise.id for promise in _promises({"id": "a"}, {"id": "b"})]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (({}, {"id": "WORD"}, {"id": "WORD"}), 'line 2: id "WORD" is given twice'),
        (({"id": "a"}, {"id": "a"}), 'line 1: id "a" is given twice'),
        (({"duty": "WORD"},), 'line 2: policy "some": unknown duty "WORD"'),
        (({"looks_at": ["WORD"]},), 'line 2: policy "some": unknown kind of condition "WORD"'),
        (({"when": ["WORD"]},), 'line 2: policy "some": unknown condition "WORD"'),
        (({"excepted": [{"when": ["WORD"]}]},), 'line 2: policy "some": unknown condition "WORD"'),
    ],
)
def test_a_fault_of_a_promise_is_told_with_its_line(rows, message):
    """An id is given once."""
    with pytest.raises(PolicyFaulty) as found:
        _promises(*rows)

    assert f"policies/invariants.toml {message}" == str(found.value)
