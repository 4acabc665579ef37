"""Cells that are taken together are told apart by no condition; and what is packed comes out as it went in."""

from dataclasses import replace
from functools import reduce
from operator import and_

from hypothesis import given
from hypothesis import strategies as st

from hub.policy.conditions import ON_CELL, ON_KIN
from hub.policy.decide import decide
from hub.policy.layout import lay_out
from hub.policy.packing import anywhere, at, of_all, up_to, written
from hub.policy.viewers import look as look_of
from hub.policy.viewers import take_seat
from hub.policy.weigh import weigh
from hub.terms.access import Outline
from hub.terms.ids import CellId
from hub.terms.lists import Level, Purpose
from tests.policy.crowds import crowded
from tests.policy.staff import COACH, PARENT, TEACHER, WORKER
from tests.policy.worlds import (
    CATALOGUE,
    ENTRIES,
    FAMILY,
    MOTHER,
    POLICIES,
    any_request,
    cell,
    cells,
    families,
    look,
    release,
)

FIELDS = st.integers(0, CATALOGUE.all)
records = st.builds(Outline, families, st.lists(cells, max_size=12, unique_by=lambda one: one.cell).map(tuple))
questions = st.one_of(crowded(), st.tuples(any_request(), records))
LEVELS = st.integers(0, 15).map(lambda levels: levels & 14)


def told_apart(verdict):
    """The conditions that are so of a cell, for somebody present, and not of the one by which it is decided."""
    return {
        name
        for seat in verdict.seats
        for one, number, _ in verdict.layout.places
        for name, asked in ON_CELL.items()
        if asked(seat.viewer, one) != asked(seat.viewer, verdict.layout.kinds[number].sample)
    }


@given(questions)
def test_no_condition_tells_apart_what_is_looked_at_together(question):
    """Else one cell would be decided by the facts of another."""
    request, outline = question
    if outline.family is not None:
        assert set() == told_apart(weigh(POLICIES, request, outline, outline.family))


def test_entries_that_consents_name_are_looked_at_apart_whoever_is_present():
    """Two for the one, a third for the other: each is released, and the fourth, alike in all else, is not."""
    cells = tuple(cell("sgb8_help_type", MOTHER)._replace(cell=entry) for entry in ENTRIES[:4])
    named = [
        release(who, MOTHER, CATALOGUE.all, entries=frozenset({entry}))
        for who, entry in zip((COACH, COACH, WORKER), ENTRIES, strict=False)
    ]
    for audience in ((COACH, WORKER), (WORKER, COACH)):
        request = look(audience[0], *named, audience=audience)
        assert set() == told_apart(weigh(POLICIES, request, Outline(FAMILY, cells), FAMILY))


@given(questions)
def test_to_a_guest_no_condition_about_kin_tells_apart_what_is_looked_at_together(question):
    """Whoever is not in the record looks at kinds, though their function has the rules of those who are."""
    request, outline = question
    if outline.family is not None:
        seat, layout = take_seat(POLICIES, request, TEACHER, outline.family), lay_out(CATALOGUE, outline)
        assert not seat.is_kin
        for one, number, _ in layout.places:
            for asked in (ON_KIN | ON_CELL).values():
                assert asked(seat.viewer, one) == asked(seat.viewer, layout.kinds[number].sample)


def test_that_the_mother_sits_there_too_makes_the_others_look_no_closer(monkeypatch):
    """Her cells are looked at one by one, by her: not by twelve others."""
    kinds = {}

    def counted(seat, wanted):
        kinds[seat.viewer.principal] = len(wanted)
        return look_of(seat, wanted)

    monkeypatch.setattr("hub.policy.weigh.look", counted)
    outline = Outline(FAMILY, tuple(cell(field.id, MOTHER) for field in CATALOGUE.fields[:20]))
    without = look(COACH, audience=(COACH, TEACHER), purpose=Purpose.CASE_CONFERENCE)
    weigh(POLICIES, without, outline, FAMILY)
    before = dict(kinds)
    weigh(POLICIES, replace(without, audience=(COACH, TEACHER, PARENT)), outline, FAMILY)

    assert before == {one: kinds[one] for one in (COACH, TEACHER)}
    assert kinds[PARENT] == 20 > kinds[COACH]


@given(questions)
def test_every_cell_has_its_place_in_the_order_of_the_outline(question):
    """And its field stands in its kind at each level at which there is a text."""
    _, outline = question
    layout = lay_out(CATALOGUE, outline)

    assert outline.cells == tuple(one for one, _, _ in layout.places)
    for one, number, field in layout.places:
        assert layout.held[number] & written(CATALOGUE, field, one.levels) == written(CATALOGUE, field, one.levels)


def test_entries_with_texts_at_other_levels_are_shown_each_at_their_own():
    """A second entry that has only a summary is shown as that, beside a first that is shown in full."""
    first = cell("sgb8_help_type", MOTHER, levels=1 << Level.FULL)
    second = first._replace(cell=CellId("another"), entry=2, levels=1 << Level.SUMMARY)
    shown = decide(POLICIES, look(WORKER, purpose=Purpose.SGB8_HELP_PLANNING), Outline(FAMILY, (first, second))).shown

    assert [(first, Level.FULL), (second, Level.SUMMARY)] == [(one.cell, one.level) for one in shown]


def test_the_same_outline_is_laid_out_once():
    """One that says the same is another: nothing is worked out from what an outline used to be."""
    outline = Outline()

    assert lay_out(CATALOGUE, outline) is lay_out(CATALOGUE, outline)
    assert lay_out(CATALOGUE, outline) is not lay_out(CATALOGUE, replace(outline))


@given(FIELDS, st.sampled_from(Level), st.sampled_from([level for level in Level if level]))
def test_fields_up_to_a_level_are_at_each_level_below(fields, highest, asked):
    """And at none above."""
    assert (fields if asked <= highest else 0) == at(CATALOGUE, up_to(CATALOGUE, fields, highest), asked)


@given(FIELDS, LEVELS)
def test_texts_stand_at_their_levels(fields, levels):
    """At these and no others; anywhere if there is one at all."""
    packed = written(CATALOGUE, fields, levels)

    assert [fields if levels >> level & 1 else 0 for level in (1, 2, 3)] == [
        at(CATALOGUE, packed, n) for n in (1, 2, 3)
    ]
    assert (fields if levels else 0) == anywhere(CATALOGUE, packed)


@given(st.lists(st.tuples(FIELDS, FIELDS, FIELDS), min_size=1, max_size=4))
def test_what_all_open_is_the_least_of_each_level(several):
    """Level by level, as if each stood alone."""
    width = CATALOGUE.width
    packed = of_all([one | two << width | three << 2 * width for one, two, three in several])

    assert [reduce(and_, masks) for masks in zip(*several, strict=True)] == [
        at(CATALOGUE, packed, n) for n in (1, 2, 3)
    ]
    assert 0 == of_all([])
