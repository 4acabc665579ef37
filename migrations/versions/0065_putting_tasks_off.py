"""A task is put off to a day, or handed to a colleague of the case; the list of tasks says both."""

from alembic import op

revision = "0065"
down_revision = "0064"

SQL = r"""
grant create on schema consent to hub_reads, hub_writes;

-- What somebody did with a task that is not done: put off to a day, handed to a colleague. A task is named by its key,
-- which holds ids and days alone; it goes with the family.
create table consent.task_turn (
    tenant_id uuid not null,
    family_id uuid not null,
    agency    text not null check (agency in ('jobcenter', 'jugendamt')),
    task      text not null check (length(task) between 1 and 200),
    due       date not null,
    until     date check (until < due or until = due),
    reason    text check (reason in ('family_awaited', 'other_office', 'absence')),
    handed_to uuid,
    turned_by uuid not null,
    turned_at timestamptz not null,
    entry_id  uuid not null,
    primary key (tenant_id, family_id, agency, task),
    check ((until is null) = (reason is null)),
    foreign key (tenant_id, family_id) references core.family,
    foreign key (tenant_id, handed_to) references identity.staff,
    foreign key (tenant_id, turned_by) references identity.staff
);
alter table consent.task_turn enable row level security;
alter table consent.task_turn force row level security;
create policy tenant on consent.task_turn
    using (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid);
create policy own_agency on consent.task_turn as restrictive using (agency = current_setting('hub.agency', true));
grant select, insert on consent.task_turn to hub_writes;
grant update (until, reason, handed_to, turned_by, turned_at, entry_id) on consent.task_turn to hub_writes;
grant select on consent.task_turn to hub_reads;

-- In the transaction of its entry. Never past its own day; only to somebody at one's own agency who has the case.
create function consent.turn_task(p_entry uuid, p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
    caller text;
begin
    perform record.check_entry(p_entry);
    tenant := current_setting('hub.tenant')::uuid;
    caller := current_setting('hub.agency');
    insert into consent.task_turn as t (tenant_id, family_id, agency, task, due, until, reason, handed_to, turned_by,
                                        turned_at, entry_id)
    select tenant, i.family_id, caller, p ->> 'task', (p ->> 'due')::date, (p ->> 'until')::date, p ->> 'reason',
        (p ->> 'to')::uuid, (p ->> 'by')::uuid, (p ->> 'at')::timestamptz, p_entry
    from ledger.index i where i.tenant_id = tenant and i.entry_id = p_entry and i.family_id is not null
      and (p ->> 'to' is null
           or exists (select from identity.ties(caller, (p ->> 'to')::uuid, (p ->> 'day')::date, i.family_id)))
    on conflict (tenant_id, family_id, agency, task)
    do update set until = coalesce(excluded.until, t.until), reason = coalesce(excluded.reason, t.reason),
        handed_to = coalesce(excluded.handed_to, t.handed_to), turned_by = excluded.turned_by,
        turned_at = excluded.turned_at, entry_id = excluded.entry_id;
    if not found then
        raise exception 'nobody to hand it to' using errcode = 'HB032';
    end if;
exception
    when foreign_key_violation or check_violation then
        raise exception 'something named does not exist' using errcode = 'HB032';
end $$;
alter function consent.turn_task(uuid, jsonb) owner to hub_writes;
revoke execute on function consent.turn_task(uuid, jsonb) from public;
grant execute on function consent.turn_task(uuid, jsonb) to hub_jobcenter, hub_jugendamt;
"""

AFTER = """
alter function consent.tasks_at_hand(uuid, date) owner to hub_reads;
revoke execute on function consent.tasks_at_hand(uuid, date) from public;
grant execute on function consent.tasks_at_hand(uuid, date) to hub_jobcenter, hub_jugendamt;

revoke create on schema consent from hub_reads, hub_writes;
"""
SIGNATURE, RETURNED = "sheets text)", "sheets text, turns text, colleagues text)"
LAST = """           and k.state in ('sheet', 'scanned'))
"""
MORE = """           and k.state in ('sheet', 'scanned')),
        (select json_agg(json_build_array(t.task, t.until, t.reason, t.handed_to, t.turned_by))::text
         from consent.task_turn t
         where t.tenant_id = tenant and t.family_id = a.family_id and t.agency = caller),
        (select json_agg(json_build_array(o.staff_id, o.ref, o.name, o.role) order by o.name, o.ref)::text
         from tied o where o.family_id = a.family_id)
"""
FROM, FROM_MINE = "from record.assigned_to(caller, p_staff, p_day) a;", "from mine a;"
START = """    return query
    select a.number,
"""
STARTED = """    return query
    with mine as materialized (
        select m.family_id, m.number from record.assigned_to(caller, p_staff, p_day) m
    ), other as materialized (
        select x.staff_id from identity.assignment x join mine using (family_id)
        where x.tenant_id = tenant and p_day between x.since and x.until
        union
        select d.staff_id from identity.deputy d join mine using (family_id)
        where d.tenant_id = tenant and p_day between d.since and d.until
    ), tied as materialized (
        select distinct t.family_id, s.staff_id, s.ref, s.name, o.role
        from other x
        join identity.staff s on s.tenant_id = tenant and s.staff_id = x.staff_id and s.staff_id <> p_staff
        join identity.post o on o.tenant_id = tenant and o.staff_id = s.staff_id and o.served_by = caller
             and p_day between o.since and o.until,
        lateral identity.ties(caller, s.staff_id, p_day, null) t
        where t.family_id in (select m.family_id from mine m)
    )
    select a.number,
"""


def upgrade() -> None:
    """Turning tasks; and the list of tasks says what was done with them, and to whom they can be handed."""
    connection = op.get_bind().connection.driver_connection
    connection.execute(SQL)
    [(body,)] = connection.execute(
        "select pg_get_functiondef('consent.tasks_at_hand(uuid, date)'::regprocedure)"
    ).fetchall()
    for gone, come in ((SIGNATURE, RETURNED), (LAST, MORE), (START, STARTED), (FROM, FROM_MINE)):
        assert body.count(gone) == 1
        body = body.replace(gone, come)
    connection.execute("drop function consent.tasks_at_hand(uuid, date)")
    connection.execute(body)
    connection.execute(AFTER)
