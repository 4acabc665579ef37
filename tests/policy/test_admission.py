"""Who is let in at all: for the whole record, for a few fields of it, and what the answer as a whole says."""

from dataclasses import replace

import pytest
from hypothesis import given

from hub.policy.decide import admits, decide, opens, refusal
from hub.terms.access import Context, Mandate, Outline
from hub.terms.ids import FieldId, StaffId
from hub.terms.lists import Agency, Effect, Owner, Purpose, Role
from hub.terms.principals import Principal
from hub.terms.reasons import Reason
from tests.policy.staff import COACH, DEPUTY, LEAD, PARENT, TIED, TRAINER, WORKER, drawn
from tests.policy.worlds import (
    CATALOGUE,
    CHILD,
    FAMILY,
    MOTHER,
    POLICIES,
    any_request,
    cell,
    look,
    mask,
    outlines,
    release,
    rule_sets,
)

PAYER = Principal(StaffId(drawn("payer")), "U14", Role.YOUTH_HELP_FINANCE, Agency.JUGENDAMT)
RELATED = replace(FAMILY, staff_related=True)
DECIDES_ON_STAFF = Context({**TIED, COACH.id: Mandate(assigned=True, hr_decision=True)})
GOALS, HOURS = cell("sgb8_help_goals_released", MOTHER), cell("provider_hours", MOTHER, owner=Owner.JUGENDAMT)


def _wanting(*fields: str, of: Principal = PAYER, purpose: Purpose = Purpose.PROVIDER_BILLING):
    context = Context({of.id: Mandate(assigned=True)})
    return look(of, purpose=purpose, context=context, only=frozenset(map(FieldId, fields)))


def test_whoever_wants_only_what_is_shut_to_them_is_not_let_in():
    """Whoever pays for helps is let in for the hours, not for the goals alone; with both, for the hours."""
    assert admits(POLICIES, replace(_wanting(), only=None))
    assert admits(POLICIES, _wanting("provider_hours"))
    assert admits(POLICIES, _wanting("provider_hours", "sgb8_help_goals_released"))
    assert not admits(POLICIES, _wanting("sgb8_help_goals_released"))


def test_whoever_wants_only_what_is_shut_is_told_what_shuts_it():
    """Not that the purpose were wrong: it is not needed for it."""
    request = _wanting("sgb8_help_goals_released")

    assert Reason.NOT_NECESSARY is refusal(POLICIES, request).reason
    assert Reason.NOT_NECESSARY is decide(POLICIES, request, Outline(FAMILY, (GOALS,))).reason


def test_whoever_wants_a_field_for_a_purpose_of_others_is_not_let_in():
    """The purpose is none that the function has."""
    request = _wanting("provider_hours", purpose=Purpose.SGB2_INTEGRATION)

    assert not admits(POLICIES, request)
    assert Reason.PURPOSE_NOT_ALLOWED is refusal(POLICIES, request).reason


def test_whoever_wants_only_what_no_rule_speaks_of_is_not_let_in():
    """With rules that open one field alone, only who wants that field is."""
    [own_task] = [rule for rule in POLICIES.policies if rule.id == "own-task"]
    rules = replace(POLICIES, policies=(replace(own_task, fields=mask("fam_goal")),))

    assert admits(rules, _wanting("fam_goal", of=COACH, purpose=Purpose.FAM_JOINT_SUPPORT))
    assert not admits(rules, _wanting("housing_situation", of=COACH, purpose=Purpose.FAM_JOINT_SUPPORT))


def test_where_no_rule_permits_anything_the_purpose_is_not_allowed():
    """Without any rule nobody is let in, and nothing shuts: that nothing permits is the reason."""
    empty = replace(POLICIES, policies=())

    assert not admits(empty, look(COACH))
    assert (Effect.DENY, Reason.PURPOSE_NOT_ALLOWED) == (
        refusal(empty, look(COACH)).effect,
        refusal(empty, look(COACH)).reason,
    )


def test_a_family_is_opened_to_whoever_works_with_it():
    """By assignment or in somebody's place; not without, and not where there is no family."""
    assert opens(POLICIES, look(COACH), FAMILY)
    assert opens(POLICIES, look(DEPUTY), FAMILY)
    assert not opens(POLICIES, look(COACH), None)
    assert not opens(POLICIES, look(COACH, context=Context()), FAMILY)
    assert not opens(POLICIES, look(COACH, purpose=Purpose.SGB8_HELP_PLANNING), FAMILY)


