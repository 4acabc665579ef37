"""Notes that come too late or always to one desk, tables at which one sits alone, lists of other people's families."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hub.terms.circumstances import Appointment, AppointmentKind, ConsentTimes, Shift, StandingIn
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Purpose, Role
from hub.terms.logged import Deed
from tests.review.watch.logs import F01, MONDAY, RULES, at, cases, context, hits, look, numbers, refused

OWN = FamilyNumber("FAM-2025-900")
DAY = MONDAY.date()
HERE = {"place": "Quellstadt"}
BESIDE = look(at(days=-3), who="N-02", **HERE)
NEIGHBOUR = cases(("N-02", F01), ("N-01", OWN))
LATER = "Der Anlass wurde erst an einem späteren Tag eingetragen"


def _met(*staff, begins=MONDAY, entered=at(days=-2), family=F01, kind=AppointmentKind.TALK):
    until = begins + timedelta(minutes=20)
    return Appointment(kind, begins, until, frozenset(staff), frozenset({family}), entered)


def _signs(rows, known):
    """At the end of the year: rules that were retired in autumn hold no more."""
    return {
        sign for hit in hits(rows, known, when=at(days=78)) for sign in hit.facts.get("signs", "").split(", ") if sign
    }


def _noted(*times, family=F01):
    """Calls of one family at these instants, each with a note."""
    rows = [look(when, family=family) for when in times]
    return rows, [_met("N-01", begins=one.at, entered=one.at, family=one.family) for one in rows]


def _found(*calls):
    """Of all calls of one desk: hits about one that is always reached by the same family."""
    rows = sorted((one for few, _ in calls for one in few), key=lambda one: one.at)
    return hits(rows, context(dates=tuple(met for _, few in calls for met in few)), "noted-over-weeks")


def _others(many, days):
    """Other families of the desk, one after the other over so many days."""
    families = numbers(many, step=9)
    return [_noted(at(place, days=place * days // many), family=one) for place, one in enumerate(families)]


def test_a_family_whose_calls_always_reach_the_same_desk_is_asked_about():
    """In so many weeks, far beyond what chance brings; a week less is a family that calls often."""
    weeks = RULES["noted-over-weeks"].limits.weeks
    times = [at(5, days=7 * week) for week in range(weeks)]

    assert [weeks] == [len(hit.entries) for hit in _found(_noted(*times), *_others(300, 200))]
    assert [] == _found(_noted(*times[1:]), *_others(300, 200))


def test_a_call_and_its_call_back_are_one_matter():
    """Twice in each of three weeks is not six weeks."""
    times = [at(5, days=7 * week + later) for week in range(3) for later in (0, 2)]

    assert [] == _found(_noted(*times), *_others(300, 200))


def test_a_desk_of_few_families_hears_from_each_of_them_by_chance():
    """Where few families are all there are, none of them is odd for calling every week."""
    weeks = RULES["noted-over-weeks"].limits.weeks
    calls = [_noted(*(at(place, days=7 * week) for week in range(weeks)), family=one)
             for place, one in enumerate((F01, *numbers(4)))]  # fmt: skip

    assert [] == _found(*calls)


@pytest.mark.parametrize(("entered", "is_found"), [(at(60), False), (at(days=1), True)], ids=["same day", "next day"])
def test_a_date_of_the_day_that_was_put_down_on_a_later_day_is_a_sign(entered, is_found):
    """Also at a colleague's case, where an unexplained look alone is none; a date of another day says nothing of it."""
    rows = [BESIDE, look(**HERE)]

    def known(met):
        return context(dates=(met,), assignments=NEIGHBOUR)

    assert is_found is (LATER in _signs(rows, known(_met("N-01", entered=entered))))
    assert LATER not in _signs(rows, known(_met("N-01", begins=at(days=2), entered=at(days=1))))


@pytest.mark.parametrize(("own_word", "entered"), [(True, at(days=2)), (True, at(-60)), (False, at(days=2))])
def test_ones_own_word_as_a_deputy_that_came_after_the_look_is_a_sign(own_word, entered):
    """Before it, it is another rule's; what somebody else enters late is no word of one's own."""
    cover = StandingIn("N-01", "N-02", F01, DAY, DAY, own_word, "N-01", entered)

    signs = _signs([BESIDE, look(**HERE)], context(deputies=(cover,), assignments=NEIGHBOUR))

    assert (own_word and entered > MONDAY) is (LATER in signs)


