"""Conferences are moved, called off and ended; sentences are struck; and what is due there is told to who it is for."""

from alembic import op

revision = "0107"
down_revision = "0108"

SQL = r"""
-- `moved_from` is when it was to be before it was last moved: the family is told of it.
alter table conference.meeting add column moved_from timestamptz;
alter table conference.meeting drop constraint meeting_state_check;
alter table conference.meeting add constraint meeting_state_check
    check (state in ('planned', 'held', 'closed', 'cancelled'));
alter table conference.topic add column minutes smallint check (minutes between 5 and 720);
grant update (moved_from) on conference.meeting to hub_confers;
grant update (minutes) on conference.topic to hub_confers;
grant create on schema conference to hub_confers;

-- What ends a conference: called off while it is planned and nobody sat there yet, with an entry for each of its
-- families; one without names is over when whoever moderates says so. All else is HB035, another version HB031.
create function conference.move_state(p_entries uuid[], p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    actor  uuid := (p ->> 'by')::uuid;
    becomes text := p ->> 'state';
    at     timestamptz := (p ->> 'at')::timestamptz;
    said   text := case becomes when 'cancelled' then 'conference.cancelled' else 'conference.changed' end;
    m      conference.meeting;
begin
    perform record.check_entry(e) from unnest(p_entries) e;
    select * into m from conference.meeting x
    where x.tenant_id = tenant and x.id = (p ->> 'meeting')::uuid
      and actor in (x.moderator, case becomes when 'cancelled' then x.planned_by end)
      and exists (select from identity.post o where o.tenant_id = tenant and o.staff_id = actor
                  and o.served_by = caller)
    for update;
    if not found then
        raise exception 'not theirs to end' using errcode = 'HB030';
    end if;
    if not exists (select from ledger.index i where i.tenant_id = tenant and i.entry_id = any (p_entries)
                   and i.event = said)
       or exists (select from conference.topic k where k.tenant_id = tenant and k.meeting = m.id
                  and k.family is not null
                  and not exists (select from ledger.index i where i.tenant_id = tenant and i.entry_id = any (p_entries)
                                  and i.family_id = k.family and i.event = said)) then
        raise exception 'the change has no entry about this family' using errcode = 'HB012';
    end if;
    if m.version <> (p ->> 'version')::integer then
        raise exception 'the conference was changed meanwhile' using errcode = 'HB031';
    end if;
    if not (becomes = 'cancelled' and m.state = 'planned' and not exists (select from conference.used_of(m.id))
            or becomes = 'closed' and m.kind = 'nameless' and m.state in ('planned', 'held') and at >= m.starts) then
        raise exception 'not as the conference stands' using errcode = 'HB035';
    end if;
    update conference.meeting x set state = becomes, version = x.version + 1 where x.tenant_id = tenant and x.id = m.id;
    update conference.room x set closed = at where x.tenant_id = tenant and x.meeting = m.id and x.closed is null;
    update conference.screen x set ended = true where x.tenant_id = tenant and x.meeting = m.id and not x.ended;
end $$;

-- What was used stays: topics with minutes or a sheet, and seats that somebody took in the room.
create function conference.used_of(p_meeting uuid) returns table (topic uuid, seat uuid, why text)
language sql stable set search_path = pg_catalog, pg_temp as $$
    select k.id, null::uuid, 'minutes' from conference.topic k
    join conference.minutes x on x.tenant_id = k.tenant_id and x.topic = k.id
    where k.tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid and k.meeting = p_meeting
    union all
    select k.id, null, 'sheet' from conference.topic k
    join conference.sheet x on x.tenant_id = k.tenant_id and x.topic = k.id
    where k.tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid and k.meeting = p_meeting
    union
    select k.id, o.seat, 'came' from conference.topic k
    join conference.moment o on o.tenant_id = k.tenant_id and o.topic = k.id
    where k.tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid and k.meeting = p_meeting
$$;

-- The same for whoever runs the meeting.
create function conference.used(p_staff uuid, p_meeting uuid) returns table (topic uuid, seat uuid, why text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
begin
    if exists (select from conference.meeting m
               join identity.post o on o.tenant_id = tenant and o.staff_id = p_staff and o.served_by = caller
               where m.tenant_id = tenant and m.id = p_meeting and p_staff in (m.moderator, m.planned_by)) then
        return query select * from conference.used_of(p_meeting);
    end if;
end $$;

-- Minutes that wait for an agency's yes: the other agency gave its own, or the day of the talk is over.
create function conference.waits_for(p_topic uuid, p_caller text, p_day date) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
    select exists (
        select from conference.minutes x
        join conference.topic k on k.tenant_id = x.tenant_id and k.id = x.topic
        join conference.meeting m on m.tenant_id = k.tenant_id and m.id = k.meeting
        where x.tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid and x.topic = p_topic
          and x.version > 0 and m.state <> 'cancelled' and p_caller in ('jobcenter', 'jugendamt')
          and not exists (select from conference.confirmed c where c.tenant_id = x.tenant_id and c.topic = x.topic
                          and c.agency = p_caller)
          and (p_day > (m.ends at time zone 'Europe/Berlin')::date
               or exists (select from conference.confirmed c
                          where c.tenant_id = x.tenant_id and c.topic = x.topic)))
$$;

-- What comes up for somebody: conferences in which they sit or which they moderate, up to an instant; and minutes of
-- such that wait for their agency. No family, no place, no word.
create function conference.coming(p_staff uuid, p_at timestamptz, p_until timestamptz, p_day date)
returns table (what text, number text, topic integer, kind text, starts timestamptz)
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
    select 'meeting', m.number, min(k.position), m.kind, m.starts
    from conference.meeting m join conference.topic k on k.tenant_id = tenant and k.meeting = m.id
    where m.tenant_id = tenant and m.state = 'planned' and m.ends >= p_at and m.starts <= p_until
      and (m.moderator = p_staff or exists (select from conference.seat s where s.tenant_id = tenant and s.topic = k.id
                                            and s.staff = p_staff))
    group by m.number, m.kind, m.starts
    union all
    select 'minutes', m.number, k.position, m.kind, m.starts
    from conference.meeting m join conference.topic k on k.tenant_id = tenant and k.meeting = m.id
    where m.tenant_id = tenant and conference.waits_for(k.id, caller, p_day)
      and conference.has_part(p_staff, k.id, caller)
    order by 5, 2, 3;
end $$;

-- What was agreed in conferences about somebody's own families and their agency has not said to be done; and without a
-- cell the minutes that wait for its yes, where they have part in them: their day is two weeks after the talk.
create function conference.agreed_with(p_family uuid, p_caller text, p_staff uuid, p_day date) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select json_agg(json_build_array(a.cell, a.due, a.number, a.position) order by a.due, a.cell)::text
    from (
        select l.cell, l.due, m.number, k.position
        from conference.topic k
        join conference.meeting m on m.tenant_id = k.tenant_id and m.id = k.meeting
        join conference.line l on l.tenant_id = k.tenant_id and l.topic = k.id and l.section = 'agreed'
             and not l.struck
        where k.tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid and k.family = p_family
          and not exists (select from conference.done d where d.tenant_id = l.tenant_id and d.cell = l.cell
                          and d.agency = p_caller)
        union all
        select null, (m.ends at time zone 'Europe/Berlin')::date + 14, m.number, k.position
        from conference.topic k
        join conference.meeting m on m.tenant_id = k.tenant_id and m.id = k.meeting
        where k.tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid and k.family = p_family
          and conference.waits_for(k.id, p_caller, p_day) and conference.has_part(p_staff, k.id, p_caller)) a
$$;

-- Whom a consent talk may offer because they sit at a table about this family that is still to come: people of the
-- family, and the functions of guests. For whoever has to do with the family.
create function conference.at_tables(p_staff uuid, p_family uuid, p_at timestamptz, p_day date)
returns table (person uuid, guest text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
begin
    perform identity.enter();
    tenant := current_setting('hub.tenant')::uuid;
    return query
    select distinct s.person, s.guest_function
    from conference.topic k
    join conference.meeting m on m.tenant_id = tenant and m.id = k.meeting and m.state = 'planned' and m.ends >= p_at
    join conference.seat s on s.tenant_id = tenant and s.topic = k.id and s.kind <> 'staff'
    where k.tenant_id = tenant and k.family = p_family and record.may_draft(p_staff, p_family, p_day);
end $$;

-- What is struck is so under an entry that says it, and restricted in the record.
create function conference.strike(p_entry uuid, p_topic uuid, p jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid := current_setting('hub.tenant')::uuid;
    gone   uuid[] := array(select n.cell from jsonb_to_recordset(p -> 'changed') as n (cell uuid, struck boolean)
                           join conference.line l on l.tenant_id = tenant and l.cell = n.cell and l.topic = p_topic
                           where n.struck);
begin
    if cardinality(gone) = 0 then
        return;
    end if;
    if not exists (select from ledger.index i where i.tenant_id = tenant and i.entry_id = p_entry
                   and i.event = 'minutes.struck') then
        raise exception 'the entry says something else' using errcode = 'HB012';
    end if;
    perform record.restrict_struck(
        (select k.family from conference.topic k where k.tenant_id = tenant and k.id = p_topic), gone,
        ((p ->> 'at')::timestamptz at time zone 'Europe/Berlin')::date);
end $$;

do $$
declare
    f regprocedure;
begin
    foreach f in array array['conference.move_state(uuid[], jsonb)', 'conference.used_of(uuid)',
        'conference.used(uuid, uuid)', 'conference.waits_for(uuid, text, date)', 'conference.strike(uuid, uuid, jsonb)',
        'conference.at_tables(uuid, uuid, timestamptz, date)',
        'conference.coming(uuid, timestamptz, timestamptz, date)',
        'conference.agreed_with(uuid, text, uuid, date)']::regprocedure[] loop
        execute format('alter function %s owner to hub_confers', f);
        execute format('revoke execute on function %s from public', f);
    end loop;
end $$;
grant execute on function conference.move_state(uuid[], jsonb), conference.used(uuid, uuid),
    conference.at_tables(uuid, uuid, timestamptz, date)
    to hub_jobcenter, hub_jugendamt;
grant execute on function conference.coming(uuid, timestamptz, timestamptz, date)
    to hub_jobcenter, hub_jugendamt, hub_provider;
grant execute on function conference.agreed_with(uuid, text, uuid, date) to hub_reads;
revoke create on schema conference from hub_confers;

-- A sentence that is struck is worked with by nobody (Art. 18 DSGVO): its versions stay, and it is told to whom it is
-- about. Asked for by `conference.write_minutes` alone, in the transaction of its entry.
grant usage on schema record to hub_confers;
grant create on schema record to hub_writes;
create function record.restrict_struck(p_family uuid, p_cells uuid[], p_day date) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    update record.cell c set restricted_since = p_day
    where c.tenant_id = current_setting('hub.tenant')::uuid and c.family_id = p_family and c.cell_id = any (p_cells)
      and c.restricted_since is null and c.owner in ('joint', current_setting('hub.agency'));
end $$;
alter function record.restrict_struck(uuid, uuid[], date) owner to hub_writes;
revoke execute on function record.restrict_struck(uuid, uuid[], date) from public;
grant execute on function record.restrict_struck(uuid, uuid[], date) to hub_confers;
revoke create on schema record from hub_writes;
"""

