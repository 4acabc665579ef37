"""After a withdrawal the register says who received something, also whom no paper names: deputies, who moved on, and
those whose name the log has forgotten by law while what they received stays on the register.
"""

from alembic import op

revision = "0105"
down_revision = "0103"

SQL = r"""
grant create on schema consent to hub_reads, hub_writes;

-- One line for each agency: of whom the log keeps no name any more, nobody is named.
alter table consent.recall drop constraint recall_pkey;
alter table consent.recall add primary key (tenant_id, consent_id, ordinal, staff_id, agency);

-- For each withdrawal and each agency whose people looked at the family while it counted: the entry under which its own
-- process went through these looks. Null: not yet.
create table consent.searched (
    tenant_id  uuid not null,
    consent_id uuid not null,
    ordinal    integer not null,
    agency     text not null,
    family_id  uuid not null,
    entry_id   uuid,
    primary key (tenant_id, consent_id, ordinal, agency),
    foreign key (tenant_id, consent_id, ordinal) references consent.withdrawal,
    foreign key (tenant_id, family_id) references core.family
);
create index searched_not_yet on consent.searched (tenant_id, agency) where entry_id is null;
alter table consent.searched enable row level security;
alter table consent.searched force row level security;
create policy tenant on consent.searched
    using (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid);
grant select on consent.searched to hub_reads;
grant select, insert on consent.searched to hub_writes;
grant update (entry_id) on consent.searched to hub_writes;
grant select (agency) on ledger.index to hub_writes;

-- Looks at a family while a paper counted, until its withdrawal was entered; by the caller's people if one is named.
create function consent.looks_on(p_consent uuid, p_ordinal integer, p_agency text)
returns table (entry_id uuid, agency text, pseudonym text, at timestamptz)
language sql stable set search_path = pg_catalog, pg_temp as $$
    select i.entry_id, i.agency, i.pseudonym, i.at
    from consent.withdrawal w
    join consent.paper c on c.tenant_id = w.tenant_id and c.consent_id = w.consent_id
    join ledger.index i on i.tenant_id = w.tenant_id and i.family_id = c.family_id and i.effect <> 'deny'
        and i.event in ('access.read', 'access.list', 'access.search')
        and i.at >= (c.document ->> 'from')::date - 1 and i.at <= w.entered_at
        and (p_agency is null or i.agency = p_agency)
    where w.tenant_id = current_setting('hub.tenant')::uuid and w.consent_id = p_consent and w.ordinal = p_ordinal
$$;

-- However a withdrawal comes in: each agency that looked has something to go through.
create function consent.want_search() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    insert into consent.searched (tenant_id, consent_id, ordinal, agency, family_id)
    select distinct new.tenant_id, new.consent_id, new.ordinal, l.agency, c.family_id
    from consent.looks_on(new.consent_id, new.ordinal, null) l
    join consent.paper c on c.tenant_id = new.tenant_id and c.consent_id = new.consent_id
    where l.agency in ('jobcenter', 'jugendamt', 'provider');
    return null;
end $$;
create trigger searched_for after insert on consent.withdrawal
    for each row execute function consent.want_search();

-- As before; who is not known by name any more has none.
create or replace function consent.recalls(p_family uuid)
returns table (consent_id uuid, ref text, ordinal integer, staff_id uuid, staff_name text, agency text,
               first_at timestamptz, last_at timestamptz, document text, withdrawal text, answer text,
               answered_at timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    return query
    select r.consent_id, c.ref, r.ordinal, r.staff_id, coalesce(s.name, ''), r.agency, r.first_at, r.last_at,
        c.document::text, w.document::text,
        case when r.answer = 'nothing_received' and r.agency <> caller then 'nothing_kept' else r.answer end,
        r.answered_at
    from consent.recall r
    join consent.paper c on c.tenant_id = r.tenant_id and c.consent_id = r.consent_id
    join consent.withdrawal w on w.tenant_id = r.tenant_id and w.consent_id = r.consent_id and w.ordinal = r.ordinal
    left join identity.staff s on s.tenant_id = r.tenant_id and s.staff_id = r.staff_id
    where r.tenant_id = current_setting('hub.tenant')::uuid and r.family_id = p_family
    order by r.entry_id, c.ref, s.ref nulls last, r.agency;
end $$;

-- As before, and families with a withdrawal that the caller has to go through.
create or replace function consent.recalls_untried() returns table (number text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
begin
    return query
    select distinct f.number
    from (select r.family_id from consent.recall r
          where r.tenant_id = tenant and r.agency = caller and r.answer is null and r.tried_entry is null
          union all
          select q.family_id from consent.searched q
          where q.tenant_id = tenant and q.agency = caller and q.entry_id is null) o
    join core.family f on f.tenant_id = tenant and f.family_id = o.family_id
    order by f.number;
end $$;

-- As before, and for a line without a name the looks that have lost it by law.
create or replace function consent.read_received(p_entry uuid)
returns table (entry_id uuid, leaf bytea, at timestamptz, event text, role text, agency text, purpose text, effect text,
               pseudonym text, number text, segments bytea[], actor_bucket uuid, case_bucket uuid,
               actor_sealed bytea, case_sealed bytea, families text[], part integer, box bytea, commitments bytea,
               part_bucket uuid, part_sealed bytea, consent_id uuid, ordinal integer, staff_id uuid)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    look   ledger.index;
begin
    look := ledger.check_reading(caller, p_entry, 'consent.read');
    return query
    select i.entry_id, e.leaf, i.at, i.event, i.role, i.agency, i.purpose, i.effect, ''::text, null::text,
        array[null::bytea] || p.segments[2:], null::uuid, p.case_bucket, null::bytea, kc.sealed, '{}'::text[], i.part,
        b.box, t.commitments, b.bucket_id, kb.sealed, r.consent_id, r.ordinal, r.staff_id
    from consent.recall r
    left join identity.staff s on s.tenant_id = r.tenant_id and s.staff_id = r.staff_id
    join ledger.index i on i.tenant_id = tenant and i.family_id = r.family_id
        and i.pseudonym = coalesce(s.pseudonym, '') and i.effect <> 'deny'
        and i.event in ('access.read', 'access.list', 'access.search')
        and i.at between r.first_at and r.last_at and (s.staff_id is not null or i.agency = caller)
    join ledger.entry e on e.tenant_id = tenant and e.entry_id = i.entry_id
    left join ledger.payload p on p.tenant_id = tenant and p.entry_id = i.entry_id
    left join ledger.bucket_key kc on kc.tenant_id = tenant and kc.bucket_id = p.case_bucket and kc.holder = caller
    left join ledger.part b on b.tenant_id = tenant and b.entry_id = i.entry_id and b.part = i.part
    left join ledger.part_commitments t on i.part > 0 and t.tenant_id = tenant and t.entry_id = i.entry_id
    left join ledger.bucket_key kb on kb.tenant_id = tenant and kb.bucket_id = b.bucket_id and kb.holder = caller
    where r.tenant_id = tenant and r.family_id = look.family_id and r.agency = caller
      and (r.answer is null or r.answer <> 'nothing_received')
    order by r.consent_id, r.ordinal, r.staff_id, i.at, i.entry_id
    limit 5001;
end $$;

-- For each withdrawal that the caller has to go through, the looks of its people of whom no answer is asked: without
-- who acted, and one empty line where there are none. Who is still named after a part was taken back is left out.
create function consent.read_unlisted(p_entry uuid)
returns table (entry_id uuid, leaf bytea, at timestamptz, event text, role text, agency text, purpose text, effect text,
               pseudonym text, number text, segments bytea[], actor_bucket uuid, case_bucket uuid,
               actor_sealed bytea, case_sealed bytea, families text[], part integer, box bytea, commitments bytea,
               part_bucket uuid, part_sealed bytea, consent_id uuid, ordinal integer, staff_id uuid)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    look   ledger.index;
    nobody constant uuid := '00000000-0000-0000-0000-000000000000';
begin
    look := ledger.check_reading(caller, p_entry, 'consent.read');
    return query
    select i.entry_id, e.leaf, i.at, i.event, i.role, i.agency, i.purpose, i.effect, ''::text, null::text,
        array[null::bytea] || p.segments[2:], null::uuid, p.case_bucket, null::bytea, kc.sealed, '{}'::text[], i.part,
        b.box, t.commitments, b.bucket_id, kb.sealed, q.consent_id, q.ordinal, coalesce(n.staff_id, nobody)
    from consent.searched q
    left join lateral (
        select l.entry_id, s.staff_id
        from consent.looks_on(q.consent_id, q.ordinal, caller) l
        left join identity.staff s on s.tenant_id = tenant and s.pseudonym = l.pseudonym
        where not exists (select from consent.recall r
                          where r.tenant_id = tenant and r.consent_id = q.consent_id and r.ordinal = q.ordinal
                            and r.staff_id = coalesce(s.staff_id, nobody) and r.agency = caller)
          and not consent.is_named_still(q.consent_id, q.ordinal, s.staff_id)) n on true
    left join ledger.index i on i.tenant_id = tenant and i.entry_id = n.entry_id and i.family_id = q.family_id
    left join ledger.entry e on e.tenant_id = tenant and e.entry_id = i.entry_id
    left join ledger.payload p on p.tenant_id = tenant and p.entry_id = i.entry_id
    left join ledger.bucket_key kc on kc.tenant_id = tenant and kc.bucket_id = p.case_bucket and kc.holder = caller
    left join ledger.part b on b.tenant_id = tenant and b.entry_id = i.entry_id and b.part = i.part
    left join ledger.part_commitments t on i.part > 0 and t.tenant_id = tenant and t.entry_id = i.entry_id
    left join ledger.bucket_key kb on kb.tenant_id = tenant and kb.bucket_id = b.bucket_id and kb.holder = caller
    where q.tenant_id = tenant and q.family_id = look.family_id and q.agency = caller and q.entry_id is null
    order by q.consent_id, q.ordinal, coalesce(n.staff_id, nobody), i.at, i.entry_id
    limit 5001;
end $$;

-- Whether somebody is named in a paper of which a withdrawal took back the word to others alone.
create function consent.is_named_still(p_consent uuid, p_ordinal integer, p_staff uuid) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
    select exists (
        select from consent.withdrawal w
        join consent.paper c on c.tenant_id = w.tenant_id and c.consent_id = w.consent_id
        cross join lateral jsonb_array_elements_text(case when jsonb_typeof(w.document -> 'recipients') = 'array'
            and jsonb_typeof(c.document -> 'recipients') = 'array' then c.document -> 'recipients' end) r (word)
        join identity.post p on p.tenant_id = w.tenant_id and p.staff_id = p_staff
        join identity.agency g on g.tenant_id = p.tenant_id and g.unit = p.unit
        where w.tenant_id = current_setting('hub.tenant')::uuid and w.consent_id = p_consent and w.ordinal = p_ordinal
          and not w.document -> 'recipients' ? r.word
          and r.word in ('staff:' || p_staff, g.kind || ':' || p.team))
$$;

-- What the caller found under a committed reading of its own: who has to answer beside those who were named. `whole`:
-- there were too many looks to go through, and everybody who looked has to. First and last look are the log's.
create function consent.open_recalls(p_entry uuid, p jsonb) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    nobody constant uuid := '00000000-0000-0000-0000-000000000000';
    about  uuid;
    opened integer;
begin
    select i.family_id into about
    from ledger.entry e
    join ledger.index i on i.tenant_id = e.tenant_id and i.entry_id = e.entry_id and i.event = 'consent.read'
    where e.tenant_id = tenant and e.entry_id = p_entry and e.agency = caller;
    if about is null then
        raise exception 'no such ticket' using errcode = 'HB020';
    end if;
    insert into consent.recall (tenant_id, consent_id, ordinal, staff_id, family_id, agency, first_at, last_at,
                                entry_id, tried_entry)
    select tenant, q.consent_id, q.ordinal, coalesce(s.staff_id, nobody), about, caller, min(l.at), max(l.at), p_entry,
        p_entry
    from jsonb_to_recordset(p -> 'searched') as d (consent uuid, ordinal integer)
    join consent.searched q on q.tenant_id = tenant and q.consent_id = d.consent and q.ordinal = d.ordinal
        and q.agency = caller and q.family_id = about and q.entry_id is null
    cross join lateral consent.looks_on(q.consent_id, q.ordinal, caller) l
    left join identity.staff s on s.tenant_id = tenant and s.pseudonym = l.pseudonym
    where not consent.is_named_still(q.consent_id, q.ordinal, s.staff_id)
      and ((p ->> 'whole')::boolean
           or exists (select from jsonb_to_recordset(p -> 'found') as n (consent uuid, ordinal integer, staff uuid)
                      where n.consent = q.consent_id and n.ordinal = q.ordinal
                        and n.staff = coalesce(s.staff_id, nobody)))
    group by q.consent_id, q.ordinal, coalesce(s.staff_id, nobody)
    on conflict do nothing;
    get diagnostics opened = row_count;
    update consent.searched q set entry_id = p_entry
    from jsonb_to_recordset(p -> 'searched') as d (consent uuid, ordinal integer)
    where q.tenant_id = tenant and q.consent_id = d.consent and q.ordinal = d.ordinal and q.agency = caller
      and q.family_id = about and q.entry_id is null;
    return opened;
end $$;

do $$
declare
    f regprocedure;
begin
    foreach f in array array['consent.looks_on(uuid, integer, text)', 'consent.is_named_still(uuid, integer, uuid)',
        'consent.want_search()', 'consent.read_unlisted(uuid)', 'consent.open_recalls(uuid, jsonb)']::regprocedure[]
    loop
        execute format('revoke execute on function %s from public', f);
    end loop;
    grant execute on function consent.looks_on(uuid, integer, text), consent.is_named_still(uuid, integer, uuid)
        to hub_reads, hub_writes;
    alter function consent.read_unlisted(uuid) owner to hub_reads;
    alter function consent.open_recalls(uuid, jsonb) owner to hub_writes;
    grant execute on function consent.read_unlisted(uuid), consent.open_recalls(uuid, jsonb)
        to hub_jobcenter, hub_jugendamt, hub_provider;
end $$;

revoke create on schema consent from hub_reads, hub_writes;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
