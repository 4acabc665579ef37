"""Somebody who records what is sent, and sends it again: elsewhere, changed, twice at once, or after the end."""

import re

import pytest

from tests.attacks.families import consent, family
from tests.web.houses import later, post, sit_down
from tests.web.talks import YES, Z2, begin, papers
from tests.web.test_consents_api import _Tokens
from tests.web.test_entering_api import BODY, QUESTION, URL, enter

KEY = "0123456789abcdef"
TWO = {**BODY, "questions": [QUESTION, {**QUESTION, "categories": ["housing"]}]}
BACK = {"purpose": "fam_joint_support", "by": "F07-1", "received_at": "2026-11-16T07:00:00Z", "told": "phone"}


@pytest.fixture
def worker(kreis):
    """The ASD worker of F07."""
    return sit_down(kreis, "U07", "jugendamt")


@pytest.fixture
def program(kreis):
    """A program that speaks for the ASD worker of F07."""
    client = sit_down(kreis, "U07", "jugendamt")
    desk = client.application.extensions["desk"]
    with client.session_transaction() as session:
        present = desk.sessions.load(session.pop("key"))
    vars(desk)["sessions"] = _Tokens(desk.sessions, present)
    return client


def _back(program, ref, key=KEY):
    """Take one back under this key, with the version that it has."""
    bearer = {"Authorization": "Bearer known"}
    tag = program.get(f"{URL}/{ref}?purpose=fam_joint_support", headers=bearer).headers["ETag"]
    headers = {**bearer, "Idempotency-Key": key, "If-Match": tag}
    return program.post(f"{URL}/{ref}/withdrawals", json=BACK, headers=headers)


def _taken_back(kreis):
    rows = kreis.superuser().execute(
        "select c.ref from consent.withdrawal w join consent.paper c using (tenant_id, consent_id)"
        " where c.ref like 'E-%' order by c.ref"
    )
    return [ref for (ref,) in rows]


def test_a_key_that_took_one_consent_back_does_not_stand_for_another(kreis, program):
    """The body names no consent, the address does: 409, not the success of the first with nothing taken back."""
    enter(program, TWO)

    first, other = _back(program, "E-2026-1-1"), _back(program, "E-2026-1-2")

    assert (201, 409) == (first.status_code, other.status_code)
    assert ["E-2026-1-1"] == _taken_back(kreis)
    assert 201 == _back(program, "E-2026-1-2", "fedcba9876543210").status_code
    assert ["E-2026-1-1", "E-2026-1-2"] == _taken_back(kreis)


def test_a_key_of_a_talk_does_not_stand_for_a_withdrawal(kreis, program):
    """Nor the other way round."""
    enter(program, TWO, KEY)

    assert 409 == _back(program, "E-2026-1-1").status_code
    assert [] == _taken_back(kreis)


def test_a_talk_that_is_sent_again_a_day_later_is_not_a_second_one(kreis, program):
    """The receipt is forgotten after a day; the talk of that key is there for good."""
    enter(program, BODY, KEY)
    later(kreis, 2)

    again = enter(program, BODY, KEY)

    assert 409 == again.status_code
    assert ["E-2026-1-1"] == list(papers(kreis))


def test_a_form_that_is_sent_again_after_the_talk_changes_nothing(kreis, worker):
    """Another answer in it, another way, a week later: the first stays, and each leads to how it ended."""
    talk = begin(worker)
    post(worker, f"{talk}?{Z2}", **YES)
    before = papers(kreis)
    later(kreis, 7)

    for sent in (YES, {**YES, "antwort-1": "nein"}, {**YES, "tun": "papier"}, {"antwort-1": "ja", "tun": "muendlich"}):
        assert f"{talk}/fertig?{Z2}" == post(worker, f"{talk}?{Z2}", **sent).headers["Location"]
    for act in ("familienseite", "verwerfen", "frage", "weg-1", "sprache"):
        assert 303 == post(worker, f"{talk}/vorbereiten?{Z2}", tun=act).status_code

    assert before == papers(kreis)


FOREIGN = {
    "no token": ({}, {}),
    "a token of nobody": ({"csrf_token": "x"}, {}),
    "as a program would": ({}, {"Content-Type": "application/json"}),
}


@pytest.mark.parametrize(("fields", "headers"), FOREIGN.values(), ids=FOREIGN)
@pytest.mark.parametrize("page", ["", "/vorbereiten", "/scan", "/pruefen", "/probeblick"])
def test_a_form_of_a_foreign_page_is_not_taken(kreis, worker, page, fields, headers):
    """400 without the token of this sign-in, whatever the page; the talk is as it was."""
    talk = begin(worker)
    before = kreis.superuser().execute("select * from consent.talk").fetchall()

    answer = worker.post(f"{talk}{page}?{Z2}", data={**YES, **fields}, headers=headers)

    assert 400 == answer.status_code
    assert before == kreis.superuser().execute("select * from consent.talk").fetchall()
    assert {} == papers(kreis)


def test_the_token_of_another_sign_in_is_none(kreis, worker):
    """A colleague's page cannot send this one's form."""
    talk = begin(worker)
    with sit_down(kreis, "U08", "jugendamt") as other:
        [token] = set(re.findall('name="csrf_token" value="([^"]+)"', other.get("/start").text))

    assert 400 == worker.post(f"{talk}?{Z2}", data={**YES, "csrf_token": token}).status_code


def test_a_cookie_is_no_token_of_a_program(worker):
    """The API asks for a bearer; a browser that is signed in cannot be made to send one."""
    headers = {"Idempotency-Key": KEY}

    assert 401 == worker.post(URL, json=BODY, headers=headers).status_code
    assert 401 == worker.post(f"{URL}/C1/withdrawals", json=BACK, headers=headers).status_code


def test_papers_that_came_by_a_load_do_not_stop_talks_from_being_signed(kreis, program):
    """From another hub they bring numbers that look like ours: these are passed over, and no talk waits for them."""
    papers_there = [consent(ref, "X99-1", ["U01"]) for ref in ("E-2026-1-1", "E-2026-2-7", "E-2026-30-1")]
    kreis.load(family("FAM-2026-799", "X99", [], consents=papers_there))

    numbers = [enter(program, {**BODY, "questions": [{**QUESTION, "categories": [one]}]}).json for one in CATEGORIES]

    assert ["E-2026-3", "E-2026-4"] == [one["number"] for one in numbers]


CATEGORIES = ("help_type", "housing")
