"""What was confided is closed for one worker: boxes are told to whoever holds the keys of workers, and closed anew."""

from alembic import op

revision = "0109"
down_revision = "0107"

SQL = r"""
grant create on schema record to hub_writes;
grant update (wrapped) on record.key_wrapping to hub_writes;

-- Keys of the caller that close what was confided, as they are wrapped for the caller or one of its workers; without
-- those that are closed for a worker's key of these names, or are nobody's and closed for the pair, the first of them.
-- `p_fields`: what counts as confided whoever is named.
create function record.confided_boxes(p_family uuid, p_fields text[], p_names bytea[], p_after uuid, p_limit integer)
returns table (key_id uuid, family_id uuid, cell_id uuid, entrusted_to uuid, box bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    return query
    select k.key_id, k.family_id, c.cell_id, c.entrusted_to, w.wrapped
    from record.key k
    join record.key_wrapping w on w.tenant_id = k.tenant_id and w.key_id = k.key_id and w.holder = caller
        and w.basis = 'own'
    join record.cell c on c.tenant_id = k.tenant_id and c.partition = k.partition and c.cell_id = k.cell_id
    where k.maker = caller and (p_family is null or k.family_id = p_family)
      and (c.entrusted_to is not null or cardinality(c.entrusted_by) > 0 or c.field_id = any(p_fields))
      and (k.level = 3 or c.passed_on_at is null)
      and not record.sealed_for(w.wrapped)
          = any(case when c.entrusted_to is null then p_names[1:1] else p_names[2:] end)
      and (p_after is null or k.key_id > p_after)
    order by k.key_id limit least(p_limit, 1000);
end $$;

-- Newer boxes of the caller's own keys in the place of those that stood there; one that changed meanwhile stays.
create function record.put_confided(p_keys uuid[], p_were bytea[], p_boxes bytea[]) returns bigint
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    renewed bigint;
begin
    if exists (select from unnest(p_boxes) b (box)
               where octet_length(b.box) <> 96 or record.sealed_for(b.box) = '') then
        raise exception 'closed for nobody' using errcode = 'HB030';
    end if;
    update record.key_wrapping w set wrapped = n.box
    from unnest(p_keys, p_were, p_boxes) as n (id, were, box), record.key k
    where w.tenant_id = current_setting('hub.tenant')::uuid and w.key_id = n.id
      and w.holder = current_setting('hub.agency') and w.basis = 'own' and sha256(w.wrapped) = n.were
      and k.tenant_id = w.tenant_id and k.key_id = w.key_id and k.maker = w.holder and k.cell_id is not null;
    get diagnostics renewed = row_count;
    return renewed;
end $$;

-- The same against the committed entry that says so.
create function record.confide_anew(p_entry uuid, p_keys uuid[], p_were bytea[], p_boxes bytea[]) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    said   xid8;
begin
    select e.xid into said from ledger.entry e
    join ledger.index i on i.tenant_id = e.tenant_id and i.entry_id = e.entry_id and i.event = 'confided.sealed'
    where e.tenant_id = current_setting('hub.tenant')::uuid and e.entry_id = p_entry and e.agency = caller limit 1;
    if said is null then
        raise exception 'no such entry' using errcode = 'HB020';
    end if;
    if said = pg_current_xact_id_if_assigned() then
        raise exception 'the entry is not committed' using errcode = 'HB021';
    end if;
    return record.put_confided(p_keys, p_were, p_boxes);
end $$;

alter function record.put_confided(uuid[], bytea[], bytea[]) owner to hub_writes;
revoke execute on function record.put_confided(uuid[], bytea[], bytea[]) from public;
do $$
declare
    f regprocedure;
begin
    foreach f in array array['record.confided_boxes(uuid, text[], bytea[], uuid, integer)',
        'record.confide_anew(uuid, uuid[], bytea[], bytea[])']::regprocedure[]
    loop
        execute format('alter function %s owner to hub_writes', f);
        execute format('revoke execute on function %s from public', f);
        execute format('grant execute on function %s to hub_jugendamt, hub_provider', f);
    end loop;
end $$;
revoke create on schema record from hub_writes;
"""


def upgrade() -> None:
    """Two functions for two sign-ins."""
    op.get_bind().connection.driver_connection.execute(SQL)
