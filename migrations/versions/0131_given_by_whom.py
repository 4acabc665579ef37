"""What is given to an owner is read with whose process wrote it down and about which family: it may say no other."""

from alembic import op

revision = "0131"
down_revision = "0125"

SQL = r"""
grant create on schema ledger to hub_reads;

-- As before; with the agency whose process wrote each look down and the number of its family, and of one agency alone
-- if one is named.
drop function ledger.read_given(uuid, timestamptz, integer);
create function ledger.read_given(p_entry uuid, p_before timestamptz, p_limit integer, p_agency text)
returns table (entry_id uuid, leaf bytea, agency text, number text, at timestamptz, bucket_id uuid, sealed bytea,
               box bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    look   ledger.index;
begin
    look := ledger.check_reading(caller, p_entry, case when exists (
        select from ledger.index x where x.tenant_id = tenant and x.entry_id = p_entry and x.event = 'consent.read')
        then 'consent.read' else 'log.read' end);
    return query
    select i.entry_id, e.leaf, e.agency, f.number, i.at, g.bucket_id, k.sealed, g.box
    from ledger.index i
    join core.family f on f.tenant_id = tenant and f.family_id = i.family_id
    join ledger.payload p on p.tenant_id = tenant and p.entry_id = i.entry_id and p.given_buckets is not null
    join ledger.entry e on e.tenant_id = tenant and e.entry_id = i.entry_id and e.agency = coalesce(p_agency, e.agency)
    cross join lateral unnest(p.given_buckets, p.given) as g (bucket_id, box)
    join ledger.bucket_key k on k.tenant_id = tenant and k.bucket_id = g.bucket_id and k.holder = caller
    where i.tenant_id = tenant and i.family_id = look.family_id and i.part = 0
      and (p_before is null or i.at < p_before)
    order by i.at desc, i.entry_id desc
    limit least(p_limit, 5001);
end $$;
alter function ledger.read_given(uuid, timestamptz, integer, text) owner to hub_reads;
revoke execute on function ledger.read_given(uuid, timestamptz, integer, text) from public;
grant execute on function ledger.read_given(uuid, timestamptz, integer, text)
    to hub_jobcenter, hub_jugendamt, hub_provider;

revoke create on schema ledger from hub_reads;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
