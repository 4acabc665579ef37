"""How much of planted snooping the rules find in an invented year, small enough for every run."""

from functools import cache
from pathlib import Path

import pytest

from bench.review_year.office import ordinary_year
from bench.review_year.planting import halves, load_forms, plant
from bench.review_year.running import HOME, Size, run_year
from hub.review.watch.rules import load_rules
from hub.terms.hits import SMALL_SIGNS

SMALL = Size(1, staff=30, families=200, looks=10_000)
OWN_FORM = """
from bench.review_year.days import at
from bench.review_year.planting import form


@form(times=2)
def midnight_visit(world, chance):
    "A foreign family at midnight, two days running."
    who = world.members[0]
    family = world.open_family(chance, world.working_day(chance, who))
    for day in (10, 11):
        yield world.look(chance, who, at(family.since.replace(2026, 3, day), 10), family.number, place="mobil")
"""


@cache
def _year(folder=None):
    return run_year(SMALL, load_forms(folder) if folder else load_forms())


def test_nearly_all_planted_snooping_is_found():
    """At least 95 of 100 times, over all forms; and there are forty forms."""
    measured = _year().measured

    assert len(measured.times) >= 40
    assert measured.found_share >= 0.95


def test_the_office_raises_few_false_alarms():
    """In so small an office one forgotten note weighs more than in a large one: ten per thousand looks at most."""
    assert _year().measured.false_per_thousand <= 10


def test_ordinary_looks_explain_themselves():
    """Nine in ten."""
    assert _year().explained >= 0.9


def test_no_hit_is_a_haystack():
    """A hit of hundreds of entries would find everything, and help nobody."""
    assert max(len(hit.entries) for hit in _year().hits) <= 200


@pytest.mark.parametrize("folder", ["unseen", "reported", "prosecuted", "caught", "sanctioned"])
def test_forms_that_were_written_later_are_found_too(folder):
    """Most of them: what nobody thought of is found less often, and that is said in the documentation."""
    assert _year(HOME / "bench" / "review_year" / folder).measured.found_share >= 0.7


def test_without_rules_nothing_is_found():
    """The measure comes from the rules, not from the marks."""
    [sums] = [rule for rule in load_rules(HOME) if rule.id == SMALL_SIGNS]

    measured = run_year(SMALL, load_forms(), [sums]).measured

    assert {name: 0 for name in measured.times} == measured.found
    assert measured.false_per_thousand == 0


def test_the_same_seed_makes_the_same_year():
    """Staff, families and looks, whatever is planted in it."""
    world, looks = ordinary_year(3, 30, 100, 2000)
    again, others = ordinary_year(3, 30, 100, 2000)
    plant(again, load_forms())

    assert looks == others
    assert world.members == again.members
    assert world.families == again.families


def test_no_look_tells_a_rule_that_it_was_planted():
    """The marks lie beside the looks: the label of an entry is that of a load file, and stays empty."""
    world, _ = ordinary_year(3, 30, 100, 2000)

    planted = plant(world, load_forms())

    assert {""} == {look.label for look in planted.looks}
    assert {look.entry for look in planted.looks} == set(planted.labels)


def test_forms_of_others_are_planted_from_their_folder(tmp_path: Path):
    """A file with a function is enough; its name is the form's."""
    (tmp_path / "mine.py").write_text(OWN_FORM, encoding="utf-8")

    measured = run_year(SMALL, load_forms(tmp_path)).measured

    assert {"midnight_visit": 2} == measured.times


def test_a_folder_without_forms_is_refused(tmp_path: Path):
    """A typing error in the path would look like a year without snooping."""
    with pytest.raises(ValueError, match="no form"):
        load_forms(tmp_path)


def test_halves_share_no_form():
    """What rules are made on is not what they are measured on."""
    ours, held_out = halves(load_forms())

    assert not {one.name for one in ours} & {one.name for one in held_out}
    assert len(load_forms()) == len(ours) + len(held_out)
