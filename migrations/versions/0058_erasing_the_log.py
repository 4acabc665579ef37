"""What the law lets the log keep ends: keys and payloads go against an entry that says so; holds; old tickets."""

from alembic import op

revision = "0058"
down_revision = "0062"

SQL = r"""
-- Whoever destroys keys and payloads of the log. It sees no value, and writes nothing that says who did what.
do $$
begin
    if not exists (select from pg_roles where rolname = 'hub_erases') then
        create role hub_erases nologin nobypassrls noinherit;
    end if;
    execute format('grant hub_erases to %I', current_user);
end $$;
grant usage on schema ledger, core, identity to hub_erases;
grant create on schema ledger to hub_erases, hub_reads;
grant execute on function identity.enter() to hub_erases;

-- Nothing of these is erased before a day: a complaint, an inquiry into somebody's conduct, a court case, a request for
-- access (G8). Of one family, or of one entry. Kept when it is over: both officers see who held what back, and why.
create table ledger.hold (
    tenant_id  uuid not null,
    hold_id    uuid not null,
    family_id  uuid,
    held_entry uuid,
    reason     text not null check (reason in ('complaint', 'conduct', 'court', 'access_request')),
    until      date not null,
    since      timestamptz not null,
    entry_id   uuid not null,
    lifted_at  timestamptz,
    lifting    uuid,
    primary key (tenant_id, hold_id),
    foreign key (tenant_id, family_id) references core.family,
    foreign key (tenant_id, held_entry) references ledger.entry (tenant_id, entry_id),
    check (num_nonnulls(family_id, held_entry) = 1),
    check (num_nonnulls(lifted_at, lifting) in (0, 2))
);
-- Which entries an erasure by list destroyed. Ids of leaves, nothing else: whoever checks the log needs them.
create table ledger.erased (
    tenant_id uuid not null,
    erasure   uuid not null,
    entry_id  uuid not null,
    primary key (tenant_id, erasure, entry_id)
);
do $$
declare
    t text;
begin
    foreach t in array array['hold', 'erased'] loop
        execute format('alter table ledger.%I enable row level security', t);
        execute format('alter table ledger.%I force row level security', t);
        execute format($policy$create policy tenant on ledger.%I
            using (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)
            with check (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)$policy$, t);
        execute format('grant select on ledger.%I to hub_reads, hub_erases', t);
    end loop;
end $$;
grant insert on ledger.hold, ledger.erased to hub_erases;
grant update (lifted_at, lifting) on ledger.hold to hub_erases;
create trigger only_grows before update or delete or truncate on ledger.erased
    for each statement execute function ledger.refuse_change();

-- A family's numbering says that there was an act about it: it goes with the words of the act.
create function ledger.refuse_unless_erased() returns trigger language plpgsql as $$
begin
    if current_user <> 'hub_erases' then
        raise exception 'the ledger only grows' using errcode = '42501';
    end if;
    return null;
end $$;
drop trigger only_grows on ledger.subject;
create trigger only_grows before update or truncate on ledger.subject
    for each statement execute function ledger.refuse_change();
create trigger only_erased before delete on ledger.subject
    for each statement execute function ledger.refuse_unless_erased();

grant select on identity.login, core.family, ledger.entry, ledger.index, ledger.payload, ledger.part, ledger.bucket,
    ledger.bucket_key, ledger.subject, ledger.ticket, ledger.page_ticket, ledger.ticket_used to hub_erases;
grant delete on ledger.index, ledger.payload, ledger.part, ledger.bucket_key, ledger.subject, ledger.ticket,
    ledger.page_ticket, ledger.ticket_used to hub_erases;
grant update (segments) on ledger.payload to hub_erases;
grant update (pseudonym) on ledger.index to hub_erases;

create function ledger.is_held(p_entry uuid, p_day date) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
    select exists (
        select from ledger.hold h
        where h.tenant_id = current_setting('hub.tenant')::uuid and h.lifted_at is null and h.until >= p_day
          and (h.held_entry = p_entry
               or exists (select from ledger.index x where x.tenant_id = h.tenant_id and x.entry_id = p_entry
                          and x.family_id = h.family_id)))
$$;

-- Entries whose part in the access log is over: they lie before an instant, and their key's last day is not after
-- `p_through`. A line without a pseudonym was dealt with before.
create function ledger.due_in_log(p_before timestamptz, p_through date, p_day date)
returns table (entry_id uuid, actor_bucket uuid, in_register boolean)
language sql stable set search_path = pg_catalog, pg_temp as $$
    select i.entry_id, p.actor_bucket, c.retention = 'disclosure_register'
    from ledger.index i
    join ledger.payload p on p.tenant_id = i.tenant_id and p.entry_id = i.entry_id
    join ledger.bucket a on a.tenant_id = i.tenant_id and a.bucket_id = p.actor_bucket
    join ledger.bucket c on c.tenant_id = i.tenant_id and c.bucket_id = p.case_bucket
    where i.tenant_id = current_setting('hub.tenant')::uuid and i.part = 0 and i.at < p_before and i.pseudonym <> ''
      and a.retain_until <= p_through and not ledger.is_held(i.entry_id, p_day)
$$;

-- Families whose register is over, with the entries in which it lies, in the order of their ids.
create function ledger.due_in_register(p_ended_by date, p_day date) returns table (family_id uuid, entries uuid[])
language sql stable set search_path = pg_catalog, pg_temp as $$
    select f.family_id, array_agg(distinct i.entry_id order by i.entry_id)
    from core.family f
    join ledger.index i on i.tenant_id = f.tenant_id and i.family_id = f.family_id
    left join ledger.payload p on p.tenant_id = i.tenant_id and p.entry_id = i.entry_id and i.part = 0
    left join ledger.part q on q.tenant_id = i.tenant_id and q.entry_id = i.entry_id and q.part = i.part and i.part > 0
    join ledger.bucket b on b.tenant_id = i.tenant_id and b.bucket_id = coalesce(p.case_bucket, q.bucket_id)
    where f.tenant_id = current_setting('hub.tenant')::uuid and f.status = 'ended' and f.exit_date <= p_ended_by
      and b.retention = 'disclosure_register'
      and not exists (select from ledger.hold h where h.tenant_id = f.tenant_id and h.lifted_at is null
                      and h.until >= p_day and (h.family_id = f.family_id or h.held_entry = i.entry_id))
    group by f.family_id
$$;

-- What is over, for the clerk, before it writes down that it destroys it.
create function ledger.overdue(p_before timestamptz, p_through date, p_ended_by date, p_day date)
returns table (in_log bigint, registers jsonb)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return query
    select (select count(*) from ledger.due_in_log(p_before, p_through, p_day)),
        (select coalesce(jsonb_agg(jsonb_build_array(r.family_id, to_jsonb(r.entries)) order by r.family_id), '[]')
         from ledger.due_in_register(p_ended_by, p_day) r);
end $$;

-- The committed entry of an erasure by this caller, or nothing is destroyed; what its leaf says that it destroys.
create function ledger.announced(p_entry uuid) returns jsonb
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    found  ledger.entry;
    told   jsonb;
begin
    select e.* into found from ledger.entry e
    join ledger.index i on i.tenant_id = e.tenant_id and i.entry_id = e.entry_id and i.event = 'log.erase'
    where e.tenant_id = current_setting('hub.tenant')::uuid and e.entry_id = p_entry and e.agency = caller;
    told := convert_from(found.leaf, 'UTF8')::jsonb -> 'er';
    if told is null then
        raise exception 'no such erasure' using errcode = 'HB020';
    end if;
    if found.xid = pg_current_xact_id_if_assigned() then
        raise exception 'the entry is not committed' using errcode = 'HB021';
    end if;
    return told;
end $$;

-- The access log up to a day: payloads and keys of what lies in it alone, and of all else who acted.
create function ledger.erase_log(p_entry uuid, p_before timestamptz, p_through date, p_day date) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    told   jsonb := ledger.announced(p_entry);
    tenant uuid := current_setting('hub.tenant')::uuid;
    due    uuid[];
    whole  uuid[];
    keys   uuid[];
begin
    if told <> jsonb_build_object('rc', 'access_log', 'to', p_through::text) or p_through >= p_day then
        raise exception 'the entry says something else' using errcode = 'HB020';
    end if;
    select array_agg(d.entry_id), array_agg(d.entry_id) filter (where not d.in_register), array_agg(d.actor_bucket)
    into due, whole, keys from ledger.due_in_log(p_before, p_through, p_day) d;
    if due is null then
        return 0;
    end if;
    keys := keys || array(select q.bucket_id from ledger.part q join ledger.bucket b using (tenant_id, bucket_id)
                          where q.tenant_id = tenant and q.entry_id = any(due) and b.retention = 'access_log');

    -- A family's numbers go, save its newest, from which the next one follows.
    delete from ledger.subject s using ledger.index i
    where i.tenant_id = tenant and i.entry_id = any(whole) and s.tenant_id = tenant and s.family_id = i.family_id
      and s.entry_id = i.entry_id
      and not exists (select from ledger.part q join ledger.bucket b using (tenant_id, bucket_id)
                      where q.tenant_id = tenant and q.entry_id = i.entry_id and q.part = i.part
                        and b.retention <> 'access_log')
      and s.family_seq < (select max(n.family_seq) from ledger.subject n
                          where n.tenant_id = tenant and n.family_id = i.family_id);
    delete from ledger.index i using ledger.part q, ledger.bucket b
    where i.tenant_id = tenant and i.entry_id = any(due) and q.tenant_id = tenant and q.entry_id = i.entry_id
      and q.part = i.part and b.tenant_id = tenant and b.bucket_id = q.bucket_id and b.retention = 'access_log';
    delete from ledger.part q using ledger.bucket b
    where q.tenant_id = tenant and q.entry_id = any(due) and b.tenant_id = tenant and b.bucket_id = q.bucket_id
      and b.retention = 'access_log';
    delete from ledger.payload p where p.tenant_id = tenant and p.entry_id = any(whole);
    delete from ledger.index i where i.tenant_id = tenant and i.entry_id = any(whole) and i.part = 0;
    update ledger.payload p set segments[1] = ''::bytea where p.tenant_id = tenant and p.entry_id = any(due);
    update ledger.index i set pseudonym = '' where i.tenant_id = tenant and i.entry_id = any(due);
    -- One day, family and writer share a key: it stays while anything under it is held back.
    delete from ledger.bucket_key k
    where k.tenant_id = tenant and k.bucket_id = any(keys)
      and not exists (select from ledger.index i join ledger.payload p using (tenant_id, entry_id)
                      where i.tenant_id = tenant and i.at < p_before and i.pseudonym <> ''
                        and p.actor_bucket = k.bucket_id);
    return cardinality(due);
end $$;

-- A family's register: the entries that the erasure names, no more and no fewer.
create function ledger.erase_register(p_entry uuid, p_family uuid, p_ended_by date, p_day date) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    told   jsonb := ledger.announced(p_entry);
    tenant uuid := current_setting('hub.tenant')::uuid;
    due    uuid[];
    keys   uuid[];
begin
    select d.entries into due from ledger.due_in_register(p_ended_by, p_day) d where d.family_id = p_family;
    if due is null or told <> jsonb_build_object('n', cardinality(due), 'h', encode(sha256(convert_to(
            (select string_agg(x.id || E'\n', '' order by x.id collate "C") from unnest(due::text[]) as x (id)),
            'UTF8')), 'hex')) then
        raise exception 'the entry says something else' using errcode = 'HB020';
    end if;
    insert into ledger.erased (tenant_id, erasure, entry_id) select tenant, p_entry, x.id from unnest(due) as x (id);
    keys := array(select coalesce(p.case_bucket, q.bucket_id)
                  from ledger.index i
                  left join ledger.payload p on p.tenant_id = tenant and p.entry_id = i.entry_id and i.part = 0
                  left join ledger.part q on q.tenant_id = tenant and q.entry_id = i.entry_id and q.part = i.part
                  where i.tenant_id = tenant and i.entry_id = any(due) and i.family_id = p_family);
    delete from ledger.subject s
    where s.tenant_id = tenant and s.family_id = p_family and s.entry_id = any(due)
      and s.family_seq < (select max(n.family_seq) from ledger.subject n
                          where n.tenant_id = tenant and n.family_id = p_family);
    delete from ledger.part q using ledger.index i
    where i.tenant_id = tenant and i.entry_id = any(due) and i.family_id = p_family and q.tenant_id = tenant
      and q.entry_id = i.entry_id and q.part = i.part;
    delete from ledger.payload p using ledger.index i
    where i.tenant_id = tenant and i.entry_id = any(due) and i.family_id = p_family and i.part = 0
      and p.tenant_id = tenant and p.entry_id = i.entry_id;
    delete from ledger.index i where i.tenant_id = tenant and i.entry_id = any(due) and i.family_id = p_family;
    delete from ledger.bucket_key k where k.tenant_id = tenant and k.bucket_id = any(keys);
    return cardinality(due);
end $$;

-- What a look might still have read an hour ago.
create function ledger.clear_tickets(p_before timestamptz) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    gone  bigint;
    pages bigint;
begin
    perform identity.enter();
    delete from ledger.ticket_used u using ledger.entry e
    where e.tenant_id = u.tenant_id and e.entry_id = u.entry_id and u.tenant_id = current_setting('hub.tenant')::uuid
      and exists (select from ledger.ticket t where t.tenant_id = u.tenant_id and t.entry_id = u.entry_id
                  and t.at < p_before
                  union all select from ledger.page_ticket t where t.tenant_id = u.tenant_id
                  and t.entry_id = u.entry_id and t.at < p_before);
    delete from ledger.ticket t where t.tenant_id = current_setting('hub.tenant')::uuid and t.at < p_before;
    get diagnostics gone = row_count;
    delete from ledger.page_ticket t where t.tenant_id = current_setting('hub.tenant')::uuid and t.at < p_before;
    get diagnostics pages = row_count;
    return gone + pages;
end $$;

-- To hold back, and to let go again, with the entry that says so.
create function ledger.write_hold(p_entry uuid, p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
begin
    perform ledger.check_hold(p_entry);
    tenant := current_setting('hub.tenant')::uuid;
    insert into ledger.hold (tenant_id, hold_id, family_id, held_entry, reason, until, since, entry_id)
    values (tenant, (p ->> 'id')::uuid,
            (select f.family_id from core.family f where f.tenant_id = tenant and f.number = p ->> 'family'),
            (select e.entry_id from ledger.entry e where e.tenant_id = tenant and e.entry_id = (p ->> 'held')::uuid),
            p ->> 'reason', (p ->> 'until')::date, (p ->> 'at')::timestamptz, p_entry);
exception
    when check_violation then raise exception 'nothing of the kind to be held' using errcode = 'HB032';
end $$;
create function ledger.lift_hold(p_entry uuid, p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    done integer;
begin
    perform ledger.check_hold(p_entry);
    update ledger.hold h set lifted_at = (p ->> 'at')::timestamptz, lifting = p_entry
    where h.tenant_id = current_setting('hub.tenant')::uuid and h.hold_id = (p ->> 'id')::uuid and h.lifted_at is null;
    get diagnostics done = row_count;
    if done <> 1 then
        raise exception 'no such hold' using errcode = 'HB032';
    end if;
end $$;
create function ledger.check_hold(p_entry uuid) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    if not exists (select from ledger.entry e join ledger.index i using (tenant_id, entry_id)
                   where e.tenant_id = current_setting('hub.tenant')::uuid and e.entry_id = p_entry
                     and e.agency = caller and e.xid = pg_current_xact_id() and i.event = 'log.hold') then
        raise exception 'the change has no entry' using errcode = 'HB012';
    end if;
end $$;
create function ledger.holds() returns table (hold_id uuid, family text, held_entry uuid, reason text, until date,
                                              since timestamptz, lifted_at timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return query
    select h.hold_id, f.number, h.held_entry, h.reason, h.until, h.since, h.lifted_at
    from ledger.hold h left join core.family f on f.tenant_id = h.tenant_id and f.family_id = h.family_id
    where h.tenant_id = current_setting('hub.tenant')::uuid order by h.since, h.hold_id;
end $$;

do $$
declare
    f regprocedure;
begin
    foreach f in array array['ledger.is_held(uuid, date)', 'ledger.due_in_log(timestamptz, date, date)',
        'ledger.due_in_register(date, date)', 'ledger.overdue(timestamptz, date, date, date)', 'ledger.announced(uuid)',
        'ledger.erase_log(uuid, timestamptz, date, date)', 'ledger.erase_register(uuid, uuid, date, date)',
        'ledger.clear_tickets(timestamptz)', 'ledger.write_hold(uuid, jsonb)', 'ledger.lift_hold(uuid, jsonb)',
        'ledger.check_hold(uuid)', 'ledger.refuse_unless_erased()']::regprocedure[]
    loop
        execute format('alter function %s owner to hub_erases', f);
        execute format('revoke execute on function %s from public', f);
    end loop;
    alter function ledger.holds() owner to hub_reads;
    revoke execute on function ledger.holds() from public;
end $$;
grant execute on function ledger.overdue(timestamptz, date, date, date), ledger.clear_tickets(timestamptz),
    ledger.erase_log(uuid, timestamptz, date, date), ledger.erase_register(uuid, uuid, date, date) to hub_clerk;
grant execute on function ledger.write_hold(uuid, jsonb), ledger.lift_hold(uuid, jsonb), ledger.holds() to hub_loader;
grant execute on function ledger.holds() to hub_oversight;
revoke create on schema ledger from hub_erases, hub_reads;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
