"""What each page and each API route costs in statements: fixed, and the same for a small and a large family."""

from dataclasses import replace

import pytest

from hub.exchange.keys_ahead import start_opening
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Purpose
from hub.web.door import OPEN_ROUTES
from tests.kreis import F01, NOWHERE, STICHTAG
from tests.kreis_tables.seats import Seats
from tests.public_key import counted

SMALL, LARGE = FamilyNumber("FAM-2026-002"), FamilyNumber("FAM-2025-011")
"""Kim alone; and seven people of three names. U03 works with both."""

COSTS = {
    "/familien": 4,
    "/familien/<number>": 4,
    "/familien/<number>/befangenheit": 1,
    "/familien/<number>/einwilligungen/gespraech": 9,
    "/familien/<number>/notiz": 6,
    "/familien/<number>/notiz/gespeichert": 1,
    "/familien/<number>/personen": 4,
    "/meine-zugriffe": 4,
    "/start": 9,
    "/vertretungen": 3,
}
"""The sign-in's one and the look's three; a page of another role costs the sign-in alone. A look like one before costs
one less, since what it was decided from is checked with its entry; through the API who asks is checked with it too.
"""

API = {
    "/me": 1,
    f"/families?purpose={Purpose.FAM_JOINT_SUPPORT}": 4,
    f"/families/<number>?purpose={Purpose.FAM_JOINT_SUPPORT}": 4,
}
MOST = 9


def _forget(seats, ref):
    """As in a process in which nobody looked before."""
    desk = seats.app(seats.group(ref)).extensions["desk"]
    for kept in (desk.open_part.args[0].looked, desk.sessions.read):
        for place, _ in kept.items():
            kept.forget(place)


def _cost(seats, ref, rule, number):
    """Statements of one request, the sign-in's own among them, where nothing like it was asked before."""
    _forget(seats, ref)
    path = rule.replace("<number>", number) + (f"?zweck={Purpose.FAM_JOINT_SUPPORT}" if "<number>" in rule else "")
    client = seats.client(ref)
    del seats.kreis.statements[:]
    client.get(path)
    return len(seats.kreis.statements)


def _api_cost(seats, ref, rule, number, token=None):
    headers = {"Authorization": f"Bearer {token or seats.token(ref)}"}
    if token is None:
        _forget(seats, ref)
    client = seats.app(seats.group(ref)).test_client()
    del seats.kreis.statements[:]
    client.get("/api/v1" + rule.replace("<number>", number), headers=headers)
    return len(seats.kreis.statements)


def _routes(seats, ref):
    app = seats.app(seats.group(ref))
    rules = [one for one in app.url_map.iter_rules() if "GET" in one.methods and one.endpoint not in OPEN_ROUTES]
    return sorted({one.rule for one in rules if not one.rule.startswith("/api/") and one.arguments <= {"number"}})


def test_every_page_has_its_price_and_it_does_not_grow(seats):
    """A page that is not in the list yet costs the same for both families, and little."""
    seats.kreis.at = STICHTAG
    for rule in _routes(seats, "U03"):
        small, large = (_cost(seats, "U03", rule, number) for number in (SMALL, LARGE))

        assert small == large, rule
        assert large == COSTS.get(rule, large), rule
        assert large <= MOST, rule


def test_every_api_route_has_its_price_and_it_does_not_grow(seats):
    """Whether the family is small or large."""
    seats.kreis.at = STICHTAG
    for rule, expected in API.items():
        assert [expected] * 2 == [_api_cost(seats, "U03", rule, number) for number in (SMALL, LARGE)], rule


@pytest.mark.parametrize("ref", ["U01", "U07"])
def test_an_opening_costs_four_statements_then_two_and_one_public_key_operation_at_most(seats, monkeypatch, ref):
    """The first request of a process verifies its token; a later one with the same token does nothing of the kind.

    What a proof of who a worker is costs beside, costs the process of the key service; there is none here.
    """
    seats.kreis.at, fresh, uses = STICHTAG, Seats(seats.kreis), counted(monkeypatch)
    app = fresh.app(fresh.group(ref))
    desk = app.extensions["desk"] = replace(app.extensions["desk"], confidant=None)
    start_opening(desk.open_part.args[0], desk.clock).set()
    ahead = len(uses)
    token = fresh.token(ref)
    _forget(fresh, ref)

    costs = [_api_cost(fresh, ref, list(API)[-1], F01, token) for _ in range(3)]

    assert [4, 2, 2] == costs
    assert ahead > 0
    assert ["verify"] == uses[ahead:]


@pytest.mark.parametrize("ref", ["U01", "U04", "U05", "U08", "U12", "U16", "U19"])
def test_what_is_not_yours_costs_what_is_not_there(seats, ref):
    """The same statements in the same order, on every page and in the API: what takes long cannot be told either."""
    seats.kreis.at = STICHTAG
    foreign = FamilyNumber("FAM-2025-016") if ref in {"U01", "U12"} else FamilyNumber("FAM-2025-003")
    for rule in [one for one in _routes(seats, ref) if "<number>" in one]:
        ways = []
        for number in (foreign, NOWHERE):
            _cost(seats, ref, rule, number)
            ways.append(tuple(seats.kreis.statements))

        assert ways[0] == ways[1], rule
    assert 1 == len({_api_cost(seats, ref, list(API)[-1], number) for number in (foreign, NOWHERE)})
