"""Minutes of conferences: which sentences stand where, who confirmed them, and what was agreed until when."""

from alembic import op

revision = "0103"
down_revision = "0102"

SQL = r"""
grant create on schema conference to hub_confers;

-- The minutes of one topic. `version` counts what is joint: of what an agency writes for itself the other learns
-- nothing. `present` are the seats that were taken when something joint was last saved.
create table conference.minutes (
    tenant_id uuid not null,
    topic     uuid not null,
    version   integer not null check (version >= 0),
    present   uuid[] not null default '{}',
    primary key (tenant_id, topic),
    foreign key (tenant_id, topic) references conference.topic
);

-- That a sentence stands there: what it says and about whom is a cell of the record.
create table conference.line (
    tenant_id  uuid not null,
    cell       uuid not null,
    topic      uuid not null,
    position   integer not null,
    section    text not null check (section in ('reason', 'family', 'jobcenter', 'jugendamt', 'provider', 'result',
                                                'agreed', 'next', 'addendum', 'present')),
    owner      text not null check (owner in ('jobcenter', 'jugendamt', 'provider', 'joint')),
    author     uuid not null,
    agency     text not null check (agency in ('jobcenter', 'jugendamt', 'provider')),
    at         timestamptz not null,
    changed_at timestamptz,
    due        date,
    struck     boolean not null default false,
    primary key (tenant_id, cell),
    unique (tenant_id, topic, position),
    foreign key (tenant_id, topic) references conference.minutes,
    foreign key (tenant_id, author) references identity.staff,
    check ((section = 'agreed') = (due is not null))
);

create table conference.confirmed (
    tenant_id uuid not null,
    topic     uuid not null,
    agency    text not null check (agency in ('jobcenter', 'jugendamt')),
    staff     uuid not null,
    at        timestamptz not null,
    primary key (tenant_id, topic, agency),
    foreign key (tenant_id, topic) references conference.minutes,
    foreign key (tenant_id, staff) references identity.staff
);

-- An agency says that what was agreed is done, for itself.
create table conference.done (
    tenant_id uuid not null,
    cell      uuid not null,
    agency    text not null check (agency in ('jobcenter', 'jugendamt')),
    staff     uuid not null,
    at        timestamptz not null,
    primary key (tenant_id, cell, agency),
    foreign key (tenant_id, cell) references conference.line,
    foreign key (tenant_id, staff) references identity.staff
);

do $$
declare
    t text;
begin
    foreach t in array array['minutes', 'line', 'confirmed', 'done'] loop
        execute format('alter table conference.%I enable row level security', t);
        execute format('alter table conference.%I force row level security', t);
        execute format($policy$create policy tenant on conference.%I
            using (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)
            with check (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)$policy$, t);
        execute format('grant select, insert on conference.%I to hub_confers', t);
    end loop;
end $$;
grant update (version, present) on conference.minutes to hub_confers;
grant update (changed_at, due, struck) on conference.line to hub_confers;
grant delete on conference.confirmed to hub_confers;

-- Whether somebody of the calling agency has a seat at this topic, or runs its meeting.
create function conference.has_part(p_staff uuid, p_topic uuid, p_caller text) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
    select exists (
        select from conference.topic k join conference.meeting m on m.tenant_id = k.tenant_id and m.id = k.meeting
        where k.tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid and k.id = p_topic
          and exists (select from identity.post o where o.tenant_id = k.tenant_id and o.staff_id = p_staff
                      and o.served_by = p_caller)
          and (p_staff in (m.moderator, m.planned_by)
               or exists (select from conference.seat s where s.tenant_id = k.tenant_id and s.topic = k.id
                          and s.staff = p_staff)))
$$;

create function conference.minutes_document(p_topic uuid) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
    select jsonb_build_object(
        'version', m.version, 'present', m.present,
        'lines', (select coalesce(jsonb_agg(jsonb_build_array(l.cell, l.section, l.owner, l.author, s.name, l.agency,
                                            l.at, l.changed_at, l.due, l.struck) order by l.position), '[]')
                  from conference.line l join identity.staff s on s.tenant_id = l.tenant_id and s.staff_id = l.author
                  where l.tenant_id = m.tenant_id and l.topic = m.topic),
        'confirmed', (select coalesce(jsonb_agg(jsonb_build_array(c.agency, s.name, c.at) order by c.at), '[]')
                      from conference.confirmed c
                      join identity.staff s on s.tenant_id = c.tenant_id and s.staff_id = c.staff
                      where c.tenant_id = m.tenant_id and c.topic = m.topic))
    from conference.minutes m
    where m.tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid and m.topic = p_topic
$$;

-- How the minutes of a topic stand, for somebody who has part in it; null where nothing was written, or they have none.
create function conference.minutes_of(p_staff uuid, p_topic uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    if not conference.has_part(p_staff, p_topic, caller) then
        return null;
    end if;
    return conference.minutes_document(p_topic);
end $$;

-- The same for somebody of the family who was invited: once both agencies have confirmed.
create function conference.minutes_of_person(p_person uuid, p_topic uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
begin
    if caller <> 'family' or not exists (select from identity.post o where o.tenant_id = tenant
                                         and o.staff_id = p_person and o.served_by = caller)
       or not exists (select from conference.seat s where s.tenant_id = tenant and s.topic = p_topic
                      and s.person = p_person)
       or (select count(*) from conference.confirmed c where c.tenant_id = tenant and c.topic = p_topic) < 2 then
        return null;
    end if;
    return conference.minutes_document(p_topic);
end $$;

-- Keeps where sentences stand, in the transaction that writes them. What is joint is written on what was read, and
-- takes back what was confirmed; what is an agency's own takes back its own word alone. Once both confirmed there are
-- addenda, and before that none. All else is HB035.
create function conference.write_minutes(p_entry uuid, p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    this   uuid := (p ->> 'topic')::uuid;
    actor  uuid := (p ->> 'by')::uuid;
    word   text := case caller when 'loader' then p ->> 'agency' else caller end;
    stands integer;
    sealed boolean;
    joint  boolean := exists (select from jsonb_to_recordset(p -> 'lines') as n (owner text) where n.owner = 'joint')
        or exists (select from jsonb_to_recordset(p -> 'changed') as n (cell uuid)
                   join conference.line l on l.tenant_id = tenant and l.cell = n.cell and l.owner = 'joint');
begin
    perform record.check_entry(p_entry);
    if not exists (select from ledger.index i join conference.topic k on k.tenant_id = i.tenant_id
                                                                     and k.family = i.family_id
                   where i.tenant_id = tenant and i.entry_id = p_entry and k.id = this) then
        raise exception 'the entry is about another family' using errcode = 'HB012';
    end if;
    if caller <> 'loader' and not conference.has_part(actor, this, caller)
       or exists (select from jsonb_to_recordset(p -> 'lines') as n (owner text)
                  where n.owner not in ('joint', caller) and caller <> 'loader')
       or exists (select from jsonb_to_recordset(p -> 'changed') as n (cell uuid)
                  join conference.line l on l.tenant_id = tenant and l.cell = n.cell
                  where l.topic <> this or l.owner not in ('joint', caller)) then
        raise exception 'not this agency''s to write' using errcode = 'HB030';
    end if;
    insert into conference.minutes as m (tenant_id, topic, version) values (tenant, this, 0) on conflict do nothing;
    select m.version into stands from conference.minutes m where m.tenant_id = tenant and m.topic = this for update;
    sealed := (select count(*) from conference.confirmed c where c.tenant_id = tenant and c.topic = this) = 2;
    if exists (select from jsonb_to_recordset(p -> 'lines') as n (section text)
               where (n.section = 'addendum') <> sealed)
       or (sealed and jsonb_array_length(p -> 'changed') > 0) then
        raise exception 'not as the minutes stand' using errcode = 'HB035';
    end if;
    if joint and not sealed and stands <> (p ->> 'version')::integer then
        raise exception 'the minutes were changed meanwhile' using errcode = 'HB035';
    end if;
    if not sealed then
        delete from conference.confirmed c
        where c.tenant_id = tenant and c.topic = this and (joint or c.agency = caller);
    end if;
    update conference.minutes m set version = m.version + joint::integer,
        present = case when joint and not sealed
            then array(select x::uuid from jsonb_array_elements_text(p -> 'present') x) else m.present end
    where m.tenant_id = tenant and m.topic = this;
    insert into conference.line (tenant_id, cell, topic, position, section, owner, author, agency, at, due)
    select tenant, n.cell, this,
        n.place + coalesce((select max(l.position) from conference.line l
                            where l.tenant_id = tenant and l.topic = this), 0),
        n.section, n.owner, actor, word, (p ->> 'at')::timestamptz, n.due
    from jsonb_to_recordset(p -> 'lines') as n (cell uuid, place integer, section text, owner text, due date);
    update conference.line l set changed_at = (p ->> 'at')::timestamptz, due = coalesce(n.due, l.due),
        struck = l.struck or n.struck
    from jsonb_to_recordset(p -> 'changed') as n (cell uuid, due date, struck boolean)
    where l.tenant_id = tenant and l.cell = n.cell;
exception
    when foreign_key_violation then raise exception 'something named does not exist' using errcode = 'HB032';
end $$;

-- An agency's yes to what stands there; twice is once (HB033), and of what was changed meanwhile nothing (HB031).
create function conference.confirm_minutes(p_entry uuid, p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    this   uuid := (p ->> 'topic')::uuid;
    word   text := case caller when 'loader' then p ->> 'agency' else caller end;
    stands integer;
begin
    perform record.check_entry(p_entry);
    if not exists (select from ledger.index i join conference.topic k on k.tenant_id = i.tenant_id
                                                                     and k.family = i.family_id
                   where i.tenant_id = tenant and i.entry_id = p_entry and k.id = this
                     and i.event = 'minutes.confirmed') then
        raise exception 'the entry is about something else' using errcode = 'HB012';
    end if;
    if word not in ('jobcenter', 'jugendamt')
       or caller <> 'loader' and not conference.has_part((p ->> 'by')::uuid, this, caller) then
        raise exception 'not this agency''s to confirm' using errcode = 'HB030';
    end if;
    select m.version into stands from conference.minutes m where m.tenant_id = tenant and m.topic = this for update;
    if stands is null or stands = 0 or stands <> (p ->> 'version')::integer then
        raise exception 'the minutes were changed meanwhile' using errcode = 'HB031';
    end if;
    insert into conference.confirmed (tenant_id, topic, agency, staff, at)
    values (tenant, this, word, (p ->> 'by')::uuid, (p ->> 'at')::timestamptz);
exception
    when unique_violation then raise exception 'confirmed before' using errcode = 'HB033';
    when foreign_key_violation then raise exception 'something named does not exist' using errcode = 'HB032';
end $$;

-- Somebody whose case it is says that what was agreed is done, for their agency; once.
create function conference.settle_agreed(p_entry uuid, p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    done   integer;
begin
    perform record.check_entry(p_entry);
    insert into conference.done (tenant_id, cell, agency, staff, at)
    select tenant, l.cell, caller, (p ->> 'by')::uuid, (p ->> 'at')::timestamptz
    from conference.line l join conference.topic k on k.tenant_id = l.tenant_id and k.id = l.topic
    join ledger.index i on i.tenant_id = l.tenant_id and i.entry_id = p_entry and i.family_id = k.family
    where l.tenant_id = tenant and l.cell = (p ->> 'cell')::uuid and l.section = 'agreed' and not l.struck
    on conflict do nothing;
    get diagnostics done = row_count;
    if done <> 1 then
        raise exception 'nothing to be done there' using errcode = 'HB032';
    end if;
end $$;

-- What was agreed in conferences about somebody's own families and their agency has not said to be done.
create function conference.agreed_with(p_family uuid, p_caller text) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select json_agg(json_build_array(l.cell, l.due, m.number, k.position) order by l.due, l.cell)::text
    from conference.topic k
    join conference.meeting m on m.tenant_id = k.tenant_id and m.id = k.meeting
    join conference.line l on l.tenant_id = k.tenant_id and l.topic = k.id and l.section = 'agreed' and not l.struck
    where k.tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid and k.family = p_family
      and not exists (select from conference.done d where d.tenant_id = l.tenant_id and d.cell = l.cell
                      and d.agency = p_caller)
$$;

do $$
declare
    f regprocedure;
begin
    foreach f in array array['conference.minutes_of(uuid, uuid)', 'conference.minutes_of_person(uuid, uuid)',
        'conference.write_minutes(uuid, jsonb)', 'conference.confirm_minutes(uuid, jsonb)',
        'conference.settle_agreed(uuid, jsonb)', 'conference.agreed_with(uuid, text)',
        'conference.has_part(uuid, uuid, text)', 'conference.minutes_document(uuid)']::regprocedure[] loop
        execute format('alter function %s owner to hub_confers', f);
        execute format('revoke execute on function %s from public', f);
    end loop;
end $$;
grant execute on function conference.minutes_of(uuid, uuid) to hub_jobcenter, hub_jugendamt, hub_provider;
grant execute on function conference.minutes_of_person(uuid, uuid) to hub_family;
grant execute on function conference.write_minutes(uuid, jsonb)
    to hub_jobcenter, hub_jugendamt, hub_provider, hub_loader;
grant execute on function conference.confirm_minutes(uuid, jsonb) to hub_jobcenter, hub_jugendamt, hub_loader;
grant execute on function conference.settle_agreed(uuid, jsonb) to hub_jobcenter, hub_jugendamt;
grant usage on schema conference to hub_reads;
grant execute on function conference.agreed_with(uuid, text) to hub_reads;
revoke create on schema conference from hub_confers;

-- A draft of minutes is kept like that of a note, by topic.
alter table record.draft drop constraint draft_kind_check;
alter table record.draft add constraint draft_kind_check
    check (kind in ('record', 'entrusted') or kind ~ '^minutes:[0-9a-f-]{36}$');

-- Erasing a family's record destroys these before its topics.
grant select (tenant_id, topic, cell), delete on conference.line to hub_forgets;
grant select (tenant_id, topic), delete on conference.minutes, conference.confirmed to hub_forgets;
grant select (tenant_id, cell), delete on conference.done to hub_forgets;
create or replace function conference.forget(p_family uuid) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid := current_setting('hub.tenant')::uuid;
    topics uuid[] := array(select k.id from conference.topic k where k.tenant_id = tenant and k.family = p_family);
    held   uuid[] := array(select k.meeting from conference.topic k where k.tenant_id = tenant and k.family = p_family);
begin
    delete from conference.done d using conference.line l
    where l.tenant_id = tenant and l.topic = any (topics) and d.tenant_id = tenant and d.cell = l.cell;
    delete from conference.line l where l.tenant_id = tenant and l.topic = any (topics);
    delete from conference.confirmed c where c.tenant_id = tenant and c.topic = any (topics);
    delete from conference.minutes m where m.tenant_id = tenant and m.topic = any (topics);
    delete from conference.moment o where o.tenant_id = tenant and o.topic = any (topics);
    delete from conference.topic k where k.tenant_id = tenant and k.id = any (topics);
    delete from conference.meeting m where m.tenant_id = tenant and m.id = any (held)
        and not exists (select from conference.topic k where k.tenant_id = tenant and k.meeting = m.id);
end $$;

grant create on schema consent to hub_reads;
"""

# What was agreed comes with what else is due: one statement, as before.
AFTER = """
alter function consent.tasks_at_hand(uuid, date) owner to hub_reads;
revoke execute on function consent.tasks_at_hand(uuid, date) from public;
grant execute on function consent.tasks_at_hand(uuid, date) to hub_jobcenter, hub_jugendamt;
revoke create on schema consent from hub_reads;
"""
SIGNATURE, RETURNED = "colleagues text)", "colleagues text, agreed text)"
LAST = "from tied o where o.family_id = a.family_id)\n"
MORE = "from tied o where o.family_id = a.family_id),\n        conference.agreed_with(a.family_id, caller)\n"


def upgrade() -> None:
    """The minutes, and what was agreed among the tasks."""
    connection = op.get_bind().connection.driver_connection
    connection.execute(SQL)
    [(body,)] = connection.execute(
        "select pg_get_functiondef('consent.tasks_at_hand(uuid, date)'::regprocedure)"
    ).fetchall()
    for gone, come in ((SIGNATURE, RETURNED), (LAST, MORE)):
        assert body.count(gone) == 1
        body = body.replace(gone, come)
    connection.execute("drop function consent.tasks_at_hand(uuid, date)")
    connection.execute(body)
    connection.execute(AFTER)
