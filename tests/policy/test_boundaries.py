"""Where a design of masks breaks most easily, one example each."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from hub.policy.decide import admits, decide, refusal, why_not
from hub.policy.policies import PolicySet
from hub.terms.access import AccessRequest, Act, Context, Mandate, Outline, OutlineCell
from hub.terms.lists import Agency, Effect, Level, Owner, Purpose, Role
from hub.terms.people import FamStatus
from hub.terms.reasons import Reason
from tests.policy import worlds
from tests.policy.staff import COACH, DEPUTY, TRAINER, WORKER
from tests.policy.worlds import CHILD, FAMILY, MOTHER, POLICIES, alone, cell, look, mask, release

HELP = mask("sgb8_help_type")


def level(request: AccessRequest, *cells: OutlineCell, policies: PolicySet = POLICIES) -> Level:
    """How far the first of the cells is shown."""
    shown = {item.cell: item.level for item in decide(policies, request, Outline(FAMILY, cells)).shown}
    return shown.get(cells[0], Level.NONE)


def test_the_consent_of_one_does_not_open_the_family() -> None:
    """The mother's yes is about the mother."""
    request = look(COACH, release(COACH, MOTHER, HELP))

    assert level(request, cell("sgb8_help_type", MOTHER)) is Level.FULL
    assert level(request, cell("sgb8_help_type", CHILD)) is Level.NONE
    assert level(request, cell("sgb8_help_type", MOTHER, CHILD)) is Level.NONE


def test_a_value_about_nobody_is_opened_by_no_consent() -> None:
    """Everybody in an empty room has agreed; that must not count."""
    request = look(COACH, release(COACH, MOTHER, HELP))

    assert level(request, cell("sgb8_help_type")) is Level.NONE


def test_a_consent_to_somebody_else_opens_nothing() -> None:
    """Neither a colleague's nor a deputy's consent is one's own."""
    request = look(COACH, release(DEPUTY, MOTHER, HELP))

    assert level(request, cell("sgb8_help_type", MOTHER)) is Level.NONE


def test_a_consent_for_another_purpose_opens_nothing() -> None:
    """A yes to the conference is none to planning."""
    request = look(COACH, release(COACH, MOTHER, HELP, purpose=Purpose.CASE_CONFERENCE))

    assert level(request, cell("sgb8_help_type", MOTHER)) is Level.NONE


def test_a_limit_comes_after_the_consent() -> None:
    """What is restricted is restricted, whoever consents."""
    request = look(COACH, release(COACH, MOTHER, HELP))

    assert level(request, cell("sgb8_help_type", MOTHER, restricted=True)) is Level.NONE


def test_the_least_of_several_people_decides_how_far() -> None:
    """One allows everything, one a summary: a summary it is."""
    low = release(COACH, CHILD, mask("fam_goal"), level=Level.SUMMARY)
    request = look(COACH, release(COACH, MOTHER, mask("fam_goal")), low)

    shown = level(request, cell("fam_goal", MOTHER, CHILD, owner=Owner.JOINT, levels=0b1100))

    assert shown is Level.SUMMARY


def test_a_level_without_a_text_shows_nothing() -> None:
    """Nobody shortens a text by machine: where there is no summary, the full text does not stand in for it."""
    request = look(COACH, release(COACH, MOTHER, HELP, level=Level.SUMMARY))

    assert level(request, cell("sgb8_help_type", MOTHER, levels=1 << Level.FULL)) is Level.NONE
    assert level(request, cell("sgb8_help_type", MOTHER, levels=1 << Level.PSEUDONYMISED)) is Level.PSEUDONYMISED


def test_entrusted_to_nobody_is_open_to_nobody() -> None:
    """An entry that lost its worker is not an entry for all."""
    request = look(WORKER, purpose=Purpose.SGB8_HELP_PLANNING)

    assert level(request, cell("sgb8_child_statement", CHILD)) is Level.NONE
    assert level(request, cell("sgb8_help_plan", CHILD, entrusted_by=frozenset({CHILD}))) is Level.NONE
    assert level(request, cell("sgb8_help_plan", CHILD, entrusted_to=WORKER.id)) is Level.FULL


def test_the_consent_of_the_subject_is_not_that_of_the_confider() -> None:
    """The child confided something about the mother: both must agree to this very note."""
    note = cell(
        "sgb8_conversation_note",
        MOTHER,
        entrusted_to=WORKER.id,
        entrusted_by=frozenset({CHILD}),
        passed_on=True,
        levels=14,
    )
    notes, named = mask("sgb8_conversation_note"), frozenset({note.cell})
    mothers, childs = (release(COACH, person, notes, entries=named) for person in (MOTHER, CHILD))

    assert level(look(COACH, mothers), note) is Level.NONE
    assert level(look(COACH, childs), note) is Level.NONE
    assert level(look(COACH, mothers, childs), note) is Level.SUMMARY


