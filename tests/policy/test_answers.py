"""What an answer says for itself: why a cell is shown, and what a blank says instead of one."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from hub.policy.decide import decide
from hub.terms.access import AccessRequest, Act, Context, Decision, Obstacle, Outline
from hub.terms.answers import Blank
from hub.terms.lists import Category, Effect, Level, Owner, Purpose
from hub.terms.people import FamStatus
from hub.terms.principals import Principal
from hub.terms.reasons import Reason
from tests.policy.staff import COACH, DEPUTY, OFFICER, TIED, WORKER
from tests.policy.worlds import CATALOGUE, CHILD, FAMILY, GRANDFATHER, MOTHER, POLICIES, cell, look, mask, release

GOALS = mask("sgb8_help_goals_released")


def facing(principal: Principal, *obstacles: Obstacle, day: date = date(2026, 11, 16), **more: object) -> AccessRequest:
    """A look with something in its way."""
    at = datetime(day.year, day.month, day.day, 11, tzinfo=UTC)
    return look(principal, **({"at": at, "context": Context(TIED, (), obstacles)} | more))


def no(reason: Reason, on: date | None, to: Principal = COACH, **more: object) -> Obstacle:
    """What the mother has said, or failed to say, about the goals of the help."""
    given = {"purpose": Purpose.FAM_JOINT_SUPPORT, "consents": ("C05",), "signers": (MOTHER,), "on": on} | more
    return Obstacle(recipient=to.id, person=MOTHER, fields=GOALS, reason=reason, **given)


def blank(request: AccessRequest, family: object = FAMILY) -> Blank:
    """The blank of the Jugendamt's goals about the mother."""
    (found,) = (
        item
        for item in decide(POLICIES, request, Outline(family)).blanks
        if (item.person, item.category, item.owner) == (MOTHER, Category.HELP_GOALS, Owner.JUGENDAMT)
    )
    return found


def only(decision: Decision) -> object:
    """The reason of the one cell shown."""
    (shown,) = decision.shown
    return shown.because


def test_a_shown_cell_names_its_consents_and_their_earliest_end() -> None:
    """Of several people all papers and all who signed are named, and the first day on which one of them ends."""
    mothers = release(COACH, MOTHER, mask("fam_goal"), until=date(2026, 12, 31))
    childs = release(COACH, CHILD, mask("fam_goal"), consents=("C02",), signed_on=date(2026, 3, 1))
    request = look(COACH, mothers, childs)

    because = only(decide(POLICIES, request, Outline(FAMILY, (cell("fam_goal", MOTHER, CHILD, owner=Owner.JOINT),))))

    assert because.reason is Reason.CONSENT
    assert ({"C01", "C02"}, {MOTHER, CHILD}) == (set(because.consents), set(because.signers))
    assert (date(2026, 3, 1), date(2026, 12, 31)) == (because.signed_on, because.until)
    assert ("consent",) == because.policies
    assert "§ 67b Abs. 2 SGB X" in because.norms


def test_a_bound_is_named_beside_what_permits() -> None:
    """A summary is shown because the mother agreed, and because no more than a summary can go across."""
    request = look(WORKER, release(WORKER, MOTHER, mask("sgb2_rent_arrears")))
    arrears = cell("sgb2_rent_arrears", MOTHER, owner=Owner.JOBCENTER, levels=0b1100)

    because = only(decide(POLICIES, request, Outline(FAMILY, (arrears,))))

    assert ("consent", "ceiling") == because.policies


def test_own_data_need_no_consent_and_name_none() -> None:
    """The reason is the own task, and no paper of the family is drawn into it."""
    plan = cell("sgb2_coop_plan_goal", MOTHER, owner=Owner.JOBCENTER)
    request = look(COACH, release(COACH, MOTHER, CATALOGUE.all), purpose=Purpose.SGB2_INTEGRATION)

    because = only(decide(POLICIES, request, Outline(FAMILY, (plan,))))

    assert (Reason.OWN_TASK, (), None) == (because.reason, because.consents, because.until)


