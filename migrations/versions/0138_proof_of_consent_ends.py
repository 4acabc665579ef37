"""Proof of consent, and who a family's people were, end by the rules in force, after the record."""

from alembic import op

revision = "0138"
down_revision = "0127"

SQL = r"""
grant usage on schema record to hub_erases;
grant usage, create on schema consent to hub_erases;
grant execute on function record.kept_because(uuid, date, date) to hub_erases;
grant select (tenant_id, family_id) on record.erased to hub_erases;
grant update (consent_epoch, record_version) on core.family to hub_erases;
grant select, delete on core.person to hub_erases;
grant update (kind, born, deceased_on, languages, insight, restricted_since, conflict_since, conflict_until,
    address_lock) on core.person to hub_erases;
grant select (tenant_id, person_id, holder_id), delete on core.holding to hub_erases;
grant select (tenant_id, family_id, consent_id), delete on consent.paper to hub_erases;
grant select (tenant_id, consent_id, person_id), delete on consent.paper_person, consent.declaration,
    consent.withdrawal, consent.asked to hub_erases;
grant select (tenant_id, consent_id), delete on consent.confirmed, consent.voided to hub_erases;
grant select (tenant_id, family_id), delete on consent.recall, consent.searched, consent.onlooker, consent.open,
    consent.worked_out to hub_erases;
grant select (tenant_id, family_id, person_id), delete on consent.informed, consent.task, consent.request to hub_erases;
grant select (tenant_id, person_id) on identity.relation, record.subject, review.told, review.embargo_end to hub_erases;
grant select (tenant_id, person) on conference.seat to hub_erases;
grant select (tenant_id, staff_id), delete on identity.account to hub_erases;
grant select (tenant_id, staff_id, post_id), delete on identity.post to hub_erases;
grant select (tenant_id, post_id), delete on identity.session to hub_erases;
alter policy two_agencies on consent.request
    using (current_setting('hub.agency', true) in (from_agency, to_agency)
           or current_user in ('hub_forgets', 'hub_erases'));
alter policy owner on consent.task
    using (current_setting('hub.agency', true) in (agency, 'clerk') or current_user in ('hub_forgets', 'hub_erases'));

-- Whether rows name somebody that do not go with the proof: of staff (who is related), of the review (who was told),
-- and of another family, which the program does not write. Then the id stays for as long, and nothing else of them.
create function consent.is_named(p_person uuid) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
    select exists (select from identity.relation n where n.tenant_id = t.id and n.person_id = p_person)
        or exists (select from review.told n where n.tenant_id = t.id and n.person_id = p_person)
        or exists (select from review.embargo_end n where n.tenant_id = t.id and n.person_id = p_person)
        or exists (select from record.subject n where n.tenant_id = t.id and n.person_id = p_person)
        or exists (select from conference.seat n where n.tenant_id = t.id and n.person = p_person)
        or exists (select from core.holding n where n.tenant_id = t.id and p_person in (n.person_id, n.holder_id))
        or exists (select from consent.paper_person n where n.tenant_id = t.id and n.person_id = p_person)
        or exists (select from consent.declaration n where n.tenant_id = t.id and n.person_id = p_person)
        or exists (select from consent.withdrawal n where n.tenant_id = t.id and n.person_id = p_person)
        or exists (select from consent.asked n where n.tenant_id = t.id and n.person_id = p_person)
        or exists (select from consent.informed n where n.tenant_id = t.id and n.person_id = p_person)
        or exists (select from consent.task n where n.tenant_id = t.id and n.person_id = p_person)
        or exists (select from consent.request n where n.tenant_id = t.id and n.person_id = p_person)
    from (select nullif(current_setting('hub.tenant', true), '')::uuid as id) t
$$;
create function consent.is_bare(p core.person) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
    select p.kind = 'third' and p.languages = '{}' and p.insight = 'yes' and not p.address_lock
        and num_nonnulls(p.born, p.deceased_on, p.restricted_since, p.conflict_since, p.conflict_until) = 0
$$;

-- Families of which the proof is over and something of it is there: FAM ended so long ago by the rules in force, the
-- record is erased, and nothing keeps them (G8, H9). Without rules that name the class, none.
create function consent.due_proofs(p_before date, p_day date) returns setof uuid
language sql stable set search_path = pg_catalog, pg_temp as $$
    select f.family_id from core.family f
    join record.erased e on e.tenant_id = f.tenant_id and e.family_id = f.family_id
    where f.tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid
      and (f.exit_date + make_interval(months => ledger.months_kept('consent_proof')))::date < p_day
      and record.kept_because(f.family_id, p_before - 1, p_day) is null
      and (exists (select from consent.paper p where p.tenant_id = f.tenant_id and p.family_id = f.family_id)
           or exists (select from consent.informed i where i.tenant_id = f.tenant_id and i.family_id = f.family_id)
           or exists (select from core.person m where m.tenant_id = f.tenant_id and m.family_id = f.family_id
                      and not (consent.is_bare(m) and consent.is_named(m.person_id))))
$$;
create function consent.overdue_proofs(p_before date, p_day date) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return (select count(*) from consent.due_proofs(p_before, p_day));
end $$;

-- Destroys it against a committed entry that says so; of how many families. Number, status and end of FAM stay.
create function consent.erase_proofs(p_entry uuid, p_before date, p_through date, p_day date) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    said   jsonb := ledger.announced(p_entry);
    tenant uuid := current_setting('hub.tenant')::uuid;
    gone   uuid[];
    papers uuid[];
    people uuid[];
begin
    perform ledger.check_over(p_entry, 'consent_proof', p_before - 1, p_day);
    if said <> jsonb_build_object('rc', 'consent_proof', 'to', p_through::text) or p_through >= p_day
            or p_before > p_day then
        raise exception 'the entry says something else' using errcode = 'HB020';
    end if;
    -- Whoever writes about them waits from here on; what processes remember of them is old.
    perform from core.family f where f.tenant_id = tenant
        and f.family_id in (select consent.due_proofs(p_before, p_day)) order by f.family_id for update;
    gone := array(select consent.due_proofs(p_before, p_day));
    update core.family f set consent_epoch = f.consent_epoch + 1, record_version = f.record_version + 1
    where f.tenant_id = tenant and f.family_id = any(gone);
    papers := array(select p.consent_id from consent.paper p where p.tenant_id = tenant and p.family_id = any(gone));
    people := array(select m.person_id from core.person m where m.tenant_id = tenant and m.family_id = any(gone));

    delete from consent.recall r where r.tenant_id = tenant and r.family_id = any(gone);
    delete from consent.searched s where s.tenant_id = tenant and s.family_id = any(gone);
    delete from consent.onlooker o where o.tenant_id = tenant and o.family_id = any(gone);
    delete from consent.informed i where i.tenant_id = tenant and i.family_id = any(gone);
    delete from consent.task k where k.tenant_id = tenant and k.family_id = any(gone);
    delete from consent.request r where r.tenant_id = tenant and r.family_id = any(gone);
    delete from consent.open o where o.tenant_id = tenant and o.family_id = any(gone);
    delete from consent.worked_out w where w.tenant_id = tenant and w.family_id = any(gone);
    delete from consent.asked a where a.tenant_id = tenant and a.consent_id = any(papers);
    delete from consent.confirmed c where c.tenant_id = tenant and c.consent_id = any(papers);
    delete from consent.voided v where v.tenant_id = tenant and v.consent_id = any(papers);
    delete from consent.withdrawal w where w.tenant_id = tenant and w.consent_id = any(papers);
    delete from consent.declaration d where d.tenant_id = tenant and d.consent_id = any(papers);
    delete from consent.paper_person n where n.tenant_id = tenant and n.consent_id = any(papers);
    delete from consent.paper p where p.tenant_id = tenant and p.consent_id = any(papers);
    -- Who of them signed in; what they are called there is the case number and their place, and stays.
    delete from identity.session s using identity.post p
    where p.tenant_id = tenant and p.staff_id = any(people) and s.tenant_id = tenant and s.post_id = p.post_id;
    delete from identity.account a where a.tenant_id = tenant and a.staff_id = any(people);
    delete from identity.post p where p.tenant_id = tenant and p.staff_id = any(people);
    delete from core.holding h where h.tenant_id = tenant and h.person_id = any(people);
    delete from core.person m where m.tenant_id = tenant and m.person_id = any(people)
        and not consent.is_named(m.person_id);
    update core.person m set kind = 'third', born = null, deceased_on = null, languages = '{}', insight = 'yes',
        restricted_since = null, conflict_since = null, conflict_until = null, address_lock = false
    where m.tenant_id = tenant and m.person_id = any(people);
    return cardinality(gone);
end $$;

do $$
declare
    f regprocedure;
begin
    foreach f in array array['consent.is_named(uuid)', 'consent.is_bare(core.person)',
        'consent.due_proofs(date, date)', 'consent.overdue_proofs(date, date)',
        'consent.erase_proofs(uuid, date, date, date)']::regprocedure[] loop
        execute format('alter function %s owner to hub_erases', f);
        execute format('revoke execute on function %s from public', f);
    end loop;
end $$;
grant execute on function consent.overdue_proofs(date, date), consent.erase_proofs(uuid, date, date, date)
    to hub_clerk;
revoke create on schema consent from hub_erases;
"""


def upgrade() -> None:
    """Three functions that the owner of the others keeps, and two for the clerk."""
    op.get_bind().connection.driver_connection.execute(SQL)
