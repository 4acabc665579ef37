"""What was confided to one worker goes to another by the word of two leads, in the transaction of its entry."""

from alembic import op

revision = "0123"
down_revision = "0110"

SQL = r"""
grant create on schema record to hub_writes;
grant update (entrusted_to) on record.cell to hub_writes;

-- To whom of the caller's workers something of a family was confided; one row without a worker for what names nobody.
create function record.confided_to(p_family uuid, p_fields text[]) returns table (staff_id uuid, ref text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    return query
    select distinct c.entrusted_to, s.ref
    from record.cell c
    join record.key k on k.tenant_id = c.tenant_id and k.partition = c.partition and k.cell_id = c.cell_id
        and k.maker = caller
    left join identity.staff s on s.tenant_id = c.tenant_id and s.staff_id = c.entrusted_to
    where c.tenant_id = current_setting('hub.tenant')::uuid and c.family_id = p_family
      and (c.entrusted_to is not null or cardinality(c.entrusted_by) > 0 or c.field_id = any(p_fields));
end $$;

-- The family about which one lead proposed and, within a day, another lead of the same body confirms: by their entries,
-- the first committed, the second of this transaction. Null unless they are two people, neither of them who receives.
-- A proposal counts once, and for nothing that was handed on after it.
create function record.two_leads_say(p_proposed uuid, p_confirmed uuid, p_to uuid) returns uuid
language sql stable set search_path = pg_catalog, pg_temp as $$
    select i.family_id
    from ledger.index i
    join ledger.index f on f.tenant_id = i.tenant_id and f.entry_id = p_proposed and f.family_id = i.family_id
        and f.event = 'confided.proposed' and f.effect = 'permit'
    join ledger.entry e on e.tenant_id = f.tenant_id and e.entry_id = f.entry_id
        and e.agency = current_setting('hub.agency') and e.xid <> pg_current_xact_id()
    where i.tenant_id = current_setting('hub.tenant')::uuid and i.entry_id = p_confirmed
      and i.event = 'confided.handed' and i.effect = 'permit'
      and i.at >= f.at and i.at < f.at + interval '1 day'
      and exists (
          select from identity.post t
          join identity.post l on l.tenant_id = t.tenant_id and l.unit = t.unit and l.served_by = t.served_by
              and l.role in ('asd_lead', 'provider_lead') and l.staff_id <> t.staff_id
              and (i.at at time zone 'Europe/Berlin')::date between l.since and l.until
          join identity.staff s on s.tenant_id = l.tenant_id and s.staff_id = l.staff_id
              and s.pseudonym in (i.pseudonym, f.pseudonym)
          where t.tenant_id = i.tenant_id and t.staff_id = p_to and t.served_by = current_setting('hub.agency')
            and (i.at at time zone 'Europe/Berlin')::date between t.since and t.until
          group by t.unit having count(distinct l.staff_id) = 2)
      and not exists (
          select from ledger.index o where o.tenant_id = i.tenant_id and o.family_id = i.family_id
          and o.event = 'confided.handed' and o.entry_id <> i.entry_id and o.at >= f.at)
    limit 1
$$;

-- All keys of entries of one family go from a worker of the caller to another; `p_entries`: proposed, confirmed.
create function record.hand_on(p_entries uuid[], p_from uuid, p_to uuid, p_keys uuid[], p_were bytea[],
                               p_boxes bytea[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant    uuid;
    caller    text;
    of_family uuid;
    cells     uuid[];
    found     bigint;
    moved     bigint;
begin
    perform record.check_entry(p_entries[2]);
    tenant := current_setting('hub.tenant')::uuid;
    caller := current_setting('hub.agency');
    of_family := record.two_leads_say(p_entries[1], p_entries[2], p_to);
    if of_family is null then
        raise exception 'not said by two leads' using errcode = 'HB012';
    end if;
    select array_agg(distinct k.cell_id), count(*) into cells, found from record.key k
    where k.tenant_id = tenant and k.family_id = of_family and k.maker = caller and k.key_id = any(p_keys)
      and k.cell_id is not null;
    if found = 0 or found <> cardinality(p_keys) then
        raise exception 'not theirs, or of another family' using errcode = 'HB030';
    end if;
    update record.cell c set entrusted_to = p_to
    where c.tenant_id = tenant and c.family_id = of_family and c.cell_id = any(cells)
      and c.entrusted_to is not distinct from p_from
      and (c.provider is null or exists (select from identity.post t where t.tenant_id = tenant
           and t.staff_id = p_to and t.unit = c.provider));
    get diagnostics moved = row_count;
    if moved <> cardinality(cells) or record.put_confided(p_keys, p_were, p_boxes) <> found
       or exists (select from record.key k
                  join record.cell c on c.tenant_id = k.tenant_id and c.partition = k.partition
                      and c.cell_id = k.cell_id
                  where k.tenant_id = tenant and k.maker = caller and k.cell_id = any(cells)
                    and (k.level = 3 or c.passed_on_at is null) and not k.key_id = any(p_keys)) then
        raise exception 'an entry was changed meanwhile' using errcode = 'HB031';
    end if;
end $$;

alter function record.two_leads_say(uuid, uuid, uuid) owner to hub_writes;
revoke execute on function record.two_leads_say(uuid, uuid, uuid) from public;
do $$
declare
    f regprocedure;
begin
    foreach f in array array['record.confided_to(uuid, text[])',
        'record.hand_on(uuid[], uuid, uuid, uuid[], bytea[], bytea[])']::regprocedure[]
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
