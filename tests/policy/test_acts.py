"""What holds of every act, whoever asks, for whatever purpose and with whatever particulars."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hub.policy.acts import decide_act
from hub.policy.policies import Tie
from hub.terms.access import AccessRequest, Act, Context, Mandate, Outline
from hub.terms.acts import ActDecision, Parents, Particulars, Proposal, SignOff, TableCell, Trigger, Way
from hub.terms.ids import ActId, FieldId
from hub.terms.lists import Agency, Effect, Purpose, Sensitivity
from hub.terms.reasons import Reason
from tests.policy.staff import COACH, STAFF
from tests.policy.worlds import (
    CATALOGUE,
    CHILD,
    FAMILY,
    MOTHER,
    POLICIES,
    TODAY,
    any_request,
    cell,
    look,
    outlines,
    release,
)

TEXTS = st.sampled_from(["", "  ", "said"])
SEVERAL = st.lists(TEXTS, max_size=2).map(tuple)
DAYS = st.one_of(st.none(), st.integers(-200, 5).map(lambda days: TODAY + timedelta(days)))
YES = st.booleans()
Question = tuple[AccessRequest, Outline, Proposal]
SEALED = ("workflow:handover", "workflow:prosecution_request", "workflow:8a_help_request")


@st.composite
def particulars(draw: st.DrawFn) -> Particulars:
    """Anything that may be said of an act, fitting or not."""
    return Particulars(
        about=draw(st.lists(st.sampled_from([MOTHER, CHILD]), unique=True, max_size=2).map(tuple)),
        words=draw(st.lists(st.sampled_from(["name", "health", "is_active", "measures"]), unique=True).map(tuple)),
        facts=draw(st.lists(st.sampled_from([FieldId("address"), FieldId("sgb8_8a_plan")]), unique=True).map(tuple)),
        marks=draw(st.sampled_from([(), ("names",)])),
        trigger=draw(st.sampled_from([None, *Trigger])),
        observations=draw(SEVERAL),
        indications=draw(SEVERAL),
        danger_signs=draw(SEVERAL),
        family_told_before=draw(YES),
        skip_reason=draw(TEXTS),
        family_involved=draw(YES),
        measure=draw(TEXTS),
        urgent=draw(YES),
        parents=draw(st.sampled_from([None, *Parents])),
        reported_by=draw(st.sampled_from([principal.id for principal in STAFF])),
        indication=draw(TEXTS),
        written=draw(YES),
        requested_on=draw(DAYS),
        signed_off_by=draw(st.sampled_from([None, *SignOff])),
        court_order_on=draw(DAYS),
        to=draw(st.sampled_from([None, *Agency])),
        via=draw(st.sampled_from([None, *Way])),
        talk_on=draw(DAYS),
        family_invited=draw(YES),
        reason=draw(TEXTS),
        help_at_risk=draw(YES),
        help_at_risk_reason=draw(TEXTS),
        named_basis=draw(TEXTS),
        named_in_text=draw(YES),
        table=tuple(TableCell(str(n), "r", f"c{n}", 7 * n, 9 * n) for n in range(draw(st.integers(0, 3)))),
    )


@st.composite
def asked(draw: st.DrawFn, acts: tuple[str, ...] = tuple(POLICIES.acts)) -> Question:
    """Mostly somebody of the function and for the purpose of the act, sometimes anybody for anything."""
    act, request = POLICIES.acts[ActId(draw(st.sampled_from(acts)))], draw(any_request())
    fitting = [one for one in STAFF if not act.roles or one.role in act.roles]
    if fitting and draw(st.sampled_from([True, True, True, False])):
        who = draw(st.sampled_from(fitting))
        purpose = draw(st.sampled_from(sorted(act.purposes or Purpose)))
        request = replace(request, principal=who, purpose=purpose)
    return request, draw(outlines), Proposal(act.act, draw(particulars()))


def answer(question: Question) -> ActDecision:
    """The answer by the rules of the hub."""
    return decide_act(POLICIES, *question)


@given(asked())
def test_an_act_is_let_go_only_for_its_functions_and_purposes(
    question: Question,
) -> None:
    """Whatever else is said, and whatever the family has agreed to."""
    request, _, proposal = question
    rule = POLICIES.acts[proposal.act]

    if rule.never or not rule.lets(request.principal.role, request.purpose):
        assert Effect.DENY is answer(question).effect


@given(asked())
def test_a_refused_act_lets_nothing_go_and_lays_no_duty(question: Question) -> None:
    """And one that is permitted leaves nothing out: what is named is either let go or left out, never both."""
    found = answer(question)
    left = {one.name for one in found.withheld}

    assert not left & set(found.shown)
    if found.effect is Effect.DENY:
        assert not found.shown
        assert not found.duties
    if found.effect in (Effect.PERMIT, Effect.PERMIT_WITH_DUTY):
        assert not left
        assert bool(found.duties) is (found.effect is Effect.PERMIT_WITH_DUTY)


@given(asked())
def test_a_relative_carries_out_no_act(question: Question) -> None:
    """One relation shuts the case (§ 16 SGB X)."""
    request, outline, proposal = question
    mandates = {**request.context.mandates, request.principal.id: Mandate(assigned=True, deputy=True, related=True)}
    request = replace(request, context=replace(request.context, mandates=mandates))

    assert Effect.DENY is answer((request, outline, proposal)).effect


@given(asked())
def test_without_a_mandate_nobody_acts_whose_case_it_must_be(question: Question) -> None:
    """Neither assigned nor granted (§ 35 Abs. 1 S. 2 SGB I)."""
    request, outline, proposal = question
    assume(POLICIES.roles[request.principal.role].tie in (Tie.ASSIGNMENT, Tie.DEPUTY))
    request = replace(request, context=replace(request.context, mandates={}))

    assert Effect.DENY is answer((request, outline, proposal)).effect


@given(asked())
def test_less_consent_lets_nothing_more_go(question: Question) -> None:
    """An act may rest on consent; without it, it never has more in it. Another basis says so itself."""
    request, outline, proposal = question
    mandates = request.context.mandates
    without = replace(request, context=Context(mandates, restore_pending=request.context.restore_pending))

    less, more = answer((without, outline, proposal)), answer(question)

    assert set(less.shown) <= set(more.shown)


@given(asked())
def test_who_else_is_in_the_room_changes_nothing(question: Question) -> None:
    """An act is one person's: nobody acts by being present."""
    request, outline, proposal = question

    assert answer(question) == answer((replace(request, audience=STAFF), outline, proposal))


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("only", [None, frozenset()])
def test_an_act_is_about_all_that_it_names_however_it_was_come_to(act: Act, only: frozenset[FieldId] | None) -> None:
    """A look may be narrowed, even to nothing, an act is not; what it names is weighed as if it were looked at."""
    received = cell("sgb8_help_type", MOTHER)
    request = look(COACH, release(COACH, MOTHER, CATALOGUE.all), act=act, only=only)

    found = answer((request, Outline(FAMILY, (received,)), Proposal(ActId("workflow:keep_received"), Particulars())))

    assert (Effect.PERMIT_WITH_DUTY, (str(received.cell),)) == (found.effect, found.shown)


