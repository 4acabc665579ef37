"""What the owner of something shown is given of the entry, sealed to it alone: its part of the register."""

from alembic import op

revision = "0114"
down_revision = "0104"

SQL = r"""
grant create on schema ledger to hub_books, hub_reads, hub_erases;

-- A box for each owner of something that the look showed to another agency's people, each under a bucket whose key is
-- sealed to that owner alone; kept and erased with the register. No rows of their own:
-- every look across would pay for each with its place in an index and two references.
alter table ledger.payload add column given_buckets uuid[], add column given bytea[],
    add check (cardinality(given_buckets) = cardinality(given)), add check ((given_buckets is null) = (given is null));
alter table ledger.payload alter column given set storage external;

-- As before, and after the segments of all entries what they give: `given` names the buckets, `box` the first of them.
create or replace function ledger.append_all(p jsonb, p_leaves bytea[], p_segments bytea[], p_cells uuid[],
    p_partitions text[], p_versions integer[], p_levels smallint[]) returns uuid[]
language plpgsql security definer set search_path = pg_catalog, pg_temp
    set plan_cache_mode = force_generic_plan as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    late   uuid[];
    fresh  boolean := p @? '$[*].buckets';
begin
    if current_setting('synchronous_commit') not in ('on', 'remote_apply') then
        raise exception 'synchronous_commit must be on' using errcode = 'HB011';
    end if;
    if jsonb_array_length(p) <> cardinality(p_leaves) or 5 * cardinality(p_leaves) > cardinality(p_segments) then
        raise exception 'not as many facts as leaves' using errcode = 'HB032';
    end if;
    if p @? '$[*] ? (@.event == "log.imported")' then
        raise exception 'history is taken over by the loader alone' using errcode = 'HB013';
    end if;
    if cardinality(p_leaves) > 1 then
        -- One of them may wait for somebody's number; the others do not wait with it for long.
        perform set_config('lock_timeout', '100ms', true);
    end if;
    if fresh then
        perform ledger.add_buckets(tenant, jsonb_path_query_array(p, '$[*].buckets[*]'));
    end if;
    -- As the references of a payload find it for the two other buckets: a restored database may not have one.
    if p @? '$[*].given' and exists (
        select from jsonb_path_query(p, '$[*].given[*]') as g (bucket)
        where not exists (select from ledger.bucket b
                          where b.tenant_id = tenant and b.bucket_id = (g.bucket #>> '{}')::uuid)) then
        raise exception 'no such bucket' using errcode = '23503';
    end if;
    with line as materialized (
        select x.*, p_leaves[o.place] as leaf, p_segments[5 * o.place - 4 : 5 * o.place] as segments
        from jsonb_array_elements(p) with ordinality as o (facts, place)
        cross join lateral jsonb_to_record(o.facts) as x (entry uuid, writer uuid, writer_seq bigint,
            actor_bucket uuid, case_bucket uuid, controllers text[], at timestamptz, event text, role text,
            purpose text, effect text, pseudonym text, agency text, outcome text, family uuid, family_seq bigint,
            epoch bigint, first integer, last integer, given uuid[], box integer)
    ), numbered as (
        -- In one order whoever writes, so that no two of them wait for each other.
        insert into ledger.subject (tenant_id, family_id, family_seq, entry_id)
        select tenant, n.family, n.family_seq, n.entry from line n
        -- `limit` keeps this a look into the index for each: an `exists` may be planned as one reading of all numbers.
        where n.family is not null and (n.family_seq = 1 or (
            select true from ledger.subject b where b.tenant_id = tenant and b.family_id = n.family
              and b.family_seq = n.family_seq - 1 limit 1))
        order by n.family on conflict do nothing returning entry_id
    ), n as materialized (
        select l.* from line l where l.family is null or l.entry in (select x.entry_id from numbered x)
    ), written as (
        insert into ledger.entry (tenant_id, entry_id, agency, leaf, writer_id, writer_seq)
        select tenant, n.entry, caller, n.leaf, n.writer, n.writer_seq from n
    ), waiting as (
        insert into ledger.pending (tenant_id, entry_id) select tenant, n.entry from n
    ), sealed as (
        insert into ledger.payload (tenant_id, entry_id, actor_bucket, case_bucket, segments, given_buckets, given)
        select tenant, n.entry, n.actor_bucket, n.case_bucket, n.segments, n.given,
            p_segments[n.box : n.box + cardinality(n.given) - 1]
        from n
    ), filed as (
        insert into ledger.index (tenant_id, entry_id, controllers, at, event, role, purpose, effect, pseudonym,
                                  family_id, agency, outcome)
        select tenant, n.entry, n.controllers, n.at, n.event, n.role, n.purpose, n.effect, n.pseudonym, n.family,
            case when caller in ('jobcenter', 'jugendamt', 'provider') then caller else n.agency end, n.outcome from n
    ), ticketed as (
        insert into ledger.ticket (tenant_id, entry_id, family_id, epoch, at, cells, partitions, versions, levels)
        select tenant, n.entry, n.family, n.epoch, n.at, p_cells[n.first : n.last], p_partitions[n.first : n.last],
            p_versions[n.first : n.last], p_levels[n.first : n.last]
        from n where n.last is not null
    )
    select array_agg(l.entry) into late from line l where l.entry not in (select n.entry from n);
    if late is not null and (fresh or cardinality(p_leaves) = 1) then
        -- No key stays behind of what is not there.
        raise exception 'that number is taken' using errcode = 'HB010';
    end if;
    return late;
end $$;

-- As before; with a family's register ends what was given of it.
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
                  where i.tenant_id = tenant and i.entry_id = any(due) and i.family_id = p_family
                  union all
                  select g.bucket_id
                  from ledger.index i
                  join ledger.payload p on p.tenant_id = tenant and p.entry_id = i.entry_id and i.part = 0
                  cross join lateral unnest(p.given_buckets) as g (bucket_id)
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

-- What of the caller's own values was shown to others, of one family, newest first: its boxes, and nothing else of the
-- looks. Against the committed entry of this very reading.
create function ledger.read_given(p_entry uuid, p_before timestamptz, p_limit integer)
returns table (entry_id uuid, leaf bytea, at timestamptz, bucket_id uuid, sealed bytea, box bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    look   ledger.index;
begin
    look := ledger.check_reading(caller, p_entry, 'log.read');
    return query
    select i.entry_id, e.leaf, i.at, g.bucket_id, k.sealed, g.box
    from ledger.index i
    join ledger.payload p on p.tenant_id = tenant and p.entry_id = i.entry_id and p.given_buckets is not null
    join ledger.entry e on e.tenant_id = tenant and e.entry_id = i.entry_id
    cross join lateral unnest(p.given_buckets, p.given) as g (bucket_id, box)
    join ledger.bucket_key k on k.tenant_id = tenant and k.bucket_id = g.bucket_id and k.holder = caller
    where i.tenant_id = tenant and i.family_id = look.family_id and i.part = 0
      and (p_before is null or i.at < p_before)
    order by i.at desc, i.entry_id desc
    limit least(p_limit, 5001);
end $$;
alter function ledger.read_given(uuid, timestamptz, integer) owner to hub_reads;
revoke execute on function ledger.read_given(uuid, timestamptz, integer) from public;
grant execute on function ledger.read_given(uuid, timestamptz, integer) to hub_jobcenter, hub_jugendamt, hub_provider;

revoke create on schema ledger from hub_books, hub_reads, hub_erases;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
