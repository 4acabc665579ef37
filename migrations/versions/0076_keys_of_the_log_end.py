"""Keys of the log are sealed to months: each reader seals what lives anew, and only what is sealed to itself."""

from alembic import op

revision = "0076"
down_revision = "0075"

SQL = r"""
grant create on schema ledger to hub_erases;
grant update (sealed) on ledger.bucket_key to hub_erases;

-- The month that a box names; '' for one that is sealed to the lasting key. Whoever writes into the log may have sealed
-- anything: what is no text stops nobody who counts.
create function ledger.month_of(p_sealed bytea) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
    select case when length(p_sealed) > 80 then encode(substr(p_sealed, 1, 7), 'escape') else '' end
$$;
alter function ledger.month_of(bytea) owner to hub_erases;

create function ledger.keys_of_ended_months(p_month text) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    return (select count(*) from ledger.bucket_key k
            where k.tenant_id = current_setting('hub.tenant')::uuid and k.holder = caller
              and ledger.month_of(k.sealed) < p_month);
end $$;

create function ledger.keys_to_turn(p_month text, p_after uuid, p_limit integer)
returns table (bucket_id uuid, sealed bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    return query
    select k.bucket_id, k.sealed from ledger.bucket_key k
    where k.tenant_id = current_setting('hub.tenant')::uuid and k.holder = caller
      and ledger.month_of(k.sealed) < p_month and (p_after is null or k.bucket_id > p_after)
    order by k.bucket_id limit least(p_limit, 1000);
end $$;

-- Against the committed entry that this caller turns keys. What a caller's own keys say is its own loss: nobody else's
-- are touched, and none is added or taken away.
create function ledger.turn_keys(p_entry uuid, p_buckets uuid[], p_sealed bytea[]) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    found  ledger.entry;
    turned bigint;
begin
    select e.* into found from ledger.entry e
    join ledger.index i on i.tenant_id = e.tenant_id and i.entry_id = e.entry_id and i.event = 'log.keys_turned'
    where e.tenant_id = tenant and e.entry_id = p_entry and e.agency = caller;
    if found.entry_id is null then
        raise exception 'no such turn' using errcode = 'HB020';
    end if;
    if found.xid = pg_current_xact_id_if_assigned() then
        raise exception 'the entry is not committed' using errcode = 'HB021';
    end if;
    update ledger.bucket_key k set sealed = n.sealed
    from unnest(p_buckets, p_sealed) as n (bucket_id, sealed)
    where k.tenant_id = tenant and k.holder = caller and k.bucket_id = n.bucket_id
      and ledger.month_of(n.sealed) > ledger.month_of(k.sealed);
    get diagnostics turned = row_count;
    return turned;
end $$;

do $$
declare
    f regprocedure;
begin
    foreach f in array array['ledger.keys_of_ended_months(text)', 'ledger.keys_to_turn(text, uuid, integer)',
        'ledger.turn_keys(uuid, uuid[], bytea[])']::regprocedure[]
    loop
        execute format('alter function %s owner to hub_erases', f);
        execute format('revoke execute on function %s from public', f);
        execute format('grant execute on function %s
            to hub_jobcenter, hub_jugendamt, hub_provider, hub_family, hub_oversight', f);
    end loop;
end $$;
revoke create on schema ledger from hub_erases;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
