"""Entries of several people in one statement, and what an append no longer pays for."""

from alembic import op

revision = "0075"
down_revision = "0074"

SQL = r"""
-- Only while its functions change hands may a role create here.
grant create on schema ledger to hub_books;

-- What is read within seconds and deleted after an hour is not worth compressing; most tickets fit into a page.
alter table ledger.ticket alter column cells set storage external, alter column partitions set storage external,
    alter column versions set storage external, alter column levels set storage external;
alter table ledger.ticket set (toast_tuple_target = 8160);

-- Entries, each about one family or none, in one statement: all of them durable together, save those whose number was
-- taken meanwhile; these are what it returns, and nothing of them is there. One alone is refused instead, and so are
-- all where one that is late brought keys along. p has one object each, in the order of p_leaves and of the segments
-- (five each); `first` and `last` say which of the cells are an entry's ticket.
create function ledger.append_all(p jsonb, p_leaves bytea[], p_segments bytea[], p_cells uuid[],
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
    if jsonb_array_length(p) <> cardinality(p_leaves) or 5 * cardinality(p_leaves) <> cardinality(p_segments) then
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
    with line as materialized (
        select x.*, p_leaves[o.place] as leaf, p_segments[5 * o.place - 4 : 5 * o.place] as segments
        from jsonb_array_elements(p) with ordinality as o (facts, place)
        cross join lateral jsonb_to_record(o.facts) as x (entry uuid, writer uuid, writer_seq bigint,
            actor_bucket uuid, case_bucket uuid, controllers text[], at timestamptz, event text, role text,
            purpose text, effect text, pseudonym text, agency text, outcome text, family uuid, family_seq bigint,
            epoch bigint, first integer, last integer)
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
        insert into ledger.payload (tenant_id, entry_id, actor_bucket, case_bucket, segments)
        select tenant, n.entry, n.actor_bucket, n.case_bucket, n.segments from n
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
alter function ledger.append_all(jsonb, bytea[], bytea[], uuid[], text[], integer[], smallint[]) owner to hub_books;
revoke execute on function ledger.append_all(jsonb, bytea[], bytea[], uuid[], text[], integer[], smallint[])
    from public;
grant execute on function ledger.append_all(jsonb, bytea[], bytea[], uuid[], text[], integer[], smallint[])
    to hub_jobcenter, hub_jugendamt, hub_provider, hub_family, hub_oversight, hub_loader, hub_clerk;

-- One entry within its caller's transaction: refused, and the whole transaction with it, if its number was taken.
create or replace function ledger.append(p jsonb, p_leaf bytea, p_segments bytea[], p_cells uuid[],
    p_partitions text[], p_versions integer[], p_levels smallint[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
    set plan_cache_mode = force_generic_plan as $$
begin
    perform ledger.append_all(jsonb_build_array(p || jsonb_build_object('first', 1, 'last', cardinality(p_cells))),
                              array[p_leaf], p_segments, p_cells, p_partitions, p_versions, p_levels);
end $$;

revoke create on schema ledger from hub_books;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
