"""Whoever wants keys wrapped asks by a signed message, and the maker's answer is signed too."""

from alembic import op

revision = "0116"
down_revision = "0114"

SQL = r"""
grant create on schema record to hub_reads, hub_writes;

-- One row for each asking is its place in the queue all the way: kept with the paper's entry (outbox), signed by the
-- asker (before the maker), answered and signed by the maker (before the asker), and gone once that is read.
alter table record.wrap_wanted
    add column asked_by   text,
    add column signature  bytea,
    add column signed_at  timestamptz,
    add column tries      smallint not null default 0,
    add column said       text check (said in ('wrapped', 'refused')),
    add column said_entry uuid,
    add column answer     bytea,
    add check (said is null or said_entry is not null and answer is not null);
alter table record.wrap_wanted no force row level security;
alter table ledger.entry no force row level security;
update record.wrap_wanted w set asked_by = e.agency from ledger.entry e
where e.tenant_id = w.tenant_id and e.entry_id = w.entry_id;
-- The loader holds no key and signs nothing; what it puts back was taken back and opens nothing.
delete from record.wrap_wanted w where w.asked_by is null or w.asked_by = 'loader';
alter table ledger.entry force row level security;
alter table record.wrap_wanted force row level security;
alter table record.wrap_wanted alter column asked_by set not null;
grant update (signature, signed_at, tries, said, said_entry, answer) on record.wrap_wanted to hub_writes;

create or replace function record.want_wrappings(p_entry uuid, p_family uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
begin
    perform record.check_entry(p_entry);
    tenant := current_setting('hub.tenant')::uuid;
    insert into record.wrap_wanted (tenant_id, maker, family_id, entry_id, asked_by)
    select distinct tenant, k.maker, k.family_id, p_entry, current_setting('hub.agency') from record.key k
    where k.tenant_id = tenant and k.family_id = p_family and k.maker <> current_setting('hub.agency')
    on conflict do nothing;
end $$;
revoke execute on function record.want_wrappings(uuid, uuid) from hub_loader;

-- What the caller asked and did not sign yet, or not by its present key. What was refused waits twice as long each
-- time, from two minutes to an hour.
create function record.askings_to_send(p_key bytea)
returns table (maker text, family_id uuid, number text, entry_id uuid)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    return query
    select w.maker, w.family_id, f.number, w.entry_id
    from record.wrap_wanted w join core.family f on f.tenant_id = w.tenant_id and f.family_id = w.family_id
    where w.tenant_id = current_setting('hub.tenant')::uuid and w.asked_by = caller and w.said is null
      and case when w.signature is null
               then w.tries = 0 or w.signed_at not between
                        clock_timestamp() - least(interval '1 hour', interval '1 min' * 2 ^ w.tries)
                        and clock_timestamp()
               else substring(w.signature for 16) <> p_key end
    order by w.entry_id limit 200;
end $$;

create function record.send_askings(p_makers text[], p_entries uuid[], p_signatures bytea[]) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    done   integer;
begin
    update record.wrap_wanted w set signature = n.signature, signed_at = clock_timestamp()
    from unnest(p_makers, p_entries, p_signatures) as n (maker, entry, signature)
    where w.tenant_id = current_setting('hub.tenant')::uuid and w.asked_by = caller and w.said is null
      and w.maker = n.maker and w.entry_id = n.entry;
    get diagnostics done = row_count;
    return done;
end $$;

-- What the caller is asked by a key that it knows: what names another waits, and is in nobody's way.
drop function record.wanted_wrappings();
create function record.wanted_wrappings(p_known bytea[])
returns table (asked_by text, family_id uuid, number text, entry_id uuid, signature bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    return query
    select w.asked_by, w.family_id, f.number, w.entry_id, w.signature
    from record.wrap_wanted w join core.family f on f.tenant_id = w.tenant_id and f.family_id = w.family_id
    where w.tenant_id = current_setting('hub.tenant')::uuid and w.maker = caller and w.said is null
      and substring(w.signature for 16) = any(p_known)
    order by w.entry_id limit 200;
end $$;

-- Answers of the caller, in the transaction of their entry: each asking of that entry's family once.
create function record.answer_askings(p_entry uuid, p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
    done   integer;
begin
    perform record.check_entry(p_entry);
    tenant := current_setting('hub.tenant')::uuid;
    update record.wrap_wanted w set said = a.said, said_entry = p_entry, answer = decode(a.answer, 'base64')
    from jsonb_to_recordset(p) as a (asking uuid, family uuid, said text, answer text)
    where w.tenant_id = tenant and w.maker = current_setting('hub.agency') and w.entry_id = a.asking
      and w.family_id = a.family and w.said is null and w.signature is not null
      and w.family_id = (select i.family_id from ledger.index i where i.tenant_id = tenant and i.entry_id = p_entry);
    get diagnostics done = row_count;
    if done <> jsonb_array_length(p) then
        raise exception 'answered before' using errcode = 'HB034';
    end if;
end $$;

create function record.askings_answered(p_known bytea[])
returns table (maker text, family_id uuid, number text, entry_id uuid, said text, said_entry uuid, answer bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    return query
    select w.maker, w.family_id, f.number, w.entry_id, w.said, w.said_entry, w.answer
    from record.wrap_wanted w join core.family f on f.tenant_id = w.tenant_id and f.family_id = w.family_id
    where w.tenant_id = current_setting('hub.tenant')::uuid and w.asked_by = caller
      and substring(w.answer for 16) = any(p_known)
    order by w.entry_id limit 200;
end $$;

-- What follows from answers, by the caller's own askings alone and only as long as they are what was read.
create function record.close_askings(p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
begin
    delete from record.wrap_wanted w
    using jsonb_to_recordset(p) as n (maker text, family uuid, entry uuid, answer text, after text)
    where n.after = 'settled' and w.tenant_id = tenant and w.asked_by = caller and w.maker = n.maker
      and w.family_id = n.family and w.entry_id = n.entry and w.answer = decode(n.answer, 'base64');
    update record.wrap_wanted w set said = null, said_entry = null, answer = null,
        signature = case when n.after = 'ask_again' then null else w.signature end,
        signed_at = case when n.after = 'ask_again' then clock_timestamp() else w.signed_at end,
        tries = case when n.after = 'ask_again' then least(w.tries + 1, 10) else w.tries end
    from jsonb_to_recordset(p) as n (maker text, family uuid, entry uuid, answer text, after text)
    where n.after in ('ask_again', 'answer_again') and w.tenant_id = tenant and w.asked_by = caller
      and w.maker = n.maker and w.family_id = n.family and w.entry_id = n.entry
      and w.answer = decode(n.answer, 'base64');
end $$;

-- Whose keys of a family are asked for and not wrapped yet.
create function record.makers_asked(p_family uuid) returns setof text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return query
    select distinct w.maker from record.wrap_wanted w
    where w.tenant_id = current_setting('hub.tenant')::uuid and w.family_id = p_family and w.said is null;
end $$;

create or replace function record.add_wrappings(p_entry uuid, p jsonb) returns void
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
exception
    when insufficient_privilege then raise exception 'not this agency''s key' using errcode = 'HB030';
    when foreign_key_violation then raise exception 'something named does not exist' using errcode = 'HB032';
    when unique_violation then raise exception 'a key was made meanwhile' using errcode = 'HB031';
end $$;

do $$
declare
    f regprocedure;
begin
    foreach f in array array['record.askings_to_send(bytea)', 'record.send_askings(text[], uuid[], bytea[])',
        'record.wanted_wrappings(bytea[])', 'record.answer_askings(uuid, jsonb)', 'record.askings_answered(bytea[])',
        'record.close_askings(jsonb)', 'record.makers_asked(uuid)']::regprocedure[] loop
        execute format('revoke execute on function %s from public', f);
        execute format('alter function %s owner to hub_writes', f);
    end loop;
end $$;
grant execute on function record.askings_to_send(bytea), record.send_askings(text[], uuid[], bytea[]),
    record.askings_answered(bytea[]), record.close_askings(jsonb), record.makers_asked(uuid)
    to hub_jobcenter, hub_jugendamt, hub_provider, hub_family;
grant execute on function record.wanted_wrappings(bytea[]), record.answer_askings(uuid, jsonb)
    to hub_jobcenter, hub_jugendamt, hub_provider;

revoke create on schema record from hub_reads, hub_writes;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
