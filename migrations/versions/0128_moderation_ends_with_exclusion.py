"""Whoever is excluded from a family holds no room about it; who works with all of its families takes over."""

from alembic import op

revision = "0128"
down_revision = "0131"

SQL = r"""
grant create on schema conference to hub_confers;
grant select (consent_epoch) on core.family to hub_confers;

-- Whether somebody may know of every topic of a meeting: whoever may not runs it no longer.
create function conference.knows_all(p_staff uuid, p_meeting uuid, p_caller text, p_day date) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
    select not exists (
        select from conference.topic k join conference.meeting m on m.tenant_id = k.tenant_id and m.id = k.meeting
        where k.tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid and k.meeting = p_meeting
          and not conference.may_know(p_staff, k.family, p_caller, m.ends, p_day))
$$;

-- Whether somebody takes over a meeting that nobody runs any more: those who did are excluded from one of its families
-- or work here no longer. They work today with each of its families (a deputy does too), sit there or are of the agency
-- that planned it, and their agency can read what it is about.
create function conference.may_take(p_staff uuid, p_meeting uuid, p_caller text, p_day date) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
    select exists (
        select from conference.meeting m
        where m.tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid and m.id = p_meeting
          and m.kind <> 'nameless' and m.state = 'planned' and p_caller in ('jobcenter', 'jugendamt')
          and p_day <= (m.ends at time zone 'Europe/Berlin')::date
          and not exists (
              select from unnest(array[m.moderator, m.planned_by]) as r (staff)
              where conference.knows_all(r.staff, m.id, p_caller, p_day)
                and exists (select from identity.post o where o.tenant_id = m.tenant_id and o.staff_id = r.staff
                            and o.served_by in ('jobcenter', 'jugendamt') and p_day between o.since and o.until))
          and (m.agency = p_caller
               or exists (select from conference.seat s
                          join conference.topic k on k.tenant_id = s.tenant_id and k.id = s.topic
                          where k.tenant_id = m.tenant_id and k.meeting = m.id and s.staff = p_staff))
          and exists (select from conference.topic k where k.tenant_id = m.tenant_id and k.meeting = m.id)
          and not exists (
              select from conference.topic k
              where k.tenant_id = m.tenant_id and k.meeting = m.id
                and (not record.may_draft(p_staff, k.family, p_day)
                     or not exists (select from conference.words w where w.tenant_id = k.tenant_id
                                    and w.subject = k.id and w.holder = p_caller))))
$$;

-- A meeting that somebody can take over, whole; null where there is none of that number, or it is not theirs to take.
create function conference.vacant(p_staff uuid, p_number text, p_day date) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
begin
    return (select conference.document(m.id, array(select k.id from conference.topic k where k.tenant_id = tenant
                                                   and k.meeting = m.id), caller)
            from conference.meeting m
            where m.tenant_id = tenant and m.number = p_number
              and conference.may_take(p_staff, m.id, caller, p_day));
end $$;

-- Takes it over in the transaction of an entry about each of its families. A room that is open is locked by it until
-- who is there is confirmed anew.
create function conference.take_over(p_entries uuid[], p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    actor  uuid := (p ->> 'by')::uuid;
    m      conference.meeting;
begin
    perform record.check_entry(e) from unnest(p_entries) e;
    select * into m from conference.meeting x where x.tenant_id = tenant and x.id = (p ->> 'meeting')::uuid for update;
    if not found or not conference.may_take(actor, m.id, caller, (p ->> 'day')::date) then
        raise exception 'not theirs to take over' using errcode = 'HB030';
    end if;
    if exists (select from conference.topic k where k.tenant_id = tenant and k.meeting = m.id
               and not exists (select from ledger.index i where i.tenant_id = tenant and i.entry_id = any (p_entries)
                               and i.family_id = k.family and i.event = 'conference.changed')) then
        raise exception 'the change has no entry about this family' using errcode = 'HB012';
    end if;
    if m.version <> (p ->> 'version')::integer then
        raise exception 'the conference was changed meanwhile' using errcode = 'HB031';
    end if;
    update conference.meeting x set moderator = actor, version = x.version + 1
    where x.tenant_id = tenant and x.id = m.id;
end $$;

-- All of one meeting by its id, as far as somebody may know of it who sits there or runs it.
drop function conference.bring(uuid);
create function conference.bring(p_staff uuid, p_meeting uuid, p_day date) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    this text;
begin
    perform identity.enter();
    select m.number into this from conference.meeting m
    where m.tenant_id = current_setting('hub.tenant')::uuid and m.id = p_meeting;
    if this is null then
        return null;
    end if;
    return (select document from conference.of_staff(p_staff, this, null, p_day) as document);
end $$;

-- As before, for somebody: of the topics in which they have part.
drop function conference.presence(uuid, timestamptz);
create function conference.presence(p_staff uuid, p_meeting uuid, p_at timestamptz, p_day date)
returns table (topic uuid, seat uuid, came timestamptz, gone timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
begin
    return query
    select o.topic, o.seat, o.came,
        case when o.gone is not null then o.gone
             when p_at >= conference.open_until(r.opened, m.starts, m.ends)
             then greatest(o.came, conference.open_until(r.opened, m.starts, m.ends)) end
    from conference.topic k
    join conference.moment o on o.tenant_id = k.tenant_id and o.topic = k.id
    join conference.room r on r.tenant_id = k.tenant_id and r.meeting = k.meeting
    join conference.meeting m on m.tenant_id = k.tenant_id and m.id = k.meeting
    where k.tenant_id = tenant and k.meeting = p_meeting and conference.has_part(p_staff, k.id, caller, p_day)
    order by o.came, o.id;
end $$;

-- As before, of the topics of which they may know.
drop function conference.used(uuid, uuid);
create function conference.used(p_staff uuid, p_meeting uuid, p_day date)
returns table (topic uuid, seat uuid, why text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
begin
    return query
    select u.topic, u.seat, u.why
    from conference.meeting m
    cross join conference.used_of(m.id) u
    join conference.topic k on k.tenant_id = tenant and k.id = u.topic
    where m.tenant_id = tenant and m.id = p_meeting and p_staff in (m.moderator, m.planned_by)
      and exists (select from identity.post o where o.tenant_id = tenant and o.staff_id = p_staff
                  and o.served_by = caller)
      and conference.may_know(p_staff, k.family, caller, m.ends, p_day);
end $$;
"""

