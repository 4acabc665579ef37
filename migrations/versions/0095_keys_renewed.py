"""An agency's key is exchanged while everybody works: what is sealed for the old one is sealed anew for the new."""

from alembic import op

revision = "0095"
down_revision = "0093"

SQL = r"""
grant create on schema record to hub_writes;
grant update (sealed) on record.holder_key to hub_writes;
grant update (box) on consent.request to hub_writes;

-- The key that a box says it is sealed for; '' for one from before boxes said so (`hub.terms.sealing`).
create function record.sealed_for(p_box bytea) returns bytea
language sql immutable set search_path = pg_catalog, pg_temp as $$
    select case when substr(p_box, 1, 4) = 'HUBk'::bytea then substr(p_box, 1, 16) else ''::bytea end
$$;

-- Every box that the caller opens, in one shape: its kind, the id that finds it, and what it is bound to.
create function record.boxes_of(p_caller text)
returns table (kind text, id uuid, bound text[], box bytea)
language sql stable set search_path = pg_catalog, pg_temp as $$
    select 'holder', k.family_id, array[k.family_id::text, k.maker], k.sealed
    from record.holder_key k where k.holder = p_caller
    union all
    select 'draft', d.staff_id, array[d.staff_id::text, d.family_id::text, d.kind,
                                      to_char(d.saved_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')], d.box
    from record.draft d where d.agency = p_caller
    union all
    select 'talk', t.talk_id, array[t.family_id::text, t.talk_id::text], t.box
    from consent.talk t where t.agency = p_caller
    union all
    select 'scan', s.talk_id, array[t.family_id::text, s.talk_id::text], s.box
    from consent.scan s join consent.talk t on t.tenant_id = s.tenant_id and t.talk_id = s.talk_id
    where s.agency = p_caller
    union all
    select 'request', r.request_id, array[r.family_id::text, r.request_id::text], r.box
    from consent.request r where r.to_agency = p_caller
$$;

-- For which keys how many of the caller's boxes are sealed: what is not in it is sealed for nothing any more.
create function record.keys_in_use() returns table (kind text, name bytea, boxes bigint)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    return query
    select b.kind, record.sealed_for(b.box), count(*) from record.boxes_of(caller) b group by 1, 2 order by 1, 2;
end $$;

-- Those of a kind that are not sealed for a key, in the order of what they are bound to, after one.
create function record.boxes_to_renew(p_kind text, p_name bytea, p_after text[], p_limit integer)
returns table (id uuid, bound text[], box bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    return query
    select b.id, b.bound, b.box from record.boxes_of(caller) b
    where b.kind = p_kind and record.sealed_for(b.box) <> p_name and (p_after is null or b.bound > p_after)
    order by b.bound limit least(p_limit, 1000);
end $$;

-- Newer boxes in the place of those that stood there, against the committed entry that says so. A box that somebody
-- wrote meanwhile stays: its hash is another. What a caller's own boxes say is its own loss; of others none is touched.
create function record.renew_boxes(p_entry uuid, p_kind text, p_ids uuid[], p_were bytea[], p_boxes bytea[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller  text := identity.enter();
    said    xid8;
    renewed bigint;
begin
    select e.xid into said from ledger.entry e
    join ledger.index i on i.tenant_id = e.tenant_id and i.entry_id = e.entry_id and i.event = 'keys.renewed'
    where e.tenant_id = current_setting('hub.tenant')::uuid and e.entry_id = p_entry and e.agency = caller limit 1;
    if said is null then
        raise exception 'no such renewal' using errcode = 'HB020';
    end if;
    if said = pg_current_xact_id_if_assigned() then
        raise exception 'the entry is not committed' using errcode = 'HB021';
    end if;
    if p_kind = 'holder' then
        update record.holder_key x set sealed = n.box
        from unnest(p_ids, p_were, p_boxes) as n (id, were, box)
        where x.holder = caller and x.family_id = n.id and sha256(x.sealed) = n.were;
    elsif p_kind = 'draft' then
        update record.draft x set box = n.box from unnest(p_ids, p_were, p_boxes) as n (id, were, box)
        where x.agency = caller and x.staff_id = n.id and sha256(x.box) = n.were;
    elsif p_kind = 'talk' then
        update consent.talk x set box = n.box from unnest(p_ids, p_were, p_boxes) as n (id, were, box)
        where x.agency = caller and x.talk_id = n.id and sha256(x.box) = n.were;
    elsif p_kind = 'scan' then
        update consent.scan x set box = n.box from unnest(p_ids, p_were, p_boxes) as n (id, were, box)
        where x.agency = caller and x.talk_id = n.id and sha256(x.box) = n.were;
    elsif p_kind = 'request' then
        update consent.request x set box = n.box from unnest(p_ids, p_were, p_boxes) as n (id, were, box)
        where x.to_agency = caller and x.request_id = n.id and sha256(x.box) = n.were;
    end if;
    get diagnostics renewed = row_count;
    return renewed;
end $$;

alter function record.sealed_for(bytea) owner to hub_writes;
alter function record.boxes_of(text) owner to hub_writes;
revoke execute on function record.sealed_for(bytea), record.boxes_of(text) from public;
do $$
declare
    f regprocedure;
begin
    foreach f in array array['record.keys_in_use()', 'record.boxes_to_renew(text, bytea, text[], integer)',
        'record.renew_boxes(uuid, text, uuid[], bytea[], bytea[])']::regprocedure[]
    loop
        execute format('alter function %s owner to hub_writes', f);
        execute format('revoke execute on function %s from public', f);
        execute format('grant execute on function %s to hub_jobcenter, hub_jugendamt, hub_provider', f);
    end loop;
end $$;
revoke create on schema record from hub_writes;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
