"""A sample's number is committed by each night; after its month it cannot be made up, only named as missed."""

from alembic import op

revision = "0089"
down_revision = "0088"

SQL = r"""
-- Only while its functions change hands may a role create here.
grant create on schema review to hub_reviews;
drop function review.keep_nonce(uuid, bytea, date, bytea);

-- Kept for a month that is not over: a number of the caller's. For one that is over: 32 zeros, which everybody knows
-- and nobody chose. Nothing else is possible then, whoever asks.
create function review.put_nonce(p_act ledger.index, p_month date, p_nonce bytea) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    is_over boolean := p_act.at >= ((p_month + interval '1 month')::timestamp at time zone 'Europe/Berlin');
begin
    if is_over <> (p_nonce = decode(repeat('00', 32), 'hex')) then
        raise exception 'a number is committed within its month' using errcode = 'HB038';
    end if;
    insert into review.nonce (tenant_id, month, controller, nonce, entry_id, committed_at)
    select p_act.tenant_id, p_month, c, p_nonce, p_act.entry_id, p_act.at from unnest(p_act.controllers) as c;
exception
    when unique_violation then
        raise exception 'committed before' using errcode = 'HB033';
end $$;

create function review.keep_nonce(p_entry uuid, p_session bytea, p_month date, p_nonce bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform review.put_nonce(review.check_act(p_entry, p_session, array['sample.committed']), p_month, p_nonce);
end $$;

-- By the reviewer, where no person acts: for the month of its entry and no other, in the transaction of that entry.
create function review.keep_nightly_nonce(p_entry uuid, p_nonce bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    found  ledger.index;
begin
    select i.* into found from ledger.index i join ledger.entry e on e.tenant_id = tenant and e.entry_id = i.entry_id
    where i.tenant_id = tenant and i.entry_id = p_entry and i.part = 0 and i.event = 'sample.committed'
      and i.effect <> 'deny' and i.role = 'it_admin' and i.pseudonym = 'N-00' and e.agency = caller
      and e.xid = pg_current_xact_id();
    if found.entry_id is null then
        raise exception 'the change has no entry' using errcode = 'HB012';
    end if;
    perform review.put_nonce(found, date_trunc('month', found.at at time zone 'Europe/Berlin')::date, p_nonce);
end $$;

-- The bodies without a number for the month of a day: together where any officer is appointed by both, else each alone.
-- It says that none is there, and nothing of those that are.
create function review.uncommitted(p_day date) returns table (controllers text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant  uuid;
    missing text[];
begin
    perform identity.enter();
    tenant := current_setting('hub.tenant')::uuid;
    missing := array(
        select distinct g.kind from identity.post p
        join identity.agency g on g.tenant_id = tenant and g.unit = p.unit
        where p.tenant_id = tenant and p.role = 'dpo' and p_day between p.since and p.until
          and g.kind in ('jobcenter', 'jugendamt')
          and not exists (select from review.nonce n where n.tenant_id = tenant and n.controller = g.kind
                          and n.month = date_trunc('month', p_day)::date)
        order by g.kind);
    if exists (select from identity.post p join identity.agency g on g.tenant_id = tenant and g.unit = p.unit
               where p.tenant_id = tenant and p.role = 'dpo' and p_day between p.since and p.until
                 and g.kind = any(missing)
               group by p.staff_id having count(distinct g.kind) > 1) then
        return query select missing;
    else
        return query select array[one] from unnest(missing) as one;
    end if;
end $$;

do $$
declare
    f regprocedure;
begin
    foreach f in array array['review.put_nonce(ledger.index, date, bytea)',
        'review.keep_nonce(uuid, bytea, date, bytea)', 'review.keep_nightly_nonce(uuid, bytea)',
        'review.uncommitted(date)']::regprocedure[]
    loop
        execute format('alter function %s owner to hub_reviews', f);
        execute format('revoke execute on function %s from public', f);
    end loop;
end $$;
grant execute on function review.keep_nonce(uuid, bytea, date, bytea), review.keep_nightly_nonce(uuid, bytea),
    review.uncommitted(date) to hub_oversight;

revoke create on schema review from hub_reviews;
"""


def upgrade() -> None:
    """The functions, stated whole."""
    op.get_bind().connection.driver_connection.execute(SQL)
