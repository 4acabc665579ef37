"""A sign-in of a while ago does not reach what was confided: what programs and people are told then."""

import pytest

from hub.terms.writing import Refusal, Refused
from tests.web.test_cells_api import URL, _client, _headers, _with


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        (_with(entrusted_to_me=True, entrusted_by=["F01-1"]), None),
        (_with(), Refused(Refusal.UNCONFIRMED, ("/0/cell",))),
    ],
)
def test_a_program_is_told_with_which_token_it_may_come_again(body, answer):
    """401 by RFC 9470, for a new entry and for a new version of one that the record says was confided."""
    client = _client(answer)
    client.application.extensions["desk"].sessions.is_confirmed = False

    refused = client.post(URL, json=body, headers=_headers())

    said = 'Bearer error="insufficient_user_authentication", max_age="600"'
    assert (401, said) == (refused.status_code, refused.headers["WWW-Authenticate"])
    assert "urn:fam-hub:problem:insufficient-authentication" == refused.json["type"]


def test_a_desk_hears_whether_its_author_proved_who_they_are():
    """What else is written goes on as before, and says that nobody did."""
    sent = []
    client = _client(sent=sent)
    client.application.extensions["desk"].sessions.is_confirmed = False

    assert 201 == client.post(URL, json=_with(), headers=_headers()).status_code
    assert [False] == [submission.is_confirmed for _, submission in sent]
