"""Promises for all families and papers: what lacks is exactly what is not open, and saying it opens."""

from dataclasses import replace

from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from hub.consent.coverage import Asking
from hub.consent.lacking import lacking, must_say
from hub.consent.papers import Answer, Declaration, Staff
from hub.consent.releases import work_out
from hub.terms.clock import years_later
from hub.terms.ids import FieldId
from hub.terms.people import Insight
from hub.terms.reasons import Reason
from tests.amounts import examples

from .histories import FIELDS, cases
from .scenario_facts import catalogue, papers_of, question_of

SLOW = settings(
    max_examples=examples(100), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
NO = {Reason.CONSENT_REFUSED, Reason.CONSENT_WITHDRAWN}
FRESH = {"new": {"for": ["mother"], "signed": ["mother"]}}


def _bit(name):
    return 1 << catalogue().by_id[FieldId(name)].bit


def _lacks(papers, question, person, name):
    return lacking({person.id}, _bit(name), Asking(tuple(papers), question, catalogue()))


def _is_open(papers, question, person, name):
    found = work_out(papers, question, catalogue()).releases
    return any(one.person == person.id and one.fields & _bit(name) for one in found)


def _reasons(papers, question, person, name):
    found = work_out(papers, question, catalogue()).obstacles
    return {one.reason for one in found if one.person == person.id and one.fields & _bit(name)}


@SLOW
@given(cases)
def test_nothing_lacks_where_it_is_open_and_where_somebody_said_no(case):
    """And there alone: everywhere else at least one word or proof is named."""
    papers, question = papers_of(case), question_of(case)

    for person in question.family.persons:
        for name in FIELDS:
            lacks = _lacks(papers, question, person, name)
            is_open = _is_open(papers, question, person, name)
            said_no = bool(_reasons(papers, question, person, name) & NO)
            assert (lacks == ()) == (is_open or said_no), (person.ref, name, lacks)


GIVES_NOTHING = {
    "at": "2026-11-22T00:00:00+01:00",
    "family": {},
    "persons": {
        "mother": {"born": "1988-04-14"},
        "father": {"born": "1985-04-14"},
        "child": {"born": "2012-11-22", "custody": ["mother", "father"]},
    },
    "principals": {"coach": {"role": "jobcoach"}},
    "consents": {"c0": {"for": ["child"], "signed": ["mother", "father", "child"], "level": "none"}},
    "ask": {"principal": "coach", "purpose": "fam_joint_support"},
}


@SLOW
@example(GIVES_NOTHING, "family_name")
@given(cases, st.sampled_from(FIELDS))
def test_whoever_lacks_says_yes_and_then_it_is_open(case, name):
    """The list asks for nobody too few: with a good text signed by all of them at this instant, nothing lacks.

    Where somebody said no at the very same instant, the no prevails.
    """
    papers, question = papers_of(case), question_of(case)
    [text] = papers_of({"consents": FRESH})
    everybody = {person.id: person for person in question.family.persons}
    assume(not any(said.at == question.at and said.answer is Answer.NO for one in papers for said in one.declarations))

    for person in question.family.persons:
        lacks = _lacks(papers, question, person, name)
        if not lacks or any(one.ground.bars or one.by not in everybody for one in lacks):
            continue
        yeses = tuple(Declaration(one.by, question.at, Answer.YES, Insight.YES) for one in lacks)
        languages = frozenset(word for one in lacks for word in everybody[one.by].languages)
        signed = replace(
            text,
            ref="new",
            persons=(person.id,),
            categories=frozenset({catalogue().by_id[FieldId(name)].category}),
            fields=_bit(name),
            recipients=(Staff(question.principal.id),),
            purposes=frozenset({question.purpose}),
            valid_from=question.day,
            valid_to=years_later(question.day, 1),
            languages=languages,
            deputies=True,
            declarations=yeses,
        )

        assert _lacks([*papers, signed], question, person, name) == (), person.ref
        assert _is_open([*papers, signed], question, person, name)


@SLOW
@given(cases, st.sampled_from(FIELDS))
def test_without_papers_it_is_what_the_question_needs(case, name):
    """`must_say` is the same list before anybody was asked, and names each person once for each field."""
    question = question_of(case)

    for person in question.family.persons:
        found = must_say(question.family, {person.id}, _bit(name), question.at, catalogue())

        assert found == _lacks([], question, person, name)
        assert len({one.by for one in found}) == len(found)
