"""The register names every field, every recipient and every act that the rules know of."""

from dataclasses import replace

import pytest

from hub.policy.policies import Bearing, Policy
from hub.review.papers.joint import TOLD
from hub.review.papers.making import make_paper
from hub.review.papers.recipients import recipients
from hub.terms.access import Act
from hub.terms.agreed import AgreedCell, CellRef, Value
from hub.terms.lists import Agency, Category, Level, Owner, Purpose, Role
from hub.terms.review_papers import SIDES, PaperKind
from tests.kreis import ROOT, STICHTAG
from tests.web.sample_papers import sources

OTHERS = {Agency.JOBCENTER: Agency.JUGENDAMT, Agency.JUGENDAMT: Agency.JOBCENTER}


def _facts(own, kind=PaperKind.REGISTER):
    return make_paper(kind, own).facts


def _wider(own, **changes):
    """These sources with one permit more."""
    more = Policy(
        id="made-up",
        effect=Bearing.PERMIT,
        level=Level.FULL,
        fields=own.catalogue.all,
        says=own.policies.policies[0].says,
        acts=frozenset({Act.DISCLOSE}),
        basis=("§ 1 ProbeG",),
        reason="Eine Regel zur Probe.",
    )
    more = replace(more, **changes)
    return replace(own, policies=replace(own.policies, policies=(*own.policies.policies, more)))


@pytest.mark.parametrize("controller", SIDES)
def test_every_field_is_in_an_activity_or_said_to_be_nobodys(controller):
    """A field of the catalogue that the register forgets would be processed without being listed."""
    own = sources(controller)
    facts = _facts(own)

    told = {field for one in facts["activities"] for field in one["fields"]} | {*facts["asked_by_nobody"]}

    assert {one.id for one in own.fields} == told


@pytest.mark.parametrize("controller", SIDES)
def test_every_example_by_which_a_rule_opens_something_to_another_office_is_a_recipient(controller):
    """The examples in the rules are counted on by tests of their own; each that goes out is in the register."""
    own = sources(controller)
    named = {one.rule: one for one in recipients(own)}

    for policy in own.policies.policies:
        for case in policy.cases:
            given = case.given
            role = given.get("principal")
            if policy.effect is not Bearing.PERMIT or case.expect is Level.NONE or given.get("owner") != controller:
                continue
            if role not in tuple(Role) or given.get("act", "disclose") != "disclose":
                continue
            agencies = own.policies.roles[Role(role)].agencies
            if controller in agencies or agencies <= {Agency.FAMILY} or "is-theirs-to-ask" in policy.when:
                continue
            assert policy.id in named, (policy.id, case.name)
            assert Role(role) in named[policy.id].roles, (policy.id, case.name)


def test_a_wider_rule_makes_the_register_longer():
    """What goes out by a new rule is in the paper without anybody writing it there."""
    own = sources(Agency.JUGENDAMT)
    wider = _wider(own, roles=frozenset({Role.BENEFIT_OFFICER}), purposes=frozenset({Purpose.SGB2_BENEFIT}))

    [found] = [one for one in _facts(wider)["recipients"] if one["rule"] == "made-up"]

    assert (Agency.JOBCENTER,) == found["agencies"]
    assert (Role.BENEFIT_OFFICER,) == found["roles"]
    assert "made-up" in str(make_paper(PaperKind.REGISTER, wider).sections)


@pytest.mark.parametrize(
    "changes",
    [
        {"when": ("owner-is-own",)},
        {"owners": frozenset({Owner.JOBCENTER})},
        {"acts": frozenset({Act.CONTRIBUTE})},
        {"effect": Bearing.LIMIT},
        {"roles": frozenset({Role.ASD_WORKER})},
        {"agencies": frozenset({Agency.FAMILY})},
    ],
)
def test_what_stays_in_the_office_is_no_recipient(changes):
    """Own tasks, other owners, writing, limits, own functions, and people reading about themselves."""
    assert "made-up" not in {one.rule for one in recipients(_wider(sources(Agency.JUGENDAMT), **changes))}


@pytest.mark.parametrize("controller", SIDES)
def test_no_consent_opens_what_has_no_ceiling(controller):
    """Of the categories that go out by consent, none is the one that cannot be released."""
    [consent] = [one for one in recipients(sources(controller)) if one.rule == "consent"]

    assert Category.NONE not in consent.categories
    assert OTHERS[controller] in consent.agencies


