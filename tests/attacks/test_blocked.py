"""A blank does not talk: whether or not anything is stored behind it, everything reads the same (users.md G1, 11)."""

import pytest

from hub.terms.ids import FamilyNumber
from tests.attacks.blocked import never_seen, stripped
from tests.attacks.traces import bare, difference, full, look_everywhere
from tests.kreis import copied
from tests.kreis_tables.seats import Seats

pytestmark = pytest.mark.partly
NUMBERS = tuple(FamilyNumber(one["number"]) for one in bare()["families"])


@pytest.mark.parametrize("ref", ["U01", "U07", "U12"])
def test_a_blocked_cell_is_the_same_with_and_without_data(server, request, ref):
    """Everything that this worker never sees is taken out, and no page, search or answer of theirs changes."""
    with copied(server, request.config, "with_seals", full()) as kreis:
        stored = Seats(kreis)
        hidden = never_seen(stored, ref, NUMBERS)
        with copied(server, request.config, f"seen_by_{ref.lower()}", stripped(full(), hidden)) as emptied:
            assert not never_seen(Seats(emptied), ref, NUMBERS)  # the same acts in both, for the log's sake
            with_data, without = (look_everywhere(seats, ref, NUMBERS) for seats in (stored, Seats(emptied)))

    assert len(hidden) > 10
    assert [] == [difference(*two) for two in zip(with_data, without, strict=True) if two[0] != two[1]]
