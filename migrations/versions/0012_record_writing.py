"""Changes to cells, keys and wrappings, each in one transaction with its entry."""

from alembic import op

revision = "0012"
down_revision = "0011"

SQL = r"""
-- Only while its functions change hands may a role create here.
grant create on schema record, consent to hub_writes;

-- The entry that a change names is of this very transaction and agency: no entry, no change.
create function record.check_entry(p_entry uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    if not exists (select from ledger.entry e where e.entry_id = p_entry and e.agency = caller
                   and e.xid = pg_current_xact_id()) then
        raise exception 'the change has no entry' using errcode = 'HB012';
    end if;
end $$;

-- Sets of persons are what they were written as, and all of one family: whom a cell is about decides who must consent.
create function record.check_subjects(p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    if exists (
        select from jsonb_to_recordset(p -> 'subjects') as s (id uuid, family uuid, persons uuid[])
        where s.family is distinct from (select t.family_id from record.subjects t where t.subjects_id = s.id)
           or (select array_agg(m.person_id order by m.person_id) from record.subject m where m.subjects_id = s.id)
              is distinct from (select array_agg(r.person_id order by r.person_id) from core.person r
                                where r.family_id = s.family and r.person_id = any(s.persons))
           or cardinality(s.persons) <> (select count(*) from record.subject m where m.subjects_id = s.id)) then
        raise exception 'other persons than these' using errcode = 'HB032';
    end if;
    if exists (select from jsonb_to_recordset(p -> 'cells') as c (family uuid, subjects uuid)
               where c.family is distinct from (select t.family_id from record.subjects t
                                                where t.subjects_id = c.subjects)) then
        raise exception 'persons of another family' using errcode = 'HB032';
    end if;
end $$;

-- Cells with new versions of their values, and the keys and wrappings they need. All or nothing.
-- p: subjects [{id, family, persons}], cells [{id, expected, ...}], keys, holders, wrappings, values.
create function record.write_cells(p_entry uuid, p jsonb) returns void
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
                             version, levels, entrusted_to, entrusted_by, passed_on_at, disputed, restricted_since)
    select tenant, c.partition, c.id, c.family, c.subjects, c.field, c.entry, c.owner, c.provider, 1, c.levels,
        c.entrusted_to, coalesce(c.entrusted_by, '{}'), c.passed_on_at, coalesce(c.disputed, false), c.restricted_since
    from jsonb_to_recordset(p -> 'cells') as c (id uuid, expected integer, partition text, family uuid, subjects uuid,
        field text, entry integer, owner text, provider text, levels smallint, entrusted_to uuid, entrusted_by uuid[],
        passed_on_at timestamptz, disputed boolean, restricted_since date)
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
exception
    when insufficient_privilege then raise exception 'not this agency''s to write' using errcode = 'HB030';
    when foreign_key_violation then raise exception 'something named does not exist' using errcode = 'HB032';
    when unique_violation then raise exception 'a cell was changed meanwhile' using errcode = 'HB031';
end $$;

-- For whom the keys of a family are wrapped by consent: places and times, no key.
create function record.wrappings(p_family uuid)
returns table (key_id uuid, persons uuid[], partition text, owner text, maker text, provider text, category text,
               level smallint, cell_id uuid, holder text, basis text, since timestamptz, until timestamptz,
               field text, is_entrusted boolean, confiders uuid[])
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return query
    select k.key_id, array(select m.person_id from record.subject m where m.subjects_id = k.subjects_id), k.partition,
        k.owner, k.maker, k.provider, k.category, k.level, k.cell_id, w.holder, w.basis, w.since, w.until,
        c.field_id, c.entrusted_to is not null, c.entrusted_by
    from record.key k join record.key_wrapping w on w.key_id = k.key_id and w.basis not in ('own', 'statute')
    left join record.cell c on c.cell_id = k.cell_id
    where k.family_id = p_family;
end $$;

-- Let wrappings end earlier; those that would end before they begin are taken away.
create function record.narrow_wrappings(p_entry uuid, p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform record.check_entry(p_entry);
    update record.key_wrapping w set until = n.until
    from jsonb_to_recordset(p) as n (key uuid, holder text, basis text, since timestamptz, until timestamptz)
    where w.key_id = n.key and w.holder = n.holder and w.basis = n.basis and w.since = n.since
      and w.basis not in ('own', 'statute') and n.until < w.until;
    delete from record.key_wrapping w using jsonb_to_recordset(p) as n (key uuid, holder text)
    where w.key_id = n.key and w.holder = n.holder and w.until <= w.since;
end $$;

do $$
declare
    f regprocedure;
begin
    foreach f in array array['record.check_entry(uuid)', 'record.check_subjects(jsonb)',
        'record.write_cells(uuid, jsonb)',
        'record.wrappings(uuid)', 'record.narrow_wrappings(uuid, jsonb)']::regprocedure[] loop
        execute format('alter function %s owner to hub_writes', f);
    end loop;
end $$;
grant execute on function record.write_cells(uuid, jsonb) to hub_jobcenter, hub_jugendamt, hub_provider, hub_loader;
grant execute on function record.wrappings(uuid), record.narrow_wrappings(uuid, jsonb)
    to hub_jobcenter, hub_jugendamt, hub_provider, hub_family, hub_loader;

revoke create on schema record, consent from hub_writes;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
