"""Where compiled rules could differ from read ones: cells taken together, and questions answered too early."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.policy.decide import admits, decide
from hub.policy.policies import Bearing, Policy, PolicySet
from hub.policy.weigh import weigh
from hub.terms.access import AccessRequest, Outline, OutlineCell
from hub.terms.ids import CellId, PolicyId, ProviderId
from hub.terms.lists import Category, Level, Owner, Purpose
from hub.terms.reasons import Reason
from tests.amounts import examples
from tests.policy.crowds import crowded
from tests.policy.staff import COACH, TRAINER, WORKER
from tests.policy.worlds import (
    CATALOGUE,
    CHILD,
    ENTRIES,
    FAMILY,
    MOTHER,
    POLICIES,
    alone,
    cell,
    look,
    mask,
    release,
    rule_sets,
)

OWN = next(policy for policy in POLICIES.policies if policy.id == "own-task")
CONSENT = next(policy for policy in POLICIES.policies if policy.id == "consent")
PLAN = cell("sgb2_coop_plan_goal", MOTHER, owner=Owner.JOBCENTER)
REPORT = cell("provider_report", MOTHER, owner=Owner.PROVIDER, provider=ProviderId("oft"))


def forbidding(**more: Any) -> Policy:
    """A rule that shuts everything, under the conditions given."""
    return replace(
        OWN,
        fields=CATALOGUE.all,
        effect=Bearing.LIMIT,
        level=Level.NONE,
        says=Reason.RESTRICTED,
        **({"when": ()} | more),
    )


@pytest.mark.parametrize(
    ("first", "changed", "principal"),
    [
        (PLAN, {"restricted": True}, COACH),
        (PLAN, {"owner": Owner.JUGENDAMT}, COACH),
        (PLAN, {"entrusted_to": TRAINER.id}, COACH),
        (PLAN, {"entrusted_by": frozenset({CHILD})}, COACH),
        (REPORT, {"provider": ProviderId("other")}, TRAINER),
    ],
)
def test_cells_that_differ_in_one_thing_are_not_taken_together(
    first: OutlineCell, changed: dict[str, Any], principal: Any
) -> None:
    """Whichever of the two comes first: the one is shown and the other is not."""
    second = first._replace(cell=ENTRIES[1], **changed)
    purpose = Purpose.PROVIDER_SERVICE if principal is TRAINER else Purpose.SGB2_INTEGRATION
    request = look(principal, purpose=purpose)

    for outline in (Outline(FAMILY, (first, second)), Outline(FAMILY, (second, first))):
        assert {first.cell} == shown(decide(POLICIES, request, outline).shown)


@settings(max_examples=examples(100), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.just(POLICIES), rule_sets), crowded())
def test_an_answer_about_a_cell_is_its_own(policies: PolicySet, asked: tuple[AccessRequest, Outline]) -> None:
    """Cells are decided together; each is shown as far, and for the reasons, as if it were the only one."""
    request, outline = asked
    together = {item.cell: item for item in decide(policies, request, outline).shown}

    for one in outline.cells:
        alone = decide(policies, request, replace(outline, cells=(one,))).shown
        assert alone == ((together[one],) if one in together else ())


def test_two_named_notes_are_not_taken_together() -> None:
    """Each is shown as far as its own consent goes, in whatever order they stand."""
    wide = cell("sgb2_counselling_note", MOTHER, owner=Owner.JOBCENTER, levels=14)
    narrow = wide._replace(cell=ENTRIES[1])
    request = look(
        WORKER,
        release(WORKER, MOTHER, CATALOGUE.all, entries=frozenset({wide.cell}), level=Level.SUMMARY),
        release(WORKER, MOTHER, CATALOGUE.all, entries=frozenset({narrow.cell}), level=Level.PSEUDONYMISED),
    )

    for outline in (Outline(FAMILY, (wide, narrow)), Outline(FAMILY, (narrow, wide))):
        found = {item.cell: item.level for item in decide(POLICIES, request, outline).shown}
        assert {wide: Level.SUMMARY, narrow: Level.PSEUDONYMISED} == found


def test_what_was_passed_on_is_not_taken_together_with_what_never_was_confided() -> None:
    """A consent to the field opens the one; the other it must name."""
    plain = cell("sgb8_help_type", MOTHER)
    told = plain._replace(cell=ENTRIES[1], passed_on=True)
    request = look(COACH, release(COACH, MOTHER, CATALOGUE.all))

    for outline in (Outline(FAMILY, (plain, told)), Outline(FAMILY, (told, plain))):
        assert {plain.cell} == shown(decide(POLICIES, request, outline).shown)


def test_a_consent_is_named_only_where_it_opened_something() -> None:
    """Of two fields that a rule opens anyway, a consent stands at the one that it names, and only if it goes as far."""
    kind, goals = cell("sgb8_help_type", MOTHER), cell("sgb8_help_goals_released", MOTHER)
    goals = goals._replace(cell=ENTRIES[1])
    rules = alone([CONSENT, replace(OWN, id=PolicyId("open"), purposes=frozenset(), when=())])
    full = release(COACH, MOTHER, mask("sgb8_help_type"), consents=("C01",))
    less = release(COACH, MOTHER, CATALOGUE.all, consents=("C02",), level=Level.SUMMARY)

    for order in ((kind, goals), (goals, kind)):
        found = {item.cell: item for item in decide(rules, look(COACH, full, less), Outline(FAMILY, order)).shown}
        assert (Level.FULL, ("C01",)) == (found[kind].level, found[kind].because.consents)
        assert (Level.FULL, ()) == (found[goals].level, found[goals].because.consents)


def test_a_note_of_dispute_belongs_to_the_disputed_value() -> None:
    """The duty comes with the cell that is disputed, also where it stands behind one that is not."""
    disputed = PLAN._replace(cell=ENTRIES[1], disputed=True)
    request = look(COACH, purpose=Purpose.SGB2_INTEGRATION)

    assert () == decide(POLICIES, request, Outline(FAMILY, (PLAN,))).duties
    assert ("dispute_note",) == decide(POLICIES, request, Outline(FAMILY, (PLAN, disputed))).duties


@pytest.mark.parametrize("late", ["is-disputed", "family-is-staff-related", "address-is-locked", "owner-is-own"])
def test_a_request_is_not_refused_for_what_only_the_record_can_tell(late: str) -> None:
    """What may yet turn out to be an exception refuses no request, and what may yet permit keeps it open."""
    request = look(COACH, purpose=Purpose.SGB2_INTEGRATION)

    assert admits(alone([OWN, forbidding(unless=(late,))]), request)
    assert admits(alone([OWN, forbidding(when=(late,))]), request)
    assert admits(alone([replace(OWN, unless=(late,))]), request)
    assert admits(alone([OWN, forbidding(owners=frozenset({Owner.JOBCENTER}))]), request)


def test_a_request_is_refused_as_soon_as_no_permit_can_hold_any_more() -> None:
    """What the mandate already rules out is ruled out before anything about the family is loaded."""
    request = look(COACH, purpose=Purpose.SGB2_INTEGRATION)

    assert not admits(alone([replace(OWN, unless=("has-mandate",))]), request)
    assert not admits(alone([replace(OWN, when=("is-related",))]), request)
    assert not admits(alone([OWN, forbidding(when=("has-mandate",))]), request)
    assert not admits(alone([OWN, forbidding(unless=("is-related",))]), request)


def test_one_persons_protected_address_draws_no_blank_about_another() -> None:
    """Blanks are drawn person by person, in whatever order they stand in the record."""
    locked = replace(FAMILY.persons[0], address_lock=True)
    rules = alone([CONSENT, forbidding(when=("owner-is-another", "address-is-locked"))])
    consents = [release(COACH, person, CATALOGUE.all) for person in (MOTHER, CHILD)]

    for persons in ((locked, FAMILY.persons[1]), (FAMILY.persons[1], locked)):
        family = replace(FAMILY, persons=persons)
        blanks = decide(rules, look(COACH, *consents), Outline(family)).blanks
        assert {MOTHER} == {blank.person for blank in blanks}
        assert Category.CONTACT in {blank.category for blank in blanks}


def shown(cells: Any) -> set[CellId]:
    """The ids of what is shown."""
    return {item.cell.cell for item in cells}


def test_what_consent_may_open_is_shut_without_one() -> None:
    """Every field of the catalogue, at every level: a permit that asks for a consent opens nothing by itself."""
    rules = alone([replace(CONSENT, purposes=frozenset(), owners=frozenset(), when=(), unless=())])
    record = tuple(
        cell(field.id, MOTHER, owner=min(field.owners), levels=14)._replace(cell=CellId(field.id))
        for field in CATALOGUE.fields
    )

    yes = look(COACH, release(COACH, MOTHER, CATALOGUE.all))

    assert not weigh(rules, look(COACH), Outline(FAMILY, record), FAMILY).shows
    assert weigh(rules, yes, Outline(FAMILY, record), FAMILY).shows


def test_a_permit_to_less_is_not_named_for_what_is_shown_whole() -> None:
    """It would not have shown it."""
    less = replace(OWN, id=PolicyId("less"), level=Level.SUMMARY)
    request = look(COACH, purpose=Purpose.SGB2_INTEGRATION)

    [shown] = decide(alone([OWN, less]), request, Outline(FAMILY, (PLAN,))).shown

    assert (Level.FULL, ("own-task",)) == (shown.level, shown.because.policies)
