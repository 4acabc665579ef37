"""Taking back: families see what is theirs, withdrawals are numbered for the journal, mistakes, recalls."""

from alembic import op

revision = "0031"
down_revision = "0028"

SQL = r"""
-- Only while its functions change hands may a role create here.
grant create on schema record, identity, consent to hub_reads, hub_writes;

-- The place of a withdrawal in the journal outside the database; of those that were loaded there is none (G7).
alter table consent.withdrawal add column journal_seq bigint;
create unique index withdrawal_in_journal on consent.withdrawal (tenant_id, journal_seq);
create table consent.journal (
    tenant_id uuid primary key,
    last      bigint not null check (last > 0)
);

-- A paper that was entered by mistake says nothing from that day on, and stays.
create table consent.voided (
    tenant_id  uuid not null,
    consent_id uuid not null,
    since      date not null,
    reason     text not null check (reason in ('wrong_person', 'wrong_family', 'entered_twice', 'other_text',
                                               'not_said')),
    entry_id   uuid not null,
    entered_at timestamptz not null default clock_timestamp(),
    primary key (tenant_id, consent_id),
    foreign key (tenant_id, consent_id) references consent.paper
);

-- Who looked while a consent counted that was withdrawn since: they delete what they keep, or say why not (D28).
create table consent.recall (
    tenant_id     uuid not null,
    consent_id    uuid not null,
    ordinal       integer not null,
    staff_id      uuid not null,
    family_id     uuid not null,
    agency        text not null,
    first_at      timestamptz not null,
    last_at       timestamptz not null,
    entry_id      uuid not null,
    answer        text check (answer in ('nothing_kept', 'deleted', 'own_task', 'restricted')),
    answered_by   uuid,
    answered_at   timestamptz,
    answer_entry  uuid,
    primary key (tenant_id, consent_id, ordinal, staff_id),
    foreign key (tenant_id, consent_id, ordinal) references consent.withdrawal,
    foreign key (tenant_id, family_id) references core.family
);
create index recall_of_family on consent.recall (tenant_id, family_id);

do $$
declare
    t text;
begin
    foreach t in array array['journal', 'voided', 'recall'] loop
        execute format('alter table consent.%I enable row level security', t);
        execute format('alter table consent.%I force row level security', t);
        execute format($policy$create policy tenant on consent.%I
            using (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)
            with check (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)$policy$, t);
        execute format('grant select on consent.%I to hub_reads', t);
        execute format('grant select, insert on consent.%I to hub_writes', t);
    end loop;
end $$;
grant update (last) on consent.journal to hub_writes;
grant update (answer, answered_by, answered_at, answer_entry) on consent.recall to hub_writes;
grant select on ledger.index to hub_writes;

-- The family of somebody who signs in as one of its people, if this is its number. To staff nothing: they have cases.
create function identity.own_family(p_number text, p_person uuid, p_day date)
returns table (family_id uuid, next_seq bigint)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
begin
    perform identity.enter();
    tenant := current_setting('hub.tenant')::uuid;
    return query
    select f.family_id,
        coalesce((select b.family_seq from ledger.subject b where b.tenant_id = tenant and b.family_id = f.family_id
                  order by b.family_seq desc limit 1), 0) + 1
    from core.person r
    join core.family f on f.tenant_id = tenant and f.family_id = r.family_id and f.number = p_number
    where r.tenant_id = tenant and r.person_id = p_person
      and exists (select from identity.post o where o.tenant_id = tenant and o.staff_id = r.person_id
                  and o.served_by = 'family' and p_day between o.since and o.until);
end $$;

-- Staff, and the people of the family who sign in: for these a key is wrapped of what is theirs.
create or replace function identity.circle(p_family uuid)
returns table (staff_id uuid, ref text, role text, agency text, team text, since date, until date)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return query
    select s.staff_id, s.ref, p.role, g.kind, p.team, a.since, nullif(a.until, 'infinity')
    from identity.staff s
    join identity.post p on p.tenant_id = s.tenant_id and p.staff_id = s.staff_id
    join identity.agency g on g.tenant_id = p.tenant_id and g.unit = p.unit
    left join identity.assignment a on a.tenant_id = s.tenant_id and a.staff_id = s.staff_id and a.family_id = p_family
    where a.staff_id is not null
       or exists (select from core.person r where r.tenant_id = s.tenant_id and r.person_id = s.staff_id
                  and r.family_id = p_family and g.kind = 'family')
       or exists (select from consent.paper c where c.tenant_id = s.tenant_id and c.family_id = p_family
                  and jsonb_typeof(c.document -> 'recipients') = 'array'
                  and c.document -> 'recipients' ? ('staff:' || s.staff_id));
end $$;

-- Who works with a family at the two agencies on a day.
create function identity.team(p_family uuid, p_day date)
returns table (staff_id uuid, ref text, name text, role text, agency text, agency_name text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return query
    select s.staff_id, s.ref, s.name, p.role, g.kind, g.name
    from identity.assignment a
    join identity.staff s on s.tenant_id = a.tenant_id and s.staff_id = a.staff_id
    join identity.post p on p.tenant_id = s.tenant_id and p.staff_id = s.staff_id and p_day between p.since and p.until
    join identity.agency g on g.tenant_id = p.tenant_id and g.unit = p.unit and g.kind in ('jobcenter', 'jugendamt')
    where a.family_id = p_family and p_day between a.since and a.until
    order by g.kind, s.ref, p.role;
end $$;

-- The day from which a paper was entered by mistake comes with it.
create or replace function consent.papers(p_family uuid) returns setof text
language plpgsql security definer set search_path = pg_catalog, pg_temp
    set plan_cache_mode = force_generic_plan as $$
begin
    perform identity.enter();
    return query
    select json_build_object('id', p.consent_id, 'ref', p.ref,
        'document', p.document || coalesce((select jsonb_build_object('invalid_since', v.since) from consent.voided v
                                            where v.tenant_id = p.tenant_id and v.consent_id = p.consent_id), '{}'),
        'declarations', (select json_agg(json_build_array(d.answer, d.document) order by d.ordinal)
                         from consent.declaration d where d.consent_id = p.consent_id),
        'withdrawals', (select json_agg(w.document order by w.ordinal) from consent.withdrawal w
                        where w.consent_id = p.consent_id))::text
    from consent.paper p where p.family_id = p_family order by p.ref;
end $$;

-- As before, and: each withdrawal that is not loaded takes the next number of the journal, or brings the one it had
-- when the loader puts it back after a restore; papers are voided; who looked because of a consent is noted.
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
           or c.consent_id in (select v.consent_id from consent.voided v where v.entry_id = p_entry));
exception
    when foreign_key_violation then raise exception 'something named does not exist' using errcode = 'HB032';
    when unique_violation then raise exception 'there already' using errcode = 'HB033';
end $$;

-- As before; a paper that was voided changes what is open too.
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
                       where c.family_id = family.family_id and v.entry_id = p_entry) then
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

-- Which Kreis this is, and the last number of the journal that this database knows of.
create function consent.journal_state() returns table (tenant_id uuid, last bigint)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return query
    select current_setting('hub.tenant')::uuid,
        coalesce((select j.last from consent.journal j where j.tenant_id = current_setting('hub.tenant')::uuid), 0);
end $$;

-- The withdrawals that the calling group entered after a number of the journal: ids alone. To the loader all of them.
create function consent.journal_since(p_seq bigint)
returns table (seq bigint, family text, consent_id uuid, document jsonb)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    return query
    select w.journal_seq, f.number, w.consent_id, w.document
    from consent.withdrawal w
    join consent.paper c on c.tenant_id = w.tenant_id and c.consent_id = w.consent_id
    join core.family f on f.tenant_id = c.tenant_id and f.family_id = c.family_id
    where w.tenant_id = current_setting('hub.tenant')::uuid and w.journal_seq > p_seq
      and (caller = 'loader' or exists (select from ledger.entry e where e.entry_id = w.entry_id and e.agency = caller))
    order by w.journal_seq;
end $$;

-- In which family a paper of the journal is, and how many withdrawals it has: for the replay.
create function consent.journal_place(p_consent uuid) returns table (number text, ref text, ordinal integer)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return query
    select f.number, c.ref, coalesce((select max(w.ordinal) from consent.withdrawal w
                                      where w.consent_id = c.consent_id), 0)
    from consent.paper c join core.family f on f.tenant_id = c.tenant_id and f.family_id = c.family_id
    where c.tenant_id = current_setting('hub.tenant')::uuid and c.consent_id = p_consent;
end $$;

-- The journal was read up to this number: what it says of papers that are not here is about nothing.
create function consent.journal_read(p_seq bigint) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    insert into consent.journal as j (tenant_id, last) values (current_setting('hub.tenant')::uuid, p_seq)
    on conflict (tenant_id) do update set last = greatest(j.last, excluded.last);
end $$;

-- What is left to be confirmed about one family (D28). Each agency answers for its own people.
create function consent.recalls(p_family uuid)
returns table (consent_id uuid, ref text, ordinal integer, staff_id uuid, staff_name text, agency text,
               first_at timestamptz, last_at timestamptz, document text, withdrawal text, answer text,
               answered_at timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return query
    select r.consent_id, c.ref, r.ordinal, r.staff_id, s.name, r.agency, r.first_at, r.last_at, c.document::text,
        w.document::text, r.answer, r.answered_at
    from consent.recall r
    join consent.paper c on c.tenant_id = r.tenant_id and c.consent_id = r.consent_id
    join consent.withdrawal w on w.tenant_id = r.tenant_id and w.consent_id = r.consent_id and w.ordinal = r.ordinal
    join identity.staff s on s.tenant_id = r.tenant_id and s.staff_id = r.staff_id
    where r.tenant_id = current_setting('hub.tenant')::uuid and r.family_id = p_family
    order by r.entry_id, c.ref, s.ref;
end $$;

create function consent.answer_recall(p_entry uuid, p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    done integer;
begin
    perform record.check_entry(p_entry);
    update consent.recall r set answer = p ->> 'answer', answered_by = (p ->> 'by')::uuid,
        answered_at = (p ->> 'at')::timestamptz, answer_entry = p_entry
    where r.consent_id = (p ->> 'consent')::uuid and r.ordinal = (p ->> 'ordinal')::integer
      and r.staff_id = (p ->> 'staff')::uuid and r.agency = current_setting('hub.agency') and r.answer is null;
    get diagnostics done = row_count;
    if done <> 1 then
        raise exception 'nothing to be answered there' using errcode = 'HB032';
    end if;
end $$;

-- Looks between the receipt of a withdrawal and its entry, by whom it was taken back from: for review (D27).
create function consent.looks_before_entry(p_since timestamptz)
returns table (withdrawal_entry uuid, number text, ref text, received_at timestamptz, entered_at timestamptz,
               look_entry uuid, pseudonym text, role text, looked_at timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return query
    select w.entry_id, f.number, c.ref, w.received_at, (w.document ->> 'entered_at')::timestamptz, i.entry_id,
        i.pseudonym, i.role, i.at
    from consent.withdrawal w
    join consent.paper c on c.tenant_id = w.tenant_id and c.consent_id = w.consent_id
    join core.family f on f.tenant_id = c.tenant_id and f.family_id = c.family_id
    join consent.recall r on r.tenant_id = w.tenant_id and r.consent_id = w.consent_id and r.ordinal = w.ordinal
    join identity.staff s on s.tenant_id = r.tenant_id and s.staff_id = r.staff_id
    join ledger.index i on i.tenant_id = w.tenant_id and i.family_id = c.family_id and i.pseudonym = s.pseudonym
        and i.effect <> 'deny' and i.event in ('access.read', 'access.list', 'access.search')
        and i.at >= w.received_at and i.at < (w.document ->> 'entered_at')::timestamptz
    where w.tenant_id = current_setting('hub.tenant')::uuid and w.entered_at >= p_since
    order by w.entered_at, i.at;
end $$;

do $$
declare
    f regprocedure;
begin
    foreach f in array array['identity.team(uuid, date)', 'identity.own_family(text, uuid, date)',
        'consent.journal_state()', 'consent.journal_since(bigint)',
        'consent.journal_place(uuid)', 'consent.recalls(uuid)',
        'consent.looks_before_entry(timestamptz)']::regprocedure[] loop
        execute format('alter function %s owner to hub_reads', f);
    end loop;
    foreach f in array array['consent.journal_read(bigint)', 'consent.answer_recall(uuid, jsonb)']::regprocedure[] loop
        execute format('alter function %s owner to hub_writes', f);
    end loop;
end $$;
grant execute on function identity.team(uuid, date), identity.own_family(text, uuid, date) to hub_family;
grant execute on function identity.recipients(uuid, uuid, date) to hub_family;
grant execute on function consent.journal_state()
    to hub_jobcenter, hub_jugendamt, hub_provider, hub_family, hub_oversight, hub_loader;
grant execute on function consent.journal_since(bigint)
    to hub_jobcenter, hub_jugendamt, hub_provider, hub_family, hub_loader;
grant execute on function consent.journal_place(uuid), consent.journal_read(bigint), consent.papers(uuid),
    identity.circle(uuid), record.want_wrappings(uuid, uuid) to hub_loader;
grant execute on function consent.recalls(uuid) to hub_jobcenter, hub_jugendamt, hub_provider;
grant execute on function consent.answer_recall(uuid, jsonb) to hub_jobcenter, hub_jugendamt, hub_provider;
grant execute on function consent.looks_before_entry(timestamptz) to hub_oversight;

revoke create on schema record, identity, consent from hub_reads, hub_writes;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
