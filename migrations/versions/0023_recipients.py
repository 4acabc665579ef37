"""Whom the consents of a family name, by name: for the table of consents."""

from alembic import op

revision = "0023"
down_revision = "0020"

SQL = r"""
-- Only while its functions change hands may a role create here.
grant create on schema identity to hub_reads;

-- Staff whom a paper of the family names, and those whose case it is at the caller's own agency (`is_assigned`): each
-- with the post of that day, else with the last one. Who works on it at another agency is not told of by this.
create function identity.recipients(p_family uuid, p_me uuid, p_day date)
returns table (staff_id uuid, ref text, name text, role text, agency text, provider text, agency_name text, team text,
               is_assigned boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp
    set plan_cache_mode = force_generic_plan as $$
declare
    caller text := identity.enter();
begin
    return query
    with named as (
        select distinct substr(r.word, 7)::uuid as id
        from consent.paper p, lateral jsonb_array_elements_text(
            case when jsonb_typeof(p.document -> 'recipients') = 'array' then p.document -> 'recipients' end) r (word)
        where p.family_id = p_family and r.word like 'staff:%'
    ), charged as (
        select a.staff_id as id from identity.assignment a
        where a.family_id = p_family and p_day between a.since and a.until
          and (a.staff_id = p_me or exists (select from identity.post o
                                            where o.staff_id = a.staff_id and o.served_by = caller
                                              and p_day between o.since and o.until))
    )
    select s.staff_id, s.ref, s.name, o.role, g.kind, case when g.kind = 'provider' then o.unit end, g.name, o.team,
           exists (select from charged c where c.id = s.staff_id)
    from identity.staff s
    left join lateral (
        select x.tenant_id, x.role, x.unit, x.team from identity.post x
        where x.staff_id = s.staff_id
        order by p_day between x.since and x.until desc, x.role like '%\_deputy', x.until desc, x.role
        limit 1) o on true
    left join identity.agency g on g.tenant_id = o.tenant_id and g.unit = o.unit
    where s.staff_id in (select n.id from named n union select c.id from charged c union select p_me)
    order by s.ref;
end $$;

alter function identity.recipients(uuid, uuid, date) owner to hub_reads;
revoke execute on function identity.recipients(uuid, uuid, date) from public;
grant execute on function identity.recipients(uuid, uuid, date) to hub_jobcenter, hub_jugendamt, hub_provider;

revoke create on schema identity from hub_reads;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
