"""What one enters oneself, does without a tie, or does little of at a time: what is found, and what excuses it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from hub.terms.circumstances import Appointment, AppointmentKind, Assigned, ConsentTimes, Input, Shift, StandingIn
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Effect, Purpose, Role
from hub.terms.logged import Deed
from tests.review.watch.logs import F01, MONDAY, RULES, WHOLE, at, cases, context, hits, look, numbers

OWN = FamilyNumber("FAM-2025-900")
DAY = MONDAY.date()
BUSY = [look(at(days=-day), family=OWN) for day in range(1, 9)]
MINE = cases(("N-01", OWN))
NEIGHBOUR = look(at(days=-3), who="N-02", place="Quellstadt")


def _date(*staff, family=F01, entered=at(days=-2), begins=MONDAY):
    until = begins + timedelta(minutes=30)
    return Appointment(AppointmentKind.TALK, begins, until, frozenset(staff), frozenset({family}), entered)


def _search(when=MONDAY, words="fingerprint", family=None, **more):
    return look(when, family=family, action=Deed.SEARCH, event="access.search", matter=words, **more)


def _signs(rows, known=None):
    return {sign for hit in hits(rows, known) for sign in hit.facts.get("signs", "").split(", ") if sign}


def test_a_date_without_anybody_whose_case_it_is_is_asked_about():
    """Put down days before, of who works on own cases; a friend who attends it too changes nothing, the family's worker
    does; at a case of who sits beside them it is a favour.
    """
    found = [*BUSY, look()]

    assert hits(found, context(dates=(_date("N-01"),), assignments=MINE), "only-a-date-of-ones-own")
    both, with_worker = _date("N-01", "N-02"), (*MINE, *cases(("N-02", F01)))
    assert hits(found, context(dates=(both,), assignments=MINE), "only-a-date-of-ones-own")
    assert [] == hits(found, context(dates=(both,), assignments=with_worker), "only-a-date-of-ones-own")
    near = context(dates=(_date("N-01"),), assignments=(*MINE, *cases(("N-02", F01))))
    beside = [replace(one, place="Quellstadt") for one in found]
    assert [] == hits([*beside, NEIGHBOUR], near, "only-a-date-of-ones-own")


def test_notes_of_calls_by_the_same_family_day_after_day_are_asked_about():
    """Of who answers for everybody; on a day less it is a family that calls often."""
    limits = RULES["noted-again-and-again"].limits
    rows = [look(at(days=day)) for day in range(limits.on)]
    notes = tuple(_date("N-01", begins=one.at, entered=one.at) for one in rows)

    assert hits(rows, context(dates=notes), "noted-again-and-again")
    assert [] == hits(rows[1:], context(dates=notes), "noted-again-and-again")
    assert [] == hits(rows, context(dates=notes, assignments=cases(("N-01", F01))), "noted-again-and-again")


def test_weak_covers_add_up_at_one_family_and_at_all_families_together_they_do_not():
    """A lead who looks by office alone at many families leads; who takes one of them out is asked."""
    led = {"role": Role.JOBCENTER_LEAD, "purpose": Purpose.SUPERVISION}
    many = numbers(6, step=9)
    of_all = cases(*((f"N-{place:02}", one) for place, one in enumerate((*many, F01), 2)))
    known = context(assignments=of_all, delivered={Input.APPOINTMENTS: WHOLE})
    rows = [look(at(days=place), family=one, **led) for place, one in enumerate(many)]
    rows += [look(at(20), who=one.who, family=one.family) for one in known.assignments]

    assert [] == hits(rows, known, "small-signs")
    assert {"Nur kraft Amtes", "Fremde Familie ausgegeben"} <= _signs([*rows, look(action=Deed.EXPORT, **led)], known)


@pytest.mark.parametrize("deed", [Deed.REQUEST, Deed.CONSENT, Deed.WITHDRAWAL, Deed.CHANGE])
def test_whoever_asks_or_enters_something_without_a_tie_is_asked(deed):
    """Not at the own case; for who sits beside them it is help while they are away, else a favour once."""
    done = look(action=deed, place="Quellstadt")
    tied, away = cases(("N-02", F01)), {"N-02": ((DAY, DAY),)}

    assert hits([done], rule="deed-without-tie")
    assert [] == hits([done], context(assignments=cases(("N-01", F01))), "deed-without-tie")
    assert [] == hits([done, NEIGHBOUR], context(assignments=tied, absences=away), "deed-without-tie")
    assert [] == hits([done, NEIGHBOUR], context(assignments=tied), "deed-without-tie")
    again = replace(done, entry=look().entry, at=at(days=3))
    assert hits([done, again, NEIGHBOUR], context(assignments=tied), "deed-without-tie")
    assert [] == hits([replace(done, effect=Effect.DENY)], rule="deed-without-tie")


def test_who_enters_mandates_without_leading_is_asked():
    """Who leads does it all day; whose case it is hands it over."""
    entered = look(action=Deed.MANDATE)

    assert hits([entered], rule="mandate-by-nobody")
    assert [] == hits([replace(entered, role=Role.FAM_COORDINATOR)], rule="mandate-by-nobody")
    assert [] == hits([entered], context(assignments=cases(("N-01", F01))), "mandate-by-nobody")


def test_a_foreign_family_found_by_its_name_and_left_is_a_sign_and_one_that_is_opened_is_another():
    """What stands in a list of several was not sought."""
    title, search = "Gefunden und nicht geöffnet", _search(family=F01)

    assert title in _signs([search])
    assert title not in _signs([search, look(at(1))])
    assert title not in _signs([search, replace(search, part=1, family=OWN)])
    assert title not in _signs([search], context(assignments=cases(("N-01", F01))))


def test_two_at_one_family_within_an_hour_are_a_sign():
    """Nothing ties either of them; hours apart they know nothing of each other."""
    title = "Zwei kurz nacheinander"

    assert title in _signs([look(), look(at(30), who="N-02")])
    assert title not in _signs([look(), look(at(300), who="N-02")])
    assert title not in _signs([look(), look(at(30))])


@pytest.mark.parametrize("less", [0, 1])
def test_going_through_the_files_of_one_worker_is_found(less):
    """By office alone, or without anything; files of as many workers are a lead's day."""
    limits = RULES["families-of-one-worker"].limits
    many = numbers(limits.families - less, step=9)
    led = {"role": Role.JOBCENTER_LEAD, "purpose": Purpose.SUPERVISION}
    rows = [look(at(days=place), family=one, **led) for place, one in enumerate(many)]
    works = [look(at(5), who=f"N-{place:02}", family=one) for place, one in enumerate(many, 2)]
    of_one = context(assignments=cases(*(("N-02", one) for one in many)))
    of_all = context(assignments=cases(*((f"N-{place:02}", one) for place, one in enumerate(many, 2))))

    assert (0 if less else 1) == len(hits([*rows, *works], of_one, "families-of-one-worker"))
    assert [] == hits([*rows, *works], of_all, "families-of-one-worker")


