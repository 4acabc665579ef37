"""The demo's open question of a family: asked once, about the look it names, and open at the officers' desk."""

import json
from datetime import datetime

import pytest

from hub.main.demo_questions import ask_one_as_told
from hub.terms.case_words import CaseKind, CaseState, Result, StepKind
from hub.terms.lists import Agency
from tests.kreis import F01, ISSUER, ROOT, Kreis
from tests.review.at_cases import seat


@pytest.fixture
def story(kreis: Kreis):
    """The question of the set, with the history that it is about."""
    kreis.load(json.loads((ROOT / "demo" / "history.json").read_text(encoding="utf-8")))
    [told] = json.loads((ROOT / "demo" / "questions.json").read_text(encoding="utf-8"))["questions"]
    return told


def _cases(officer):
    return officer.cases.board(officer.principal, officer.session, officer.kreis.at).cases


def test_the_question_stands_at_the_desk_once_however_often_the_demo_starts(kreis, story):
    """About the substitute's look of 21 October, in her words; answered, it is not asked again."""
    officer = seat(kreis, "U16", agency=Agency.JOBCENTER)
    for _ in range(2):
        ask_one_as_told(kreis.house("family"), ISSUER, story)

    [listed] = _cases(officer)
    case = officer.read(listed.id)
    assert (CaseKind.QUESTION, CaseState.NEW, (F01,)) == (case.kind, case.state, case.families)
    assert datetime.fromisoformat(story["about"]) == case.first
    assert story["words"] == case.steps[0].words
    officer.take(case, StepKind.REPLIED, result=Result.ANSWERED, words="Ihr Jobcoach war krank und wurde vertreten.")
    ask_one_as_told(kreis.house("family"), ISSUER, story)
    assert 1 == len(_cases(officer))
