"""Row-level security, forced, on every table that knows a tenant."""

from alembic import op

revision = "0008"
down_revision = "0007"

SQL = r"""
do $$
declare
    t record;
begin
    for t in
        select n.nspname as schema, c.relname as name
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p')
          and n.nspname in ('core', 'sgb2', 'sgb8', 'provider', 'fam', 'record', 'consent', 'ledger', 'identity')
          and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id')
          and (n.nspname, c.relname) <> ('identity', 'login')
    loop
        execute format('alter table %I.%I enable row level security', t.schema, t.name);
        execute format('alter table %I.%I force row level security', t.schema, t.name);
        execute format($policy$create policy tenant on %I.%I
            using (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)
            with check (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)$policy$, t.schema, t.name);
    end loop;
    -- A partition takes rows only from its owner; what is joint takes them from both; the loader is the operator's.
    foreach t.name in array array['record.cell', 'core.cell', 'sgb2.cell', 'sgb8.cell', 'provider.cell',
                                  'fam.cell'] loop
        execute format($policy$create policy own_partition on %s as restrictive for insert
            with check (current_setting('hub.agency', true) in (owner, 'loader')
                        or (owner = 'joint'
                            and current_setting('hub.agency', true) in ('jobcenter', 'jugendamt')))$policy$, t.name);
    end loop;
    -- Nobody makes keys in another's name: the other would write on under a key that somebody else knows.
    foreach t.name in array array['record.key', 'record.holder_key', 'record.key_wrapping'] loop
        execute format($policy$create policy own_maker on %s as restrictive for insert
            with check (current_setting('hub.agency', true) in (maker, 'loader'))$policy$, t.name);
    end loop;
end $$;

grant select on all tables in schema core, record, consent, identity, ledger to hub_reads;
grant insert on ledger.ticket_used, identity.session to hub_reads;
grant update (seen_at), delete on identity.session to hub_reads;

grant select on all tables in schema core, record, identity to hub_writes;
grant select on ledger.entry, consent.paper, consent.declaration, consent.withdrawal to hub_writes;
grant insert on core.family, core.person, core.holding, record.subjects, record.subject, record.cell, record.value,
    record.key, record.holder_key, record.key_wrapping, consent.paper, consent.paper_person, consent.declaration,
    consent.withdrawal, identity.agency, identity.staff, identity.post, identity.account, identity.assignment,
    identity.deputy, identity.relation to hub_writes;
grant update (consent_epoch) on core.family to hub_writes;
grant update (version, levels, disputed, restricted_since, passed_on_at) on record.cell to hub_writes;
grant update (until), delete on record.key_wrapping to hub_writes;

grant insert on ledger.entry, ledger.pending, ledger.bucket, ledger.bucket_key, ledger.payload, ledger.subject,
    ledger.index, ledger.ticket to hub_books;
grant select on ledger.subject, ledger.bucket to hub_books;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
