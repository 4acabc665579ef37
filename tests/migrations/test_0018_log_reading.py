"""Entries of an older release say afterwards whose staff acted and what came of it."""

from pathlib import Path
from uuid import uuid4

import orjson
import psycopg
import pytest
from alembic import command
from alembic.config import Config

from hub.db.embedded import EmbeddedServer
from hub.db.migrate import migrate

MIGRATIONS = Path(__file__).parents[2] / "migrations"
TENANT = uuid4()
OLD = {
    ("access.read", "redact", "jobcenter"): "shown",
    ("access.denied", "deny", "jugendamt"): "denied",
    ("log.read", "permit", "jugendamt"): "shown",
    ("log.read", "deny", "jobcenter"): "denied",
    ("record.changed", "permit", "provider"): "changed",
    ("family.entered", "permit", "external"): "changed",
}


@pytest.mark.parametrize("others", [0, 1])
def test_what_is_in_the_log_already_can_be_found_by_the_new_filters(every_server: EmbeddedServer, others: int) -> None:
    """Of every tenant, though the owner who migrates sees none of their rows; and the locks are shut again."""
    name = f"old_{uuid4().hex}"
    every_server.create_database(name)
    _upgrade(every_server.url(name, "hub_owner"), "0017")
    superuser = psycopg.connect(every_server.url(name, "postgres").replace("+psycopg", ""), autocommit=True)
    for tenant in [TENANT, *(uuid4() for _ in range(others))]:
        for number, (event, effect, agency) in enumerate(OLD, start=1):
            _write(superuser, (tenant, event, effect), agency, number)

    migrate(every_server.url(name, "hub_owner"), MIGRATIONS)

    rows = superuser.execute("select event, effect, agency, outcome from ledger.index where tenant_id = %s", (TENANT,))
    assert OLD == {(event, effect, agency): outcome for event, effect, agency, outcome in rows}
    forced = "select relforcerowsecurity from pg_class where relname in ('index', 'entry') and relkind = 'r'"
    assert {(True,)} == set(superuser.execute(forced).fetchall())
    superuser.close()
    every_server.drop_database(name)


def _upgrade(url: str, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    command.upgrade(config, revision)


def _write(superuser: "psycopg.Connection[object]", what: tuple[object, str, str], agency: str, number: int) -> None:
    tenant, event, effect = what
    entry, leaf = uuid4(), orjson.dumps({"ag": agency, "t": event})
    superuser.execute(
        "insert into ledger.entry (tenant_id, entry_id, agency, leaf, writer_id, writer_seq)"
        " values (%s, %s, 'oversight', %s, %s, %s)",
        (tenant, entry, leaf, uuid4(), number),
    )
    superuser.execute(
        "insert into ledger.index (tenant_id, entry_id, controllers, at, event, role, effect, pseudonym)"
        " values (%s, %s, '{jobcenter}', now(), %s, 'jobcoach', %s, 'N-07')",
        (tenant, entry, event, effect),
    )
