"""Joint case conferences: meetings, topics, seats; their words sealed to those who sit there."""

from alembic import op

revision = "0101"
down_revision = "0098"

SQL = r"""
-- Whoever keeps conferences. It sees who sits where, no value of a record, no key, no paper.
do $$
begin
    if not exists (select from pg_roles where rolname = 'hub_confers') then
        create role hub_confers nologin nobypassrls noinherit;
    end if;
    execute format('grant hub_confers to %I', current_user);
end $$;
create schema conference;
grant usage, create on schema conference to hub_confers;
grant usage on schema conference to hub_writes, hub_forgets, hub_jobcenter, hub_jugendamt, hub_provider, hub_family,
    hub_loader;
grant usage on schema record, core, ledger, identity to hub_confers;
grant execute on function identity.enter(), record.check_entry(uuid), record.may_draft(uuid, uuid, date),
    identity.is_excluded(uuid, uuid) to hub_confers;
grant select on identity.login to hub_confers;
grant select (tenant_id, staff_id, ref, name, pseudonym) on identity.staff to hub_confers;
grant select (tenant_id, staff_id, role, unit, served_by, team, since, until) on identity.post to hub_confers;
grant select (tenant_id, unit, kind, name) on identity.agency to hub_confers;
grant select (tenant_id, staff_id, family_id, since, until) on identity.assignment, identity.deputy to hub_confers;
grant select (tenant_id, family_id, number) on core.family to hub_confers;
grant select (tenant_id, person_id, family_id, ref) on core.person to hub_confers;
grant select (tenant_id, entry_id, family_id, event) on ledger.index to hub_confers;
grant select (tenant_id, family_id) on record.erased to hub_confers;
grant select (tenant_id, staff_id, person_id) on identity.relation to hub_confers;
grant select (tenant_id, staff_id, family_id, lifted_at) on identity.conflict to hub_confers;

create table conference.meeting (
    tenant_id  uuid not null,
    id         uuid not null,
    number     text not null check (number ~ '^K-[0-9]{4}-[0-9]{3,}$'),
    kind       text not null check (kind in ('case', 'help_plan', 'nameless')),
    starts     timestamptz not null,
    ends       timestamptz not null check (ends > starts and ends <= starts + interval '12 hours'),
    agency     text not null check (agency in ('jobcenter', 'jugendamt')),
    planned_by uuid not null,
    moderator  uuid not null,
    state      text not null check (state in ('planned', 'held', 'closed')),
    version    integer not null check (version > 0),
    primary key (tenant_id, id),
    unique (tenant_id, number),
    foreign key (tenant_id, planned_by) references identity.staff,
    foreign key (tenant_id, moderator) references identity.staff
);
create index on conference.meeting (tenant_id, moderator);
create index on conference.meeting (tenant_id, planned_by);

-- Without a family in a meeting without names alone.
create table conference.topic (
    tenant_id uuid not null,
    id        uuid not null,
    meeting   uuid not null,
    position  integer not null check (position between 1 and 20),
    family    uuid,
    starts    timestamptz,
    primary key (tenant_id, id),
    unique (tenant_id, meeting, position) deferrable initially immediate,
    foreign key (tenant_id, meeting) references conference.meeting on delete cascade,
    foreign key (tenant_id, family) references core.family
);
create index on conference.topic (tenant_id, family);

create table conference.seat (
    tenant_id      uuid not null,
    id             uuid not null,
    topic          uuid not null,
    position       integer not null check (position between 1 and 40),
    kind           text not null check (kind in ('staff', 'person', 'guest')),
    staff          uuid,
    role           text,
    person         uuid,
    guest_function text check (guest_function in ('school', 'kita', 'interpreter', 'support', 'doctor', 'other')),
    primary key (tenant_id, id),
    unique (tenant_id, topic, position) deferrable initially immediate,
    unique (tenant_id, topic, staff),
    unique (tenant_id, topic, person),
    foreign key (tenant_id, topic) references conference.topic on delete cascade,
    foreign key (tenant_id, staff) references identity.staff,
    foreign key (tenant_id, person) references core.person,
    check ((kind = 'staff') = (staff is not null)),
    check ((kind = 'staff') = (role is not null)),
    check ((kind = 'person') = (person is not null)),
    check ((kind = 'guest') = (guest_function is not null))
);
create index on conference.seat (tenant_id, staff);
create index on conference.seat (tenant_id, person);

-- Place, reason and a guest's name, a box for each who is meant. The subject is a meeting, a topic or a seat.
create table conference.words (
    tenant_id uuid not null,
    subject   uuid not null,
    holder    text not null check (holder in ('jobcenter', 'jugendamt', 'provider', 'family')),
    meeting   uuid not null,
    topic     uuid,
    box       bytea not null check (octet_length(box) <= 8192),
    primary key (tenant_id, subject, holder),
    foreign key (tenant_id, meeting) references conference.meeting on delete cascade,
    foreign key (tenant_id, topic) references conference.topic on delete cascade
);
create index on conference.words (tenant_id, meeting);
create index on conference.words (tenant_id, topic);

-- The last number of a year: K-2026-035.
create table conference.numbering (
    tenant_id uuid not null,
    year      integer not null,
    last      integer not null check (last > 0),
    primary key (tenant_id, year)
);

do $$
declare
    t text;
begin
    foreach t in array array['meeting', 'topic', 'seat', 'words', 'numbering'] loop
        execute format('alter table conference.%I enable row level security', t);
        execute format('alter table conference.%I force row level security', t);
        execute format($policy$create policy tenant on conference.%I
            using (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)
            with check (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)$policy$, t);
        execute format('grant select, insert on conference.%I to hub_confers', t);
    end loop;
end $$;
grant update (kind, starts, ends, moderator, state, version) on conference.meeting to hub_confers;
grant update (position, starts) on conference.topic to hub_confers;
grant update (position, role, guest_function) on conference.seat to hub_confers;
grant update (last) on conference.numbering to hub_confers;
grant delete on conference.topic, conference.seat, conference.words to hub_confers;

-- No topic about a family whose record was erased (as `record.refuse_erased`).
create function conference.refuse_erased() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if exists (select from record.erased e where e.tenant_id = new.tenant_id and e.family_id = new.family) then
        raise exception 'the record of this family was erased' using errcode = 'HB032';
    end if;
    return null;
end $$;
create trigger still_there after insert on conference.topic for each row execute function conference.refuse_erased();
revoke execute on function conference.refuse_erased() from public;

create function conference.take_number(p_year integer) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    taken integer;
begin
    perform identity.enter();
    insert into conference.numbering as n (tenant_id, year, last)
    values (current_setting('hub.tenant')::uuid, p_year, 1)
    on conflict (tenant_id, year) do update set last = n.last + 1
    returning n.last into taken;
    return 'K-' || p_year || '-' || lpad(taken::text, greatest(3, length(taken::text)), '0');
end $$;

-- Keeps a meeting whole, in one transaction with an entry for each of its families, before and after. `by` runs it, is
-- of this agency, and has to do with every family that comes anew; nobody sits there who is excluded from the family.
-- The version that stands there must be the one that was changed (HB031). Returns the new one.
create function conference.keep(p_entries uuid[], p jsonb) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    this   uuid := (p -> 'meeting' ->> 'id')::uuid;
    actor  uuid := (p ->> 'by')::uuid;
    seen   integer := (p -> 'meeting' ->> 'version')::integer;
    day    date := ((p -> 'meeting' ->> 'starts')::timestamptz at time zone 'Europe/Berlin')::date;
begin
    perform record.check_entry(e) from unnest(p_entries) e;
    if not exists (select from ledger.index i where i.tenant_id = tenant and i.entry_id = any (p_entries)
                   and i.event like 'conference.%')
       or exists (select from (
                      select t.family from jsonb_to_recordset(p -> 'topics') as t (family uuid)
                      union
                      select t.family from conference.topic t where t.tenant_id = tenant and t.meeting = this) f
                  where f.family is not null
                    and not exists (select from ledger.index i
                                    where i.tenant_id = tenant and i.entry_id = any (p_entries)
                                      and i.family_id = f.family and i.event like 'conference.%')) then
        raise exception 'the change has no entry about this family' using errcode = 'HB012';
    end if;
    if caller <> 'loader' and (
        not exists (select from identity.post o where o.tenant_id = tenant and o.staff_id = actor
                    and o.served_by = caller)
        or exists (select from jsonb_to_recordset(p -> 'topics') as t (id uuid, family uuid)
                   where t.family is not null and not record.may_draft(actor, t.family, (p ->> 'day')::date)
                     and not exists (select from conference.topic k where k.tenant_id = tenant and k.id = t.id
                                     and k.meeting = this and k.family = t.family))) then
        raise exception 'not this agency''s to plan' using errcode = 'HB030';
    end if;
    if seen = 0 then
        insert into conference.meeting (tenant_id, id, number, kind, starts, ends, agency, planned_by, moderator,
                                        state, version)
        select tenant, this, m.number, m.kind, m.starts, m.ends,
            case caller when 'loader' then m.agency else caller end, actor, m.moderator,
            case caller when 'loader' then m.state else 'planned' end, 1
        from jsonb_to_record(p -> 'meeting') as m (number text, kind text, starts timestamptz, ends timestamptz,
                                                   agency text, moderator uuid, state text);
        insert into conference.numbering as n (tenant_id, year, last)
        select tenant, split_part(p -> 'meeting' ->> 'number', '-', 2)::integer,
            split_part(p -> 'meeting' ->> 'number', '-', 3)::integer
        on conflict (tenant_id, year) do update set last = greatest(n.last, excluded.last);
    else
        update conference.meeting x set kind = m.kind, starts = m.starts, ends = m.ends, moderator = m.moderator,
            version = x.version + 1
        from jsonb_to_record(p -> 'meeting') as m (kind text, starts timestamptz, ends timestamptz, moderator uuid)
        where x.tenant_id = tenant and x.id = this and x.version = seen and x.state = 'planned'
          and actor in (x.planned_by, x.moderator);
        if not found then
            raise exception 'the conference was changed meanwhile' using errcode = 'HB031';
        end if;
    end if;
    if exists (select from identity.staff s where s.tenant_id = tenant
               and s.staff_id = (p -> 'meeting' ->> 'moderator')::uuid
               and not exists (select from identity.post o where o.tenant_id = tenant and o.staff_id = s.staff_id
                               and o.served_by in ('jobcenter', 'jugendamt') and day between o.since and o.until)) then
        raise exception 'nobody who could moderate' using errcode = 'HB032';
    end if;
    perform conference.keep_topics(this, p);
    set constraints all immediate;
    return seen + 1;
exception
    when foreign_key_violation or check_violation or not_null_violation then
        raise exception 'something named does not exist' using errcode = 'HB032';
    when unique_violation then raise exception 'there already' using errcode = 'HB033';
end $$;

-- Topics, seats and words of a meeting as they are now; what stays keeps its id, and what hangs on it.
create function conference.keep_topics(p_meeting uuid, p jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid := current_setting('hub.tenant')::uuid;
begin
    set constraints all deferred;
    delete from conference.topic k where k.tenant_id = tenant and k.meeting = p_meeting
        and not exists (select from jsonb_to_recordset(p -> 'topics') as t (id uuid) where t.id = k.id);
    insert into conference.topic as k (tenant_id, id, meeting, position, family, starts)
    select tenant, t.id, p_meeting, t.position, t.family, t.starts
    from jsonb_to_recordset(p -> 'topics') as t (id uuid, position integer, family uuid, starts timestamptz)
    on conflict (tenant_id, id) do update set position = excluded.position, starts = excluded.starts;
    delete from conference.seat x using conference.topic k
    where k.tenant_id = tenant and k.meeting = p_meeting and x.tenant_id = tenant and x.topic = k.id
      and not exists (select from jsonb_to_recordset(p -> 'seats') as s (id uuid, topic uuid)
                      where s.id = x.id and s.topic = x.topic);
    insert into conference.seat as x (tenant_id, id, topic, position, kind, staff, role, person, guest_function)
    select tenant, s.id, s.topic, s.position, s.kind, s.staff, s.role, s.person, s.guest
    from jsonb_to_recordset(p -> 'seats') as s (id uuid, topic uuid, position integer, kind text, staff uuid,
                                                role text, person uuid, guest text)
    on conflict (tenant_id, id) do update set position = excluded.position, role = excluded.role,
        guest_function = excluded.guest_function;
    -- What came under an id that was there is still whose it was, and of this meeting.
    if exists (select from jsonb_to_recordset(p -> 'topics') as t (id uuid, family uuid)
               join conference.topic k on k.tenant_id = tenant and k.id = t.id
               where k.meeting <> p_meeting or k.family is distinct from t.family)
       or exists (select from conference.topic k join conference.meeting m on m.tenant_id = tenant and m.id = k.meeting
                  where k.tenant_id = tenant and k.meeting = p_meeting
                    and (k.family is null) <> (m.kind = 'nameless'))
       or exists (select from jsonb_to_recordset(p -> 'seats') as s (id uuid, topic uuid, staff uuid, person uuid,
                                                                     kind text)
                  join conference.seat x on x.tenant_id = tenant and x.id = s.id
                  left join conference.topic k on k.tenant_id = tenant and k.id = s.topic and k.meeting = p_meeting
                  left join core.person r on r.tenant_id = tenant and r.person_id = x.person
                  where k.id is null or x.topic <> s.topic or x.kind <> s.kind
                     or x.staff is distinct from s.staff or x.person is distinct from s.person
                     or (x.kind = 'person' and r.family_id is distinct from k.family)
                     or (x.kind = 'staff' and k.family is not null and identity.is_excluded(x.staff, k.family))) then
        raise exception 'nobody who could sit there' using errcode = 'HB032';
    end if;
    delete from conference.words w where w.tenant_id = tenant and w.meeting = p_meeting;
    insert into conference.words (tenant_id, subject, holder, meeting, topic, box)
    select tenant, w.subject, w.holder, p_meeting, w.topic, decode(w.box, 'base64')
    from jsonb_to_recordset(p -> 'words') as w (subject uuid, holder text, topic uuid, box text)
    where w.subject = p_meeting or exists (select from conference.topic k where k.tenant_id = tenant
                                           and k.id = w.topic and k.meeting = p_meeting);
end $$;

-- A meeting for one holder, with those of its topics that are named: who sits there, and as whom they would ask.
create function conference.document(p_meeting uuid, p_topics uuid[], p_holder text) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
    select jsonb_build_object('id', m.id, 'number', m.number, 'kind', m.kind, 'starts', m.starts, 'ends', m.ends,
        'agency', m.agency, 'planned_by', m.planned_by, 'moderator', m.moderator, 'state', m.state,
        'version', m.version, 'box', (select encode(w.box, 'base64') from conference.words w
            where w.tenant_id = m.tenant_id and w.subject = m.id and w.holder = p_holder),
        'moderator_name', (select s.name from identity.staff s
                           where s.tenant_id = m.tenant_id and s.staff_id = m.moderator),
        'topics', (select coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'position', k.position,
                'family_id', k.family, 'family', f.number, 'starts', k.starts,
                'box', (select encode(w.box, 'base64') from conference.words w
                        where w.tenant_id = k.tenant_id and w.subject = k.id and w.holder = p_holder),
                'seats', (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'kind', s.kind, 'staff', s.staff,
                        'role', s.role, 'person', s.person, 'guest', s.guest_function, 'ref', coalesce(t.ref, r.ref),
                        'name', case when s.kind = 'staff' then t.name end, 'pseudonym', t.pseudonym,
                        'post', o.role, 'agency', o.kind, 'agency_name', o.name, 'team', o.team,
                        'provider', case when o.kind = 'provider' then o.unit end,
                        'box', (select encode(w.box, 'base64') from conference.words w
                                where w.tenant_id = s.tenant_id and w.subject = s.id and w.holder = p_holder))
                        order by s.position), '[]')
                    from conference.seat s
                    left join identity.staff t on t.tenant_id = s.tenant_id
                         and t.staff_id = coalesce(s.staff, s.person)
                    left join core.person r on r.tenant_id = s.tenant_id and r.person_id = s.person
                    left join lateral (
                        select x.role, x.unit, x.team, g.kind, g.name from identity.post x
                        join identity.agency g on g.tenant_id = x.tenant_id and g.unit = x.unit
                        where x.tenant_id = s.tenant_id and x.staff_id = coalesce(s.staff, s.person)
                        order by (m.starts at time zone 'Europe/Berlin')::date between x.since and x.until desc,
                            x.role = s.role desc, x.until desc, x.role limit 1) o on true
                    where s.tenant_id = k.tenant_id and s.topic = k.id)) order by k.position), '[]')
            from conference.topic k left join core.family f on f.tenant_id = k.tenant_id and f.family_id = k.family
            where k.tenant_id = m.tenant_id and k.meeting = m.id and k.id = any (p_topics)))
    from conference.meeting m
    where m.tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid and m.id = p_meeting
$$;

-- The meetings in which somebody of this agency sits, or which they run; of one number, or all that end after an
-- instant, the first to be held first. Of those that they do not run the own topics alone.
create function conference.of_staff(p_staff uuid, p_number text, p_since timestamptz) returns setof jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
begin
    if not exists (select from identity.post o where o.tenant_id = tenant and o.staff_id = p_staff
                   and o.served_by = caller) then
        return;
    end if;
    return query
    select conference.document(m.id, x.topics, caller)
    from conference.meeting m, lateral (
        select array_agg(k.id) as topics from conference.topic k
        where k.tenant_id = tenant and k.meeting = m.id
          and (p_staff in (m.moderator, m.planned_by)
               or exists (select from conference.seat s
                          where s.tenant_id = tenant and s.topic = k.id and s.staff = p_staff))) x
    where m.tenant_id = tenant and x.topics is not null and (p_number is null or m.number = p_number)
      and (p_since is null or m.ends >= p_since)
    order by m.starts, m.number;
end $$;

-- The same for somebody of a family who signs in.
create function conference.of_person(p_person uuid) returns setof jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
begin
    if caller <> 'family' or not exists (select from identity.post o where o.tenant_id = tenant
                                         and o.staff_id = p_person and o.served_by = caller) then
        return;
    end if;
    return query
    select conference.document(m.id, x.topics, caller)
    from conference.meeting m, lateral (
        select array_agg(k.id) as topics from conference.topic k
        join conference.seat s on s.tenant_id = tenant and s.topic = k.id and s.person = p_person
        where k.tenant_id = tenant and k.meeting = m.id) x
    where m.tenant_id = tenant and x.topics is not null
    order by m.starts, m.number;
end $$;

-- All of one meeting, for the room in which it is held: where somebody of this agency sits there, or planned it.
create function conference.bring(p_meeting uuid) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
begin
    if not exists (select from conference.meeting m where m.tenant_id = tenant and m.id = p_meeting and (
            m.agency = caller
            or exists (select from identity.post o where o.tenant_id = tenant and o.staff_id = m.moderator
                       and o.served_by = caller)
            or exists (select from conference.topic k join conference.seat s on s.tenant_id = tenant and s.topic = k.id
                       join identity.post o on o.tenant_id = tenant and o.staff_id = s.staff and o.served_by = caller
                       where k.tenant_id = tenant and k.meeting = m.id))) then
        return null;
    end if;
    return conference.document(p_meeting, array(select k.id from conference.topic k
                                                where k.tenant_id = tenant and k.meeting = p_meeting), caller);
end $$;

-- Who works with families, at the two agencies and the providers: whom somebody can invite who has to do with them.
create function conference.colleagues(p_staff uuid, p_families uuid[], p_day date)
returns table (family_id uuid, staff_id uuid, ref text, name text, role text, agency text, agency_name text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
begin
    perform identity.enter();
    tenant := current_setting('hub.tenant')::uuid;
    return query
    select distinct on (a.family_id, s.staff_id) a.family_id, s.staff_id, s.ref, s.name, p.role, g.kind, g.name
    from (select x.family_id, x.staff_id, x.since, x.until from identity.assignment x where x.tenant_id = tenant
          union all
          select x.family_id, x.staff_id, x.since, x.until from identity.deputy x where x.tenant_id = tenant) a
    join identity.staff s on s.tenant_id = tenant and s.staff_id = a.staff_id
    join identity.post p on p.tenant_id = tenant and p.staff_id = s.staff_id and p_day between p.since and p.until
    join identity.agency g on g.tenant_id = tenant and g.unit = p.unit
         and g.kind in ('jobcenter', 'jugendamt', 'provider')
    where a.family_id = any (p_families) and p_day between a.since and a.until
      and record.may_draft(p_staff, a.family_id, p_day) and not identity.is_excluded(s.staff_id, a.family_id)
    order by a.family_id, s.staff_id, p.role like '%\_deputy', p.role;
end $$;

-- Who does such work at the two agencies, by the roles that are named: for advice without names, which is about no
-- family.
create function conference.advisers(p_staff uuid, p_roles text[], p_day date)
returns table (staff_id uuid, ref text, name text, role text, agency text, agency_name text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
begin
    return query
    select distinct on (s.staff_id) s.staff_id, s.ref, s.name, p.role, g.kind, g.name
    from identity.post p
    join identity.staff s on s.tenant_id = tenant and s.staff_id = p.staff_id
    join identity.agency g on g.tenant_id = tenant and g.unit = p.unit and g.kind in ('jobcenter', 'jugendamt')
    where p.tenant_id = tenant and p.role = any (p_roles) and p_day between p.since and p.until
      and exists (select from identity.post o where o.tenant_id = tenant and o.staff_id = p_staff
                  and o.served_by = caller and p_day between o.since and o.until)
    order by s.staff_id, p.role like '%\_deputy', p.role;
end $$;

-- For a load file: which of these meetings are there, and the families with their people by the references of files.
create function conference.loadable(p_numbers text[], p_families text[]) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
begin
    perform identity.enter();
    tenant := current_setting('hub.tenant')::uuid;
    return jsonb_build_object(
        'there', (select coalesce(jsonb_agg(m.number), '[]') from conference.meeting m
                  where m.tenant_id = tenant and m.number = any (p_numbers)),
        'families', (select coalesce(jsonb_object_agg(f.number, jsonb_build_object('id', f.family_id,
                'people', (select coalesce(jsonb_object_agg(r.ref, r.person_id), '{}') from core.person r
                           where r.tenant_id = tenant and r.family_id = f.family_id))), '{}')
            from core.family f where f.tenant_id = tenant and f.number = any (p_families)));
end $$;

do $$
declare
    f regprocedure;
begin
    foreach f in array array['conference.loadable(text[], text[])',
        'conference.advisers(uuid, text[], date)', 'conference.take_number(integer)',
        'conference.keep(uuid[], jsonb)',
        'conference.of_staff(uuid, text, timestamptz)', 'conference.of_person(uuid)', 'conference.bring(uuid)',
        'conference.colleagues(uuid, uuid[], date)', 'conference.keep_topics(uuid, jsonb)',
        'conference.document(uuid, uuid[], text)']::regprocedure[] loop
        execute format('alter function %s owner to hub_confers', f);
        execute format('revoke execute on function %s from public', f);
    end loop;
end $$;
grant execute on function conference.take_number(integer), conference.colleagues(uuid, uuid[], date),
    conference.advisers(uuid, text[], date)
    to hub_jobcenter, hub_jugendamt;
grant execute on function conference.loadable(text[], text[]) to hub_loader;
grant execute on function conference.keep(uuid[], jsonb) to hub_jobcenter, hub_jugendamt, hub_loader;
grant execute on function conference.of_staff(uuid, text, timestamptz), conference.bring(uuid)
    to hub_jobcenter, hub_jugendamt, hub_provider;
grant execute on function conference.of_person(uuid) to hub_family;

-- Words that were sealed for an old key are sealed anew, as every other box.
grant select (tenant_id, subject, holder, box), update (box) on conference.words to hub_writes;
create or replace function record.boxes_of(p_caller text)
returns table (kind text, id uuid, bound text[], box bytea)
language sql stable set search_path = pg_catalog, pg_temp as $$
    select 'holder', k.family_id, array[k.family_id::text, k.maker], k.sealed
    from record.holder_key k where k.holder = p_caller
    union all
    select 'draft', d.staff_id, array[d.staff_id::text, d.family_id::text, d.kind,
                                      to_char(d.saved_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')], d.box
    from record.draft d where d.agency = p_caller
    union all
    select 'talk', t.talk_id, array[t.family_id::text, t.talk_id::text], t.box
    from consent.talk t where t.agency = p_caller
    union all
    select 'scan', s.talk_id, array[t.family_id::text, s.talk_id::text], s.box
    from consent.scan s join consent.talk t on t.tenant_id = s.tenant_id and t.talk_id = s.talk_id
    where s.agency = p_caller
    union all
    select 'request', r.request_id, array[r.family_id::text, r.request_id::text], r.box
    from consent.request r where r.to_agency = p_caller
    union all
    select 'conference', w.subject, array[w.subject::text], w.box
    from conference.words w where w.holder = p_caller
$$;
create or replace function record.renew_boxes(p_entry uuid, p_kind text, p_ids uuid[], p_were bytea[], p_boxes bytea[])
returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller  text := identity.enter();
    said    xid8;
    renewed bigint;
begin
    select e.xid into said from ledger.entry e
    join ledger.index i on i.tenant_id = e.tenant_id and i.entry_id = e.entry_id and i.event = 'keys.renewed'
    where e.tenant_id = current_setting('hub.tenant')::uuid and e.entry_id = p_entry and e.agency = caller limit 1;
    if said is null then
        raise exception 'no such renewal' using errcode = 'HB020';
    end if;
    if said = pg_current_xact_id_if_assigned() then
        raise exception 'the entry is not committed' using errcode = 'HB021';
    end if;
    if p_kind = 'holder' then
        update record.holder_key x set sealed = n.box
        from unnest(p_ids, p_were, p_boxes) as n (id, were, box)
        where x.holder = caller and x.family_id = n.id and sha256(x.sealed) = n.were;
    elsif p_kind = 'draft' then
        update record.draft x set box = n.box from unnest(p_ids, p_were, p_boxes) as n (id, were, box)
        where x.agency = caller and x.staff_id = n.id and sha256(x.box) = n.were;
    elsif p_kind = 'talk' then
        update consent.talk x set box = n.box from unnest(p_ids, p_were, p_boxes) as n (id, were, box)
        where x.agency = caller and x.talk_id = n.id and sha256(x.box) = n.were;
    elsif p_kind = 'scan' then
        update consent.scan x set box = n.box from unnest(p_ids, p_were, p_boxes) as n (id, were, box)
        where x.agency = caller and x.talk_id = n.id and sha256(x.box) = n.were;
    elsif p_kind = 'request' then
        update consent.request x set box = n.box from unnest(p_ids, p_were, p_boxes) as n (id, were, box)
        where x.to_agency = caller and x.request_id = n.id and sha256(x.box) = n.were;
    elsif p_kind = 'conference' then
        update conference.words x set box = n.box from unnest(p_ids, p_were, p_boxes) as n (id, were, box)
        where x.holder = caller and x.subject = n.id and sha256(x.box) = n.were;
    end if;
    get diagnostics renewed = row_count;
    return renewed;
end $$;

-- What erasing destroys of a family in here; `record.erase_family` and `record.left_of` ask these two. A meeting that
-- was about nobody else goes with it.
grant select (tenant_id, id, meeting, family), delete on conference.topic to hub_forgets;
grant select (tenant_id, id), delete on conference.meeting to hub_forgets;
create function conference.left_of(p_family uuid) returns bigint
language sql stable set search_path = pg_catalog, pg_temp as $$
    select count(*) from conference.topic k
    where k.tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid and k.family = p_family
$$;
create function conference.forget(p_family uuid) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid := current_setting('hub.tenant')::uuid;
    held   uuid[] := array(select k.meeting from conference.topic k where k.tenant_id = tenant and k.family = p_family);
begin
    delete from conference.topic k where k.tenant_id = tenant and k.family = p_family;
    delete from conference.meeting m where m.tenant_id = tenant and m.id = any (held)
        and not exists (select from conference.topic k where k.tenant_id = tenant and k.meeting = m.id);
end $$;
revoke execute on function conference.left_of(uuid), conference.forget(uuid) from public;
grant execute on function conference.left_of(uuid), conference.forget(uuid) to hub_forgets;
-- As before, with these.
create or replace function record.left_of(p_family uuid) returns jsonb
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
                  where a.tenant_id = t.id and p.family_id = p_family),
        'conferences', conference.left_of(p_family))
    from (select nullif(current_setting('hub.tenant', true), '')::uuid as id) t
$$;
create or replace function record.erase_family(p_entry uuid, p jsonb) returns jsonb
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
    perform conference.forget(gone);
    delete from consent.open o where o.tenant_id = tenant and o.family_id = gone;
    return was;
end $$;

revoke create on schema conference from hub_confers;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
