"""A family's record is destroyed, keys first, in the transaction of the entry that says so; journal and check."""

from alembic import op

revision = "0098"
down_revision = "0097"

SQL = r"""
-- Whoever destroys a family's record. It sees which rows are the family's, no value, no key, no name.
do $$
begin
    if not exists (select from pg_roles where rolname = 'hub_forgets') then
        create role hub_forgets nologin nobypassrls noinherit;
    end if;
    execute format('grant hub_forgets to %I', current_user);
end $$;
grant usage on schema record, core, consent, ledger, identity, review to hub_forgets;
grant create on schema record to hub_forgets;
grant execute on function identity.enter(), record.check_entry(uuid) to hub_forgets;

-- Which families' records were erased, in the order of the journal outside the database. Of one that a backup has never
-- known there is no entry.
create table record.erased (
    tenant_id uuid not null,
    seq       bigint not null check (seq > 0),
    family_id uuid not null,
    day       date not null,
    entry_id  uuid,
    primary key (tenant_id, seq),
    unique (tenant_id, family_id)
);
alter table record.erased enable row level security;
alter table record.erased force row level security;
create policy tenant on record.erased
    using (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid);
create trigger only_grows before update or delete or truncate on record.erased
    for each statement execute function ledger.refuse_change();

grant select on identity.login to hub_forgets;
grant select, insert on record.erased to hub_forgets;
grant select (tenant_id, family_id) on record.erased to hub_writes;
grant select (tenant_id, family_id, number, status, exit_date), update (record_version) on core.family to hub_forgets;
grant select (tenant_id, family_id, person_id) on core.person to hub_forgets;
grant select (tenant_id, entry_id, family_id, event) on ledger.index to hub_forgets;
grant select (tenant_id, family_id, held_entry, until, lifted_at) on ledger.hold to hub_forgets;
grant select (tenant_id, families, entries, state) on review.case_file to hub_forgets;
grant select (tenant_id, partition, cell_id, family_id) on record.cell to hub_forgets;
grant select (tenant_id, partition, cell_id) on record.value to hub_forgets;
grant select (tenant_id, family_id, holder) on record.key_wrapping, record.holder_key to hub_forgets;
grant select (tenant_id, family_id) on record.key, record.draft, record.receipt, record.blind_index,
    record.wrap_wanted, consent.open, consent.request, consent.task, consent.task_turn to hub_forgets;
grant select (tenant_id, family_id, subjects_id) on record.subjects to hub_forgets;
grant select (tenant_id, subjects_id) on record.subject to hub_forgets;
grant select (tenant_id, family_id, talk_id) on consent.talk to hub_forgets;
grant select (tenant_id, talk_id) on consent.scan to hub_forgets;
grant select (tenant_id, person_id) on consent.asked to hub_forgets;
grant delete on record.value, record.cell, record.key_wrapping, record.holder_key, record.key, record.subject,
    record.subjects, record.draft, record.receipt, record.blind_index, record.wrap_wanted, consent.open,
    consent.request, consent.task, consent.task_turn, consent.talk, consent.scan, consent.asked to hub_forgets;

-- What is one agency's goes with the rest; only within the functions below is anybody this role.
alter policy own_agency on record.draft
    using (agency = current_setting('hub.agency', true) or current_user = 'hub_forgets');
alter policy own_agency on consent.talk
    using (agency = current_setting('hub.agency', true) or current_user = 'hub_forgets');
alter policy own_agency on consent.scan
    using (agency = current_setting('hub.agency', true) or current_user = 'hub_forgets');
alter policy own_agency on consent.task_turn
    using (agency = current_setting('hub.agency', true) or current_user = 'hub_forgets');
alter policy two_agencies on consent.request
    using (current_setting('hub.agency', true) in (from_agency, to_agency) or current_user = 'hub_forgets');
alter policy owner on consent.task
    using (current_setting('hub.agency', true) in (agency, 'clerk') or current_user = 'hub_forgets');

-- Nothing comes back: no key, draft or talk of a family whose record was erased. Fired after the foreign key to the
-- family (in the order of their names), so that whoever wrote meanwhile has waited for the erasure and sees it.
create function record.refuse_erased() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if exists (select from record.erased e where e.tenant_id = new.tenant_id and e.family_id = new.family_id) then
        raise exception 'the record of this family was erased' using errcode = 'HB032';
    end if;
    return null;
end $$;
do $$
declare
    t text;
begin
    foreach t in array array['record.subjects', 'record.key', 'record.holder_key', 'record.draft', 'consent.talk'] loop
        execute format('create trigger still_there after insert on %s for each row
            execute function record.refuse_erased()', t);
    end loop;
end $$;

-- What of a family can be destroyed and is there now: rows, and keys by the holder who opens them.
create function record.left_of(p_family uuid) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
    select jsonb_build_object(
        'holder_keys', (select coalesce(jsonb_object_agg(h.holder, h.n), '{}') from (
            select k.holder, count(*) as n from record.holder_key k
            where k.tenant_id = t.id and k.family_id = p_family group by 1) h),
        'wrappings', (select coalesce(jsonb_object_agg(h.holder, h.n), '{}') from (
            select w.holder, count(*) as n from record.key_wrapping w
            where w.tenant_id = t.id and w.family_id = p_family group by 1) h),
        'values', (select count(*) from record.value v join record.cell c using (tenant_id, partition, cell_id)
                   where c.tenant_id = t.id and c.family_id = p_family),
        'cells', (select count(*) from record.cell c where c.tenant_id = t.id and c.family_id = p_family),
        'tokens', (select count(*) from record.blind_index b where b.tenant_id = t.id and b.family_id = p_family),
        'drafts', (select count(*) from record.draft d where d.tenant_id = t.id and d.family_id = p_family),
        'talks', (select count(*) from consent.talk k where k.tenant_id = t.id and k.family_id = p_family)
               + (select count(*) from consent.request r where r.tenant_id = t.id and r.family_id = p_family)
               + (select count(*) from consent.asked a join core.person p using (tenant_id, person_id)
                  where a.tenant_id = t.id and p.family_id = p_family))
    from (select nullif(current_setting('hub.tenant', true), '')::uuid as id) t
$$;

-- Why the record of a family is still to be kept on a day; null where nothing speaks against erasing it.
create function record.kept_because(p_family uuid, p_ended_by date, p_day date) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
    select case
        when f.status <> 'ended' or f.exit_date is null then 'running'
        when f.exit_date > p_ended_by then 'period'
        when exists (select from ledger.hold h
                     where h.tenant_id = f.tenant_id and h.lifted_at is null and h.until >= p_day
                       and (h.family_id = f.family_id
                            or exists (select from ledger.index i where i.tenant_id = f.tenant_id
                                       and i.entry_id = h.held_entry and i.family_id = f.family_id))) then 'hold'
        when exists (select from review.case_file c
                     where c.tenant_id = f.tenant_id and c.state <> 'closed'
                       and (f.family_id = any(c.families)
                            or exists (select from ledger.index i where i.tenant_id = f.tenant_id
                                       and i.entry_id = any(c.entries) and i.family_id = f.family_id))) then 'case'
        end
    from core.family f
    where f.tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid and f.family_id = p_family
$$;

-- How a family stands, by number or by id: for the operator, before and after. No row where there is no such family.
create function record.erasable(p_which text, p_ended_by date, p_day date)
returns table (family_id uuid, number text, exit_date date, kept text, remains jsonb, erased_on date, entry_id uuid)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return query
    select f.family_id, f.number, f.exit_date, record.kept_because(f.family_id, p_ended_by, p_day),
        record.left_of(f.family_id), e.day, e.entry_id
    from core.family f left join record.erased e on e.tenant_id = f.tenant_id and e.family_id = f.family_id
    where f.tenant_id = current_setting('hub.tenant')::uuid and p_which in (f.number, f.family_id::text);
end $$;

-- Destroys all of it, in the transaction of its entry, and says what that was. With `seq` it is a line of the journal
-- that is put back: it was decided before, and what the restored database says of the family is older than that.
create function record.erase_family(p_entry uuid, p jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    gone   uuid := (p ->> 'family')::uuid;
    tenant uuid;
    was    jsonb;
begin
    perform identity.enter();
    tenant := current_setting('hub.tenant')::uuid;
    -- Whoever writes about the family has to wait from here on, and then finds that it is gone.
    perform from core.family f where f.tenant_id = tenant and f.family_id = gone for update;
    if not found then
        raise exception 'no such family' using errcode = 'HB032';
    end if;
    perform record.check_entry(p_entry);
    if not exists (select from ledger.index i where i.tenant_id = tenant and i.entry_id = p_entry
                   and i.family_id = gone and i.event = 'record.erased') then
        raise exception 'the entry says something else' using errcode = 'HB012';
    end if;
    if exists (select from record.erased e where e.tenant_id = tenant and e.family_id = gone) then
        raise exception 'erased before' using errcode = 'HB033';
    end if;
    if p ->> 'seq' is null and (record.kept_because(gone, (p ->> 'ended_by')::date, (p ->> 'day')::date) is not null
                                or (p ->> 'ended_by')::date >= (p ->> 'day')::date) then
        raise exception 'still to be kept' using errcode = 'HB037';
    end if;
    was := record.left_of(gone);
    insert into record.erased (tenant_id, seq, family_id, day, entry_id)
    select tenant, coalesce((p ->> 'seq')::bigint,
                            (select coalesce(max(e.seq), 0) + 1 from record.erased e where e.tenant_id = tenant)),
        gone, (p ->> 'day')::date, p_entry;
    delete from record.key_wrapping w where w.tenant_id = tenant and w.family_id = gone;
    delete from record.holder_key h where h.tenant_id = tenant and h.family_id = gone;
    delete from record.wrap_wanted w where w.tenant_id = tenant and w.family_id = gone;
    delete from record.blind_index b where b.tenant_id = tenant and b.family_id = gone;
    delete from record.value v using record.cell c
    where c.tenant_id = tenant and c.family_id = gone and v.tenant_id = tenant and v.partition = c.partition
      and v.cell_id = c.cell_id;
    delete from record.cell c where c.tenant_id = tenant and c.family_id = gone;
    delete from record.key k where k.tenant_id = tenant and k.family_id = gone;
    delete from record.subject m using record.subjects s
    where s.tenant_id = tenant and s.family_id = gone and m.tenant_id = tenant and m.subjects_id = s.subjects_id;
    delete from record.subjects s where s.tenant_id = tenant and s.family_id = gone;
    delete from record.draft d where d.tenant_id = tenant and d.family_id = gone;
    delete from record.receipt r where r.tenant_id = tenant and r.family_id = gone;
    delete from consent.scan s using consent.talk k
    where k.tenant_id = tenant and k.family_id = gone and s.tenant_id = tenant and s.talk_id = k.talk_id;
    delete from consent.asked a using core.person m
    where m.tenant_id = tenant and m.family_id = gone and a.tenant_id = tenant and a.person_id = m.person_id;
    delete from consent.task_turn t where t.tenant_id = tenant and t.family_id = gone;
    delete from consent.task t where t.tenant_id = tenant and t.family_id = gone;
    delete from consent.request r where r.tenant_id = tenant and r.family_id = gone;
    delete from consent.talk k where k.tenant_id = tenant and k.family_id = gone;
    delete from consent.open o where o.tenant_id = tenant and o.family_id = gone;
    return was;
end $$;

-- The journal: the last number that this database knows of, all after a number, and a line about a family that a backup
-- has never known.
create function record.erasures_known() returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return (select coalesce(max(e.seq), 0) from record.erased e
            where e.tenant_id = current_setting('hub.tenant')::uuid);
end $$;
create function record.erasures_since(p_seq bigint) returns table (seq bigint, family_id uuid, day date)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return query select e.seq, e.family_id, e.day from record.erased e
    where e.tenant_id = current_setting('hub.tenant')::uuid and e.seq > p_seq order by e.seq;
end $$;
create function record.erasure_of_nobody(p_seq bigint, p_family uuid, p_day date) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    if exists (select from core.family f
               where f.tenant_id = current_setting('hub.tenant')::uuid and f.family_id = p_family) then
        raise exception 'this family is here' using errcode = 'HB033';
    end if;
    insert into record.erased (tenant_id, seq, family_id, day)
    values (current_setting('hub.tenant')::uuid, p_seq, p_family, p_day) on conflict do nothing;
end $$;

do $$
declare
    f regprocedure;
begin
    foreach f in array array['record.erasable(text, date, date)', 'record.erase_family(uuid, jsonb)',
        'record.erasures_known()', 'record.erasures_since(bigint)',
        'record.erasure_of_nobody(bigint, uuid, date)']::regprocedure[] loop
        execute format('alter function %s owner to hub_forgets', f);
        execute format('revoke execute on function %s from public', f);
        execute format('grant execute on function %s to hub_loader', f);
    end loop;
    foreach f in array array['record.left_of(uuid)', 'record.kept_because(uuid, date, date)']::regprocedure[] loop
        execute format('revoke execute on function %s from public', f);
        execute format('grant execute on function %s to hub_forgets', f);
    end loop;
    execute 'revoke execute on function record.refuse_erased() from public';
end $$;
grant execute on function record.erasures_known()
    to hub_jobcenter, hub_jugendamt, hub_provider, hub_family, hub_oversight, hub_clerk;

revoke create on schema record from hub_forgets;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
