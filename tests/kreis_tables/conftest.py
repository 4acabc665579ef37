"""One copy of the demo Kreis for all tables: looks change nothing but the log."""

from collections.abc import Iterator

import pytest

from hub.db.embedded import EmbeddedServer
from tests.kreis import Kreis, copied
from tests.kreis_tables.seats import Seats


@pytest.fixture(scope="module")
def seats(server: EmbeddedServer, request: pytest.FixtureRequest) -> Iterator[Seats]:
    """The Kreis, and everybody's browser at it."""
    with copied(server, request.config) as kreis:
        yield Seats(kreis)


@pytest.fixture
def seated(seats: Seats) -> Kreis:
    """The Kreis behind the seats."""
    return seats.kreis
