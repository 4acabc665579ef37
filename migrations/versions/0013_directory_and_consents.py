"""Families, directory and consents, each in one transaction with its entry."""

from alembic import op

revision = "0013"
down_revision = "0012"

SQL = r"""
-- Only while its functions change hands may a role create here.
grant create on schema record, consent to hub_writes;

-- Agencies, staff, families and what ties them, as the loader brings them. What is there already stays as it is.
create function record.write_directory(p_entry uuid, p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
begin
    perform record.check_entry(p_entry);
    tenant := current_setting('hub.tenant')::uuid;
    insert into identity.agency (tenant_id, unit, kind, name, short) select tenant, a.unit, a.kind, a.name, a.short
    from jsonb_to_recordset(p -> 'agencies') as a (unit text, kind text, name text, short text);
    insert into identity.staff (tenant_id, staff_id, ref, name, pseudonym)
    select tenant, s.id, s.ref, s.name, s.pseudonym
    from jsonb_to_recordset(p -> 'staff') as s (id uuid, ref text, name text, pseudonym text);
    insert into identity.account (tenant_id, issuer, subject, staff_id) select tenant, a.issuer, a.subject, a.staff
    from jsonb_to_recordset(p -> 'accounts') as a (issuer text, subject text, staff uuid);
    insert into identity.post (tenant_id, post_id, staff_id, role, unit, served_by, team, since, until, hr_decision)
    select tenant, o.id, o.staff, o.role, o.unit, o.served_by, o.team, o.since, coalesce(o.until, 'infinity'),
        coalesce(o.hr_decision, false)
    from jsonb_to_recordset(p -> 'posts') as o (id uuid, staff uuid, role text, unit text, served_by text, team text,
                                                since date, until date, hr_decision boolean);
exception
    when foreign_key_violation then raise exception 'something named does not exist' using errcode = 'HB032';
    when unique_violation then raise exception 'there already' using errcode = 'HB033';
end $$;

create function record.write_family(p_entry uuid, p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
begin
    perform record.check_entry(p_entry);
    tenant := current_setting('hub.tenant')::uuid;
    insert into core.family (tenant_id, family_id, number, status, proposing_agency, exit_date, staff_related)
    select tenant, f.id, f.number, f.status, f.proposing, f.exit_date, coalesce(f.staff_related, false)
    from jsonb_to_record(p -> 'family') as f (id uuid, number text, status text, proposing text, exit_date date,
                                              staff_related boolean);
    insert into core.person (tenant_id, person_id, family_id, ref, kind, born, deceased_on, languages, insight,
                             restricted_since, conflict_since, conflict_until, address_lock)
    select tenant, r.id, (p -> 'family' ->> 'id')::uuid, r.ref, r.kind, r.born, r.deceased_on, r.languages, r.insight,
        r.restricted_since, r.conflict_since, r.conflict_until, coalesce(r.address_lock, false)
    from jsonb_to_recordset(p -> 'persons') as r (id uuid, ref text, kind text, born date, deceased_on date,
        languages text[], insight text, restricted_since date, conflict_since date, conflict_until date,
        address_lock boolean);
    insert into core.holding (tenant_id, person_id, holder_id, kind, areas, since, until, rests_since, proven_on)
    select tenant, h.person, h.holder, h.kind, h.areas, coalesce(h.since, '-infinity'), coalesce(h.until, 'infinity'),
        h.rests_since, h.proven_on
    from jsonb_to_recordset(p -> 'holdings') as h (person uuid, holder uuid, kind text, areas text[], since date,
                                                   until date, rests_since date, proven_on date);
    insert into identity.assignment (tenant_id, family_id, staff_id, since, until)
    select tenant, (p -> 'family' ->> 'id')::uuid, a.staff, a.since, coalesce(a.until, 'infinity')
    from jsonb_to_recordset(p -> 'assignments') as a (staff uuid, since date, until date);
    insert into identity.deputy (tenant_id, staff_id, family_id, stands_in_for, since, until, reason)
    select tenant, d.staff, (p -> 'family' ->> 'id')::uuid, d.stands_in_for, d.since, d.until, d.reason
    from jsonb_to_recordset(p -> 'deputies') as d (staff uuid, stands_in_for uuid, since date, until date, reason text);
    insert into identity.relation (tenant_id, staff_id, person_id, relation)
    select tenant, r.staff, r.person, r.relation
    from jsonb_to_recordset(p -> 'relations') as r (staff uuid, person uuid, relation text);
exception
    when foreign_key_violation then raise exception 'something named does not exist' using errcode = 'HB032';
    when unique_violation then raise exception 'there already' using errcode = 'HB033';
end $$;

-- A paper, what was declared to it, and what was withdrawn of it; the family's epoch grows, so older tickets are void.
create function consent.write(p_entry uuid, p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
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
    insert into consent.withdrawal (tenant_id, consent_id, ordinal, person_id, received_at, document, entry_id)
    select tenant, w.consent, w.ordinal, w.person, w.received_at, w.document, p_entry
    from jsonb_to_recordset(p -> 'withdrawals') as w (consent uuid, ordinal integer, person uuid,
                                                      received_at timestamptz, document jsonb);
    update core.family f set consent_epoch = f.consent_epoch + 1
    where f.family_id in (
        select c.family_id from consent.paper c
        where c.entry_id = p_entry
           or c.consent_id in (select d.consent_id from consent.declaration d where d.entry_id = p_entry)
           or c.consent_id in (select w.consent_id from consent.withdrawal w where w.entry_id = p_entry));
exception
    when foreign_key_violation then raise exception 'something named does not exist' using errcode = 'HB032';
    when unique_violation then raise exception 'there already' using errcode = 'HB033';
end $$;

-- What the loader has to know of what is there: the ids behind references, and which posts staff hold.
create function record.directory() returns table (kind text, ref text, id uuid, role text, agency text, team text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return query
    select 'agency', a.unit, null::uuid, null, a.kind, null from identity.agency a
    union all
    select 'staff', s.ref, s.staff_id, p.role, g.kind, p.team
    from identity.staff s
    join identity.post p on p.tenant_id = s.tenant_id and p.staff_id = s.staff_id
    join identity.agency g on g.tenant_id = p.tenant_id and g.unit = p.unit
    union all select 'pseudonym', s.pseudonym, null, null, null, null from identity.staff s
    union all select 'family', f.number, f.family_id, null, null, null from core.family f
    union all select 'consent', c.ref, c.consent_id, null, null, null from consent.paper c;
end $$;

do $$
declare
    f regprocedure;
begin
    foreach f in array array['record.write_directory(uuid, jsonb)', 'record.write_family(uuid, jsonb)',
        'consent.write(uuid, jsonb)', 'record.directory()']::regprocedure[] loop
        execute format('alter function %s owner to hub_writes', f);
    end loop;
end $$;
grant execute on function consent.write(uuid, jsonb)
    to hub_jobcenter, hub_jugendamt, hub_provider, hub_family, hub_loader;
grant execute on function record.write_directory(uuid, jsonb), record.write_family(uuid, jsonb), record.directory()
    to hub_loader;

revoke create on schema record, consent from hub_writes;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
