"""Which promises a set of rules gave up when it was put in force, and why, stays with it for good."""

from alembic import op

revision = "0039"
down_revision = "0038"

SQL = r"""
-- Only while its functions change hands may a role create here.
grant create on schema rulebook to hub_reads, hub_writes;

-- The log tells it for six months; whoever wants to know later why a promise is no more finds it here.
alter table rulebook.activation add column given_up jsonb not null default '{}';

-- As before, with the promises that were given up, and the reason for each.
drop function rulebook.activations();
create function rulebook.activations()
returns table (ordinal integer, digest text, since timestamptz, activated_by text, entry_id uuid, given_up jsonb)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return query
    select a.ordinal, a.digest, a.since, a.activated_by, a.entry_id, a.given_up from rulebook.activation a
    where a.tenant_id = current_setting('hub.tenant')::uuid order by a.ordinal;
end $$;

-- As before, if the set in force is still the one (`before`) whose promises this one was held against: else somebody
-- else was faster. p: digest, document, since, by, before, given_up.
drop function rulebook.activate(uuid, text, text, timestamptz, text);
create function rulebook.activate(p_entry uuid, p jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
    last   rulebook.activation;
begin
    perform record.check_entry(p_entry);
    tenant := current_setting('hub.tenant')::uuid;
    perform pg_advisory_xact_lock(hashtextextended('rulebook ' || tenant, 0));
    select * into last from rulebook.activation a where a.tenant_id = tenant order by a.ordinal desc limit 1;
    if last.digest = p ->> 'digest' and last.document = p ->> 'document' then
        return false;
    end if;
    if last.digest is distinct from p ->> 'before' then
        raise exception 'held against rules that are not in force' using errcode = 'HB014';
    end if;
    insert into rulebook.activation (tenant_id, ordinal, digest, document, since, activated_by, entry_id, given_up)
    values (tenant, coalesce(last.ordinal, 0) + 1, p ->> 'digest', p ->> 'document',
            greatest((p ->> 'since')::timestamptz, last.since), p ->> 'by', p_entry, p -> 'given_up');
    return true;
end $$;

alter function rulebook.activations() owner to hub_reads;
revoke execute on function rulebook.activations() from public;
grant execute on function rulebook.activations() to hub_jobcenter, hub_jugendamt, hub_provider, hub_family,
    hub_oversight, hub_loader;
alter function rulebook.activate(uuid, jsonb) owner to hub_writes;
revoke execute on function rulebook.activate(uuid, jsonb) from public;
grant execute on function rulebook.activate(uuid, jsonb) to hub_loader;

revoke create on schema rulebook from hub_reads, hub_writes;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
