"""Who may enter deputies, assignments and conflicts, by the table of the house; without any database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from hub.policy.mandates import (
    ENDS,
    faults,
    fitting,
    may_be_assigned,
    may_be_deputy,
    may_be_replaced,
    may_enter,
    why_refused,
)
from hub.terms.ids import FamilyNumber, StaffId
from hub.terms.lists import Agency, Role
from hub.terms.mandates import Fault, Ground, MandateAct, MandateFacts, Tied, Wish
from hub.terms.principals import Principal
from hub.terms.reasons import Reason
from tests.policy.family_worlds import FAMILY
from tests.policy.worlds import POLICIES

TABLE = POLICIES.mandates
DAY = date(2026, 11, 16)
ME, COLLEAGUE, ABSENT = StaffId("me"), StaffId("colleague"), StaffId("absent")
NUMBER = FamilyNumber("FAM-2026-0001")
HERE = Tied(FAMILY.id, NUMBER)
NOWHERE = Tied(None, NUMBER)
LEAD = Principal(ME, "U00", Role.ASD_LEAD, Agency.JUGENDAMT)
WORKER = Principal(ME, "U00", Role.ASD_WORKER, Agency.JUGENDAMT)
COACH = Principal(ME, "U00", Role.JOBCOACH, Agency.JOBCENTER)
TABLE_OF_ASD = MandateFacts(frozenset({Role.ASD_WORKER}), frozenset({Role.ASD_WORKER}), ())

DEPUTY = Wish(
    MandateAct.GRANT_DEPUTY, COLLEAGUE, DAY, DAY + timedelta(7), NUMBER, stands_in_for=ABSENT, reason="Urlaub im Team"
)
TAKE_OVER = replace(DEPUTY, act=MandateAct.TAKE_OVER, staff=ME)
ASSIGN = Wish(MandateAct.ASSIGN, COLLEAGUE, DAY, number=NUMBER)
CONFLICT = Wish(MandateAct.DECLARE_CONFLICT, ME, DAY, number=NUMBER, ground=Ground.BIAS)


def _refused(principal, wish, *families, **facts):
    return why_refused(POLICIES, principal, wish, replace(TABLE_OF_ASD, families=families, **facts))


def test_a_function_that_the_table_does_not_name_may_enter_nothing():
    """Neither for itself nor for anybody."""
    nothing = may_enter(POLICIES, Role.PARENT)

    assert (frozenset(), frozenset()) == (nothing.may, nothing.over)
    assert Reason.PURPOSE_NOT_ALLOWED is _refused(
        Principal(ME, "U00", Role.PARENT, Agency.FAMILY), CONFLICT, replace(HERE, mine=True)
    )


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role.JOBCOACH, (True, True, True)),
        (Role.ASD_WORKER, (True, True, True)),
        (Role.ASD_DEPUTY, (True, False, False)),
        (Role.ASD_LEAD, (False, False, False)),
        (Role.BENEFIT_OFFICER, (False, False, True)),
        (Role.PARENT, (False, False, False)),
    ],
)
def test_who_stands_in_whose_place_is_taken_and_who_has_cases(role, expected):
    """By the function: a deputy has no case of their own and nobody in their place."""
    found = (may_be_deputy(POLICIES, role), may_be_replaced(POLICIES, role), may_be_assigned(POLICIES, role))

    assert expected == found


def test_whoever_the_rules_do_not_know_stands_in_for_nobody():
    """A function without its line in the roles is nobody's deputy and has none; it works by cases alone."""
    rules = replace(POLICIES, roles={})

    assert not may_be_deputy(rules, Role.ASD_WORKER)
    assert not may_be_replaced(rules, Role.ASD_WORKER)
    assert may_be_assigned(rules, Role.AUDITOR)


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (DEPUTY, ()),
        (replace(DEPUTY, number=None), ()),
        (replace(DEPUTY, stands_in_for=None), (Fault.COLLEAGUE,)),
        (replace(DEPUTY, stands_in_for=COLLEAGUE), (Fault.COLLEAGUE,)),
        (replace(DEPUTY, reason=" " * 20 + "kurz" + " " * 20), (Fault.REASON,)),
        (replace(DEPUTY, reason="123456789"), (Fault.REASON,)),
        (replace(DEPUTY, reason="1234567890"), ()),
        (replace(DEPUTY, reason="12345 7890"), ()),
        (replace(DEPUTY, reason="1234  7890"), (Fault.REASON,)),
        (replace(DEPUTY, since=DAY - timedelta(1)), (Fault.PAST,)),
        (replace(DEPUTY, since=DAY + timedelta(180), until=DAY + timedelta(181)), ()),
        (replace(DEPUTY, since=DAY + timedelta(181), until=DAY + timedelta(182)), (Fault.TOO_FAR,)),
        (replace(DEPUTY, since=DAY + timedelta(8)), (Fault.REVERSED,)),
        (replace(DEPUTY, until=DAY), ()),
        (replace(DEPUTY, until=None), (Fault.TOO_LONG,)),
        (replace(DEPUTY, until=DAY + timedelta(41)), ()),
        (replace(DEPUTY, until=DAY + timedelta(42)), (Fault.TOO_LONG,)),
        (TAKE_OVER, ()),
        (replace(TAKE_OVER, number=None), (Fault.NUMBER,)),
        (replace(TAKE_OVER, until=DAY + timedelta(13)), ()),
        (replace(TAKE_OVER, until=DAY + timedelta(14)), (Fault.TOO_LONG,)),
        (ASSIGN, ()),
        (replace(ASSIGN, number=None), (Fault.NUMBER,)),
        (replace(ASSIGN, since=DAY - timedelta(1)), (Fault.PAST,)),
        (replace(ASSIGN, since=DAY + timedelta(181)), (Fault.TOO_FAR,)),
        (replace(ASSIGN, until=DAY - timedelta(1)), (Fault.REVERSED,)),
        (CONFLICT, ()),
        (replace(CONFLICT, ground=None), (Fault.GROUND,)),
        (replace(CONFLICT, number=None), (Fault.NUMBER,)),
        (replace(CONFLICT, since=DAY - timedelta(400)), ()),
        (Wish(MandateAct.LIFT_CONFLICT, COLLEAGUE, DAY), (Fault.NUMBER,)),
        (Wish(MandateAct.LIFT_CONFLICT, COLLEAGUE, DAY, number=NUMBER), ()),
        (Wish(MandateAct.END_ASSIGNMENT, COLLEAGUE, DAY), (Fault.NUMBER,)),
        (Wish(MandateAct.END_DEPUTY, COLLEAGUE, DAY), ()),
        (Wish(MandateAct.END_OWN_DEPUTY, ME, DAY), ()),
    ],
)
def test_a_form_says_what_is_to_be_mended(wish, expected):
    """A deputy has an end, a reason and somebody to stand in for; the last day counts; a conflict has its ground."""
    assert expected == faults(TABLE, wish, DAY)


