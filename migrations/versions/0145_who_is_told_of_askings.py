"""Of keys that are asked for, a process is told what concerns its own families, and of others' what is signed."""

from alembic import op

revision = "0145"
down_revision = "0144"

SQL = r"""
grant create on schema record to hub_writes;

-- As before, of a family of which the caller may be told. What another asked and nobody signed lately is no promise.
create or replace function record.makers_asked(p_family uuid) returns setof text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    p_family := identity.told_of(caller, p_family);
    return query
    select distinct w.maker from record.wrap_wanted w
    where w.tenant_id = current_setting('hub.tenant')::uuid and w.family_id = p_family and w.said is null
      and (w.asked_by = caller
           or w.signature is not null and w.signed_at > clock_timestamp() - interval '7 days');
end $$;

do $do$
declare
    body text := pg_get_functiondef('record.askings_to_send(bytea)'::regprocedure);
    goes constant text := 'w.asked_by = caller and w.said is null';
begin
    if position(goes in body) = 0 then
        raise exception 'record.askings_to_send does not read as expected';
    end if;
    execute overlay(body placing goes || ' and w.family_id = identity.told_of(caller, w.family_id)'
                    from position(goes in body) for length(goes));
end $do$;

revoke create on schema record from hub_writes;
"""


def upgrade() -> None:
    """Two functions."""
    op.get_bind().connection.driver_connection.execute(SQL)
