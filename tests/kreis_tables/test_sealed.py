"""Section 7 of the demo set: what was entrusted to one worker, and the child protection procedure (S1, S2)."""

from dataclasses import replace

import pytest

from hub.casework.opening import open_family
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Category, Effect, Owner, Purpose, Role, Sensitivity
from tests.kreis import STICHTAG, books
from tests.kreis_tables.loaded import families, owner_of
from tests.kreis_tables.reading import PURPOSES

F07, F08 = FamilyNumber("FAM-2026-004"), FamilyNumber("FAM-2026-006")
OTHERS_OF_F07 = ("U01", "U05", "U06", "U08", "U09", "U16", "U19")


def _entrusted(family):
    return [one for one in families()[family]["cells"] if one.get("entrusted_to") == "U07"]


def _protected(family):
    fields = books().catalogue.by_id
    cells = [one for one in families()[family]["cells"] if owner_of(one) is Owner.JUGENDAMT]
    return [one for one in cells if fields[one["field"]].sensitivity is Sensitivity.CHILD_PROTECTION]


def _texts(disclosure):
    return [value.content for value in disclosure.projection.shown]


def test_the_worker_reads_what_was_entrusted_to_her(seated):
    """For her own task, and for nobody's joint one."""
    seated.at = STICHTAG
    notes = [one["value"] for one in _entrusted("F07")]

    shown = _texts(seated.open("U07", F07, Purpose.SGB8_HELP_PLANNING))

    assert notes
    assert [] == [note for note in notes if note not in shown]


@pytest.mark.parametrize("ref", OTHERS_OF_F07)
def test_nobody_else_reads_it_for_any_purpose(seated, ref):
    """Not the team lead, not a colleague, not the own lead, not the other side, not control."""
    seated.at = STICHTAG
    notes = [one["value"] for one in _entrusted("F07")]

    shown = [text for purpose in Purpose for text in _texts(seated.open(ref, F07, purpose))]

    assert [] == [note for note in notes if note in shown]


def test_the_ordinary_line_of_the_same_talk_goes_to_the_jobcoach(seated):
    """Nele's school, by C26."""
    seated.at = STICHTAG

    shown = seated.open("U01", F07).projection

    about = [value for value in shown.shown if value.category is Category.SCHOOL_CHILDCARE]
    nele = [value for value in about if {shown.people[one] for one in value.persons} == {"F07-2"}]
    assert [value for value in nele if value.owner is Owner.JUGENDAMT and "C26" in value.because.consents]


@pytest.mark.parametrize("ref", ["U07", "U10"])
def test_whoever_acts_in_the_procedure_sees_it(seated, ref):
    """Report, assessment, plan, for child protection alone; the reporter's name with it."""
    seated.at = STICHTAG

    _assert_sees_the_procedure(seated.open(ref, F08, Purpose.SGB8_CHILD_PROTECTION))


def test_the_second_professional_sees_it_in_the_post_in_which_she_acts(seated):
    """U09 leads; in the procedure she stands in as a Fachkraft, with a grant."""
    seated.at = STICHTAG
    acting = replace(seated.principal("U09"), role=Role.ASD_DEPUTY)

    shown = open_family(seated.house("jugendamt"), acting, F08, Purpose.SGB8_CHILD_PROTECTION, STICHTAG)

    _assert_sees_the_procedure(shown)


@pytest.mark.parametrize("ref", ["U01", "U02", "U06", "U08", "U12", "U16", "U19"])
def test_nobody_else_sees_the_procedure(seated, ref):
    """For any purpose."""
    seated.at = STICHTAG
    protected = [str(one["value"]) for one in _protected("F08")]

    shown = [str(text) for purpose in Purpose for text in _texts(seated.open(ref, F08, purpose))]

    assert not set(protected) & set(shown)


@pytest.mark.parametrize("purpose", PURPOSES.values())
def test_the_procedure_is_not_in_the_joint_work_of_the_worker_either(seated, purpose):
    """What the worker opens for planning together holds none of it: somebody may look over her shoulder (G2)."""
    seated.at = STICHTAG

    shown = seated.open("U07", F08, purpose).projection.shown

    fields = books().catalogue.by_id
    assert not [value for value in shown if fields[value.field].sensitivity is Sensitivity.CHILD_PROTECTION]


def _assert_sees_the_procedure(disclosure):
    protected = [one["value"] for one in _protected("F08")]
    assert len(protected) > 2
    assert Effect.DENY is not disclosure.effect
    assert [] == [one for one in protected if one not in _texts(disclosure)]
