"""Answers that nobody has given yet show what the recipient's page shows once they are given, and tell no more."""

from random import Random

import pytest

from hub.terms.ids import FamilyNumber
from hub.terms.previews import Change
from tests.amounts import IS_PART
from tests.gate.ahead import CATEGORIES, ahead, answer, levels, own_part, page_of, persons, really
from tests.kreis import F01

F02 = FamilyNumber("FAM-2025-007")
STEPS = 5


def _random_answer(kreis, number, chance):
    people = list(persons(kreis, number).values())
    about = chance.sample(people, chance.randint(1, len(people)))
    said = {one: chance.random() < 0.8 for one in chance.sample(people, chance.randint(1, len(people)))}
    named = chance.sample(CATEGORIES, chance.randint(1, len(CATEGORIES)))
    return answer(kreis, about, said, categories=named)


@pytest.mark.partly
@pytest.mark.parametrize("number", [F01, F02])
@pytest.mark.parametrize("seed", range(1 if IS_PART else 3))
def test_the_page_is_what_was_looked_ahead_to(kreis, number, seed):
    """Answers of all kinds, one after the other: before each the page of today, after it the page foretold."""
    chance, changes = Random(seed), set()
    for step in range(STEPS):
        answers = ((f"X-{seed}-{step}", _random_answer(kreis, number, chance)),)
        cells = own_part(kreis, "U07", number)
        looked = ahead(kreis, "U07", number=number, recipient="U01", answers=answers)
        assert page_of(kreis, "U01", cells, number) == levels(looked, "before")

        really(kreis, "U07", number, answers)

        assert page_of(kreis, "U01", cells, number) == levels(looked, "after")
        changes |= {one.change for one in looked.glimpses}
    assert len(changes) > 1
    assert Change.SAME in changes


def test_the_jobcoach_is_told_what_a_text_opens_not_whose_word_it_needs(kreis):
    """Whoever said yes, one parent, a child or somebody without custody: the same preview; alike with a no."""
    family = persons(kreis, F02)
    child = family["F02-3"]

    def told(said):
        one = answer(kreis, [child], said, recipient="U07")
        return ahead(kreis, "U01", number=F02, recipient="U07", answers=(("X-1", one),))

    yeses = [told({who: True}) for who in family.values()]
    noes = [told({who: False}) for who in family.values()]

    assert {True} == {one.is_assumed for one in (*yeses, *noes)}
    assert 1 == len({one.glimpses for one in yeses})
    assert 1 == len({one.glimpses for one in noes})
    assert Change.NEW in {one.change for one in yeses[0].glimpses}


def test_the_asd_worker_is_told_what_these_very_answers_open(kreis):
    """One of two parents is not enough, and whoever may know of custody sees that."""
    family = persons(kreis, F02)
    answers = [
        (("X-1", answer(kreis, [family["F02-3"]], dict.fromkeys([family[who] for who in signed], True))),)
        for signed in (["F02-1"], ["F02-1", "F02-2"])
    ]

    one, both = (ahead(kreis, "U07", number=F02, recipient="U01", answers=given) for given in answers)

    assert not one.is_assumed
    assert Change.NEW not in {glimpse.change for glimpse in one.glimpses}
    assert Change.NEW in {glimpse.change for glimpse in both.glimpses}


@pytest.mark.parametrize("fact", ["conflict_since = date '2026-01-01'", "born = born + 40"])
def test_a_flag_on_a_child_changes_nothing_that_the_jobcoach_is_told(kreis, fact):
    """A conflict of interest is the Jugendamt's to know (D23), and no answer that is tried brings it to light."""
    family = persons(kreis, F02)
    one = answer(kreis, [family["F02-3"]], dict.fromkeys(family.values(), True), recipient="U07")
    before = ahead(kreis, "U01", number=F02, recipient="U07", answers=(("X-1", one),)).glimpses

    kreis.superuser().execute(f"update core.person set {fact} where person_id = %s", (family["F02-3"],))
    kreis.superuser().execute("update core.family set record_version = record_version + 1")
    after = ahead(kreis, "U01", number=F02, recipient="U07", answers=(("X-1", one),)).glimpses

    assert {(one.cell, one.after) for one in before} == {(one.cell, one.after) for one in after}
