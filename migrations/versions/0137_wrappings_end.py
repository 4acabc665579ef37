"""Wrappings of consents whose time is over go, though nobody signs or writes about the family since."""

from alembic import op

revision = "0137"
down_revision = "0135"

SQL = r"""
grant create on schema record to hub_writes;

-- Until when a wrapping must have ended to go: two days before the instant that is named, and before the server's own
-- clock. A clock that jumps by a day ends nothing that is in force.
create function record.wrappings_end_before(p_at timestamptz) returns timestamptz
language sql stable set search_path = pg_catalog, pg_temp as $$
    select least(p_at, clock_timestamp()) - interval '2 days'
$$;

create function record.count_ended(p_at timestamptz) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return (select count(*) from record.key_wrapping w
            where w.tenant_id = current_setting('hub.tenant')::uuid and w.basis not in ('own', 'statute')
              and w.until <= record.wrappings_end_before(p_at));
end $$;

-- How many went. A key that lost one is closed: its holder may have kept it, so nothing new is written under it.
create function record.end_wrappings(p_entry uuid, p_at timestamptz) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
    ended  bigint;
begin
    perform record.check_entry(p_entry);
    tenant := current_setting('hub.tenant')::uuid;
    with over as (
        delete from record.key_wrapping w
        where w.tenant_id = tenant and w.basis not in ('own', 'statute')
          and w.until <= record.wrappings_end_before(p_at)
        returning w.key_id
    ), shut as (
        update record.key k set closed_at = clock_timestamp() from (select distinct o.key_id from over o) o
        where k.tenant_id = tenant and k.key_id = o.key_id and k.closed_at is null
    )
    select count(*) into ended from over;
    return ended;
end $$;

do $$
declare
    f regprocedure;
begin
    foreach f in array array['record.wrappings_end_before(timestamptz)', 'record.count_ended(timestamptz)',
        'record.end_wrappings(uuid, timestamptz)']::regprocedure[]
    loop
        execute format('alter function %s owner to hub_writes', f);
        execute format('revoke execute on function %s from public', f);
    end loop;
end $$;
grant execute on function record.count_ended(timestamptz), record.end_wrappings(uuid, timestamptz) to hub_clerk;
revoke create on schema record from hub_writes;
"""


def upgrade() -> None:
    """Two functions for the clerk."""
    op.get_bind().connection.driver_connection.execute(SQL)
