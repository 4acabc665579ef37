"""The outline and the papers of a family travel only when something about the family changed."""

from alembic import op

revision = "0014"
down_revision = "0013"

SQL = r"""
-- Only while its functions change hands may a role create here.
grant create on schema record to hub_reads, hub_writes;

-- Grows with every change that has an entry about the family: cells, people, consents, keys.
alter table core.family add column record_version bigint not null default 1;
grant update (record_version) on core.family to hub_writes;
grant select (tenant_id, entry_id, family_id) on ledger.index to hub_writes;

-- As before, and what is known of the family elsewhere is out of date from the commit on. Every change passes here.
create or replace function record.check_entry(p_entry uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    if not exists (select from ledger.entry e where e.entry_id = p_entry and e.agency = caller
                   and e.xid = pg_current_xact_id()) then
        raise exception 'the change has no entry' using errcode = 'HB012';
    end if;
    update core.family f set record_version = f.record_version + 1
    where f.tenant_id = current_setting('hub.tenant')::uuid
      and f.family_id = (select i.family_id from ledger.index i
                         where i.tenant_id = current_setting('hub.tenant')::uuid and i.entry_id = p_entry);
end $$;

-- Outline and papers of a family with the version they have, or the version alone where the caller has that one. The
-- version is looked at first: what is read may be newer than it says, never older.
create function record.facts(p_family uuid, p_known bigint)
returns table (version bigint, family text, subjects text, cells text, papers text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp
    set plan_cache_mode = force_generic_plan as $$
declare
    found_version bigint;
begin
    perform identity.enter();
    select f.record_version into found_version from core.family f
    where f.tenant_id = current_setting('hub.tenant')::uuid and f.family_id = p_family;
    if found_version = p_known then
        return query select found_version, null::text, null::text, null::text, null::text[];
        return;
    end if;
    return query
    select found_version, o.family, o.subjects, o.cells,
        array(select consent.papers(case when o.family is not null then p_family end))
    from record.outline(p_family) o;
end $$;
alter function record.facts(uuid, bigint) owner to hub_reads;
grant execute on function record.facts(uuid, bigint) to hub_jobcenter, hub_jugendamt, hub_provider, hub_family;

revoke create on schema record from hub_reads, hub_writes;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
