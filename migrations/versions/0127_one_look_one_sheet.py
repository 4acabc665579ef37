"""A look at a table without names reads one sheet, once: its entry stands for no other table of the agency."""

from alembic import op

revision = "0127"
down_revision = "0126"

SQL = r"""
grant create on schema conference to hub_confers;
grant insert on ledger.ticket_used to hub_confers;
do $do$
declare
    body text := pg_get_functiondef('conference.read_sheet(uuid, uuid, uuid)'::regprocedure);
    goes text := $$    return (select b.box from conference.sheet_box b$$;
begin
    if position(goes in body) = 0 then
        raise exception 'read_sheet does not read as expected';
    end if;
    execute overlay(body placing $$    -- Losing this mark in a crash only means that a look could be used once more.
    perform set_config('synchronous_commit', 'off', true);
    insert into ledger.ticket_used (tenant_id, entry_id) values (tenant, p_entry) on conflict do nothing;
    if not found then
        raise exception 'the look was used before' using errcode = 'HB023';
    end if;
$$ || goes from position(goes in body) for length(goes));
end $do$;
revoke create on schema conference from hub_confers;
"""


def upgrade() -> None:
    """One condition of one function."""
    op.get_bind().connection.driver_connection.execute(SQL)
