"""Entrusted things and child protection leave no trace for anybody else, byte for byte (users.md 11 to 13)."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from hub.db.embedded import EmbeddedServer
from hub.terms.ids import FamilyNumber
from tests.attacks.traces import MARK, bare, difference, full, look_everywhere
from tests.kreis import STICHTAG, copied, demo
from tests.kreis_tables.loaded import is_called_in
from tests.kreis_tables.seats import Seats

pytestmark = pytest.mark.partly
NUMBERS = tuple(FamilyNumber(one["number"]) for one in bare()["families"])
OTHERS = [one["id"] for one in demo()["staff"] if one["id"] not in {"U07", "U11"}]


@pytest.fixture(scope="module")
def pair(server: EmbeddedServer, request: pytest.FixtureRequest) -> Iterator[tuple[Seats, Seats]]:
    """The same families twice: without, and with a note and a procedure in each."""
    with ExitStack() as stack:
        documents = {"without_seals": bare(), "with_seals": full()}
        copies = [stack.enter_context(copied(server, request.config, *one)) for one in documents.items()]
        yield Seats(copies[0]), Seats(copies[1])


def _reach(ref: str) -> tuple[FamilyNumber, ...]:
    """Whoever of the Jugendamt takes part in a procedure sees it there: those families aside."""
    inside = {"U09", "U10"}
    families = [
        one for one in bare()["families"] if ref not in inside or not is_called_in(one["id"], ref, STICHTAG.date())
    ]
    return tuple(FamilyNumber(one["number"]) for one in families)


@pytest.mark.parametrize("ref", OTHERS)
def test_nobody_else_finds_a_trace(pair, ref):
    """Pages, lists, searches, API, errors, guessed addresses, own entries: the same bytes by the same statements."""
    without, with_seals = (look_everywhere(seats, ref, _reach(ref)) for seats in pair)

    assert len(without) > 40
    assert [one.asked for one in without] == [one.asked for one in with_seals]
    assert [] == [difference(*two) for two in zip(without, with_seals, strict=True) if two[0] != two[1]]
    assert not [one.asked for one in with_seals if MARK in one.text and not one.asked.endswith(MARK)]


def test_the_worker_it_was_entrusted_to_finds_it(pair):
    """Or the comparison above would prove nothing."""
    without, with_seals = (look_everywhere(seats, "U07", NUMBERS) for seats in pair)

    assert not [one for one in without if MARK in one.text and not one.asked.endswith(MARK)]
    assert [one for one in with_seals if MARK in one.text and not one.asked.endswith(MARK)]
