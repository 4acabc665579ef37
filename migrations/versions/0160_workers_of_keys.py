"""Whose keys lie at a key service: references and last days of an agency's own staff, no names."""

from alembic import op

revision = "0160"
down_revision = "0159"

SQL = r"""
grant create on schema identity to hub_reads;

-- Of these members of staff, those who have or had a post that this process serves, and until when.
create function identity.refs_of(p_staff uuid[]) returns table (staff_id uuid, ref text, until date)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    return query
    select s.staff_id, s.ref, nullif(max(p.until), 'infinity')
    from identity.staff s join identity.post p on p.tenant_id = s.tenant_id and p.staff_id = s.staff_id
    where s.tenant_id = current_setting('hub.tenant')::uuid and s.staff_id = any(p_staff) and p.served_by = caller
    group by s.staff_id, s.ref;
end $$;
alter function identity.refs_of(uuid[]) owner to hub_reads;
revoke execute on function identity.refs_of(uuid[]) from public;
grant execute on function identity.refs_of(uuid[]) to hub_jugendamt, hub_provider;

revoke create on schema identity from hub_reads;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
