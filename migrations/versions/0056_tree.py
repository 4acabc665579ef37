"""The tree over the entries: leaves, tiles, head and checkpoints; who puts entries in, and who signs."""

from alembic import op

revision = "0056"
down_revision = "0054"

SQL = r"""
do $$
declare
    name text;
    may  boolean;
begin
    if not exists (select from pg_roles where rolname = 'hub_tree') then
        create role hub_tree nologin nobypassrls;
    end if;
    execute format('select pg_has_role(current_user, ''hub_tree'', %L)',
        case when current_setting('server_version_num')::int >= 160000 then 'set' else 'member' end) into may;
    if not may then
        execute format('grant hub_tree to %I', current_user);
    end if;
    foreach name in array array['hub_sequencer', 'hub_signer'] loop
        if not exists (select from pg_roles where rolname = name) then
            execute format('create role %I login nobypassrls noinherit', name);
            execute format('alter role %I set idle_in_transaction_session_timeout = ''10s''', name);
            execute format('alter role %I set lock_timeout = ''5s''', name);
        end if;
        execute format('grant connect on database %I to %I', current_database(), name);
    end loop;
end $$;
alter table identity.login drop constraint login_agency_check;
alter table identity.login add constraint login_agency_check
    check (agency in ('jobcenter', 'jugendamt', 'provider', 'family', 'oversight', 'loader', 'clerk', 'sequencer',
                      'signer'));
grant usage on schema ledger to hub_sequencer, hub_signer;
grant usage on schema ledger, identity to hub_tree;
grant select on identity.login to hub_tree;
grant execute on function identity.enter() to hub_tree;

-- Only while its functions change hands may a role create here.
grant create on schema ledger to hub_tree;

-- The place of an entry in the tree, without a gap. Its hash is worked out from the entry's own bytes, never kept here.
create table ledger.leaf (
    tenant_id  uuid not null,
    leaf_index bigint not null check (leaf_index >= 0),
    entry_id   uuid not null,
    primary key (tenant_id, leaf_index),
    unique (tenant_id, entry_id),
    foreign key (tenant_id, entry_id) references ledger.entry
);

-- Hashes, 32 bytes each and at most 256 in a tile (C2SP tlog-tiles). Level 0 are leaves. The right edge grows.
create table ledger.tile (
    tenant_id  uuid not null,
    level      smallint not null check (level between 0 and 6),
    tile_index bigint not null check (tile_index >= 0),
    data       bytea not null check (length(data) between 32 and 8192 and length(data) % 32 = 0),
    primary key (tenant_id, level, tile_index)
);
alter table ledger.tile alter column data set storage external;

-- How large the tree is: the peaks are the roots of its perfect parts, largest first (RFC 6962).
create table ledger.head (
    tenant_id  uuid not null,
    size       bigint not null check (size >= 0),
    peaks      bytea not null,
    root       bytea not null check (length(root) = 32),
    updated_at timestamptz not null default clock_timestamp(),
    primary key (tenant_id)
);

-- What was signed, with the cosignatures that it got. Published means: as many as the policy asks for.
create table ledger.checkpoint (
    tenant_id    uuid not null,
    signed_at    timestamptz not null,
    size         bigint not null check (size >= 0),
    root         bytea not null check (length(root) = 32),
    note         text not null check (length(note) <= 65535),
    cosigned_by  text[] not null,
    published_at timestamptz,
    primary key (tenant_id, signed_at)
);
create index checkpoint_published on ledger.checkpoint (tenant_id, signed_at desc) where published_at is not null;

do $$
declare
    t text;
begin
    foreach t in array array['leaf', 'tile', 'head', 'checkpoint'] loop
        execute format('alter table ledger.%I enable row level security', t);
        execute format('alter table ledger.%I force row level security', t);
        execute format($policy$create policy tenant on ledger.%I
            using (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)
            with check (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)$policy$, t);
        execute format('grant select, insert on ledger.%I to hub_tree', t);
    end loop;
end $$;
grant update on ledger.tile, ledger.head to hub_tree;
grant select, delete on ledger.pending to hub_tree;
grant select (tenant_id, entry_id, agency, leaf, created_at) on ledger.entry to hub_tree;

create trigger only_grows before update or delete or truncate on ledger.leaf
    for each statement execute function ledger.refuse_change();
create trigger only_grows before update or delete or truncate on ledger.checkpoint
    for each statement execute function ledger.refuse_change();
create trigger only_grows before delete or truncate on ledger.tile
    for each statement execute function ledger.refuse_change();
create trigger only_grows before delete or truncate on ledger.head
    for each statement execute function ledger.refuse_change();

-- A tile takes hashes at its end, a head only grows. The witnesses find out who does otherwise; this stops mistakes.
create function ledger.refuse_shrinking() returns trigger language plpgsql as $$
begin
    if tg_table_name = 'tile' then
        if substring(new.data from 1 for length(old.data)) = old.data and (new.level, new.tile_index)
            = (old.level, old.tile_index) then
            return new;
        end if;
    elsif new.size > old.size then
        return new;
    end if;
    raise exception 'the ledger only grows' using errcode = '42501';
end $$;
create trigger only_grows_on before update on ledger.tile
    for each row execute function ledger.refuse_shrinking();
create trigger only_grows_on before update on ledger.head
    for each row execute function ledger.refuse_shrinking();

-- Rows come and go here, and the right edge is written again and again: clear away early.
alter table ledger.pending set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
alter table ledger.tile set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 200);
alter table ledger.head set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200, fillfactor = 50);

-- The unfinished tile of each level of a tree of this size: all that it takes to know its root, and to go on.
create function ledger.edge(p_size bigint) returns table (level smallint, data bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return query
    select t.level, substring(t.data from 1 for 32 * n.wide)
    from generate_series(0, 6) as l (level)
    cross join lateral (select ((p_size >> (8 * l.level)) & 255)::integer as wide) n
    join ledger.tile t on t.level = l.level and t.tile_index = p_size >> (8 * (l.level + 1))
    where t.tenant_id = current_setting('hub.tenant')::uuid and n.wide > 0
    order by t.level;
end $$;

-- For the sequencer: what waits, oldest first, with the head to go on from. Nothing while another one is at work: the
-- lock lasts as long as the transaction.
create function ledger.waiting(p_most integer)
returns table (size bigint, levels smallint[], edges bytea[], entries uuid[], leaves bytea[])
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
    now_at bigint;
begin
    perform identity.enter();
    tenant := current_setting('hub.tenant')::uuid;
    if not pg_try_advisory_xact_lock(hashtextextended('hub sequencer ' || tenant::text, 0)) then
        return;
    end if;
    now_at := coalesce((select h.size from ledger.head h where h.tenant_id = tenant), 0);
    return query
    with w as materialized (
        select p.entry_id, e.leaf from
        (select x.entry_id from ledger.pending x where x.tenant_id = tenant order by x.entry_id limit p_most) p
        join ledger.entry e on e.tenant_id = tenant and e.entry_id = p.entry_id
    )
    select now_at, array(select g.level from ledger.edge(now_at) g order by g.level),
        array(select g.data from ledger.edge(now_at) g order by g.level),
        array(select w.entry_id from w order by w.entry_id), array(select w.leaf from w order by w.entry_id);
end $$;

-- One batch, all or nothing: entries leave the waiting room and get their places, tiles and head grow.
create function ledger.integrate(p_size bigint, p_entries uuid[], p_levels smallint[], p_indexes bigint[],
    p_data bytea[], p_peaks bytea, p_root bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
    grown  bigint := p_size + cardinality(p_entries);
    done   bigint;
begin
    perform identity.enter();
    tenant := current_setting('hub.tenant')::uuid;
    if current_setting('synchronous_commit') not in ('on', 'remote_apply') then
        raise exception 'synchronous_commit must be on' using errcode = 'HB011';
    end if;
    delete from ledger.pending p where p.tenant_id = tenant and p.entry_id = any (p_entries);
    get diagnostics done = row_count;
    if done <> cardinality(p_entries) or done = 0 then
        raise exception 'not all of these wait' using errcode = 'HB040';
    end if;
    insert into ledger.leaf (tenant_id, leaf_index, entry_id)
    select tenant, p_size + n.place - 1, n.entry from unnest(p_entries) with ordinality as n (entry, place);
    insert into ledger.tile as t (tenant_id, level, tile_index, data)
    select tenant, n.level, n.tile_index, n.data from unnest(p_levels, p_indexes, p_data) as n (level, tile_index, data)
    on conflict (tenant_id, level, tile_index) do update set data = excluded.data;
    if p_size = 0 then
        insert into ledger.head (tenant_id, size, peaks, root) values (tenant, grown, p_peaks, p_root)
        on conflict do nothing;
    else
        update ledger.head h set size = grown, peaks = p_peaks, root = p_root, updated_at = clock_timestamp()
        where h.tenant_id = tenant and h.size = p_size;
    end if;
    if not found then
        raise exception 'the tree has another size' using errcode = 'HB040';
    end if;
    -- Those who wait hear of it when this is committed. Nobody else notifies: no append waits for this lock.
    perform pg_notify('hub_sequenced', grown::text);
end $$;

-- How large the tree is and what its root is; no row before the first entry.
create function ledger.tree_head() returns table (size bigint, root bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return query select h.size, h.root from ledger.head h where h.tenant_id = current_setting('hub.tenant')::uuid;
end $$;

-- The bytes of entries by their places. Nothing personal is in them.
create function ledger.leaves(p_from bigint, p_until bigint) returns table (leaf_index bigint, leaf bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return query
    select l.leaf_index, e.leaf from ledger.leaf l
    join ledger.entry e on e.tenant_id = l.tenant_id and e.entry_id = l.entry_id
    where l.tenant_id = current_setting('hub.tenant')::uuid and l.leaf_index >= p_from and l.leaf_index < p_until
    order by l.leaf_index;
end $$;

-- Tiles by level and index, as far as they have grown.
create function ledger.tiles(p_levels smallint[], p_indexes bigint[])
returns table (level smallint, tile_index bigint, data bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return query
    select t.level, t.tile_index, t.data from unnest(p_levels, p_indexes) as n (level, tile_index)
    join ledger.tile t on t.tenant_id = current_setting('hub.tenant')::uuid
        and t.level = n.level and t.tile_index = n.tile_index;
end $$;

-- What the signer made, for good. Nothing is signed before it is in the tree, and no time is signed twice.
create function ledger.publish(p_size bigint, p_root bytea, p_note text, p_signed_at timestamptz, p_cosigned_by text[],
    p_published boolean) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
begin
    perform identity.enter();
    tenant := current_setting('hub.tenant')::uuid;
    if p_size > coalesce((select h.size from ledger.head h where h.tenant_id = tenant), 0) then
        raise exception 'the tree is not that large' using errcode = 'HB040';
    end if;
    insert into ledger.checkpoint (tenant_id, signed_at, size, root, note, cosigned_by, published_at)
    values (tenant, p_signed_at, p_size, p_root, p_note, p_cosigned_by,
            case when p_published then clock_timestamp() end);
end $$;

-- The newest checkpoint that was signed, and the newest that was published too.
create function ledger.newest_checkpoint(p_published boolean)
returns table (size bigint, root bytea, note text, signed_at timestamptz, published_at timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return query
    select c.size, c.root, c.note, c.signed_at, c.published_at from ledger.checkpoint c
    where c.tenant_id = current_setting('hub.tenant')::uuid and (not p_published or c.published_at is not null)
    order by c.signed_at desc limit 1;
end $$;

-- How fresh the evidence is. Instants of this machine, not of a demonstration's clock.
create function ledger.freshness()
returns table (now timestamptz, size bigint, waiting_since timestamptz, published_at timestamptz,
               published_size bigint, published_root bytea, begun_at timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
begin
    perform identity.enter();
    tenant := current_setting('hub.tenant')::uuid;
    return query
    select clock_timestamp(), coalesce((select h.size from ledger.head h where h.tenant_id = tenant), 0),
        (select e.created_at from (select x.entry_id from ledger.pending x where x.tenant_id = tenant
                                   order by x.entry_id limit 1) p
         join ledger.entry e on e.tenant_id = tenant and e.entry_id = p.entry_id),
        c.published_at, c.size, c.root,
        (select e.created_at from ledger.leaf l
         join ledger.entry e on e.tenant_id = tenant and e.entry_id = l.entry_id
         where l.tenant_id = tenant and l.leaf_index = coalesce(c.size, 0))
    from (select) one left join lateral (
        select x.published_at, x.size, x.root from ledger.checkpoint x
        where x.tenant_id = tenant and x.published_at is not null order by x.signed_at desc limit 1) c on true;
end $$;

-- The place of an entry that this very agency wrote; none as long as it waits.
create function ledger.place_of(p_entry uuid) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    return (select l.leaf_index from ledger.leaf l
            join ledger.entry e on e.tenant_id = l.tenant_id and e.entry_id = l.entry_id
            where l.tenant_id = current_setting('hub.tenant')::uuid and l.entry_id = p_entry and e.agency = caller);
end $$;

do $$
declare
    f regprocedure;
    name text;
    own text := 'integrate(bigint, uuid[], smallint[], bigint[], bytea[], bytea, bytea)';
begin
    foreach name in array array['edge(bigint)', 'waiting(integer)', own, 'tree_head()', 'leaves(bigint, bigint)',
        'tiles(smallint[], bigint[])', 'publish(bigint, bytea, text, timestamptz, text[], boolean)',
        'newest_checkpoint(boolean)', 'freshness()', 'place_of(uuid)'] loop
        f := ('ledger.' || name)::regprocedure;
        execute format('alter function %s owner to hub_tree', f);
        execute format('revoke execute on function %s from public', f);
    end loop;
end $$;
grant execute on function ledger.waiting(integer),
    ledger.integrate(bigint, uuid[], smallint[], bigint[], bytea[], bytea, bytea) to hub_sequencer;
grant execute on function ledger.publish(bigint, bytea, text, timestamptz, text[], boolean) to hub_signer;
grant execute on function ledger.leaves(bigint, bigint) to hub_signer, hub_oversight;
grant execute on function ledger.edge(bigint), ledger.tree_head(), ledger.newest_checkpoint(boolean) to hub_sequencer,
    hub_signer, hub_jobcenter, hub_jugendamt, hub_provider, hub_family, hub_oversight;
grant execute on function ledger.tiles(smallint[], bigint[])
    to hub_signer, hub_jobcenter, hub_jugendamt, hub_provider, hub_family, hub_oversight;
grant execute on function ledger.freshness(), ledger.place_of(uuid)
    to hub_jobcenter, hub_jugendamt, hub_provider, hub_family, hub_oversight;

revoke create on schema ledger from hub_tree;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
