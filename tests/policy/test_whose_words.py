"""Whose yes and no count for whom: another's consent, another's no, and another in the room."""

from dataclasses import replace
from datetime import date

import pytest

from hub.policy.acts import decide_act
from hub.policy.decide import decide, why_not
from hub.terms.access import AccessRequest, Confidence, Context, Mandate, Obstacle, Outline
from hub.terms.acts import Left, Particulars, Proposal, Way
from hub.terms.ids import ActId, ProviderId
from hub.terms.lists import Agency, Effect, Level, Owner, Purpose
from hub.terms.people import FamStatus
from hub.terms.reasons import Reason
from tests.policy.staff import COACH, OFFICER, PARENT, TEACHER, TIED, WORKER
from tests.policy.worlds import (
    CATALOGUE,
    CHILD,
    FAMILY,
    GRANDFATHER,
    MOTHER,
    POLICIES,
    TODAY,
    cell,
    look,
    mask,
    release,
)

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


@pytest.mark.parametrize(("to", "number"), [(Agency.JUGENDAMT, 1), (Agency.JOBCENTER, 0)])
def test_what_a_provider_holds_is_handed_over_with_the_file_of_who_ordered_the_help(to: Agency, number: int) -> None:
    """§ 36 Abs. 3 SGB VIII: to the new Jugendamt, not to the new Jobcenter."""
    report = cell("provider_report", MOTHER, owner=Owner.PROVIDER, provider=ProviderId("oft"))
    terms = Particulars(to=to, via=Way.PACKAGE, family_invited=True, talk_on=TODAY)
    request = look(TEACHER, purpose=Purpose.HANDOVER)

    found = decide_act(POLICIES, request, Outline(FAMILY, (report,)), Proposal(ActId("workflow:handover"), terms))

    assert (str(report.cell),)[:number] == found.shown


def test_of_a_file_in_which_nothing_stands_only_those_hear_who_may_ask() -> None:
    """The mother is told that there is nothing; of a child that is not hers to ask for she is told no more than no."""
    proposal = Proposal(ActId("workflow:art15_export"), Particulars(about=(MOTHER,)))
    request = look(PARENT, purpose=Purpose.DATA_SUBJECT_ACCESS)
    theirs = replace(proposal, particulars=Particulars(about=(CHILD,)))

    own = decide_act(POLICIES, request, Outline(FAMILY), proposal)
    other = decide_act(POLICIES, request, Outline(FAMILY), theirs)

    assert (Effect.PERMIT, (), ()) == (own.effect, own.shown, own.withheld)
    assert (Effect.DENY, Reason.OTHERS_DATA, (), ()) == (other.effect, other.reason, other.shown, other.withheld)
    assert {"others-by-consent"} <= set(other.rules)


@pytest.mark.parametrize(
    ("purpose", "change", "said"),
    [
        (Purpose.CASE_CONFERENCE, {"status": FamStatus.ENDED}, Reason.FAM_NOT_ACTIVE),
        (Purpose.DATA_SUBJECT_ACCESS, {}, Reason.RESTORE_PENDING),
    ],
)
def test_what_was_released_to_a_relative_is_closed_for_now(purpose: Purpose, change: dict, said: Reason) -> None:
    """That is told only where somebody of whom it speaks released anything to them; else it is somebody else's."""
    theirs, outline = cell("sgb8_help_goals_released", CHILD), replace(FAMILY, **change)
    yes = release(PARENT, CHILD, CATALOGUE.all, purpose=purpose)

    found = [
        why_not(
            POLICIES,
            look(PARENT, purpose=purpose, context=Context(TIED, given, restore_pending=said is Reason.RESTORE_PENDING)),
            Outline(outline, (theirs,)),
            theirs,
        ).reason
        for given in ((yes,), ())
    ]

    assert [said, Reason.OTHERS_DATA] == found


def test_of_two_consents_a_cell_names_the_one_that_opens_it() -> None:
    """Not one to another field, nor one that allows less than what is shown."""
    kind = cell("sgb8_help_type", MOTHER)
    goals = release(COACH, MOTHER, mask("sgb8_help_goals_released"))
    other = release(COACH, MOTHER, mask("sgb8_help_type"), consents=("C02",))
    less = release(COACH, MOTHER, CATALOGUE.all, consents=("C03",), level=Level.SUMMARY)

    shown = decide(POLICIES, look(COACH, goals, other, less), Outline(FAMILY, (HELP, kind))).shown

    assert [("C01",), ("C02",)] == [one.because.consents for one in shown]
