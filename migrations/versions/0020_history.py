"""History that a file brings: entries witnessed now, about a time before."""

from alembic import op

revision = "0020"
down_revision = "0018"

SQL = r"""
-- Only while its functions change hands may a role create here.
grant create on schema ledger to hub_books, hub_reads;

-- Many entries at once, of what a record kept elsewhere says: witnessed now, and never called anything else.
create function ledger.take_over(p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    wanted bigint;
    done   bigint;
begin
    if caller <> 'loader' then
        raise exception 'history is taken over by the loader alone' using errcode = 'HB013';
    end if;
    if current_setting('synchronous_commit') not in ('on', 'remote_apply') then
        raise exception 'synchronous_commit must be on' using errcode = 'HB011';
    end if;
    insert into ledger.entry (tenant_id, entry_id, agency, leaf, writer_id, writer_seq)
    select tenant, e.entry, caller, decode(e.leaf, 'base64'), (p ->> 'writer')::uuid, e.writer_seq
    from jsonb_to_recordset(p -> 'entries') as e (entry uuid, leaf text, writer_seq bigint);
    insert into ledger.pending (tenant_id, entry_id)
    select tenant, e.entry from jsonb_to_recordset(p -> 'entries') as e (entry uuid);
    perform ledger.add_buckets(tenant, p -> 'buckets');
    insert into ledger.payload (tenant_id, entry_id, actor_bucket, case_bucket, segments)
    select tenant, e.entry, e.bucket, e.bucket, array(select decode(s, 'base64') from unnest(e.segments) as s)
    from jsonb_to_recordset(p -> 'entries') as e (entry uuid, bucket uuid, segments text[]);
    insert into ledger.index (tenant_id, entry_id, controllers, at, event, role, purpose, effect, pseudonym, family_id,
                              agency, outcome)
    select tenant, e.entry, e.controllers, e.at, 'log.imported', e.role, e.purpose, e.effect, e.pseudonym, e.family,
        e.agency, e.outcome
    from jsonb_to_recordset(p -> 'entries') as e (entry uuid, controllers text[], at timestamptz, role text,
        purpose text, effect text, pseudonym text, family uuid, agency text, outcome text);
    select count(*) into wanted from jsonb_to_recordset(p -> 'entries') as e (family uuid) where e.family is not null;
    insert into ledger.subject (tenant_id, family_id, family_seq, entry_id)
    select tenant, e.family, e.family_seq, e.entry
    from jsonb_to_recordset(p -> 'entries') as e (entry uuid, family uuid, family_seq bigint)
    where e.family is not null on conflict do nothing;
    get diagnostics done = row_count;
    if done <> wanted or exists (
        select from jsonb_to_recordset(p -> 'entries') as e (family uuid, family_seq bigint)
        where e.family_seq > 1 and e.family is not null and not exists (
            select from ledger.subject b
            where b.tenant_id = tenant and b.family_id = e.family and b.family_seq = e.family_seq - 1)) then
        raise exception 'a number is taken' using errcode = 'HB010';
    end if;
end $$;
alter function ledger.take_over(jsonb) owner to hub_books;
grant execute on function ledger.take_over(jsonb) to hub_loader;

-- What has to be known to take history over: which entries are there, everybody's posts with their times, and of the
-- families named their people in the order of the record and the number that their next entry takes.
create function ledger.history_facts(p_entries uuid[], p_families text[])
returns table (known uuid[], staff json, families json)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
begin
    perform identity.enter();
    tenant := current_setting('hub.tenant')::uuid;
    return query select
        array(select e.entry_id from ledger.entry e where e.tenant_id = tenant and e.entry_id = any (p_entries)),
        (select json_agg(json_build_array(s.ref, s.staff_id, s.pseudonym, p.role, g.kind, p.unit, p.team, p.served_by,
                                          p.since, nullif(p.until, 'infinity')) order by s.ref, p.post_id)
         from identity.staff s join identity.post p on p.tenant_id = s.tenant_id and p.staff_id = s.staff_id
         join identity.agency g on g.tenant_id = p.tenant_id and g.unit = p.unit where s.tenant_id = tenant),
        (select json_agg(json_build_array(f.number, f.family_id,
            coalesce((select max(b.family_seq) from ledger.subject b
                      where b.tenant_id = tenant and b.family_id = f.family_id), 0) + 1,
            (select json_agg(json_build_array(r.ref, r.person_id) order by r.ref) from core.person r
             where r.tenant_id = tenant and r.family_id = f.family_id)))
         from core.family f where f.tenant_id = tenant and f.number = any (p_families));
end $$;
alter function ledger.history_facts(uuid[], text[]) owner to hub_reads;
grant execute on function ledger.history_facts(uuid[], text[]) to hub_loader;

revoke create on schema ledger from hub_books, hub_reads;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
