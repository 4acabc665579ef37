"""The consent talk: prepared, held, signed; sheets of paper with their scans; and what was spoken, confirmed later."""

from alembic import op

revision = "0040"
down_revision = "0037"

SQL = r"""
grant create on schema consent to hub_writes;

-- A talk with one person, sealed to the agency that prepared it. What is done keeps what was asked, answered and drawn.
create table consent.talk (
    tenant_id uuid not null,
    talk_id   uuid not null,
    family_id uuid not null,
    agency    text not null,
    state     text not null check (state in ('prepared', 'sheet', 'scanned', 'done')),
    number    text check (number is not null or state = 'prepared'),
    box       bytea not null check (octet_length(box) <= 400000),
    saved_at  timestamptz not null,
    entry_id  uuid check ((entry_id is not null) = (state = 'done')),
    primary key (tenant_id, talk_id),
    unique (tenant_id, number),
    foreign key (tenant_id, family_id) references core.family
);
create index talk_of_family on consent.talk (tenant_id, family_id);

-- The last number of a year: E-2026-118. Taken in the transaction that needs it, so that no number is missing.
create table consent.numbering (
    tenant_id uuid not null,
    year      integer not null,
    last      integer not null check (last > 0),
    primary key (tenant_id, year)
);

-- A sheet of paper as it came back, sealed like its talk.
create table consent.scan (
    tenant_id  uuid not null,
    talk_id    uuid not null,
    agency     text not null,
    box        bytea not null check (octet_length(box) <= 10600000),
    brought_by uuid not null,
    brought_at timestamptz not null,
    primary key (tenant_id, talk_id),
    foreign key (tenant_id, talk_id) references consent.talk on delete cascade,
    foreign key (tenant_id, brought_by) references identity.staff
);

-- A spoken consent was confirmed in writing on that day (D2).
create table consent.confirmed (
    tenant_id  uuid not null,
    consent_id uuid not null,
    written_on date not null,
    entry_id   uuid not null,
    entered_at timestamptz not null default clock_timestamp(),
    primary key (tenant_id, consent_id),
    foreign key (tenant_id, consent_id) references consent.paper
);

do $$
declare
    t text;
begin
    foreach t in array array['talk', 'numbering', 'scan', 'confirmed'] loop
        execute format('alter table consent.%I enable row level security', t);
        execute format('alter table consent.%I force row level security', t);
        execute format($policy$create policy tenant on consent.%I
            using (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)
            with check (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)$policy$, t);
        execute format('grant select, insert on consent.%I to hub_writes', t);
    end loop;
end $$;
grant execute on function identity.team(uuid, date) to hub_writes;
create policy own_agency on consent.talk as restrictive using (agency = current_setting('hub.agency', true));
create policy own_agency on consent.scan as restrictive using (agency = current_setting('hub.agency', true));
grant update (state, number, box, saved_at, entry_id), delete on consent.talk to hub_writes;
grant update (last) on consent.numbering to hub_writes;
grant update (box, brought_by, brought_at), delete on consent.scan to hub_writes;
grant select on consent.confirmed to hub_reads;

-- Keep what is prepared, in the place of what was; false where the family is not theirs or the talk is over.
create function consent.save_talk(p_staff uuid, p_talk uuid, p_family uuid, p_box bytea, p_at timestamptz, p_day date)
returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    done integer;
begin
    if not record.may_draft(p_staff, p_family, p_day) then
        return false;
    end if;
    delete from consent.talk t where t.state = 'prepared' and t.saved_at < p_at - interval '60 days';
    insert into consent.talk as t (tenant_id, talk_id, family_id, agency, state, box, saved_at)
    values (current_setting('hub.tenant')::uuid, p_talk, p_family, current_setting('hub.agency'), 'prepared', p_box,
            p_at)
    on conflict (tenant_id, talk_id) do update set box = excluded.box, saved_at = excluded.saved_at
        where t.state = 'prepared' and t.family_id = excluded.family_id;
    get diagnostics done = row_count;
    return done = 1;
end $$;

-- The talks of a family that this agency prepared.
create function consent.talks(p_staff uuid, p_family uuid, p_day date)
returns table (talk_id uuid, state text, number text, box bytea, saved_at timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return query
    select t.talk_id, t.state, t.number, t.box, t.saved_at from consent.talk t
    where t.family_id = p_family and record.may_draft(p_staff, p_family, p_day)
    order by t.saved_at, t.talk_id;
end $$;

-- Whom a family can be asked about by those whose case it is: who works with it at the two agencies.
create function consent.askable(p_staff uuid, p_family uuid, p_day date)
returns table (staff_id uuid, ref text, name text, role text, agency text, agency_name text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return query
    select t.* from identity.team(p_family, p_day) t where record.may_draft(p_staff, p_family, p_day);
end $$;

-- One of them, held until the transaction ends: of two who sign at once the second finds it done.
create function consent.hold_talk(p_staff uuid, p_family uuid, p_talk uuid, p_day date)
returns table (state text, number text, box bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if not record.may_draft(p_staff, p_family, p_day) then
        return;
    end if;
    return query
    select t.state, t.number, t.box from consent.talk t
    where t.talk_id = p_talk and t.family_id = p_family for update;
end $$;

create function consent.take_number(p_year integer) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    taken integer;
begin
    perform identity.enter();
    insert into consent.numbering as n (tenant_id, year, last) values (current_setting('hub.tenant')::uuid, p_year, 1)
    on conflict (tenant_id, year) do update set last = n.last + 1
    returning n.last into taken;
    return 'E-' || p_year || '-' || taken;
end $$;

-- A sheet was printed, or its scan came: it counts for nothing yet. Only what is held by `hold_talk` is moved on.
create function consent.move_talk(p_talk uuid, p_state text, p_number text, p_box bytea, p_at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    update consent.talk t set state = p_state, number = p_number, box = p_box, saved_at = p_at
    where t.talk_id = p_talk and t.state <> 'done' and p_state in ('sheet', 'scanned');
end $$;

create function consent.drop_talk(p_talk uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    delete from consent.talk t where t.talk_id = p_talk and t.state <> 'done';
end $$;

-- It is signed: in the transaction of the entry that says so.
create function consent.end_talk(p_entry uuid, p_talk uuid, p_number text, p_box bytea, p_at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform record.check_entry(p_entry);
    update consent.talk t set state = 'done', number = p_number, box = p_box, saved_at = p_at, entry_id = p_entry
    where t.talk_id = p_talk and t.state <> 'done';
    if not found then
        raise exception 'there already' using errcode = 'HB033';
    end if;
end $$;

create function consent.keep_scan(p_staff uuid, p_talk uuid, p_box bytea, p_at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    insert into consent.scan (tenant_id, talk_id, agency, box, brought_by, brought_at)
    select t.tenant_id, t.talk_id, t.agency, p_box, p_staff, p_at from consent.talk t
    where t.talk_id = p_talk and t.state in ('sheet', 'scanned')
    on conflict (tenant_id, talk_id) do update set box = excluded.box, brought_by = excluded.brought_by,
        brought_at = excluded.brought_at;
end $$;

create function consent.scan(p_staff uuid, p_family uuid, p_talk uuid, p_day date) returns bytea
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if not record.may_draft(p_staff, p_family, p_day) then
        return null;
    end if;
    return (select s.box from consent.scan s join consent.talk t on t.talk_id = s.talk_id
            where t.talk_id = p_talk and t.family_id = p_family);
end $$;

-- As before, with the day on which a spoken consent was confirmed in writing.
create or replace function consent.papers(p_family uuid) returns setof text
language plpgsql security definer set search_path = pg_catalog, pg_temp
    set plan_cache_mode = force_generic_plan as $$
begin
    perform identity.enter();
    return query
    select json_build_object('id', p.consent_id, 'ref', p.ref,
        'document', p.document
            || coalesce((select jsonb_build_object('invalid_since', v.since) from consent.voided v
                         where v.tenant_id = p.tenant_id and v.consent_id = p.consent_id), '{}')
            || coalesce((select jsonb_build_object('written_on', k.written_on) from consent.confirmed k
                         where k.tenant_id = p.tenant_id and k.consent_id = p.consent_id), '{}'),
        'declarations', (select json_agg(json_build_array(d.answer, d.document) order by d.ordinal)
                         from consent.declaration d where d.consent_id = p.consent_id),
        'withdrawals', (select json_agg(w.document order by w.ordinal) from consent.withdrawal w
                        where w.consent_id = p.consent_id))::text
    from consent.paper p where p.family_id = p_family order by p.ref;
end $$;

-- As before, and: what was spoken is confirmed.
create or replace function consent.write(p_entry uuid, p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
    given  bigint;
    base   bigint := 0;
begin
    perform record.check_entry(p_entry);
    tenant := current_setting('hub.tenant')::uuid;
    insert into consent.paper (tenant_id, consent_id, family_id, ref, document, entry_id)
    select tenant, c.id, c.family, c.ref, c.document, p_entry
    from jsonb_to_recordset(p -> 'papers') as c (id uuid, family uuid, ref text, document jsonb);
    insert into consent.paper_person (tenant_id, consent_id, person_id)
    select tenant, c.id, m.person from jsonb_to_recordset(p -> 'papers') as c (id uuid, persons uuid[]),
        unnest(c.persons) as m (person);
    insert into consent.declaration (tenant_id, consent_id, ordinal, person_id, answer, document, entry_id)
    select tenant, d.consent, d.ordinal, d.person, d.answer, d.document, p_entry
    from jsonb_to_recordset(p -> 'declarations') as d (consent uuid, ordinal integer, person uuid, answer text,
                                                       document jsonb);
    if current_setting('hub.agency') <> 'loader' and jsonb_array_length(p -> 'withdrawals') > 0 then
        insert into consent.journal as j (tenant_id, last) values (tenant, jsonb_array_length(p -> 'withdrawals'))
        on conflict (tenant_id) do update set last = j.last + excluded.last
        returning j.last - jsonb_array_length(p -> 'withdrawals') into base;
    end if;
    insert into consent.withdrawal (tenant_id, consent_id, ordinal, person_id, received_at, document, entry_id,
                                    journal_seq)
    select tenant, w.consent, w.ordinal, w.person, w.received_at, w.document, p_entry,
        case when current_setting('hub.agency') = 'loader' then w.journal_seq else base + w.place end
    from rows from (jsonb_to_recordset(p -> 'withdrawals') as (consent uuid, ordinal integer, person uuid,
        received_at timestamptz, document jsonb, journal_seq bigint))
        with ordinality as w (consent, ordinal, person, received_at, document, journal_seq, place);
    select max(w.journal_seq) into given from consent.withdrawal w
    where w.entry_id = p_entry and current_setting('hub.agency') = 'loader';
    if given is not null then
        insert into consent.journal as j (tenant_id, last) values (tenant, given)
        on conflict (tenant_id) do update set last = greatest(j.last, excluded.last);
    end if;
    insert into consent.voided (tenant_id, consent_id, since, reason, entry_id)
    select tenant, v.consent, v.since, v.reason, p_entry
    from jsonb_to_recordset(p -> 'voided') as v (consent uuid, since date, reason text);
    insert into consent.confirmed (tenant_id, consent_id, written_on, entry_id)
    select tenant, k.consent, k.written_on, p_entry
    from jsonb_to_recordset(p -> 'confirmed') as k (consent uuid, written_on date);
    insert into consent.recall (tenant_id, consent_id, ordinal, staff_id, family_id, agency, first_at, last_at,
                                entry_id)
    select tenant, w.consent_id, w.ordinal, s.staff_id, c.family_id, g.kind, min(i.at), max(i.at), p_entry
    from consent.withdrawal w
    join consent.paper c on c.tenant_id = w.tenant_id and c.consent_id = w.consent_id
    join lateral jsonb_array_elements_text(case when jsonb_typeof(w.document -> 'recipients') = 'array'
        then w.document -> 'recipients' when jsonb_typeof(c.document -> 'recipients') = 'array'
        then c.document -> 'recipients' end) r (word) on true
    join identity.staff s on s.tenant_id = w.tenant_id
    join identity.post p on p.tenant_id = s.tenant_id and p.staff_id = s.staff_id
    join identity.agency g on g.tenant_id = p.tenant_id and g.unit = p.unit and g.kind <> 'family'
    join ledger.index i on i.tenant_id = w.tenant_id and i.family_id = c.family_id and i.pseudonym = s.pseudonym
        and i.effect <> 'deny' and i.event in ('access.read', 'access.list', 'access.search')
        and i.at >= (c.document ->> 'from')::date - 1 and i.at <= w.entered_at
    where w.tenant_id = tenant and w.entry_id = p_entry and current_setting('hub.agency') <> 'loader'
      and r.word in ('staff:' || s.staff_id, g.kind || ':' || p.team)
    group by w.consent_id, w.ordinal, s.staff_id, c.family_id, g.kind
    on conflict do nothing;
    update core.family f set consent_epoch = f.consent_epoch + 1
    where f.family_id in (
        select c.family_id from consent.paper c
        where c.entry_id = p_entry
           or c.consent_id in (select d.consent_id from consent.declaration d where d.entry_id = p_entry)
           or c.consent_id in (select w.consent_id from consent.withdrawal w where w.entry_id = p_entry)
           or c.consent_id in (select v.consent_id from consent.voided v where v.entry_id = p_entry)
           or c.consent_id in (select k.consent_id from consent.confirmed k where k.entry_id = p_entry));
exception
    when foreign_key_violation then raise exception 'something named does not exist' using errcode = 'HB032';
    when unique_violation then raise exception 'there already' using errcode = 'HB033';
end $$;

-- As before; a confirmation changes what is open too.
create or replace function consent.write_open(p_entry uuid, p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
    family core.family;
begin
    perform record.check_entry(p_entry);
    tenant := current_setting('hub.tenant')::uuid;
    select * into strict family from core.family f
    where f.tenant_id = tenant and f.family_id = (p ->> 'family')::uuid;
    if not exists (select from consent.paper c where c.family_id = family.family_id and c.entry_id = p_entry)
       and not exists (select from consent.withdrawal w join consent.paper c on c.consent_id = w.consent_id
                       where c.family_id = family.family_id and w.entry_id = p_entry)
       and not exists (select from consent.voided v join consent.paper c on c.consent_id = v.consent_id
                       where c.family_id = family.family_id and v.entry_id = p_entry)
       and not exists (select from consent.confirmed k join consent.paper c on c.consent_id = k.consent_id
                       where c.family_id = family.family_id and k.entry_id = p_entry) then
        raise exception 'this entry changed no paper of the family' using errcode = 'HB012';
    end if;
    delete from consent.open o where o.tenant_id = tenant and o.family_id = family.family_id;
    delete from consent.worked_out w where w.tenant_id = tenant and w.family_id = family.family_id;
    insert into consent.worked_out (tenant_id, family_id, epoch, catalogue, names)
    values (tenant, family.family_id, family.consent_epoch, p ->> 'catalogue',
            array(select jsonb_array_elements_text(p -> 'names')));
    insert into consent.open (tenant_id, family_id, names, stands_in, purpose, person_id, entry, agrees, since, until,
                              number, from_1, from_2, from_3)
    select tenant, family.family_id, array_to_string(o.names, E'\n'), o.stands_in, o.purpose, o.person, o.entry,
        o.agrees, o.since, o.until, family.number, o.masks[1]::bit(256), o.masks[2]::bit(256), o.masks[3]::bit(256)
    from jsonb_to_recordset(p -> 'rows') as o (names text[], stands_in boolean, purpose text, person uuid, entry uuid,
        agrees boolean, since timestamptz, until timestamptz, masks text[]);
end $$;

do $$
declare
    f regprocedure;
begin
    foreach f in array array['consent.save_talk(uuid, uuid, uuid, bytea, timestamptz, date)',
        'consent.askable(uuid, uuid, date)', 'consent.talks(uuid, uuid, date)',
        'consent.hold_talk(uuid, uuid, uuid, date)', 'consent.take_number(integer)',
        'consent.move_talk(uuid, text, text, bytea, timestamptz)', 'consent.drop_talk(uuid)',
        'consent.end_talk(uuid, uuid, text, bytea, timestamptz)',
        'consent.keep_scan(uuid, uuid, bytea, timestamptz)',
        'consent.scan(uuid, uuid, uuid, date)']::regprocedure[] loop
        execute format('alter function %s owner to hub_writes', f);
        execute format('revoke execute on function %s from public', f);
        execute format('grant execute on function %s to hub_jobcenter, hub_jugendamt', f);
    end loop;
end $$;

revoke create on schema consent from hub_writes;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
