"""The room of a conference: who came and left when, and the shared window with its one-time code and its own cookie."""

from alembic import op

revision = "0102"
down_revision = "0101"

SQL = r"""
grant create on schema conference to hub_confers;
grant select (record_version) on core.family to hub_confers;
grant usage on schema rulebook to hub_confers;
grant execute on function rulebook.in_force() to hub_confers;

-- One a meeting, in the hands of whoever moderates it. `changes` counts what was moved: who confirms names the count
-- that they saw. `shut`: locked until who is there is confirmed. `others` are there and on no list: nothing is shown.
create table conference.room (
    tenant_id uuid not null,
    meeting   uuid not null,
    agency    text not null check (agency in ('jobcenter', 'jugendamt')),
    keeper    uuid not null,
    topic     uuid,
    opened    timestamptz not null,
    closed    timestamptz,
    shut      boolean not null default true,
    dark      boolean not null default false,
    others    integer not null default 0 check (others between 0 and 50),
    planned   integer not null,
    changes   bigint not null default 1,
    primary key (tenant_id, meeting),
    foreign key (tenant_id, meeting) references conference.meeting on delete cascade,
    foreign key (tenant_id, topic) references conference.topic on delete set null (topic),
    foreign key (tenant_id, keeper) references identity.staff
);
create index on conference.room (tenant_id, topic);

-- Somebody came to a topic, and left. A seat that was taken is not unplanned any more.
create table conference.moment (
    tenant_id uuid not null,
    id        uuid not null default gen_random_uuid(),
    topic     uuid not null,
    seat      uuid not null,
    came      timestamptz not null,
    gone      timestamptz check (gone >= came),
    primary key (tenant_id, id),
    foreign key (tenant_id, topic) references conference.topic,
    foreign key (tenant_id, seat) references conference.seat
);
create unique index on conference.moment (tenant_id, seat) where gone is null;
create index on conference.moment (tenant_id, topic);
create index on conference.moment (tenant_id, seat);

-- A window: first a code that counts once and for ten minutes of real time, then a cookie. Only their hashes are here.
create table conference.screen (
    tenant_id  uuid not null,
    id         uuid not null default gen_random_uuid(),
    meeting    uuid not null,
    code       bytea not null check (octet_length(code) = 32),
    code_until timestamptz not null,
    cookie     bytea check (octet_length(cookie) = 32),
    ended      boolean not null default false,
    primary key (tenant_id, id),
    unique (tenant_id, code),
    unique (tenant_id, cookie),
    foreign key (tenant_id, meeting) references conference.room on delete cascade
);
create index on conference.screen (tenant_id, meeting);

do $$
declare
    t text;
begin
    foreach t in array array['room', 'moment', 'screen'] loop
        execute format('alter table conference.%I enable row level security', t);
        execute format('alter table conference.%I force row level security', t);
        execute format($policy$create policy tenant on conference.%I
            using (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)
            with check (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)$policy$, t);
        execute format('grant select, insert on conference.%I to hub_confers', t);
    end loop;
end $$;
grant update (agency, keeper, topic, opened, closed, shut, dark, others, planned, changes) on conference.room
    to hub_confers;
grant update (gone) on conference.moment to hub_confers;
grant update (cookie, ended) on conference.screen to hub_confers;

-- Until when a room stays open: half an hour after the plan; one that is tried out before, as long as is planned and
-- an hour and a half.
create function conference.open_until(p_opened timestamptz, p_starts timestamptz, p_ends timestamptz)
returns timestamptz
language sql immutable set search_path = pg_catalog, pg_temp as $$
    select least(p_ends + interval '30 minutes', p_opened + (p_ends - p_starts) + interval '90 minutes')
$$;

-- Somebody as they would ask today at the agency of this process: whoever moderates need have no seat.
create function conference.as_asker(p_staff uuid, p_agency text, p_day date) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
    select jsonb_build_object('staff', s.staff_id, 'ref', s.ref, 'name', s.name, 'pseudonym', s.pseudonym,
        'role', o.role, 'agency', g.kind, 'team', o.team)
    from identity.staff s
    join identity.post o on o.tenant_id = s.tenant_id and o.staff_id = s.staff_id and o.served_by = p_agency
         and p_day between o.since and o.until
    join identity.agency g on g.tenant_id = o.tenant_id and g.unit = o.unit
    where s.tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid and s.staff_id = p_staff
    order by o.role like '%\_lead', o.role limit 1
$$;

-- A room as it stands: for its page and for what its window shows.
create function conference.stand_of(p_meeting uuid, p_at timestamptz) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
    select jsonb_build_object('topic', r.topic, 'opened', r.opened, 'dark', r.dark, 'others', r.others,
        'shut', r.shut or r.planned <> m.version, 'changes', r.changes, 'planned', r.planned, 'keeper', r.keeper,
        'until', conference.open_until(r.opened, m.starts, m.ends),
        'closed', r.closed is not null, 'over', p_at >= conference.open_until(r.opened, m.starts, m.ends),
        'bound', exists (select from conference.screen x where x.tenant_id = r.tenant_id and x.meeting = r.meeting
                         and x.cookie is not null and not x.ended),
        'moments', (select coalesce(jsonb_agg(jsonb_build_object('topic', o.topic, 'seat', o.seat, 'came', o.came,
                                                                 'gone', o.gone) order by o.came, o.id), '[]')
                    from conference.moment o join conference.topic k on k.tenant_id = o.tenant_id and k.id = o.topic
                    where k.tenant_id = r.tenant_id and k.meeting = r.meeting))
    from conference.room r join conference.meeting m on m.tenant_id = r.tenant_id and m.id = r.meeting
    where r.tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid and r.meeting = p_meeting
$$;

-- The room of a meeting for whoever moderates it, in the process of their agency; null for everybody else, and `{}`
-- where it was never opened.
create function conference.room_of(p_staff uuid, p_number text, p_at timestamptz, p_day date) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    found  uuid;
begin
    select m.id into found from conference.meeting m
    where m.tenant_id = tenant and m.number = p_number and m.moderator = p_staff and m.kind <> 'nameless'
      and conference.as_asker(p_staff, caller, p_day) is not null;
    if found is null then
        return null;
    end if;
    return coalesce(conference.stand_of(found, p_at), '{}');
end $$;

-- Moves a room: `act` is open, topic, come, go, others, confirm, dark, code or close. Opening, confirming and closing
-- have an entry of this transaction. What changes who is there, or for what, shuts the view until it is confirmed; who
-- confirms names the count of what they saw (HB031). Returns the new count.
create function conference.move_room(p_entry uuid, p jsonb) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    act    text := p ->> 'act';
    at     timestamptz := (p ->> 'at')::timestamptz;
    m      conference.meeting;
    r      conference.room;
begin
    select * into m from conference.meeting x
    where x.tenant_id = tenant and x.number = p ->> 'number' and x.moderator = (p ->> 'by')::uuid
      and x.kind <> 'nameless' and conference.as_asker(x.moderator, caller, (p ->> 'day')::date) is not null
    for update;
    if not found then
        raise exception 'not theirs to hold' using errcode = 'HB030';
    end if;
    if act in ('open', 'confirm', 'close') then
        perform record.check_entry(p_entry);
        if not exists (select from ledger.index i where i.tenant_id = tenant and i.entry_id = p_entry and i.event =
                       case act when 'confirm' then 'conference.present' else 'conference.room' end) then
            raise exception 'the entry says something else' using errcode = 'HB012';
        end if;
    end if;
    if act = 'open' then
        perform conference.open_room(m, caller, at);
    end if;
    select * into r from conference.room x where x.tenant_id = tenant and x.meeting = m.id for update;
    if not found or r.closed is not null or at >= conference.open_until(r.opened, m.starts, m.ends) then
        raise exception 'the room is closed' using errcode = 'HB035';
    end if;
    if act in ('confirm', 'topic') and r.changes <> (p ->> 'seen')::bigint then
        raise exception 'the room was changed meanwhile' using errcode = 'HB031';
    end if;
    if act = 'topic' then
        perform conference.turn_to(r, (p ->> 'topic')::uuid, at);
    elsif act in ('come', 'go') then
        perform conference.take_seat(r, (p ->> 'seat')::uuid, act = 'come', at);
    elsif act = 'code' then
        update conference.screen x set ended = true
        where x.tenant_id = tenant and x.meeting = m.id and x.cookie is null;
        insert into conference.screen (tenant_id, meeting, code, code_until)
        values (tenant, m.id, decode(p ->> 'code', 'hex'), clock_timestamp() + interval '10 minutes');
    elsif act = 'close' then
        perform conference.close_room(m, at);
    end if;
    update conference.room x set changes = x.changes + 1, agency = caller, keeper = m.moderator,
        shut = case when act in ('topic', 'come', 'go', 'others') then true when act = 'confirm' then false
                    else x.shut or x.keeper <> m.moderator end,
        planned = case when act in ('open', 'confirm') then m.version else x.planned end,
        dark = case when act = 'dark' then (p ->> 'dark')::boolean else x.dark end,
        others = case when act = 'others' then (p ->> 'others')::integer when act = 'topic' then 0 else x.others end
    where x.tenant_id = tenant and x.meeting = m.id;
    return r.changes + 1;
exception
    when foreign_key_violation or check_violation or not_null_violation then
        raise exception 'nothing of that name' using errcode = 'HB032';
end $$;

-- Opens it at its first topic with nobody there, or anew; what was seen in it before stays in its moments.
create function conference.open_room(p_meeting conference.meeting, p_agency text, p_at timestamptz) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    first uuid := (select k.id from conference.topic k where k.tenant_id = p_meeting.tenant_id
                   and k.meeting = p_meeting.id order by k.position limit 1);
begin
    if p_at >= p_meeting.ends + interval '30 minutes' or first is null then
        raise exception 'the conference is over' using errcode = 'HB035';
    end if;
    if exists (select from conference.room x join conference.meeting m on m.tenant_id = x.tenant_id and m.id = x.meeting
               where x.tenant_id = p_meeting.tenant_id and x.meeting = p_meeting.id and x.closed is null
                 and p_at < conference.open_until(x.opened, m.starts, m.ends)) then
        raise exception 'the room is open' using errcode = 'HB035';
    end if;
    perform conference.end_moments(p_meeting.id, p_at);
    update conference.screen x set ended = true
    where x.tenant_id = p_meeting.tenant_id and x.meeting = p_meeting.id and not x.ended;
    insert into conference.room as x (tenant_id, meeting, agency, keeper, topic, opened, planned)
    values (p_meeting.tenant_id, p_meeting.id, p_agency, p_meeting.moderator, first, p_at, p_meeting.version)
    on conflict (tenant_id, meeting) do update set topic = excluded.topic, opened = excluded.opened, closed = null,
        shut = true, dark = false, others = 0, planned = excluded.planned;
end $$;

-- Another topic: who was there has left this one, and who sits there too is taken to have come along.
create function conference.turn_to(p_room conference.room, p_topic uuid, p_at timestamptz) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    along uuid[];
begin
    if p_topic is not distinct from p_room.topic or not exists (
            select from conference.topic k where k.tenant_id = p_room.tenant_id and k.id = p_topic
            and k.meeting = p_room.meeting) then
        raise exception 'no such topic' using errcode = 'HB032';
    end if;
    along := array(select s.id from conference.seat s
                   where s.tenant_id = p_room.tenant_id and s.topic = p_topic and s.kind <> 'guest' and exists (
                       select from conference.moment o
                       join conference.seat w on w.tenant_id = o.tenant_id and w.id = o.seat
                       where o.tenant_id = p_room.tenant_id and o.topic = p_room.topic and o.gone is null
                         and (w.staff = s.staff or w.person = s.person)));
    perform conference.end_moments(p_room.meeting, p_at);
    insert into conference.moment (tenant_id, topic, seat, came)
    select p_room.tenant_id, p_topic, one, p_at from unnest(along) as one;
    update conference.room x set topic = p_topic where x.tenant_id = p_room.tenant_id and x.meeting = p_room.meeting;
end $$;

create function conference.take_seat(p_room conference.room, p_seat uuid, p_comes boolean, p_at timestamptz)
returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if not exists (select from conference.seat s where s.tenant_id = p_room.tenant_id and s.id = p_seat
                   and s.topic = p_room.topic) then
        raise exception 'no such seat' using errcode = 'HB032';
    end if;
    if p_comes then
        insert into conference.moment (tenant_id, topic, seat, came)
        values (p_room.tenant_id, p_room.topic, p_seat, p_at) on conflict do nothing;
    else
        update conference.moment o set gone = greatest(o.came, p_at)
        where o.tenant_id = p_room.tenant_id and o.seat = p_seat and o.gone is null;
    end if;
end $$;

-- Everybody who is still there has left, at the latest when the room was over.
create function conference.end_moments(p_meeting uuid, p_at timestamptz) returns void
language sql set search_path = pg_catalog, pg_temp as $$
    update conference.moment o
    set gone = greatest(o.came, least(p_at, conference.open_until(r.opened, m.starts, m.ends)))
    from conference.topic k, conference.room r, conference.meeting m
    where o.tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid and o.gone is null
      and k.tenant_id = o.tenant_id and k.id = o.topic and k.meeting = p_meeting
      and r.tenant_id = o.tenant_id and r.meeting = p_meeting and m.tenant_id = o.tenant_id and m.id = p_meeting
$$;

-- Closed; held, if it had begun.
create function conference.close_room(p_meeting conference.meeting, p_at timestamptz) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    perform conference.end_moments(p_meeting.id, p_at);
    update conference.screen x set ended = true
    where x.tenant_id = p_meeting.tenant_id and x.meeting = p_meeting.id and not x.ended;
    update conference.room x set closed = p_at
    where x.tenant_id = p_meeting.tenant_id and x.meeting = p_meeting.id;
    update conference.meeting x set state = 'held'
    where x.tenant_id = p_meeting.tenant_id and x.id = p_meeting.id and x.state = 'planned' and p_at >= x.starts;
end $$;

-- Whose room a code opens, for the entry of its use; null where it opens none any more.
create function conference.of_code(p_code bytea, p_at timestamptz, p_day date) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
begin
    return (select jsonb_build_object('number', m.number, 'who', conference.as_asker(r.keeper, caller, p_day))
            from conference.screen x
            join conference.room r on r.tenant_id = x.tenant_id and r.meeting = x.meeting and r.agency = caller
            join conference.meeting m on m.tenant_id = x.tenant_id and m.id = x.meeting
            where x.tenant_id = tenant and x.code = p_code and x.cookie is null and not x.ended
              and clock_timestamp() < x.code_until and r.closed is null
              and p_at < conference.open_until(r.opened, m.starts, m.ends)
              and conference.as_asker(r.keeper, caller, p_day) is not null);
end $$;

-- Binds a window to a code, once, in the transaction of its entry; the window before it ends. False where it is used.
create function conference.bind_screen(p_entry uuid, p_code bytea, p_cookie bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    bound  conference.screen;
begin
    perform record.check_entry(p_entry);
    if not exists (select from ledger.index i where i.tenant_id = tenant and i.entry_id = p_entry
                   and i.event = 'conference.room') then
        raise exception 'the entry says something else' using errcode = 'HB012';
    end if;
    update conference.screen x set cookie = p_cookie
    from conference.room r
    where x.tenant_id = tenant and x.code = p_code and x.cookie is null and not x.ended
      and clock_timestamp() < x.code_until and r.tenant_id = tenant and r.meeting = x.meeting and r.agency = caller
      and r.closed is null
    returning x.* into bound;
    if not found then
        return false;
    end if;
    update conference.screen x set ended = true
    where x.tenant_id = tenant and x.meeting = bound.meeting and x.id <> bound.id and not x.ended;
    return true;
end $$;

-- What the window of a cookie is to show: the room as it stands and its one topic, with as whom it is asked; null for a
-- cookie of no window of this process.
create function conference.screen_of(p_cookie bytea, p_at timestamptz, p_day date) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
begin
    return (select jsonb_build_object('stand', conference.stand_of(r.meeting, p_at),
                'who', conference.as_asker(r.keeper, caller, p_day),
                'stamp', conference.stamp_of(x.id, p_at, p_day),
                'meeting', conference.document(r.meeting, array[r.topic], caller))
            from conference.screen x
            join conference.room r on r.tenant_id = x.tenant_id and r.meeting = x.meeting and r.agency = caller
            where x.tenant_id = tenant and x.cookie = p_cookie and not x.ended);
end $$;

-- Everything on which the view turns, as one word that says nothing: the room, the plan, the record with its consents,
-- the rules and the day.
create function conference.stamp_of(p_screen uuid, p_at timestamptz, p_day date) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
    select substr(encode(sha256(convert_to(concat_ws('|', x.id, x.ended, r.changes, r.shut, r.dark, r.topic,
        r.closed is null, m.version, f.record_version, rulebook.in_force(), p_day,
        p_at >= conference.open_until(r.opened, m.starts, m.ends)), 'UTF8')), 'hex'), 1, 24)
    from conference.screen x
    join conference.room r on r.tenant_id = x.tenant_id and r.meeting = x.meeting
    join conference.meeting m on m.tenant_id = x.tenant_id and m.id = x.meeting
    left join conference.topic k on k.tenant_id = r.tenant_id and k.id = r.topic
    left join core.family f on f.tenant_id = k.tenant_id and f.family_id = k.family
    where x.tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid and x.id = p_screen
$$;

-- The stamps of windows of this process. Of a cookie that is none there is no row.
create function conference.stamps(p_cookies bytea[], p_at timestamptz, p_day date)
returns table (cookie bytea, stamp text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
begin
    return query
    select x.cookie, conference.stamp_of(x.id, p_at, p_day)
    from conference.screen x
    join conference.room r on r.tenant_id = x.tenant_id and r.meeting = x.meeting and r.agency = caller
    where x.tenant_id = tenant and x.cookie = any (p_cookies) and not x.ended;
end $$;

-- „Bild aus“ at the window itself, and on again. Shows nothing that the room does not.
create function conference.darken(p_cookie bytea, p_dark boolean) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
begin
    update conference.room r set dark = p_dark, changes = r.changes + 1
    from conference.screen x
    where x.tenant_id = tenant and x.cookie = p_cookie and not x.ended and r.tenant_id = tenant
      and r.meeting = x.meeting and r.agency = caller and r.closed is null and r.dark <> p_dark;
    return found;
end $$;

-- Who really was there, for the minutes: by topic and seat, when they came and when they left; of somebody who is still
-- there, until the room is over. For the agencies that sit at the table.
create function conference.presence(p_meeting uuid, p_at timestamptz)
returns table (topic uuid, seat uuid, came timestamptz, gone timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
begin
    perform identity.enter();
    tenant := current_setting('hub.tenant')::uuid;
    if conference.bring(p_meeting) is null then
        return;
    end if;
    return query
    select o.topic, o.seat, o.came,
        case when o.gone is not null then o.gone
             when p_at >= conference.open_until(r.opened, m.starts, m.ends)
             then greatest(o.came, conference.open_until(r.opened, m.starts, m.ends)) end
    from conference.moment o
    join conference.topic k on k.tenant_id = o.tenant_id and k.id = o.topic and k.meeting = p_meeting
    join conference.room r on r.tenant_id = o.tenant_id and r.meeting = p_meeting
    join conference.meeting m on m.tenant_id = o.tenant_id and m.id = p_meeting
    where o.tenant_id = tenant
    order by o.came, o.id;
end $$;

do $$
declare
    f regprocedure;
begin
    foreach f in array array['conference.open_until(timestamptz, timestamptz, timestamptz)',
        'conference.as_asker(uuid, text, date)', 'conference.stand_of(uuid, timestamptz)',
        'conference.room_of(uuid, text, timestamptz, date)', 'conference.move_room(uuid, jsonb)',
        'conference.open_room(conference.meeting, text, timestamptz)',
        'conference.turn_to(conference.room, uuid, timestamptz)',
        'conference.take_seat(conference.room, uuid, boolean, timestamptz)',
        'conference.end_moments(uuid, timestamptz)', 'conference.close_room(conference.meeting, timestamptz)',
        'conference.of_code(bytea, timestamptz, date)', 'conference.bind_screen(uuid, bytea, bytea)',
        'conference.screen_of(bytea, timestamptz, date)', 'conference.stamp_of(uuid, timestamptz, date)',
        'conference.stamps(bytea[], timestamptz, date)', 'conference.darken(bytea, boolean)',
        'conference.presence(uuid, timestamptz)']::regprocedure[] loop
        execute format('alter function %s owner to hub_confers', f);
        execute format('revoke execute on function %s from public', f);
    end loop;
end $$;
grant execute on function conference.room_of(uuid, text, timestamptz, date), conference.move_room(uuid, jsonb),
    conference.of_code(bytea, timestamptz, date), conference.bind_screen(uuid, bytea, bytea),
    conference.screen_of(bytea, timestamptz, date), conference.stamps(bytea[], timestamptz, date),
    conference.darken(bytea, boolean) to hub_jobcenter, hub_jugendamt;
grant execute on function conference.presence(uuid, timestamptz) to hub_jobcenter, hub_jugendamt, hub_provider;

-- What erasing destroys of a family: who was there, before the topic and the seats.
grant select (tenant_id, topic), delete on conference.moment to hub_forgets;
create or replace function conference.forget(p_family uuid) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid := current_setting('hub.tenant')::uuid;
    held   uuid[] := array(select k.meeting from conference.topic k where k.tenant_id = tenant and k.family = p_family);
begin
    delete from conference.moment o using conference.topic k
    where k.tenant_id = tenant and k.family = p_family and o.tenant_id = tenant and o.topic = k.id;
    delete from conference.topic k where k.tenant_id = tenant and k.family = p_family;
    delete from conference.meeting m where m.tenant_id = tenant and m.id = any (held)
        and not exists (select from conference.topic k where k.tenant_id = tenant and k.meeting = m.id);
end $$;
revoke create on schema conference from hub_confers;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