def test_reading_much_on_the_last_day_is_found_and_an_ordinary_last_day_is_not():
    """Far more families than on a usual day, though all of them are own cases."""
    limits = RULES["reading-at-the-end"].limits
    many = numbers(limits.families, step=9)
    known = context(assignments=cases(*(("N-01", one) for one in (*many, OWN))), ended={"N-01": DAY})
    rows = [look(at(place), family=one) for place, one in enumerate(many)]

    assert hits([*BUSY, *rows], known, "reading-at-the-end")
    assert [] == hits([*BUSY, *rows[1:]], known, "reading-at-the-end")
    assert [] == hits([*BUSY, *rows], replace(known, ended={"N-01": DAY + timedelta(9)}), "reading-at-the-end")


def test_a_name_searched_twice_and_never_opened_is_found_of_who_answers_for_nobody():
    """On two days; opened after it, it was work."""
    twice = [_search(), _search(at(days=20))]

    assert hits(twice, rule="same-search-twice")
    assert [] == hits([twice[0], _search(at(9))], rule="same-search-twice")
    assert [] == hits([*twice, look(at(1)), look(at(1, days=20))], rule="same-search-twice")
    notes = tuple(_date("N-01", begins=at(days=-day), entered=at(days=-30)) for day in range(1, 9))
    calls = [look(at(days=-day)) for day in range(1, 9)]
    assert [] == hits([*calls, *twice], context(dates=notes), "same-search-twice")


@pytest.mark.parametrize("less", [0, 1])
def test_name_after_name_over_weeks_is_found(less):
    """On as many days; all on one day is one call."""
    limits = RULES["names-over-weeks"].limits
    rows = [_search(at(days=3 * place), words=f"name {place}") for place in range(limits.names - less)]

    assert (0 if less else 1) == len(hits(rows, rule="names-over-weeks"))
    assert [] == hits([replace(one, at=MONDAY) for one in rows], rule="names-over-weeks")


def test_taking_out_case_after_case_is_found_where_others_do_not():
    """In a week in which all have to report it is none."""
    limits = RULES["exports-over-weeks"].limits
    many = numbers(limits.families, step=9)
    rows = [look(at(days=place), family=one, action=Deed.EXPORT) for place, one in enumerate(many)]
    others = [replace(one, who=f"N-{number:02}") for one in rows for number in (2, 3)]

    assert hits(rows, rule="exports-over-weeks")
    assert [] == hits(rows[1:], rule="exports-over-weeks")
    assert [] == hits(sorted([*rows, *others], key=lambda one: one.at), rule="exports-over-weeks")


