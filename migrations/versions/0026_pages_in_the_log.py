"""One entry for a page of several families: each family a part of it, with its own number, words and key."""

from alembic import op

revision = "0026"
down_revision = "0024"

SQL = r"""
-- Only while its functions change hands may a role create here.
grant create on schema ledger to hub_books, hub_reads;
grant create on schema record to hub_reads;

-- What an entry about several families says of each, sealed under that family's own key: erased with it, alone.
create table ledger.part (
    tenant_id uuid not null,
    entry_id  uuid not null,
    part      integer not null check (part > 0),
    bucket_id uuid not null,
    box       bytea not null,
    primary key (tenant_id, entry_id, part),
    foreign key (tenant_id, entry_id) references ledger.entry,
    foreign key (tenant_id, bucket_id) references ledger.bucket (tenant_id, bucket_id)
);
alter table ledger.part alter column box set storage external;

-- The salted commitments to the parts, 32 bytes each; the leaf says their hash. Nothing personal: kept with the leaf.
create table ledger.part_commitments (
    tenant_id   uuid not null,
    entry_id    uuid not null,
    commitments bytea not null check (length(commitments) > 0 and length(commitments) % 32 = 0),
    primary key (tenant_id, entry_id)
);
create trigger only_grows before update or delete or truncate on ledger.part_commitments
    for each statement execute function ledger.refuse_change();

-- What a committed entry about several families permits to be read, for a moment. Personal: deleted after an hour.
create table ledger.page_ticket (
    tenant_id  uuid not null,
    entry_id   uuid not null,
    at         timestamptz not null,
    families   uuid[] not null,
    epochs     bigint[] not null check (cardinality(epochs) = cardinality(families)),
    cells      uuid[] not null,
    partitions text[] not null check (cardinality(partitions) = cardinality(cells)),
    versions   integer[] not null check (cardinality(versions) = cardinality(cells)),
    levels     smallint[] not null check (cardinality(levels) = cardinality(cells)),
    primary key (tenant_id, entry_id)
);

do $$
declare
    t text;
begin
    foreach t in array array['part', 'part_commitments', 'page_ticket'] loop
        execute format('alter table ledger.%I enable row level security', t);
        execute format('alter table ledger.%I force row level security', t);
        execute format($policy$create policy tenant on ledger.%I
            using (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)
            with check (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)$policy$, t);
        execute format('grant select on ledger.%I to hub_reads', t);
        execute format('grant insert on ledger.%I to hub_books', t);
    end loop;
end $$;

-- Beside the line of the entry (part 0) one for each family, found by that family and by nobody whom it does not touch.
alter table ledger.index add column part integer not null default 0 check (part >= 0);
do $$
declare
    old text;
begin
    select c.conname into strict old from pg_constraint c
    where c.conrelid = 'ledger.index'::regclass and c.contype = 'p';
    execute format('alter table ledger.index drop constraint %I', old);
end $$;
alter table ledger.index add primary key (tenant_id, entry_id, part);
drop index ledger.log_newest;
drop index ledger.log_of_staff;
create index log_newest on ledger.index (tenant_id, at desc, entry_id desc) where part = 0;
create index log_of_staff on ledger.index (tenant_id, pseudonym, at desc, entry_id desc) where part = 0;

-- One entry about several families, all or nothing. p as for ledger.append, with
-- parts [{family, family_seq, bucket, controllers, role, effect, epoch}] in the order of boxes and commitments.
create function ledger.append_page(p jsonb, p_leaf bytea, p_segments bytea[], p_boxes bytea[], p_commitments bytea,
    p_cells uuid[], p_partitions text[], p_versions integer[], p_levels smallint[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp
    set plan_cache_mode = force_generic_plan as $$
declare
    tenant uuid;
    caller text;
    id     uuid := (p ->> 'entry')::uuid;
    wanted integer := jsonb_array_length(p -> 'parts');
    done   integer;
begin
    if p ->> 'family' is not null or wanted <> cardinality(p_boxes) or wanted * 32 <> length(p_commitments) then
        raise exception 'not a page' using errcode = 'HB032';
    end if;
    perform ledger.append(p, p_leaf, p_segments, null, null, null, null);
    if wanted = 0 then
        return;
    end if;
    tenant := current_setting('hub.tenant')::uuid;
    caller := current_setting('hub.agency');
    insert into ledger.part_commitments (tenant_id, entry_id, commitments) values (tenant, id, p_commitments);
    insert into ledger.part (tenant_id, entry_id, part, bucket_id, box)
    select tenant, id, n.part, (n.facts ->> 'bucket')::uuid, p_boxes[n.part]
    from jsonb_array_elements(p -> 'parts') with ordinality as n (facts, part);
    insert into ledger.index (tenant_id, entry_id, part, controllers, at, event, role, purpose, effect, pseudonym,
                              family_id, agency, outcome)
    select tenant, id, n.part, array(select jsonb_array_elements_text(n.facts -> 'controllers')),
        (p ->> 'at')::timestamptz, p ->> 'event', n.facts ->> 'role', p ->> 'purpose', n.facts ->> 'effect',
        p ->> 'pseudonym', (n.facts ->> 'family')::uuid,
        case when caller in ('jobcenter', 'jugendamt', 'provider') then caller else p ->> 'agency' end, p ->> 'outcome'
    from jsonb_array_elements(p -> 'parts') with ordinality as n (facts, part);
    -- In one order whoever writes, so that no two pages wait for each other.
    insert into ledger.subject (tenant_id, family_id, family_seq, entry_id)
    select tenant, n.family, n.family_seq, id
    from jsonb_to_recordset(p -> 'parts') as n (family uuid, family_seq bigint) order by n.family
    on conflict do nothing;
    get diagnostics done = row_count;
    if done <> wanted or exists (
        select from jsonb_to_recordset(p -> 'parts') as n (family uuid, family_seq bigint)
        where n.family_seq > 1 and not exists (
            select from ledger.subject b
            where b.tenant_id = tenant and b.family_id = n.family and b.family_seq = n.family_seq - 1)) then
        raise exception 'a number is taken' using errcode = 'HB010';
    end if;
    insert into ledger.page_ticket (tenant_id, entry_id, at, families, epochs, cells, partitions, versions, levels)
    select tenant, id, (p ->> 'at')::timestamptz, array_agg(n.family), array_agg(n.epoch), p_cells, p_partitions,
        p_versions, p_levels
    from jsonb_to_recordset(p -> 'parts') as n (family uuid, epoch bigint);
end $$;
alter function ledger.append_page(jsonb, bytea, bytea[], bytea[], bytea, uuid[], text[], integer[], smallint[])
    owner to hub_books;
grant execute on function ledger.append_page(jsonb, bytea, bytea[], bytea[], bytea, uuid[], text[], integer[],
    smallint[]) to hub_jobcenter, hub_jugendamt, hub_provider;
drop function ledger.append_all(jsonb[], bytea[], bytea[], text[], text[], text[], text[]);

-- As record.read_cells, for an entry about several families: all of them unchanged, or nothing. Ordinals and numbers of
-- keys run over all families.
create function record.read_page(p_entry uuid)
returns table (family uuid, ordinal integer, key integer, box bytea, key_id uuid, maker text)
language plpgsql security definer set search_path = pg_catalog, pg_temp
    set plan_cache_mode = force_generic_plan set enable_nestloop = off set enable_mergejoin = off as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    look   ledger.entry;
    ticket ledger.page_ticket;
begin
    select * into look from ledger.entry e where e.tenant_id = tenant and e.entry_id = p_entry and e.agency = caller;
    select * into ticket from ledger.page_ticket t where t.tenant_id = tenant and t.entry_id = p_entry;
    if look.entry_id is null or ticket.entry_id is null then
        raise exception 'no such ticket' using errcode = 'HB020';
    end if;
    if look.xid = pg_current_xact_id_if_assigned() then
        raise exception 'the entry is not committed' using errcode = 'HB021';
    end if;
    if look.created_at < clock_timestamp() - interval '30 s' then
        raise exception 'the ticket is too old' using errcode = 'HB022';
    end if;
    if (select count(*) from unnest(ticket.families, ticket.epochs) as n (family, epoch),
        lateral (select from core.family f where f.tenant_id = tenant and f.family_id = n.family
                 and f.consent_epoch = n.epoch offset 0) x) <> cardinality(ticket.families) then
        raise exception 'a consent changed since' using errcode = 'HB024';
    end if;
    -- Losing this mark in a crash only means that a ticket could be used once more within its 30 seconds.
    perform set_config('synchronous_commit', 'off', true);
    insert into ledger.ticket_used (tenant_id, entry_id) values (tenant, p_entry) on conflict do nothing;
    if not found then
        raise exception 'the ticket was used before' using errcode = 'HB023';
    end if;
    -- The cells of each family are one range, hashed: without statistics, too, and for less than a look-up of each.
    return query
    with e as materialized (
        select f.family_id from unnest(ticket.families, ticket.epochs) as n (family, epoch),
        lateral (select x.family_id from core.family x
                 where x.tenant_id = tenant and x.family_id = n.family and x.consent_epoch = n.epoch offset 0) f
    ), c as materialized (
        select x.* from e,
        lateral (select x.family_id, x.cell_id, x.version from record.cell x
                 where x.tenant_id = tenant and x.family_id = e.family_id offset 0) x
    ), v as materialized (
        select n.ordinal, c.family_id, x.content, x.key_id
        from unnest(ticket.cells, ticket.partitions, ticket.versions, ticket.levels) with ordinality
            as n (cell_id, partition, version, level, ordinal)
        join c on c.cell_id = n.cell_id and c.version = n.version,
        lateral (select x.content, x.key_id from record.value x
                 where x.tenant_id = tenant and x.partition = n.partition and x.cell_id = n.cell_id
                   and x.version = n.version and x.level = n.level offset 0) x
    ), w as materialized (
        select row_number() over ()::integer as number, k.family_id, k.key_id, x.maker, x.wrapped
        from (select distinct v.family_id, v.key_id from v) k,
        lateral (select x.maker, x.wrapped from record.key_wrapping x
                 where x.tenant_id = tenant and x.family_id = k.family_id and x.holder = caller and x.key_id = k.key_id
                   and ticket.at >= x.since and ticket.at < x.until limit 1) x
    )
    select v.family_id, v.ordinal::integer, w.number, v.content, null::uuid, null::text
    from v join w on w.key_id = v.key_id
    union all
    select w.family_id, 0, w.number, w.wrapped, w.key_id, w.maker from w
    union all
    select m.family_id, 0, 0, h.sealed, null, h.maker
    from (select distinct w.family_id, w.maker from w) m,
        lateral (select h.sealed, h.maker from record.holder_key h
                 where h.tenant_id = tenant and h.family_id = m.family_id and h.maker = m.maker
                   and h.holder = caller offset 0) h;
end $$;
alter function record.read_page(uuid) owner to hub_reads;
grant execute on function record.read_page(uuid) to hub_jobcenter, hub_jugendamt, hub_provider;

-- Lines, newest first. Only what is asked for becomes a condition, in words of this function, so that each question has
-- a plan of its own; what was asked goes in as a parameter and is never part of the statement. About one family: the
-- lines of that family, parts of entries among them. Otherwise one line an entry, with the families that it names.
drop function ledger.read_log(uuid, text, jsonb, integer);
drop function ledger.read_own(uuid, bytea, jsonb, integer);
drop function ledger.find_lines(text, jsonb, integer);
create function ledger.find_lines(p_caller text, q jsonb, p_limit integer)
returns table (entry_id uuid, leaf bytea, at timestamptz, event text, role text, agency text, purpose text, effect text,
               pseudonym text, number text, segments bytea[], actor_bucket uuid, case_bucket uuid,
               actor_sealed bytea, case_sealed bytea, families text[], part integer, box bytea, commitments bytea,
               part_bucket uuid, part_sealed bytea)
language plpgsql as $$
declare
    asked  text;
    wanted text := case when q ? 'family' then '' else ' and i.part = 0' end;
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
            p.segments, p.actor_bucket, p.case_bucket, ka.sealed, kc.sealed,
            array(select n.number from ledger.index x
                  join core.family n on n.tenant_id = $1 and n.family_id = x.family_id
                  where i.part = 0 and x.tenant_id = $1 and x.entry_id = i.entry_id and x.part > 0
                    and ($2 ->> ''controller'' is null or x.controllers @> array[$2 ->> ''controller''])
                  order by x.part),
            i.part, b.box, t.commitments, b.bucket_id, kb.sealed
        from i join ledger.entry e on e.tenant_id = $1 and e.entry_id = i.entry_id
        left join ledger.payload p on p.tenant_id = $1 and p.entry_id = i.entry_id
        left join ledger.bucket_key ka on ka.tenant_id = $1 and ka.bucket_id = p.actor_bucket and ka.holder = $4
        left join ledger.bucket_key kc on kc.tenant_id = $1 and kc.bucket_id = p.case_bucket and kc.holder = $4
        left join core.family f on f.tenant_id = $1 and f.family_id = i.family_id
        left join ledger.part b on b.tenant_id = $1 and b.entry_id = i.entry_id and b.part = i.part
        left join ledger.part_commitments t on i.part > 0 and t.tenant_id = $1 and t.entry_id = i.entry_id
        left join ledger.bucket_key kb on kb.tenant_id = $1 and kb.bucket_id = b.bucket_id and kb.holder = $4
        order by i.at desc, i.entry_id desc'
    using current_setting('hub.tenant')::uuid, q, p_limit, p_caller;
end $$;

-- As before, with the new lines.
create function ledger.read_log(p_entry uuid, p_controller text, q jsonb, p_limit integer)
returns table (entry_id uuid, leaf bytea, at timestamptz, event text, role text, agency text, purpose text, effect text,
               pseudonym text, number text, segments bytea[], actor_bucket uuid, case_bucket uuid,
               actor_sealed bytea, case_sealed bytea, families text[], part integer, box bytea, commitments bytea,
               part_bucket uuid, part_sealed bytea)
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
create function ledger.read_own(p_entry uuid, p_session bytea, q jsonb, p_limit integer)
returns table (entry_id uuid, leaf bytea, at timestamptz, event text, role text, agency text, purpose text, effect text,
               pseudonym text, number text, segments bytea[], actor_bucket uuid, case_bucket uuid,
               actor_sealed bytea, case_sealed bytea, families text[], part integer, box bytea, commitments bytea,
               part_bucket uuid, part_sealed bytea)
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
    foreach f in array array['ledger.find_lines(text, jsonb, integer)', 'ledger.read_log(uuid, text, jsonb, integer)',
        'ledger.read_own(uuid, bytea, jsonb, integer)']::regprocedure[]
    loop
        execute format('alter function %s owner to hub_reads', f);
    end loop;
end $$;
grant execute on function ledger.read_log(uuid, text, jsonb, integer) to hub_oversight;
grant execute on function ledger.read_own(uuid, bytea, jsonb, integer)
    to hub_jobcenter, hub_jugendamt, hub_provider, hub_oversight;

revoke create on schema ledger from hub_books, hub_reads;
revoke create on schema record from hub_reads;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
