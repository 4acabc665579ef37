"""Closed cases are erased by rule, open ones hold their entries, and a number is given once."""

from alembic import op

revision = "0085"
down_revision = "0082"

SQL = r"""
-- Only while its functions change hands may a role create here.
grant create on schema review to hub_reviews, hub_erases;
grant create on schema ledger to hub_erases, hub_reads;
grant usage on schema review to hub_erases;
grant select on review.case_file, review.case_step to hub_erases;
grant select (tenant_id, hit_id), delete on review.hit to hub_erases;
grant select (tenant_id, case_id), delete on review.name_request, review.told to hub_erases;
grant delete on review.case_file, review.case_step to hub_erases;
grant update (seq) on review.case_file to hub_erases; -- to lock them

-- Why and by whom it was said whether a family is told; open until a second pair of eyes has seen that it is not.
alter table review.case_file add column told_reason text, add column told_by text,
    add column told_open boolean not null default false;

-- The last number that a year has given out: the number of a case that was erased is no other's.
create table review.case_number (
    tenant_id uuid not null,
    year      text not null,
    last      integer not null,
    primary key (tenant_id, year)
);
alter table review.case_number enable row level security;
alter table review.case_file no force row level security;
insert into review.case_number (tenant_id, year, last)
select c.tenant_id, substring(c.number from 4 for 4), max(substring(c.number from 9)::integer)
from review.case_file c group by 1, 2;
alter table review.case_file force row level security;
alter table review.case_number force row level security;
create policy tenant on review.case_number
    using (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid);
grant select, insert, update on review.case_number to hub_reviews;
create or replace function review.next_number(p_at timestamptz) returns text language plpgsql as $$
declare
    of_year text := to_char(p_at at time zone 'Europe/Berlin', 'YYYY');
    made    integer;
begin
    insert into review.case_number as n (tenant_id, year, last) values (current_setting('hub.tenant')::uuid, of_year, 1)
    on conflict (tenant_id, year) do update set last = n.last + 1 returning n.last into made;
    return 'DS-' || of_year || '-' || lpad(made::text, greatest(3, length(made::text)), '0');
end $$;

-- When a case ended, in days of Berlin: with its last step that closes one, or on the day on which it is decided anew
-- whether a family is told; null while it is open.
create function review.case_ended(c review.case_file) returns date
language sql stable set search_path = pg_catalog, pg_temp as $$
    select case when c.state = 'closed' and not c.told_open then greatest(
        (select max((s.at at time zone 'Europe/Berlin')::date) from review.case_step s
         where s.tenant_id = c.tenant_id and s.case_id = c.case_id
           and s.kind in ('closed', 'confirmed', 'notified', 'replied')),
        case when c.told = 'later' then c.told_on end) end
$$;

-- Entries that an open case is about: as long as it is open, nothing of them is erased (H6, H9).
create function ledger.held_by_cases() returns setof uuid
language sql stable set search_path = pg_catalog, pg_temp as $$
    select distinct e from review.case_file c, unnest(c.entries) as e
    where c.tenant_id = current_setting('hub.tenant')::uuid and c.state <> 'closed'
$$;

create or replace function ledger.due_in_log(p_before timestamptz, p_through date, p_day date)
returns table (entry_id uuid, actor_bucket uuid, in_register boolean)
language sql stable set search_path = pg_catalog, pg_temp as $$
    select i.entry_id, p.actor_bucket, c.retention = 'disclosure_register'
    from ledger.index i
    join ledger.payload p on p.tenant_id = i.tenant_id and p.entry_id = i.entry_id
    join ledger.bucket a on a.tenant_id = i.tenant_id and a.bucket_id = p.actor_bucket
    join ledger.bucket c on c.tenant_id = i.tenant_id and c.bucket_id = p.case_bucket
    where i.tenant_id = current_setting('hub.tenant')::uuid and i.part = 0 and i.at < p_before and i.pseudonym <> ''
      and a.retain_until <= p_through and not ledger.is_held(i.entry_id, p_day)
      and i.entry_id not in (select h from ledger.held_by_cases() as h)
$$;
create or replace function ledger.due_in_register(p_ended_by date, p_day date)
returns table (family_id uuid, entries uuid[])
language sql stable set search_path = pg_catalog, pg_temp as $$
    select f.family_id, array_agg(distinct i.entry_id order by i.entry_id)
    from core.family f
    join ledger.index i on i.tenant_id = f.tenant_id and i.family_id = f.family_id
    left join ledger.payload p on p.tenant_id = i.tenant_id and p.entry_id = i.entry_id and i.part = 0
    left join ledger.part q on q.tenant_id = i.tenant_id and q.entry_id = i.entry_id and q.part = i.part and i.part > 0
    join ledger.bucket b on b.tenant_id = i.tenant_id and b.bucket_id = coalesce(p.case_bucket, q.bucket_id)
    where f.tenant_id = current_setting('hub.tenant')::uuid and f.status = 'ended' and f.exit_date <= p_ended_by
      and b.retention = 'disclosure_register'
      and not exists (select from ledger.hold h where h.tenant_id = f.tenant_id and h.lifted_at is null
                      and h.until >= p_day and (h.family_id = f.family_id or h.held_entry = i.entry_id))
      and i.entry_id not in (select h from ledger.held_by_cases() as h)
    group by f.family_id
$$;

-- Cases of a class that ended before a day: those that had a consequence, or all others. What is held back about one of
-- their families or entries keeps them as well (G8).
create function review.due_cases(p_class text, p_before date, p_day date) returns setof uuid
language sql stable set search_path = pg_catalog, pg_temp as $$
    select c.case_id from review.case_file c
    where c.tenant_id = current_setting('hub.tenant')::uuid and review.case_ended(c) < p_before
      and p_class = case when c.result in ('talk', 'lead', 'incident') then 'review_finding' else 'review_case' end
      and not exists (select from ledger.hold h where h.tenant_id = c.tenant_id and h.lifted_at is null
                      and h.until >= p_day and (h.family_id = any(c.families) or h.held_entry = any(c.entries)))
$$;
create function review.overdue_cases(p_class text, p_before date, p_day date) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return (select count(*) from review.due_cases(p_class, p_before, p_day));
end $$;

-- Destroys them with all their words, their hits and what families were told, against a committed entry that says so.
create function review.erase_cases(p_entry uuid, p_class text, p_before date, p_through date, p_day date)
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    said   jsonb := ledger.announced(p_entry);
    tenant uuid := current_setting('hub.tenant')::uuid;
    gone   uuid[];
begin
    if said <> jsonb_build_object('rc', p_class, 'to', p_through::text) or p_through >= p_day or p_before > p_day then
        raise exception 'the entry says something else' using errcode = 'HB020';
    end if;
    -- Whoever takes a step meanwhile waits, and finds nothing.
    perform from review.case_file c where c.tenant_id = tenant
        and c.case_id in (select review.due_cases(p_class, p_before, p_day)) for update;
    gone := array(select review.due_cases(p_class, p_before, p_day));
    delete from review.told t where t.tenant_id = tenant and t.case_id = any(gone);
    delete from review.name_request r where r.tenant_id = tenant and r.case_id = any(gone);
    delete from review.case_step s where s.tenant_id = tenant and s.case_id = any(gone);
    delete from review.hit h using review.case_file c
    where c.tenant_id = tenant and c.case_id = any(gone) and h.tenant_id = tenant and h.hit_id = c.hit_id;
    delete from review.case_file c where c.tenant_id = tenant and c.case_id = any(gone);
    return cardinality(gone);
end $$;

-- The cases of a controller: as before, and those that are over until they are erased.
create or replace function review.read_cases(p_entry uuid, p_session bytea, p_case uuid) returns setof jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    look   ledger.index := review.reading(caller, p_entry, p_session, 'log.read');
begin
    if look.role <> 'dpo' then
        raise exception 'no such ticket' using errcode = 'HB020';
    end if;
    return query
    select review.as_read(c, look, p_case is not null) from review.case_file c
    where c.tenant_id = tenant and c.controllers @> array[look.agency] and (p_case is null or c.case_id = p_case)
    order by c.state = 'closed', c.opened_at desc, c.number desc limit 500;
end $$;

-- As before; what an open case holds is not overdue.
create or replace function review.finish_count(p_entry uuid, p_controller text, p_from bigint, p_at timestamptz)
returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
    stand  review.stand;
    days   date[];
begin
    perform review.check_count(p_entry, p_controller);
    tenant := current_setting('hub.tenant')::uuid;
    select * into stand from review.stand s where s.tenant_id = tenant and s.controller = p_controller for update;
    delete from review.figure f
    where f.tenant_id = tenant and f.controller = p_controller and f.day < stand.kept_since;
    delete from review.mark_figure f
    where f.tenant_id = tenant and f.controller = p_controller and f.day < stand.kept_since;
    delete from review.marked m where m.tenant_id = tenant and m.controller = p_controller
        and m.at < stand.kept_since::timestamp at time zone 'Europe/Berlin';
    days := array(
        select distinct ((convert_from(e.leaf, 'UTF8')::jsonb ->> 'at')::timestamptz at time zone 'Europe/Berlin')::date
        from ledger.leaf l
        join ledger.erased x on x.tenant_id = tenant and x.erasure = l.entry_id
        join ledger.entry e on e.tenant_id = tenant and e.entry_id = x.entry_id
        where l.tenant_id = tenant and l.leaf_index >= p_from and l.leaf_index < stand.counted_to);
    if cardinality(days) > 0 then
        delete from review.figure f where f.tenant_id = tenant and f.controller = p_controller and f.day = any (days);
        perform review.count_days(p_controller, 0, stand.counted_to, days);
        delete from review.marked m using ledger.erased x
        where m.tenant_id = tenant and m.controller = p_controller and x.tenant_id = tenant
          and x.entry_id = m.entry_id;
        delete from review.mark_figure f
        where f.tenant_id = tenant and f.controller = p_controller and f.day = any (days);
        insert into review.mark_figure (tenant_id, controller, day, mark, entries)
        select tenant, p_controller, (m.at at time zone 'Europe/Berlin')::date, m.mark, count(*)::integer
        from review.marked m
        where m.tenant_id = tenant and m.controller = p_controller
          and (m.at at time zone 'Europe/Berlin')::date = any (days)
        group by 3, 4;
    end if;
    select count(*), count(*) filter (where cardinality(x.codes) > 0) into stand.looks, stand.explained
    from review.explanation x
    join ledger.index i on i.tenant_id = tenant and i.entry_id = x.entry_id and i.part = 0
        and i.outcome = 'shown' and i.family_id is not null
    where x.tenant_id = tenant and x.controller = p_controller and x.part = 0 and x.at <= p_at
      and x.at >= ((p_at at time zone 'Europe/Berlin')::date - 90)::timestamp at time zone 'Europe/Berlin';
    update review.stand s set at = p_at, looks = stand.looks, explained = stand.explained, overdue = (
        select count(*) from ledger.index i
        where i.tenant_id = tenant and i.part = 0 and i.pseudonym <> '' and i.controllers @> array[p_controller]
          and i.at < (s.kept_since - 2)::timestamp at time zone 'Europe/Berlin'
          and not exists (select from ledger.hold h where h.tenant_id = tenant and h.lifted_at is null
                          and h.until >= (p_at at time zone 'Europe/Berlin')::date
                          and (h.held_entry = i.entry_id or h.family_id in (
                              select x.family_id from ledger.index x
                              where x.tenant_id = tenant and x.entry_id = i.entry_id)))
          and i.entry_id not in (select e from review.case_file c, unnest(c.entries) as e
                                 where c.tenant_id = tenant and c.state <> 'closed'))
    where s.tenant_id = tenant and s.controller = p_controller;
end $$;

-- What is or was held back, the cases among it: of these the number, and since and until when they were open.
drop function ledger.holds();
create function ledger.holds() returns table (hold_id uuid, family text, held_entry uuid, reason text, until date,
                                              since timestamptz, lifted_at timestamptz, case_number text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return query
    select h.hold_id, f.number, h.held_entry, h.reason, h.until, h.since, h.lifted_at, null::text
    from ledger.hold h left join core.family f on f.tenant_id = h.tenant_id and f.family_id = h.family_id
    where h.tenant_id = current_setting('hub.tenant')::uuid
    union all
    select c.case_id, null, null, 'review_case', null, c.opened_at,
        case when c.state = 'closed' then (select max(s.at) from review.case_step s where s.tenant_id = c.tenant_id
            and s.case_id = c.case_id and s.kind in ('closed', 'confirmed', 'notified', 'replied')) end, c.number
    from review.case_file c where c.tenant_id = current_setting('hub.tenant')::uuid
    order by 6, 1;
end $$;

do $$
declare
    f regprocedure;
begin
    foreach f in array array['ledger.held_by_cases()', 'review.case_ended(review.case_file)',
        'review.due_cases(text, date, date)', 'review.overdue_cases(text, date, date)',
        'review.erase_cases(uuid, text, date, date, date)']::regprocedure[]
    loop
        execute format('alter function %s owner to hub_erases', f);
        execute format('revoke execute on function %s from public', f);
    end loop;
    alter function ledger.holds() owner to hub_reads;
    revoke execute on function ledger.holds() from public;
end $$;
grant execute on function review.overdue_cases(text, date, date),
    review.erase_cases(uuid, text, date, date, date) to hub_clerk;
grant execute on function ledger.holds() to hub_loader, hub_oversight;
revoke create on schema review from hub_reviews, hub_erases;
revoke create on schema ledger from hub_erases, hub_reads;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
