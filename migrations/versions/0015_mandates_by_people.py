"""Deputies, conflicts and assignments entered by people; accounts of families."""

from alembic import op

revision = "0015"
down_revision = "0014"

SQL = r"""
-- Only while its functions change hands may a role create here.
grant create on schema identity to hub_reads, hub_writes;

-- Rows of one grant belong together; nobody stands as grantor of what came by load.
alter table identity.deputy
    add column grant_id uuid not null default gen_random_uuid(),
    add column granted_by uuid,
    add column self_declared boolean not null default false,
    add foreign key (tenant_id, granted_by) references identity.staff (tenant_id, staff_id);

-- Who declared not to be impartial towards a family is out of the case until the lead lifts it (§§ 16, 17 SGB X).
create table identity.conflict (
    tenant_id   uuid not null,
    staff_id    uuid not null,
    family_id   uuid not null,
    ground      text not null check (ground in ('fiance', 'spouse', 'direct_line', 'sibling', 'child_of_sibling',
                    'spouse_of_sibling', 'sibling_of_spouse', 'sibling_of_parent', 'foster_bond', 'bias')),
    declared_at timestamptz not null,
    lifted_by   uuid,
    lifted_at   timestamptz,
    primary key (tenant_id, staff_id, family_id),
    foreign key (tenant_id, staff_id) references identity.staff,
    foreign key (tenant_id, lifted_by) references identity.staff (tenant_id, staff_id),
    foreign key (tenant_id, family_id) references core.family
);
alter table identity.conflict enable row level security;
alter table identity.conflict force row level security;
create policy tenant on identity.conflict
    using (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid);
grant select on identity.conflict to hub_reads, hub_writes;
grant insert, update (ground, declared_at, lifted_by, lifted_at) on identity.conflict to hub_writes;
grant update (until) on identity.assignment to hub_writes;
grant update (stands_in_for, until, reason, grant_id, granted_by, self_declared) on identity.deputy to hub_writes;
grant select (tenant_id, family_id, family_seq, entry_id) on ledger.subject to hub_writes;

-- A relation to one of its people or a declared conflict shuts the whole case.
create function identity.is_excluded(p_staff uuid, p_family uuid) returns boolean language sql stable as $$
    select exists (select from identity.relation r join core.person p
                   on p.tenant_id = r.tenant_id and p.person_id = r.person_id
                   where r.staff_id = p_staff and p.family_id = p_family)
        or exists (select from identity.conflict c
                   where c.staff_id = p_staff and c.family_id = p_family and c.lifted_at is null)
$$;
grant execute on function identity.is_excluded(uuid, uuid) to hub_reads, hub_writes;

-- What ties each of these staff to a family on a day. One row even where there is no such family, and then it says so:
-- "does not exist" and "not yours" take the same way and about the same time (A2). `tied`: it is somebody's case.
create or replace function identity.mandates(p_number text, p_staff uuid[], p_day date)
returns table (family_id uuid, next_seq bigint, tied boolean, mandates json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
    set plan_cache_mode = force_generic_plan as $$
declare
    family uuid;
    tenant uuid;
begin
    perform identity.enter();
    tenant := current_setting('hub.tenant')::uuid;
    select f.family_id into family from core.family f where f.tenant_id = tenant and f.number = p_number;
    return query
    select family,
        coalesce((select b.family_seq from ledger.subject b where b.tenant_id = tenant and b.family_id = family
                  order by b.family_seq desc limit 1), 0) + 1,
        exists (select from identity.assignment a
                where a.staff_id = any (p_staff) and a.family_id = family and p_day between a.since and a.until)
        or exists (select from identity.deputy d
                   where d.staff_id = any (p_staff) and d.family_id = family and p_day between d.since and d.until),
        (select json_agg(json_build_array(s.staff_id,
            exists (select from identity.assignment a
                    where a.staff_id = s.staff_id and a.family_id = family and p_day between a.since and a.until),
            exists (select from identity.deputy d
                    where d.staff_id = s.staff_id and d.family_id = family and p_day between d.since and d.until),
            identity.is_excluded(s.staff_id, family),
            exists (select from identity.post o
                    where o.staff_id = s.staff_id and o.hr_decision and p_day between o.since and o.until),
            (select d.stands_in_for from identity.deputy d
             where d.staff_id = s.staff_id and d.family_id = family and p_day between d.since and d.until
             order by d.since desc limit 1)))
         from unnest(p_staff) as s (staff_id));
end $$;

-- The case numbers that are one's own on a day.
create or replace function identity.assigned(p_staff uuid, p_day date) returns setof text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    return query
    select f.number from core.family f
    where exists (select from identity.post p where p.staff_id = p_staff and p.served_by = caller)
      and (exists (select from identity.assignment a
                   where a.staff_id = p_staff and a.family_id = f.family_id and p_day between a.since and a.until)
           or exists (select from identity.deputy d
                      where d.staff_id = p_staff and d.family_id = f.family_id and p_day between d.since and d.until))
      and not identity.is_excluded(p_staff, f.family_id)
    order by f.number;
end $$;

-- Who works for the calling agency on a day, in which roles.
create function identity.colleagues(p_day date) returns table (staff_id uuid, ref text, name text, roles text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    return query
    select s.staff_id, s.ref, s.name, array_agg(distinct p.role)
    from identity.post p join identity.staff s on s.tenant_id = p.tenant_id and s.staff_id = p.staff_id
    where p.served_by = caller and p_day between p.since and p.until
    group by s.staff_id, s.ref, s.name order by s.name, s.ref;
end $$;

-- The grants of the calling agency that still run or are to come, a row for each family; of cases from which the asker
-- is excluded, none.
create function identity.grants(p_me uuid, p_day date)
returns table (grant_id uuid, staff_id uuid, staff_name text, for_id uuid, for_name text, family_id uuid, number text,
               next_seq bigint, since date, until date, reason text, self_declared boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    return query
    select d.grant_id, d.staff_id, s.name, d.stands_in_for, o.name, f.family_id, f.number,
        coalesce((select max(b.family_seq) from ledger.subject b
                  where b.tenant_id = d.tenant_id and b.family_id = d.family_id), 0) + 1,
        d.since, d.until, d.reason, d.self_declared
    from identity.deputy d
    join identity.staff s on s.tenant_id = d.tenant_id and s.staff_id = d.staff_id
    join identity.staff o on o.tenant_id = d.tenant_id and o.staff_id = d.stands_in_for
    join core.family f on f.tenant_id = d.tenant_id and f.family_id = d.family_id
    where d.until >= p_day and d.until >= d.since
      and exists (select from identity.post p where p.staff_id = d.staff_id and p.served_by = caller)
      and not identity.is_excluded(p_me, d.family_id)
    order by d.since, s.name, d.grant_id, f.number;
end $$;

-- Families of the calling agency's staff in these roles of whom nobody is left: gone, or not impartial.
create function identity.unattended(p_me uuid, p_roles text[], p_day date)
returns table (number text, staff_id uuid, name text, in_conflict boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    return query
    with held as (
        select a.family_id, a.staff_id, bool_or(p_day between p.since and p.until) as works,
            identity.is_excluded(a.staff_id, a.family_id) as excluded
        from identity.assignment a join identity.post p on p.tenant_id = a.tenant_id and p.staff_id = a.staff_id
        where p.served_by = caller and p.role = any (p_roles) and p_day between a.since and a.until
        group by a.family_id, a.staff_id
    )
    select f.number, h.staff_id, s.name,
        exists (select from identity.conflict c
                where c.staff_id = h.staff_id and c.family_id = h.family_id and c.lifted_at is null)
    from held h join core.family f on f.family_id = h.family_id join identity.staff s on s.staff_id = h.staff_id
    where f.status <> 'ended' and not identity.is_excluded(p_me, f.family_id)
      and not exists (select from held x where x.family_id = h.family_id and x.works and not x.excluded)
    order by f.number, s.name;
end $$;

-- All that a decision about a mandate turns on, in one row for any number, whether there is such a family or not (A2).
-- q: me, staff, for, number (null: every family of `for`), since, until, day.
-- families: id, number, next_seq, known to the calling agency, mine, me excluded, staff excluded, staff assigned on or
-- after the day, staff in declared conflict, `for` assigned on some day of the time asked for.
create function identity.mandate_facts(q jsonb)
returns table (staff_roles text[], for_roles text[], families json)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    me uuid := (q ->> 'me')::uuid;
    who uuid := (q ->> 'staff')::uuid;
    other uuid := (q ->> 'for')::uuid;
    day date := (q ->> 'day')::date;
    first date := (q ->> 'since')::date;
    last date := coalesce((q ->> 'until')::date, first);
begin
    return query
    with asked as (
        select f.family_id, f.number, f.status, f.proposing_agency from core.family f
        where f.tenant_id = tenant
          and (f.number = q ->> 'number'
               or (q ->> 'number' is null and exists (
                   select from identity.assignment a where a.staff_id = other and a.family_id = f.family_id
                   and a.since <= last and a.until >= first)))
    )
    select array(select distinct p.role from identity.post p
                 where p.staff_id = who and p.served_by = caller and first between p.since and p.until),
        array(select distinct p.role from identity.post p where p.staff_id = other and p.served_by = caller),
        (select json_agg(json_build_array(x.family_id, x.number,
            coalesce((select max(b.family_seq) from ledger.subject b
                      where b.tenant_id = tenant and b.family_id = x.family_id), 0) + 1,
            x.status = 'admitted' or x.proposing_agency = caller or exists (
                select from identity.assignment a join identity.post p on p.staff_id = a.staff_id
                where a.family_id = x.family_id and p.served_by = caller),
            exists (select from identity.assignment a
                    where a.staff_id = me and a.family_id = x.family_id and day between a.since and a.until)
            or exists (select from identity.deputy d
                       where d.staff_id = me and d.family_id = x.family_id and day between d.since and d.until),
            identity.is_excluded(me, x.family_id),
            identity.is_excluded(who, x.family_id),
            exists (select from identity.assignment a
                    where a.staff_id = who and a.family_id = x.family_id and a.until >= day and a.until >= a.since),
            exists (select from identity.conflict c
                    where c.staff_id = who and c.family_id = x.family_id and c.lifted_at is null),
            exists (select from identity.assignment a where a.staff_id = other and a.family_id = x.family_id
                    and a.since <= last and a.until >= first)) order by x.number)
         from asked x);
end $$;

-- One change of what ties staff to a family, in the transaction of an entry about that very family. Whose staff these
-- are, how long a grant may last, and that the colleague has the case: the database looks, whatever the process says.
-- p: act, family, staff, for, since, until, reason, grant, by, self, ground, at, day.
create function identity.write_mandate(p_entry uuid, p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text;
    tenant uuid;
    act    text := p ->> 'act';
    family uuid := (p ->> 'family')::uuid;
    who    uuid := (p ->> 'staff')::uuid;
    other  uuid := (p ->> 'for')::uuid;
    day    date := (p ->> 'day')::date;
    first  date := (p ->> 'since')::date;
    last   date := (p ->> 'until')::date;
begin
    perform record.check_entry(p_entry);
    tenant := current_setting('hub.tenant')::uuid;
    caller := current_setting('hub.agency');
    if not exists (select from ledger.subject s
                   where s.tenant_id = tenant and s.family_id = family and s.entry_id = p_entry) then
        raise exception 'the change has no entry about this family' using errcode = 'HB012';
    end if;
    if caller not in ('jobcenter', 'jugendamt') and act <> 'declare_conflict'
       or not exists (select from identity.post o where o.staff_id = who and o.served_by = caller)
       or (other is not null and not exists (select from identity.post o
                                             where o.staff_id = other and o.served_by = caller)) then
        raise exception 'not this agency''s staff' using errcode = 'HB030';
    end if;
    case act
    when 'grant_deputy', 'take_over' then
        if other is null or who = other or last < first or last - first > 92 or length(p ->> 'reason') < 10
           or identity.is_excluded(who, family)
           or not exists (select from identity.assignment a where a.staff_id = other and a.family_id = family
                          and a.since <= last and a.until >= first) then
            raise exception 'no such grant' using errcode = 'HB032';
        end if;
        insert into identity.deputy as d (tenant_id, staff_id, family_id, stands_in_for, since, until, reason, grant_id,
                                          granted_by, self_declared)
        values (tenant, who, family, other, first, last, p ->> 'reason', (p ->> 'grant')::uuid, (p ->> 'by')::uuid,
                act = 'take_over')
        on conflict (tenant_id, staff_id, family_id, since) do update set stands_in_for = excluded.stands_in_for,
            until = excluded.until, reason = excluded.reason, grant_id = excluded.grant_id,
            granted_by = excluded.granted_by, self_declared = excluded.self_declared
        where d.until < d.since;
    when 'end_deputy' then
        update identity.deputy d set until = least(d.until, day - 1)
        where d.tenant_id = tenant and d.family_id = family and d.staff_id = who and d.grant_id = (p ->> 'grant')::uuid
          and d.until >= day;
    when 'assign' then
        if last < first or identity.is_excluded(who, family) then
            raise exception 'no such assignment' using errcode = 'HB032';
        end if;
        insert into identity.assignment as a (tenant_id, family_id, staff_id, since, until)
        select tenant, family, who, first, coalesce(last, 'infinity')
        where not exists (select from identity.assignment b where b.staff_id = who and b.family_id = family
                          and b.until >= b.since and b.since <= coalesce(last, 'infinity') and b.until >= first)
        on conflict (tenant_id, staff_id, family_id, since) do update set until = excluded.until
        where a.until < a.since;
    when 'end_assignment' then
        update identity.assignment a set until = least(a.until, day - 1)
        where a.tenant_id = tenant and a.family_id = family and a.staff_id = who and a.until >= day;
    when 'declare_conflict' then
        insert into identity.conflict as c (tenant_id, staff_id, family_id, ground, declared_at)
        values (tenant, who, family, p ->> 'ground', (p ->> 'at')::timestamptz)
        on conflict (tenant_id, staff_id, family_id) do update set ground = excluded.ground,
            declared_at = excluded.declared_at, lifted_by = null, lifted_at = null
        where c.lifted_at is not null;
    when 'lift_conflict' then
        update identity.conflict c set lifted_by = (p ->> 'by')::uuid, lifted_at = (p ->> 'at')::timestamptz
        where c.tenant_id = tenant and c.family_id = family and c.staff_id = who and c.lifted_at is null
          and (p ->> 'by')::uuid <> who;
    else
        raise exception 'no such act' using errcode = 'HB032';
    end case;
    if not found then
        raise exception 'it is so already' using errcode = 'HB033';
    end if;
    -- Tickets that were handed out before are void, in every window.
    if act in ('end_deputy', 'end_assignment', 'declare_conflict') then
        update core.family f set consent_epoch = f.consent_epoch + 1
        where f.tenant_id = tenant and f.family_id = family;
    end if;
exception
    when foreign_key_violation or check_violation or not_null_violation then
        raise exception 'something named does not exist' using errcode = 'HB032';
    when unique_violation then raise exception 'there already' using errcode = 'HB033';
end $$;

-- Members of a family who sign in: each under the id of the person, in no case of anybody.
create function identity.write_accounts(p_entry uuid, p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
begin
    perform record.check_entry(p_entry);
    tenant := current_setting('hub.tenant')::uuid;
    insert into identity.agency (tenant_id, unit, kind, name, short) select tenant, g.unit, 'family', g.name, g.name
    from jsonb_to_record(p -> 'agency') as g (unit text, name text) on conflict do nothing;
    insert into identity.staff (tenant_id, staff_id, ref, name, pseudonym)
    select tenant, a.person, a.ref, a.name, a.pseudonym
    from jsonb_to_recordset(p -> 'accounts') as a (person uuid, ref text, name text, pseudonym text)
    join core.person r on r.tenant_id = tenant and r.person_id = a.person;
    insert into identity.account (tenant_id, issuer, subject, staff_id) select tenant, a.issuer, a.subject, a.person
    from jsonb_to_recordset(p -> 'accounts') as a (issuer text, subject text, person uuid);
    insert into identity.post (tenant_id, post_id, staff_id, role, unit, served_by, since)
    select tenant, a.post, a.person, a.role, p -> 'agency' ->> 'unit', 'family', a.since
    from jsonb_to_recordset(p -> 'accounts') as a (post uuid, person uuid, role text, since date);
exception
    when foreign_key_violation then raise exception 'something named does not exist' using errcode = 'HB032';
    when unique_violation then raise exception 'there already' using errcode = 'HB033';
end $$;

do $$
declare
    f regprocedure;
begin
    foreach f in array array['identity.colleagues(date)', 'identity.grants(uuid, date)',
        'identity.unattended(uuid, text[], date)', 'identity.mandate_facts(jsonb)']::regprocedure[] loop
        execute format('alter function %s owner to hub_reads', f);
        execute format('grant execute on function %s to hub_jobcenter, hub_jugendamt', f);
    end loop;
    foreach f in array array['identity.write_mandate(uuid, jsonb)',
                             'identity.write_accounts(uuid, jsonb)']::regprocedure[] loop
        execute format('alter function %s owner to hub_writes', f);
    end loop;
end $$;
grant execute on function identity.mandate_facts(jsonb) to hub_provider;
grant execute on function identity.write_mandate(uuid, jsonb) to hub_jobcenter, hub_jugendamt, hub_provider;
grant execute on function identity.write_accounts(uuid, jsonb) to hub_loader;

revoke create on schema identity from hub_reads, hub_writes;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