def test_nobody_signs_for_a_confider() -> None:
    """The child confided it about itself; the mother's signature for the child is not the child's own (C5)."""
    note = cell("sgb8_conversation_note", CHILD, entrusted_to=WORKER.id, passed_on=True, levels=14)
    notes, named = mask("sgb8_conversation_note"), frozenset({note.cell})
    by_mother = release(COACH, CHILD, notes, entries=named, signers=(MOTHER,))
    by_both = release(COACH, CHILD, notes, entries=named, signers=(CHILD, MOTHER))

    assert level(look(COACH, by_mother), note) is Level.NONE
    assert level(look(COACH, by_both), note) is Level.SUMMARY


def test_a_consent_that_names_one_note_opens_no_other() -> None:
    """Two notes in the same field are two secrets."""
    named = cell("sgb2_counselling_note", MOTHER, owner=Owner.JOBCENTER, levels=14)
    other = named._replace(cell=worlds.ENTRIES[1])
    request = look(WORKER, release(WORKER, MOTHER, mask("sgb2_counselling_note"), entries=frozenset({named.cell})))

    assert level(request, named, other) is Level.SUMMARY
    assert level(request, other, named) is Level.NONE


def test_a_wide_consent_does_not_raise_the_level_of_a_named_note() -> None:
    """The note was released without names; that notes may be read in full elsewhere adds nothing to this one."""
    note = cell("sgb2_counselling_note", MOTHER, owner=Owner.JOBCENTER, levels=14)
    notes, named = mask("sgb2_counselling_note"), frozenset({note.cell})
    low = release(WORKER, MOTHER, notes, level=Level.PSEUDONYMISED, entries=named)

    assert level(look(WORKER, low, release(WORKER, MOTHER, notes)), note) is Level.PSEUDONYMISED


def test_a_condition_on_fields_holds_field_by_field() -> None:
    """A rule that leaves out health leaves out only health; one that is about health is about nothing else."""
    plan, health = (cell(f, MOTHER, owner=Owner.JOBCENTER) for f in ("sgb2_coop_plan_goal", "sgb2_work_capacity"))
    rule = next(policy for policy in POLICIES.policies if policy.id == "own-task")
    request = look(COACH, purpose=Purpose.SGB2_INTEGRATION)

    without = alone([replace(rule, unless=("is-art9",))])
    alike = alone([replace(rule, when=(*rule.when, "is-art9"))])

    assert (Level.FULL, Level.NONE) == (
        level(request, plan, policies=without),
        level(request, health, policies=without),
    )
    assert (Level.NONE, Level.FULL) == (level(request, plan, policies=alike), level(request, health, policies=alike))


def test_an_ordinary_entry_that_is_named_is_judged_alone() -> None:
    """A rule about named entries looks at each entry, also where two lie in the same field."""
    named = cell("sgb8_help_type", MOTHER)
    other = named._replace(cell=worlds.ENTRIES[1])
    about_nobody = named._replace(cell=worlds.ENTRIES[2], persons=frozenset())
    rule = next(policy for policy in POLICIES.policies if policy.id == "own-task")
    by_name = alone([replace(rule, when=("entry-is-released",))])
    request = look(COACH, release(COACH, MOTHER, HELP, entries=frozenset({named.cell})))

    for cells in ((named, other, about_nobody), (about_nobody, other, named)):
        assert [named] == [item.cell for item in decide(by_name, request, Outline(FAMILY, cells)).shown]


def test_a_provider_without_a_name_owns_nothing() -> None:
    """No name is not the same name: what lost its provider does not belong to whoever has none either."""
    orphan = cell("provider_report", MOTHER, owner=Owner.PROVIDER)
    nameless = look(replace(TRAINER, provider=None), purpose=Purpose.PROVIDER_SERVICE)

    assert level(nameless, orphan) is Level.NONE
    assert (
        level(look(TRAINER, purpose=Purpose.PROVIDER_SERVICE), orphan._replace(provider=TRAINER.provider)) is Level.FULL
    )


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 11, 16, 22, 59, 59, 999999, tzinfo=UTC), Level.FULL),
        (datetime(2026, 11, 16, 23, 0, tzinfo=UTC), Level.NONE),
    ],
)
def test_fam_ends_at_midnight_in_berlin(at: datetime, expected: Level) -> None:
    """The last day of FAM counts to its last moment, and no moment longer."""
    family = replace(FAMILY, exit_date=date(2026, 11, 16))
    request = look(COACH, release(COACH, MOTHER, HELP), at=at)

    shown = decide(POLICIES, request, Outline(family, (cell("sgb8_help_type", MOTHER),))).shown

    assert expected == max((item.level for item in shown), default=Level.NONE)


