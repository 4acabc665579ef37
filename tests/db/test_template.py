"""The database that every test gets is one as in production, on each version."""

from collections.abc import Callable

import psycopg
import pytest

from hub.db.embedded import EmbeddedServer

RIGHTS = "select datacl::text from pg_database where datname = %s"


@pytest.mark.parametrize("role", ["hub_owner", "hub_jobcenter", "hub_jugendamt", "hub_provider", "hub_family"])
def test_each_role_can_sign_in(every_database, connect: Callable[..., psycopg.Connection], role: str) -> None:
    """As itself: the mapping of the operating system account knows it on every version."""
    assert (role, role) == connect(every_database, role).execute("select session_user, current_user").fetchone()


def test_a_copy_grants_what_the_migrated_database_grants(every_database, connect: Callable[..., psycopg.Connection]):
    """PostgreSQL opens a copied database to everybody again; tests must not run on one that is more open."""
    connection = connect(every_database, "postgres")

    [migrated] = connection.execute(RIGHTS, ["migrated"]).fetchone()
    [copied] = connection.execute(RIGHTS, [every_database.name]).fetchone()

    assert migrated == copied
    assert migrated is not None
    assert ",=" not in f",{migrated.strip('{}')}"  # an entry without a name before the sign is everybody's


def test_the_template_has_no_connection(every_database, every_server: EmbeddedServer) -> None:
    """One left open would make every further copy fail."""
    every_server.create_database("one_more", "migrated")
    every_server.drop_database("one_more")
