"""What nothing explains, or little: a single look is enough where a person leaves no others unexplained."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hub.terms.circumstances import Appointment, AppointmentKind, Input, Shift, StandingIn
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Agency, Category, Purpose, Role
from hub.terms.logged import Deed
from tests.review.watch.logs import F01, MONDAY, RULES, WHOLE, at, cases, context, hits, look, numbers, refused

OWN = FamilyNumber("FAM-2025-900")
DAY = MONDAY.date()
NO_ROSTER = {kind: WHOLE for kind in Input if kind is not Input.ROSTER}


def _date(staff="N-01", family=F01, entered=MONDAY, begins=MONDAY):
    until = begins + timedelta(minutes=10)
    return Appointment(AppointmentKind.TALK, begins, until, frozenset({staff}), frozenset({family}), entered)


def _signs(rows, known=None):
    return {sign for hit in hits(rows, known) for sign in hit.facts.get("signs", "").split(", ") if sign}


@pytest.mark.parametrize("hour", [8, 12, 16])
@pytest.mark.parametrize("role", [Role.JOBCOACH, Role.BENEFIT_OFFICER, Role.FAM_COORDINATOR])
def test_one_look_without_any_tie_is_a_hit_when_nobody_works_on_the_family(role, hour):
    """Whatever the function and the hour; the hit says in words why."""
    seen = look(MONDAY.replace(hour=hour), role=role)

    [hit] = hits([seen])

    assert hit.entries == (seen.entry,)
    assert "Keine Beziehung zur Familie" in hit.facts["signs"]
    assert "Niemand arbeitet an der Familie" in hit.facts["signs"]


@pytest.mark.parametrize(
    "known",
    [
        {"assignments": cases(("N-01", F01))},
        {
            "deputies": (StandingIn("N-01", "N-02", F01, DAY, DAY, False, "N-03", at(-60)),),
            "absences": {"N-02": ((DAY, DAY),)},
        },
        {"dates": (_date(entered=at(days=-3)),)},
    ],
)
def test_what_explains_a_look_never_makes_it_odder(known):
    """A case of one's own, a deputy by somebody else's entry, a date in time: nothing is left of the hit."""
    assert hits([look()])
    assert [] == hits([look()], context(**known))


def test_who_answers_calls_for_everybody_may_forget_a_note():
    """Their work is explained by notes alone: one without is a small sign. Of others it is a hit."""
    calls = numbers(8)
    rows = [look(at(days=-place), family=family) for place, family in enumerate(calls, 1)]
    notes = tuple(_date(family=family, begins=one.at, entered=one.at) for family, one in zip(calls, rows, strict=True))
    busy = {"assignments": cases(("N-02", F01))}
    worked = look(at(days=1), who="N-02")
    own = [replace(one, family=OWN) for one in rows]

    assert [] == hits([*rows, look(), worked], context(dates=notes, delivered=NO_ROSTER, **busy))
    assert hits([*own, look(), worked], context(assignments=cases(("N-02", F01), ("N-01", OWN))))


def test_a_question_across_the_desk_is_no_hit_and_one_across_the_county_is():
    """The same function at the same place, or one stood in for the other: that is side by side."""
    known = context(assignments=cases(("N-02", F01)), delivered=NO_ROSTER)
    there = look(at(days=1), who="N-02", place="Quellstadt")

    assert [] == hits([look(place="Quellstadt"), there], known)
    assert hits([look(place="Birkenfurt"), there], known)
    assert hits([look(place="Quellstadt", role=Role.BENEFIT_OFFICER), there], known)
    stood = StandingIn("N-02", "N-01", OWN, DAY - timedelta(90), DAY - timedelta(80), False, "N-03")
    assert [] == hits([look(place="Birkenfurt"), there], replace(known, deputies=(stood,)))


def test_coming_back_months_later_is_found():
    """Twice within half a year; twice on a day is once."""
    limits = RULES["seldom-but-again"].limits
    far, soon = at(days=limits.within - 1), at(60)

    assert hits([look(), look(far)], rule="seldom-but-again")
    assert [] == hits([look(), look(soon)], rule="seldom-but-again")
    assert [] == hits([look(), look(far)], context(assignments=cases(("N-01", F01))), "seldom-but-again")


def test_a_number_mistyped_twice_by_who_answers_for_everybody_is_no_coming_back():
    """Nothing is left of it, and nothing breaks."""
    calls = [look(at(days=-day), family=OWN) for day in range(1, 9)]
    notes = tuple(_date(family=OWN, begins=one.at, entered=one.at) for one in calls)
    slips = [
        one
        for day in (0, 9)
        for one in (refused(at(days=day), family="FAM-2025-901"), look(at(1, days=day), family=OWN))
    ]

    assert [] == hits([*calls, *slips], context(dates=notes), "seldom-but-again")


def test_a_foreign_number_tried_once_is_found_and_a_mistyped_one_is_not():
    """A number like it, opened right after, is what was meant."""
    meant = look(at(1), family="FAM-2025-008")

    assert hits([refused()], rule="tried-in-vain")
    assert [] == hits([refused(), meant], context(assignments=cases(("N-01", meant.family))), "tried-in-vain")


def test_a_note_of_the_very_day_and_nothing_else_is_asked_about():
    """Put down after the look or just before: of one who notes no calls otherwise."""
    own = [look(at(days=-day), family=OWN) for day in range(1, 9)]
    mine = cases(("N-01", OWN))

    assert hits([*own, look()], context(dates=(_date(),), assignments=mine), "noted-on-the-day")
    in_time = context(dates=(_date(entered=at(days=-1)),), assignments=mine)
    assert [] == hits([*own, look()], in_time, "noted-on-the-day")


def test_free_days_are_found_also_at_own_cases_where_a_roster_is_known():
    """Once is overtime; again within three weeks is asked about, and where no roster is known nobody is."""
    own = {"assignments": cases(("N-01", F01))}
    rows = [look(), look(at(days=2))]

    assert hits(rows, context(**own), "free-days")
    assert [] == hits(rows[:1], context(**own), "free-days")
    assert [] == hits(rows, context(delivered=NO_ROSTER, **own), "free-days")


def test_on_call_without_a_call_is_found():
    """Families read in a night in which nobody called; an emergency of that night explains its family."""
    duty = {"shifts": {"N-01": (Shift(at(-60), at(600), on_call=True),)}}
    rows = [
        look(at(10 * place), family=family, purpose=Purpose.SGB8_CHILD_PROTECTION, role=Role.ASD_DEPUTY)
        for place, family in enumerate(numbers(2))
    ]
    called = [replace(look(one.at, family=one.family), action=Deed.EMERGENCY) for one in rows]

    assert hits(rows, context(**duty), "duty-without-a-call")
    assert [] == hits([*rows, *called], context(**duty), "duty-without-a-call")


def test_kinds_that_nobody_of_the_function_opens_are_found_even_at_the_own_case():
    """What others of the function open all the time is none."""
    usual = [look(at(place), categories=(Category.CONTACT,)) for place in range(400)]
    odd = look(at(401), categories=(Category.HEALTH,))
    own = context(assignments=cases(("N-01", F01)))

    assert [(odd.entry,)] == [hit.entries for hit in hits([*usual, odd], own, "rare-kind")]
    assert [] == hits(usual, own, "rare-kind")


def test_of_another_bodys_staff_a_single_look_is_left_to_their_officer():
    """Each officer judges single looks of the own staff alone (H4, H8)."""
    theirs = look(who="N-77", agency=Agency.JUGENDAMT, role=Role.ASD_WORKER)

    assert "Fremde Familie neben eigenen Fällen" not in _signs([theirs], context(assignments=cases(("N-02", F01))))
    assert "Fremde Familie neben eigenen Fällen" in _signs([look()], context(assignments=cases(("N-02", F01))))
