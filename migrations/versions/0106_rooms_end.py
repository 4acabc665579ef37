"""Rooms that are over are ended by the clerk; a look at a room costs the same however often people came and went."""

from alembic import op

revision = "0106"
down_revision = "0121"

SQL = r"""
grant create on schema conference to hub_confers;
grant usage on schema conference to hub_clerk;

-- Who is there now is found without those who were.
create index on conference.moment (tenant_id, topic) where gone is null;

-- As before, but for the moments: of those who are there now alone. Who was there, `conference.presence` says.
create or replace function conference.stand_of(p_meeting uuid, p_at timestamptz) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
    select jsonb_build_object('topic', r.topic, 'opened', r.opened, 'dark', r.dark, 'others', r.others,
        'shut', r.shut or r.planned <> m.version, 'changes', r.changes, 'planned', r.planned, 'keeper', r.keeper,
        'until', conference.open_until(r.opened, m.starts, m.ends),
        'closed', r.closed is not null, 'over', p_at >= conference.open_until(r.opened, m.starts, m.ends),
        'bound', exists (select from conference.screen x where x.tenant_id = r.tenant_id and x.meeting = r.meeting
                         and x.cookie is not null and not x.ended),
        'moments', (select coalesce(jsonb_agg(jsonb_build_object('topic', o.topic, 'seat', o.seat, 'came', o.came)
                                              order by o.came, o.id), '[]')
                    from conference.topic k join conference.moment o on o.tenant_id = k.tenant_id and o.topic = k.id
                         and o.gone is null
                    where k.tenant_id = r.tenant_id and k.meeting = r.meeting))
    from conference.room r join conference.meeting m on m.tenant_id = r.tenant_id and m.id = r.meeting
    where r.tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid and r.meeting = p_meeting
$$;

-- As before, without words: neither place nor reason nor the name of a guest is for the window, so no box is read.
create or replace function conference.screen_of(p_cookie bytea, p_at timestamptz, p_day date) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
begin
    return (select jsonb_build_object('stand', conference.stand_of(r.meeting, p_at),
                'who', conference.as_asker(r.keeper, caller, p_day),
                'stamp', conference.stamp_of(x.id, p_at, p_day),
                'meeting', conference.document(r.meeting, array[r.topic], null))
            from conference.screen x
            join conference.room r on r.tenant_id = x.tenant_id and r.meeting = x.meeting and r.agency = caller
            where x.tenant_id = tenant and x.cookie = p_cookie and not x.ended);
end $$;

-- For the clerk: rooms that nobody closed and whose time is over. No family, no name, no word.
create function conference.rooms_over(p_at timestamptz) returns table (meeting uuid, number text, agency text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
begin
    perform identity.enter();
    tenant := current_setting('hub.tenant')::uuid;
    return query
    select r.meeting, m.number, r.agency
    from conference.room r join conference.meeting m on m.tenant_id = r.tenant_id and m.id = r.meeting
    where r.tenant_id = tenant and r.closed is null and p_at >= conference.open_until(r.opened, m.starts, m.ends)
    order by m.number;
end $$;

-- Ends such a room in the transaction of its entry, at the instant at which it was over. HB035 where somebody did so
-- before, or it was opened anew.
create function conference.end_room(p_entry uuid, p_meeting uuid, p_at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
    m      conference.meeting;
    over   timestamptz;
begin
    perform record.check_entry(p_entry);
    tenant := current_setting('hub.tenant')::uuid;
    if not exists (select from ledger.index i where i.tenant_id = tenant and i.entry_id = p_entry
                   and i.event = 'conference.room') then
        raise exception 'the entry says something else' using errcode = 'HB012';
    end if;
    select * into m from conference.meeting x where x.tenant_id = tenant and x.id = p_meeting for update;
    select conference.open_until(r.opened, m.starts, m.ends) into over from conference.room r
    where r.tenant_id = tenant and r.meeting = p_meeting and r.closed is null for update;
    if over is null or p_at < over then
        raise exception 'the room is not to be ended' using errcode = 'HB035';
    end if;
    perform conference.close_room(m, over);
end $$;

do $$
declare
    f regprocedure;
begin
    foreach f in array array['conference.rooms_over(timestamptz)',
        'conference.end_room(uuid, uuid, timestamptz)']::regprocedure[]
    loop
        execute format('alter function %s owner to hub_confers', f);
        execute format('revoke execute on function %s from public', f);
    end loop;
end $$;
grant execute on function conference.rooms_over(timestamptz), conference.end_room(uuid, uuid, timestamptz) to hub_clerk;
revoke create on schema conference from hub_confers;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
