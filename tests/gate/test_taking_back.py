"""Taking back, two at once and in any order: the end is one that some order explains, and never more is shown."""

from concurrent.futures import ThreadPoolExecutor
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.consent.papers import Answer, Declaration, Paper, Withdrawal
from hub.gate.taking_back import is_taken_back
from hub.identity.store import load_posts
from hub.rights.consents import OwnConsents
from hub.terms.ids import PersonId
from hub.terms.lists import Agency, Category
from hub.terms.people import Insight
from hub.terms.withdrawing import WHOLE, Part
from tests.kreis import ISSUER, STICHTAG

GOALS = Part(categories=frozenset({Category.HELP_GOALS}))
TYPE = Part(categories=frozenset({Category.HELP_TYPE}))


def _sandra(kreis):
    house = kreis.house("family")
    [(_, sandra)] = load_posts(house.db, ISSUER, "sandra.ahornwald", kreis.at.date())
    return OwnConsents(house), sandra.principal


def _shown(kreis):
    return {(value.field, value.persons) for value in kreis.open("U01").projection.shown}


@pytest.mark.parametrize("parts", [(WHOLE, WHOLE), (GOALS, TYPE), (GOALS, WHOLE)], ids=["same", "parts", "part-whole"])
def test_two_at_once_end_as_one_after_the_other_would(kreis, parts):
    """Whatever two windows do at the same moment: both words count, and no error reaches either."""
    own, sandra = _sandra(kreis)
    before = _shown(kreis)

    with ThreadPoolExecutor(2) as two:
        outcomes = list(two.map(lambda part: own.take_back(sandra, "C01", part, kreis.at), parts))

    kept = kreis.superuser().execute("select document from consent.withdrawal where journal_seq is not null").fetchall()
    assert all(outcome is not None and not outcome.faults for outcome in outcomes)
    assert len(kept) == sum(outcome.entry is not None for outcome in outcomes)
    after = _shown(kreis)
    own.take_back(sandra, "C01", parts[0], kreis.at)
    own.take_back(sandra, "C01", parts[1], kreis.at)
    assert after == _shown(kreis), "once more, one after the other, changes nothing"
    assert after < before
    own.open(sandra, kreis.at)  # a number that the loser gave back is the next one's


SOME = st.none() | st.frozensets(st.sampled_from(["a", "b"]), min_size=1)
BACK = st.builds(
    Withdrawal,
    by=st.sampled_from([PersonId("x"), PersonId("y")]),
    received_at=st.just(STICHTAG),
    received_by=st.just(Agency.FAMILY),
    persons=SOME,
    categories=st.none() | st.frozensets(st.sampled_from([Category.HEALTH, Category.CONTACT]), min_size=1),
)


@given(st.lists(BACK, min_size=1, max_size=3))
def test_what_is_not_kept_a_second_time_took_nothing_more(backs):
    """In every order the same is taken back, whether or not a word that says nothing new is left out."""
    for order in permutations(backs):
        paper = _paper()
        for one in order:
            if not is_taken_back(paper, one):
                paper = _paper(*paper.withdrawals, one)
        assert _taken(paper.withdrawals) == _taken(backs)


def _paper(*withdrawals):
    paper = object.__new__(Paper)
    yes = [Declaration(by, STICHTAG.replace(hour=1), Answer.YES, Insight.YES) for by in ("x", "y")]
    for name, fact in (("declarations", tuple(yes)), ("withdrawals", withdrawals)):
        object.__setattr__(paper, name, fact)
    return paper


def _taken(backs):
    return {
        (one.by, person, category)
        for one in backs
        for person in one.persons or {"a", "b", "c"}
        for category in one.categories or set(Category)
    }
