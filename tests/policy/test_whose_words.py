"""Whose yes and no count for whom: another's consent, another's no, and another in the room."""

from dataclasses import replace
from datetime import date

import pytest

from hub.policy.acts import decide_act
from hub.policy.decide import decide, why_not
from hub.terms.access import AccessRequest, Confidence, Context, Mandate, Obstacle, Outline
from hub.terms.acts import Left, Particulars, Proposal
from hub.terms.ids import ActId
from hub.terms.lists import Effect, Owner, Purpose
from hub.terms.reasons import Reason
from tests.policy.staff import COACH, OFFICER, PARENT, TIED, WORKER
from tests.policy.worlds import CATALOGUE, CHILD, FAMILY, GRANDFATHER, MOTHER, POLICIES, cell, look, release

NOTE = cell(
    "sgb8_conversation_note",
    MOTHER,
    entrusted_to=WORKER.id,
    entrusted_by=frozenset({MOTHER}),
    passed_on=True,
    levels=0b1111,
)
"""With a text of its own at each level; what may go across is a summary."""
HELP = cell("sgb8_help_goals_released", MOTHER)
SHARED = Purpose.FAM_JOINT_SUPPORT


def confiding(to: object, purpose: Purpose) -> AccessRequest:
    """A jobcoach looks at a note that was released to them; who confided it agreed to what is given here."""
    named = release(COACH, MOTHER, CATALOGUE.all, entries=frozenset({NOTE.cell}))
    return look(COACH, context=Context(TIED, (named,), confidences=(Confidence(to, purpose, MOTHER, NOTE.cell),)))


def test_a_confidence_is_passed_on_to_whom_and_for_what_the_confider_said() -> None:
    """To that person and for that purpose, both."""
    outline = Outline(FAMILY, (NOTE,))

    assert decide(POLICIES, confiding(COACH.id, SHARED), outline).shown
    assert not decide(POLICIES, confiding(OFFICER.id, SHARED), outline).shown
    assert not decide(POLICIES, confiding(COACH.id, Purpose.CASE_CONFERENCE), outline).shown


@pytest.mark.parametrize("said", [Reason.CONSENT_EXPIRED, Reason.CONSENT_WITHDRAWN, Reason.CONSENT_REFUSED])
def test_a_relative_is_refused_for_what_became_of_the_others_consent(said: Reason) -> None:
    """The log says what stands between them, where somebody was asked for this relative."""
    assert said is refused_to_a_relative(said)


@pytest.mark.parametrize("said", [Reason.RECIPIENT_NOT_COVERED, Reason.FIELD_NOT_IN_TEXT, Reason.PURPOSE_NOT_ALLOWED])
def test_a_consent_to_another_thing_is_no_word_about_a_relative(said: Reason) -> None:
    """The value is about somebody else, that is all (F4)."""
    assert Reason.OTHERS_DATA is refused_to_a_relative(said)


def test_what_somebody_else_said_is_no_reason() -> None:
    """Of whom the value does not speak."""
    assert Reason.OTHERS_DATA is refused_to_a_relative(Reason.CONSENT_EXPIRED, of=GRANDFATHER)


def test_of_two_reasons_the_first_in_the_order_of_the_decision_is_told() -> None:
    """K: a refusal stands before what has run out."""
    assert Reason.CONSENT_REFUSED is refused_to_a_relative(Reason.CONSENT_EXPIRED, Reason.CONSENT_REFUSED)


def refused_to_a_relative(*reasons: Reason, of: object = CHILD) -> Reason:
    """Why a mother does not read the goals of somebody who is not hers to ask for, with obstacles in the way."""
    purpose = Purpose.DATA_SUBJECT_ACCESS
    met = tuple(Obstacle(PARENT.id, purpose, of, CATALOGUE.all, reason, on=date(2026, 3, 1)) for reason in reasons)
    theirs = cell("sgb8_help_goals_released", CHILD)
    request = look(PARENT, purpose=purpose, context=Context(TIED, (), met))
    return why_not(POLICIES, request, Outline(FAMILY, (theirs,)), theirs).reason


def test_whoever_decides_about_staff_is_told_that_the_family_is_staffs() -> None:
    """By the rule that shuts the whole family, whatever is asked (A12)."""
    context = Context({COACH.id: Mandate(assigned=True, hr_decision=True)})
    outline = Outline(replace(FAMILY, staff_related=True), (HELP,))

    finding = why_not(POLICIES, look(COACH, context=context), outline, HELP)

    assert (Reason.STAFF_RELATED, ("own-staff-as-clients",)) == finding


def test_who_else_is_present_does_not_hinder_an_act() -> None:
    """An act is the asker's own: somebody in the room who may see nothing takes nothing away from it."""
    kept = cell("fam_goal", MOTHER, owner=Owner.JOINT)
    yes = release(COACH, MOTHER, CATALOGUE.all)
    request = replace(look(COACH, yes), audience=(COACH, OFFICER))
    proposal = Proposal(ActId("workflow:keep_received"), Particulars())

    found = decide_act(POLICIES, request, Outline(FAMILY, (kept,)), proposal)

    assert (str(kept.cell),) == found.shown


def test_an_act_of_another_function_is_refused_by_its_own_file() -> None:
    """With all that it names, and the same reason for each."""
    found = decide_act(
        POLICIES, look(COACH), Outline(FAMILY, (HELP,)), Proposal(ActId("workflow:handover"), Particulars())
    )

    assert (Effect.DENY, Reason.PURPOSE_NOT_ALLOWED, ("handover",)) == (found.effect, found.reason, found.rules)
    assert (Left(str(HELP.cell), Reason.PURPOSE_NOT_ALLOWED),) == found.withheld
