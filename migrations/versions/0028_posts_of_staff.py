"""The posts of a member of staff by their reference, for other systems that ask what somebody may see."""

from alembic import op

revision = "0028"
down_revision = "0027"

SQL = r"""
-- Only while its functions change hands may a role create here.
grant create on schema identity to hub_reads;

-- The posts that somebody holds on a day at the caller's own agency.
create function identity.posts_of(p_ref text, p_day date)
returns table (post_id uuid, staff_id uuid, ref text, name text, pseudonym text, role text, agency text, unit text,
               agency_name text, team text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    return query
    select p.post_id, s.staff_id, s.ref, s.name, s.pseudonym, p.role, g.kind, p.unit, g.name, p.team
    from identity.staff s
    join identity.post p on p.tenant_id = s.tenant_id and p.staff_id = s.staff_id
    join identity.agency g on g.tenant_id = p.tenant_id and g.unit = p.unit
    where s.ref = p_ref and p.served_by = caller and p_day between p.since and p.until
    order by g.unit, p.role;
end $$;
alter function identity.posts_of(text, date) owner to hub_reads;
grant execute on function identity.posts_of(text, date) to hub_jobcenter, hub_jugendamt, hub_provider;

revoke create on schema identity from hub_reads;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
