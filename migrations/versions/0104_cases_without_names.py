"""Cases told without names: one sheet for each topic, sealed to those who sit there, and gone once it is stopped."""

from alembic import op

revision = "0104"
down_revision = "0120"

SQL = r"""
-- One sheet for each topic of a meeting without names. `family` is whose case it was made from: so that it goes with
-- the record, and for nobody's eyes. Once somebody recognised the family it names none, and its words are gone.
create table conference.sheet (
    tenant_id  uuid not null,
    topic      uuid not null,
    family     uuid,
    author     uuid,
    agency     text check (agency in ('jobcenter', 'jugendamt')),
    state      text not null check (state in ('shown', 'stopped')),
    brought_at timestamptz,
    stopped_at timestamptz,
    primary key (tenant_id, topic),
    foreign key (tenant_id, topic) references conference.topic on delete cascade,
    foreign key (tenant_id, family) references core.family,
    foreign key (tenant_id, author) references identity.staff,
    check ((state = 'shown') = (stopped_at is null)),
    check (state = 'stopped' or (family is not null and author is not null and agency is not null
                                 and brought_at is not null)),
    check (state = 'shown' or family is null)
);
create index on conference.sheet (tenant_id, family);
create table conference.sheet_box (
    tenant_id uuid not null,
    topic     uuid not null,
    holder    text not null check (holder in ('jobcenter', 'jugendamt', 'provider')),
    box       bytea not null check (octet_length(box) <= 65536),
    primary key (tenant_id, topic, holder),
    foreign key (tenant_id, topic) references conference.sheet on delete cascade
);
do $$
declare
    t text;
begin
    foreach t in array array['sheet', 'sheet_box'] loop
        execute format('alter table conference.%I enable row level security', t);
        execute format('alter table conference.%I force row level security', t);
        execute format($policy$create policy tenant on conference.%I
            using (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)
            with check (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)$policy$, t);
        execute format('grant select, insert on conference.%I to hub_confers', t);
    end loop;
end $$;
grant update (state, stopped_at, family) on conference.sheet to hub_confers;
grant delete on conference.sheet_box to hub_confers;
grant select (tenant_id, entry_id, agency, xid, created_at) on ledger.entry to hub_confers;
create trigger still_there after insert on conference.sheet for each row execute function conference.refuse_erased();
grant create on schema conference to hub_confers;

-- Whether somebody of this agency sits at a topic of a meeting without names, or moderates it.
create function conference.at_table(p_staff uuid, p_topic uuid, p_caller text) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
    select exists (
        select from conference.topic k
        join conference.meeting m on m.tenant_id = k.tenant_id and m.id = k.meeting and m.kind = 'nameless'
        where k.tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid and k.id = p_topic
          and exists (select from identity.post o where o.tenant_id = k.tenant_id and o.staff_id = p_staff
                      and o.served_by = p_caller)
          and (m.moderator = p_staff
               or exists (select from conference.seat s where s.tenant_id = k.tenant_id and s.topic = k.id
                          and s.staff = p_staff)))
$$;

-- Keeps a sheet, in the transaction of its entry. Whoever brings it sits there and has the case; there is one for each
-- topic, and none after it was stopped (HB033). What came before now is only brought by a load file.
create function conference.bring_sheet(p_entry uuid, p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    topic  uuid := (p ->> 'topic')::uuid;
    author uuid := (p ->> 'by')::uuid;
    whose  uuid := (p ->> 'family')::uuid;
begin
    perform record.check_entry(p_entry);
    if not exists (select from ledger.index i where i.tenant_id = tenant and i.entry_id = p_entry
                   and i.family_id = whose and i.event = 'conference.sheet') then
        raise exception 'the entry says something else' using errcode = 'HB012';
    end if;
    if caller <> 'loader' and not (
        caller in ('jobcenter', 'jugendamt') and conference.at_table(author, topic, caller)
        and record.may_draft(author, whose, (p ->> 'day')::date)
        and exists (select from conference.topic k
                    join conference.meeting m on m.tenant_id = tenant and m.id = k.meeting
                    where k.tenant_id = tenant and k.id = topic and m.state <> 'closed')) then
        raise exception 'not this agency''s to bring' using errcode = 'HB030';
    end if;
    insert into conference.sheet (tenant_id, topic, family, author, agency, state, brought_at)
    select tenant, topic, whose, author, case caller when 'loader' then p ->> 'agency' else caller end, 'shown',
        (p ->> 'at')::timestamptz;
    insert into conference.sheet_box (tenant_id, topic, holder, box)
    select tenant, topic, b.key, decode(b.value, 'base64') from jsonb_each_text(p -> 'boxes') b;
exception
    when foreign_key_violation or check_violation or not_null_violation then
        raise exception 'something named does not exist' using errcode = 'HB032';
    when unique_violation then raise exception 'there already' using errcode = 'HB033';
end $$;

-- How a topic stands to somebody who sits there: no row to anybody else. Not what its sheet says.
create function conference.sheet_state(p_staff uuid, p_topic uuid)
returns table (state text, is_own boolean, brought_at timestamptz, stopped_at timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
begin
    if not conference.at_table(p_staff, p_topic, caller) then
        return;
    end if;
    return query
    select coalesce(x.state, 'none'), coalesce(x.author = p_staff, false), x.brought_at, x.stopped_at
    from (select p_topic as id) t
    left join conference.sheet x on x.tenant_id = tenant and x.topic = t.id;
end $$;

-- The words of a sheet as they are sealed for this agency: to somebody who sits there, against the entry of the look,
-- which is committed, this agency's own, and 30 seconds old at most.
create function conference.read_sheet(p_entry uuid, p_staff uuid, p_topic uuid) returns bytea
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    said   xid8;
begin
    select e.xid into said from ledger.entry e
    join ledger.index i on i.tenant_id = e.tenant_id and i.entry_id = e.entry_id and i.event = 'conference.sheet_read'
    where e.tenant_id = tenant and e.entry_id = p_entry and e.agency = caller
      and e.created_at > clock_timestamp() - interval '30 s' limit 1;
    if said is null then
        raise exception 'no such look' using errcode = 'HB020';
    end if;
    if said = pg_current_xact_id_if_assigned() then
        raise exception 'the entry is not committed' using errcode = 'HB021';
    end if;
    if not conference.at_table(p_staff, p_topic, caller) then
        return null;
    end if;
    return (select b.box from conference.sheet_box b
            where b.tenant_id = tenant and b.topic = p_topic and b.holder = caller);
end $$;

-- Somebody at the table recognises the family: the words go, and whose case it was. For good, and for everybody. False
-- where that happened before. Also where no sheet was brought yet: then none is.
create function conference.recognise(p_entry uuid, p_staff uuid, p_topic uuid, p_at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    done   bigint;
begin
    perform record.check_entry(p_entry);
    if not exists (select from ledger.index i where i.tenant_id = tenant and i.entry_id = p_entry
                   and i.family_id is null and i.event = 'conference.recognised') then
        raise exception 'the entry says something else' using errcode = 'HB012';
    end if;
    if not conference.at_table(p_staff, p_topic, caller) then
        raise exception 'nobody who sits there' using errcode = 'HB030';
    end if;
    insert into conference.sheet as x (tenant_id, topic, state, stopped_at)
    values (tenant, p_topic, 'stopped', p_at)
    on conflict (tenant_id, topic) do update set state = 'stopped', stopped_at = excluded.stopped_at, family = null
        where x.state = 'shown';
    get diagnostics done = row_count;
    delete from conference.sheet_box b where b.tenant_id = tenant and b.topic = p_topic;
    return done > 0;
end $$;

do $$
declare
    f regprocedure;
begin
    foreach f in array array['conference.at_table(uuid, uuid, text)', 'conference.bring_sheet(uuid, jsonb)',
        'conference.sheet_state(uuid, uuid)', 'conference.read_sheet(uuid, uuid, uuid)',
        'conference.recognise(uuid, uuid, uuid, timestamptz)']::regprocedure[] loop
        execute format('alter function %s owner to hub_confers', f);
        execute format('revoke execute on function %s from public', f);
    end loop;
end $$;
grant execute on function conference.bring_sheet(uuid, jsonb) to hub_jobcenter, hub_jugendamt, hub_loader;
grant execute on function conference.sheet_state(uuid, uuid), conference.read_sheet(uuid, uuid, uuid),
    conference.recognise(uuid, uuid, uuid, timestamptz) to hub_jobcenter, hub_jugendamt, hub_provider;
revoke create on schema conference from hub_confers;

-- Boxes are sealed anew when an agency exchanges its keys, and a sheet goes with the record that it was made from. Each
-- of these functions is told by the words that go and those that come: others may have changed it before.
grant select (tenant_id, topic, holder, box), update (box) on conference.sheet_box to hub_writes;
grant select (tenant_id, topic, family), delete on conference.sheet to hub_forgets;
do $do$
declare
    change record;
    body   text;
begin
    for change in select * from (values
        ('record.boxes_of(text)'::regprocedure,
         $$from conference.words w where w.holder = p_caller$$,
         $$from conference.words w where w.holder = p_caller
    union all
    select 'sheet', s.topic, array[s.topic::text], s.box
    from conference.sheet_box s where s.holder = p_caller$$),
        ('record.renew_boxes(uuid, text, uuid[], bytea[], bytea[])',
         $$elsif p_kind = 'conference' then$$,
         $$elsif p_kind = 'sheet' then
        update conference.sheet_box x set box = n.box from unnest(p_ids, p_were, p_boxes) as n (id, were, box)
        where x.holder = caller and x.topic = n.id and sha256(x.box) = n.were;
    elsif p_kind = 'conference' then$$),
        ('conference.left_of(uuid)',
         $$select count(*) from conference.topic k$$,
         $$select (select count(*) from conference.sheet h
        where h.tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid and h.family = p_family)
        + count(*) from conference.topic k$$),
        ('conference.forget(uuid)',
         $$delete from conference.topic k$$,
         $$delete from conference.sheet h where h.tenant_id = tenant and h.family = p_family;
    delete from conference.topic k$$)
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
    """The sheets, and the four functions over them."""
    op.get_bind().connection.driver_connection.execute(SQL)
