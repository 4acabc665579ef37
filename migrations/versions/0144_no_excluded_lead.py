"""Who is excluded from a family's matters hands nothing of it on, and a lead is told of their own body alone."""

from alembic import op

revision = "0144"
down_revision = "0143"

SQL = r"""
grant create on schema record to hub_writes;

-- As before; none of the three is excluded (§§ 16, 17 SGB X), and what was refused after a proposal does not use it up.
do $do$
declare
    change record;
    body   text := pg_get_functiondef('record.two_leads_say(uuid, uuid, uuid)'::regprocedure);
begin
    for change in select * from (values
        ('i.at < f.at + interval ''1 day''',
         'i.at < f.at + interval ''1 day'' and not identity.is_excluded(p_to, i.family_id)'),
        ('and l.staff_id <> t.staff_id', 'and l.staff_id <> t.staff_id
              and not identity.is_excluded(l.staff_id, i.family_id)'),
        ('o.event = ''confided.handed''', 'o.event = ''confided.handed'' and o.effect = ''permit''')
    ) as c (goes, comes) loop
        if position(change.goes in body) = 0 then
            raise exception 'record.two_leads_say does not read as expected';
        end if;
        body := overlay(body placing change.comes from position(change.goes in body) for length(change.goes));
    end loop;
    execute body;
end $do$;

-- As before, to whom of a body that somebody leads on a day.
drop function record.confided_to(uuid, text[]);
create function record.confided_to(p_family uuid, p_fields text[], p_lead uuid, p_day date)
returns table (staff_id uuid, ref text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    return query
    select distinct c.entrusted_to, s.ref
    from record.cell c
    join record.key k on k.tenant_id = c.tenant_id and k.partition = c.partition and k.cell_id = c.cell_id
        and k.maker = caller
    join identity.post l on l.tenant_id = c.tenant_id and l.staff_id = p_lead and l.served_by = caller
        and l.role in ('asd_lead', 'provider_lead') and p_day between l.since and l.until
        and (c.provider is null or c.provider = l.unit)
    left join identity.staff s on s.tenant_id = c.tenant_id and s.staff_id = c.entrusted_to
    where c.tenant_id = current_setting('hub.tenant')::uuid and c.family_id = p_family
      and (c.entrusted_to is not null or cardinality(c.entrusted_by) > 0 or c.field_id = any(p_fields));
end $$;
alter function record.confided_to(uuid, text[], uuid, date) owner to hub_writes;
revoke execute on function record.confided_to(uuid, text[], uuid, date) from public;
grant execute on function record.confided_to(uuid, text[], uuid, date) to hub_jugendamt, hub_provider;

revoke create on schema record from hub_writes;
"""


def upgrade() -> None:
    """Two functions."""
    op.get_bind().connection.driver_connection.execute(SQL)
