"""The log by filters, newest first, and each one's own entries."""

from alembic import op

revision = "0018"
down_revision = "0017"

SQL = r"""
-- Only while its functions change hands may a role create here.
grant create on schema ledger to hub_books, hub_reads;

-- Whose staff acted, and what came of it: shown, denied or changed. Older entries say the one in their leaf.
alter table ledger.index add column agency text, add column outcome text;
alter table ledger.index no force row level security;
alter table ledger.entry no force row level security;
update ledger.index i set agency = convert_from(e.leaf, 'UTF8')::jsonb ->> 'ag',
    outcome = case when i.effect = 'deny' then 'denied' when i.event ~ '^(access|log)\.' then 'shown'
                   else 'changed' end
from ledger.entry e where e.tenant_id = i.tenant_id and e.entry_id = i.entry_id;
alter table ledger.index force row level security;
alter table ledger.entry force row level security;
alter table ledger.index alter column agency set not null, alter column outcome set not null,
    add constraint known_outcome check (outcome in ('shown', 'denied', 'changed'));

-- Newest first: all of it, about one family, by one pseudonym; refusals and changes are few, and are found at once.
create index log_newest on ledger.index (tenant_id, at desc, entry_id desc);
create index log_of_family on ledger.index (tenant_id, family_id, at desc, entry_id desc) where family_id is not null;
create index log_of_staff on ledger.index (tenant_id, pseudonym, at desc, entry_id desc);
create index log_denied on ledger.index (tenant_id, at desc, entry_id desc) where outcome = 'denied';
create index log_changed on ledger.index (tenant_id, at desc, entry_id desc) where outcome = 'changed';

-- One entry: leaf, payload, the family's number for it, what the review filters by, and the ticket of a look.
-- Durable when the caller's transaction is committed. Never changes or deletes anything.
create or replace function ledger.append(p jsonb, p_leaf bytea, p_segments bytea[], p_cells uuid[],
    p_partitions text[], p_versions integer[], p_levels smallint[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
    set plan_cache_mode = force_generic_plan as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    id     uuid := (p ->> 'entry')::uuid;
    family uuid := (p ->> 'family')::uuid;
begin
    if current_setting('synchronous_commit') not in ('on', 'remote_apply') then
        raise exception 'synchronous_commit must be on' using errcode = 'HB011';
    end if;
    if p ->> 'event' = 'log.imported' then
        raise exception 'history is taken over by the loader alone' using errcode = 'HB013';
    end if;
    insert into ledger.entry (tenant_id, entry_id, agency, leaf, writer_id, writer_seq)
    values (tenant, id, caller, p_leaf, (p ->> 'writer')::uuid, (p ->> 'writer_seq')::bigint);
    insert into ledger.pending (tenant_id, entry_id) values (tenant, id);
    if p ? 'buckets' then
        perform ledger.add_buckets(tenant, p -> 'buckets');
    end if;
    insert into ledger.payload (tenant_id, entry_id, actor_bucket, case_bucket, segments)
    values (tenant, id, (p ->> 'actor_bucket')::uuid, (p ->> 'case_bucket')::uuid, p_segments);
    insert into ledger.index (tenant_id, entry_id, controllers, at, event, role, purpose, effect, pseudonym, family_id,
                              agency, outcome)
    values (tenant, id, array(select jsonb_array_elements_text(p -> 'controllers')), (p ->> 'at')::timestamptz,
            p ->> 'event', p ->> 'role', p ->> 'purpose', p ->> 'effect', p ->> 'pseudonym', family,
            case when caller in ('jobcenter', 'jugendamt', 'provider') then caller else p ->> 'agency' end,
            p ->> 'outcome');
    if family is not null then
        insert into ledger.subject (tenant_id, family_id, family_seq, entry_id)
        values (tenant, family, (p ->> 'family_seq')::bigint, id)
        on conflict do nothing;
        if not found then
            raise exception 'that number is taken' using errcode = 'HB010';
        end if;
        if (p ->> 'family_seq')::bigint > 1 and not exists (
            select from ledger.subject b
            where b.tenant_id = tenant and b.family_id = family
              and b.family_seq = (p ->> 'family_seq')::bigint - 1) then
            raise exception 'the number before is not taken' using errcode = 'HB010';
        end if;
    end if;
    if p_cells is not null then
        insert into ledger.ticket (tenant_id, entry_id, family_id, epoch, at, cells, partitions, versions, levels)
        values (tenant, id, family, (p ->> 'epoch')::bigint, (p ->> 'at')::timestamptz, p_cells, p_partitions,
                p_versions, p_levels);
    end if;
end $$;

create function ledger.add_buckets(p_tenant uuid, p_buckets jsonb) returns void language plpgsql as $$
begin
    insert into ledger.bucket (tenant_id, bucket_id, retention, retain_until)
    select p_tenant, b.id, b.retention, b.retain_until
    from jsonb_to_recordset(p_buckets) as b (id uuid, retention text, retain_until date)
    on conflict do nothing;
    insert into ledger.bucket_key (tenant_id, bucket_id, holder, sealed)
    select p_tenant, b.id, k.key, decode(k.value, 'base64')
    from jsonb_to_recordset(p_buckets) as b (id uuid, keys jsonb), jsonb_each_text(b.keys) as k
    on conflict do nothing;
end $$;
alter function ledger.add_buckets(uuid, jsonb) owner to hub_books;

-- The entry of this very reading: of this agency, permitted, of the right kind, committed, and just now.
create function ledger.check_reading(p_caller text, p_entry uuid, p_event text) returns ledger.index
language plpgsql as $$
declare
    look  ledger.entry;
    found ledger.index;
begin
    select * into look from ledger.entry e where e.entry_id = p_entry and e.agency = p_caller;
    select * into found from ledger.index i where i.entry_id = p_entry and i.event = p_event and i.effect <> 'deny';
    if look.entry_id is null or found.entry_id is null then
        raise exception 'no such ticket' using errcode = 'HB020';
    end if;
    if look.xid = pg_current_xact_id_if_assigned() then
        raise exception 'the entry is not committed' using errcode = 'HB021';
    end if;
    if look.created_at < clock_timestamp() - interval '30 s' then
        raise exception 'the ticket is too old' using errcode = 'HB022';
    end if;
    return found;
end $$;

-- Lines, newest first. Only what is asked for becomes a condition, in words of this function, so that each question has
-- a plan of its own; what was asked goes in as a parameter and is never part of the statement.
create function ledger.find_lines(p_caller text, q jsonb, p_limit integer)
returns table (entry_id uuid, leaf bytea, at timestamptz, event text, role text, agency text, purpose text, effect text,
               pseudonym text, number text, segments bytea[], actor_bucket uuid, case_bucket uuid,
               actor_sealed bytea, case_sealed bytea)
language plpgsql as $$
declare
    asked  text;
    wanted text := '';
begin
    foreach asked in array array['controller', 'pseudonym', 'agency', 'purpose', 'outcome', 'event', 'family', 'since',
                                 'until', 'before'] loop
        continue when not q ? asked;
        wanted := wanted || ' and ' || case asked
            when 'controller' then 'i.controllers @> array[$2 ->> ''controller'']'
            when 'pseudonym' then 'i.pseudonym = $2 ->> ''pseudonym'''
            when 'agency' then 'i.agency = $2 ->> ''agency'''
            when 'purpose' then 'i.purpose = $2 ->> ''purpose'''
            when 'outcome' then 'i.outcome = $2 ->> ''outcome'''
            when 'event' then 'i.event = $2 ->> ''event'''
            when 'family' then 'i.family_id = (select f.family_id from core.family f
                                               where f.tenant_id = $1 and f.number = $2 ->> ''family'')'
            when 'since' then 'i.at >= ($2 ->> ''since'')::timestamptz'
            when 'until' then 'i.at < ($2 ->> ''until'')::timestamptz'
            when 'before' then '(i.at, i.entry_id)
                                < (($2 -> ''before'' ->> 0)::timestamptz, ($2 -> ''before'' ->> 1)::uuid)'
        end;
    end loop;
    return query execute '
        with i as materialized (
            select i.* from ledger.index i where i.tenant_id = $1' || wanted || '
            order by i.at desc, i.entry_id desc limit least($3, 201)
        )
        select i.entry_id, e.leaf, i.at, i.event, i.role, i.agency, i.purpose, i.effect, i.pseudonym, f.number,
            p.segments, p.actor_bucket, p.case_bucket, ka.sealed, kc.sealed
        from i join ledger.entry e on e.tenant_id = $1 and e.entry_id = i.entry_id
        left join ledger.payload p on p.tenant_id = $1 and p.entry_id = i.entry_id
        left join ledger.bucket_key ka on ka.tenant_id = $1 and ka.bucket_id = p.actor_bucket and ka.holder = $4
        left join ledger.bucket_key kc on kc.tenant_id = $1 and kc.bucket_id = p.case_bucket and kc.holder = $4
        left join core.family f on f.tenant_id = $1 and f.family_id = i.family_id
        order by i.at desc, i.entry_id desc'
    using current_setting('hub.tenant')::uuid, q, p_limit, p_caller;
end $$;

-- What a data protection officer may read: entries of the one controller they act for. Demands the committed entry of
-- this very reading, so that reading the log is in the log (H5, H6).
drop function ledger.read_log(uuid, text, uuid, integer);
create function ledger.read_log(p_entry uuid, p_controller text, q jsonb, p_limit integer)
returns table (entry_id uuid, leaf bytea, at timestamptz, event text, role text, agency text, purpose text, effect text,
               pseudonym text, number text, segments bytea[], actor_bucket uuid, case_bucket uuid,
               actor_sealed bytea, case_sealed bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    look   ledger.index;
begin
    look := ledger.check_reading(caller, p_entry, 'log.read');
    if look.controllers <> array[p_controller] then
        raise exception 'no such ticket' using errcode = 'HB020';
    end if;
    return query
    select * from ledger.find_lines(caller, q || jsonb_build_object('controller', p_controller), p_limit);
end $$;

-- Everybody's own entries: of whom a session is open that this login serves, in the agency that they act for there.
-- Neither a staff id nor an entry in somebody's name is enough, only the session of the very person.
create function ledger.read_own(p_entry uuid, p_session bytea, q jsonb, p_limit integer)
returns table (entry_id uuid, leaf bytea, at timestamptz, event text, role text, agency text, purpose text, effect text,
               pseudonym text, number text, segments bytea[], actor_bucket uuid, case_bucket uuid,
               actor_sealed bytea, case_sealed bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    look   ledger.index;
    mine   jsonb;
begin
    look := ledger.check_reading(caller, p_entry, 'log.read_own');
    select jsonb_build_object('pseudonym', s.pseudonym, 'agency', g.kind) into mine
    from identity.session x
    join identity.post p on p.tenant_id = x.tenant_id and p.post_id = x.post_id
    join identity.staff s on s.tenant_id = p.tenant_id and s.staff_id = p.staff_id
    join identity.agency g on g.tenant_id = p.tenant_id and g.unit = p.unit
    where x.key_hash = p_session and p.served_by = caller and s.pseudonym = look.pseudonym
      and x.seen_at > clock_timestamp() - interval '15 min' and x.opened_at > clock_timestamp() - interval '10 h';
    if mine is null then
        raise exception 'no such ticket' using errcode = 'HB020';
    end if;
    return query select * from ledger.find_lines(caller, q || mine, p_limit);
end $$;

do $$
declare
    f regprocedure;
begin
    foreach f in array array['ledger.check_reading(text, uuid, text)', 'ledger.find_lines(text, jsonb, integer)',
        'ledger.read_log(uuid, text, jsonb, integer)', 'ledger.read_own(uuid, bytea, jsonb, integer)']::regprocedure[]
    loop
        execute format('alter function %s owner to hub_reads', f);
    end loop;
end $$;
grant execute on function ledger.read_log(uuid, text, jsonb, integer) to hub_oversight;
grant execute on function ledger.read_own(uuid, bytea, jsonb, integer)
    to hub_jobcenter, hub_jugendamt, hub_provider, hub_oversight;

revoke create on schema ledger from hub_books, hub_reads;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