def test_of_all_families_those_are_taken_for_which_it_can_be_entered():
    """A colleague's deputy is entered where that colleague has the case and the deputy is not out of it."""
    suited = replace(HERE, other_assigned=True)
    families = (suited, HERE, replace(suited, excludes_staff=True), replace(suited, excludes_me=True), NOWHERE)
    facts = replace(TABLE_OF_ASD, families=families)

    assert (suited,) == fitting(replace(DEPUTY, number=None), facts).families


def test_a_family_that_is_named_stays_and_so_do_all_where_something_ends():
    """What was named is answered by name; a deputy's time ends for every family."""
    facts = replace(TABLE_OF_ASD, families=(HERE, NOWHERE))

    assert facts == fitting(DEPUTY, facts)
    for act in ENDS:
        assert facts == fitting(Wish(act, COLLEAGUE, DAY), facts)


@pytest.mark.parametrize(
    ("principal", "wish", "family"),
    [
        (LEAD, DEPUTY, replace(HERE, other_assigned=True)),
        (WORKER, TAKE_OVER, replace(HERE, other_assigned=True)),
        (LEAD, Wish(MandateAct.END_DEPUTY, COLLEAGUE, DAY), HERE),
        (WORKER, Wish(MandateAct.END_OWN_DEPUTY, ME, DAY), HERE),
        (LEAD, ASSIGN, replace(HERE, known=True)),
        (LEAD, replace(ASSIGN, act=MandateAct.END_ASSIGNMENT), replace(HERE, staff_assigned=True)),
        (WORKER, CONFLICT, replace(HERE, mine=True)),
        (LEAD, replace(ASSIGN, act=MandateAct.LIFT_CONFLICT), replace(HERE, staff_in_conflict=True)),
    ],
)
def test_what_the_table_lets_a_function_enter_is_entered_where_it_fits_and_nowhere_else(principal, wish, family):
    """Of several families each must fit; none at all, one that is not there, and one that does not fit look alike."""
    every = replace(
        HERE, known=True, mine=True, staff_assigned=True, staff_in_conflict=True, other_assigned=True, next_seq=2
    )

    assert _refused(principal, wish, family) is None
    assert _refused(principal, wish, every) is None
    assert Reason.NOT_ASSIGNED is _refused(principal, wish)
    assert Reason.NOT_ASSIGNED is _refused(principal, wish, replace(every, family=None))
    assert Reason.NOT_ASSIGNED is _refused(principal, wish, family, NOWHERE)
    if family != HERE:
        assert Reason.NOT_ASSIGNED is _refused(principal, wish, HERE)


