"""No order of events lets anybody see more than the strictest reading; what takes back, ends or spoils only shuts.

Each through the judging that pages, lists and cases share: papers, people and rules together, to the microsecond.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from hub.consent.papers import Answer, Declaration, Notice, Paper, Pressure, Way, Withdrawal
from hub.consent.turning import turning_instants, turning_of_people
from hub.terms.clock import day_begins, day_ends
from hub.terms.ids import ConsentId, PersonId
from hub.terms.lists import Agency, Category, Level
from hub.terms.people import Family, FamStatus, Insight
from tests.amounts import examples

from .histories import CATEGORIES, WHO, cases
from .readers import READERS, asked_by, shown, strictest
from .scenario_facts import identity, papers_of, question_of

SLOW = settings(max_examples=examples(100), deadline=None, suppress_health_check=[HealthCheck.too_slow])
readers = st.sampled_from(READERS)
people = st.sampled_from(WHO).map(identity).map(PersonId)
MOMENT = timedelta(microseconds=1)


def _asked(case: Any, reader: Any) -> tuple[list[Paper], Any]:
    return papers_of(case), asked_by(question_of(case), reader)


def _less(some: Any, other: Any) -> bool:
    return all(key in other and seen <= other[key] for key, seen in some.items())


@st.composite
def shuffled(draw: Any, papers: list[Paper]) -> list[Paper]:
    """The same papers, and all that was said to each, in another order."""
    mixed = [
        replace(
            paper,
            declarations=tuple(draw(st.permutations(paper.declarations))),
            withdrawals=tuple(draw(st.permutations(paper.withdrawals))),
        )
        for paper in papers
    ]
    return list(draw(st.permutations(mixed)))


@SLOW
@given(cases, readers, st.data())
def test_whatever_happens_in_whatever_order_the_strictest_reading_is_what_is_seen(case, reader, data):
    """Yes, no, withdrawal, mistake, custody, guardian, birthday, end, death and conflict: no more, and no less."""
    papers, question = _asked(case, reader)

    expected = strictest(papers, question)

    assert expected == shown(papers, question)
    assert expected == shown(data.draw(shuffled(papers)), question)


@SLOW
@given(cases, readers, st.data())
def test_at_every_turn_the_strictest_reading_is_what_is_seen(case, reader, data):
    """To the microsecond, on both sides of whatever makes an answer turn."""
    papers, question = _asked(case, reader)
    turns = [*turning_instants(papers, question.family), *turning_of_people(question.family)]
    near = sorted(turns, key=lambda turn: abs(turn - question.at))[:6]
    at = data.draw(st.sampled_from(near)) + data.draw(st.sampled_from([timedelta(0), -MOMENT]))
    now = replace(question, at=at)

    assert strictest(papers, now) == shown(papers, now)


def _one_of(papers: list[Paper], number: int, changed: Paper) -> list[Paper]:
    return [*papers[:number], changed, *papers[number + 1 :]]


def _worse(draw: Any, paper: Paper) -> Paper:
    """The same paper with something against it. What also narrows a no is done to papers that hold none."""
    ways: list[dict[str, Any]] = [
        {"valid_to": paper.valid_to - timedelta(draw(st.integers(1, 1500)))},
        {"notices": frozenset(Notice) - {draw(st.sampled_from(list(Notice)))}},
        {"way": Way.ORAL, "special_circumstances": None, "written_on": None},
        {"languages": frozenset({"tr"}), "interpreter": frozenset()},
        {"level": draw(st.sampled_from([one for one in Level if one <= paper.level]))},
        {"declarations": tuple(replace(said, pressure=Pressure.HELP_THREAT) for said in paper.declarations)},
        {"declarations": tuple(replace(said, insight=Insight.DOUBTED) for said in paper.declarations)},
        {"written_on": None},
    ]
    if not paper.noes:
        ways += [
            {"fields": paper.fields & draw(st.integers(0, paper.fields))},
            {"recipients": (paper.recipients or ())[:1] or None},
            {"categories": None},
            {"purposes": None},
            {"invalid_since": min(paper.valid_from, paper.invalid_since or paper.valid_from)},
            {"deputies": False},
        ]
    return replace(paper, **draw(st.sampled_from(ways)))


@SLOW
@given(cases, readers, st.data())
def test_what_is_wrong_with_a_paper_never_opens_more(case, reader, data):
    """An earlier end, a notice or a language that lacks, words alone, pressure, a narrower text, a mistake."""
    papers, question = _asked(case, reader)
    number = data.draw(st.integers(0, len(papers) - 1))

    worse = _one_of(papers, number, _worse(data.draw, papers[number]))

    assert _less(shown(worse, question), shown(papers, question))


def _against(draw: Any, paper: Paper, at: Any) -> Paper:
    """Somebody says no to it, or takes something back, at any time; whatever they narrow it to."""
    by, said = draw(people), at - timedelta(seconds=draw(st.sampled_from([0, 1, 86400, 40 * 86400, -1])))
    if draw(st.booleans()):
        no = Declaration(by, said, Answer.NO, draw(st.sampled_from(Insight)))
        return replace(paper, declarations=(*paper.declarations, no))
    narrowed: dict[str, Any] = {
        "persons": draw(st.none() | st.just(frozenset(paper.persons[:1]))),
        "categories": draw(st.none() | st.just(frozenset({Category(draw(st.sampled_from(CATEGORIES)))}))),
        "recipients": draw(st.none() | st.just((paper.recipients or ())[:1] or None)),
    }
    return replace(paper, withdrawals=(*paper.withdrawals, Withdrawal(by, said, Agency.JUGENDAMT, **narrowed)))


@SLOW
@given(cases, readers, st.data())
def test_a_no_or_a_withdrawal_of_anybody_never_opens_more(case, reader, data):
    """Now, earlier or to come, whole or in part; and two of them no more than one."""
    papers, question = _asked(case, reader)
    before = shown(papers, question)
    for _ in range(2):
        number = data.draw(st.integers(0, len(papers) - 1))
        papers = _one_of(papers, number, _against(data.draw, papers[number], question.at))
        after = shown(papers, question)
        assert _less(after, before)
        before = after


@SLOW
@given(cases, readers, st.data())
def test_when_a_withdrawal_is_entered_changes_nothing(case, reader, data):
    """It counts from its receipt; a moment before that it is not seen (D27)."""
    papers, question = _asked(case, reader)
    number, by = data.draw(st.integers(0, len(papers) - 1)), data.draw(people)
    paper, later = papers[number], question.at + timedelta(days=data.draw(st.integers(-3, 30)))
    back = Withdrawal(by, question.at, Agency.JOBCENTER, entered_at=later)
    entered = _one_of(papers, number, replace(paper, withdrawals=(*paper.withdrawals, back)))
    at_once = replace(back, entered_at=None)
    known = _one_of(papers, number, replace(paper, withdrawals=(at_once, *paper.withdrawals)))
    before = replace(question, at=question.at - MOMENT)

    assert shown(known, question) == shown(entered, question) == strictest(entered, question)
    assert shown(papers, before) == shown(entered, before)


def _closed(draw: Any, family: Family, day: Any) -> Family:
    """FAM ends, or something happens to the child after which less may be known."""
    ways = [replace(family, status=FamStatus.ENDED), replace(family, exit_date=min(day, family.exit_date or day))]
    ways += [_with_child(family, **{what: day}) for what in ("deceased_on", "conflict_since", "restricted_since")]
    ways.append(_with_child(family, insight=Insight.DOUBTED))
    return draw(st.sampled_from(ways))


def _with_child(family: Family, **facts: Any) -> Family:
    """An end or a conflict that stands there already is not put off."""
    child = next(one for one in family.persons if one.ref == "child")
    for what, day in facts.items():
        before = getattr(child, what)
        facts[what] = min(day, before) if before and what != "insight" else day
    if "conflict_since" in facts:
        facts["conflict_until"] = None
    return replace(family, persons=tuple(replace(one, **facts) if one is child else one for one in family.persons))


@SLOW
@given(cases, readers, st.data())
def test_an_end_a_death_a_conflict_or_a_restriction_never_opens_more(case, reader, data):
    """On the day itself, before it or after it; of FAM, or of the person whose data it is."""
    papers, question = _asked(case, reader)
    day = question.day + timedelta(data.draw(st.sampled_from([-30, -1, 0, 1])))

    closed = replace(question, family=_closed(data.draw, question.family, day))

    assert _less(shown(papers, closed), shown(papers, question))


def _openers(papers: list[Paper], family: Family) -> set[Any]:
    """Every instant at which more can be open than before: a yes, a beginning, a confirmation, something of people."""
    found = {said.at for paper in papers for said in paper.yeses}
    found |= {day_begins(day) for paper in papers for day in (paper.valid_from, paper.written_on) if day}
    return found | turning_of_people(family)


@SLOW
@given(cases, readers, st.data())
def test_time_alone_only_shuts(case, reader, data):
    """Between two instants at which nobody says yes, nothing begins and nobody changes, nothing is opened."""
    papers, question = _asked(case, reader)
    turns = sorted({*turning_instants(papers, question.family), question.at})
    first = data.draw(st.sampled_from(turns))
    later = first + timedelta(seconds=data.draw(st.sampled_from([1, 86400, 15 * 86400, 400 * 86400])))
    assume(not any(first < at <= later for at in _openers(papers, question.family)))

    before, after = (shown(papers, replace(question, at=at)) for at in (first, later))

    assert _less(after, before)


@SLOW
@given(cases, readers, st.data())
def test_beyond_its_end_a_paper_opens_nothing(case, reader, data):
    """From the first instant after its last day it is as if nobody had said yes to it; its noes stay."""
    papers, question = _asked(case, reader)
    number = data.draw(st.integers(0, len(papers) - 1))
    paper = papers[number]
    over = day_ends(paper.last_day) + timedelta(seconds=data.draw(st.sampled_from([0, 1, 40 * 86400])))
    now = replace(question, at=over)

    unsigned = _one_of(papers, number, replace(paper, declarations=paper.noes))

    assert shown(unsigned, now) == shown(papers, now)


@SLOW
@given(cases, readers, st.data())
def test_windows_that_touch_are_one_window(case, reader, data):
    """A paper cut in two at any midnight opens what the whole did, without a gap and without more."""
    papers, question = _asked(case, reader)
    number = data.draw(st.integers(0, len(papers) - 1))
    paper = papers[number]
    assume(paper.valid_from < paper.last_day)
    until = data.draw(st.dates(paper.valid_from, paper.last_day - timedelta(1)))
    rest = {"id": ConsentId("rest"), "ref": "rest", "valid_from": until + timedelta(1), "valid_to": paper.last_day}

    cut = [*_one_of(papers, number, replace(paper, valid_to=until)), replace(paper, **rest)]

    for at in (question.at, day_ends(until), day_ends(until) - MOMENT, day_ends(paper.last_day) - MOMENT):
        now = replace(question, at=at)
        assert shown(papers, now) == shown(cut, now)
