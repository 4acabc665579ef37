"""What a conference agreed is a task of both agencies, for those who may read its words, until each says it is done."""

from datetime import date

from hub.casework.tasks import Tasks
from hub.terms.minutes import Section
from hub.terms.tasks import TaskKind, TaskWish, key_of
from hub.terms.writing import version_tag
from tests.conference.tables import Scribe, agreed, lay_table
from tests.conference.test_afterwards import take_back
from tests.kreis import F01, Kreis


def _tasks(kreis: Kreis, ref: str):
    principal = kreis.principal(ref)
    return principal, Tasks(kreis.house(principal.agency.value))


def _agreed(kreis: Kreis, ref: str):
    principal, tasks = _tasks(kreis, ref)
    view = tasks.open(principal, kreis.at)
    lines = [one for one in view.lines if one.task.kind is TaskKind.AGREED]
    words = {value.cell: value.content for one in view.families.values() for value in one.shown}
    return [(words[one.task.cell]["what"], one.task.due, one.task.conference) for one in lines]


def _settle(kreis: Kreis, ref: str) -> bool:
    principal, tasks = _tasks(kreis, ref)
    [line] = [one for one in tasks.open(principal, kreis.at).lines if one.task.kind is TaskKind.AGREED]
    return tasks.settle(principal, TaskWish(F01, key_of(line.task).text), kreis.at)


def test_it_stands_in_the_lists_of_both_agencies(every_kreis):
    """With its words, its day and its conference."""
    wanted = lay_table(every_kreis)
    Scribe(every_kreis, "U01", wanted).saves(agreed("Kita fragen"))

    expected = [("Kita fragen", date(2026, 11, 30), wanted.number)]
    assert expected == _agreed(every_kreis, "U01")
    assert expected == _agreed(every_kreis, "U07")


def test_what_one_agency_has_done_stays_for_the_other(kreis):
    """Each says so for itself, once."""
    Scribe(kreis, "U01", lay_table(kreis)).saves(agreed("Kita fragen"))

    assert _settle(kreis, "U01")

    assert [] == _agreed(kreis, "U01")
    assert 1 == len(_agreed(kreis, "U07"))
    assert _settle(kreis, "U07")
    assert [] == _agreed(kreis, "U07")


def test_whoever_may_not_read_its_words_has_no_task(kreis):
    """C01 taken back: the Jobcoach neither reads it nor learns that it is there; the ASD goes on by C03."""
    Scribe(kreis, "U01", lay_table(kreis)).saves(agreed("Kita fragen"))
    take_back(kreis, "C01")

    assert [] == _agreed(kreis, "U01")
    assert 1 == len(_agreed(kreis, "U07"))


def test_another_day_is_the_day_of_the_task(kreis):
    """Changed in the minutes, it moves in the lists."""
    jobcoach = Scribe(kreis, "U01", lay_table(kreis))
    jobcoach.saves(agreed("Kita fragen"))
    [line] = [one for one in jobcoach.opens().lines if one.section is Section.AGREED]

    jobcoach.saves(
        agreed("Kita fragen", until=date(2026, 12, 7), cell=line.cell), tags=frozenset({version_tag(line.cell, 1)})
    )

    assert [date(2026, 12, 7)] == [day for _, day, _ in _agreed(kreis, "U01")]


def test_nothing_else_that_was_agreed_is_read_for_a_list(kreis):
    """F01 has an older fam_shared_action, which no task tells of."""
    Scribe(kreis, "U01", lay_table(kreis)).saves(agreed("Kita fragen"))

    principal, tasks = _tasks(kreis, "U01")
    view = tasks.open(principal, kreis.at)

    shown = [v for one in view.families.values() for v in one.shown if v.field == "fam_shared_action"]
    assert ["Kita fragen"] == [value.content["what"] for value in shown]
