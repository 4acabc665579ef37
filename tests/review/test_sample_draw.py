"""The draw itself: the same for the same, another for another, fair, and each stratum with its share."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from hashlib import sha256

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hub.review.sample.draw import LEAST, MOST, Lot, draw, label_strata, make_seed, size_for
from hub.terms.ids import EntryId

seeds = st.binary(min_size=32, max_size=32)
weights = st.sampled_from((1, 5))
populations = st.lists(st.tuples(st.integers(0, 6), weights), max_size=120).map(
    lambda told: [Lot(EntryId(f"{place:04}"), f"S{stratum:03}", weight) for place, (stratum, weight) in enumerate(told)]
)


@given(seeds, populations, st.randoms())
def test_the_same_inputs_give_the_same_draw_whatever_their_order(seed, lots, chance):
    """Whoever draws again gets the same entries in the same order."""
    size, mixed = size_for(len(lots)), list(lots)
    chance.shuffle(mixed)

    assert draw(seed, lots, size) == draw(seed, mixed, size)


@given(seeds, populations)
def test_so_many_are_drawn_each_once_and_only_from_the_population(seed, lots):
    """Neither one too many, nor one twice."""
    size = size_for(len(lots))
    drawn = draw(seed, lots, size)

    assert size == len(drawn) == len(set(drawn))
    assert set(drawn) <= {lot.entry for lot in lots}


@given(seeds, populations.filter(lambda lots: len(lots) > 5), st.integers(1, 60))
def test_each_stratum_has_its_share_to_within_one(seed, lots, wanted):
    """None is passed over for ever, however small; lots that are certain are told apart before."""
    total = sum(lot.weight for lot in lots)
    size = min(wanted, (total - 1) // max(lot.weight for lot in lots))

    by_stratum = {lot.entry: lot.stratum for lot in lots}
    drawn = Counter(by_stratum[entry] for entry in draw(seed, lots, size))

    for stratum in set(by_stratum.values()):
        share = Fraction(size * sum(lot.weight for lot in lots if lot.stratum == stratum), total)
        assert share - 1 < drawn[stratum] < share + 1


@given(seeds, seeds, populations)
def test_another_nonce_is_another_seed(nonce, other, lots):
    """And each byte of the checkpoint counts as well."""
    assume(nonce != other)

    assert make_seed("log\n1\nroot\n", nonce) != make_seed("log\n1\nroot\n", other)
    assert make_seed("log\n1\nroot\n", nonce) != make_seed("log\n2\nroot\n", nonce)


def test_another_seed_draws_others():
    """Of 400 looks, 20 seeds give 20 draws."""
    lots = [Lot(EntryId(f"{place:04}"), f"S{place % 9:03}") for place in range(400)]

    assert 20 == len({draw(sha256(bytes((number,))).digest(), lots, 20) for number in range(20)})


def test_what_is_unexplained_is_drawn_five_times_as_often():
    """Over many seeds, to within a tenth; and every entry has a chance."""
    lots = [Lot(EntryId(f"{place:04}"), f"S{place % 7:03}", 5 if place % 10 == 0 else 1) for place in range(300)]
    counted: Counter[EntryId] = Counter()
    for number in range(1200):
        counted.update(draw(sha256(number.to_bytes(2, "big")).digest(), lots, 20))

    heavy = [counted[lot.entry] for lot in lots if lot.weight == 5]
    light = [counted[lot.entry] for lot in lots if lot.weight == 1]
    ratio = (sum(heavy) / len(heavy)) / (sum(light) / len(light))
    assert 4.5 < ratio < 5.5
    assert all(counted[lot.entry] for lot in lots)


@pytest.mark.parametrize(
    ("looks", "drawn"),
    [(0, 0), (7, 7), (20, 20), (21, 20), (400, 20), (401, 21), (412, 21), (1200, 60), (1201, 60), (10**6, 60)],
)
def test_one_in_twenty_at_least_20_at_most_60(looks, drawn):
    """And never more than there are (J10)."""
    assert drawn == size_for(looks)
    assert drawn <= MOST
    assert drawn >= min(looks, LEAST)


@given(seeds, st.sets(st.text(max_size=5), max_size=30))
def test_labels_are_as_many_as_strata_and_follow_the_seed(seed, names):
    """They do not say what they stand for, and their order is not that of the names."""
    labels = label_strata(seed, names)

    assert {f"S{place:03}" for place in range(1, len(names) + 1)} == set(labels.values())


def test_an_entry_that_stands_there_twice_is_refused():
    """It would have two chances."""
    lot = Lot(EntryId("0001"), "S001")
    with pytest.raises(ValueError, match="twice"):
        draw(bytes(32), [lot, replace(lot, stratum="S002")], 1)


def test_a_weight_below_one_is_refused():
    """Nobody is taken out of the population by weighing nothing."""
    with pytest.raises(ValueError, match="0001"):
        Lot(EntryId("0001"), "S001", 0)
