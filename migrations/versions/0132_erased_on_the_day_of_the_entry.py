"""Log, register, cases and what conferences leave are erased by the period in force and on the day of the entry."""

from alembic import op

revision = "0132"
down_revision = "0128"

SQL = r"""
grant create on schema ledger to hub_reads, hub_erases;
grant create on schema record to hub_reads;
grant create on schema review, conference to hub_erases;

-- Months for which something of a class is kept, by the rules in force; null where they do not say: nothing is over.
create function ledger.months_kept(p_class text) returns integer
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select substring((a.document::jsonb -> 'files' ->> 'retention.toml')
                     from '\[' || p_class || '\]\s*months\s*=\s*([0-9]+)')::integer
    from rulebook.activation a where a.tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid
    order by a.ordinal desc limit 1
$$;
alter function ledger.months_kept(text) owner to hub_reads;
revoke execute on function ledger.months_kept(text) from public;
grant execute on function ledger.months_kept(text) to hub_erases;
create or replace function record.months_kept() returns integer
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select ledger.months_kept('family_record')
$$;

-- Whoever erases says which day it is, and up to which day all is over: the one is the entry's, the other follows from
-- the rules in force. With any other nothing is erased.
create function ledger.check_over(p_entry uuid, p_class text, p_last date, p_day date) returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    if not coalesce(
            (p_last + make_interval(months => ledger.months_kept(p_class)))::date < p_day
            and p_day = (select (i.at at time zone 'Europe/Berlin')::date from ledger.index i
                         where i.tenant_id = current_setting('hub.tenant')::uuid and i.entry_id = p_entry
                           and i.event = 'log.erase' and i.part = 0), false) then
        raise exception 'not over, or not on that day' using errcode = 'HB020';
    end if;
end $$;
alter function ledger.check_over(uuid, text, date, date) owner to hub_erases;
revoke execute on function ledger.check_over(uuid, text, date, date) from public;
"""
BEGINS = "\nbegin\n"
LAST = {
    "ledger.erase_log(uuid, timestamp with time zone, date, date)": (
        "'access_log'",
        "((p_before - interval '1 microsecond') at time zone 'Europe/Berlin')::date",
    ),
    "ledger.erase_register(uuid, uuid, date, date)": ("'disclosure_register'", "p_ended_by"),
    "review.erase_cases(uuid, text, date, date, date)": ("p_class", "p_before - 1"),
    "conference.erase(uuid, text, date, date, date)": ("p_class", "p_before - 1"),
}
AFTER = """
revoke create on schema ledger from hub_reads, hub_erases;
revoke create on schema record from hub_reads;
revoke create on schema review, conference from hub_erases;
"""


def upgrade() -> None:
    """The check before anything else that these functions do."""
    connection = op.get_bind().connection.driver_connection
    connection.execute(SQL)
    for function, (kind, last) in LAST.items():
        [(body,)] = connection.execute("select pg_get_functiondef(%s::regprocedure)", (function,)).fetchall()
        assert body.count(BEGINS) == 1, function
        check = f"{BEGINS}    perform ledger.check_over(p_entry, {kind}, {last}, p_day);\n"
        connection.execute(body.replace(BEGINS, check))
    connection.execute(AFTER)