@pytest.mark.parametrize("wish", [DEPUTY, ASSIGN])
def test_nobody_is_given_a_case_whom_a_conflict_keeps_out_of_it(wish):
    """Not by assignment and not as a deputy (§§ 16, 17 SGB X)."""
    family = replace(HERE, known=True, other_assigned=True, excludes_staff=True)

    assert Reason.NOT_ASSIGNED is _refused(LEAD, wish, family)


def test_whoever_is_out_of_a_case_enters_nothing_about_it():
    """But a conflict of their own: who has declared it already finds the case as if it were not there."""
    family = replace(HERE, other_assigned=True, known=True, mine=True, excludes_me=True)

    assert Reason.EXCLUDED_RELATIVE is _refused(LEAD, DEPUTY, replace(family, excludes_me=False), family)
    assert Reason.EXCLUDED_RELATIVE is _refused(WORKER, TAKE_OVER, family)
    assert Reason.NOT_ASSIGNED is _refused(WORKER, CONFLICT, family)


@pytest.mark.parametrize(
    ("principal", "wish"),
    [
        (LEAD, replace(DEPUTY, staff=ME)),
        (LEAD, replace(ASSIGN, staff=ME)),
        (WORKER, replace(TAKE_OVER, staff=COLLEAGUE)),
        (WORKER, replace(CONFLICT, staff=COLLEAGUE)),
        (WORKER, DEPUTY),
        (LEAD, TAKE_OVER),
    ],
)
def test_nobody_gives_themselves_a_case_and_nobody_declares_for_another(principal, wish):
    """What is entered for oneself is never entered for others, and the other way round; nor what the table lacks."""
    family = replace(HERE, known=True, mine=True, other_assigned=True)

    assert Reason.PURPOSE_NOT_ALLOWED is _refused(principal, wish, family)


@pytest.mark.parametrize(
    ("principal", "wish", "facts"),
    [
        (LEAD, DEPUTY, {"staff_roles": frozenset({Role.BENEFIT_OFFICER})}),
        (LEAD, DEPUTY, {"staff_roles": frozenset({Role.ASD_LEAD})}),
        (LEAD, DEPUTY, {"other_roles": frozenset({Role.ASD_DEPUTY})}),
        (LEAD, DEPUTY, {"other_roles": frozenset({Role.JOBCOACH})}),
        (LEAD, DEPUTY, {"staff_roles": frozenset({Role.JOBCOACH})}),
        (WORKER, TAKE_OVER, {"staff_roles": frozenset({Role.ASD_LEAD})}),
        (WORKER, TAKE_OVER, {"other_roles": frozenset({Role.JOBCOACH})}),
        (LEAD, ASSIGN, {"staff_roles": frozenset({Role.ASD_DEPUTY})}),
        (LEAD, ASSIGN, {"staff_roles": frozenset({Role.JOBCOACH})}),
    ],
)
def test_a_case_goes_only_to_functions_that_have_cases_and_over_which_the_table_puts_the_asker(principal, wish, facts):
    """The deputy can be one, the absent one can be replaced, who is assigned can have cases: each of the own house."""
    family = replace(HERE, known=True, other_assigned=True)

    assert Reason.NOT_ASSIGNED is _refused(principal, wish, family, **facts)


def test_one_fitting_function_of_several_is_enough():
    """Whoever is a deputy only and a worker too, stands in as the worker whom the lead may send."""
    family = replace(HERE, known=True, other_assigned=True)
    both = frozenset({Role.BENEFIT_OFFICER, Role.ASD_WORKER, Role.ASD_LEAD})

    assert _refused(LEAD, DEPUTY, family, staff_roles=both, other_roles=both) is None
    assert _refused(LEAD, ASSIGN, family, staff_roles=both) is None
    assert _refused(COACH, CONFLICT, replace(family, mine=True), staff_roles=frozenset()) is None


def test_whoever_takes_over_does_so_in_any_function_in_which_they_can_stand_in():
    """Over whom the table puts them says whom they may replace, not who they are themselves."""
    family = replace(HERE, other_assigned=True)

    assert _refused(WORKER, TAKE_OVER, family, staff_roles=frozenset({Role.ASD_DEPUTY})) is None