# Each of these is told by the words that go and those that come: others may have changed it before.
CHANGES = (
    ("conference.keep(uuid[], jsonb)", "version = x.version + 1\n",
     "version = x.version + 1,\n            moved_from = case when x.starts <> m.starts then x.starts"
     " else x.moved_from end\n"),
    ("conference.keep_topics(uuid, jsonb)",
     "insert into conference.topic as k (tenant_id, id, meeting, position, family, starts)\n"
     "    select tenant, t.id, p_meeting, t.position, t.family, t.starts\n"
     "    from jsonb_to_recordset(p -> 'topics') as t (id uuid, position integer, family uuid, starts timestamptz)\n"
     "    on conflict (tenant_id, id) do update set position = excluded.position, starts = excluded.starts;",
     "insert into conference.topic as k (tenant_id, id, meeting, position, family, starts, minutes)\n"
     "    select tenant, t.id, p_meeting, t.position, t.family, t.starts, t.minutes\n"
     "    from jsonb_to_recordset(p -> 'topics') as t (id uuid, position integer, family uuid, starts timestamptz,\n"
     "                                                 minutes smallint)\n"
     "    on conflict (tenant_id, id) do update set position = excluded.position, starts = excluded.starts,\n"
     "        minutes = excluded.minutes;"),
    ("conference.document(uuid, uuid[], text)", "'version', m.version,", "'version', m.version,"
     " 'moved_from', m.moved_from,"),
    ("conference.document(uuid, uuid[], text)", "'starts', k.starts,", "'starts', k.starts, 'minutes', k.minutes,"),
    ("conference.has_part(uuid, uuid, text)", "and k.id = p_topic\n", "and k.id = p_topic"
     " and m.state <> 'cancelled'\n"),
    ("conference.at_table(uuid, uuid, text)", "and m.kind = 'nameless'\n", "and m.kind = 'nameless'"
     " and m.state <> 'cancelled'\n"),
    ("conference.room_of(uuid, text, timestamptz, date)", "and m.kind <> 'nameless'\n",
     "and m.kind <> 'nameless' and m.state <> 'cancelled'\n"),
    ("conference.move_room(uuid, jsonb)", "and x.kind <> 'nameless' and", "and x.kind <> 'nameless'"
     " and x.state <> 'cancelled' and"),
    ("conference.write_minutes(uuid, jsonb)", "where l.tenant_id = tenant and l.cell = n.cell;\n",
     "where l.tenant_id = tenant and l.cell = n.cell;\n"
     "    perform conference.strike(p_entry, this, p);\n"),
    ("consent.tasks_at_hand(uuid, date)", "conference.agreed_with(a.family_id, caller)",
     "conference.agreed_with(a.family_id, caller, p_staff, p_day)"),
)  # fmt: skip


def upgrade() -> None:
    """The columns and functions; then the words in those that are there."""
    connection = op.get_bind().connection.driver_connection
    connection.execute(SQL)
    for name, gone, come in CHANGES:
        [(body,)] = connection.execute("select pg_get_functiondef(%s::regprocedure)", (name,)).fetchall()
        assert body.count(gone) == 1, f"{name} does not read as expected"
        connection.execute(body.replace(gone, come))
    connection.execute("drop function conference.agreed_with(uuid, text)")