@given(asked(SEALED))
def test_who_reported_is_in_no_package(question: Question) -> None:
    """Neither for a court nor for another body, danger or not (E10)."""
    _, outline, _ = question
    told = set(answer(question).shown)

    assert not [cell for cell in outline.cells if cell.cell in told and cell.field == "sgb8_8a_informant"]


@given(asked(("workflow:prosecution_request",)))
def test_a_court_gets_nothing_that_was_confided(question: Question) -> None:
    """With or without consent, order or danger (C16)."""
    _, outline, _ = question
    told = [cell for cell in outline.cells if cell.cell in set(answer(question).shown)]

    assert not [cell for cell in told if cell.entrusted_to or cell.entrusted_by]
    assert not [cell for cell in told if CATALOGUE.by_id[cell.field].sensitivity is Sensitivity.ENTRUSTED_65]


@pytest.mark.parametrize(
    ("act", "outline", "reason"),
    [
        ("workflow:something_new", Outline(FAMILY), Reason.PURPOSE_NOT_ALLOWED),
        ("workflow:8a_report", Outline(), Reason.NOT_ASSIGNED),
        ("report:row_export", Outline(), Reason.ROWS_NEVER),
    ],
)
def test_what_no_file_names_is_refused_and_so_is_a_family_that_is_not_there(
    act: str, outline: Outline, reason: Reason
) -> None:
    """Closed by default."""
    found = decide_act(POLICIES, look(COACH), outline, Proposal(ActId(act), Particulars()))

    assert (Effect.DENY, reason, POLICIES.digest) == (found.effect, found.reason, found.policies)


def proposed(act: str, said: Particulars) -> ActDecision:
    """Somebody of the Jobcenter, whose case it is, proposes an act for the protection of a child."""
    request = look(COACH, purpose=Purpose.SGB8_CHILD_PROTECTION)
    return decide_act(POLICIES, request, Outline(FAMILY), Proposal(ActId(act), said))


def test_the_answer_names_the_file_that_decided() -> None:
    """Whoever reads the log finds the law: the act itself, or the rule about who may act at all."""
    refused = proposed("workflow:8a_report", Particulars(trigger=Trigger.RULE))
    done = proposed("workflow:isef_consultation", Particulars())
    never = proposed("report:reads_per_user", Particulars())
    stranger = decide_act(
        POLICIES,
        replace(look(COACH), context=Context()),
        Outline(FAMILY),
        Proposal(ActId("workflow:8a_report"), Particulars()),
    )

    assert [("8a-report",), ("isef-consultation",), ("reads-per-user",)] == [
        one.rules for one in (refused, done, never)
    ]
    assert ("assigned-only",) == stranger.rules
