"""How long a family's record is kept, the database reads in the rules in force, whoever erases says another period."""

from alembic import op

revision = "0121"
down_revision = "0119"

SQL = r"""
grant create on schema record to hub_reads, hub_forgets;
grant select (at) on ledger.index to hub_forgets;

-- Months after the end of FAM, by the rules in force; null where they do not say: then nothing is over.
create function record.months_kept() returns integer
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select substring((a.document::jsonb -> 'files' ->> 'retention.toml')
                     from '\[family_record\]\s*months\s*=\s*([0-9]+)')::integer
    from rulebook.activation a where a.tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid
    order by a.ordinal desc limit 1
$$;
alter function record.months_kept() owner to hub_reads;
revoke execute on function record.months_kept() from public;
grant execute on function record.months_kept() to hub_forgets;

-- As before, and neither another period nor another day than that of the entry counts.
do $do$
declare
    body text := pg_get_functiondef('record.erase_family(uuid, jsonb)'::regprocedure);
    goes text := $$or (p ->> 'ended_by')::date >= (p ->> 'day')::date) then$$;
begin
    if position(goes in body) = 0 then
        raise exception 'erase_family does not read as expected';
    end if;
    execute overlay(body placing $$or coalesce(
            ((p ->> 'ended_by')::date + make_interval(months => record.months_kept()))::date >= (p ->> 'day')::date
            or (p ->> 'day')::date <> (select (i.at at time zone 'Europe/Berlin')::date from ledger.index i
                                       where i.tenant_id = tenant and i.entry_id = p_entry limit 1), true)) then$$
        from position(goes in body) for length(goes));
end $do$;

revoke create on schema record from hub_reads, hub_forgets;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
