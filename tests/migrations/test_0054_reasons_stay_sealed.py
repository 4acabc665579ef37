"""Papers of an older release say afterwards that there was a reason, and no longer which."""

from pathlib import Path
from uuid import uuid4

import psycopg
from alembic import command
from alembic.config import Config

from hub.db.embedded import EmbeddedServer
from hub.db.migrate import migrate

MIGRATIONS = Path(__file__).parents[2] / "migrations"
OLD = {
    "C1": {"way": "oral", "special_circumstances": "Telefonat aus der Klinik", "categories": ["housing"]},
    "C2": {"way": "oral", "special_circumstances": ""},
    "C3": {"way": "tablet"},
}
NEW = {**OLD, "C1": {**OLD["C1"], "special_circumstances": "stated"}}


def test_reasons_that_lie_in_papers_are_taken_out_of_them(every_server: EmbeddedServer) -> None:
    """Of every tenant, and of nothing else; the lock of the table is shut again."""
    name = f"old_{uuid4().hex}"
    every_server.create_database(name)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = every_server.url(name, "hub_owner")
    command.upgrade(config, "0051")
    superuser = psycopg.connect(every_server.url(name, "postgres").replace("+psycopg", ""), autocommit=True)
    superuser.execute("set session_replication_role = replica")
    for tenant in (uuid4(), uuid4()):
        for ref, document in OLD.items():
            superuser.execute(
                "insert into consent.paper (tenant_id, consent_id, family_id, ref, document, entry_id)"
                " values (%s, gen_random_uuid(), gen_random_uuid(), %s, %s, gen_random_uuid())",
                (tenant, ref, psycopg.types.json.Jsonb(document)),
            )

    migrate(every_server.url(name, "hub_owner"), MIGRATIONS)

    rows = superuser.execute("select ref, document from consent.paper").fetchall()
    assert 2 * len(NEW) == len(rows)
    assert all(NEW[ref] == document for ref, document in rows)
    forced = "select relforcerowsecurity from pg_class where oid = 'consent.paper'::regclass"
    assert [(True,)] == superuser.execute(forced).fetchall()
    superuser.close()
    every_server.drop_database(name)
