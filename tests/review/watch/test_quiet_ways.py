"""What is done slowly, at night, or bit by bit: at the limits that the rules themselves name, and what excuses it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hub.terms.circumstances import Appointment, AppointmentKind, Shift
from hub.terms.lists import Agency, Category, Role
from hub.terms.logged import Deed
from hub.terms.reasons import Reason
from tests.review.watch.logs import F01, MONDAY, RULES, at, cases, context, hits, look, numbers, refused

KINDS = tuple(Category)


@pytest.mark.parametrize("less", [0, 1])
def test_who_comes_back_on_so_many_days_is_found(less):
    """Whether let in or not; twice on one day is one day, and the own case is none."""
    limits = RULES["again-and-again"].limits
    days = range(limits.days - less)
    rows = [(refused if day % 2 else look)(at(days=day)) for day in days] + [look(at(5))]

    assert (0 if less else 1) == len(hits(rows, rule="again-and-again"))
    assert [] == hits(rows, context(assignments=cases(("N-01", F01))), "again-and-again")
    had = context(assignments=cases(("N-01", F01), until=MONDAY.date() - timedelta(days=1)))
    over = [refused(one.at, reason=Reason.FAM_NOT_ACTIVE) for one in rows]
    assert [] == hits(over, had, "again-and-again")
    assert bool(hits(over, rule="again-and-again")) != bool(less)


@pytest.mark.parametrize("less", [0, 1])
def test_foreign_families_asked_for_slowly_are_found(less):
    """So many different ones; the same one again and again is another thing."""
    limits = RULES["many-foreign-families"].limits
    many = numbers(limits.families - less, step=7)
    rows = [
        refused(MONDAY + timedelta(days=limits.days) * place / len(many), family=one) for place, one in enumerate(many)
    ]

    assert (0 if less else 1) == len(hits(rows, rule="many-foreign-families"))
    assert [] == hits([replace(one, family=F01) for one in rows], rule="many-foreign-families")


@pytest.mark.parametrize("less", [0, 1])
def test_nights_are_counted_by_the_evening_on_which_they_begin(less):
    """Before and after midnight is one night; whoever is on duty works, and by day it is no night."""
    limits = RULES["nights"].limits
    nights = [datetime(2026, 10, 12 + day, 21, 30, tzinfo=UTC) for day in range(limits.nights - less)]
    own = {"assignments": cases(("N-01", F01))}
    rows = [look(night + timedelta(hours=hours)) for night in nights for hours in (0, 3)]
    duty = {"N-01": tuple(Shift(one - timedelta(hours=2), one + timedelta(hours=9)) for one in nights)}

    assert (0 if less else 1) == len(hits(rows, context(**own), "nights"))
    assert [] == hits(rows, context(**own, shifts=duty), "nights")
    assert [] == hits([look(one.at - timedelta(hours=8)) for one in rows], context(**own), "nights")


@pytest.mark.parametrize("less", [0, 1])
def test_all_kinds_of_things_at_once_are_a_small_sign(less):
    """Together with having nothing to do with the family it is a hit; of the own case it is none."""
    limits = RULES["everything-at-once"].limits
    kinds = KINDS[: limits.kinds - less]
    rows = [look(at(limits.minutes * place / len(kinds)), categories=(kind,)) for place, kind in enumerate(kinds)]

    signs = [hit.facts["signs"] for hit in hits(rows) if hit.rule == "small-signs"]
    assert (not less) == any("Fast alles auf einmal" in said for said in signs)
    assert [] == hits(rows, context(assignments=cases(("N-01", F01))))


def test_the_same_search_day_after_day_is_found_and_one_that_opens_something_is_not():
    """Six times in two weeks, on more than one day."""
    limits = RULES["same-search-again"].limits
    rows = [look(at(days=day), family="", action=Deed.SEARCH, matter="m") for day in range(limits.searches)]
    at_once = [replace(one, at=at(place)) for place, one in enumerate(rows)]
    opened = [look(one.at + timedelta(minutes=limits.minutes)) for one in rows]

    assert [limits.searches] == [len(hit.entries) for hit in hits(rows, rule="same-search-again")]
    assert [] == hits(rows[1:], rule="same-search-again")
    assert [] == hits(at_once, rule="same-search-again")
    assert [] == hits([*rows, *opened], rule="same-search-again")


def test_an_appointment_excuses_one_change_of_place_and_no_coming_back():
    """A colleague at the own desk, or a device that still names the last office, is once; there and back is not."""
    met = Appointment(AppointmentKind.HOME_VISIT, at(30), at(60), frozenset({"N-01"}), frozenset({F01}))
    known = context(dates=(met,), assignments=cases(("N-01", F01)))
    once = [look(at(0), place="A"), look(at(3), place="mobil")]
    back = [*once, look(at(6), place="A")]

    assert [] == hits(once, known, "two-places")
    assert hits(once, context(assignments=cases(("N-01", F01))), "two-places")
    assert hits(back, known, "two-places")


def test_people_fall_ill_at_noon():
    """Ordinary work on the first day of an absence is none; without a reason it is, and on the second day always."""
    away = {"absences": {"N-01": ((MONDAY.date(), MONDAY.date() + timedelta(days=3)),)}}
    own = cases(("N-01", F01))

    assert [] == hits([look()], context(**away, assignments=own), "absent")
    assert hits([look()], context(**away), "absent")
    assert hits([look(at(days=1))], context(**away, assignments=own), "absent")
    assert [] == hits([look(at(days=1), action=Deed.MANDATE)], context(**away, assignments=own), "absent")


def test_a_common_name_is_searched_for_all_the_time():
    """So many times as many as in a usual week make a crowd; five in every week are the usual."""
    people = [f"N-{place:02}" for place in range(20)]
    weeks = [
        look(at(days=7 * week, minutes=place), who=people[place], family="", action=Deed.SEARCH, matter="m")
        for week in range(8)
        for place in range(5)
    ]
    rush = [
        look(at(days=57, minutes=one), who=people[one], family="", action=Deed.SEARCH, matter="m") for one in range(16)
    ]

    assert [] == hits(weeks, rule="seekers")
    assert hits([*weeks, *rush], rule="seekers")


@pytest.mark.parametrize("rule", ["again-and-again", "seldom-but-again"])
def test_what_nothing_explains_is_asked_once_by_the_officer_of_whose_staff_it_is(rule):
    """The other body's officer knows neither their mandates nor their dates, and no question is put twice."""
    other = {"who": "N-77", "role": Role.ASD_WORKER, "agency": Agency.JUGENDAMT}
    rows = [look(at(days=day), **other) for day in range(4)]
    known = context(assignments=cases(("N-02", F01)))

    assert [] == hits(rows, known, rule)
    assert hits(rows, replace(known, controller=Agency.JUGENDAMT, own=frozenset({"N-77"})), rule)
