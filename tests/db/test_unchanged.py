"""What takes turns with one copy of the Kreis is held to leaving it as it was."""

import pytest

from hub.db.embedded import EmbeddedServer
from tests.kreis import Kreis
from tests.unchanged import assert_unchanged, take_down


def test_a_look_leaves_the_kreis_as_it_was(server: EmbeddedServer, kreis: Kreis) -> None:
    """It adds to the log alone."""
    superuser = kreis.superuser()
    take_down(superuser, server.folder)

    assert kreis.open("U01").projection.shown

    assert_unchanged(superuser, server.folder)


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("update core.family set number = number where number = 'FAM-2025-003'", "core.family"),
        ("delete from consent.withdrawal", "consent.withdrawal"),
        ("grant select on core.family to hub_clerk", "pg_class"),
        ("create function public.yes() returns boolean return true", "pg_proc"),
    ],
)
def test_whatever_else_is_done_is_found_out(server: EmbeddedServer, kreis: Kreis, statement: str, found: str) -> None:
    """A row written again as it was, one that is gone, a right more, a function more."""
    superuser = kreis.superuser()
    take_down(superuser, server.folder)

    superuser.execute(statement)

    with pytest.raises(AssertionError, match=found):
        assert_unchanged(superuser, server.folder)
