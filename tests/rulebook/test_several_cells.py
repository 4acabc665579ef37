"""A change of several cells at once: one statement, one release by each lead, one day; or nothing of it."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.gate.proposals.store import load_versions
from hub.gate.rule_effects import count_effect
from hub.rulebook.changes.desk import Changes
from hub.rulebook.changes.drafting import draft
from hub.rulebook.wording import load_wording
from hub.terms.agreed import CellRef, Value
from hub.terms.lists import Category, Purpose, Role
from hub.terms.rule_changes import MOST_CELLS, StepFault, StepKind
from hub.terms.rule_wishes import Wanted, Wrong
from tests.kreis import ROOT, rules
from tests.rulebook.changing import DAY, HEALTH, in_force, on_its_day, one, proposed, refused, released, step, tick

TODAY = date(2026, 11, 16)
JOINT = Purpose.FAM_JOINT_SUPPORT
GOALS = Wanted(Category.HELP_GOALS, Role.JOBCOACH, JOINT, Value.NEVER)
DATES = Wanted(Category.APPOINTMENTS, Role.JOBCOACH, JOINT, Value.NEVER)
SCHOOL = Wanted(Category.SCHOOL_CHILDCARE, Role.JOBCOACH, JOINT, Value.RESULT)
THREE = replace(HEALTH, also=(GOALS, SCHOOL))
CHOICES = [
    Wanted(category, role, JOINT, value)
    for category in (Category.HELP_GOALS, Category.APPOINTMENTS, Category.HOUSING, Category.HEALTH)
    for role in (Role.JOBCOACH, Role.JOBCOACH_U25)
    for value in (Value.NEVER, Value.RESULT)
]


def _single(wanted):
    return replace(
        HEALTH, category=wanted.category, role=wanted.role, purpose=wanted.purpose, value=wanted.value, also=()
    )


def _draft(wish, before=None):
    policies, document = before or (rules().policies, rules().document)
    return draft(policies, document, wish, load_wording(ROOT), TODAY)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.sampled_from(CHOICES), min_size=2, max_size=4, unique_by=lambda one: one.cell))
def test_several_cells_at_once_make_the_set_that_they_make_one_after_the_other(wanted):
    """In whatever order they stand in the form: each is a line of its own."""
    first, *also = map(_single, wanted)
    together, faults = _draft(replace(first, also=tuple(one.cells[0] for one in also)))

    last = None
    for wish in (*reversed(also), first):
        last, _ = _draft(wish, (last.written.policies, last.written.document) if last else None)

    assert () == faults
    assert last.written.policies.digest == together.written.policies.digest
    assert {one.cell for one in wanted} == {one.cell for one in together.cells}


def test_it_is_stated_on_and_released_once_and_comes_in_force_as_one(kreis):
    """The page shows every cell as „weg“ and „neu“; the next version has all of their lines, of one day and reason."""
    number = proposed(kreis, THREE)
    view = Changes(kreis.house("jobcenter"), Path(ROOT)).proposal(kreis.principal("U22"), number, kreis.at)
    assert {one.cell for one in THREE.cells} <= {moved.cell for moved in view.moved}

    tick(kreis)
    released(kreis, number)
    on_its_day(kreis)

    house = kreis.house("jugendamt")
    version = load_versions(house.db)[-1]
    agreed = Changes(house, Path(ROOT)).sets.of(version).agreed
    assert number == version.number
    assert {(one.cell, one.value, DAY, THREE.reason) for one in THREE.cells} == {
        (line.cell, line.value, line.since, line.reason) for line in agreed
    }
    steps = [taken.what for taken in one(kreis, number).steps]
    assert [1, 2, 1] == [steps.count(what) for what in (StepKind.STATED, StepKind.RELEASED, StepKind.ACTIVATED)]


def test_what_opens_one_cell_opens_the_change_whatever_the_others_close(kreis):
    """The officer's advice on the assessment is asked for, though the rest only takes away."""
    in_force(kreis, HEALTH)
    later = DAY + timedelta(days=30)
    number = proposed(kreis, replace(HEALTH, value=Value.CONSENT, valid_from=later, also=(GOALS,)))

    found = one(kreis, number)
    assert (True, True) == (found.widens, found.narrows)
    assert StepFault.DPIA is step(kreis, "U16", StepKind.STATED, number, dpia="")


@pytest.mark.parametrize(
    ("also", "expected"),
    [
        ((HEALTH.cells[0],), (Wrong.TWICE, 1)),
        ((GOALS, replace(HEALTH.cells[0], value=Value.RESULT)), (Wrong.TWICE, 2)),
        ((GOALS, replace(GOALS, purpose=None)), (Wrong.PURPOSE, 2)),
        ((GOALS, replace(DATES, value=Value.LAW)), (Wrong.LAW_IS_NOT_AGREED, 2)),
        ((replace(GOALS, role=Role.JOBCOACH_DEPUTY),), (Wrong.DEPUTY, 1)),
        ((replace(GOALS, value=Value.CONSENT),), (Wrong.NOTHING_CHANGES, 1)),
        (tuple(CHOICES[:MOST_CELLS]), (Wrong.TOO_MANY, 0)),
    ],
)
def test_one_cell_that_cannot_be_changed_stops_all_and_is_named(kreis, also, expected):
    """Nothing is kept of the others: what was weighed together is not put in force in parts."""
    faults = refused(kreis, replace(HEALTH, also=also))

    assert expected in {(fault.wrong, fault.place) for fault in faults}
    assert not kreis.superuser().execute("select from rulebook.proposal").fetchall()


def test_the_effect_counts_families_and_people_once_and_cells_each(kreis):
    """Whom two cells concern is one person in two cells."""
    house = kreis.house("clerk")

    def counts(*wanted):
        first, *also = wanted
        found, faults = _draft(replace(_single(first), also=tuple(also)))
        assert found is not None, faults
        cells = [change.cell for change in found.cells]
        return count_effect(house, (rules().policies, found.written.policies), cells, kreis.at)

    goals, dates, both = counts(GOALS), counts(DATES), counts(GOALS, DATES)

    assert goals.persons
    assert dates.persons
    assert goals.narrower + dates.narrower == both.narrower
    assert max(goals.persons, dates.persons) <= both.persons < goals.persons + dates.persons
    assert max(goals.families, dates.families) <= both.families < goals.families + dates.families


def test_a_number_that_was_told_of_one_cell_is_not_told_again_among_others(kreis):
    """Else the difference of both would tell of the other cell's few."""
    first = proposed(kreis, _single(GOALS))
    tick(kreis)
    assert step(kreis, "U06", StepKind.WITHDRAWN, first) is None

    number = proposed(kreis, replace(_single(DATES), also=(GOALS,)))
    tick(kreis)

    told = [[taken.counts.is_exact for taken in one(kreis, it).steps if taken.counts] for it in (first, number)]
    assert [[True], [False]] == told


def test_a_proposal_that_is_kept_in_the_form_of_before_is_read(kreis):
    """Of one cell, not in a list."""
    number = proposed(kreis)
    kreis.superuser().execute("update rulebook.proposal set cell = cell -> 0")

    assert [CellRef(HEALTH.category, HEALTH.role, HEALTH.purpose)] == [it.cell for it in one(kreis, number).cells]
