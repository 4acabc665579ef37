"""A session knows at which provider it began, so that the provider can end it; and when its person was last asked."""

from alembic import op

revision = "0092"
down_revision = "0090"

SQL = r"""
-- `sid` is the provider's word for its own session. `confirmed_at`: when the person last proved there who they are,
-- strongly enough for what the operator set; null: never in this session.
alter table identity.session
    add column issuer text,
    add column subject text,
    add column sid text,
    add column confirmed_at timestamptz;
create index session_of_provider on identity.session (tenant_id, issuer, subject);
grant update (seen_at, key_hash, confirmed_at) on identity.session to hub_reads;

-- Logout tokens that were taken, each once, until they would be too old anyway.
create table identity.logout_taken (
    tenant_id uuid not null,
    agency    text not null,
    jti_hash  bytea not null,
    until     timestamptz not null,
    primary key (tenant_id, agency, jti_hash)
);
alter table identity.logout_taken enable row level security;
alter table identity.logout_taken force row level security;
create policy tenant on identity.logout_taken
    using (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid);
grant select, insert, delete on identity.logout_taken to hub_reads;

grant create on schema identity to hub_reads;

-- A moment, but none that is to come; none where none was given (`least` passes over a null).
create function identity.past(p_moment text) returns timestamptz language sql volatile as $$
    select case when p_moment is not null then least(p_moment::timestamptz, clock_timestamp()) end
$$;
revoke execute on function identity.past(text) from public;

drop function identity.open_session(bytea, uuid);
create function identity.open_session(p_key_hash bytea, p_post uuid, p_proof jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    insert into identity.session (tenant_id, key_hash, post_id, issuer, subject, sid, confirmed_at)
    select p.tenant_id, p_key_hash, p.post_id, p_proof ->> 'issuer', p_proof ->> 'subject', p_proof ->> 'sid',
        identity.past(p_proof ->> 'confirmed_at')
    from identity.post p where p.post_id = p_post and p.served_by = caller;
    if not found then
        raise exception 'no such post here' using errcode = 'HB032';
    end if;
end $$;

drop function identity.load_session(bytea, date, interval, interval);
create function identity.load_session(p_key_hash bytea, p_day date, p_idle interval, p_life interval)
returns table (post_id uuid, staff_id uuid, ref text, name text, pseudonym text, role text, agency text, unit text,
               agency_name text, team text, confirmed_at timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp
    set plan_cache_mode = force_generic_plan as $$
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
      and x.seen_at > clock_timestamp() - p_idle and x.opened_at > clock_timestamp() - p_life;
end $$;

-- The person of a session has proved anew who they are: the session goes on under a new key, the old one is worth
-- nothing. False where it is over, or where somebody else came back from the provider.
create function identity.confirm_session(p_key_hash bytea, p_new_hash bytea, p_proof jsonb, p_idle interval,
                                         p_life interval) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    update identity.session x set key_hash = p_new_hash, seen_at = clock_timestamp(),
        confirmed_at = identity.past(p_proof ->> 'confirmed_at')
    from identity.post p
    where x.key_hash = p_key_hash and p.tenant_id = x.tenant_id and p.post_id = x.post_id and p.served_by = caller
      and x.issuer = p_proof ->> 'issuer' and x.subject = p_proof ->> 'subject'
      and x.seen_at > clock_timestamp() - p_idle and x.opened_at > clock_timestamp() - p_life;
    return found;
end $$;

-- What a provider's logout token says, done once: how many sessions ended here; null where the token came before.
create function identity.end_sessions(p_jti_hash bytea, p_until timestamptz, p_proof jsonb) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    ended  bigint;
begin
    delete from identity.logout_taken t where t.agency = caller and t.until < clock_timestamp();
    insert into identity.logout_taken (tenant_id, agency, jti_hash, until)
    values (current_setting('hub.tenant')::uuid, caller, p_jti_hash, p_until) on conflict do nothing;
    if not found then
        return null;
    end if;
    delete from identity.session x using identity.post p
    where p.tenant_id = x.tenant_id and p.post_id = x.post_id and p.served_by = caller
      and x.issuer = p_proof ->> 'issuer'
      and (p_proof ->> 'subject' is null or x.subject = p_proof ->> 'subject')
      and (p_proof ->> 'sid' is null or x.sid = p_proof ->> 'sid')
      and coalesce(p_proof ->> 'subject', p_proof ->> 'sid') is not null;
    get diagnostics ended = row_count;
    return ended;
end $$;

do $$
declare
    f regprocedure;
begin
    alter function identity.past(text) owner to hub_reads;
    foreach f in array array['identity.open_session(bytea, uuid, jsonb)',
        'identity.load_session(bytea, date, interval, interval)',
        'identity.confirm_session(bytea, bytea, jsonb, interval, interval)',
        'identity.end_sessions(bytea, timestamptz, jsonb)']::regprocedure[] loop
        execute format('alter function %s owner to hub_reads', f);
        execute format('revoke execute on function %s from public', f);
        execute format('grant execute on function %s to hub_jobcenter, hub_jugendamt, hub_provider, hub_family,
            hub_oversight', f);
    end loop;
end $$;
revoke create on schema identity from hub_reads;
"""


def upgrade() -> None:
    """Columns of the session, tokens of logout, and the functions over both."""
    op.get_bind().connection.driver_connection.execute(SQL)
