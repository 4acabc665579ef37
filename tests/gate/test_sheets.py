"""A sheet tells the day on which it was signed, and no hour: what else was said on that day is not outranked by it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.consent.papers import Answer, Declaration
from hub.gate.talk_papers import papers_of
from hub.terms.clock import day_begins, day_ends
from hub.terms.ids import PersonId
from hub.terms.lists import Category, Purpose
from hub.terms.people import Insight
from hub.terms.talks import Answered, KeptTalk, Question, Reply, Signed, Talk, TalkState, TalkWay
from tests.consent.readers import COACH, asked_by, shown
from tests.consent.scenario_facts import catalogue, identity, question_of

MOTHER = PersonId(identity("mother"))
DAY = date(2026, 10, 25)
ENTERED = datetime(2026, 10, 27, 9, tzinfo=UTC)
CASE = {
    "at": "2026-10-27T12:00:00+01:00",
    "persons": {one: {"born": "1988-04-14"} for one in ("mother", "father")} | {"child": {"born": "2016-04-14"}},
    "principals": {"coach": {"role": "jobcoach"}},
    "ask": {"principal": "coach", "purpose": "fam_joint_support"},
}


def _paper(reply, day=DAY, at=ENTERED, way=TalkWay.PAPER):
    asked = Question(
        person=MOTHER,
        person_name="",
        recipient=f"staff:{COACH.id}",
        recipient_name="",
        categories=(Category.HELP_TYPE,),
        purpose=Purpose.FAM_JOINT_SUPPORT,
        why="",
        until=date(2027, 3, 1),
    )
    signed = Signed(way, (Answered(reply),), day=day)
    talk = Talk("t", MOTHER, "", Purpose.FAM_JOINT_SUPPORT, "2026-1", "", questions=(asked,), signed=signed)
    [paper] = papers_of(KeptTalk(talk, TalkState.DONE, "E-1", at), at, catalogue())
    return paper


def _sees(*papers):
    return bool(shown(papers, asked_by(question_of(CASE), COACH)))


def _and(paper, answer, at):
    """The same question on another paper, answered elsewhere."""
    return replace(paper, ref="other", declarations=(Declaration(MOTHER, at, answer, Insight.YES),))


of_the_day = st.integers(0, 25 * 3600 - 1).map(lambda second: day_begins(DAY) + timedelta(seconds=second))


@given(of_the_day)
def test_a_no_of_the_same_day_outranks_the_sheet(at):
    """At any hour of a day of twenty-five: the sheet may have been signed before it."""
    sheet = _paper(Reply.YES)

    assert _sees(sheet)
    assert not _sees(sheet, _and(sheet, Answer.NO, at))
    assert not _sees(_paper(Reply.NO), _and(sheet, Answer.YES, at))


def test_a_sheet_of_a_later_day_counts_again():
    """Said no on Saturday, signed on Sunday."""
    sheet = _paper(Reply.YES)

    assert _sees(sheet, _and(sheet, Answer.NO, day_begins(DAY) - timedelta(seconds=1)))
    assert not _sees(sheet, _and(sheet, Answer.NO, day_ends(DAY)))


@pytest.mark.parametrize("day", [None, date(2026, 10, 27)])
def test_a_sheet_that_is_entered_on_its_day_outranks_no_word_of_the_morning(day):
    """Signed at nine, taken back at the telephone at nine thirty, entered at ten: it stays taken back."""
    sheet = _paper(Reply.YES, day)

    assert not _sees(sheet, _and(sheet, Answer.NO, ENTERED - timedelta(minutes=30)))
    assert _sees(_paper(Reply.YES, day, way=TalkWay.TABLET), _and(sheet, Answer.NO, ENTERED - timedelta(minutes=30)))
