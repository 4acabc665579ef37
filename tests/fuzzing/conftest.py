"""One copy of the demo Kreis for each file: what is tried may be granted, and then it counts."""

from collections.abc import Iterator

import pytest

from hub.db.embedded import EmbeddedServer
from tests.fuzzing.people import Everybody
from tests.kreis import copied


@pytest.fixture(scope="module")
def everybody(server: EmbeddedServer, request: pytest.FixtureRequest) -> Iterator[Everybody]:
    """The Kreis, and everybody's browser and programs at it."""
    with copied(server, request.config) as kreis:
        yield Everybody(kreis)
