"""Every route of conferences, tried by everybody whom a conference is none of: it is as if it were not there.

The routes are asked of the program, so a new one is tried as well; each with the numbers of conferences that are there
and of one that is not, by reading and by sending.
"""

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from hub.terms.rooms import Move
from tests.conference.tables import Scribe, lay_table, sentence
from tests.gate.held import Held, planned
from tests.kreis import F01, Kreis
from tests.web.houses import post, sit_down
from tests.web.tables import keep_nameless

NOWHERE = "K-2026-999"
STRANGERS = {
    "U02": "jobcenter",  # the same function, other cases
    "U05": "jobcenter",  # benefits of the same family
    "U08": "jugendamt",
    "U12": "provider",  # works with the family, sits at no topic of it
    "U16": "oversight",
    "U17": "oversight",
    "U19": "oversight",
    "sandra.ahornwald": "family",  # of the family, not invited
    "markus.brombeer": "family",  # of another
}
FORM = {"thema": "1", "zug": "open", "tun": "zeigen", "was": "", "stand": "0", "version": "1", "text_result": "x"}


@pytest.fixture
def numbers(kreis: Kreis) -> list[str]:
    """A conference with a room open, one with minutes, one without names; none of them a stranger's."""
    held = Held(kreis, planned(kreis, {F01: ["U01", "U07"]}))
    held.opened()
    held.move(Move.CODE)
    wanted = lay_table(kreis)
    Scribe(kreis, "U01", wanted).saves(sentence("Der Morgenplan bleibt."))
    return [held.meeting.number, wanted.number, keep_nameless(kreis).number]


def _answers(client: FlaskClient, number: str) -> Iterator[tuple[str, int, str]]:
    for rule in sorted(client.application.url_map.iter_rules(), key=str):
        if "konferenzen/<number>" not in rule.rule:
            continue
        path = rule.rule.replace("<number>", number) + "?thema=1"
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            answer = client.get(path) if method == "GET" else post(client, path, **FORM)
            yield f"{method} {rule.rule}", answer.status_code, _plain(answer.text, number)


def _plain(text: str, number: str) -> str:
    """Without what is new in every answer."""
    return re.sub(r'value="[\w.-]{60,}"', "", text).replace(number, "")


@pytest.mark.parametrize(("who", "group"), STRANGERS.items(), ids=STRANGERS)
def test_a_conference_of_others_is_answered_like_one_that_is_not_there(
    kreis: Kreis, numbers: list[str], who: str, group: str
) -> None:
    """The same status and words on every route; 403 names a function and never a conference. Nothing changes."""
    client, before = sit_down(kreis, who, group), _rows(kreis)

    nowhere = list(_answers(client, NOWHERE))
    found = {number: list(_answers(client, number)) for number in numbers}

    assert 20 <= len(nowhere)
    assert {} == {
        number: [x for x, y in zip(said, nowhere, strict=True) if x != y]
        for number, said in found.items()
        if said != nowhere
    }
    assert {403, 404, 422} >= {status for _, status, _ in nowhere}
    assert before == _rows(kreis)


def _rows(kreis: Kreis) -> list[tuple[object, ...]]:
    tables = ("meeting", "topic", "seat", "room", "moment", "screen", "minutes", "line", "confirmed", "sheet")
    sums = ", ".join(f"(select coalesce(sum(hashtext(t::text)::bigint), 0) from conference.{one} t)" for one in tables)
    return kreis.superuser().execute(f"select {sums}").fetchall()