def test_a_refusal_is_respected_for_six_months() -> None:
    """Said with the day, and the day from which asking again is proposed."""
    refused = no(Reason.CONSENT_REFUSED, date(2026, 5, 20))

    early = blank(facing(COACH, refused, day=date(2026, 11, 19)))
    late = blank(facing(COACH, refused, day=date(2026, 11, 20)))

    assert (Reason.CONSENT_REFUSED, False, date(2026, 11, 20)) == (early.reason, early.ask, early.ask_from)
    assert (True, (MOTHER,), date(2026, 5, 20), ("C05",)) == (late.ask, late.signers, late.on, late.consents)


@pytest.mark.parametrize(
    ("on", "from_"), [(date(2026, 8, 31), date(2027, 2, 28)), (date(2027, 8, 31), date(2028, 2, 29))]
)
def test_half_a_year_ends_with_the_month(on: date, from_: date) -> None:
    """31 August and six months is the last of February (§ 188 Abs. 3 BGB)."""
    assert from_ == blank(facing(COACH, no(Reason.CONSENT_WITHDRAWN, on))).ask_from


@pytest.mark.parametrize("reason", [Reason.CUSTODY_UNPROVEN, Reason.CONFLICT_OF_INTEREST, Reason.INSIGHT_LACKING])
def test_a_blank_does_not_tell_of_a_doubt(reason: Reason) -> None:
    """All that shows of it on a page is the same as where nobody was ever asked."""
    plain = blank(facing(COACH))
    doubted = blank(facing(COACH, no(reason, date(2026, 5, 20))))

    assert reason is doubted.reason
    assert plain._replace(reason=reason) == doubted
    assert plain.reason.blank is doubted.reason.blank


def test_whoever_decides_about_money_learns_of_no_refusal() -> None:
    """To the benefit officer a no looks like a question never asked (recital 43 GDPR)."""
    purpose = Purpose.LIVELIHOOD
    refused = no(Reason.CONSENT_REFUSED, date(2026, 5, 20), to=OFFICER, purpose=purpose)

    assert blank(facing(OFFICER, purpose=purpose)) == blank(facing(OFFICER, refused, purpose=purpose))


def test_a_blank_tells_whether_others_agreed_and_never_to_whoever_decides_about_money() -> None:
    """One no beside a yes that stands is told as such; without a no there is nothing to disagree about."""
    split, alone, doubt = (
        replace(no(reason, date(2026, 11, 1)), disagreed=disagreed)
        for reason, disagreed in (
            (Reason.CONSENT_REFUSED, True),
            (Reason.CONSENT_REFUSED, False),
            (Reason.CUSTODY_UNPROVEN, True),
        )
    )

    assert blank(facing(COACH, split)).disagreed
    assert not blank(facing(COACH, alone)).disagreed
    assert not blank(facing(COACH, doubt)).disagreed
    to_officer = replace(split, recipient=OFFICER.id, purpose=Purpose.LIVELIHOOD)
    assert not blank(facing(OFFICER, to_officer, purpose=Purpose.LIVELIHOOD)).disagreed


def test_a_blank_names_a_no_before_what_is_merely_incomplete() -> None:
    """Of two obstacles the one that a person meant is told."""
    obstacles = (no(Reason.SIGNER_MISSING, None), no(Reason.CONSENT_REFUSED, date(2026, 5, 20)))

    assert Reason.CONSENT_REFUSED is blank(facing(COACH, *obstacles)).reason


@pytest.mark.parametrize(
    ("purpose", "family", "reason"),
    [
        (Purpose.SGB2_INTEGRATION, FAMILY, Reason.PURPOSE_NOT_ALLOWED),
        (Purpose.FAM_JOINT_SUPPORT, replace(FAMILY, status=FamStatus.ENDED), Reason.FAM_NOT_ACTIVE),
        (Purpose.FAM_JOINT_SUPPORT, FAMILY, Reason.CONSENT_MISSING),
    ],
)
def test_where_nobody_was_asked_the_blank_says_what_stands_in_the_way(
    purpose: Purpose, family: object, reason: Reason
) -> None:
    """Asking is proposed only where an answer could change something."""
    found = blank(facing(COACH, purpose=purpose), family)

    assert (reason, reason is Reason.CONSENT_MISSING) == (found.reason, found.ask)


