"""What is asked of a database around its backup. Signed in as one who may do everything there."""

from hub.db.database import Database

_REVISION = "select version_num from public.schema_version"
_SCHEMAS = """
select nspname from pg_namespace
where nspname not like 'pg\\_%' and nspname <> 'information_schema' and nspname <> 'public'
"""
_TABLES = """
select 1 from pg_class join pg_namespace on pg_namespace.oid = relnamespace
where nspname not like 'pg\\_%' and nspname <> 'information_schema' limit 1
"""
_CLEAR = """
do $$ declare name text; begin
    for name in select nspname from pg_namespace
        where nspname not like 'pg\\_%' and nspname not in ('information_schema', 'public')
    loop
        execute format('drop schema %I cascade', name);
    end loop;
    for name in select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
    loop
        execute format('drop table public.%I cascade', name);
    end loop;
end $$
"""


def load_revision(db: Database) -> str:
    """The last migration that a database has seen. DatabaseRefused where it never saw one."""
    return str(db.rows(_REVISION)[0][0])


def is_empty(db: Database) -> bool:
    """Nothing was ever put into it: no schema, no table, no view."""
    return not db.rows(_SCHEMAS) and not db.rows(_TABLES)


def clear(db: Database) -> None:
    """Take out everything, roles and rights on the database itself excepted. In one transaction."""
    with db.begin() as tx:
        tx.rows(_CLEAR)
