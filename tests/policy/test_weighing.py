"""Which rule and which consent opened what, counted without naming a cell; and answers that hold more than a level."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

import pytest

from hub.policy import act_conditions, conditions
from hub.policy.acts import attempt, decide_act
from hub.policy.decide import why_not
from hub.policy.packing import at
from hub.policy.policies import Bearing, Measure, PolicySet
from hub.policy.weigh import Verdict, credited, weigh, why_seen
from hub.terms.access import Context, Mandate, Order, Outline
from hub.terms.acts import Left, Particulars, Proposal, Way
from hub.terms.ids import ActId, FieldId
from hub.terms.lists import Agency, Level, Owner, Purpose
from hub.terms.reasons import Reason
from tests.policy.sampling import questions
from tests.policy.staff import COACH, TEACHER, TRAINER
from tests.policy.worlds import (
    CATALOGUE,
    CHILD,
    FAMILY,
    MOTHER,
    POLICIES,
    TODAY,
    alone,
    cell,
    look,
    mask,
    release,
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


def reasons(policies: PolicySet, verdict: Verdict) -> Iterator[tuple[tuple[set[str], set[str]], ...]]:
    """Permits and consents as the sentences have them, and as the masks do, of each set of fields that is seen."""
    limits = {policy.id for policy in policies.policies if policy.effect is Bearing.LIMIT}
    sentences = [why for why, fields in zip(why_seen(verdict), verdict.fields, strict=True) if fields]
    for whys, (_, credits) in zip(sentences, credited(verdict), strict=True):
        for level, fields, because in whys:
            opening = [(by, at(CATALOGUE, mask, level) & fields) for by, mask in credits]
            assert {0, fields} >= {mask for _, mask in opening}, "of these fields the same is told"
            rules = {by for by, mask in opening if mask and isinstance(by, str)}
            consents = {one for by, mask in opening if mask and isinstance(by, tuple) for one in by}
            yield (set(because.policies) - limits, set(because.consents)), (rules, consents)


def test_masks_give_the_same_reasons_as_sentences() -> None:
    """Of each field at its highest level the same permits and the same consents, for generated rules and families."""
    by_consent = 0
    for policies, request, outline in chain.from_iterable(map(questions, range(80))):
        if outline.family is not None:
            for said, credits in reasons(policies, weigh(policies, request, outline, outline.family)):
                assert said == credits
                by_consent += 1 if said[1] else 0
    assert by_consent > 20, "what no consent opens proves little"


def test_of_what_is_shut_as_a_whole_no_reason_is_given() -> None:
    """A help that is over shows nothing, and credits nobody."""
    report = cell("provider_report", MOTHER, owner=Owner.PROVIDER, provider=TRAINER.provider)
    context = Context({TRAINER.id: Mandate(assigned=True, order=Order.ENDED)})

    verdict = weigh(
        POLICIES,
        look(TRAINER, purpose=Purpose.PROVIDER_SERVICE, context=context),
        Outline(FAMILY, (report,)),
        FAMILY,
    )

    assert verdict.closed
    assert not verdict.shows
    assert [] == credited(verdict) == why_seen(verdict)


def test_without_a_consent_nothing_is_credited_to_a_rule_that_waits_for_one() -> None:
    """Not of the first field of the catalogue either, nor of a second kind of cells."""
    own = next(one for one in POLICIES.policies if one.id == "own-task")
    plain = replace(own, id="plain", when=(), unless=(), agencies=frozenset(), purposes=frozenset())
    rules = alone([plain, replace(plain, id="asks", level=Measure.RELEASE)])
    first = cell(str(CATALOGUE.fields[0].id), MOTHER, owner=Owner.JOINT)
    shut = cell("fam_goal", CHILD, owner=Owner.JOINT, levels=0)

    found = credited(weigh(rules, look(COACH), Outline(FAMILY, (shut, first, GOAL)), FAMILY))

    assert {"plain"} == {by for _, credits in found for by, _ in credits}
    assert [first, GOAL] == [kind.sample for kind, _ in found]


@pytest.mark.parametrize("room", [conditions, act_conditions])
def test_a_rule_calls_a_condition_by_the_name_of_its_function(room: object) -> None:
    """Words stand apart by hyphens, as in the files."""
    named = room._named(conditions.fam_is_open)  # type: ignore[attr-defined]  # each room has its own

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


def test_an_act_is_decided_of_all_that_it_names_whichever_fields_a_page_asks_for() -> None:
    """And before whoever else is in the room."""
    proposal = Proposal(ActId("workflow:keep_received"), Particulars(facts=(FieldId("sgb8_help_type"),)))
    asking = look(COACH, release(COACH, MOTHER, CATALOGUE.all))
    narrow = replace(asking, only=frozenset({FieldId("sgb8_8a_informant")}), audience=(TEACHER,))

    found = [decide_act(POLICIES, one, Outline(FAMILY, (KIND,)), proposal) for one in (asking, narrow)]

    assert found[0] == found[1]
    assert (str(KIND.cell),) == found[0].shown


def test_what_an_act_requires_is_met_or_not() -> None:
    """All of it that is asked of the agency, each once."""
    outline, asking = Outline(FAMILY, (HELP,)), look(TEACHER, purpose=Purpose.HANDOVER)
    rule = POLICIES.acts[ActId("workflow:handover")]

    terms = [Particulars(), Particulars(via=Way.PACKAGE, family_invited=True, talk_on=TODAY)]
    tried = [attempt(POLICIES, asking, outline, Proposal(rule.act, one)) for one in terms]

    assert [set(rule.requires)] * 2 == [{*one.met, *one.unmet} for one in tried if one]
    assert [True, False] == [len(one.unmet) > 0 for one in tried if one]
    assert len(rule.requires) == len(tried[1].met if tried[1] else ())
