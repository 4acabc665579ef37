"""Lists at half the price: plans that are kept, and nothing looked up family by family that is one answer for all."""

from alembic import op

revision = "0033"
down_revision = "0029"

SQL = r"""
-- Only while its functions change hands may a role create here.
grant create on schema record, identity to hub_reads;

-- From which families somebody is excluded: what `identity.is_excluded` says of one, for all at once.
create function identity.excluded_from(p_tenant uuid, p_staff uuid) returns setof uuid
language sql stable set search_path = pg_catalog, pg_temp as $$
    select x.family_id
    from identity.relation r,
        lateral (select p.family_id from core.person p
                 where p.tenant_id = p_tenant and p.person_id = r.person_id offset 0) x
    where r.tenant_id = p_tenant and r.staff_id = p_staff
    union
    select c.family_id from identity.conflict c
    where c.tenant_id = p_tenant and c.staff_id = p_staff and c.lifted_at is null
$$;
alter function identity.excluded_from(uuid, uuid) owner to hub_reads;

-- The case numbers that are one's own on a day, as before.
create or replace function record.assigned_to(p_caller text, p_staff uuid, p_day date)
returns table (number text, family_id uuid)
language plpgsql set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set jit = off as $$
declare
    tenant uuid := current_setting('hub.tenant')::uuid;
    shut   uuid[] := array(select identity.excluded_from(tenant, p_staff));
begin
    if not exists (select from identity.post p where p.tenant_id = tenant and p.staff_id = p_staff
                   and p.served_by = p_caller) then
        return;
    end if;
    return query
    select f.number, t.family_id
    from (select a.family_id from identity.assignment a
          where a.tenant_id = tenant and a.staff_id = p_staff and p_day between a.since and a.until
          union
          select d.family_id from identity.deputy d
          where d.tenant_id = tenant and d.staff_id = p_staff and p_day between d.since and d.until) t,
        lateral (select x.number from core.family x
                 where x.tenant_id = tenant and x.family_id = t.family_id offset 0) f
    where t.family_id <> all (shut)
    order by f.number;
end $$;

-- As before, and of every family: whether its consents are not worked out ahead (`stale`), and what may be seen of it,
-- null if nothing. Planned once for a connection: its joins are given, and planning costs more than a page of 25. Room
-- enough that a page of 200 does not go to disk.
drop function record.weigh(text, uuid[], jsonb);
create function record.weigh(p_caller text, p_families uuid[], q jsonb)
returns table (family_id uuid, stale boolean, seen text)
language plpgsql set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
    set work_mem = '16MB' set enable_nestloop = off set enable_mergejoin = off set enable_memoize = off
    set jit = off as $$
declare
    tenant   uuid := current_setting('hub.tenant')::uuid;
    at       timestamptz := q ->> 'at';
    day      date := q ->> 'day';
    staff    uuid := q ->> 'staff';
    mine     text := q ->> 'owner';
    house    text := q ->> 'provider';
    wanted   text := q ->> 'purpose';
    mark     text := q ->> 'catalogue';
    admitted text := q ->> 'status';
    my_names text[] := array(select jsonb_array_elements_text(q -> 'names'));
    decides  boolean := exists (select from identity.post o
                                where o.staff_id = staff and o.hr_decision and day between o.since and o.until);
    -- By the number of what ties them: the program, what holds by it, and whether that is a deputy's.
    programs integer[] := array(select (t ->> 'program')::integer from jsonb_array_elements(q -> 'ties') t);
    holds    bigint[] := array(select (t ->> 'held')::bigint from jsonb_array_elements(q -> 'ties') t);
    stands   boolean[] := array(select (t ->> 'stands_in')::boolean from jsonb_array_elements(q -> 'ties') t);
    shut     uuid[] := array(select identity.excluded_from(tenant, staff));
    b        jsonb := q -> 'bits';
    b_related_to_staff bigint := b ->> 'related_to_staff';
    b_fam_open         bigint := b ->> 'fam_open';
    b_own              bigint := b ->> 'own';
    b_another          bigint := b ->> 'another';
    b_confided         bigint := b ->> 'confided';
    b_entrustee        bigint := b ->> 'entrustee';
    b_passed_on        bigint := b ->> 'passed_on';
    b_released         bigint := b ->> 'entry_released';
    b_restricted       bigint := b ->> 'restricted';
    b_in_dispute       bigint := b ->> 'disputed';
    b_is_locked        bigint := b ->> 'locked';
    b_jobcenters       bigint := b -> 'owners' ->> 'jobcenter';
    b_jugendamts       bigint := b -> 'owners' ->> 'jugendamt';
    b_providers        bigint := b -> 'owners' ->> 'provider';
    b_joints           bigint := b -> 'owners' ->> 'joint';
begin
    return query
    with assigned as materialized (
        select distinct x.family_id from identity.assignment x
        where x.tenant_id = tenant and x.staff_id = staff and day between x.since and x.until
    ), deputies as materialized (
        select distinct on (x.family_id) x.family_id, x.stands_in_for as colleague from identity.deputy x
        where x.tenant_id = tenant and x.staff_id = staff and day between x.since and x.until
        order by x.family_id, x.since desc
    ), fam as materialized (
        select f.family_id, stands[t.tie] as stands_in, programs[t.tie] as program, w.names,
            f.consent_epoch > 0 and w.names is null as stale,
            case when f.status in ('none', 'proposed') then f.proposing_agency else 'joint' end as joint_is,
            holds[t.tie] | case when f.staff_related then b_related_to_staff else 0 end
                | case when f.status = admitted and (admitted = 'proposed' or f.exit_date is null or day <= f.exit_date)
                       then b_fam_open else 0 end as held
        from unnest(p_families) n (family_id)
            left join assigned a on a.family_id = n.family_id
            left join deputies m on m.family_id = n.family_id,
            lateral (select x.* from core.family x
                     where x.tenant_id = tenant and x.family_id = n.family_id offset 0) f,
            lateral (select 1 + (a.family_id is not null)::integer + 2 * (m.colleague is not null)::integer
                         + 4 * (n.family_id = any (shut))::integer + 8 * decides::integer as tie offset 0) t
            left join lateral (
                select coalesce((
                    select string_agg(u.name, E'\n' order by u.name collate "C") from unnest(x.names) u (name)
                    where u.name = any (my_names) or (stands[t.tie] and u.name = 'staff:' || m.colleague)), '') as names
                from consent.worked_out x
                where x.tenant_id = tenant and x.family_id = n.family_id and x.epoch = f.consent_epoch
                  and x.catalogue = mark offset 0) w on true
    ), opens as materialized (
        select fam.family_id, o.person_id, o.entry, o.agrees, o.from_1, o.from_2, o.from_3
        from fam, lateral (select x.* from consent.open x
            where x.tenant_id = tenant and x.family_id = fam.family_id and x.purpose = wanted
              and x.stands_in = fam.stands_in and x.names = fam.names and at >= x.since and at < x.until offset 0) o
    ), fields as materialized (
        select n.* from jsonb_to_recordset(q -> 'fields') as n (field text, partition text, "column" bigint,
            bit integer, ceiling integer, confided boolean, single boolean, alike bit(256))
    ), places as materialized (
        select n.partition, array_agg(n.field) as fields from fields n group by n.partition
    ), c as materialized (
        select x.cell_id, fam.family_id, x.subjects_id, n.field, x.owner, x.levels, fam.program, x.entrusted_by,
            n."column", n.bit, e.is_confided, e.is_confided or x.passed_on_at is not null or n.single as alone,
            fam.held
            | case w.whose when 'jobcenter' then b_jobcenters when 'jugendamt' then b_jugendamts
                           when 'provider' then b_providers else b_joints end
            | case when w.whose = mine and (x.owner <> 'provider' or x.provider = house) then b_own else b_another end
            | case when x.entrusted_to = staff then b_entrustee else 0 end
            | case when x.passed_on_at is not null then b_passed_on else 0 end
            | case when x.restricted_since is not null then b_restricted else 0 end
            | case when x.disputed then b_in_dispute else 0 end
            | case when e.is_confided then b_confided else 0 end as held
        from fam, places,
            lateral (select x.* from record.cell x where x.tenant_id = tenant and x.partition = places.partition
                     and x.family_id = fam.family_id and x.field_id = any (places.fields) offset 0) x
            join fields n on n.field = x.field_id,
            lateral (select case when x.owner = 'joint' then fam.joint_is else x.owner end as whose) w,
            lateral (select x.entrusted_to is not null or x.entrusted_by <> '{}' or n.confided as is_confided) e
        where x.owner in (p_caller, 'joint')
           or (n.ceiling > 0 and ((x.entrusted_to is null and x.entrusted_by = '{}') or x.passed_on_at is not null))
    ), together as materialized (
        -- What everybody of these people opens: one's yes is not another's. Of nobody, nothing.
        select s.subjects_id, bool_or(p.address_lock) as locked,
            bit_and(coalesce(o.from_1, 0::bit(256))) as from_1, bit_and(coalesce(o.from_2, 0::bit(256))) as from_2,
            bit_and(coalesce(o.from_3, 0::bit(256))) as from_3
        from (select distinct c.subjects_id, c.family_id from c) s
            cross join lateral (select x.person_id from record.subject x
                     where x.tenant_id = tenant and x.subjects_id = s.subjects_id offset 0) m
            left join lateral (select x.address_lock from core.person x
                               where b_is_locked <> 0 and x.tenant_id = tenant and x.person_id = m.person_id offset 0) p
                on true
            left join (
                select x.family_id, x.person_id, bit_or(x.from_1) as from_1, bit_or(x.from_2) as from_2,
                    bit_or(x.from_3) as from_3
                from opens x where x.entry is null and not x.agrees group by x.family_id, x.person_id
            ) o on o.family_id = s.family_id and o.person_id = m.person_id
        group by s.subjects_id
    ), single as materialized (
        -- The same of single entries, which consent opens only where it names them.
        select c.cell_id, array_agg(m.person_id) as persons, bit_and(coalesce(o.from_1, 0::bit(256))) as from_1,
            bit_and(coalesce(o.from_2, 0::bit(256))) as from_2, bit_and(coalesce(o.from_3, 0::bit(256))) as from_3,
            bool_and(coalesce(bit_count(o.from_1 & n.alike), 0) > 0) as named
        from c join fields n on n.field = c.field
            cross join lateral (select x.person_id from record.subject x
                     where x.tenant_id = tenant and x.subjects_id = c.subjects_id offset 0) m
            left join (
            select x.entry, x.person_id, bit_or(x.from_1) as from_1, bit_or(x.from_2) as from_2,
                bit_or(x.from_3) as from_3
            from opens x where x.entry is not null and not x.agrees group by x.entry, x.person_id
            ) o on o.entry = c.cell_id and o.person_id = m.person_id
        where c.alone or exists (select from opens x where x.entry = c.cell_id)
        group by c.cell_id
    ), d as materialized (
        select c.cell_id, c.family_id, c.subjects_id, c.field, c.owner, c.levels, c.program, c."column",
            c.held | case when s.locked then b_is_locked else 0 end
                   | case when coalesce(e.named, false) and not exists (
                              select from unnest(case when c.entrusted_by <> '{}' then c.entrusted_by
                                                      when c.is_confided then e.persons else '{}' end) k (person)
                              where not exists (select from opens o where o.agrees and o.entry = c.cell_id
                                                and o.person_id = k.person))
                          then b_released else 0 end as held,
            case when get_bit(case when c.alone then e.from_1 else s.from_1 end, c.bit) = 1 then c."column" else 0 end
                as opened_1,
            case when get_bit(case when c.alone then e.from_2 else s.from_2 end, c.bit) = 1 then c."column" else 0 end
                as opened_2,
            case when get_bit(case when c.alone then e.from_3 else s.from_3 end, c.bit) = 1 then c."column" else 0 end
                as opened_3
        from c left join together s on s.subjects_id = c.subjects_id left join single e on e.cell_id = c.cell_id
    ), rules as materialized (
        select r.* from jsonb_to_recordset(q -> 'rules') as r (program integer, "when" bigint, "unless" bigint,
            owners bigint, fixed_1 bigint, fixed_2 bigint, fixed_3 bigint, by_release bigint, shut_1 bigint,
            shut_2 bigint, shut_3 bigint)
    ), applies as materialized (
        select x.program, x.held, bit_or(r.fixed_1) as fixed_1, bit_or(r.fixed_2) as fixed_2,
            bit_or(r.fixed_3) as fixed_3, bit_or(r.by_release) as by_release, bit_or(r.shut_1) as shut_1,
            bit_or(r.shut_2) as shut_2, bit_or(r.shut_3) as shut_3
        from (select distinct d.program, d.held from d) x
        join rules r on r.program = x.program and (x.held & r."when") = r."when" and (x.held & r."unless") = 0
            and (r.owners = 0 or (x.held & r.owners) <> 0)
        group by x.program, x.held
    ), weighed as (
        select d.family_id, d.cell_id, d.field, d.owner, d.subjects_id, case
            when ((a.fixed_3 | (a.by_release & d.opened_3)) & (~a.shut_3) & d."column") <> 0 and (d.levels & 8) <> 0
                then 3
            when ((a.fixed_2 | (a.by_release & d.opened_2)) & (~a.shut_2) & d."column") <> 0 and (d.levels & 4) <> 0
                then 2
            when ((a.fixed_1 | (a.by_release & d.opened_1)) & (~a.shut_1) & d."column") <> 0 and (d.levels & 2) <> 0
                then 1
            else 0 end as level
        from d join applies a on a.program = d.program and a.held = d.held
    )
    select fam.family_id, fam.stale, s.seen from fam left join (
        select w.family_id, string_agg(w.cell_id::text || ',' || w.level::text || ',' || w.field || ','
                                       || w.owner || ',' || w.subjects_id::text, ' ') as seen
        from weighed w where w.level > 0 group by w.family_id) s on s.family_id = fam.family_id;
end $$;

-- As before, with plans that are kept.
create or replace function record.next_numbers(q jsonb, p_after text, p_most integer)
returns table (number text, family_id uuid)
language plpgsql set plan_cache_mode = force_generic_plan set enable_seqscan = off set jit = off as $$
declare
    tenant uuid := current_setting('hub.tenant')::uuid;
    at     timestamptz := q ->> 'at';
    ties   boolean := (q -> 'ties' -> 0 ->> 'stands_in')::boolean;
    wanted text := q ->> 'purpose';
begin
    if q ->> 'drive' = 'everybody' then
        return query select f.number, f.family_id from core.family f
        where f.tenant_id = tenant and f.number > p_after order by f.number limit p_most;
        return;
    end if;
    return query
    select o.number, o.family_id
    from jsonb_array_elements_text(q -> 'sets') as n (names),
        lateral (select x.number, x.family_id from consent.open x
                 where x.tenant_id = tenant and x.names = n.names
                   and x.purpose = wanted and x.stands_in = ties and x.entry is null and x.number > p_after
                   and at >= x.since and at < x.until
                 group by x.number, x.family_id order by x.number limit p_most) o
    group by o.number, o.family_id order by o.number limit p_most;
end $$;
create or replace function record.list_page(q jsonb)
returns table (number text, family_id uuid, stale boolean, seen text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
    set enable_nestloop = off set enable_mergejoin = off set jit = off as $$
declare
    caller  text := identity.enter();
    tenant  uuid := current_setting('hub.tenant')::uuid;
    whose   boolean := q ->> 'drive' = 'mandate';
    after   text := q ->> 'after';
    size    integer := (q ->> 'limit')::integer;
    missing integer := size;
    numbers text[];
    ids     uuid[];
    given   integer;
begin
    perform record.check_names(caller, (q ->> 'staff')::uuid, (q ->> 'day')::date, q -> 'names');
    loop
        if whose then
            select array_agg(o.number order by o.number), array_agg(o.family_id order by o.number) into numbers, ids
            from (select a.number, a.family_id from record.assigned_to(caller, (q ->> 'staff')::uuid,
                                                                       (q ->> 'day')::date) a
                  where a.number > after order by a.number limit size) o;
        else
            select array_agg(o.number order by o.number), array_agg(o.family_id order by o.number) into numbers, ids
            from record.next_numbers(q, after, size) o;
        end if;
        return query
        select o.number, o.family_id, w.stale, w.seen
        from unnest(numbers, ids) as o (number, family_id) join record.weigh(caller, ids, q) w using (family_id)
        where whose or w.seen is not null
        order by o.number limit missing;
        get diagnostics given = row_count;
        missing := missing - given;
        exit when whose or missing <= 0 or coalesce(cardinality(numbers), 0) < size;
        after := numbers[size];
    end loop;
end $$;

alter function record.weigh(text, uuid[], jsonb) owner to hub_reads;

revoke create on schema record, identity from hub_reads;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
