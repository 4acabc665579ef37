"""An answer under a key that its asker does not know is refused after an hour: it closes no asking for ever."""

from alembic import op

revision = "0133"
down_revision = "0132"

SQL = r"""
grant create on schema record to hub_writes;
alter table record.wrap_wanted add column said_at timestamptz;
grant update (said_at) on record.wrap_wanted to hub_writes;

-- What is answered by a key that the caller knows; and what is not, once there was time to bring a maker's new key.
create or replace function record.askings_answered(p_known bytea[])
returns table (maker text, family_id uuid, number text, entry_id uuid, said text, said_entry uuid, answer bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    return query
    select w.maker, w.family_id, f.number, w.entry_id, w.said, w.said_entry, w.answer
    from record.wrap_wanted w join core.family f on f.tenant_id = w.tenant_id and f.family_id = w.family_id
    where w.tenant_id = current_setting('hub.tenant')::uuid and w.asked_by = caller and w.said is not null
      and (substring(w.answer for 16) = any(p_known)
           or coalesce(w.said_at not between clock_timestamp() - interval '1 hour' and clock_timestamp(), true))
    order by w.entry_id limit 200;
end $$;
"""
GOES, COMES = "set said = a.said,", "set said_at = clock_timestamp(), said = a.said,"


def upgrade() -> None:
    """An answer says when it was given."""
    connection = op.get_bind().connection.driver_connection
    connection.execute(SQL)
    [(body,)] = connection.execute(
        "select pg_get_functiondef('record.answer_askings(uuid, jsonb)'::regprocedure)"
    ).fetchall()
    assert body.count(GOES) == 1
    connection.execute(body.replace(GOES, COMES))
    connection.execute("revoke create on schema record from hub_writes")
