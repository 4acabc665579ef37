"""A sheet that did not come back, or waits for its second look, is a task of the agency that printed it."""

from alembic import op

revision = "0050"
down_revision = "0049"

SQL = r"""
-- Only while its functions change hands may a role create here.
grant create on schema consent to hub_reads;
grant select (tenant_id, family_id, agency, state, number, saved_at) on consent.talk to hub_reads;

-- As before, and the sheets of one's own agency that are not in yet.
drop function consent.tasks_at_hand(uuid, date);
create function consent.tasks_at_hand(p_staff uuid, p_day date)
returns table (number text, recalls text, tasks text, sheets text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
begin
    return query
    select a.number,
        (select json_agg(distinct jsonb_build_array(c.ref, r.agency, w.received_at))::text
         from consent.recall r
         join consent.paper c on c.tenant_id = r.tenant_id and c.consent_id = r.consent_id
         join consent.withdrawal w on w.tenant_id = r.tenant_id and w.consent_id = r.consent_id
              and w.ordinal = r.ordinal
         where r.tenant_id = tenant and r.family_id = a.family_id and r.answer is null and r.agency = caller),
        (select json_agg(json_build_array(t.task_id, t.agency, t.kind, t.due, t.notice, t.person_id, c.ref,
                         t.noticed_at, t.closed_at, t.closed_by))::text
         from consent.task t
         left join consent.paper c on c.tenant_id = t.tenant_id and c.consent_id = t.consent_id
         where t.tenant_id = tenant and t.family_id = a.family_id and t.agency = caller),
        (select json_agg(json_build_array(k.number, k.state, k.saved_at) order by k.number)::text
         from consent.talk k
         where k.tenant_id = tenant and k.family_id = a.family_id and k.agency = caller
           and k.state in ('sheet', 'scanned'))
    from record.assigned_to(caller, p_staff, p_day) a;
end $$;
alter function consent.tasks_at_hand(uuid, date) owner to hub_reads;
revoke execute on function consent.tasks_at_hand(uuid, date) from public;
grant execute on function consent.tasks_at_hand(uuid, date) to hub_jobcenter, hub_jugendamt;

revoke create on schema consent from hub_reads;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
