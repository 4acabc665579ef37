"""Functions of the sign-in and of what ties staff to families."""

from alembic import op

revision = "0009"
down_revision = "0008"

SQL = r"""
-- The posts in which an account may act at this login's address on a day.
create function identity.posts(p_issuer text, p_subject text, p_day date)
returns table (post_id uuid, staff_id uuid, ref text, name text, pseudonym text, role text, agency text, unit text,
               agency_name text, team text)
language plpgsql security definer set search_path = pg_catalog, pg_temp
    set plan_cache_mode = force_generic_plan as $$
declare
    caller text := identity.enter();
begin
    return query
    select p.post_id, s.staff_id, s.ref, s.name, s.pseudonym, p.role, g.kind, p.unit, g.name, p.team
    from identity.account a
    join identity.staff s on s.tenant_id = a.tenant_id and s.staff_id = a.staff_id
    join identity.post p on p.tenant_id = s.tenant_id and p.staff_id = s.staff_id
    join identity.agency g on g.tenant_id = p.tenant_id and g.unit = p.unit
    where a.issuer = p_issuer and a.subject = p_subject and p.served_by = caller and p_day between p.since and p.until
    order by g.unit, p.role;
end $$;

create function identity.open_session(p_key_hash bytea, p_post uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    insert into identity.session (tenant_id, key_hash, post_id)
    select p.tenant_id, p_key_hash, p.post_id from identity.post p where p.post_id = p_post and p.served_by = caller;
    if not found then
        raise exception 'no such post here' using errcode = 'HB032';
    end if;
end $$;

-- The post of a session that is neither idle nor too old; reading it keeps it alive (written once a minute at most).
create function identity.load_session(p_key_hash bytea, p_day date, p_idle interval, p_life interval)
returns table (post_id uuid, staff_id uuid, ref text, name text, pseudonym text, role text, agency text, unit text,
               agency_name text, team text)
language plpgsql security definer set search_path = pg_catalog, pg_temp
    set plan_cache_mode = force_generic_plan as $$
declare
    caller text := identity.enter();
begin
    update identity.session x set seen_at = clock_timestamp()
    where x.key_hash = p_key_hash
      and x.seen_at between clock_timestamp() - p_idle and clock_timestamp() - interval '1 min';
    return query
    select p.post_id, s.staff_id, s.ref, s.name, s.pseudonym, p.role, g.kind, p.unit, g.name, p.team
    from identity.session x
    join identity.post p on p.tenant_id = x.tenant_id and p.post_id = x.post_id
    join identity.staff s on s.tenant_id = p.tenant_id and s.staff_id = p.staff_id
    join identity.agency g on g.tenant_id = p.tenant_id and g.unit = p.unit
    where x.key_hash = p_key_hash and p.served_by = caller and p_day between p.since and p.until
      and x.seen_at > clock_timestamp() - p_idle and x.opened_at > clock_timestamp() - p_life;
end $$;

create function identity.close_session(p_key_hash bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    delete from identity.session x where x.key_hash = p_key_hash;
end $$;

-- What ties each of these staff to a family on a day. One row even where there is no such family, and then it says so:
-- "does not exist" and "not yours" take the same way and about the same time (A2). `tied`: it is somebody's case.
create function identity.mandates(p_number text, p_staff uuid[], p_day date)
returns table (family_id uuid, next_seq bigint, tied boolean, mandates json)
language plpgsql security definer set search_path = pg_catalog, pg_temp
    set plan_cache_mode = force_generic_plan as $$
declare
    family uuid;
    tenant uuid;
begin
    perform identity.enter();
    tenant := current_setting('hub.tenant')::uuid;
    select f.family_id into family from core.family f where f.tenant_id = tenant and f.number = p_number;
    return query
    select family,
        coalesce((select b.family_seq from ledger.subject b where b.tenant_id = tenant and b.family_id = family
                  order by b.family_seq desc limit 1), 0) + 1,
        exists (select from identity.assignment a
                where a.staff_id = any (p_staff) and a.family_id = family and p_day between a.since and a.until)
        or exists (select from identity.deputy d
                   where d.staff_id = any (p_staff) and d.family_id = family and p_day between d.since and d.until),
        (select json_agg(json_build_array(s.staff_id,
            exists (select from identity.assignment a
                    where a.staff_id = s.staff_id and a.family_id = family and p_day between a.since and a.until),
            exists (select from identity.deputy d
                    where d.staff_id = s.staff_id and d.family_id = family and p_day between d.since and d.until),
            exists (select from identity.relation r join core.person p
                    on p.tenant_id = r.tenant_id and p.person_id = r.person_id
                    where r.staff_id = s.staff_id and p.family_id = family),
            exists (select from identity.post o
                    where o.staff_id = s.staff_id and o.hr_decision and p_day between o.since and o.until),
            (select d.stands_in_for from identity.deputy d
             where d.staff_id = s.staff_id and d.family_id = family and p_day between d.since and d.until
             order by d.since desc limit 1)))
         from unnest(p_staff) as s (staff_id));
end $$;

-- The case numbers that are one's own on a day.
create function identity.assigned(p_staff uuid, p_day date) returns setof text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    return query
    select f.number from core.family f
    where exists (select from identity.post p where p.staff_id = p_staff and p.served_by = caller)
      and (exists (select from identity.assignment a
                   where a.staff_id = p_staff and a.family_id = f.family_id and p_day between a.since and a.until)
           or exists (select from identity.deputy d
                      where d.staff_id = p_staff and d.family_id = f.family_id and p_day between d.since and d.until))
      and not exists (select from identity.relation r join core.person p
                      on p.tenant_id = r.tenant_id and p.person_id = r.person_id
                      where r.staff_id = p_staff and p.family_id = f.family_id)
    order by f.number;
end $$;

do $$
declare
    f regprocedure;
begin
    foreach f in array array['identity.posts(text, text, date)', 'identity.open_session(bytea, uuid)',
        'identity.load_session(bytea, date, interval, interval)', 'identity.close_session(bytea)',
        'identity.mandates(text, uuid[], date)', 'identity.assigned(uuid, date)']::regprocedure[] loop
        execute format('grant execute on function %s to hub_jobcenter, hub_jugendamt, hub_provider, hub_family,
            hub_oversight', f);
    end loop;
end $$;
grant execute on function identity.mandates(text, uuid[], date) to hub_loader;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
