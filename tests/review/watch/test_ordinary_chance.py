"""What an ordinary office brings about by chance is no hit: a shared link, a question asked twice, a seldom kind."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hub.terms.circumstances import Assigned, Input, MatchKind, Shift
from hub.terms.lists import Agency, Category, Purpose, Role
from hub.terms.logged import Deed
from tests.review.watch.logs import F01, MONDAY, WHOLE, at, cases, context, hits, look, numbers, refused

HERE, THERE = {"place": "Quellstadt"}, {"place": "Birkenfurt"}
BESIDE = look(at(-60), who="N-02", family="FAM-2024-777", **HERE)
DAY = MONDAY.date()
LATER = at(days=78)
"""When rules hold that began in the late autumn."""


def _beside(*families):
    """Cases of whoever sits at the next desk."""
    return context(assignments=cases(*(("N-02", one) for one in families)))


@pytest.mark.parametrize(("place", "is_found"), [(HERE, False), (THERE, True)], ids=["next desk", "another house"])
def test_a_link_that_is_shut_is_no_hit_at_a_case_of_the_next_desk(place, is_found):
    """Whoever is asked across the desk tries it once; from another house nobody asks like that."""
    rows = [BESIDE, look(at(-30), family="FAM-2024-778", **place), refused(**place)]

    assert is_found is bool(hits(rows, _beside(F01), "tried-in-vain"))


@pytest.mark.parametrize(("asked", "is_found"), [(0, True), (12, False)], ids=["only of one", "of many"])
def test_two_questions_about_one_family_are_odd_where_there_are_few_about_others(asked, is_found):
    """Who is asked about many families of the next desk is asked about one of them twice by chance."""
    others = numbers(30)
    rows = [BESIDE, look(**HERE), look(at(days=40), **HERE)]
    rows += [look(at(days=place + 1), family=one, **HERE) for place, one in enumerate(others[:asked])]

    known = _beside(F01, *others)

    assert is_found is any(hit.families == (F01,) for hit in hits(rows, known, "seldom-but-again"))


def _seldom_kinds(many):
    """A colleague opens health once in hundreds of looks, and somebody so many families in a week."""
    usual = [look(at(place), who="N-02", categories=(Category.CONTACT,)) for place in range(8000)]
    now_and_then = [
        look(at(days=place), who="N-02", family=one, categories=(Category.HEALTH,))
        for place, one in enumerate(numbers(10))
    ]
    own = [look(at(-place), categories=(Category.CONTACT,)) for place in range(1, 101)]
    odd = [
        look(at(days=place), family=one, categories=(Category.HEALTH,)) for place, one in enumerate(numbers(many, 2024))
    ]
    return [*usual, *now_and_then, *own, *odd]


def test_a_seldom_kind_is_found_where_it_is_more_than_a_seldom_case_brings():
    """Once is what others do too; five families in a week are not, also as own cases."""
    own = context(assignments=cases(*(("N-01", one) for one in numbers(5, 2024))))

    assert [] == [hit for hit in hits(_seldom_kinds(1), own, "rare-kind") if hit.who == "N-01"]
    assert [hit for hit in hits(_seldom_kinds(5), own, "rare-kind") if hit.who == "N-01"]


def _at_the_log(*times, family=F01):
    return [look(when, role=Role.DPO, action=Deed.LOG, family=family) for when in times]


def test_many_lines_of_one_matter_are_one_sitting_of_who_watches():
    """Five lines within an hour are an answer that is being prepared; on five days they are not."""
    assert [] == hits(_at_the_log(*(at(5 * place) for place in range(5))), rule="watcher")
    assert hits(_at_the_log(*(at(days=place) for place in range(5))), rule="watcher")
    assert hits(_at_the_log(*(at(25 * place) for place in range(30))), rule="watcher"), "a whole day is no one matter"


def test_the_log_is_read_about_one_family_on_duty():
    """Off duty it is asked about; on duty, about no family, or where no roster is known, it is not."""
    duty = {"N-01": (Shift(at(-60), at(540)),)}
    late, no_roster = at(720), {kind: WHOLE for kind in Input if kind is not Input.ROSTER}

    assert hits(_at_the_log(late), context(shifts=duty), "log-off-duty", LATER)
    assert [] == hits(_at_the_log(at(60)), context(shifts=duty), "log-off-duty", LATER)
    assert [] == hits(_at_the_log(late, family=None), context(shifts=duty), "log-off-duty", LATER)
    assert [] == hits(_at_the_log(late), context(shifts=duty, delivered=no_roster), "log-off-duty", LATER)


def test_a_shared_view_without_a_conference_is_a_sign():
    """Of a family that nothing ties to whoever opens it; one's own may be shown to whoever comes."""
    shown = look(action=Deed.DISPLAY, purpose=Purpose.CASE_CONFERENCE)
    sign = "Gemeinsame Ansicht ohne Besprechung"

    assert any(sign in hit.facts.get("signs", "") for hit in hits([shown], when=LATER))
    assert [] == hits([shown], context(assignments=cases(("N-01", F01))), when=LATER)


@pytest.mark.parametrize("agency", [Agency.JOBCENTER, Agency.JUGENDAMT])
def test_kinship_is_asked_about_by_the_officer_of_the_own_body(agency):
    """Who is related to whom among the other body's staff is none of an officer's business."""
    who, own = "N-01", agency is Agency.JOBCENTER
    known = replace(context(hits={(who, F01): frozenset({MatchKind.RELATIVE})}), own=frozenset({who} if own else ()))

    assert own is bool(hits([look(agency=agency)], known, "other-parent"))


@pytest.mark.parametrize(("second", "is_found"), [(2, True), (200, False)], ids=["days again", "a real case later"])
def test_a_case_for_days_is_asked_about_also_the_second_time(second, is_found):
    """Taken twice for days it is no more one's own; a case of many months is."""
    begins = DAY + timedelta(30)
    mine = (Assigned("N-01", F01, DAY, DAY), Assigned("N-01", F01, begins, begins + timedelta(second)))
    known = context(assignments=(*mine, *cases(("N-02", F01))))

    assert is_found is bool(hits([look(), look(at(days=30))], known, "case-for-days"))
