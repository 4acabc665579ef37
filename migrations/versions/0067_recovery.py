"""A log that lost its end gets it back from the witnesses; the clerk asks them too."""

from alembic import op

revision = "0067"
down_revision = "0066"

SQL = r"""
-- Whoever puts back what the log lost: entries without their words, their places, tiles and head. It sees no payload.
do $$
begin
    if not exists (select from pg_roles where rolname = 'hub_restores') then
        create role hub_restores nologin nobypassrls noinherit;
    end if;
    execute format('grant hub_restores to %I', current_user);
end $$;
grant usage on schema ledger, core, identity to hub_restores;
grant create on schema ledger to hub_restores, hub_erases;
grant execute on function identity.enter() to hub_restores;
grant select on identity.login, ledger.entry, ledger.pending, ledger.leaf, ledger.tile, ledger.head, ledger.subject,
    ledger.erased to hub_restores;
grant select (tenant_id, family_id) on core.family to hub_restores;
grant insert on ledger.entry, ledger.leaf, ledger.tile, ledger.head, ledger.subject, ledger.erased to hub_restores;
grant update on ledger.tile, ledger.head to hub_restores;
grant delete on ledger.pending to hub_restores;

-- The committed size that is gone on from, what waits meanwhile, and nobody else at work until this transaction ends:
-- no sequencer, and no entry that would take a number which a lost one had.
create function ledger.begin_recovery(p_size bigint, p_root bytea) returns table (entry_id uuid)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
begin
    perform identity.enter();
    tenant := current_setting('hub.tenant')::uuid;
    if not pg_try_advisory_xact_lock(hashtextextended('hub sequencer ' || tenant::text, 0)) then
        raise exception 'a sequencer is at work' using errcode = 'HB040';
    end if;
    lock table ledger.pending in share row exclusive mode;
    if p_size <> coalesce((select h.size from ledger.head h where h.tenant_id = tenant), 0)
       or p_size > 0 and p_root <> (select h.root from ledger.head h where h.tenant_id = tenant) then
        raise exception 'the tree has another size' using errcode = 'HB040';
    end if;
    return query select p.entry_id from ledger.pending p where p.tenant_id = tenant;
end $$;

-- The entry of an incident by this caller in this very transaction; what its leaf says that was lost.
create function ledger.check_incident(p_incident uuid) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    told   jsonb;
begin
    select convert_from(e.leaf, 'UTF8')::jsonb into told from ledger.entry e
    where e.tenant_id = current_setting('hub.tenant')::uuid and e.entry_id = p_incident and e.agency = caller
      and e.xid = pg_current_xact_id();
    if told is null or told ->> 't' <> 'log.incident' or told -> 'er' is null then
        raise exception 'the change has no entry' using errcode = 'HB012';
    end if;
    return told -> 'er';
end $$;

-- Entries as the witnesses kept them, byte for byte, at their places. Of one that lies here still, the bytes must be
-- the same: it only waited. Those that do not are named as lost, since their words are. `mirror`: nobody's own entry.
create function ledger.put_back(p_incident uuid, p_start bigint, p_leaves bytea[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
begin
    perform ledger.check_incident(p_incident);
    tenant := current_setting('hub.tenant')::uuid;
    if exists (select from unnest(p_leaves) as n (leaf)
               join ledger.entry e on e.tenant_id = tenant
                   and e.entry_id = (convert_from(n.leaf, 'UTF8')::jsonb ->> 'id')::uuid
               where e.leaf <> n.leaf) then
        raise exception 'another entry has this id' using errcode = 'HB041';
    end if;
    with told as (
        select n.leaf, convert_from(n.leaf, 'UTF8')::jsonb as words from unnest(p_leaves) as n (leaf)
    ), fresh as (
        insert into ledger.entry (tenant_id, entry_id, agency, leaf, writer_id, writer_seq)
        select tenant, (t.words ->> 'id')::uuid, 'mirror', t.leaf, (t.words ->> 'w')::uuid,
            (t.words ->> 'ws')::bigint
        from told t on conflict (tenant_id, entry_id) do nothing
        returning entry_id
    )
    insert into ledger.erased (tenant_id, erasure, entry_id) select tenant, p_incident, f.entry_id from fresh f;
    delete from ledger.pending p using unnest(p_leaves) as n (leaf)
    where p.tenant_id = tenant and p.entry_id = (convert_from(n.leaf, 'UTF8')::jsonb ->> 'id')::uuid;
    insert into ledger.leaf (tenant_id, leaf_index, entry_id)
    select tenant, p_start + n.place - 1, (convert_from(n.leaf, 'UTF8')::jsonb ->> 'id')::uuid
    from unnest(p_leaves) with ordinality as n (leaf, place);
end $$;

-- Tiles and head over what was put back, all or nothing. No leaf says which family an entry was about: the numbering of
-- each goes on behind as many numbers as entries were lost, so none is given a second time.
create function ledger.regrow(p_incident uuid, p_size bigint, p_grown bigint, p_levels smallint[], p_indexes bigint[],
    p_data bytea[], p_peaks bytea, p_root bytea) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    told   jsonb := ledger.check_incident(p_incident);
    tenant uuid := current_setting('hub.tenant')::uuid;
    lost   bigint;
    hash   text;
begin
    if current_setting('synchronous_commit') not in ('on', 'remote_apply') then
        raise exception 'synchronous_commit must be on' using errcode = 'HB011';
    end if;
    select count(*), encode(sha256(convert_to(
        coalesce(string_agg(x.entry_id || E'\n', '' order by x.entry_id::text collate "C"), ''), 'UTF8')), 'hex')
    into lost, hash from ledger.erased x where x.tenant_id = tenant and x.erasure = p_incident;
    if told <> jsonb_build_object('n', lost, 'h', hash) then
        raise exception 'the entry says something else' using errcode = 'HB020';
    end if;
    if not (select count(*) = p_grown - p_size and max(l.leaf_index) = p_grown - 1 from ledger.leaf l
            where l.tenant_id = tenant and l.leaf_index >= p_size) then
        raise exception 'not all places are taken' using errcode = 'HB040';
    end if;
    insert into ledger.tile as t (tenant_id, level, tile_index, data)
    select tenant, n.level, n.tile_index, n.data from unnest(p_levels, p_indexes, p_data) as n (level, tile_index, data)
    on conflict (tenant_id, level, tile_index) do update set data = excluded.data;
    if p_size = 0 then
        insert into ledger.head (tenant_id, size, peaks, root) values (tenant, p_grown, p_peaks, p_root)
        on conflict do nothing;
    else
        update ledger.head h set size = p_grown, peaks = p_peaks, root = p_root, updated_at = clock_timestamp()
        where h.tenant_id = tenant and h.size = p_size;
    end if;
    if not found then
        raise exception 'the tree has another size' using errcode = 'HB040';
    end if;
    if lost > 0 then
        insert into ledger.subject (tenant_id, family_id, family_seq, entry_id)
        select tenant, f.family_id, lost + coalesce((select max(s.family_seq) from ledger.subject s
            where s.tenant_id = tenant and s.family_id = f.family_id), 0), p_incident
        from core.family f where f.tenant_id = tenant;
    end if;
    perform pg_notify('hub_sequenced', p_grown::text);
    return lost;
end $$;

-- As before: a family's register. An erasure of the same entries whose list was lost with the end of the log, and that
-- came back from a witness, gets its list again: the same hash stands in both.
create or replace function ledger.erase_register(p_entry uuid, p_family uuid, p_ended_by date, p_day date)
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    told   jsonb := ledger.announced(p_entry);
    tenant uuid := current_setting('hub.tenant')::uuid;
    due    uuid[];
    keys   uuid[];
begin
    select d.entries into due from ledger.due_in_register(p_ended_by, p_day) d where d.family_id = p_family;
    if due is null or told <> jsonb_build_object('n', cardinality(due), 'h', encode(sha256(convert_to(
            (select string_agg(x.id || E'\n', '' order by x.id collate "C") from unnest(due::text[]) as x (id)),
            'UTF8')), 'hex')) then
        raise exception 'the entry says something else' using errcode = 'HB020';
    end if;
    insert into ledger.erased (tenant_id, erasure, entry_id)
    select tenant, e.entry_id, x.id from unnest(due) as x (id) cross join ledger.entry e
    where e.tenant_id = tenant and (e.entry_id = p_entry or e.agency = 'mirror'
            and convert_from(e.leaf, 'UTF8')::jsonb -> 'er' = told
            and not exists (select from ledger.erased o where o.tenant_id = tenant and o.erasure = e.entry_id));
    keys := array(select coalesce(p.case_bucket, q.bucket_id)
                  from ledger.index i
                  left join ledger.payload p on p.tenant_id = tenant and p.entry_id = i.entry_id and i.part = 0
                  left join ledger.part q on q.tenant_id = tenant and q.entry_id = i.entry_id and q.part = i.part
                  where i.tenant_id = tenant and i.entry_id = any(due) and i.family_id = p_family);
    delete from ledger.subject s
    where s.tenant_id = tenant and s.family_id = p_family and s.entry_id = any(due)
      and s.family_seq < (select max(n.family_seq) from ledger.subject n
                          where n.tenant_id = tenant and n.family_id = p_family);
    delete from ledger.part q using ledger.index i
    where i.tenant_id = tenant and i.entry_id = any(due) and i.family_id = p_family and q.tenant_id = tenant
      and q.entry_id = i.entry_id and q.part = i.part;
    delete from ledger.payload p using ledger.index i
    where i.tenant_id = tenant and i.entry_id = any(due) and i.family_id = p_family and i.part = 0
      and p.tenant_id = tenant and p.entry_id = i.entry_id;
    delete from ledger.index i where i.tenant_id = tenant and i.entry_id = any(due) and i.family_id = p_family;
    delete from ledger.bucket_key k where k.tenant_id = tenant and k.bucket_id = any(keys);
    return cardinality(due);
end $$;

do $$
declare
    f regprocedure;
begin
    foreach f in array array['ledger.begin_recovery(bigint, bytea)', 'ledger.check_incident(uuid)',
        'ledger.put_back(uuid, bigint, bytea[])',
        'ledger.regrow(uuid, bigint, bigint, smallint[], bigint[], bytea[], bytea, bytea)']::regprocedure[]
    loop
        execute format('alter function %s owner to hub_restores', f);
        execute format('revoke execute on function %s from public', f);
    end loop;
end $$;
grant execute on function ledger.begin_recovery(bigint, bytea), ledger.put_back(uuid, bigint, bytea[]),
    ledger.regrow(uuid, bigint, bigint, smallint[], bigint[], bytea[], bytea, bytea) to hub_loader;
-- Whether this is the log that was witnessed, before the clerk writes or destroys anything.
grant execute on function ledger.edge(bigint), ledger.tree_head(), ledger.newest_checkpoint(boolean) to hub_clerk;

revoke create on schema ledger from hub_restores, hub_erases;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
