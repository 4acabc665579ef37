"""Whom a paper names in person it names as staff of the agency where they were: since when they are here is asked."""

from alembic import op

revision = "0038"
down_revision = "0041"

SQL = r"""
-- Only while its functions change hands may a role create here.
grant create on schema record, identity to hub_reads;

-- The first day since which somebody was at no other agency than where they act today, `-infinity` if they never were:
-- at the calling agency where they have a post there, else where they have one.
create function identity.here_since(p_caller text, p_staff uuid, p_day date) returns date
language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set jit = off
as $$
declare
    tenant uuid := current_setting('hub.tenant')::uuid;
    here   text[] := array(select distinct o.served_by from identity.post o
                           where o.tenant_id = tenant and o.staff_id = p_staff and p_day between o.since and o.until);
begin
    here := case when p_caller = any (here) then array[p_caller] else here end;
    return (
        select coalesce(upper(
                coalesce(range_agg(daterange(o.since, least(o.until, p_day), '[]'))
                         filter (where o.served_by <> all (here) and o.since <= p_day and o.since <= o.until), '{}')
                - coalesce(range_agg(daterange(o.since, o.until, '[]'))
                           filter (where o.served_by = any (here) and o.since <= o.until), '{}')), '-infinity')
        from identity.post o where o.tenant_id = tenant and o.staff_id = p_staff);
end $$;
alter function identity.here_since(text, uuid, date) owner to hub_reads;
grant execute on function identity.here_since(text, uuid, date) to hub_writes;

-- Each function is told by the words that go and those that come: `identity.ties` asks the new one; `identity.mandates`
-- says it of each member of staff, null for "always"; and a list leaves families to the papers themselves where who
-- asks came from another agency, as if nothing were worked out ahead.
do $$
declare
    change record;
    body   text;
begin
    for change in select * from (values
        ('identity.ties(text, uuid, date, uuid)'::regprocedure,
         'begun  date;',
         'begun  date := identity.here_since(p_caller, p_staff, p_day);'),
        ('identity.ties(text, uuid, date, uuid)',
         '    -- The day after the last one, until today, on which they were at another agency and not at this one.
    select coalesce(upper(
            coalesce(range_agg(daterange(o.since, least(o.until, p_day), ''[]''))
                     filter (where o.served_by <> all (here) and o.since <= p_day and o.since <= o.until), ''{}'')
            - coalesce(range_agg(daterange(o.since, o.until, ''[]''))
                       filter (where o.served_by = any (here) and o.since <= o.until), ''{}'')), ''-infinity'')
    into begun from identity.post o where o.tenant_id = tenant and o.staff_id = p_staff;
',
         ''),
        ('identity.mandates(text, uuid[], date)',
         'order by t.since desc limit 1)))',
         'order by t.since desc limit 1),
            nullif(identity.here_since(caller, s.staff_id, p_day), ''-infinity'')))'),
        ('record.weigh(text, uuid[], jsonb)',
         'shut     uuid[] :=',
         'always   boolean := identity.here_since(p_caller, staff, day) = ''-infinity'';
    shut     uuid[] :='),
        ('record.weigh(text, uuid[], jsonb)',
         'and x.catalogue = mark offset 0) w on true',
         'and x.catalogue = mark and always offset 0) w on true')
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
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