def test_every_act_that_somebody_may_do_says_whom_which_office_tells():
    """None left out, none made up; and only controllers tell."""
    own = sources()
    done = {act for act, rule in own.policies.acts.items() if not rule.never}

    assert done == set(own.words.acts)
    assert {one for told in own.words.acts.values() for one in told} <= set(SIDES)


@pytest.mark.parametrize("controller", SIDES)
@pytest.mark.parametrize("act", ["police_request", "prosecution_request", "handover", "art15_export"])
def test_an_act_that_others_ask_for_is_in_the_register_of_who_tells(controller, act):
    """Art. 30 Abs. 1 lit. d GDPR: police, prosecution, the next office and the person, though no worker asks."""
    assert _facts(sources(controller))["acts"][f"workflow:{act}"]


def test_what_the_youth_office_alone_tells_is_in_its_register_with_whom():
    """Feedback to who reported, and a file to who was helped as a child; the job centre tells nothing by it."""
    jugendamt, jobcenter = (_facts(sources(one))["acts"] for one in (Agency.JUGENDAMT, Agency.JOBCENTER))

    assert "gemeldet hat" in jugendamt["workflow:8a_feedback"]
    assert jugendamt["workflow:9b_access"]
    assert "" == jobcenter["workflow:8a_feedback"]
    assert "workflow:9b_access" not in jobcenter


def test_it_says_that_the_hub_has_no_page_for_acts_yet_while_that_is_so():
    """Whoever builds one takes the sentence away: until then nothing of it is written down by the hub."""
    using = [
        one.relative_to(ROOT).as_posix()
        for one in sorted((ROOT / "hub").rglob("*.py"))
        if "judge_act" in one.read_text(encoding="utf-8")
    ]
    told = "im Hub gibt es dafür noch keine Seite" in sources().say("register", "acts_text")

    assert told == (["hub/gate/judging.py", "hub/rulebook/acting.py"] == using)


@pytest.mark.parametrize("controller", SIDES)
def test_a_promise_stands_with_what_is_excepted_from_it(controller):
    """Art. 35 Abs. 7 GDPR: who weighs what remains reads no absolute that is none."""
    own = sources(controller)
    said = [point for section in make_paper(PaperKind.DPIA, own).sections for point in section.points]

    for promise in own.policies.promises:
        [point] = [one for one in said if one.startswith(promise.sentence)]
        assert [] == [one.reason for one in promise.excepted if not one.reason or one.reason not in point]
    assert "was immer sonst vorliegt" not in str(said)


def test_periods_are_those_of_the_rules():
    """Another number of months in the rules is another number on the paper."""
    own = sources()
    log = replace(own.policies.retention.access_log, months=4)
    retention = replace(own.policies.retention, access_log=log)
    shorter = replace(own, policies=replace(own.policies, retention=retention))

    assert _facts(own)["retention"]["access_log"].startswith("6 Monate")
    assert _facts(shorter)["retention"]["access_log"].startswith("4 Monate")


def test_nothing_goes_to_third_countries_and_staff_are_told_of():
    """Lit. e; and Art. 88: staff are people of whom the log tells."""
    paper = make_paper(PaperKind.REGISTER, sources())

    assert [] == paper.facts["third_countries"]
    assert any("Beschäftigte" in section.head for section in paper.sections)
    assert any(section.head == "Drittländer" for section in paper.sections)


def test_the_rules_that_the_arrangement_tells_are_in_force():
    """A rule that is superseded would go from the paper in silence."""
    assert set(TOLD) == set(_facts(sources(), PaperKind.JOINT)["rules"])


def test_what_both_leads_agreed_on_stands_in_the_arrangement():
    """With whom, what for, how far and since when."""
    own = sources()
    cell = CellRef(Category.HEALTH, Role.JOBCOACH, Purpose.FAM_JOINT_SUPPORT)
    agreed = AgreedCell(cell, Value.NEVER, STICHTAG.date(), "Beschluss beider Leitungen")
    closer = replace(own, policies=replace(own.policies, agreed=(agreed,)))

    said = str(make_paper(PaperKind.JOINT, closer).sections)

    assert "Gesundheit für Jobcoach FAM, Gemeinsam planen: nie (seit 16.11.2026)" in said
    assert "Derzeit nichts" not in said
