"""A confided note is passed on by the worker in whom somebody confided, in the transaction of its entry (C7)."""

from alembic import op

revision = "0052"
down_revision = "0051"

SQL = r"""
grant create on schema record to hub_writes;

-- Once it is marked it stays so: what is open of it is decided by the consents, at each look. Only a note of the
-- calling agency that was confided to this very worker.
create function record.pass_on(p_entry uuid, p_cell uuid, p_staff uuid, p_at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform record.check_entry(p_entry);
    update record.cell x set passed_on_at = p_at
    where x.tenant_id = current_setting('hub.tenant')::uuid and x.cell_id = p_cell
      and x.owner = current_setting('hub.agency') and x.entrusted_to = p_staff and x.passed_on_at is null;
    if not found then
        raise exception 'no such note' using errcode = 'HB032';
    end if;
end $$;
alter function record.pass_on(uuid, uuid, uuid, timestamptz) owner to hub_writes;
revoke execute on function record.pass_on(uuid, uuid, uuid, timestamptz) from public;
grant execute on function record.pass_on(uuid, uuid, uuid, timestamptz) to hub_jobcenter, hub_jugendamt;

revoke create on schema record from hub_writes;
"""


def upgrade() -> None:
    """One function."""
    op.get_bind().connection.driver_connection.execute(SQL)
