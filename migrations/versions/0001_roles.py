"""Roles: logins without any right, and the three that hold the rights for functions."""

from alembic import op

revision = "0001"
down_revision = None

SQL = r"""
do $$
declare
    name text;
    may  boolean;
begin
    foreach name in array array['hub_reads', 'hub_writes', 'hub_books'] loop
        if not exists (select from pg_roles where rolname = name) then
            execute format('create role %I nologin nobypassrls', name);
        end if;
        execute format('select pg_has_role(current_user, %L, %L)', name,
            case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end) into may;
        if not may then
            execute format('grant %I to %I', name, current_user);
        end if;
    end loop;
    foreach name in array array['hub_jobcenter', 'hub_jugendamt', 'hub_provider', 'hub_family', 'hub_oversight',
                                'hub_loader'] loop
        if not exists (select from pg_roles where rolname = name) then
            execute format('create role %I login nobypassrls noinherit', name);
            -- A family's numbering waits for whoever holds it: not for long.
            execute format('alter role %I set idle_in_transaction_session_timeout = ''10s''', name);
            execute format('alter role %I set lock_timeout = ''5s''', name);
        end if;
    end loop;
end $$;

revoke create on schema public from public;
do $$ begin execute format('revoke all on database %I from public', current_database()); end $$;
do $$ begin execute format('grant connect on database %I to hub_jobcenter, hub_jugendamt, hub_provider, hub_family,
    hub_oversight, hub_loader', current_database()); end $$;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