@pytest.mark.parametrize(
    ("staff", "kind", "mine", "is_found"),
    [
        (("N-01",), AppointmentKind.CONFERENCE, (), True),
        (("N-01",), AppointmentKind.ADMISSIONS, (), True),
        (("N-01", "N-90"), AppointmentKind.CONFERENCE, (), False),
        (("N-01", "N-10"), AppointmentKind.CONFERENCE, (), True),
        (("N-01", "N-10"), AppointmentKind.CONFERENCE, cases(("N-10", F01)), False),
        (("N-01", "N-10", "N-18"), AppointmentKind.CONFERENCE, (), False),
        (("N-01",), AppointmentKind.TALK, (), False),
        (("N-01",), AppointmentKind.CONFERENCE, cases(("N-01", F01)), False),
    ],
    ids=[
        *("conference", "admissions", "with somebody of another body", "with a friend", "with the family's worker"),
        *("with two more", "talk", "own case"),
    ],
)
def test_a_conference_at_which_nobody_else_sits_is_asked_about(staff, kind, mine, is_found):
    """Who is alone at a table needs none, nor two of whom neither has the family; with the own one they may well be."""
    known = context(dates=(_met(*staff, kind=kind),), assignments=mine)

    assert is_found is bool(hits([look(at(1))], known, "table-of-one"))
    assert [] == hits([look(at(1))], replace(known, delivered={}), "table-of-one")


def test_a_list_that_names_families_of_others_is_asked_about():
    """A list names one's own; two that are not yet entered are a slip, and on the next day they are another list."""
    limits = RULES["list-of-foreign-families"].limits
    rows = [look(at(place), family=one, action=Deed.LIST) for place, one in enumerate(numbers(limits.families, step=9))]
    own = cases(*(("N-01", one.family) for one in rows))
    late = [*rows[:-1], replace(rows[-1], at=rows[-1].at + timedelta(days=2))]

    assert [limits.families] == [len(hit.entries) for hit in hits(rows, rule="list-of-foreign-families")]
    assert [] == hits(rows, context(assignments=own), "list-of-foreign-families")
    assert [] == hits(late, rule="list-of-foreign-families")


@pytest.mark.parametrize("role", [Role.IT_ADMIN, Role.PLANNER, Role.STAFF_COUNCIL])
def test_whose_work_knows_no_files_is_asked_about_the_first(role):
    """What was refused showed nothing, and is another rule's."""
    assert hits([look(role=role)], rule="files-by-who-has-none")
    assert [] == hits([refused(role=role)], rule="files-by-who-has-none")
    assert [] == hits([look()], rule="files-by-who-has-none")


def test_a_lead_who_comes_back_to_a_colleagues_family_by_office_alone_is_asked_about():
    """Once is supervision; so are two days a quarter apart, and a talk in the calendar is more than an office."""
    led = {"role": Role.JOBCENTER_LEAD, "purpose": Purpose.SUPERVISION}
    known = context(assignments=cases(("N-02", F01)), staff_families=frozenset({F01}))
    works, once, again = look(at(-9), who="N-02"), look(**led), look(at(days=9), **led)
    talk = _met("N-01", "N-02", begins=again.at)

    def found(*rows, so=known):
        return hits(rows, so, "colleague-by-office")

    assert [2] == [len(hit.entries) for hit in found(works, once, again)]
    assert [] == found(works, once, replace(again, at=once.at + timedelta(hours=2)))
    assert [] == found(works, once, replace(again, at=once.at + timedelta(days=90)))
    assert [] == found(works, once, again, so=replace(known, dates=(talk,)))
    assert [] == found(works, once, again, so=replace(known, staff_families=frozenset()))


def test_the_faintest_sign_alone_is_none_however_often_it_comes():
    """Standing in for somebody who is there, a week long; with another beside it the sum counts."""
    last, more = DAY + timedelta(6), {"entered_by": "N-03", "entered": at(-99)}
    covers = tuple(StandingIn("N-01", "N-02", one, DAY, last, **more) for one in (F01, *numbers(9, step=9)))
    duty = {"N-01": tuple(Shift(at(-60, days=day), at(600, days=day)) for day in range(5))}
    known = context(deputies=covers, assignments=cases(("N-02", F01)), shifts=duty)
    rows = [look(at(days=day)) for day in range(5)]

    assert set() == _signs(rows, known)
    chain = (*covers, StandingIn("N-02", "N-03", F01, DAY, last, **more))
    both = {"Vertretung trotz Anwesenheit", "Vertretung der Vertretung"}
    assert both == _signs(rows, context(deputies=chain, assignments=cases(("N-03", F01)), shifts=duty))


def test_a_new_consent_makes_a_question_across_the_desk_no_odder():
    """One part of the file rests on it, the others on nothing: at a near colleague's case that is one matter."""
    paper = ConsentTimes("C1", F01, DAY, DAY + timedelta(99), at(days=-5), entered=at(days=-5), entered_by="N-02")
    rows = [look(at(), **HERE), look(at(3), basis=("own_task", "C1"), **HERE)]
    duty = {"N-01": (Shift(at(-60), at(600)),)}
    near = context(assignments=NEIGHBOUR, papers=(paper,), shifts=duty)
    far = [replace(BESIDE, place="Talbrück"), *rows]

    assert set() == _signs([BESIDE, *rows], near)
    assert "Wenig spricht für den Zugriff" in _signs(far, near)
