"""Lists believe less: a field is no more open than the catalogue says, and no number is told where the page is shut."""

from alembic import op

revision = "0034"
down_revision = "0036"

SQL = r"""
-- Only while its functions change hands may a role create here.
grant create on schema record to hub_reads;

-- As before; and a family of the agencies' own staff is no case of who takes part in personnel decisions: its page is
-- shut to them, so a list of numbers does not name it either (§ 35 Abs. 1 S. 3 SGB I).
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
        lateral (select x.number, x.staff_related from core.family x
                 where x.tenant_id = tenant and x.family_id = t.family_id offset 0) f
    where t.family_id <> all (shut) and not (decides and f.staff_related)
    order by f.number;
end $$;

-- A list is asked for fields as the catalogue has them, whatever a process claims: only where a field can be opened to
-- another agency is it known there that it is filled (`record.outline` looks it up, `record.weigh` is told).
create function record.check_fields(p_fields jsonb) returns void language plpgsql as $$
begin
    if exists (select from jsonb_to_recordset(p_fields) as n (field text, ceiling integer)
                   left join record.field d on d.field_id = n.field
               where n.ceiling > coalesce(d.ceiling, 0)) then
        raise exception 'not as the catalogue has this field' using errcode = 'HB030';
    end if;
end $$;
alter function record.check_fields(jsonb) owner to hub_reads;

-- As before, and asks whether the fields are as it is claimed.
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
    perform record.check_fields(q -> 'fields');
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

revoke create on schema record from hub_reads;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
