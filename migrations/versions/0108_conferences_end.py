"""Conferences end: sheets and rooms go on their day; whoever destroys a record sees and destroys all of it."""

from alembic import op

revision = "0108"
down_revision = "0106"

SQL = r"""
-- What of conferences is over on a day, by the meeting: of sheets, and of rooms with who came and went; a meeting
-- without names is in no family's record, so it goes as a room does. What is held back about a family stays (G8).
grant usage, create on schema conference to hub_erases;
grant select (tenant_id, id, kind, ends), delete on conference.meeting to hub_erases;
grant select (tenant_id, id, meeting, family) on conference.topic to hub_erases;
grant select (tenant_id, topic, family, state), delete on conference.sheet to hub_erases;
grant select (tenant_id, meeting), delete on conference.room to hub_erases;
grant select (tenant_id, topic), delete on conference.moment to hub_erases;
grant select (tenant_id, topic) on conference.minutes to hub_erases;

create function conference.due(p_class text, p_before date, p_day date) returns setof uuid
language sql stable set search_path = pg_catalog, pg_temp as $$
    select m.id from conference.meeting m
    where m.tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid
      and (m.ends at time zone 'Europe/Berlin')::date < p_before
      and case p_class
          when 'conference_sheet' then exists (
              select from conference.topic k join conference.sheet h on h.tenant_id = k.tenant_id and h.topic = k.id
              where k.tenant_id = m.tenant_id and k.meeting = m.id and h.state = 'shown')
          when 'conference_room' then
              exists (select from conference.room r where r.tenant_id = m.tenant_id and r.meeting = m.id)
              or exists (select from conference.topic k join conference.moment o on o.tenant_id = k.tenant_id
                         and o.topic = k.id where k.tenant_id = m.tenant_id and k.meeting = m.id)
              or m.kind = 'nameless' and not exists (
                  select from conference.topic k join conference.minutes n on n.tenant_id = k.tenant_id
                  and n.topic = k.id where k.tenant_id = m.tenant_id and k.meeting = m.id)
          end
      and not exists (
          select from conference.topic k
          left join conference.sheet h on h.tenant_id = k.tenant_id and h.topic = k.id
          join ledger.hold l on l.tenant_id = k.tenant_id and l.family_id in (k.family, h.family)
          where k.tenant_id = m.tenant_id and k.meeting = m.id and l.lifted_at is null and l.until >= p_day)
$$;
create function conference.overdue(p_class text, p_before date, p_day date) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return (select count(*) from conference.due(p_class, p_before, p_day));
end $$;

-- Destroys it against a committed entry that says so; of how many meetings.
create function conference.erase(p_entry uuid, p_class text, p_before date, p_through date, p_day date) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    said   jsonb := ledger.announced(p_entry);
    tenant uuid := current_setting('hub.tenant')::uuid;
    gone   uuid[];
    topics uuid[];
begin
    if said <> jsonb_build_object('rc', p_class, 'to', p_through::text) or p_through >= p_day or p_before > p_day then
        raise exception 'the entry says something else' using errcode = 'HB020';
    end if;
    gone := array(select conference.due(p_class, p_before, p_day));
    topics := array(select k.id from conference.topic k where k.tenant_id = tenant and k.meeting = any (gone));
    delete from conference.sheet h where h.tenant_id = tenant and h.topic = any (topics)
        and (h.state = 'shown' or p_class = 'conference_room');
    if p_class = 'conference_room' then
        delete from conference.moment o where o.tenant_id = tenant and o.topic = any (topics);
        delete from conference.room r where r.tenant_id = tenant and r.meeting = any (gone);
        delete from conference.meeting m where m.tenant_id = tenant and m.id = any (gone) and m.kind = 'nameless'
            and not exists (select from conference.topic k join conference.minutes n on n.tenant_id = k.tenant_id
                            and n.topic = k.id where k.tenant_id = tenant and k.meeting = m.id);
    end if;
    return cardinality(gone);
end $$;
do $$
declare
    f regprocedure;
begin
    foreach f in array array['conference.due(text, date, date)', 'conference.overdue(text, date, date)',
        'conference.erase(uuid, text, date, date, date)']::regprocedure[] loop
        execute format('alter function %s owner to hub_erases', f);
        execute format('revoke execute on function %s from public', f);
    end loop;
end $$;
grant usage on schema conference to hub_clerk;
grant execute on function conference.overdue(text, date, date), conference.erase(uuid, text, date, date, date)
    to hub_clerk;
revoke create on schema conference from hub_erases;

-- Whoever destroys a record sees and destroys all of it: also who of the family sat at a topic about others, and what
-- its papers were worked out to open. Told by the words that go and those that come: others may have changed these.
grant select (tenant_id, family_id), delete on consent.worked_out to hub_forgets;
grant select (tenant_id, id, topic, person), delete on conference.seat to hub_forgets;
grant select (seat) on conference.moment to hub_forgets;
alter table consent.task drop constraint task_kind_check;
alter table consent.task add constraint task_kind_check check (kind in (
    'own_say_15', 'own_say_18', 'expiry', 'confirmation', 'recall', 'fam_end', 'record_over'));
grant select (tenant_id, family_id) on record.erased to hub_reads;
grant usage on schema consent to hub_confers;
grant select (tenant_id, family_id, since, until) on consent.open to hub_confers;
grant select (status) on core.family to hub_confers;
do $do$
declare
    change record;
    body   text;
begin
    for change in select * from (values
        ('conference.bring_sheet(uuid, jsonb)'::regprocedure,
         $$and m.state <> 'closed'$$,
         $$and m.state <> 'closed'
                    and (m.ends at time zone 'Europe/Berlin')::date >= (p ->> 'day')::date$$),
        -- That the other agency works with a family is not told before the family said yes to it (I2, A2).
        ('conference.colleagues(uuid, uuid[], date)',
         $$and record.may_draft(p_staff, a.family_id, p_day)$$,
         $$and (p.served_by = current_setting('hub.agency', true) or exists (
          select from core.family f where f.tenant_id = tenant and f.family_id = a.family_id
          and (f.status in ('admitted', 'ended') or exists (
              select from consent.open o where o.tenant_id = tenant and o.family_id = f.family_id
              and o.since < p_day + 1 and o.until > p_day))))
      and record.may_draft(p_staff, a.family_id, p_day)$$),
        -- Of an erased record nothing is left to remind of; until then both agencies are reminded that it is over.
        ('consent.clerk_page(text, integer, text, date)',
         $$and f.status in ('admitted', 'proposed', 'ended')$$,
         $$and f.status in ('admitted', 'proposed', 'ended')
      and not exists (select from record.erased x where x.tenant_id = tenant and x.family_id = f.family_id)$$),
        ('conference.left_of(uuid)',
         $$select (select count(*) from conference.sheet h$$,
         $$select (select count(*) from conference.seat s
        join core.person n on n.tenant_id = s.tenant_id and n.person_id = s.person and n.family_id = p_family
        join conference.topic o on o.tenant_id = s.tenant_id and o.id = s.topic and o.family is distinct from p_family
        where s.tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)
        + (select count(*) from conference.sheet h$$),
        ('conference.forget(uuid)',
         $$delete from conference.topic k$$,
         $$delete from conference.moment o using conference.seat s, core.person n
    where n.tenant_id = tenant and n.family_id = p_family and s.tenant_id = tenant and s.person = n.person_id
      and o.tenant_id = tenant and o.seat = s.id;
    delete from conference.seat s using core.person n
    where n.tenant_id = tenant and n.family_id = p_family and s.tenant_id = tenant and s.person = n.person_id;
    delete from conference.topic k$$),
        ('record.erase_family(uuid, jsonb)',
         $$delete from consent.open o where$$,
         $$delete from consent.worked_out w where w.tenant_id = tenant and w.family_id = gone;
    delete from consent.open o where$$),
        ('record.left_of(uuid)',
         $$'conferences', conference.left_of(p_family)$$,
         $$'conferences', conference.left_of(p_family),
        'keys', (select count(*) from record.key k where k.tenant_id = t.id and k.family_id = p_family)
              + (select count(*) from record.wrap_wanted w where w.tenant_id = t.id and w.family_id = p_family),
        'subjects', (select count(*) from record.subjects s where s.tenant_id = t.id and s.family_id = p_family),
        'receipts', (select count(*) from record.receipt r where r.tenant_id = t.id and r.family_id = p_family),
        'tasks', (select count(*) from consent.task k where k.tenant_id = t.id and k.family_id = p_family)
               + (select count(*) from consent.task_turn u where u.tenant_id = t.id and u.family_id = p_family),
        'openings', (select count(*) from consent.open o where o.tenant_id = t.id and o.family_id = p_family)
                  + (select count(*) from consent.worked_out w where w.tenant_id = t.id and w.family_id = p_family)$$)
    ) as c (function, goes, comes) loop
        body := pg_get_functiondef(change.function);
        if position(change.goes in body) = 0 then
            raise exception '% does not read as expected', change.function;
        end if;
        execute overlay(body placing change.comes from position(change.goes in body) for length(change.goes));
    end loop;
end $do$;
"""


def upgrade() -> None:
    """The classes of conferences, and the whole of what an erasure sees."""
    op.get_bind().connection.driver_connection.execute(SQL)
