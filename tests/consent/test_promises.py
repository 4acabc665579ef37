"""Promises for all families and papers: two readings agree, and less consent never opens more."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hub.consent.papers import Answer, Declaration, Withdrawal
from hub.consent.releases import work_out, work_out_anew
from hub.consent.signers import Kind, are_alike, differences
from hub.terms.clock import BERLIN
from hub.terms.lists import Agency, Level
from hub.terms.people import Insight
from tests.amounts import examples

from .histories import FIELDS, PIVOTS, WHO, Around, cases, children, consents
from .reference import level
from .scenario_facts import catalogue, papers_of, person_of, question_of

ORDINARY = Around(PIVOTS[0])
SLOW = settings(max_examples=examples(120), deadline=None, suppress_health_check=[HealthCheck.too_slow])


def opened(papers, question):
    """Who and what is open, at each level."""
    found = set()
    for release in work_out(papers, question, catalogue()).releases:
        fields = [catalogue().by_id[name] for name in FIELDS if release.fields >> catalogue().by_id[name].bit & 1]
        found |= {(release.person, field.id, step) for field in fields for step in Level if 0 < step <= release.level}
    return found


@SLOW
@given(cases)
def test_masks_and_the_plain_reading_of_the_rules_agree(case):
    """What the room works out in groups is what R7 and R8 say field by field."""
    papers, question = papers_of(case), question_of(case)

    expected = {
        (person.id, name, step)
        for person in question.family.persons
        if person.born is not None
        for name in FIELDS
        for step in Level
        if 0 < step <= level(papers, question, person, catalogue().by_id[name])
    }

    assert expected == opened(papers, question)


@given(children(ORDINARY), ORDINARY.days, ORDINARY.days, st.booleans())
def test_kinds_are_taken_together_unread_only_where_none_differs(facts, first, last, has_betreuer):
    """The short way, on which nobody compares the kinds of fields, never skips a difference."""
    person = person_of("child", facts)
    person = replace(person, betreuer=person.custody) if has_betreuer else person
    between = sorted(map(date.fromisoformat, (first, last)))

    different = {differences(person, kind, *between) for kind in Kind}

    assert len(different) == 1 or not are_alike(person, *between)


@SLOW
@given(cases, st.data())
def test_one_signature_less_never_opens_more(case, data):
    """Whatever else was said."""
    papers, question = papers_of(case), question_of(case)
    number = data.draw(st.integers(0, len(papers) - 1))
    fewer = tuple(said for said in papers[number].declarations if said.answer is Answer.NO)
    weaker = [*papers[:number], replace(papers[number], declarations=fewer), *papers[number + 1 :]]

    assert opened(weaker, question) <= opened(papers, question)


@SLOW
@given(cases, st.sampled_from(WHO), st.data())
def test_one_more_withdrawal_or_no_never_opens_more(case, who, data):
    """Whoever it comes from, whenever it was received."""
    papers, question = papers_of(case), question_of(case)
    by = next(person.id for person in question.family.persons if person.ref == who)
    number = data.draw(st.integers(0, len(papers) - 1))
    at = question.at.astimezone(BERLIN) - timedelta(days=data.draw(st.integers(-5, 400)))
    taken = replace(papers[number], withdrawals=(*papers[number].withdrawals, Withdrawal(by, at, Agency.JUGENDAMT)))
    said = (*papers[number].declarations, Declaration(by, at, Answer.NO, Insight.YES))
    refused = replace(papers[number], declarations=said)

    before = opened(papers, question)

    for changed in (taken, refused):
        assert opened([*papers[:number], changed, *papers[number + 1 :]], question) <= before


@SLOW
@given(cases, consents(ORDINARY))
def test_nobodys_paper_opens_anything_about_somebody_else(case, paper):
    """A consent is for the persons it names; another person's says nothing about them (D8)."""
    papers, question = papers_of(case), question_of(case)
    more = papers_of({"consents": {"other": paper | {"for": ["vormund"], "refused": [], "withdrawn": []}}})
    mother = next(person.id for person in question.family.persons if person.ref == "mother")

    about_her = {one for one in opened([*papers, *more], question) if one[0] == mother}

    assert about_her == {one for one in opened(papers, question) if one[0] == mother}


@SLOW
@given(cases, st.lists(st.integers(-400 * 86400, 400 * 86400), max_size=4))
def test_a_remembered_answer_is_that_of_this_very_instant(case, seconds):
    """Between two instants at which something is said, taken back or a day begins, no answer turns."""
    papers, question = tuple(papers_of(case)), question_of(case)
    said = [declaration.at for paper in papers for declaration in paper.declarations]
    said += [withdrawal.received_at for paper in papers for withdrawal in paper.withdrawals]
    around = [at + step for at in said for step in (timedelta(0), timedelta(microseconds=-1))]
    for at in (*around, *(question.at + timedelta(seconds=number) for number in seconds)):
        asked = replace(question, at=at)
        assert work_out(papers, asked, catalogue()) == work_out_anew(papers, asked, catalogue())


@pytest.mark.parametrize(
    "said",
    [
        {"signed": ["mother"], "withdrawn": [{"by": "mother", "received_at": "2026-11-20T10:00:00+01:00"}]},
        {"signed": ["mother"], "refused": [{"by": "mother", "at": "2026-11-20T10:00:00+01:00"}]},
        {"signed": [{"by": "mother", "at": "2026-11-20T10:00:00+01:00"}], "from": "2026-11-01"},
    ],
)
def test_an_answer_turns_at_the_very_instant_at_which_something_is_said(said):
    """A look a moment before a withdrawal is not remembered beyond it."""
    case = {
        "at": "2026-11-20T10:00:00+01:00",
        "persons": {"mother": {"born": "1988-04-14"}},
        "principals": {"coach": {"role": "jobcoach"}},
        "consents": {"c": {"for": ["mother"], **said}},
        "ask": {"principal": "coach", "purpose": "fam_joint_support"},
    }
    papers, question = papers_of(case), question_of(case)
    before = replace(question, at=question.at - timedelta(microseconds=1))

    assert work_out(papers, before, catalogue()) != work_out(papers, question, catalogue())