def test_standing_in_for_one_family_of_many_is_found_by_the_own_word_or_for_who_is_there():
    """For all families of who is away it is what standing in means."""
    many = numbers(6, step=9)
    held, away = cases(*(("N-02", one) for one in (*many, F01))), {"N-02": ((DAY, DAY),)}

    def stands(families, **more):
        return tuple(StandingIn("N-01", "N-02", one, DAY, DAY, entered=at(-60), **more) for one in families)

    one = context(assignments=held, absences=away, deputies=stands([F01], self_declared=True, entered_by="N-01"))
    assert hits([look()], one, "deputy-for-one-of-many")
    assert hits(
        [look()], context(assignments=held, deputies=stands([F01], entered_by="N-03")), "deputy-for-one-of-many"
    )
    every = replace(one, deputies=stands([*many, F01], self_declared=True, entered_by="N-01"))
    assert [] == hits([look()], every, "deputy-for-one-of-many")
    by_lead = replace(one, deputies=stands([F01], entered_by="N-03"))
    assert [] == hits([look()], by_lead, "deputy-for-one-of-many")


def test_a_case_for_days_alone_is_found_while_it_stays_anothers():
    """The last days of a case that ends for all are none, nor those of who leaves."""
    brief = Assigned("N-01", F01, DAY, DAY + timedelta(3))
    known = context(assignments=(brief, *cases(("N-02", F01))))

    assert hits([look()], known, "case-for-days")
    assert [] == hits([look()], replace(known, assignments=(brief,)), "case-for-days")
    assert [] == hits([look()], replace(known, ended={"N-01": DAY + timedelta(3)}), "case-for-days")
    long = replace(brief, since=date(2025, 1, 1))
    assert [] == hits([look()], replace(known, assignments=(long, *cases(("N-02", F01)))), "case-for-days")


def test_one_look_in_the_deep_of_the_night_is_found_and_on_duty_it_is_none():
    """Also at the own case; late in the evening is the business of other rules."""
    own, night = {"assignments": cases(("N-01", F01))}, look(datetime(2026, 10, 12, 1, 0, tzinfo=UTC))

    assert hits([night], context(**own), "deep-night")
    assert [] == hits([replace(night, at=datetime(2026, 10, 12, 20, 0, tzinfo=UTC))], context(**own), "deep-night")
    duty = {"N-01": (Shift(night.at - timedelta(hours=4), night.at + timedelta(hours=4), on_call=True),)}
    assert [] == hits([night], context(shifts=duty, **own), "deep-night")


def test_long_reading_at_the_case_of_who_sits_beside_is_a_sign():
    """A question across the desk takes fewer looks."""
    title, limits = "Lange an einem Fall von nebenan", RULES["long-at-a-colleagues-case"].limits
    known = context(assignments=cases(("N-02", F01)))
    rows = [look(at(place), place="Quellstadt") for place in range(limits.looks)]

    assert title in _signs([NEIGHBOUR, *rows], known)
    assert title not in _signs([NEIGHBOUR, *rows[1:]], known)


def test_a_spoken_yes_that_was_used_and_never_confirmed_is_found():
    """One is enough where it was read on; confirmed in time, or not used, it is none."""
    paper = ConsentTimes("C1", F01, DAY, DAY + timedelta(90), MONDAY, None, MONDAY, "N-01", spoken=True)
    rows = [look(action=Deed.CONSENT, event="consent.granted", basis=("C1",)), look(at(9), basis=("own_task", "C1"))]
    own = {"assignments": cases(("N-01", F01))}

    assert hits(rows, context(papers=(paper,), **own), "spoken-and-used")
    assert [] == hits(rows[:1], context(papers=(paper,), **own), "spoken-and-used")
    written = replace(paper, confirmed=at(days=10))
    assert [] == hits(rows, context(papers=(written,), **own), "spoken-and-used")
    assert [] == hits(rows, context(papers=(paper,), **own), "spoken-and-used", at(days=5))


def test_a_sum_at_one_family_is_told_although_a_haystack_holds_it():
    """In a hit of many entries nobody sees the one that matters; in a small one one does."""
    working = [week + day for week in range(0, 91, 7) for day in (0, 3, 4)]
    many = [look(at(days=-day), family=one) for day, one in zip(working, numbers(39, step=9), strict=True)]
    few = many[:3]

    assert {(one.family,) for one in many} <= {hit.families for hit in hits(many) if hit.rule == "small-signs"}
    assert [] == [hit for hit in hits(few) if hit.rule == "small-signs"]
