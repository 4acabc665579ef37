"""Of several reasons and rules the ones that count: what a cell is shown for, and what is told of it."""

from dataclasses import replace
from typing import Any

import pytest

from hub.policy.decide import decide, why_not
from hub.policy.policies import Measure
from hub.policy.weigh import weigh, why_seen
from hub.terms.access import AccessRequest, Confidence, Context, Mandate, Obstacle, Order, Outline, OutlineCell, Release
from hub.terms.grounds import Basis, Grounds
from hub.terms.ids import CellId, PersonId, ProviderId
from hub.terms.lists import Level, Owner, Purpose
from hub.terms.people import Family, FamStatus
from hub.terms.principals import Principal
from hub.terms.reasons import Reason
from tests.policy.staff import COACH, LEAD, PARENT, TIED, TRAINER, WORKER
from tests.policy.worlds import (
    CATALOGUE,
    CHILD,
    FAMILY,
    GRANDFATHER,
    MOTHER,
    POLICIES,
    alone,
    cell,
    look,
    mask,
    release,
)

GOALS = cell("sgb8_help_goals_released", MOTHER)
GOAL = cell("fam_goal", MOTHER, owner=Owner.JOINT)
REPORT = cell("provider_report", MOTHER, owner=Owner.PROVIDER, provider=ProviderId("oft"))
PROPOSED = replace(FAMILY, status=FamStatus.PROPOSED)
SHARED = Purpose.FAM_JOINT_SUPPORT
SERVICE = Purpose.PROVIDER_SERVICE
THEIRS = Purpose.DATA_SUBJECT_ACCESS


def helping() -> AccessRequest:
    """A trainer of a running help, to whom the mother released everything besides."""
    tied = {TRAINER.id: Mandate(assigned=True)}
    return look(
        TRAINER, purpose=SERVICE, context=Context(tied, (release(TRAINER, MOTHER, CATALOGUE.all, purpose=SERVICE),))
    )


def test_what_a_help_needs_is_shown_for_the_help_even_where_a_consent_says_it_too() -> None:
    """The order of the reasons: the help stands before consent."""
    [shown] = decide(POLICIES, helping(), Outline(FAMILY, (GOALS,))).shown

    assert Reason.WITHIN_HELP is shown.because.reason
    assert {"provider-order", "consent"} <= set(shown.because.policies)


def test_no_reason_is_given_for_nothing() -> None:
    """Each set of fields has a field in it, and a reason."""
    found = [why for seen in why_seen(weigh(POLICIES, helping(), Outline(FAMILY, (GOALS,)), FAMILY)) for why in seen]

    assert found
    assert all(fields and because for _, fields, because in found)


def test_a_duty_comes_with_a_summary_too() -> None:
    """Where the owner wrote nothing but a summary, a look at health across is logged as one."""
    capacity = cell("sgb2_work_capacity", MOTHER, owner=Owner.JOBCENTER, levels=0b0100)

    found = decide(POLICIES, look(WORKER, release(WORKER, MOTHER, CATALOGUE.all)), Outline(FAMILY, (capacity,)))

    assert ("art9_logged",) == found.duties


def refused(*about: PersonId, **more: Any) -> Reason:
    """Why a mother does not read goals, or another `field`, about these; `yes` are consents, `said` of all of them."""
    theirs = cell(more.get("field", "sgb8_help_goals_released"), *about)
    said, of = more.get("said"), more.get("of", CATALOGUE.all)
    met = tuple(Obstacle(PARENT.id, THEIRS, one, of, said) for one in about) if said else ()
    request = look(PARENT, purpose=THEIRS, context=Context(TIED, more.get("yes", ()), met))
    return why_not(POLICIES, request, Outline(FAMILY, (theirs,)), theirs).reason


def agreed(person: PersonId, to: Principal = PARENT, **more: Any) -> Release:
    """A consent to everything."""
    return release(to, person, CATALOGUE.all, **({"purpose": THEIRS} | more))


def test_whoever_said_yes_is_not_the_reason() -> None:
    """The grandfather did; the child, who is not hers to ask for, did not."""
    assert Reason.OTHERS_DATA is refused(CHILD, GRANDFATHER, yes=(agreed(GRANDFATHER),))
    assert Reason.THIRD_PARTY is refused(CHILD, GRANDFATHER, yes=(agreed(CHILD),))


def test_whoever_takes_no_part_stays_a_third_person_whatever_they_said() -> None:
    """Nobody asks those (B4)."""
    assert Reason.THIRD_PARTY is refused(GRANDFATHER, said=Reason.CONSENT_EXPIRED)


def test_somebody_who_is_not_in_the_family_is_a_third_person() -> None:
    """A value may speak of people of whom nothing else is known."""
    assert Reason.THIRD_PARTY is refused(PersonId("somebody"))


