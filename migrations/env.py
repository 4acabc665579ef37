"""Alembic's entry: one connection, one transaction, one migration at a time."""

from alembic import context
from sqlalchemy import create_engine, pool, text

LOCK = 20261116  # any number, the same in every release: two `hub migrate` at once run one after the other


def run() -> None:
    engine = create_engine(context.config.attributes["url"], poolclass=pool.NullPool)
    with engine.connect() as connection:
        connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        context.configure(connection=connection, version_table="schema_version", version_table_schema="public")
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