def test_a_program_is_not_shared_by_roles() -> None:
    """What was compiled for a Jobcoach is not what a benefit officer gets, nor one agency's the other's."""
    plan = cell("sgb2_coop_plan_goal", MOTHER, owner=Owner.JOBCENTER)
    coach = look(COACH, purpose=Purpose.SGB2_INTEGRATION)
    others = [
        look(replace(COACH, role=role, agency=agency), purpose=Purpose.SGB2_INTEGRATION)
        for role, agency in [(Role.BENEFIT_OFFICER, Agency.JOBCENTER), (Role.JOBCOACH, Agency.JUGENDAMT)]
    ]

    assert level(coach, plan) is Level.FULL
    assert {Level.NONE} == {level(other, plan) for other in others}


def test_new_rules_take_the_place_of_the_old_at_once() -> None:
    """Programs belong to their set of rules: nothing compiled before a change is used after it."""
    plan = cell("sgb2_coop_plan_goal", MOTHER, owner=Owner.JOBCENTER)
    request = look(COACH, purpose=Purpose.SGB2_INTEGRATION)
    none_left = PolicySet((), POLICIES.roles, POLICIES.fam_purposes, POLICIES.catalogue)

    assert level(request, plan) is Level.FULL
    assert level(request, plan, policies=none_left) is Level.NONE


def test_nobody_is_forgotten_because_a_list_left_them_out() -> None:
    """An empty audience still has the one who asks in it."""
    request = replace(look(COACH, purpose=Purpose.SGB2_INTEGRATION), audience=())

    assert level(request, cell("sgb8_help_type", MOTHER)) is Level.NONE
    assert level(request, cell("sgb2_coop_plan_goal", MOTHER, owner=Owner.JOBCENTER)) is Level.FULL


def test_somebody_present_without_a_mandate_closes_the_screen() -> None:
    """The asker learns that it is because of somebody in the room; nothing is shown."""
    alone = look(COACH, release(COACH, MOTHER, HELP))
    together = replace(
        alone, audience=(COACH, WORKER), context=replace(alone.context, mandates={COACH.id: Mandate(assigned=True)})
    )

    decision = decide(POLICIES, together, Outline(FAMILY, (cell("sgb8_help_type", MOTHER),)))

    assert (Effect.DENY, Reason.ATTENDEE_NOT_ENTITLED) == (decision.effect, decision.reason)


def test_an_empty_context_opens_nothing() -> None:
    """No mandate is known: not even the own data are shown, and nothing about the family is looked up."""
    request = replace(look(COACH), context=Context())

    assert not admits(POLICIES, request)
    assert Reason.NOT_ASSIGNED is refusal(POLICIES, request).reason


def test_a_family_that_is_not_there_looks_like_one_that_is_not_yours() -> None:
    """Refused and absent are the same answer."""
    stranger = replace(look(COACH), context=Context())

    assert decide(POLICIES, stranger, Outline(FAMILY)) == decide(POLICIES, look(COACH), Outline())


def test_an_unknown_field_is_an_error_and_opens_nothing() -> None:
    """What cannot be decided is not shown: the whole look fails, loudly."""
    strange = cell("field_of_tomorrow", MOTHER, owner=Owner.JOBCENTER)

    with pytest.raises(KeyError):
        decide(POLICIES, look(COACH), Outline(FAMILY, (strange,)))


def test_the_joint_record_is_the_proposing_agencys_only_until_admission() -> None:
    """Afterwards each agency reads it by consent, also what it wrote itself."""
    goal = cell("fam_goal", MOTHER, owner=Owner.JOINT)
    proposed = replace(FAMILY, status=FamStatus.PROPOSED)

    before = decide(POLICIES, look(COACH), Outline(proposed, (goal,)))
    after = decide(POLICIES, look(COACH), Outline(FAMILY, (goal,)))

    assert [Level.FULL] == [item.level for item in before.shown]
    assert () == after.shown
    assert Reason.CONSENT_MISSING is why_not(POLICIES, look(COACH), Outline(FAMILY, (goal,)), goal).reason


def test_what_is_written_is_never_opened_by_consent() -> None:
    """Consent lets somebody look; it lets nobody write into another agency's part."""
    request = replace(look(COACH, release(COACH, MOTHER, HELP)), act=Act.CONTRIBUTE)

    decision = decide(POLICIES, request, Outline(FAMILY, (cell("sgb8_help_type", MOTHER),)))

    assert (Effect.DENY, Reason.OTHER_CONTROLLER, ()) == (decision.effect, decision.reason, decision.blanks)
