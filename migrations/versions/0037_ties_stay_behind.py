"""Whoever moves to the other agency takes no case along, and nobody stands in for whose case it is no more."""

from alembic import op

revision = "0037"
down_revision = "0034"

SQL = r"""
-- Only while its functions change hands may a role create here.
grant create on schema record, identity to hub_reads;
grant create on schema record to hub_writes;

-- For which agency it was entered; null where a file was loaded.
alter table identity.assignment add column entered_for text
    default nullif(nullif(current_setting('hub.agency', true), 'loader'), '');
alter table identity.deputy add column entered_for text
    default nullif(nullif(current_setting('hub.agency', true), 'loader'), '');
grant update (entered_for) on identity.assignment, identity.deputy to hub_writes;

-- The cases that somebody has on a day where they act on that day: their own, and those in which they stand in for a
-- colleague (`stands_in_for`), unless it was this colleague's case and is so no more. They act at the calling agency
-- where they have a post there, else (in a conference, or asked by the operator) where they have one. What began while
-- they were at another agency, was entered by another one, or is for a colleague of another one stayed behind there
-- (§ 35 Abs. 1 S. 2 SGB I, A4). With a family: of this one alone.
create function identity.ties(p_caller text, p_staff uuid, p_day date, p_family uuid)
returns table (family_id uuid, stands_in_for uuid, since date)
language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
    set jit = off as $$
declare
    tenant uuid := current_setting('hub.tenant')::uuid;
    here   text[] := array(select distinct o.served_by from identity.post o
                           where o.tenant_id = tenant and o.staff_id = p_staff and p_day between o.since and o.until);
    begun  date;
begin
    here := case when p_caller = any (here) then array[p_caller] else here end;
    -- The day after the last one, until today, on which they were at another agency and not at this one.
    select coalesce(upper(
            coalesce(range_agg(daterange(o.since, least(o.until, p_day), '[]'))
                     filter (where o.served_by <> all (here) and o.since <= p_day and o.since <= o.until), '{}')
            - coalesce(range_agg(daterange(o.since, o.until, '[]'))
                       filter (where o.served_by = any (here) and o.since <= o.until), '{}')), '-infinity')
    into begun from identity.post o where o.tenant_id = tenant and o.staff_id = p_staff;
    return query
    select a.family_id, null::uuid, a.since from identity.assignment a
    where a.tenant_id = tenant and a.staff_id = p_staff and p_day between a.since and a.until
      and (p_family is null or a.family_id = p_family)
      and a.since >= begun and coalesce(a.entered_for = any (here), cardinality(here) > 0)
    union all
    select d.family_id, d.stands_in_for, d.since from identity.deputy d
    where d.tenant_id = tenant and d.staff_id = p_staff and p_day between d.since and d.until
      and (p_family is null or d.family_id = p_family)
      and d.since >= begun and coalesce(d.entered_for = any (here), cardinality(here) > 0)
      and exists (select from identity.post o where o.tenant_id = tenant and o.staff_id = d.stands_in_for
                  and o.served_by = any (here))
      and coalesce((select bool_or(p_day between a.since and a.until) from identity.assignment a
                    where a.tenant_id = tenant and a.staff_id = d.stands_in_for and a.family_id = d.family_id), true);
end $$;
alter function identity.ties(text, uuid, date, uuid) owner to hub_reads;
grant execute on function identity.ties(text, uuid, date, uuid) to hub_writes;

-- As before, with the ties alone that are such where one acts.
create or replace function identity.mandates(p_number text, p_staff uuid[], p_day date)
returns table (family_id uuid, next_seq bigint, tied boolean, mandates json, policies text)
language plpgsql security definer set search_path = pg_catalog, pg_temp
    set plan_cache_mode = force_generic_plan as $$
declare
    caller text := identity.enter();
    nobody constant uuid := '00000000-0000-0000-0000-000000000000';
    family uuid;
    tenant uuid;
begin
    tenant := current_setting('hub.tenant')::uuid;
    select f.family_id into family from core.family f where f.tenant_id = tenant and f.number = p_number;
    return query
    with tie as materialized (
        select s.staff_id, t.stands_in_for, t.since
        from unnest(p_staff) s (staff_id), identity.ties(caller, s.staff_id, p_day, coalesce(family, nobody)) t
    )
    select family,
        coalesce((select b.family_seq from ledger.subject b where b.tenant_id = tenant and b.family_id = family
                  order by b.family_seq desc limit 1), 0) + 1,
        exists (select from tie),
        (select json_agg(json_build_array(s.staff_id,
            exists (select from tie t where t.staff_id = s.staff_id and t.stands_in_for is null),
            exists (select from tie t where t.staff_id = s.staff_id and t.stands_in_for is not null),
            identity.is_excluded(s.staff_id, family),
            exists (select from identity.post o
                    where o.staff_id = s.staff_id and o.hr_decision and p_day between o.since and o.until),
            (select t.stands_in_for from tie t where t.staff_id = s.staff_id and t.stands_in_for is not null
             order by t.since desc limit 1)))
         from unnest(p_staff) as s (staff_id)),
        (select a.digest from rulebook.activation a where a.tenant_id = tenant order by a.ordinal desc limit 1);
end $$;

-- As before, of the same ties.
create or replace function record.assigned_to(p_caller text, p_staff uuid, p_day date)
returns table (number text, family_id uuid)
language plpgsql set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set jit = off as $$
declare
    tenant  uuid := current_setting('hub.tenant')::uuid;
    shut    uuid[] := array(select identity.excluded_from(tenant, p_staff));
    decides boolean := exists (select from identity.post o
                               where o.tenant_id = tenant and o.staff_id = p_staff and o.hr_decision
                                 and p_day between o.since and o.until);
begin
    if not exists (select from identity.post p where p.tenant_id = tenant and p.staff_id = p_staff
                   and p.served_by = p_caller and p_day between p.since and p.until) then
        return;
    end if;
    return query
    select f.number, t.family_id
    from (select distinct x.family_id from identity.ties(p_caller, p_staff, p_day, null) x) t,
        lateral (select x.number, x.staff_related from core.family x
                 where x.tenant_id = tenant and x.family_id = t.family_id offset 0) f
    where t.family_id <> all (shut) and not (decides and f.staff_related)
    order by f.number;
end $$;

-- As before, of the same ties; whoever has no post here has no drafts here either.
create or replace function record.may_draft(p_staff uuid, p_family uuid, p_day date) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    return exists (select from identity.post o
                   where o.staff_id = p_staff and o.served_by = caller and p_day between o.since and o.until)
       and exists (select from identity.ties(caller, p_staff, p_day, p_family))
       and not identity.is_excluded(p_staff, p_family);
end $$;

-- The other functions that ask whose case it is ask the same. Each is told by the words that go and those that come.
do $$
declare
    change record;
    body   text;
begin
    for change in select * from (values
        ('record.weigh(text, uuid[], jsonb)'::regprocedure,
         'select distinct x.family_id from identity.assignment x
        where x.tenant_id = tenant and x.staff_id = staff and day between x.since and x.until',
         'select distinct x.family_id from ties x where x.stands_in_for is null'),
        ('record.weigh(text, uuid[], jsonb)',
         'x.stands_in_for as colleague from identity.deputy x
        where x.tenant_id = tenant and x.staff_id = staff and day between x.since and x.until',
         'x.stands_in_for as colleague from ties x where x.stands_in_for is not null'),
        ('record.weigh(text, uuid[], jsonb)',
         'with assigned as materialized (',
         'with ties as materialized (
        select x.* from identity.ties(p_caller, staff, day, null) x
    ), assigned as materialized ('),
        ('identity.recipients(uuid, uuid, date)',
         'and (a.staff_id = p_me or exists (',
         'and exists (select from identity.ties(caller, a.staff_id, p_day, p_family) t where t.stands_in_for is null)
          and (a.staff_id = p_me or exists ('),
        ('identity.team(uuid, date)',
         'where a.family_id = p_family and p_day between a.since and a.until',
         'where a.family_id = p_family and p_day between a.since and a.until
      and exists (select from identity.ties(g.kind, a.staff_id, p_day, p_family) t where t.stands_in_for is null)'),
        ('identity.mandate_facts(jsonb)',
         'exists (select from identity.assignment a
                    where a.staff_id = me and a.family_id = x.family_id and day between a.since and a.until)
            or exists (select from identity.deputy d
                       where d.staff_id = me and d.family_id = x.family_id and day between d.since and d.until)',
         'exists (select from identity.ties(caller, me, day, x.family_id))'),
        ('identity.write_mandate(uuid, jsonb)',
         'do update set until = excluded.until
        where a.until < a.since',
         'do update set until = excluded.until, entered_for = excluded.entered_for
        where a.until < a.since'),
        ('identity.write_mandate(uuid, jsonb)',
         'self_declared = excluded.self_declared
        where',
         'self_declared = excluded.self_declared, entered_for = excluded.entered_for
        where')
        ) as c (name, gone, come)
    loop
        body := pg_get_functiondef(change.name);
        if position(change.gone in body) = 0 then
            raise exception '% does not say what is to be changed', change.name;
        end if;
        execute replace(body, change.gone, change.come);
    end loop;
end $$;

revoke create on schema record, identity from hub_reads;
revoke create on schema record from hub_writes;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
