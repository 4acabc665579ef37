"""Schemas, and who is calling."""

from alembic import op

revision = "0002"
down_revision = "0001"

SQL = r"""
create schema core;
create schema sgb2;
create schema sgb8;
create schema provider;
create schema fam;
create schema consent;
create schema ledger;
create schema identity;
create schema record;

grant usage on schema record, core, consent, ledger, identity to hub_reads, hub_writes, hub_books;
grant usage on schema record, consent, ledger, identity
    to hub_jobcenter, hub_jugendamt, hub_provider, hub_family, hub_oversight, hub_loader;
alter default privileges revoke execute on functions from public;

-- Which tenant and which agency a login serves. A second Kreis in the same database gets logins of its own.
create table identity.login (
    tenant_id  uuid not null,
    login_name name not null,
    agency     text not null check (agency in ('jobcenter', 'jugendamt', 'provider', 'family', 'oversight', 'loader')),
    primary key (login_name)
);
grant select on identity.login to hub_reads, hub_writes, hub_books;

-- Whose words count here: the login's, never the client's. Sets them for the rest of the transaction.
create function identity.enter() returns text language plpgsql as $$
declare
    caller identity.login;
begin
    select * into caller from identity.login where login_name = session_user;
    if not found then
        raise exception 'this login serves no tenant' using errcode = 'HB001';
    end if;
    perform set_config('hub.tenant', caller.tenant_id::text, true), set_config('hub.agency', caller.agency, true);
    return caller.agency;
end $$;
grant execute on function identity.enter() to hub_reads, hub_writes, hub_books;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
