"""What is written after a consent has ended stands under a key that its recipient never held."""

from alembic import op

revision = "0097"
down_revision = "0095"

SQL = r"""
grant create on schema record to hub_reads, hub_writes;

-- Closed: opened to somebody once and no longer, so nothing new is written under it. What it closed it still opens.
alter table record.key add column closed_at timestamptz;
grant update (closed_at) on record.key to hub_writes;
do $$
declare
    old text;
begin
    select c.conname into strict old from pg_constraint c
    where c.conrelid = 'record.key'::regclass and c.contype = 'u' and cardinality(c.conkey) = 10;
    execute format('alter table record.key drop constraint %I', old);
end $$;
create unique index key_in_use on record.key
    (tenant_id, family_id, subjects_id, partition, owner, maker, provider, category, level, cell_id)
    nulls not distinct where closed_at is null;

-- As before, and a key that lost a wrapping is closed.
create or replace function record.narrow_wrappings(p_entry uuid, p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
begin
    perform record.check_entry(p_entry);
    tenant := current_setting('hub.tenant')::uuid;
    with narrowed as (
        update record.key_wrapping w set until = n.until
        from jsonb_to_recordset(p) as n (key uuid, holder text, basis text, since timestamptz, until timestamptz)
        where w.key_id = n.key and w.holder = n.holder and w.basis = n.basis and w.since = n.since
          and w.basis not in ('own', 'statute') and n.until < w.until
        returning w.key_id
    )
    update record.key k set closed_at = clock_timestamp() from (select distinct n.key_id from narrowed n) n
    where k.tenant_id = tenant and k.key_id = n.key_id and k.closed_at is null;
    delete from record.key_wrapping w using jsonb_to_recordset(p) as n (key uuid, holder text)
    where w.key_id = n.key and w.holder = n.holder and w.until <= w.since;
end $$;

-- As before, and a new key may come instead of one of the same maker, which is closed with it.
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
    update record.key k set closed_at = clock_timestamp()
    from jsonb_to_recordset(p -> 'keys') as n (instead uuid)
    where k.tenant_id = tenant and k.key_id = n.instead and k.closed_at is null
      and current_setting('hub.agency') in (k.maker, 'loader');
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

-- As before, and of each key whether it is closed, and when it stopped, or stops, to be open to somebody else.
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
                 c.field_id, c.entrusted_to is not null, c.entrusted_by, k.closed_at is not null,
                 (select min(x.until) from record.key_wrapping x
                  where x.tenant_id = k.tenant_id and x.key_id = k.key_id and x.holder <> k.maker)))
         from record.key k join record.key_wrapping w on w.key_id = k.key_id and w.holder = caller and w.basis = 'own'
         left join record.cell c on c.family_id = k.family_id and c.cell_id = k.cell_id
         where k.family_id = p_family and k.maker = caller);
end $$;

revoke create on schema record from hub_reads, hub_writes;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
