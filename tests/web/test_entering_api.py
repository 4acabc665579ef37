"""Entering consents by programs: a whole talk, kept once under its key, or not at all."""

from uuid import uuid4

import pytest

from tests.web.houses import post, sit_down
from tests.web.talks import F07, HELP, TALKS, Z2, papers, seen
from tests.web.test_consents_api import _Tokens

URL = f"/api/v1/families/{F07}/consents"
QUESTION = {
    "person": "F07-1",
    "recipient": "U01",
    "categories": ["help_type"],
    "purpose": "fam_joint_support",
    "why": HELP["wofuer"],
    "until": "2027-05-15",
    "answer": "yes",
}
BODY = {
    "purpose": "fam_joint_support",
    "by": "F07-1",
    "way": "tablet",
    "form_version": "2026-12",
    "questions": [QUESTION],
    "signature": [[100, 100, 300, 200]],
}


@pytest.fixture
def program(kreis):
    """A program that speaks for the ASD worker of F07."""
    client = sit_down(kreis, "U07", "jugendamt")
    desk = client.application.extensions["desk"]
    with client.session_transaction() as session:
        present = desk.sessions.load(session.pop("key"))
    vars(desk)["sessions"] = _Tokens(desk.sessions, present)
    return client


def enter(program, body=BODY, key=None, url=URL):
    """Send it under a key."""
    headers = {"Authorization": "Bearer known", "Idempotency-Key": key or uuid4().hex}
    return program.post(url, json=body, headers=headers)


def test_what_a_program_enters_opens_as_on_the_page(kreis, program):
    """201 with the number and the papers; the Jobcoach sees it a second later."""
    answer = enter(program)

    assert (201, {"number": "E-2026-1", "consents": ["E-2026-1-1"]}) == (answer.status_code, answer.json)
    assert seen(kreis, "help_type")


def test_the_same_key_is_one_consent_and_another_body_under_it_a_conflict(kreis, program):
    """Sent again it is answered as before."""
    first, again = (enter(program, key="0123456789abcdef") for _ in range(2))

    assert first.json == again.json
    assert 409 == enter(program, {**BODY, "place": "Birkenfurt"}, key="0123456789abcdef").status_code
    assert ["E-2026-1-1"] == list(papers(kreis))


WRONG = {
    "signature": ({"signature": [[1, 2]]}, "/signature"),
    "odd line": ({"signature": [[1, 2, 3]]}, "/signature/0"),
    "spoken without a reason": ({"way": "oral"}, "/reason"),
    "retired form": ({"form_version": "2019-01"}, "/form_version"),
    "unknown person": ({"by": "F01-1"}, "/by"),
    "end": ({"questions": [{**QUESTION, "until": "2026-11-15"}]}, "/questions/0"),
    "second question": ({"questions": [QUESTION, {**QUESTION, "recipient": "U99"}]}, "/questions/1"),
    "person of a question": ({"questions": [{**QUESTION, "person": "F99-1"}]}, "/questions/0/person"),
    "no answer": ({"questions": [{**QUESTION, "answer": "maybe"}]}, "/questions/0/answer"),
    "unknown language": ({"language": "tlh", "purpose": 7}, "/purpose"),
}


@pytest.mark.parametrize(("wrong", "place"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_with_its_place_and_nothing_is_kept(kreis, program, wrong, place):
    """422; also the questions before the wrong one leave no trace, and the number is not used up."""
    answer = enter(program, {**BODY, **wrong})

    assert 422 == answer.status_code
    assert place in [one["pointer"] for one in answer.json["errors"]]
    assert {} == papers(kreis)
    assert [] == kreis.superuser().execute("select 1 from consent.talk").fetchall()
    assert "E-2026-1" == enter(program).json["number"]


def test_another_family_and_none_are_one_answer(program):
    """404, byte for byte."""
    other, none = (enter(program, url=f"/api/v1/families/{one}/consents") for one in ("FAM-2025-016", "FAM-1999-001"))

    assert (404, other.data) == (none.status_code, none.data)


def test_a_talk_by_a_program_stands_among_the_talks(kreis, program):
    """With its copy, for colleagues of the case."""
    enter(program)
    worker = sit_down(kreis, "U07", "jugendamt")

    assert "Gespeichert als E-2026-1" in worker.get(f"{TALKS}?{Z2}").text
    assert 303 == post(worker, f"{TALKS}?{Z2}", wer="F07-1").status_code
