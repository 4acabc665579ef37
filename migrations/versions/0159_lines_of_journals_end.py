"""Up to which number the journals beside the database guard against nothing any more: no backup is that old."""

from alembic import op

revision = "0159"
down_revision = "0164"

SQL = r"""
grant create on schema consent to hub_reads;
grant create on schema record to hub_forgets;
grant select (tenant_id, entry_id, created_at) on ledger.entry to hub_forgets;

-- Backups open for 35 days (G7). What this database did not write down itself is never over.
create function consent.journal_over() returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return coalesce(
        (select min(w.journal_seq) - 1 from consent.withdrawal w join ledger.entry e using (tenant_id, entry_id)
         where w.tenant_id = current_setting('hub.tenant')::uuid and w.journal_seq is not null
           and e.created_at > now() - interval '35 days'),
        (select j.last from consent.journal_state() j));
end $$;
create function record.erasures_over() returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return coalesce(
        (select min(x.seq) - 1 from record.erased x left join ledger.entry e using (tenant_id, entry_id)
         where x.tenant_id = current_setting('hub.tenant')::uuid
           and coalesce(e.created_at, x.day) > now() - interval '35 days'),
        record.erasures_known());
end $$;

alter function consent.journal_over() owner to hub_reads;
alter function record.erasures_over() owner to hub_forgets;
revoke execute on function consent.journal_over(), record.erasures_over() from public;
grant execute on function consent.journal_over(), record.erasures_over()
    to hub_jobcenter, hub_jugendamt, hub_provider, hub_family, hub_oversight, hub_loader;

revoke create on schema consent from hub_reads;
revoke create on schema record from hub_forgets;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
