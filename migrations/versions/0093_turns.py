"""How often somebody asked within a minute, counted for all workers together: limits that hold across processes."""

from alembic import op

revision = "0093"
down_revision = "0092"

SQL = r"""
-- Counts of the minute that runs; nothing of who it was but a hash. Unlogged: after a crash everybody begins anew, and
-- no request waits for a disk because of a count.
create unlogged table identity.turn (
    tenant_id uuid not null,
    agency    text not null,
    who_hash  bytea not null,
    began_at  timestamptz not null,
    taken     integer not null,
    primary key (tenant_id, agency, who_hash)
);
create index turn_by_age on identity.turn (began_at);
alter table identity.turn enable row level security;
alter table identity.turn force row level security;
create policy tenant on identity.turn
    using (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid);
grant select, insert, update, delete on identity.turn to hub_reads;

grant create on schema identity to hub_reads;

-- Take up to p_wanted of p_most turns a minute: how many were left to take, and in how many seconds the next minute of
-- this one begins. Now and then clears what is over, a handful at a time.
create function identity.take_turns(p_who_hash bytea, p_wanted integer, p_most integer)
returns table (taken integer, seconds integer)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    moment timestamptz := clock_timestamp();
    before integer;
    since  timestamptz;
begin
    insert into identity.turn as t (tenant_id, agency, who_hash, began_at, taken)
    values (current_setting('hub.tenant')::uuid, caller, p_who_hash, moment, 0)
    on conflict (tenant_id, agency, who_hash) do update
        set began_at = case when t.began_at <= moment - interval '1 min' then moment else t.began_at end,
            taken = case when t.began_at <= moment - interval '1 min' then 0 else t.taken end
    returning t.taken, t.began_at into before, since;
    taken := greatest(0, least(p_wanted, p_most - before));
    seconds := greatest(1, ceil(extract(epoch from since + interval '1 min' - moment))::integer);
    if taken > 0 then
        update identity.turn t set taken = before + take_turns.taken
        where t.agency = caller and t.who_hash = p_who_hash;
    end if;
    if before = 0 then
        delete from identity.turn t where t.ctid = any (array(
            select o.ctid from identity.turn o where o.began_at < moment - interval '2 min'
            order by o.began_at limit 4 for update skip locked));
    end if;
    return next;
end $$;
alter function identity.take_turns(bytea, integer, integer) owner to hub_reads;
revoke execute on function identity.take_turns(bytea, integer, integer) from public;
grant execute on function identity.take_turns(bytea, integer, integer) to hub_jobcenter, hub_jugendamt, hub_provider,
    hub_family, hub_oversight;
revoke create on schema identity from hub_reads;
"""


def upgrade() -> None:
    """The counts, and the one function over them."""
    op.get_bind().connection.driver_connection.execute(SQL)
