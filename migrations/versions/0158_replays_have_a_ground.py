"""An erasure is put back only for a leaf that came back from a witness, or by the word of both agencies."""

from alembic import op

revision = "0158"
down_revision = "0148"

SQL = r"""
grant create on schema ledger to hub_erases;
grant create on schema record to hub_forgets;

-- The leaf that a replay was counted for: each once.
alter table record.erased add column leaf_id uuid,
    add column noted_at timestamptz not null default clock_timestamp();
create unique index erased_for_leaf on record.erased (tenant_id, leaf_id);

-- Erasures of a record on a day of which the log lost the words and got the leaf back from the witnesses.
create function ledger.mirrored_erasures(p_day date) returns setof uuid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select e.entry_id from ledger.entry e
    where e.tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid and e.agency = 'mirror'
      and convert_from(e.leaf, 'UTF8')::jsonb @> jsonb_build_object('t', 'record.erased',
              'er', jsonb_build_object('rc', 'family_record', 'to', p_day::text))
$$;
-- Whether both agencies, each by its own sign-in, said in the last 24 hours that this record was erased on that day.
create function ledger.vouched_erasure(p_family uuid, p_day date) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select count(distinct e.agency) = 2
    from ledger.index i join ledger.entry e using (tenant_id, entry_id)
    where i.tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid and i.family_id = p_family
      and i.event = 'record.erasure_vouched' and e.created_at > clock_timestamp() - interval '1 day'
      and e.agency in ('jobcenter', 'jugendamt')
      and convert_from(e.leaf, 'UTF8')::jsonb -> 'er' ->> 'to' = p_day::text
$$;
alter function ledger.mirrored_erasures(date) owner to hub_erases;
alter function ledger.vouched_erasure(uuid, date) owner to hub_erases;
revoke execute on function ledger.mirrored_erasures(date), ledger.vouched_erasure(uuid, date) from public;
grant execute on function ledger.mirrored_erasures(date), ledger.vouched_erasure(uuid, date)
    to hub_forgets;

-- What lets a line of the journal be put back: a leaf for which none was yet, or what both agencies say.
create function record.erasure_ground(p_family uuid, p_day date)
returns table (leaf uuid, vouched boolean)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
begin
    perform identity.enter();
    tenant := current_setting('hub.tenant')::uuid;
    return query select
        (select min(m.id::text)::uuid from ledger.mirrored_erasures(p_day) m (id)
         where not exists (select from record.erased x where x.tenant_id = tenant and x.leaf_id = m.id)),
        ledger.vouched_erasure(p_family, p_day);
end $$;

-- The entry is of the kind that its ground asks for. A line of the journal is the next one that this database lacks.
create function record.check_ground(p_entry uuid, p jsonb) returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid := current_setting('hub.tenant')::uuid;
    day    date := (p ->> 'day')::date;
    said   text;
begin
    select i.event into said from ledger.index i
    where i.tenant_id = tenant and i.entry_id = p_entry limit 1;
    if (said = 'record.erased_again') <> (p ->> 'leaf' is not null)
       or p ->> 'seq' is null and p ->> 'leaf' is not null
       or (p ->> 'seq')::bigint <> (select coalesce(max(e.seq), 0) + 1 from record.erased e
                                    where e.tenant_id = tenant) then
        raise exception 'the entry says something else' using errcode = 'HB012';
    end if;
    if p ->> 'seq' is not null and not coalesce(
            case when said = 'record.erased_again'
            then (p ->> 'leaf')::uuid in (select m.id from ledger.mirrored_erasures(day) m (id))
                 and not exists (select from record.erased x
                                 where x.tenant_id = tenant and x.leaf_id = (p ->> 'leaf')::uuid)
            else ledger.vouched_erasure((p ->> 'family')::uuid, day) end, false) then
        raise exception 'nobody knows of that erasure' using errcode = 'HB037';
    end if;
end $$;

-- As before, with its ground.
do $do$
declare
    body text := pg_get_functiondef('record.erase_family(uuid, jsonb)'::regprocedure);
    pair text[];
begin
    foreach pair slice 1 in array array[
        [$$i.event = 'record.erased')$$, $$i.event in ('record.erased', 'record.erased_again'))$$],
        [$$    was := record.left_of(gone);$$,
         $$    perform record.check_ground(p_entry, p);
    was := record.left_of(gone);$$],
        [$$(tenant_id, seq, family_id, day, entry_id)$$, $$(tenant_id, seq, family_id, day, entry_id, leaf_id)$$],
        [$$(p ->> 'day')::date, p_entry;$$, $$(p ->> 'day')::date, p_entry, (p ->> 'leaf')::uuid;$$]]
    loop
        if position(pair[1] in body) = 0 then
            raise exception 'erase_family does not read as expected: %', pair[1];
        end if;
        body := overlay(body placing pair[2] from position(pair[1] in body) for length(pair[1]));
    end loop;
    execute body;
end $do$;

-- A line about a family that this backup has never known takes its leaf too: it is left to nobody else.
create or replace function record.erasure_of_nobody(p_seq bigint, p_family uuid, p_day date) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    if exists (select from core.family f
               where f.tenant_id = current_setting('hub.tenant')::uuid and f.family_id = p_family) then
        raise exception 'this family is here' using errcode = 'HB033';
    end if;
    if p_seq <> record.erasures_known() + 1 then
        raise exception 'not the next line' using errcode = 'HB012';
    end if;
    insert into record.erased (tenant_id, seq, family_id, day, leaf_id)
    select current_setting('hub.tenant')::uuid, p_seq, p_family, p_day, g.leaf
    from record.erasure_ground(p_family, p_day) g on conflict do nothing;
end $$;

alter function record.erasure_ground(uuid, date) owner to hub_forgets;
revoke execute on function record.erasure_ground(uuid, date), record.check_ground(uuid, jsonb) from public;
grant execute on function record.erasure_ground(uuid, date) to hub_loader;
grant execute on function record.check_ground(uuid, jsonb) to hub_forgets;

revoke create on schema ledger from hub_erases;
revoke create on schema record from hub_forgets;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
