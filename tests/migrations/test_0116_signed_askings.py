"""What an older release asked and nobody answered yet is asked still, by whoever asked it; of the loader nothing is."""

from pathlib import Path
from uuid import uuid4

import psycopg
from alembic import command
from alembic.config import Config

from hub.db.embedded import EmbeddedServer
from hub.db.migrate import migrate

MIGRATIONS = Path(__file__).parents[2] / "migrations"
FORCED = (
    "select bool_and(relforcerowsecurity) from pg_class"
    " where oid in ('record.wrap_wanted'::regclass, 'ledger.entry'::regclass)"
)
ENTRY = (
    "insert into ledger.entry (tenant_id, entry_id, agency, leaf, writer_id, writer_seq)"
    " values (%s, %s, %s, 'x', gen_random_uuid(), 1)"
)
WANTED = "insert into record.wrap_wanted (tenant_id, maker, family_id, entry_id) values (%s, 'jugendamt', %s, %s)"


def test_what_was_asked_is_asked_still(every_server: EmbeddedServer) -> None:
    """Of every tenant; the locks of both tables are shut again."""
    name = f"old_{uuid4().hex}"
    every_server.create_database(name)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = every_server.url(name, "hub_owner")
    command.upgrade(config, "0114")
    superuser = psycopg.connect(every_server.url(name, "postgres").replace("+psycopg", ""), autocommit=True)
    superuser.execute("set session_replication_role = replica")
    for asker in ("jobcenter", "family", "loader", None):
        tenant, entry = uuid4(), uuid4()
        if asker:
            superuser.execute(ENTRY, (tenant, entry, asker))
        superuser.execute(WANTED, (tenant, uuid4(), entry))

    migrate(every_server.url(name, "hub_owner"), MIGRATIONS)

    rows = superuser.execute("select asked_by, signature from record.wrap_wanted order by 1").fetchall()
    assert [("family", None), ("jobcenter", None)] == rows
    assert [(True,)] == superuser.execute(FORCED).fetchall()
    superuser.close()
    every_server.drop_database(name)