# Each of these is told by the words that go and those that come: others may have changed it before.
CHANGES = (
    ("conference.room_of(uuid, text, timestamptz, date)", "and conference.as_asker(p_staff, caller, p_day) is not null",
     "and conference.as_asker(p_staff, caller, p_day) is not null\n"
     "      and conference.knows_all(p_staff, m.id, caller, p_day)"),
    ("conference.move_room(uuid, jsonb)",
     "and conference.as_asker(x.moderator, caller, (p ->> 'day')::date) is not null",
     "and conference.as_asker(x.moderator, caller, (p ->> 'day')::date) is not null\n"
     "      and conference.knows_all(x.moderator, x.id, caller, (p ->> 'day')::date)"),
    ("conference.of_code(bytea, timestamptz, date)", "and conference.as_asker(r.keeper, caller, p_day) is not null",
     "and conference.as_asker(r.keeper, caller, p_day) is not null\n"
     "              and conference.knows_all(r.keeper, r.meeting, caller, p_day)"),
    # Whoever keeps it and may not know of one of its topics any more shows nothing on it.
    ("conference.stand_of(uuid, timestamptz)", "'shut', r.shut or r.planned <> m.version,",
     "'shut', r.shut or r.planned <> m.version or not conference.knows_all(r.keeper, r.meeting, r.agency,\n"
     "                (p_at at time zone 'Europe/Berlin')::date),"),
    # Excluding somebody who is there makes tickets void: the view has to follow.
    ("conference.stamp_of(uuid, timestamptz, date)", "m.version, f.record_version,",
     "m.version, f.record_version, f.consent_epoch,\n"
     "        conference.knows_all(r.keeper, r.meeting, r.agency, p_day),"),
    ("conference.coming(uuid, timestamptz, timestamptz, date)", "\n    order by 5, 2, 3;",
     "\n    union all\n"
     "    select 'vacant', m.number, 1, m.kind, m.starts\n"
     "    from conference.meeting m\n"
     "    where m.tenant_id = tenant and m.state = 'planned' and m.ends >= p_at\n"
     "      and conference.may_take(p_staff, m.id, caller, p_day)\n"
     "    order by 5, 2, 3;"),
)  # fmt: skip

AFTER = """
do $$
declare
    f regprocedure;
begin
    foreach f in array array['conference.knows_all(uuid, uuid, text, date)',
        'conference.may_take(uuid, uuid, text, date)', 'conference.vacant(uuid, text, date)',
        'conference.take_over(uuid[], jsonb)', 'conference.bring(uuid, uuid, date)',
        'conference.presence(uuid, uuid, timestamptz, date)', 'conference.used(uuid, uuid, date)']::regprocedure[] loop
        execute format('alter function %s owner to hub_confers', f);
        execute format('revoke execute on function %s from public', f);
    end loop;
end $$;
grant execute on function conference.bring(uuid, uuid, date), conference.presence(uuid, uuid, timestamptz, date)
    to hub_jobcenter, hub_jugendamt, hub_provider;
grant execute on function conference.used(uuid, uuid, date), conference.vacant(uuid, text, date),
    conference.take_over(uuid[], jsonb) to hub_jobcenter, hub_jugendamt;
revoke create on schema conference from hub_confers;
"""


def upgrade() -> None:
    """The functions; then the words in those that are there."""
    connection = op.get_bind().connection.driver_connection
    connection.execute(SQL)
    for name, gone, come in CHANGES:
        [(body,)] = connection.execute("select pg_get_functiondef(%s::regprocedure)", (name,)).fetchall()
        assert body.count(gone) == 1, f"{name} does not read as expected"
        connection.execute(body.replace(gone, come))
    connection.execute(AFTER)