def test_a_consent_to_nothing_is_no_consent() -> None:
    """At the level of nothing a third person has agreed to nothing."""
    both = cell("sgb8_help_goals_released", MOTHER, GRANDFATHER)
    yes = [agreed(GRANDFATHER, COACH, purpose=SHARED, level=level) for level in (Level.NONE, Level.FULL)]

    found = [why_not(POLICIES, look(COACH, one), Outline(FAMILY, (both,)), both) for one in yes]

    assert [Reason.THIRD_PARTY, Reason.CONSENT_MISSING] == [one.reason for one in found]


def test_what_was_said_of_another_field_is_no_reason() -> None:
    """The consent that has run out was to a goal of the family."""
    assert Reason.OTHERS_DATA is refused(CHILD, said=Reason.CONSENT_EXPIRED, of=mask("fam_goal"))


def test_who_agreed_to_a_single_note_named_it() -> None:
    """A consent to notes as such is none to this one (Art. 7 GDPR)."""
    note = cell("sgb2_counselling_note", CHILD, GRANDFATHER).cell
    at_large, named = agreed(GRANDFATHER), agreed(GRANDFATHER, entries=frozenset({note}))

    found = [refused(CHILD, GRANDFATHER, field="sgb2_counselling_note", yes=(yes,)) for yes in (at_large, named)]

    assert [Reason.THIRD_PARTY, Reason.OTHERS_DATA] == found


def test_a_confided_note_is_named_in_a_paper_that_those_sign_who_decide_about_youth_help() -> None:
    """A paper about a provider's data has the same signers; one about the Jobcenter's need not (R7)."""
    note = cell("sgb8_conversation_note", MOTHER, entrusted_to=LEAD.id, entrusted_by=frozenset({MOTHER}))
    planning = Purpose.SGB8_HELP_PLANNING

    shown = []
    for field in ("provider_report_excerpt", "sgb2_income"):
        paper = release(WORKER, MOTHER, mask(field), purpose=planning, entries=frozenset({note.cell}))
        agreed_to = (Confidence(WORKER.id, planning, MOTHER, note.cell),)
        request = look(WORKER, purpose=planning, context=Context(TIED, (paper,), confidences=agreed_to))
        shown.append(bool(decide(POLICIES, request, Outline(FAMILY, (note,))).shown))

    assert [True, False] == shown


def test_what_shuts_the_whole_family_is_told_before_what_shuts_one_cell() -> None:
    """Of a cell the log says the same as of the record: the help is over, whatever else is in the way."""
    report = cell("provider_report", MOTHER, owner=Owner.PROVIDER, provider=TRAINER.provider, restricted=True)
    context = Context({TRAINER.id: Mandate(assigned=True, order=Order.ENDED)})
    request, outline = look(TRAINER, purpose=SERVICE, context=context), Outline(FAMILY, (report,))

    finding = why_not(POLICIES, request, outline, report)

    assert (Reason.HELP_NOT_RUNNING, ("order-running",)) == finding
    assert finding.reason is decide(POLICIES, request, outline).reason


def told_to_a_coach(*met: tuple[PersonId, str, Reason]) -> Reason:
    """Why a jobcoach does not read the mother's goals, with what became of consents to fields, person by person."""
    obstacles = tuple(Obstacle(COACH.id, SHARED, person, mask(field), said) for person, field, said in met)
    request = look(COACH, context=Context(TIED, (), obstacles))
    return why_not(POLICIES, request, Outline(FAMILY, (GOALS,)), GOALS).reason


def test_of_several_noes_the_first_in_the_order_of_the_decision_is_told_of_the_very_field_and_person() -> None:
    """K: what was withdrawn stands before what has run out; another's, or of another field, is none of it."""
    ended = (MOTHER, str(GOALS.field), Reason.CONSENT_EXPIRED)
    withdrawn = (MOTHER, str(GOALS.field), Reason.CONSENT_WITHDRAWN)

    assert Reason.CONSENT_WITHDRAWN is told_to_a_coach(ended, withdrawn)
    assert Reason.CONSENT_MISSING is told_to_a_coach((MOTHER, "fam_goal", Reason.CONSENT_EXPIRED))
    assert Reason.CONSENT_MISSING is told_to_a_coach((CHILD, str(GOALS.field), Reason.CONSENT_EXPIRED))


def together(*present: Principal, yes: tuple[Release, ...] = ()) -> AccessRequest:
    """A jobcoach looks at the family with others."""
    return look(COACH, *yes, audience=(COACH, *present))


def test_where_somebody_present_may_not_see_it_the_log_says_what_keeps_it_from_them() -> None:
    """From the first of them who may not: of the Jugendamt's worker, consent; of a teacher, that it is not her task."""
    own = cell("housing_situation", MOTHER, owner=Owner.JOBCENTER)
    outline, yes = Outline(FAMILY, (own,)), release(WORKER, MOTHER, CATALOGUE.all)

    assert ("consent",) == why_not(POLICIES, together(WORKER), outline, own).policies
    assert ("purpose-of-the-role",) == why_not(POLICIES, together(LEAD, WORKER), outline, own).policies
    assert ("purpose-of-the-role",) == why_not(POLICIES, together(WORKER, LEAD, yes=(yes,)), outline, own).policies
    assert Reason.ATTENDEE_NOT_ENTITLED is why_not(POLICIES, together(WORKER), outline, own).reason
    assert Reason.ATTENDEE_NOT_ENTITLED is decide(POLICIES, together(WORKER), outline).reason


