"""What time brings: the clerk signs in, sees what consents follow from and no value, and keeps reminders."""

from alembic import op

revision = "0045"
down_revision = "0039"

SQL = r"""
do $$
begin
    if not exists (select from pg_roles where rolname = 'hub_clerk') then
        create role hub_clerk login nobypassrls noinherit;
        alter role hub_clerk set idle_in_transaction_session_timeout = '10s';
        alter role hub_clerk set lock_timeout = '5s';
    end if;
    execute format('grant connect on database %I to hub_clerk', current_database());
end $$;
alter table identity.login drop constraint login_agency_check;
alter table identity.login add constraint login_agency_check
    check (agency in ('jobcenter', 'jugendamt', 'provider', 'family', 'oversight', 'loader', 'clerk'));
grant usage on schema record, consent, ledger, identity, rulebook to hub_clerk;

-- Only while its functions change hands may a role create here.
grant create on schema consent to hub_reads, hub_writes;

-- A reminder: which family, which kind, by when, whose. No name, no category. Each is there once, however often it is
-- noticed; it is closed by whoever did it, or because its reason is gone (closed_by is null then).
create table consent.task (
    tenant_id   uuid not null,
    task_id     uuid not null default gen_random_uuid(),
    family_id   uuid not null,
    agency      text not null check (agency in ('jobcenter', 'jugendamt')),
    kind        text not null check (kind in ('own_say_15', 'own_say_18', 'expiry', 'confirmation', 'recall',
                                              'fam_end')),
    person_id   uuid,
    consent_id  uuid,
    due         date not null,
    notice      integer not null check (notice between 0 and 90),
    noticed_at  timestamptz,
    entry_id    uuid not null,
    closed_at   timestamptz,
    closed_by   uuid,
    closed_entry uuid,
    primary key (tenant_id, task_id),
    foreign key (tenant_id, family_id) references core.family,
    foreign key (tenant_id, person_id) references core.person (tenant_id, person_id),
    foreign key (tenant_id, consent_id) references consent.paper,
    unique nulls not distinct (tenant_id, family_id, agency, kind, person_id, consent_id, due, notice)
);
alter table consent.task enable row level security;
alter table consent.task force row level security;
create policy tenant on consent.task
    using (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid);
-- Each agency its own; the clerk, who makes them, both.
create policy owner on consent.task as restrictive
    using (current_setting('hub.agency', true) in (agency, 'clerk'))
    with check (current_setting('hub.agency', true) in (agency, 'clerk'));
grant select on consent.task to hub_reads;
grant select, insert on consent.task to hub_writes;
grant update (noticed_at, closed_at, closed_by, closed_entry) on consent.task to hub_writes;

-- For the clerk: families in the order of their numbers, with all that tasks follow from. Of the record not even what
-- is filled.
create function consent.clerk_page(p_after text, p_most integer, p_only text, p_day date)
returns table (digest text, number text, family_id uuid, next_seq bigint, family text, papers text[],
               agencies text[], recalls text, tasks text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
begin
    perform identity.enter();
    tenant := current_setting('hub.tenant')::uuid;
    return query
    select rulebook.in_force(), f.number, f.family_id,
        coalesce((select b.family_seq from ledger.subject b where b.tenant_id = tenant and b.family_id = f.family_id
                  order by b.family_seq desc limit 1), 0) + 1,
        (select o.family from record.outline(f.family_id) o),
        array(select consent.papers(f.family_id)),
        array(select distinct g.kind from identity.assignment a
              join identity.post p on p.tenant_id = a.tenant_id and p.staff_id = a.staff_id
                   and p_day between p.since and p.until
              join identity.agency g on g.tenant_id = p.tenant_id and g.unit = p.unit
              where a.tenant_id = tenant and a.family_id = f.family_id and p_day between a.since and a.until
                and g.kind in ('jobcenter', 'jugendamt') order by g.kind),
        (select json_agg(distinct jsonb_build_array(c.ref, r.agency, w.received_at))::text
         from consent.recall r
         join consent.paper c on c.tenant_id = r.tenant_id and c.consent_id = r.consent_id
         join consent.withdrawal w on w.tenant_id = r.tenant_id and w.consent_id = r.consent_id
              and w.ordinal = r.ordinal
         where r.tenant_id = tenant and r.family_id = f.family_id and r.answer is null),
        (select json_agg(json_build_array(t.task_id, t.agency, t.kind, t.due, t.notice, t.person_id, c.ref,
                         t.noticed_at, t.closed_at, t.closed_by))::text
         from consent.task t
         left join consent.paper c on c.tenant_id = t.tenant_id and c.consent_id = t.consent_id
         where t.tenant_id = tenant and t.family_id = f.family_id)
    from core.family f
    where f.tenant_id = tenant and f.number > p_after and (p_only is null or f.number = p_only)
      and f.status in ('admitted', 'proposed', 'ended')
    order by f.number limit p_most;
end $$;

-- New reminders, and those whose reason is gone; one that comes back is open again, unless somebody had done it.
create function consent.keep_tasks(p_entry uuid, p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
    family uuid := (p ->> 'family')::uuid;
begin
    perform record.check_entry(p_entry);
    tenant := current_setting('hub.tenant')::uuid;
    if not exists (select from ledger.index i where i.tenant_id = tenant and i.entry_id = p_entry
                   and i.family_id = family) then
        raise exception 'this entry is about another family' using errcode = 'HB012';
    end if;
    insert into consent.task as t (tenant_id, family_id, agency, kind, person_id, consent_id, due, notice, noticed_at,
                                   entry_id)
    select tenant, family, n.agency, n.kind, n.person, n.consent, n.due, n.notice, (p ->> 'at')::timestamptz, p_entry
    from jsonb_to_recordset(p -> 'opened') as n (agency text, kind text, person uuid, consent uuid, due date,
                                                 notice integer)
    on conflict (tenant_id, family_id, agency, kind, person_id, consent_id, due, notice)
    do update set noticed_at = coalesce(t.noticed_at, excluded.noticed_at), closed_at = null, closed_entry = null
    where t.closed_by is null;
    update consent.task t set closed_at = (p ->> 'at')::timestamptz, closed_entry = p_entry
    where t.tenant_id = tenant and t.family_id = family and t.closed_at is null
      and t.task_id in (select x::uuid from jsonb_array_elements_text(p -> 'closed') x);
end $$;

-- What is known of the tasks of somebody's own families, and what their agency still owes after withdrawals.
create function consent.tasks_at_hand(p_staff uuid, p_day date)
returns table (number text, recalls text, tasks text)
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
         where t.tenant_id = tenant and t.family_id = a.family_id and t.agency = caller)
    from record.assigned_to(caller, p_staff, p_day) a;
end $$;

-- Somebody did it; whether the clerk had noticed it or not.
create function consent.settle_task(p_entry uuid, p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
    done   integer;
begin
    perform record.check_entry(p_entry);
    tenant := current_setting('hub.tenant')::uuid;
    insert into consent.task as t (tenant_id, family_id, agency, kind, person_id, consent_id, due, notice, entry_id,
                                   closed_at, closed_by, closed_entry)
    select tenant, i.family_id, current_setting('hub.agency'), p ->> 'kind', (p ->> 'person')::uuid,
        (p ->> 'consent')::uuid, (p ->> 'due')::date, (p ->> 'notice')::integer, p_entry, (p ->> 'at')::timestamptz,
        (p ->> 'by')::uuid, p_entry
    from ledger.index i where i.tenant_id = tenant and i.entry_id = p_entry and i.family_id is not null
    on conflict (tenant_id, family_id, agency, kind, person_id, consent_id, due, notice)
    do update set closed_at = excluded.closed_at, closed_by = excluded.closed_by, closed_entry = excluded.closed_entry
    where t.closed_by is null;
    get diagnostics done = row_count;
    if done <> 1 then
        raise exception 'nothing to be done there' using errcode = 'HB032';
    end if;
exception
    when foreign_key_violation then raise exception 'something named does not exist' using errcode = 'HB032';
end $$;

do $$
declare
    f regprocedure;
begin
    foreach f in array array['consent.clerk_page(text, integer, text, date)',
                             'consent.tasks_at_hand(uuid, date)']::regprocedure[] loop
        execute format('alter function %s owner to hub_reads', f);
        execute format('revoke execute on function %s from public', f);
    end loop;
    foreach f in array array['consent.keep_tasks(uuid, jsonb)', 'consent.settle_task(uuid, jsonb)']::regprocedure[] loop
        execute format('alter function %s owner to hub_writes', f);
        execute format('revoke execute on function %s from public', f);
    end loop;
end $$;
grant execute on function consent.clerk_page(text, integer, text, date), consent.keep_tasks(uuid, jsonb),
    ledger.append(jsonb, bytea, bytea[], uuid[], text[], integer[], smallint[]), ledger.next_seq(uuid),
    rulebook.in_force(), rulebook.check_in_force(text), rulebook.activations(), rulebook.document(text),
    consent.journal_state() to hub_clerk;
grant execute on function consent.tasks_at_hand(uuid, date), consent.settle_task(uuid, jsonb)
    to hub_jobcenter, hub_jugendamt;

revoke create on schema consent from hub_reads, hub_writes;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
