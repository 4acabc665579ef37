"""An export says which entries an erasure by list destroyed, and that who acted is gone though its key is held back."""

from alembic import op

revision = "0063"
down_revision = "0057"

SQL = r"""
-- Only while its functions change hands may a role create here.
grant create on schema ledger to hub_reads;

-- The entries of each erasure by list, by their ids in the order of their text: what its leaf holds the hash of.
create function ledger.erased_lists() returns table (erasure uuid, entries uuid[])
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return query
    select x.erasure, array_agg(x.entry_id order by x.entry_id::text collate "C") from ledger.erased x
    where x.tenant_id = current_setting('hub.tenant')::uuid group by x.erasure order by x.erasure;
end $$;

-- As before; one day, family and writer share a key, which may outlive the box of who acted.
create or replace function ledger.export_boxes(p_entry uuid, p_controller text, p_from bigint, p_until bigint)
returns table (leaf_index bigint, entry_id uuid, has_actor boolean, has_case boolean, segments bytea[],
               case_bucket uuid, case_sealed bytea, commitments bytea, part_has boolean[], part_boxes bytea[],
               part_buckets uuid[], part_sealed bytea[])
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    look   ledger.entry;
    found  ledger.index;
begin
    select * into look from ledger.entry e where e.tenant_id = tenant and e.entry_id = p_entry and e.agency = caller;
    select * into found from ledger.index i where i.tenant_id = tenant and i.entry_id = p_entry and i.part = 0
        and i.event = 'log.export' and i.effect <> 'deny' and i.controllers = array[p_controller];
    if look.entry_id is null or found.entry_id is null then
        raise exception 'no such ticket' using errcode = 'HB020';
    end if;
    if look.xid = pg_current_xact_id_if_assigned() then
        raise exception 'the entry is not committed' using errcode = 'HB021';
    end if;
    if look.created_at < clock_timestamp() - interval '1 hour' then
        raise exception 'the ticket is too old' using errcode = 'HB022';
    end if;
    return query
    select l.leaf_index, l.entry_id,
        length(p.segments[1]) > 0
            and exists (select from ledger.bucket_key k where k.tenant_id = tenant and k.bucket_id = p.actor_bucket),
        exists (select from ledger.bucket_key k where k.tenant_id = tenant and k.bucket_id = p.case_bucket),
        case when m.mine then p.segments end, p.case_bucket, kc.sealed, t.commitments, n.has, n.boxes, n.buckets,
        n.sealed
    from ledger.leaf l
    left join ledger.payload p on p.tenant_id = tenant and p.entry_id = l.entry_id
    cross join lateral (
        select exists (select from ledger.index i where i.tenant_id = tenant and i.entry_id = l.entry_id and i.part = 0
                       and i.agency = p_controller) as mine) m
    left join ledger.bucket_key kc on m.mine and kc.tenant_id = tenant and kc.bucket_id = p.case_bucket
        and kc.holder = caller
    left join ledger.part_commitments t on t.tenant_id = tenant and t.entry_id = l.entry_id
    left join lateral (
        select array_agg(exists (select from ledger.bucket_key k where k.tenant_id = tenant
                                 and k.bucket_id = b.bucket_id) order by g.part) as has,
            array_agg(case when m.mine then b.box end order by g.part) as boxes,
            array_agg(b.bucket_id order by g.part) as buckets,
            array_agg(k.sealed order by g.part) as sealed
        from generate_series(1, length(t.commitments) / 32) as g (part)
        left join ledger.part b on b.tenant_id = tenant and b.entry_id = l.entry_id and b.part = g.part
        left join ledger.bucket_key k on m.mine and k.tenant_id = tenant and k.bucket_id = b.bucket_id
            and k.holder = caller
    ) n on t.commitments is not null
    where l.tenant_id = tenant and l.leaf_index >= p_from and l.leaf_index < p_until
    order by l.leaf_index;
end $$;

alter function ledger.erased_lists() owner to hub_reads;
revoke execute on function ledger.erased_lists() from public;
grant execute on function ledger.erased_lists() to hub_oversight;

revoke create on schema ledger from hub_reads;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
