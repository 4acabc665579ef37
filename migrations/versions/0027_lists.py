"""Lists decided in SQL: what consents open worked out ahead in rows, and families found from what ties to them."""

from alembic import op

revision = "0027"
down_revision = "0026"

SQL = r"""
-- Only while its functions change hands may a role create here.
grant create on schema record, identity, consent to hub_reads, hub_writes;

-- By which names the papers of a family know people, and for which state of its papers and fields that was worked out.
create table consent.worked_out (
    tenant_id uuid not null,
    family_id uuid not null,
    epoch     bigint not null,
    catalogue text not null,
    names     text[] not null,
    primary key (tenant_id, family_id),
    foreign key (tenant_id, family_id) references core.family
);
-- What is open about one person from `since` until before `until`, to whom the family's papers know by exactly `names`
-- (sorted, one a line: row policies let an index compare texts, not arrays), standing in for somebody or not. A mask
-- says from each level on which fields, bit by bit of the catalogue.
-- Of single entries there is a row each; one that `agrees` says that this person agrees in person to pass it on.
create table consent.open (
    tenant_id uuid not null,
    family_id uuid not null,
    names     text not null check (names <> ''),
    stands_in boolean not null,
    purpose   text not null,
    person_id uuid not null,
    entry     uuid,
    agrees    boolean not null,
    since     timestamptz not null,
    until     timestamptz not null check (until > since),
    number    text not null,
    from_1    bit(256) not null,
    from_2    bit(256) not null,
    from_3    bit(256) not null,
    foreign key (tenant_id, family_id) references core.family
);
create index open_of_family on consent.open (tenant_id, family_id, purpose, stands_in);
create index open_to_names on consent.open (tenant_id, names, purpose, stands_in, number) where entry is null;

do $$
declare
    t text;
begin
    foreach t in array array['worked_out', 'open'] loop
        execute format('alter table consent.%I enable row level security', t);
        execute format('alter table consent.%I force row level security', t);
        execute format($policy$create policy tenant on consent.%I
            using (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)
            with check (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)$policy$, t);
        execute format('grant select on consent.%I to hub_reads', t);
        execute format('grant select, insert, delete on consent.%I to hub_writes', t);
    end loop;
end $$;

-- All rows of a family anew, in the transaction of the entry that changed its papers.
create function consent.write_open(p_entry uuid, p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
    family core.family;
begin
    perform record.check_entry(p_entry);
    tenant := current_setting('hub.tenant')::uuid;
    select * into strict family from core.family f
    where f.tenant_id = tenant and f.family_id = (p ->> 'family')::uuid;
    if not exists (select from consent.paper c where c.family_id = family.family_id and c.entry_id = p_entry)
       and not exists (select from consent.withdrawal w join consent.paper c on c.consent_id = w.consent_id
                       where c.family_id = family.family_id and w.entry_id = p_entry) then
        raise exception 'this entry changed no paper of the family' using errcode = 'HB012';
    end if;
    delete from consent.open o where o.tenant_id = tenant and o.family_id = family.family_id;
    delete from consent.worked_out w where w.tenant_id = tenant and w.family_id = family.family_id;
    insert into consent.worked_out (tenant_id, family_id, epoch, catalogue, names)
    values (tenant, family.family_id, family.consent_epoch, p ->> 'catalogue',
            array(select jsonb_array_elements_text(p -> 'names')));
    insert into consent.open (tenant_id, family_id, names, stands_in, purpose, person_id, entry, agrees, since, until,
                              number, from_1, from_2, from_3)
    select tenant, family.family_id, array_to_string(o.names, E'\n'), o.stands_in, o.purpose, o.person, o.entry,
        o.agrees, o.since, o.until, family.number, o.masks[1]::bit(256), o.masks[2]::bit(256), o.masks[3]::bit(256)
    from jsonb_to_recordset(p -> 'rows') as o (names text[], stands_in boolean, purpose text, person uuid, entry uuid,
        agrees boolean, since timestamptz, until timestamptz, masks text[]);
end $$;
alter function consent.write_open(uuid, jsonb) owner to hub_writes;
grant execute on function consent.write_open(uuid, jsonb)
    to hub_jobcenter, hub_jugendamt, hub_provider, hub_family, hub_loader;

-- A list needs a handful of fields of each family: found without walking through all of its cells.
create index cell_of_field on record.cell (tenant_id, family_id, field_id);
drop index record.cell_tenant_id_family_id_idx;
create index deputy_of_staff on identity.deputy (tenant_id, staff_id, family_id) include (since, until, stands_in_for);

-- The case numbers that are one's own on a day: found from what ties somebody to families, whatever their number is.
create function record.assigned_to(p_caller text, p_staff uuid, p_day date)
returns table (number text, family_id uuid)
language plpgsql set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set jit = off as $$
declare
    tenant uuid := current_setting('hub.tenant')::uuid;
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
    where not identity.is_excluded(p_staff, t.family_id)
    order by f.number;
end $$;
create or replace function identity.assigned(p_staff uuid, p_day date) returns setof text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    return query select a.number from record.assigned_to(caller, p_staff, p_day) a;
end $$;

-- Which cells of a handful of fields may be seen in each of these families, and at which level: the rules of the hub's
-- compiled programs as masks over those fields, what consents open from consent.open. Decides on no value. Of each
-- family of which something may be seen, the cells, apart by blanks: id, level, field, owner, persons.
-- q, made by hub.policy.listing and hub.gate.lists: day, at, staff, purpose, owner, provider, names, catalogue; fields
-- [{field, partition, column, bit, ceiling, confided, single, alike}]; ties [{program, held, stands_in}] by 1 assigned
-- + 2 deputy + 4 excluded + 8 decides about staff; rules; bits.
create function record.weigh(p_caller text, p_families uuid[], q jsonb)
returns table (family_id uuid, seen text)
language plpgsql set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan
    set enable_nestloop = off set enable_mergejoin = off set jit = off as $$
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
    with fam as materialized (
        select f.family_id, stands[t.tie] as stands_in, programs[t.tie] as program, w.names,
            case when f.status in ('none', 'proposed') then f.proposing_agency else 'joint' end as joint_is,
            holds[t.tie] | case when f.staff_related then b_related_to_staff else 0 end
                | case when f.status = admitted and (admitted = 'proposed' or f.exit_date is null or day <= f.exit_date)
                       then b_fam_open else 0 end as held
        from unnest(p_families) n (family_id),
            lateral (select x.* from core.family x
                     where x.tenant_id = tenant and x.family_id = n.family_id offset 0) f,
            lateral (select (select x.stands_in_for from identity.deputy x
                             where x.tenant_id = tenant and x.staff_id = staff and x.family_id = n.family_id
                               and day between x.since and x.until order by x.since desc limit 1) as colleague
                     offset 0) m,
            lateral (select 1 + exists (select from identity.assignment x
                                        where x.tenant_id = tenant and x.staff_id = staff and x.family_id = n.family_id
                                          and day between x.since and x.until)::integer
                         + 2 * (m.colleague is not null)::integer
                         + 4 * identity.is_excluded(staff, n.family_id)::integer + 8 * decides::integer as tie
                     offset 0) t
            left join lateral (
                select (select string_agg(u.name, E'\n' order by u.name collate "C") from unnest(x.names) u (name)
                        where u.name = any (my_names) or (stands[t.tie] and u.name = 'staff:' || m.colleague)) as names
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
    ), found as materialized (
        select x.*, fam.held, fam.program, case when x.owner = 'joint' then fam.joint_is else x.owner end as whose
        from fam, places n,
            lateral (select x.* from record.cell x where x.tenant_id = tenant and x.partition = n.partition
                     and x.family_id = fam.family_id and x.field_id = any (n.fields) offset 0) x
    ), c as materialized (
        select x.cell_id, x.family_id, x.subjects_id, x.field_id, x.owner, x.levels, x.program, x.entrusted_by,
            n."column", n.bit, n.alike, e.is_confided, e.is_confided or x.passed_on_at is not null or n.single as alone,
            x.held
            | case x.whose when 'jobcenter' then b_jobcenters when 'jugendamt' then b_jugendamts
                           when 'provider' then b_providers else b_joints end
            | case when x.whose = mine and (x.owner <> 'provider' or x.provider = house) then b_own else b_another end
            | case when x.entrusted_to = staff then b_entrustee else 0 end
            | case when x.passed_on_at is not null then b_passed_on else 0 end
            | case when x.restricted_since is not null then b_restricted else 0 end
            | case when x.disputed then b_in_dispute else 0 end
            | case when e.is_confided then b_confided else 0 end as held
        from found x join fields n on n.field = x.field_id,
            lateral (select x.entrusted_to is not null or x.entrusted_by <> '{}' or n.confided as is_confided) e
        where x.owner in (p_caller, 'joint')
           or (n.ceiling > 0 and ((x.entrusted_to is null and x.entrusted_by = '{}') or x.passed_on_at is not null))
    ), people as materialized (
        select s.subjects_id, s.family_id, x.person_id, p.address_lock
        from (select distinct c.subjects_id, c.family_id from c) s,
            lateral (select m.person_id from record.subject m
                     where m.tenant_id = tenant and m.subjects_id = s.subjects_id offset 0) x
            left join lateral (select y.address_lock from core.person y
                               where b_is_locked <> 0 and y.tenant_id = tenant and y.person_id = x.person_id offset 0) p
                on true
    ), together as materialized (
        -- What everybody of these people opens: one's yes is not another's. Of nobody, nothing.
        select p.subjects_id, bool_or(p.address_lock) as locked, array_agg(p.person_id) as persons,
            bit_and(coalesce(o.from_1, 0::bit(256))) as from_1, bit_and(coalesce(o.from_2, 0::bit(256))) as from_2,
            bit_and(coalesce(o.from_3, 0::bit(256))) as from_3
        from people p left join (
            select x.family_id, x.person_id, bit_or(x.from_1) as from_1, bit_or(x.from_2) as from_2,
                bit_or(x.from_3) as from_3
            from opens x where x.entry is null and not x.agrees group by x.family_id, x.person_id
        ) o on o.family_id = p.family_id and o.person_id = p.person_id
        group by p.subjects_id
    ), single as materialized (
        -- The same of single entries, which consent opens only where it names them.
        select c.cell_id, bit_and(coalesce(o.from_1, 0::bit(256))) as from_1,
            bit_and(coalesce(o.from_2, 0::bit(256))) as from_2, bit_and(coalesce(o.from_3, 0::bit(256))) as from_3,
            bool_and(coalesce(bit_count(o.from_1 & c.alike), 0) > 0) as named
        from c join people p on p.subjects_id = c.subjects_id left join (
            select x.entry, x.person_id, bit_or(x.from_1) as from_1, bit_or(x.from_2) as from_2,
                bit_or(x.from_3) as from_3
            from opens x where x.entry is not null and not x.agrees group by x.entry, x.person_id
        ) o on o.entry = c.cell_id and o.person_id = p.person_id
        where c.alone or exists (select from opens x where x.entry = c.cell_id)
        group by c.cell_id
    ), d as materialized (
        select c.cell_id, c.family_id, c.subjects_id, c.field_id, c.owner, c.levels, c.program, c."column",
            c.held | case when s.locked then b_is_locked else 0 end
                   | case when coalesce(e.named, false) and not exists (
                              select from unnest(case when c.entrusted_by <> '{}' then c.entrusted_by
                                                      when c.is_confided then s.persons else '{}' end) k (person)
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
        select d.family_id, d.cell_id, d.field_id, d.owner, d.subjects_id, case
            when ((a.fixed_3 | (a.by_release & d.opened_3)) & (~a.shut_3) & d."column") <> 0 and (d.levels & 8) <> 0
                then 3
            when ((a.fixed_2 | (a.by_release & d.opened_2)) & (~a.shut_2) & d."column") <> 0 and (d.levels & 4) <> 0
                then 2
            when ((a.fixed_1 | (a.by_release & d.opened_1)) & (~a.shut_1) & d."column") <> 0 and (d.levels & 2) <> 0
                then 1
            else 0 end as level
        from d join applies a on a.program = d.program and a.held = d.held
    )
    select w.family_id, string_agg(w.cell_id::text || ',' || w.level::text || ',' || w.field_id || ',' || w.owner || ','
                                   || w.subjects_id::text, ' ')
    from weighed w where w.level > 0 group by w.family_id;
end $$;

-- Asked once for each family of a list, whose own statement is planned anew each time: this one is not.
alter function identity.is_excluded(uuid, uuid) set plan_cache_mode = force_generic_plan;

-- Nested loops are the only way through what is looked up one by one, and where they count as expensive nothing is to
-- be compiled for it.
alter function record.read_page(uuid) set jit = off;
alter function record.read_cells(uuid) set jit = off;

-- Lists are asked for by the names of the very person who asks: themself, and the teams of the posts they hold.
create function record.check_names(p_caller text, p_staff uuid, p_day date, p_names jsonb) returns void
language plpgsql as $$
begin
    if exists (select from jsonb_array_elements_text(p_names) as n (name)
               where n.name <> 'staff:' || p_staff and not exists (
                   select from identity.post p join identity.agency g on g.tenant_id = p.tenant_id and g.unit = p.unit
                   where p.staff_id = p_staff and p.served_by = p_caller and p_day between p.since and p.until
                     and n.name in (g.kind || ':' || p.team, g.kind || ':' || p.unit))) then
        raise exception 'not a name of who asks' using errcode = 'HB030';
    end if;
end $$;

-- The families that somebody may see without their being their case, in the order of their numbers: to whose papers
-- these names are known, or with `drive` = 'everybody' all.
create function record.next_numbers(q jsonb, p_after text, p_most integer)
returns table (number text, family_id uuid)
language plpgsql set plan_cache_mode = force_custom_plan set enable_seqscan = off set jit = off as $$
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

-- Families in the order of their numbers, after one, with what may be seen of the wanted fields. With `drive` =
-- 'mandate' the own ones, all of them, whatever may be seen; else those of which something may be seen. `stale`: not
-- worked out ahead for papers and fields as they are now, so a family is to be decided from its papers.
create function record.list_page(q jsonb)
returns table (number text, family_id uuid, stale boolean, seen text)
language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan
    set enable_nestloop = off set enable_mergejoin = off set jit = off as $$
declare
    caller  text := identity.enter();
    tenant  uuid := current_setting('hub.tenant')::uuid;
    whose   boolean := q ->> 'drive' = 'mandate';
    after   text := q ->> 'after';
    mark    text := q ->> 'catalogue';
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
        select o.number, o.family_id, f.epoch > 0 and not f.is_there, w.seen
        from unnest(numbers, ids) as o (number, family_id)
            cross join lateral (select x.consent_epoch as epoch, exists (
                         select from consent.worked_out y
                         where y.tenant_id = tenant and y.family_id = x.family_id and y.epoch = x.consent_epoch
                           and y.catalogue = mark) as is_there
                     from core.family x where x.tenant_id = tenant and x.family_id = o.family_id offset 0) f
            left join record.weigh(caller, ids, q) w on w.family_id = o.family_id
        where whose or w.family_id is not null
        order by o.number limit missing;
        get diagnostics given = row_count;
        missing := missing - given;
        exit when whose or missing <= 0 or coalesce(cardinality(numbers), 0) < size;
        after := numbers[size];
    end loop;
end $$;

do $$
declare
    f regprocedure;
begin
    foreach f in array array['record.weigh(text, uuid[], jsonb)', 'record.check_names(text, uuid, date, jsonb)',
        'record.next_numbers(jsonb, text, integer)', 'record.assigned_to(text, uuid, date)',
        'record.list_page(jsonb)']::regprocedure[] loop
        execute format('alter function %s owner to hub_reads', f);
    end loop;
end $$;
grant execute on function record.list_page(jsonb) to hub_jobcenter, hub_jugendamt, hub_provider;

revoke create on schema record, identity, consent from hub_reads, hub_writes;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
