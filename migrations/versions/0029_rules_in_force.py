"""Sets of rules: which was in force since when, with all that it says. Every process decides by the last one."""

from alembic import op

revision = "0029"
down_revision = "0035"

SQL = r"""
create schema rulebook;
grant usage on schema rulebook to hub_reads, hub_writes, hub_books;
grant usage on schema rulebook
    to hub_jobcenter, hub_jugendamt, hub_provider, hub_family, hub_oversight, hub_loader;
-- Only while its functions change hands may a role create here.
grant create on schema rulebook, identity to hub_reads, hub_writes;

-- Added to, never changed. In force is the last one; at an instant that lies back, the last one that was so by then.
create table rulebook.activation (
    tenant_id    uuid not null,
    ordinal      integer not null check (ordinal > 0),
    digest       text not null check (digest ~ '^[0-9a-f]{64}$'),
    document     text not null,
    since        timestamptz not null,
    activated_by text not null check (length(activated_by) between 1 and 200),
    login_name   name not null default session_user,
    entry_id     uuid not null,
    recorded_at  timestamptz not null default clock_timestamp(),
    primary key (tenant_id, ordinal)
);
create index activation_by_digest on rulebook.activation (tenant_id, digest);
alter table rulebook.activation enable row level security;
alter table rulebook.activation force row level security;
create policy tenant on rulebook.activation
    using (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid);
grant select on rulebook.activation to hub_reads;
grant select, insert on rulebook.activation to hub_writes;

-- The digest of the set in force, null where there is none yet.
create function rulebook.in_force() returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp
    set plan_cache_mode = force_generic_plan as $$
begin
    perform identity.enter();
    return (select a.digest from rulebook.activation a where a.tenant_id = current_setting('hub.tenant')::uuid
            order by a.ordinal desc limit 1);
end $$;

-- Every set that ever was in force, the first one first.
create function rulebook.activations()
returns table (ordinal integer, digest text, since timestamptz, activated_by text, entry_id uuid)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return query
    select a.ordinal, a.digest, a.since, a.activated_by, a.entry_id from rulebook.activation a
    where a.tenant_id = current_setting('hub.tenant')::uuid order by a.ordinal;
end $$;

-- What a set says. Whoever asks works the digest out anew: what was tampered with is not decided by.
create function rulebook.document(p_digest text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return (select a.document from rulebook.activation a
            where a.tenant_id = current_setting('hub.tenant')::uuid and a.digest = p_digest
            order by a.ordinal desc limit 1);
end $$;

-- A change is decided by the set in force, or not made. Until it ends no other set is put in force.
create function rulebook.check_in_force(p_digest text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    perform pg_advisory_xact_lock_shared(hashtextextended('rulebook ' || current_setting('hub.tenant'), 0));
    if p_digest is distinct from (select a.digest from rulebook.activation a
                                  where a.tenant_id = current_setting('hub.tenant')::uuid
                                  order by a.ordinal desc limit 1) then
        raise exception 'decided by rules that are not in force' using errcode = 'HB014';
    end if;
end $$;

-- Puts a set in force, in the transaction of its entry. False where it is in force already: then nothing changes.
create function rulebook.activate(p_entry uuid, p_digest text, p_document text, p_since timestamptz, p_by text)
returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
    last   rulebook.activation;
begin
    perform record.check_entry(p_entry);
    tenant := current_setting('hub.tenant')::uuid;
    perform pg_advisory_xact_lock(hashtextextended('rulebook ' || tenant, 0));
    select * into last from rulebook.activation a where a.tenant_id = tenant order by a.ordinal desc limit 1;
    if last.digest = p_digest and last.document = p_document then
        return false;
    end if;
    insert into rulebook.activation (tenant_id, ordinal, digest, document, since, activated_by, entry_id)
    values (tenant, coalesce(last.ordinal, 0) + 1, p_digest, p_document, greatest(p_since, last.since), p_by, p_entry);
    return true;
end $$;

-- As before, and which set of rules is in force.
drop function identity.mandates(text, uuid[], date);
create function identity.mandates(p_number text, p_staff uuid[], p_day date)
returns table (family_id uuid, next_seq bigint, tied boolean, mandates json, policies text)
language plpgsql security definer set search_path = pg_catalog, pg_temp
    set plan_cache_mode = force_generic_plan as $$
declare
    family uuid;
    tenant uuid;
begin
    perform identity.enter();
    tenant := current_setting('hub.tenant')::uuid;
    select f.family_id into family from core.family f where f.tenant_id = tenant and f.number = p_number;
    return query
    select family,
        coalesce((select b.family_seq from ledger.subject b where b.tenant_id = tenant and b.family_id = family
                  order by b.family_seq desc limit 1), 0) + 1,
        exists (select from identity.assignment a
                where a.staff_id = any (p_staff) and a.family_id = family and p_day between a.since and a.until)
        or exists (select from identity.deputy d
                   where d.staff_id = any (p_staff) and d.family_id = family and p_day between d.since and d.until),
        (select json_agg(json_build_array(s.staff_id,
            exists (select from identity.assignment a
                    where a.staff_id = s.staff_id and a.family_id = family and p_day between a.since and a.until),
            exists (select from identity.deputy d
                    where d.staff_id = s.staff_id and d.family_id = family and p_day between d.since and d.until),
            identity.is_excluded(s.staff_id, family),
            exists (select from identity.post o
                    where o.staff_id = s.staff_id and o.hr_decision and p_day between o.since and o.until),
            (select d.stands_in_for from identity.deputy d
             where d.staff_id = s.staff_id and d.family_id = family and p_day between d.since and d.until
             order by d.since desc limit 1)))
         from unnest(p_staff) as s (staff_id)),
        (select a.digest from rulebook.activation a where a.tenant_id = tenant order by a.ordinal desc limit 1);
end $$;

do $$
declare
    f regprocedure;
begin
    foreach f in array array['identity.mandates(text, uuid[], date)', 'rulebook.in_force()', 'rulebook.activations()',
        'rulebook.document(text)', 'rulebook.check_in_force(text)']::regprocedure[] loop
        execute format('alter function %s owner to hub_reads', f);
        execute format('grant execute on function %s to hub_jobcenter, hub_jugendamt, hub_provider, hub_family,
            hub_oversight, hub_loader', f);
    end loop;
end $$;
alter function rulebook.activate(uuid, text, text, timestamptz, text) owner to hub_writes;
grant execute on function rulebook.activate(uuid, text, text, timestamptz, text) to hub_loader;

revoke create on schema rulebook, identity from hub_reads, hub_writes;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
