"""Which rule and which consent opened what, counted without naming a cell; and answers that hold more than a level."""

from dataclasses import replace

import pytest
from hypothesis import given

from hub.policy import act_conditions, conditions
from hub.policy.acts import decide_act
from hub.policy.decide import admits, why_not
from hub.policy.packing import at
from hub.policy.policies import Bearing
from hub.policy.weigh import credited, weigh, why_seen
from hub.terms.access import Outline
from hub.terms.acts import Left, Particulars, Proposal, Way
from hub.terms.ids import ActId, FieldId
from hub.terms.lists import Agency, Level, Owner, Purpose
from hub.terms.reasons import Reason
from tests.policy.staff import COACH, TEACHER
from tests.policy.worlds import (
    CATALOGUE,
    FAMILY,
    MOTHER,
    POLICIES,
    TODAY,
    any_request,
    cell,
    look,
    mask,
    outlines,
    release,
    rule_sets,
)

GOAL = cell("sgb2_coop_plan_goal", MOTHER, owner=Owner.JOBCENTER)
HELP = cell("sgb8_help_goals_released", MOTHER)
KIND = cell("sgb8_help_type", MOTHER)
PERIOD = cell("sgb8_help_period", MOTHER)


def opened(*releases: object) -> dict[object, set[str]]:
    """By rule and by consent, the fields that a jobcoach sees whole."""
    request, outline = look(COACH, *releases), Outline(FAMILY, (GOAL, HELP, KIND, PERIOD))
    found: dict[object, set[str]] = {}
    for _, credits in credited(weigh(POLICIES, request, outline, FAMILY)):
        for by, fields in credits:
            whole = at(CATALOGUE, fields, Level.FULL)
            found.setdefault(by, set()).update(str(f.id) for f in CATALOGUE.fields if whole >> f.bit & 1)
    return found


def test_what_is_seen_is_credited_to_the_rules_and_consents_that_open_it() -> None:
    """To each what it opens, and no more: another field of the same consent is not there."""
    found = opened(release(COACH, MOTHER, mask("sgb8_help_goals_released", "sgb8_help_type", "sgb8_kita")))

    across = {"sgb8_help_goals_released", "sgb8_help_type"}
    assert {"own-data-in-fam", "own-task", "consent", ("C01",)} == set(found)
    assert {"sgb2_coop_plan_goal"} == found["own-task"] == found["own-data-in-fam"]
    assert across == found["consent"] == found["C01",]


def test_of_two_consents_each_is_credited_with_its_own() -> None:
    """So that a withdrawal can be told from what stays."""
    goals = release(COACH, MOTHER, mask("sgb8_help_goals_released"))
    kind = release(COACH, MOTHER, mask("sgb8_help_type"), consents=("C02",))

    found = opened(goals, kind)

    assert ({"sgb8_help_goals_released"}, {"sgb8_help_type"}) == (found["C01",], found["C02",])


def test_without_a_consent_only_the_own_is_seen() -> None:
    """Nothing is credited to a consent that is not there."""
    assert {"own-data-in-fam", "own-task"} == set(opened())


@given(rule_sets, any_request(), outlines)
def test_what_is_credited_is_what_each_cell_says_for_itself(policies, request, outline) -> None:
    """Of every field that is seen: the same rules that permit it at its level, and the same consents."""
    if outline.family is None or not admits(policies, request):
        return
    verdict = weigh(policies, request, outline, outline.family)
    told = [(kind, why) for kind, seen in ((one[0], one) for one in verdict.seen) for why in why_seen(seen)]
    credits = {id(kind): said for kind, said in credited(verdict)}
    permits = {rule.id for rule in policies.policies if rule.effect is Bearing.PERMIT}

    assert {id(kind) for kind, _ in told} == set(credits)
    for kind, (level, fields, because) in told:
        for field in (one for one in CATALOGUE.fields if fields >> one.bit & 1):
            found = {by for by, opened in credits[id(kind)] if at(CATALOGUE, opened, level) >> field.bit & 1}
            consents = {paper for by in found if isinstance(by, tuple) for paper in by}
            assert permits & set(because.policies) == {by for by in found if not isinstance(by, tuple)}
            assert set(because.consents) == consents


@pytest.mark.parametrize("room", [conditions, act_conditions])
def test_a_rule_calls_a_condition_by_the_name_of_its_function(room: object) -> None:
    """Words stand apart by hyphens, as in the files."""
    named = room._named(conditions.fam_is_open)  # type: ignore[attr-defined]

    assert {"fam-is-open": conditions.fam_is_open} == named


def test_of_a_family_that_is_not_there_nobody_is_told_why() -> None:
    """It is as if it were not theirs (A1)."""
    assert Reason.NOT_ASSIGNED is why_not(POLICIES, look(COACH), Outline(None), GOAL).reason


def test_an_act_says_what_was_left_out_why_and_by_which_rules() -> None:
    """A package names the rule of the act, the set of rules, and of each thing left out its own reason."""
    cells = (HELP, cell("sgb8_8a_informant", MOTHER))
    terms = Particulars(entries=(), to=Agency.JUGENDAMT, via=Way.PACKAGE, family_invited=True, talk_on=TODAY)
    request = look(TEACHER, purpose=Purpose.HANDOVER)

    found = decide_act(POLICIES, request, Outline(FAMILY, cells), Proposal(ActId("workflow:handover"), terms))

    assert (Left(str(cells[1].cell), Reason.INFORMANT),) == found.withheld
    assert (POLICIES.digest, ("handover",)) == (found.policies, found.rules)
    assert (Reason.INFORMANT, (str(HELP.cell),)) == (found.reason, found.shown)


def test_a_recipient_who_keeps_on_another_basis_keeps_it_whole() -> None:
    """Where reading does not open it any more: the answer is the basis that the text named, and nothing is left out."""
    terms = Particulars(facts=(FieldId("sgb8_help_type"),), named_in_text=True, named_basis="§ 67c SGB X")
    proposal = Proposal(ActId("workflow:keep_received"), terms)

    found = decide_act(POLICIES, look(COACH), Outline(FAMILY, (KIND,)), proposal)
    without = decide_act(POLICIES, look(COACH), Outline(FAMILY, (KIND,)), replace(proposal, particulars=Particulars()))

    assert (Level.FULL, (), (str(KIND.cell),)) == (found.level, found.withheld, found.shown)
    assert (Level.NONE, (), Reason.CONSENT_MISSING) == (without.level, without.shown, without.reason)
    assert ("keep-received", "consent") == without.rules
