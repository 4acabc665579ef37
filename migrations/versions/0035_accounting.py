"""What was signed can be shown (Art. 7 Abs. 1 GDPR): families with papers, for whoever holds the loader's login."""

from alembic import op

revision = "0035"
down_revision = "0031"

SQL = r"""
grant create on schema consent, identity to hub_reads;

-- The families about which something was signed, in the order of their numbers.
create function consent.families() returns table (number text, family_id uuid)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return query
    select f.number, f.family_id from core.family f
    where exists (select from consent.paper p where p.family_id = f.family_id) order by f.number;
end $$;

-- The agencies that are controllers of a partition of their own, by kind.
create function identity.controllers() returns table (kind text, name text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return query
    select g.kind, g.name from identity.agency g where g.kind in ('jobcenter', 'jugendamt') order by g.kind, g.unit;
end $$;

do $$
declare
    f regprocedure;
begin
    foreach f in array array['consent.families()', 'identity.controllers()']::regprocedure[] loop
        execute format('alter function %s owner to hub_reads', f);
        execute format('revoke execute on function %s from public', f);
    end loop;
end $$;
grant execute on function consent.families(), identity.controllers(), consent.papers(uuid),
    identity.recipients(uuid, uuid, date) to hub_loader;

revoke create on schema consent, identity from hub_reads;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
