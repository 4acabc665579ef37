"""Every page of conferences in a real browser: phone and projector, light and dark, by keyboard alone, with names."""

from collections.abc import Callable

import pytest

from hub.terms.minutes import MinutesWanted
from hub.terms.rooms import Move
from tests.conference.tables import Scribe, agreed, lay_table, sentence
from tests.gate.gathered import F06
from tests.gate.held import Held, planned
from tests.gate.test_seats_end import exclude
from tests.gate.test_told_at_the_table import show_at_the_table, take_back
from tests.gate.test_unlisted import Z2
from tests.journeys.barriers import expect_no_barrier_anywhere
from tests.journeys.conftest import Opens
from tests.kreis import F01, Kreis

pytestmark = pytest.mark.browser
Sets = Callable[[Kreis], str]


def _plan(kreis: Kreis) -> str:
    return planned(kreis, {F01: ["U01", "U07", "U06", "U12", "F01-1", "school"]}).number


def _room(kreis: Kreis) -> str:
    """Open, with somebody who came and a code."""
    held = Held(kreis, planned(kreis, {F01: ["U01", "U07", "F01-1"]}))
    held.opened()
    held.come(0)
    held.confirm()
    held.move(Move.CODE)
    return held.meeting.number


def _minutes(kreis: Kreis) -> str:
    wanted = lay_table(kreis, persons=("F01-1",))
    Scribe(kreis, "U01", wanted).saves(sentence("Der Morgenplan bleibt."), agreed())
    return wanted.number


def _confirmed(kreis: Kreis) -> str:
    number = _minutes(kreis)
    scribes = [Scribe(kreis, ref, MinutesWanted(number, 1)) for ref in ("U01", "U07")]
    assert [None, None] == [one.confirms() for one in scribes]
    return number


def _without_moderator(kreis: Kreis) -> str:
    number = planned(kreis, {F01: ["U01", "U07", "F01-1"]}).number
    exclude(kreis, "U06", F01)
    return number


def _told_by_hand(kreis: Kreis) -> str:
    show_at_the_table(kreis)
    take_back(kreis)
    return F06


@pytest.mark.parametrize(
    ("sets", "who", "group", "paths"),
    [
        (
            _plan,
            "U06",
            "jobcenter",
            (
                "/konferenzen",
                "/konferenzen/neu",
                "/konferenzen/{}",
                "/konferenzen/{}/aendern",
                "/konferenzen/{}/vorschau?thema=1",
                "/konferenzen/{}/einladung?thema=1",
                "/konferenzen/{}/raum",
                "/beamer",
            ),
        ),
        (_plan, "sandra.ahornwald", "family", ("/meine/konferenzen",)),
        (_room, "U06", "jobcenter", ("/konferenzen/{}/raum",)),
        (_minutes, "U01", "jobcenter", ("/konferenzen/{}/protokoll?thema=1",)),
        (_confirmed, "U07", "jugendamt", ("/konferenzen/{}/protokoll?thema=1",)),
        (_confirmed, "sandra.ahornwald", "family", ("/meine/konferenzen/{}/protokoll?thema=1",)),
        (_without_moderator, "U01", "jobcenter", ("/start", "/konferenzen/{}/uebernehmen")),
        (_told_by_hand, "U02", "jobcenter", (f"/familien/{{}}/nach-widerruf?{Z2}",)),
    ],
    ids=["planning", "invited", "room", "minutes", "confirmed", "own-minutes", "without-moderator", "told-by-hand"],
)
def test_no_page_of_a_conference_has_a_barrier(
    kreis: Kreis, opens: Opens, sets: Sets, who: str, group: str, paths: tuple[str, ...]
) -> None:
    """WCAG 2.2 AA by axe; nothing scrolls sideways at 390 or 1920; Tab reaches everything, and all of it has names."""
    number, page = sets(kreis), opens(who, group)

    for path in paths:
        answer = page.goto(path.format(number))
        assert answer is not None
        assert 200 == answer.status
        expect_no_barrier_anywhere(page)
