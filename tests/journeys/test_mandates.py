"""Deputies and conflicts in a real browser, at the sample desk: layout, barriers, keyboard."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from hub.terms.ids import FamilyId, StaffId
from hub.terms.lists import Role
from hub.terms.mandates import Colleague, Grant, MandateAct, MandateBoard, Tied, Unattended
from tests.journeys.barriers import expect_no_barrier
from tests.web.sample import JOBCOACH, NUMBER
from tests.web.servers import sample_hub

pytestmark = pytest.mark.browser

LEYLA = Colleague(StaffId("00000000-0000-7000-8000-000000000002"), "U02", "Leyla Serçe", frozenset({Role.JOBCOACH}))
JONAS = Colleague(JOBCOACH.principal.id, "U01", "Jonas Kranichfeld", frozenset({Role.JOBCOACH}))
DAYS = (date(2026, 11, 16), date(2026, 11, 20))
GRANT = Grant(
    "1", LEYLA.id, LEYLA.name, JONAS.id, JONAS.name, *DAYS, "Urlaub bis Freitag", True, (Tied(FamilyId("1"), NUMBER),)
)
BOARD = MandateBoard(
    frozenset(MandateAct),
    42,
    14,
    10,
    (JONAS, LEYLA),
    (JONAS, LEYLA),
    (JONAS, LEYLA),
    (GRANT,),
    (Unattended(NUMBER, LEYLA.id, LEYLA.name, True),),
)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The sample hub with a full board of mandates."""
    with sample_hub() as (_, address, app):
        desk = app.extensions["desk"]
        app.extensions["desk"] = replace(
            desk, mandate_board=lambda *asked: BOARD, mandate_acts=lambda principal: frozenset(MandateAct)
        )
        yield address


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_mandates_have_no_barrier(address, page, sign_in, scheme):
    """The board with everything on it, the forms, and the page after a mistake."""
    page.emulate_media(color_scheme=scheme)
    sign_in(address, "Jonas Kranichfeld")

    for path in ("vertretungen", f"familien/{NUMBER}/befangenheit", "befangenheit", "vertretungen?eingetragen=assign"):
        page.goto(f"{address}/{path}")
        expect_no_barrier(page)
    page.goto(f"{address}/vertretungen")
    page.get_by_role("button", name="Vertretung eintragen").click()
    expect_no_barrier(page)


def test_a_refused_form_says_so_at_the_top(address, page, sign_in):
    """By keyboard: the button is reached by Tab, and the answer is announced."""
    sign_in(address, "Jonas Kranichfeld").goto(f"{address}/vertretungen")
    page.get_by_role("button", name="Vertretung übernehmen").press("Enter")

    assert "So lässt sich das nicht eintragen." in page.get_by_role("alert").inner_text()
