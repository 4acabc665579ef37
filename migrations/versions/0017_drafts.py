"""Drafts of notes, sealed; and receipts, so that what is sent twice is written once."""

from alembic import op

revision = "0017"
down_revision = "0016"

SQL = r"""
-- Only while its functions change hands may a role create here.
grant create on schema record to hub_writes;

-- What somebody was about to write: sealed to their agency, bound to them, the family and the kind. Not of the record.
create table record.draft (
    tenant_id uuid not null,
    staff_id  uuid not null,
    family_id uuid not null,
    kind      text not null check (kind in ('record', 'entrusted')),
    agency    text not null,
    box       bytea not null check (octet_length(box) <= 400000),
    saved_at  timestamptz not null,
    primary key (tenant_id, staff_id, family_id, kind, agency),
    foreign key (tenant_id, staff_id) references identity.staff,
    foreign key (tenant_id, family_id) references core.family
);

-- That a change was sent under this key, and what was answered: ids alone. `body_hash` is keyed with the key itself, of
-- which only a hash is here, so that nobody tries out what the body may have said.
create table record.receipt (
    tenant_id uuid not null,
    staff_id  uuid not null,
    key_hash  bytea not null check (octet_length(key_hash) = 32),
    body_hash bytea not null check (octet_length(body_hash) = 32),
    family_id uuid not null,
    answer    jsonb not null,
    kept_at   timestamptz not null,
    primary key (tenant_id, staff_id, key_hash),
    foreign key (tenant_id, staff_id) references identity.staff,
    foreign key (tenant_id, family_id) references core.family
);
create index on record.receipt (tenant_id, staff_id, kept_at);

do $$
declare
    t text;
begin
    foreach t in array array['record.draft', 'record.receipt'] loop
        execute format('alter table %s enable row level security', t);
        execute format('alter table %s force row level security', t);
        execute format($policy$create policy tenant on %s
            using (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)
            with check (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)$policy$, t);
    end loop;
end $$;
create policy own_agency on record.draft as restrictive using (agency = current_setting('hub.agency', true));
grant select, insert, delete on record.draft, record.receipt to hub_writes;
grant update (box, saved_at) on record.draft to hub_writes;

-- Whether this family is the case of this member of staff, who works here, on a day; and no relative's (A13).
create function record.may_draft(p_staff uuid, p_family uuid, p_day date) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    return exists (select from identity.post o
                   where o.staff_id = p_staff and o.served_by = caller and p_day between o.since and o.until)
       and (exists (select from identity.assignment a
                    where a.staff_id = p_staff and a.family_id = p_family and p_day between a.since and a.until)
            or exists (select from identity.deputy d
                       where d.staff_id = p_staff and d.family_id = p_family and p_day between d.since and d.until))
       and not identity.is_excluded(p_staff, p_family);
end $$;

-- Keep a draft in the place of the one before; not once the note itself was written (`p_key_hash`: a late autosave).
-- Whatever of this member of staff is older than 14 days goes.
create function record.save_draft(p_staff uuid, p_family uuid, p_kind text, p_box bytea, p_at timestamptz, p_day date,
    p_key_hash bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    if not record.may_draft(p_staff, p_family, p_day) then
        return false;
    end if;
    delete from record.draft d where d.staff_id = p_staff and d.saved_at < p_at - interval '14 days';
    insert into record.draft (tenant_id, staff_id, family_id, kind, agency, box, saved_at)
    select current_setting('hub.tenant')::uuid, p_staff, p_family, p_kind, caller, p_box, p_at
    where not exists (select from record.receipt r where r.staff_id = p_staff and r.key_hash = p_key_hash)
    on conflict (tenant_id, staff_id, family_id, kind, agency)
        do update set box = excluded.box, saved_at = excluded.saved_at;
    return true;
end $$;

create function record.load_drafts(p_staff uuid, p_family uuid, p_at timestamptz, p_day date)
returns table (kind text, box bytea, saved_at timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    return query
    select d.kind, d.box, d.saved_at from record.draft d
    where d.staff_id = p_staff and d.family_id = p_family and d.agency = caller
      and d.saved_at >= p_at - interval '14 days' and record.may_draft(p_staff, p_family, p_day)
    order by d.kind;
end $$;

create function record.drop_draft(p_staff uuid, p_family uuid, p_kind text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    delete from record.draft d where d.staff_id = p_staff and d.family_id = p_family and d.kind = p_kind;
end $$;

-- A receipt in the transaction of its change: a second one under the same key waits for the first, and is refused.
create function record.keep_receipt(p_entry uuid, p_staff uuid, p_key_hash bytea, p_body_hash bytea, p_family uuid,
    p_answer jsonb, p_at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform record.check_entry(p_entry);
    delete from record.receipt r where r.staff_id = p_staff and r.kept_at < p_at - interval '24 hours';
    insert into record.receipt (tenant_id, staff_id, key_hash, body_hash, family_id, answer, kept_at)
    values (current_setting('hub.tenant')::uuid, p_staff, p_key_hash, p_body_hash, p_family, p_answer, p_at);
exception
    when unique_violation then raise exception 'sent before under this key' using errcode = 'HB034';
    when foreign_key_violation then raise exception 'something named does not exist' using errcode = 'HB032';
end $$;

create function record.load_receipt(p_staff uuid, p_key_hash bytea, p_at timestamptz)
returns table (body_hash bytea, family_id uuid, answer jsonb)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    return query
    select r.body_hash, r.family_id, r.answer from record.receipt r
    where r.staff_id = p_staff and r.key_hash = p_key_hash and r.kept_at >= p_at - interval '24 hours'
      and exists (select from identity.post o where o.staff_id = p_staff and o.served_by = caller);
end $$;

do $$
declare
    f regprocedure;
begin
    foreach f in array array['record.may_draft(uuid, uuid, date)',
        'record.save_draft(uuid, uuid, text, bytea, timestamptz, date, bytea)',
        'record.load_drafts(uuid, uuid, timestamptz, date)', 'record.drop_draft(uuid, uuid, text)',
        'record.keep_receipt(uuid, uuid, bytea, bytea, uuid, jsonb, timestamptz)',
        'record.load_receipt(uuid, bytea, timestamptz)']::regprocedure[] loop
        execute format('alter function %s owner to hub_writes', f);
    end loop;
    foreach f in array array['record.save_draft(uuid, uuid, text, bytea, timestamptz, date, bytea)',
        'record.load_drafts(uuid, uuid, timestamptz, date)', 'record.drop_draft(uuid, uuid, text)',
        'record.keep_receipt(uuid, uuid, bytea, bytea, uuid, jsonb, timestamptz)',
        'record.load_receipt(uuid, bytea, timestamptz)']::regprocedure[] loop
        execute format('grant execute on function %s to hub_jobcenter, hub_jugendamt, hub_provider', f);
    end loop;
end $$;

revoke create on schema record from hub_writes;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
