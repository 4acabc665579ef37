"""Whoever asks too often is told to wait, as a person or as a program can read it."""

from dataclasses import replace

import pytest

from tests.web.apps import app_at
from tests.web.sample import JOBCOACH, post, sample_desk


class Turns:
    """None left; remembers who asked for which limit."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []

    def wait(self, who: str, most: int) -> int:
        """Seven seconds."""
        self.asked.append((who, most))
        return 7


@pytest.fixture
def turns() -> Turns:
    """For one test."""
    return Turns()


@pytest.fixture
def app(turns):
    """The sample hub without turns."""
    return app_at(replace(sample_desk(), wait_for_turn=turns.wait))


def test_a_program_gets_a_problem_document_and_the_seconds(app, turns):
    """429 by RFC 6585, counted for the person that the token is of."""
    answer = app.test_client().get("/api/v1/me", headers={"Authorization": "Bearer token-U01"})

    assert (429, "7", "application/problem+json") == (
        answer.status_code,
        answer.headers["Retry-After"],
        answer.mimetype,
    )
    assert "urn:fam-hub:problem:too-many" == answer.json["type"]
    assert [(f"person {JOBCOACH.principal.id}", 600)] == [(who.partition(" ")[2], most) for who, most in turns.asked]


@pytest.mark.parametrize(("path", "kind"), [("/anmelden/los", "sign-in"), ("/anmelden/zurueck?code=x", "sign-in")])
def test_who_signs_in_too_often_from_one_address_reads_why(app, turns, path, kind):
    """In German, before the provider is asked anything."""
    answer = app.test_client().get(path)

    assert (429, "7") == (answer.status_code, answer.headers["Retry-After"])
    assert "Zu viele Anfragen" in answer.text
    assert [f"{kind} address 127.0.0.1"] == [who for who, _ in turns.asked]


def test_logout_tokens_are_counted_by_address(app, turns):
    """They come without any person."""
    assert 429 == app.test_client().post("/abmelden/rueckkanal", data={"logout_token": "x"}).status_code
    assert ["logout address 127.0.0.1"] == [who for who, _ in turns.asked]


def test_pages_without_a_limit_take_no_turn(app, turns):
    """Nor does a search of somebody who is not signed in, who is led to the sign-in."""
    client = app.test_client()
    assert 200 == client.get("/anmelden").status_code
    assert 303 == client.get("/familien").status_code
    with client.session_transaction() as session:
        session["key"] = app.extensions["desk"].sessions.open(post(JOBCOACH).id)
    assert 200 == client.get("/start").status_code

    assert [] == turns.asked
