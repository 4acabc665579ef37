"""Up to which number the journals beside the database guard against nothing any more: no backup is that old."""

from alembic import op

revision = "0159"
down_revision = "0164"

SQL = r"""
grant create on schema consent to hub_reads;
grant create on schema record to hub_forgets;

-- Backups open for 35 days and what is left of the day (G7). Over is only what this database wrote down itself so long
-- ago, and what went before it: neither a number that a replay marked nor a day that somebody names ends a line.
create function consent.journal_over() returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return (
        with own as (
            select w.journal_seq as seq, e.created_at > clock_timestamp() - interval '37 days' as recent
            from consent.withdrawal w join ledger.entry e using (tenant_id, entry_id)
            where w.tenant_id = current_setting('hub.tenant')::uuid and w.journal_seq is not null)
        select coalesce(max(o.seq), 0) from own o
        where not o.recent and not exists (select from own r where r.recent and r.seq < o.seq));
end $$;
create function record.erasures_over() returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return (
        with own as (
            select x.seq, x.noted_at > clock_timestamp() - interval '37 days' as recent
            from record.erased x where x.tenant_id = current_setting('hub.tenant')::uuid)
        select coalesce(max(o.seq), 0) from own o
        where not o.recent and not exists (select from own r where r.recent and r.seq < o.seq));
end $$;
-- Whether one of these lines is about another family than the erasure of its number here.
create function record.erasures_contradict(p_seqs bigint[], p_families uuid[]) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return exists (
        select from unnest(p_seqs, p_families) as l (seq, family)
        join record.erased x on x.tenant_id = current_setting('hub.tenant')::uuid and x.seq = l.seq
        where x.family_id <> l.family);
end $$;

alter function consent.journal_over() owner to hub_reads;
alter function record.erasures_over() owner to hub_forgets;
alter function record.erasures_contradict(bigint[], uuid[]) owner to hub_forgets;
revoke execute on function
    consent.journal_over(), record.erasures_over(), record.erasures_contradict(bigint[], uuid[])
    from public;
grant execute on function
    consent.journal_over(), record.erasures_over(), record.erasures_contradict(bigint[], uuid[])
    to hub_jobcenter, hub_jugendamt, hub_provider, hub_family, hub_oversight, hub_loader;

revoke create on schema consent from hub_reads;
revoke create on schema record from hub_forgets;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
