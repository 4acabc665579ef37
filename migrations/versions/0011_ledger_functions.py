"""Appending to the ledger, and reading it for review."""

from alembic import op

revision = "0011"
down_revision = "0010"

SQL = r"""
-- Only while its functions change hands may a role create here.
grant create on schema ledger to hub_books, hub_reads;

-- One entry: leaf, payload, the family's number for it, what the review filters by, and the ticket of a look.
-- Durable when the caller's transaction is committed. Never changes or deletes anything.
create function ledger.append(p jsonb, p_leaf bytea, p_segments bytea[], p_cells uuid[], p_partitions text[],
    p_versions integer[], p_levels smallint[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
    set plan_cache_mode = force_generic_plan as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    id     uuid := (p ->> 'entry')::uuid;
    family uuid := (p ->> 'family')::uuid;
begin
    if current_setting('synchronous_commit') not in ('on', 'remote_apply') then
        raise exception 'synchronous_commit must be on' using errcode = 'HB011';
    end if;
    insert into ledger.entry (tenant_id, entry_id, agency, leaf, writer_id, writer_seq)
    values (tenant, id, caller, p_leaf, (p ->> 'writer')::uuid, (p ->> 'writer_seq')::bigint);
    insert into ledger.pending (tenant_id, entry_id) values (tenant, id);
    if p ? 'buckets' then
        insert into ledger.bucket (tenant_id, bucket_id, retention, retain_until)
        select tenant, b.id, b.retention, b.retain_until
        from jsonb_to_recordset(p -> 'buckets') as b (id uuid, retention text, retain_until date)
        on conflict do nothing;
        insert into ledger.bucket_key (tenant_id, bucket_id, holder, sealed)
        select tenant, b.id, k.key, decode(k.value, 'base64')
        from jsonb_to_recordset(p -> 'buckets') as b (id uuid, keys jsonb), jsonb_each_text(b.keys) as k
        on conflict do nothing;
    end if;
    insert into ledger.payload (tenant_id, entry_id, actor_bucket, case_bucket, segments)
    values (tenant, id, (p ->> 'actor_bucket')::uuid, (p ->> 'case_bucket')::uuid, p_segments);
    insert into ledger.index (tenant_id, entry_id, controllers, at, event, role, purpose, effect, pseudonym, family_id)
    values (tenant, id, array(select jsonb_array_elements_text(p -> 'controllers')), (p ->> 'at')::timestamptz,
            p ->> 'event', p ->> 'role', p ->> 'purpose', p ->> 'effect', p ->> 'pseudonym', family);
    if family is not null then
        insert into ledger.subject (tenant_id, family_id, family_seq, entry_id)
        values (tenant, family, (p ->> 'family_seq')::bigint, id)
        on conflict do nothing;
        if not found then
            raise exception 'that number is taken' using errcode = 'HB010';
        end if;
        if (p ->> 'family_seq')::bigint > 1 and not exists (
            select from ledger.subject b
            where b.tenant_id = tenant and b.family_id = family
              and b.family_seq = (p ->> 'family_seq')::bigint - 1) then
            raise exception 'the number before is not taken' using errcode = 'HB010';
        end if;
    end if;
    if p_cells is not null then
        insert into ledger.ticket (tenant_id, entry_id, family_id, epoch, at, cells, partitions, versions, levels)
        values (tenant, id, family, (p ->> 'epoch')::bigint, (p ->> 'at')::timestamptz, p_cells, p_partitions,
                p_versions, p_levels);
    end if;
end $$;
alter function ledger.append(jsonb, bytea, bytea[], uuid[], text[], integer[], smallint[]) owner to hub_books;
grant execute on function ledger.append(jsonb, bytea, bytea[], uuid[], text[], integer[], smallint[])
    to hub_jobcenter, hub_jugendamt, hub_provider, hub_family, hub_oversight, hub_loader;

-- The next number of a family's own numbering, for whoever was too late with the last.
create function ledger.next_seq(p_family uuid) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return coalesce((select b.family_seq from ledger.subject b
                     where b.tenant_id = current_setting('hub.tenant')::uuid and b.family_id = p_family
                     order by b.family_seq desc limit 1), 0) + 1;
end $$;
alter function ledger.next_seq(uuid) owner to hub_reads;
grant execute on function ledger.next_seq(uuid)
    to hub_jobcenter, hub_jugendamt, hub_provider, hub_family, hub_oversight, hub_loader;

-- What a data protection officer may read: entries of the one controller they act for, newest first. Demands the
-- committed entry of this very reading, so that reading the log is in the log (H5, H6).
create function ledger.read_log(p_entry uuid, p_controller text, p_before uuid, p_limit integer)
returns table (entry_id uuid, leaf bytea, at timestamptz, event text, role text, agency text, purpose text, effect text,
               pseudonym text, number text, segments bytea[], actor_bucket uuid, case_bucket uuid,
               actor_sealed bytea, case_sealed bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp
    set plan_cache_mode = force_generic_plan as $$
declare
    caller text := identity.enter();
    look   ledger.entry;
begin
    select * into look from ledger.entry e where e.entry_id = p_entry and e.agency = caller;
    if look.entry_id is null or not exists (select from ledger.index i
            where i.entry_id = p_entry and i.event = 'log.read' and i.effect <> 'deny'
              and i.controllers = array[p_controller]) then
        raise exception 'no such ticket' using errcode = 'HB020';
    end if;
    if look.xid = pg_current_xact_id_if_assigned() then
        raise exception 'the entry is not committed' using errcode = 'HB021';
    end if;
    if look.created_at < clock_timestamp() - interval '30 s' then
        raise exception 'the ticket is too old' using errcode = 'HB022';
    end if;
    return query
    select e.entry_id, e.leaf, i.at, i.event, i.role, e.agency, i.purpose, i.effect, i.pseudonym, f.number, p.segments,
        p.actor_bucket, p.case_bucket, ka.sealed, kc.sealed
    from ledger.index i
    join ledger.entry e on e.entry_id = i.entry_id
    left join ledger.payload p on p.entry_id = i.entry_id
    left join ledger.bucket_key ka on ka.bucket_id = p.actor_bucket and ka.holder = caller
    left join ledger.bucket_key kc on kc.bucket_id = p.case_bucket and kc.holder = caller
    left join core.family f on f.family_id = i.family_id
    where i.controllers @> array[p_controller] and (p_before is null or i.entry_id < p_before)
    order by i.entry_id desc limit least(p_limit, 200);
end $$;
alter function ledger.read_log(uuid, text, uuid, integer) owner to hub_reads;
grant execute on function ledger.read_log(uuid, text, uuid, integer) to hub_oversight;

revoke create on schema ledger from hub_books, hub_reads;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
