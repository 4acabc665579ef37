"""After a withdrawal each agency works out from its own entries what was received on its basis, and by whom nothing."""

from alembic import op

revision = "0080"
down_revision = "0077"

SQL = r"""
grant create on schema ledger, consent to hub_reads;
grant create on schema consent to hub_writes;

alter table consent.recall drop constraint recall_answer_check;
alter table consent.recall add constraint recall_answer_check
    check (answer in ('nothing_kept', 'deleted', 'own_task', 'restricted', 'nothing_received'));
-- The entry under which the recipient's own process tried to work it out.
alter table consent.recall add column tried_entry uuid;
create index recall_untried on consent.recall (tenant_id, agency) where answer is null and tried_entry is null;
grant update (tried_entry) on consent.recall to hub_writes;

-- As before. That nothing was received is its agency's own knowledge: to the other it says what a person would have.
create or replace function consent.recalls(p_family uuid)
returns table (consent_id uuid, ref text, ordinal integer, staff_id uuid, staff_name text, agency text,
               first_at timestamptz, last_at timestamptz, document text, withdrawal text, answer text,
               answered_at timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    return query
    select r.consent_id, c.ref, r.ordinal, r.staff_id, s.name, r.agency, r.first_at, r.last_at, c.document::text,
        w.document::text,
        case when r.answer = 'nothing_received' and r.agency <> caller then 'nothing_kept' else r.answer end,
        r.answered_at
    from consent.recall r
    join consent.paper c on c.tenant_id = r.tenant_id and c.consent_id = r.consent_id
    join consent.withdrawal w on w.tenant_id = r.tenant_id and w.consent_id = r.consent_id and w.ordinal = r.ordinal
    join identity.staff s on s.tenant_id = r.tenant_id and s.staff_id = r.staff_id
    where r.tenant_id = current_setting('hub.tenant')::uuid and r.family_id = p_family
    order by r.entry_id, c.ref, s.ref;
end $$;

-- Families about which the caller's own people owe an answer that nobody tried to work out.
create function consent.recalls_untried() returns table (number text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    return query
    select distinct f.number
    from consent.recall r
    join core.family f on f.tenant_id = r.tenant_id and f.family_id = r.family_id
    where r.tenant_id = current_setting('hub.tenant')::uuid and r.agency = caller and r.answer is null
      and r.tried_entry is null
    order by f.number;
end $$;

-- What the caller's own people looked at in the family that the committed entry of this very reading is about, as far
-- as an answer about it is asked of them. Without who acted; the rest is sealed to the agency that acted, and to it.
create function consent.read_received(p_entry uuid)
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
    join identity.staff s on s.tenant_id = r.tenant_id and s.staff_id = r.staff_id
    join ledger.index i on i.tenant_id = tenant and i.family_id = r.family_id and i.pseudonym = s.pseudonym
        and i.effect <> 'deny' and i.event in ('access.read', 'access.list', 'access.search')
        and i.at between r.first_at and r.last_at
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

-- The caller tried to work them out, once.
create function consent.note_tried(p_entry uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    update consent.recall r set tried_entry = p_entry
    from ledger.entry e
    join ledger.index i on i.tenant_id = e.tenant_id and i.entry_id = e.entry_id and i.event = 'consent.read'
    where e.tenant_id = current_setting('hub.tenant')::uuid and e.entry_id = p_entry and e.agency = caller
      and r.tenant_id = e.tenant_id and r.family_id = i.family_id and r.agency = caller and r.tried_entry is null;
end $$;

do $$
declare
    f regprocedure;
begin
    alter function consent.note_tried(uuid) owner to hub_writes;
    alter function consent.recalls_untried() owner to hub_reads;
    alter function consent.read_received(uuid) owner to hub_reads;
    foreach f in array array['consent.note_tried(uuid)', 'consent.recalls_untried()',
        'consent.read_received(uuid)']::regprocedure[]
    loop
        execute format('revoke execute on function %s from public', f);
        execute format('grant execute on function %s to hub_jobcenter, hub_jugendamt, hub_provider', f);
    end loop;
end $$;

revoke create on schema ledger, consent from hub_reads, hub_writes;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
