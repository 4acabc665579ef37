"""Parts of entries, extracts, blind indexes, and wrappings for consents that come later."""

from alembic import op

revision = "0016"
down_revision = "0015"

SQL = r"""
-- Only while its functions change hands may a role create here.
grant create on schema record, identity, ledger to hub_reads, hub_writes, hub_books;

-- An entry may be split into parts with their own persons, so that what is about one can be withheld alone (D9). An
-- extract is a cell of its own that its owner wrote out of another.
alter table record.cell add column part integer not null default 1 check (part > 0), add column extract_of uuid;
do $$
declare
    old text;
begin
    select c.conname into strict old from pg_constraint c
    where c.conrelid = 'record.cell'::regclass and c.contype = 'u';
    execute format('alter table record.cell drop constraint %I', old);
end $$;
alter table record.cell add unique nulls not distinct
    (tenant_id, partition, family_id, subjects_id, field_id, owner, provider, entry, part);

-- What can be searched of names and dates of birth: keyed hashes, by their owner's key. Renewed with each version.
create table record.blind_index (
    tenant_id uuid not null,
    owner     text not null,
    family_id uuid not null,
    cell_id   uuid not null,
    token     bytea not null check (length(token) = 32),
    primary key (tenant_id, cell_id, token),
    foreign key (tenant_id, family_id) references core.family
);
alter table record.blind_index enable row level security;
alter table record.blind_index force row level security;
create policy tenant on record.blind_index
    using (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid);
create policy own_index on record.blind_index as restrictive for insert
    with check (current_setting('hub.agency', true) in (owner, 'loader'));
grant select on record.blind_index to hub_reads;
grant select, insert, delete on record.blind_index to hub_writes;

-- Of an entry that has parts, no two have the same number; an extract is of another cell of the same family and owner.
create function record.check_parts(p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if exists (
        select from jsonb_to_recordset(p -> 'cells') as c (family uuid, field text, owner text, provider text,
                                                           entry integer)
        join record.cell x on x.family_id = c.family and x.field_id = c.field and x.owner = c.owner
            and x.provider is not distinct from c.provider and x.entry = c.entry
        group by c.family, c.field, c.owner, c.provider, c.entry
        having max(x.part) > 1 and count(distinct x.cell_id) <> count(distinct x.part)) then
        raise exception 'two parts with one number' using errcode = 'HB032';
    end if;
    if exists (
        select from jsonb_to_recordset(p -> 'cells') as c (id uuid, family uuid, owner text, provider text,
                                                           extract_of uuid)
        where c.extract_of is not null and not exists (
            select from record.cell o where o.cell_id = c.extract_of and o.cell_id <> c.id and o.family_id = c.family
                and o.owner = c.owner and o.provider is not distinct from c.provider)) then
        raise exception 'an extract of something else' using errcode = 'HB032';
    end if;
end $$;
-- Cells with new versions of their values, and the keys and wrappings they need. All or nothing.
-- p: subjects [{id, family, persons}], cells [{id, expected, ...}], keys, holders, wrappings, values.
create or replace function record.write_cells(p_entry uuid, p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
    wanted integer;
    done   integer;
begin
    perform record.check_entry(p_entry);
    tenant := current_setting('hub.tenant')::uuid;

    with fresh as (
        insert into record.subjects (tenant_id, subjects_id, family_id)
        select tenant, s.id, s.family from jsonb_to_recordset(p -> 'subjects') as s (id uuid, family uuid)
        on conflict do nothing returning subjects_id
    )
    insert into record.subject (tenant_id, subjects_id, person_id)
    select tenant, s.id, m.person
    from jsonb_to_recordset(p -> 'subjects') as s (id uuid, persons uuid[]) join fresh on fresh.subjects_id = s.id,
        unnest(s.persons) as m (person);
    perform record.check_subjects(p);

    insert into record.holder_key (tenant_id, family_id, maker, holder, sealed, kept)
    select tenant, h.family, h.maker, h.holder, decode(h.sealed, 'base64'), decode(h.kept, 'base64')
    from jsonb_to_recordset(p -> 'holders') as h (family uuid, maker text, holder text, sealed text, kept text);
    insert into record.key (tenant_id, key_id, family_id, subjects_id, partition, owner, maker, provider, category,
                            level, cell_id)
    select tenant, k.id, k.family, k.subjects, k.partition, k.owner, k.maker, k.provider, k.category, k.level, k.cell
    from jsonb_to_recordset(p -> 'keys') as k (id uuid, family uuid, subjects uuid, partition text, owner text,
                                               maker text, provider text, category text, level smallint, cell uuid);
    insert into record.key_wrapping (tenant_id, key_id, family_id, maker, holder, basis, wrapped, since, until)
    select tenant, w.key, w.family, w.maker, w.holder, w.basis, decode(w.wrapped, 'base64'), w.since, w.until
    from jsonb_to_recordset(p -> 'wrappings') as w (key uuid, family uuid, maker text, holder text, basis text,
                                                    wrapped text, since timestamptz, until timestamptz);

    insert into record.cell (tenant_id, partition, cell_id, family_id, subjects_id, field_id, entry, owner, provider,
                             version, levels, entrusted_to, entrusted_by, passed_on_at, disputed, restricted_since,
                             part, extract_of)
    select tenant, c.partition, c.id, c.family, c.subjects, c.field, c.entry, c.owner, c.provider, 1, c.levels,
        c.entrusted_to, coalesce(c.entrusted_by, '{}'), c.passed_on_at, coalesce(c.disputed, false), c.restricted_since,
        coalesce(c.part, 1), c.extract_of
    from jsonb_to_recordset(p -> 'cells') as c (id uuid, expected integer, partition text, family uuid, subjects uuid,
        field text, entry integer, owner text, provider text, levels smallint, entrusted_to uuid, entrusted_by uuid[],
        passed_on_at timestamptz, disputed boolean, restricted_since date, part integer, extract_of uuid)
    where c.expected = 0;
    select count(*) into wanted from jsonb_to_recordset(p -> 'cells') as c (expected integer) where c.expected > 0;
    update record.cell x set version = x.version + 1, levels = c.levels, disputed = coalesce(c.disputed, false)
    from jsonb_to_recordset(p -> 'cells') as c (id uuid, expected integer, partition text, family uuid, subjects uuid,
        field text, owner text, provider text, levels smallint, disputed boolean)
    where c.expected > 0 and x.tenant_id = tenant and x.partition = c.partition and x.cell_id = c.id
      and x.owner = c.owner and x.version = c.expected and x.family_id = c.family and x.field_id = c.field
      and x.subjects_id = c.subjects and x.provider is not distinct from c.provider
      and (current_setting('hub.agency') in (x.owner, 'loader')
           or (x.owner = 'joint' and current_setting('hub.agency') in ('jobcenter', 'jugendamt')));
    get diagnostics done = row_count;
    if done <> wanted then
        raise exception 'a cell was changed meanwhile' using errcode = 'HB031';
    end if;

    perform record.check_parts(p);

    insert into record.value (tenant_id, partition, cell_id, version, level, key_id, content, author, source, stated_on)
    select tenant, v.partition, v.cell, x.version, v.level, v.key, decode(v.content, 'base64'), v.author, v.source,
        v.stated_on
    from jsonb_to_recordset(p -> 'values') as v (partition text, cell uuid, level smallint, key uuid, content text,
                                                 author uuid, source text, stated_on date)
    join jsonb_to_recordset(p -> 'cells') as c (id uuid) on c.id = v.cell
    join record.cell x on x.tenant_id = tenant and x.partition = v.partition and x.cell_id = v.cell;
    get diagnostics done = row_count;
    if done <> coalesce(jsonb_array_length(p -> 'values'), 0) then
        raise exception 'a value without its cell' using errcode = 'HB030';
    end if;

    delete from record.blind_index i using jsonb_to_recordset(p -> 'cells') as c (id uuid, expected integer)
    where c.expected > 0 and i.tenant_id = tenant and i.cell_id = c.id;
    insert into record.blind_index (tenant_id, owner, family_id, cell_id, token)
    select tenant, x.owner, x.family_id, x.cell_id, decode(t.token, 'base64')
    from jsonb_to_recordset(p -> 'tokens') as t (cell uuid, token text)
    join jsonb_to_recordset(p -> 'cells') as c (id uuid, partition text) on c.id = t.cell
    join record.cell x on x.tenant_id = tenant and x.partition = c.partition and x.cell_id = c.id;
exception
    when insufficient_privilege then raise exception 'not this agency''s to write' using errcode = 'HB030';
    when foreign_key_violation then raise exception 'something named does not exist' using errcode = 'HB032';
    when unique_violation then raise exception 'a cell was changed meanwhile' using errcode = 'HB031';
end $$;

-- A family before anything is read: who, which cells are filled, whose, how entrusted. Leaves out of another owner's
-- part what no consent can open: ceilings none, and entrusted entries that their worker has not passed on; and of
-- what an extract of another owner was written.
create or replace function record.outline(p_family uuid) returns table (family text, subjects text, cells text)
language plpgsql security definer set search_path = pg_catalog, pg_temp
    set plan_cache_mode = force_generic_plan as $$
declare
    caller text := identity.enter();
begin
    return query
    select
        (select json_build_object('id', f.family_id, 'number', f.number, 'status', f.status,
                'proposing', f.proposing_agency, 'exit_date', f.exit_date, 'staff_related', f.staff_related,
                'epoch', f.consent_epoch,
                'persons', (select json_agg(json_build_object('id', p.person_id, 'ref', p.ref, 'kind', p.kind,
                        'born', p.born, 'deceased_on', p.deceased_on, 'languages', p.languages, 'insight', p.insight,
                        'restricted_since', p.restricted_since, 'conflict_since', p.conflict_since,
                        'conflict_until', p.conflict_until, 'address_lock', p.address_lock,
                        'holdings', (select json_agg(json_build_array(h.kind, h.holder_id, h.areas,
                                nullif(h.since, '-infinity'), nullif(h.until, 'infinity'), h.rests_since, h.proven_on))
                            from core.holding h where h.person_id = p.person_id)) order by p.ref)
                    from core.person p where p.family_id = f.family_id))
         ::text from core.family f where f.family_id = p_family),
        (select json_object_agg(s.subjects_id, (select json_agg(m.person_id) from record.subject m
                                                where m.subjects_id = s.subjects_id))::text
         from record.subjects s where s.family_id = p_family),
        (select json_agg(json_build_array(c.cell_id, c.field_id, c.subjects_id, c.owner, c.entry, c.version, c.levels,
                c.provider, c.entrusted_to, nullif(c.entrusted_by, '{}'), c.passed_on_at, c.disputed,
                c.restricted_since, c.part, case when c.owner in (caller, 'joint') then c.extract_of end, d.bit))::text
         from record.cell c join record.field d on d.field_id = c.field_id
         where c.family_id = p_family
           and (c.owner in (caller, 'joint')
                or (d.ceiling > 0
                    and ((c.entrusted_to is null and c.entrusted_by = '{}') or c.passed_on_at is not null))));
end $$;

-- Agencies make keys, and only their makers can wrap them. Who takes a consent at another agency asks the makers here;
-- each asking stands by its entry, so that one which comes while another is answered is not lost.
create table record.wrap_wanted (
    tenant_id uuid not null,
    maker     text not null,
    family_id uuid not null,
    entry_id  uuid not null,
    primary key (tenant_id, maker, family_id, entry_id),
    foreign key (tenant_id, family_id) references core.family
);
alter table record.wrap_wanted enable row level security;
alter table record.wrap_wanted force row level security;
create policy tenant on record.wrap_wanted
    using (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid);
grant select, insert, delete on record.wrap_wanted to hub_writes;

create function record.want_wrappings(p_entry uuid, p_family uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
begin
    perform record.check_entry(p_entry);
    tenant := current_setting('hub.tenant')::uuid;
    insert into record.wrap_wanted (tenant_id, maker, family_id, entry_id)
    select distinct tenant, k.maker, k.family_id, p_entry from record.key k
    where k.tenant_id = tenant and k.family_id = p_family and k.maker <> current_setting('hub.agency')
    on conflict do nothing;
end $$;

create function record.wanted_wrappings() returns table (family_id uuid, number text, entries uuid[])
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    return query
    select w.family_id, f.number, array_agg(w.entry_id order by w.entry_id)
    from record.wrap_wanted w join core.family f on f.tenant_id = w.tenant_id and f.family_id = w.family_id
    where w.tenant_id = current_setting('hub.tenant')::uuid and w.maker = caller
    group by w.family_id, f.number order by min(w.entry_id::text) limit 20;
end $$;

-- Wrappings of keys that exist already: row policies let only their maker add them. What is there is at most prolonged.
create function record.add_wrappings(p_entry uuid, p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
begin
    perform record.check_entry(p_entry);
    tenant := current_setting('hub.tenant')::uuid;
    insert into record.holder_key (tenant_id, family_id, maker, holder, sealed, kept)
    select tenant, h.family, h.maker, h.holder, decode(h.sealed, 'base64'), decode(h.kept, 'base64')
    from jsonb_to_recordset(p -> 'holders') as h (family uuid, maker text, holder text, sealed text, kept text);
    insert into record.key_wrapping (tenant_id, key_id, family_id, maker, holder, basis, wrapped, since, until)
    select tenant, w.key, w.family, w.maker, w.holder, w.basis, decode(w.wrapped, 'base64'), w.since, w.until
    from jsonb_to_recordset(p -> 'wrappings') as w (key uuid, family uuid, maker text, holder text, basis text,
                                                    wrapped text, since timestamptz, until timestamptz)
    on conflict (tenant_id, key_id, holder, basis, since) do update
    set until = greatest(record.key_wrapping.until, excluded.until);
    delete from record.wrap_wanted w
    where w.tenant_id = tenant and w.maker = current_setting('hub.agency')
      and w.entry_id in (select jsonb_array_elements_text(p -> 'settled')::uuid);
exception
    when insufficient_privilege then raise exception 'not this agency''s key' using errcode = 'HB030';
    when foreign_key_violation then raise exception 'something named does not exist' using errcode = 'HB032';
    when unique_violation then raise exception 'a key was made meanwhile' using errcode = 'HB031';
end $$;

-- The keys that this agency makes and holds of a family, for writing on: worth nothing without a value, and values come
-- by ticket alone. Holder keys first (own, then what it keeps for others), then the category keys under its own, each
-- with the persons it is about and, where it closes one entry alone, how that was entrusted.
create or replace function record.load_keys(p_family uuid) returns table (holders json, keys json)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    return query select
        (select json_agg(json_build_array(h.holder, encode(h.sealed, 'base64'), encode(h.kept, 'base64')))
         from record.holder_key h where h.family_id = p_family and h.maker = caller),
        (select json_agg(json_build_array(k.key_id, k.subjects_id, k.partition, k.owner, k.provider, k.category,
                                          k.level, k.cell_id, encode(w.wrapped, 'base64'),
                 array(select m.person_id from record.subject m where m.subjects_id = k.subjects_id),
                 c.field_id, c.entrusted_to is not null, c.entrusted_by))
         from record.key k join record.key_wrapping w on w.key_id = k.key_id and w.holder = caller and w.basis = 'own'
         left join record.cell c on c.family_id = k.family_id and c.cell_id = k.cell_id
         where k.family_id = p_family and k.maker = caller);
end $$;

-- Who works with a family or is named in its papers, in each of their posts; and from when to when it is their case.
create function identity.circle(p_family uuid)
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
       or exists (select from consent.paper c where c.tenant_id = s.tenant_id and c.family_id = p_family
                  and jsonb_typeof(c.document -> 'recipients') = 'array'
                  and c.document -> 'recipients' ? ('staff:' || s.staff_id));
end $$;

-- Which of these cells have these tokens in the caller's own index. The answer is places in the question.
create function record.find_tokens(p_cells uuid[], p_tokens bytea[]) returns setof integer
language plpgsql security definer set search_path = pg_catalog, pg_temp
    set plan_cache_mode = force_generic_plan as $$
declare
    caller text := identity.enter();
begin
    return query
    select n.ordinal::integer from unnest(p_cells, p_tokens) with ordinality as n (cell, token, ordinal),
        lateral (select from record.blind_index i  -- looked up one by one: `offset 0` keeps it from being joined
                 where i.tenant_id = current_setting('hub.tenant')::uuid and i.cell_id = n.cell and i.token = n.token
                   and i.owner = caller offset 0) x;
end $$;
alter function record.find_tokens(uuid[], bytea[]) owner to hub_reads;
grant execute on function record.find_tokens(uuid[], bytea[]) to hub_jobcenter, hub_jugendamt, hub_provider;

-- Entries of several families in one go: all or none.
create function ledger.append_all(p jsonb[], p_leaves bytea[], p_segments bytea[], p_cells text[], p_partitions text[],
    p_versions text[], p_levels text[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    for i in 1 .. cardinality(p) loop
        perform ledger.append(p[i], p_leaves[i], p_segments[5 * i - 4 : 5 * i], p_cells[i]::uuid[],
            p_partitions[i]::text[], p_versions[i]::integer[], p_levels[i]::smallint[]);
    end loop;
end $$;
alter function ledger.append_all(jsonb[], bytea[], bytea[], text[], text[], text[], text[]) owner to hub_books;
grant execute on function ledger.append_all(jsonb[], bytea[], bytea[], text[], text[], text[], text[])
    to hub_jobcenter, hub_jugendamt, hub_provider;

do $$
declare
    f regprocedure;
begin
    foreach f in array array['record.check_parts(jsonb)', 'record.want_wrappings(uuid, uuid)',
        'record.wanted_wrappings()', 'record.add_wrappings(uuid, jsonb)']::regprocedure[] loop
        execute format('alter function %s owner to hub_writes', f);
    end loop;
end $$;
alter function identity.circle(uuid) owner to hub_reads;
grant execute on function record.want_wrappings(uuid, uuid), identity.circle(uuid)
    to hub_jobcenter, hub_jugendamt, hub_provider, hub_family;
grant execute on function record.wanted_wrappings(), record.add_wrappings(uuid, jsonb)
    to hub_jobcenter, hub_jugendamt, hub_provider;

revoke create on schema record, identity, ledger from hub_reads, hub_writes, hub_books;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