def test_of_a_record_of_which_nothing_may_be_seen_the_first_reason_in_the_order_is_told() -> None:
    """What was confided comes before what nobody consented to; of an empty record, that it is another's."""
    note = cell("sgb8_conversation_note", CHILD, entrusted_to=LEAD.id)._replace(cell=CellId("note"))
    for cells in ((GOALS, note), (note, GOALS)):
        assert Reason.ENTRUSTED is decide(POLICIES, together(WORKER), Outline(FAMILY, cells)).reason
    assert Reason.CONSENT_MISSING is decide(POLICIES, together(TRAINER), Outline(FAMILY, (GOALS,))).reason
    assert Reason.OTHER_CONTROLLER is decide(POLICIES, together(WORKER), Outline(FAMILY)).reason


def test_a_rule_that_waits_for_a_consent_is_no_reason_without_one() -> None:
    """What is seen at a summary anyway, is seen by the rule that opens that; with a consent, whole and by both."""
    own = next(one for one in POLICIES.policies if one.id == "own-task")
    plain = replace(own, when=(), unless=(), agencies=frozenset(), purposes=frozenset())
    rules = alone([replace(plain, id="plain", level=Level.SUMMARY), replace(plain, id="asks", level=Measure.RELEASE)])
    goals = GOALS._replace(levels=0b1111)
    yes = release(COACH, MOTHER, CATALOGUE.all)

    [without], [with_] = (decide(rules, look(COACH, *given), Outline(FAMILY, (goals,))).shown for given in ((), (yes,)))

    assert (Level.SUMMARY, ("plain",)) == (without.level, without.because.policies)
    assert (Level.FULL, ("asks",)) == (with_.level, with_.because.policies)


def test_in_an_emergency_the_rule_for_it_is_the_reason() -> None:
    """Whoever works with the case, for the protection of a child, about one record of another agency (§ 34 StGB)."""
    home = cell("housing_situation", CHILD, owner=Owner.JOBCENTER)
    danger = Grounds(Basis.BREAK_GLASS, reason="x" * 30, danger_is_present=True, owner_is_reachable=False, records=1)
    asking = look(WORKER, purpose=Purpose.SGB8_CHILD_PROTECTION, grounds=danger)

    [shown] = decide(POLICIES, asking, Outline(FAMILY, (home,))).shown

    assert any("§ 34 StGB" in norm for norm in shown.because.norms)
    assert () == decide(POLICIES, replace(asking, grounds=None), Outline(FAMILY, (home,))).shown


def test_a_note_that_no_consent_names_is_not_shut_because_of_who_is_present() -> None:
    """A consent to all fields opens no single note, to whoever asks alone as little as to a round."""
    note = cell("sgb2_counselling_note", MOTHER, owner=Owner.JOBCENTER)
    consent = next(one for one in POLICIES.policies if one.id == "consent")
    rules = alone([replace(consent, fields=CATALOGUE.all, when=(), unless=())])
    yes = release(WORKER, MOTHER, CATALOGUE.all)
    request = look(WORKER, yes, audience=(WORKER, LEAD))
    named = look(WORKER, replace(yes, entries=frozenset({note.cell})), audience=(WORKER, LEAD))

    reasons = [why_not(rules, asked, Outline(FAMILY, (note,)), note).reason for asked in (request, named)]

    assert Reason.ATTENDEE_NOT_ENTITLED is not reasons[0]
    assert Reason.ATTENDEE_NOT_ENTITLED is reasons[1]


@pytest.mark.parametrize(
    ("who", "asked", "family", "reason"),
    [
        (COACH, GOAL, FAMILY, Reason.OTHER_CONTROLLER),
        (COACH, GOAL, replace(PROPOSED, proposing=Owner.JOBCENTER), Reason.PURPOSE_NOT_ALLOWED),
        (COACH, GOAL, replace(PROPOSED, proposing=Owner.JUGENDAMT), Reason.FAM_NOT_ACTIVE),
        (TRAINER, REPORT, FAMILY, Reason.PURPOSE_NOT_ALLOWED),
        (TRAINER, REPORT._replace(provider=ProviderId("other")), FAMILY, Reason.OTHER_CONTROLLER),
        (COACH, REPORT, FAMILY, Reason.OTHER_CONTROLLER),
    ],
)
def test_of_the_own_the_purpose_is_the_reason_and_of_anothers_that_it_is_anothers(
    who: Principal, asked: OutlineCell, family: Family, reason: Reason
) -> None:
    """Where no rule opens it: the joint record is the proposing agency's until admission, a report its provider's."""
    own = next(one for one in POLICIES.policies if one.id == "own-task")
    elsewhere = replace(own, when=(), unless=(), agencies=frozenset(), purposes=frozenset(), fields=mask("address"))

    assert reason is why_not(alone([elsewhere]), look(who), Outline(family, (asked,)), asked).reason