def test_a_family_of_the_own_staff_is_not_opened_to_who_decides_about_staff():
    """Nor is it told that it is there: all of it is shut (§ 35 Abs. 1 S. 3 SGB I)."""
    assert opens(POLICIES, look(COACH, context=DECIDES_ON_STAFF), FAMILY)
    assert opens(POLICIES, look(COACH), RELATED)
    assert not opens(POLICIES, look(COACH, context=DECIDES_ON_STAFF), RELATED)


def test_what_shuts_the_whole_family_is_what_is_told():
    """Whatever is in it; to nobody anything, and no blank."""
    request = look(COACH, release(COACH, MOTHER, CATALOGUE.all))
    request = replace(request, context=replace(request.context, mandates=DECIDES_ON_STAFF.mandates))

    found = decide(POLICIES, request, Outline(RELATED, (GOALS,)))

    assert (Effect.DENY, Reason.STAFF_RELATED) == (found.effect, found.reason)
    assert ((), (), ()) == (found.shown, found.blanks, found.duties)


@given(rule_sets, any_request(), outlines)
def test_what_is_not_opened_shows_nothing(policies, request, outline):
    """A family that may not be known is refused with all that is in it."""
    if not opens(policies, request, outline.family):
        found = decide(policies, request, outline)

        assert (Effect.DENY, ()) == (found.effect, found.shown)


@pytest.mark.parametrize(
    ("request_", "family"),
    [
        (look(COACH), FAMILY),
        (look(COACH), None),
        (look(COACH, context=DECIDES_ON_STAFF), RELATED),
        (look(COACH, context=Context()), FAMILY),
        (look(LEAD, purpose=Purpose.SUPERVISION), FAMILY),
        (look(WORKER, purpose=Purpose.SGB8_HELP_PLANNING), FAMILY),
        (look(TRAINER, purpose=Purpose.PROVIDER_SERVICE), FAMILY),
        (look(PARENT, purpose=Purpose.DATA_SUBJECT_ACCESS), FAMILY),
    ],
)
def test_every_answer_says_by_which_rules_it_was_given(request_, family):
    """Yes or no: years later it can be looked up by which."""
    for cells in ((), (GOALS,), (cell("sgb8_8a_informant", CHILD),)):
        assert POLICIES.digest == decide(POLICIES, request_, Outline(family, cells)).policies


def test_a_yes_without_duties_is_a_yes():
    """Only what comes with a duty says so. Before two colleagues no blank stands for anything."""
    colleague = replace(WORKER, id=StaffId(drawn("colleague")))
    both = Context({**TIED, colleague.id: Mandate(assigned=True)})
    planning = look(WORKER, purpose=Purpose.SGB8_HELP_PLANNING, audience=(WORKER, colleague), context=both)

    plain = decide(POLICIES, planning, Outline(FAMILY, (GOALS,)))
    disputed = decide(POLICIES, planning, Outline(FAMILY, (GOALS._replace(disputed=True),)))

    assert (Effect.PERMIT, ()) == (plain.effect, plain.duties)
    assert Effect.PERMIT_WITH_DUTY is disputed.effect
    assert disputed.duties


def test_the_reason_of_the_whole_is_that_of_most_of_it_and_of_equals_the_first_in_the_order():
    """One's own task stands before consent; two that were consented to outweigh one of the own."""
    request = look(COACH, release(COACH, MOTHER, CATALOGUE.all))
    own = cell("housing_situation", MOTHER, owner=Owner.JOBCENTER)
    theirs = [
        cell(name, MOTHER)._replace(cell=number)
        for number, name in enumerate(("sgb8_help_goals_released", "sgb8_help_type"))
    ]

    equal = decide(POLICIES, request, Outline(FAMILY, (theirs[0], own)))
    most = decide(POLICIES, request, Outline(FAMILY, (own, *theirs)))

    assert [Reason.CONSENT, Reason.OWN_TASK] == [one.because.reason for one in equal.shown]
    assert Reason.OWN_TASK is equal.reason
    assert Reason.CONSENT is most.reason