def test_a_signature_that_is_missing_may_be_asked_for_at_once() -> None:
    """Nobody said no: there is nothing to wait for, and nobody disagrees."""
    found = blank(facing(COACH, no(Reason.SIGNER_MISSING, date(2026, 5, 20), disagreed=True)))

    assert (Reason.SIGNER_MISSING, True, None, False) == (found.reason, found.ask, found.ask_from, found.disagreed)


def test_a_no_of_which_nobody_knows_the_day_is_not_asked_again() -> None:
    """There is no day from which the six months could be counted."""
    found = blank(facing(COACH, no(Reason.CONSENT_REFUSED, None)))

    assert (Reason.CONSENT_REFUSED, False, None) == (found.reason, found.ask, found.ask_from)


@pytest.mark.parametrize("said", [Reason.CONSENT_REFUSED, Reason.SIGNER_MISSING, Reason.CUSTODY_UNPROVEN])
@pytest.mark.parametrize(
    ("purpose", "status", "reason"),
    [
        (Purpose.SGB2_INTEGRATION, FamStatus.ADMITTED, Reason.PURPOSE_NOT_ALLOWED),
        (Purpose.SGB2_INTEGRATION, FamStatus.ENDED, Reason.PURPOSE_NOT_ALLOWED),
        (Purpose.FAM_JOINT_SUPPORT, FamStatus.ENDED, Reason.FAM_NOT_ACTIVE),
    ],
)
def test_what_no_consent_could_open_is_not_blamed_on_a_consent(
    purpose: Purpose, status: FamStatus, reason: Reason, said: Reason
) -> None:
    """Whatever was said to whom long ago: asking again would open nothing, and is not proposed."""
    obstacle = no(said, date(2026, 2, 1), purpose=purpose)

    found = blank(facing(COACH, obstacle, purpose=purpose), replace(FAMILY, status=status))

    assert Blank(MOTHER, Category.HELP_GOALS, Owner.JUGENDAMT, reason, ask=False) == found


def test_a_third_person_has_no_blank() -> None:
    """Who takes no part is not asked, and no card with their name says that there might be something."""
    blanks = decide(POLICIES, facing(COACH), Outline(FAMILY)).blanks

    assert {MOTHER, CHILD} == {item.person for item in blanks}
    assert GRANDFATHER not in {item.person for item in blanks}


def test_a_shared_screen_and_a_change_have_no_blanks() -> None:
    """In a conference not even a gap shows; and who writes is not shown what others hold."""
    together = replace(facing(COACH), audience=(COACH, WORKER))

    assert () == decide(POLICIES, together, Outline(FAMILY)).blanks
    assert () == decide(POLICIES, replace(facing(COACH), act=Act.CONTRIBUTE), Outline(FAMILY)).blanks


def test_the_effect_says_whether_something_is_withheld_or_a_duty_comes_with_it() -> None:
    """A deputy's look is written down as one; a look with gaps is a part of the whole."""
    plan = cell("sgb2_coop_plan_goal", MOTHER, owner=Owner.JOBCENTER)
    deputy = replace(look(DEPUTY, purpose=Purpose.SGB2_INTEGRATION), audience=(DEPUTY, COACH))

    duty = decide(POLICIES, deputy, Outline(FAMILY, (plan,)))
    part = decide(POLICIES, look(COACH), Outline(FAMILY, (plan,)))

    assert (Effect.PERMIT_WITH_DUTY, ("deputy_logged",)) == (duty.effect, duty.duties)
    assert (Effect.REDACT, Reason.OWN_TASK) == (part.effect, part.reason)
    assert {Level.FULL} == {item.level for item in part.shown}
    assert POLICIES.digest == part.policies
