"""A clock that was set back keeps nobody signed in longer, and keeps nobody out."""

from alembic import op

revision = "0120"
down_revision = "0105"

SQL = r"""
-- A session that was last seen in what is now the future is over: by how much the clock was wrong is not known, and so
-- neither is how long nobody was there. Two servers of one database may differ by a minute.
create or replace function identity.load_session(p_key_hash bytea, p_day date, p_idle interval, p_life interval)
 returns table (post_id uuid, staff_id uuid, ref text, name text, pseudonym text, role text, agency text,
    unit text, agency_name text, team text, confirmed_at timestamp with time zone)
 language plpgsql
 security definer
 set search_path to pg_catalog, pg_temp
 set plan_cache_mode to force_generic_plan
as $$
declare
    caller text := identity.enter();
begin
    update identity.session x set seen_at = clock_timestamp()
    where x.key_hash = p_key_hash
      and x.seen_at between clock_timestamp() - p_idle and clock_timestamp() - interval '1 min';
    return query
    select p.post_id, s.staff_id, s.ref, s.name, s.pseudonym, p.role, g.kind, p.unit, g.name, p.team, x.confirmed_at
    from identity.session x
    join identity.post p on p.tenant_id = x.tenant_id and p.post_id = x.post_id
    join identity.staff s on s.tenant_id = p.tenant_id and s.staff_id = p.staff_id
    join identity.agency g on g.tenant_id = p.tenant_id and g.unit = p.unit
    where x.key_hash = p_key_hash and p.served_by = caller and p_day between p.since and p.until
      and x.seen_at > clock_timestamp() - p_idle and x.opened_at > clock_timestamp() - p_life
      and greatest(x.seen_at, x.opened_at) <= clock_timestamp() + interval '1 min';
end $$;

create or replace function identity.confirm_session(
    p_key_hash bytea, p_new_hash bytea, p_proof jsonb, p_idle interval, p_life interval)
 returns boolean
 language plpgsql
 security definer
 set search_path to pg_catalog, pg_temp
as $$
declare
    caller text := identity.enter();
begin
    update identity.session x set key_hash = p_new_hash, seen_at = clock_timestamp(),
        confirmed_at = identity.past(p_proof ->> 'confirmed_at')
    from identity.post p
    where x.key_hash = p_key_hash and p.tenant_id = x.tenant_id and p.post_id = x.post_id and p.served_by = caller
      and x.issuer = p_proof ->> 'issuer' and x.subject = p_proof ->> 'subject'
      and x.seen_at > clock_timestamp() - p_idle and x.opened_at > clock_timestamp() - p_life
      and greatest(x.seen_at, x.opened_at) <= clock_timestamp() + interval '1 min';
    return found;
end $$;

-- A minute that lies in the future is over, too: else whoever had no turn left would wait until that time comes.
create or replace function identity.take_turns(p_who_hash bytea, p_wanted integer, p_most integer)
 returns table (taken integer, seconds integer)
 language plpgsql
 security definer
 set search_path to pg_catalog, pg_temp
as $$
declare
    caller text := identity.enter();
    moment timestamptz := clock_timestamp();
    before integer;
    since  timestamptz;
begin
    insert into identity.turn as t (tenant_id, agency, who_hash, began_at, taken)
    values (current_setting('hub.tenant')::uuid, caller, p_who_hash, moment, 0)
    on conflict (tenant_id, agency, who_hash) do update
        set began_at = case when t.began_at > moment - interval '1 min' and t.began_at <= moment
                            then t.began_at else moment end,
            taken = case when t.began_at > moment - interval '1 min' and t.began_at <= moment then t.taken else 0 end
    returning t.taken, t.began_at into before, since;
    taken := greatest(0, least(p_wanted, p_most - before));
    seconds := greatest(1, ceil(extract(epoch from since + interval '1 min' - moment))::integer);
    if taken > 0 then
        update identity.turn t set taken = before + take_turns.taken
        where t.agency = caller and t.who_hash = p_who_hash;
    end if;
    if before = 0 then
        delete from identity.turn t where t.ctid = any (array(
            select o.ctid from identity.turn o where o.began_at not between moment - interval '2 min' and moment
            order by o.began_at limit 4 for update skip locked));
    end if;
    return next;
end $$;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
