"""A list decided in SQL is what `decide` says, cell by cell: over papers, people, ties, instants and sets of rules."""

from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.gate.lists import Asker
from hub.gate.rules import Rules
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Purpose
from tests.amounts import examples
from tests.gate.listed import INSTANTS, Known, askers, by_rules, by_sql, families
from tests.kreis import numbers
from tests.policy.worlds import rule_sets

PURPOSES = (Purpose.FAM_JOINT_SUPPORT, Purpose.CASE_CONFERENCE, Purpose.FAM_ADMISSION, Purpose.SGB2_INTEGRATION)
NAMES = count()
CALM: dict[str, Any] = {"deadline": None, "suppress_health_check": list(HealthCheck)}

pytestmark = pytest.mark.partly


@pytest.fixture
def agree(kreis):
    """Both decisions of one asker about some families, held against each other; how many cells they show."""
    superuser, known = kreis.superuser(), Known()

    def compare(asker, which, policies=None):
        house = kreis.house(asker.principal.agency.value)
        house = house if policies is None else replace(house, rules=Rules(policies, past=True))
        found = by_sql(superuser, house, asker, which)
        assert by_rules(house, asker, which, known) == found, (asker, which)
        return sum(map(len, found.values()))

    return compare


def test_for_the_demo_kreis_at_every_turn(kreis, agree):
    """Everybody, for every purpose, at every other instant of the tests."""
    for who in askers(kreis):
        for purpose in PURPOSES:
            for at in INSTANTS[::2]:
                agree(Asker(who, purpose, at, "list"), numbers())


def test_for_families_of_all_kinds(kreis, agree):
    """Whatever was signed, refused, withdrawn or confided, and whoever asks: to the second and to the birthday."""
    everybody, seen = askers(kreis), []

    @settings(max_examples=examples(40), **CALM)
    @given(st.data())
    def hold(data):
        names = [f"L{next(NAMES):05}" for _ in range(3)]
        kreis.load({"format": 1, "families": [data.draw(families(name)) for name in names]})
        known = [FamilyNumber(f"FAM-{name}") for name in names]
        for who in everybody:
            for at in data.draw(st.sets(st.sampled_from(INSTANTS), min_size=3, max_size=3)):
                purpose = data.draw(st.sampled_from(PURPOSES[:2]))
                seen.append(agree(Asker(who, purpose, at, "list"), known))

    hold()

    assert 100 < sum(1 for many in seen if many), "enough of them see something"


def test_for_rules_of_all_kinds(kreis, agree):
    """The hub's rules with others, and others alone, however little sense they make."""
    questions = st.builds(
        Asker, st.sampled_from(askers(kreis)), st.sampled_from(PURPOSES), st.sampled_from(INSTANTS), st.just("list")
    )

    @settings(max_examples=examples(150), **CALM)
    @given(st.data())
    def hold(data):
        agree(data.draw(questions), numbers(), data.draw(rule_sets))

    hold()
