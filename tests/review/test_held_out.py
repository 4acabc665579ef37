"""Sets of plants that others wrote are measured side by side, and do not help each other."""

from collections import defaultdict
from pathlib import Path

import pytest

from bench.review_year.held_out import compared, lines
from bench.review_year.office import ordinary_year
from bench.review_year.planting import load_forms
from bench.review_year.running import Size, run_year
from bench.review_year.work.untidy import CASEWORK
from hub.terms.clock import legal_day
from hub.terms.logged import Logged

TINY = Size(2, staff=30, families=100, looks=3000)
SET = """
from datetime import date

from bench.review_year.days import at
from bench.review_year.planting import form


@form(times=2)
def {name}(world, chance):
    "A foreign family at {hour} o'clock, two nights running."
    who = world.members[0]
    family = world.open_family(chance, date(2026, 3, 10))
    for day in (10, 11):
        yield world.look(chance, who, at(date(2026, 3, day), {hour} * 60), family.number, place="mobil")
"""


def _sets(tmp_path: Path) -> list[Path]:
    for name, hour in (("first", 2), ("second", 3)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "forms.py").write_text(SET.format(name=f"night_{name}", hour=hour), encoding="utf-8")
    return [tmp_path / "first", tmp_path / "second"]


def test_each_set_is_measured_as_if_it_were_alone(tmp_path: Path):
    """What one set enters into the books is not there for the next."""
    sets = _sets(tmp_path)

    side_by_side = dict(compared(TINY, sets))

    for folder in sets:
        alone = run_year(TINY, load_forms(folder)).measured
        assert side_by_side[folder.name].measured == alone


def test_totals_name_no_form(tmp_path: Path):
    """Whoever works on the rules may be told how much was found without being told of what."""
    [(name, result), _] = compared(TINY, _sets(tmp_path))

    assert not [line for line in lines(name, result) if "night_first" in line]
    assert [line for line in lines(name, result, by_form=True) if "night_first" in line]


def test_a_set_without_forms_is_refused_before_a_year_is_made(tmp_path: Path):
    """A typing error in a path is no set in which everything was found."""
    with pytest.raises(ValueError, match="no form"):
        next(iter(compared(TINY, [tmp_path])))


def test_an_ordinary_year_holds_looks_that_nothing_in_the_books_asked_for():
    """Else every look without an entry would be snooping, and false alarms would cost nothing."""
    world, looks = ordinary_year(2, 30, 40, 10_000)
    had = defaultdict(list)
    for row in [*world.books.assignments, *world.books.deputies]:
        had[row.who, row.family].append(row)
    met = {(who, family) for one in world.books.appointments for who in one.staff for family in one.families}

    def is_asked_for(one: Logged) -> bool:
        whose = (one.who, one.family)
        return whose in met or any(row.holds_on(legal_day(one.at)) for row in had[whose])

    seen = [one for one in looks if one.event == "access.read" and one.role in CASEWORK and one.family]
    bare = [one for one in seen if not is_asked_for(one)]

    assert len(bare) >= 0.003 * len(looks)
