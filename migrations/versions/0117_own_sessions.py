"""Whoever is signed in sees where else they are, and can end it."""

from alembic import op

revision = "0117"
down_revision = "0118"

SQL = r"""
grant create on schema identity to hub_reads;

-- The sessions of the person who holds this key, in all their posts at this process group, as long as they last. A mark
-- tells one from another and is worth nothing else: neither a key nor what is kept of one follows from it.
create function identity.own_sessions(p_key_hash bytea, p_idle interval, p_life interval)
returns table (mark text, opened_at timestamptz, seen_at timestamptz, role text, agency_name text, is_here boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    return query
    select encode(sha256('session|'::bytea || x.key_hash), 'hex'), x.opened_at, x.seen_at, p.role, g.name,
        x.key_hash = p_key_hash
    from identity.session me
    join identity.post mine on mine.tenant_id = me.tenant_id and mine.post_id = me.post_id and mine.served_by = caller
    join identity.post p on p.tenant_id = me.tenant_id and p.staff_id = mine.staff_id and p.served_by = caller
    join identity.session x on x.tenant_id = p.tenant_id and x.post_id = p.post_id
    join identity.agency g on g.tenant_id = p.tenant_id and g.unit = p.unit
    where me.tenant_id = current_setting('hub.tenant')::uuid and me.key_hash = p_key_hash
      and x.seen_at > clock_timestamp() - p_idle and x.opened_at > clock_timestamp() - p_life
    order by x.opened_at desc, 1;
end $$;

-- Ends one of them; whose it is follows from the key alone. Another's mark finds nothing.
create function identity.end_own_session(p_key_hash bytea, p_mark text) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    delete from identity.session x
    using identity.session me, identity.post mine, identity.post p
    where me.tenant_id = current_setting('hub.tenant')::uuid and me.key_hash = p_key_hash
      and mine.tenant_id = me.tenant_id and mine.post_id = me.post_id and mine.served_by = caller
      and p.tenant_id = me.tenant_id and p.staff_id = mine.staff_id and p.served_by = caller
      and x.tenant_id = p.tenant_id and x.post_id = p.post_id
      and encode(sha256('session|'::bytea || x.key_hash), 'hex') = p_mark;
    return found;
end $$;

do $$
declare
    f regprocedure;
begin
    foreach f in array array['identity.own_sessions(bytea, interval, interval)',
        'identity.end_own_session(bytea, text)']::regprocedure[] loop
        execute format('alter function %s owner to hub_reads', f);
        execute format('revoke execute on function %s from public', f);
        execute format('grant execute on function %s to hub_jobcenter, hub_jugendamt, hub_provider, hub_family,
            hub_oversight', f);
    end loop;
end $$;
revoke create on schema identity from hub_reads;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
