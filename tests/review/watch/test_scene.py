"""Windows over a stretch of the log: the quick walk finds what a slow reading of the definition finds."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from hub.review.watch.evaluating import evaluate
from hub.review.watch.scene import clusters, family_of
from tests.review.watch.logs import RULES, at, cases, context, look, numbers

FAMILIES = numbers(5)
minutes = st.lists(st.tuples(st.integers(0, 120), st.integers(0, 4)), max_size=25)


def _slowly(rows, span, least):
    """Every window by itself, then what overlaps as one."""
    windows = []
    for last, one in enumerate(rows):
        inside = [place for place in range(last + 1) if one.at - rows[place].at <= span]
        if len({rows[place].family for place in inside}) >= least:
            windows.append((inside[0], last))
    joined = []
    for begin, end in windows:
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((begin, end))
    return [tuple(rows[begin : end + 1]) for begin, end in joined]


@given(minutes, st.integers(1, 40), st.integers(1, 4))
def test_clusters_are_the_windows_in_which_enough_stand(times, span, least):
    """Both ends of a window count; overlapping ones are one stretch, and no entry is in two."""
    rows = [look(at(when), family=FAMILIES[family]) for when, family in sorted(times)]
    width = timedelta(minutes=span)

    found = list(clusters(rows, width, least, family_of))

    assert _slowly(rows, width, least) == found
    assert all(before[-1].at <= after[0].at for before, after in pairwise(found))


@given(minutes, st.permutations(range(25)))
def test_hits_do_not_depend_on_the_order_in_which_entries_come(times, order):
    """The same log, the same hits, with the same names."""
    rows = [look(at(when), family=FAMILIES[family]) for when, family in times]
    mixed = [rows[place] for place in order if place < len(rows)]
    rules = [RULES["no-relation-several"], RULES["again-and-again"], RULES["small-signs"], RULES["no-relation"]]

    assert evaluate(rules, rows, context(), at(days=1)) == evaluate(rules, mixed, context(), at(days=1))


@given(minutes)
def test_what_explains_more_never_makes_more_hits(times):
    """Every look of the own case: the rules about relations are silent."""
    rows = [look(at(when), family=FAMILIES[family]) for when, family in times]
    known = context(assignments=cases(*(("N-01", family) for family in FAMILIES)))
    rules = [rule for rule in RULES.values() if rule.open_only]

    assert () == evaluate([*rules, RULES["small-signs"]], rows, known, at(days=1)).hits
