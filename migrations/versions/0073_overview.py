"""Figures of the log that a batch keeps, by which the officers' overview counts; and checks of the whole log."""

from alembic import op

revision = "0073"
down_revision = "0072"

SQL = r"""
-- Only while its functions change hands may a role create here.
grant create on schema ledger to hub_reads, hub_tree;
grant create on schema review to hub_reviews;
grant usage on schema review to hub_reads;
grant select on ledger.entry, ledger.leaf, ledger.head, ledger.erased, ledger.hold, identity.login to hub_reviews;

-- What is rare is found at once: by kind of act, by purpose, and what others than the controller's own staff did.
create index log_of_kind on ledger.index (tenant_id, event, at desc, entry_id desc)
    where part = 0 and event <> 'access.read';
create index log_of_purpose on ledger.index (tenant_id, purpose, at desc, entry_id desc)
    where part = 0 and purpose is not null;
create index log_across on ledger.index (tenant_id, agency, at desc, entry_id desc)
    where part = 0 and controllers <> array[agency];

-- How many entries a controller's log has, by the hour of Berlin in which they happened. No column tells of anybody.
create table review.figure (
    tenant_id  uuid not null,
    controller text not null,
    day        date not null,
    hour       smallint not null check (hour between 0 and 23),
    outcome    text not null check (outcome in ('shown', 'denied', 'changed')),
    entries    integer not null check (entries > 0),
    primary key (tenant_id, controller, day, hour, outcome)
);
-- Which entries were refused for which reason, or were an emergency. The word is keyed: what a refusal says of a lock,
-- a conflict or a doubt about custody, nobody reads out of the database, only whoever opens the entry itself.
create table review.marked (
    tenant_id  uuid not null,
    controller text not null,
    mark       bytea not null check (length(mark) = 16),
    at         timestamptz not null,
    entry_id   uuid not null,
    primary key (tenant_id, controller, mark, at, entry_id)
);
create index marked_by_time on review.marked (tenant_id, controller, at);
create table review.mark_figure (
    tenant_id  uuid not null,
    controller text not null,
    day        date not null,
    mark       bytea not null,
    entries    integer not null check (entries > 0),
    primary key (tenant_id, controller, day, mark)
);
-- Up to which place of the tree entries are counted, each once; since which day; by which key words are marked.
create table review.stand (
    tenant_id  uuid not null,
    controller text not null,
    counted_to bigint not null check (counted_to >= 0),
    kept_since date not null,
    key_mark   bytea not null,
    at         timestamptz,
    overdue    bigint not null default 0,
    erased_at  timestamptz,
    looks      bigint not null default 0,
    explained  bigint not null default 0,
    entry_id   uuid not null,
    primary key (tenant_id, controller)
);
-- Checks of the whole log, begun by an officer. They name no one: the log is both agencies' and so is what is found.
create table review.verification (
    tenant_id  uuid not null,
    run_id     uuid not null,
    entry_id   uuid not null,
    wanted_at  timestamptz not null,
    state      text not null check (state in ('wanted', 'running', 'done', 'failed')),
    beat_at    timestamptz not null default clock_timestamp(),
    done       bigint not null default 0,
    size       bigint,
    checked_at timestamptz,
    result     smallint check (result between 0 and 2),
    findings   jsonb not null default '{}',
    primary key (tenant_id, run_id)
);
create unique index one_verification on review.verification (tenant_id) where state in ('wanted', 'running');

do $$
declare
    t text;
begin
    foreach t in array array['figure', 'marked', 'mark_figure', 'stand', 'verification'] loop
        execute format('alter table review.%I enable row level security', t);
        execute format('alter table review.%I force row level security', t);
        execute format($policy$create policy tenant on review.%I
            using (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)
            with check (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)$policy$, t);
        execute format('grant select, insert, update on review.%I to hub_reviews', t);
        continue when t = 'verification';
        execute format($policy$create policy controller on review.%I as restrictive
            using (controller = nullif(current_setting('hub.controller', true), ''))
            with check (controller = nullif(current_setting('hub.controller', true), ''))$policy$, t);
        execute format('grant delete on review.%I to hub_reviews', t);
        execute format('grant select on review.%I to hub_reads', t);
    end loop;
end $$;

-- The committed entry of this very count, by this caller, of one controller. A first count of a large log takes long.
create function review.check_count(p_entry uuid, p_controller text) returns text
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    look   ledger.entry;
begin
    select e.* into look from ledger.entry e
    join ledger.index i on i.tenant_id = e.tenant_id and i.entry_id = e.entry_id and i.part = 0
        and i.event = 'log.counted' and i.effect <> 'deny' and i.controllers = array[p_controller]
    where e.tenant_id = current_setting('hub.tenant')::uuid and e.entry_id = p_entry and e.agency = caller;
    if look.entry_id is null then
        raise exception 'no such ticket' using errcode = 'HB020';
    end if;
    if look.xid = pg_current_xact_id_if_assigned() then
        raise exception 'the entry is not committed' using errcode = 'HB021';
    end if;
    if look.created_at < clock_timestamp() - interval '1 hour' then
        raise exception 'the ticket is too old' using errcode = 'HB022';
    end if;
    perform set_config('hub.controller', p_controller, true);
    return caller;
end $$;

-- Where to go on from, and up to where. Marked by another key, or of a longer log than this one: all anew.
create function review.begin_count(p_entry uuid, p_controller text, p_key bytea, p_keep date)
returns table (counted_to bigint, size bigint)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
    stand  review.stand;
    top    bigint;
begin
    perform review.check_count(p_entry, p_controller);
    tenant := current_setting('hub.tenant')::uuid;
    top := coalesce((select h.size from ledger.head h where h.tenant_id = tenant), 0);
    insert into review.stand (tenant_id, controller, counted_to, kept_since, key_mark, entry_id)
    values (tenant, p_controller, 0, p_keep, p_key, p_entry) on conflict do nothing;
    select * into stand from review.stand s where s.tenant_id = tenant and s.controller = p_controller for update;
    if stand.key_mark <> p_key or stand.counted_to > top then
        delete from review.figure f where f.tenant_id = tenant and f.controller = p_controller;
        delete from review.marked m where m.tenant_id = tenant and m.controller = p_controller;
        delete from review.mark_figure f where f.tenant_id = tenant and f.controller = p_controller;
        stand.counted_to := 0;
    end if;
    update review.stand s set counted_to = stand.counted_to, key_mark = p_key, entry_id = p_entry,
        kept_since = greatest(s.kept_since, p_keep)
    where s.tenant_id = tenant and s.controller = p_controller;
    return query select stand.counted_to, top;
end $$;

-- The entries at these places that may have a mark, for whoever holds the key: refusals, and what was taken over.
create function ledger.read_for_marks(p_entry uuid, p_controller text, p_from bigint, p_until bigint)
returns table (entry_id uuid, leaf bytea, at timestamptz, event text, role text, agency text, purpose text, effect text,
               pseudonym text, number text, segments bytea[], actor_bucket uuid, case_bucket uuid,
               actor_sealed bytea, case_sealed bytea, families text[], part integer, box bytea, commitments bytea,
               part_bucket uuid, part_sealed bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := review.check_count(p_entry, p_controller);
    tenant uuid := current_setting('hub.tenant')::uuid;
begin
    return query
    select i.entry_id, e.leaf, i.at, i.event, i.role, i.agency, i.purpose, i.effect, ''::text, null::text, p.segments,
        p.actor_bucket, p.case_bucket, null::bytea, k.sealed, '{}'::text[], 0, null::bytea, null::bytea, null::uuid,
        null::bytea
    from ledger.leaf l
    join ledger.index i on i.tenant_id = tenant and i.entry_id = l.entry_id and i.part = 0
        and i.controllers @> array[p_controller] and i.pseudonym <> ''
        and (i.outcome = 'denied' or i.event = 'log.imported')
    join ledger.entry e on e.tenant_id = tenant and e.entry_id = l.entry_id
    join ledger.payload p on p.tenant_id = tenant and p.entry_id = l.entry_id
    left join ledger.bucket_key k on k.tenant_id = tenant and k.bucket_id = p.case_bucket and k.holder = caller
    where l.tenant_id = tenant and l.leaf_index >= p_from and l.leaf_index < p_until
    order by l.leaf_index;
end $$;

create function review.count_days(p_controller text, p_from bigint, p_until bigint, p_days date[]) returns void
language sql set search_path = pg_catalog, pg_temp as $$
    insert into review.figure as f (tenant_id, controller, day, hour, outcome, entries)
    select i.tenant_id, p_controller, n.local::date, extract(hour from n.local)::smallint, i.outcome, count(*)::integer
    from review.stand s
    join ledger.leaf l on l.tenant_id = s.tenant_id and l.leaf_index >= p_from and l.leaf_index < p_until
    join ledger.index i on i.tenant_id = l.tenant_id and i.entry_id = l.entry_id and i.part = 0
        and i.controllers @> array[p_controller] and i.pseudonym <> ''
    cross join lateral (select i.at at time zone 'Europe/Berlin' as local) n
    where s.tenant_id = current_setting('hub.tenant')::uuid and s.controller = p_controller
      and n.local::date >= s.kept_since and (p_days is null or n.local::date = any (p_days))
    group by 1, 3, 4, 5
    on conflict (tenant_id, controller, day, hour, outcome) do update set entries = f.entries + excluded.entries
$$;

-- One stretch of places, all or nothing, with the marks of its entries; only the one that follows what was counted.
create function review.count_stretch(p_entry uuid, p_controller text, p_from bigint, p_until bigint,
    p_entries uuid[], p_marks bytea[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
    stand  review.stand;
begin
    perform review.check_count(p_entry, p_controller);
    tenant := current_setting('hub.tenant')::uuid;
    select * into stand from review.stand s where s.tenant_id = tenant and s.controller = p_controller for update;
    if stand.counted_to is distinct from p_from or p_until <= p_from
       or p_until > (select h.size from ledger.head h where h.tenant_id = tenant) then
        raise exception 'another count was quicker' using errcode = 'HB050';
    end if;
    perform review.count_days(p_controller, p_from, p_until, null);
    with fresh as (
        insert into review.marked (tenant_id, controller, mark, at, entry_id)
        select tenant, p_controller, n.mark, i.at, i.entry_id
        from unnest(p_entries, p_marks) as n (entry, mark)
        join ledger.leaf l on l.tenant_id = tenant and l.entry_id = n.entry
            and l.leaf_index >= p_from and l.leaf_index < p_until
        join ledger.index i on i.tenant_id = tenant and i.entry_id = n.entry and i.part = 0
            and i.controllers @> array[p_controller]
        where (i.at at time zone 'Europe/Berlin')::date >= stand.kept_since
        on conflict do nothing
        returning (marked.at at time zone 'Europe/Berlin')::date as day, marked.mark
    )
    insert into review.mark_figure as f (tenant_id, controller, day, mark, entries)
    select tenant, p_controller, x.day, x.mark, count(*)::integer from fresh x group by x.day, x.mark
    on conflict (tenant_id, controller, day, mark) do update set entries = f.entries + excluded.entries;
    update review.stand s set counted_to = p_until,
        erased_at = greatest(s.erased_at, (select max(i.at) from ledger.leaf l
            join ledger.index i on i.tenant_id = tenant and i.entry_id = l.entry_id and i.part = 0
            where l.tenant_id = tenant and l.leaf_index >= p_from and l.leaf_index < p_until
              and i.event = 'log.erase' and i.controllers @> array[p_controller]))
    where s.tenant_id = tenant and s.controller = p_controller;
end $$;

-- What the log keeps no longer, the figures keep no longer; days of which entries were erased by a list are counted
-- anew. `p_from`: where this count went on from.
create function review.finish_count(p_entry uuid, p_controller text, p_from bigint, p_at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
    stand  review.stand;
    days   date[];
begin
    perform review.check_count(p_entry, p_controller);
    tenant := current_setting('hub.tenant')::uuid;
    select * into stand from review.stand s where s.tenant_id = tenant and s.controller = p_controller for update;
    delete from review.figure f
    where f.tenant_id = tenant and f.controller = p_controller and f.day < stand.kept_since;
    delete from review.mark_figure f
    where f.tenant_id = tenant and f.controller = p_controller and f.day < stand.kept_since;
    delete from review.marked m where m.tenant_id = tenant and m.controller = p_controller
        and m.at < stand.kept_since::timestamp at time zone 'Europe/Berlin';
    days := array(
        select distinct ((convert_from(e.leaf, 'UTF8')::jsonb ->> 'at')::timestamptz at time zone 'Europe/Berlin')::date
        from ledger.leaf l
        join ledger.erased x on x.tenant_id = tenant and x.erasure = l.entry_id
        join ledger.entry e on e.tenant_id = tenant and e.entry_id = x.entry_id
        where l.tenant_id = tenant and l.leaf_index >= p_from and l.leaf_index < stand.counted_to);
    if cardinality(days) > 0 then
        delete from review.figure f where f.tenant_id = tenant and f.controller = p_controller and f.day = any (days);
        perform review.count_days(p_controller, 0, stand.counted_to, days);
        delete from review.marked m using ledger.erased x
        where m.tenant_id = tenant and m.controller = p_controller and x.tenant_id = tenant
          and x.entry_id = m.entry_id;
        delete from review.mark_figure f
        where f.tenant_id = tenant and f.controller = p_controller and f.day = any (days);
        insert into review.mark_figure (tenant_id, controller, day, mark, entries)
        select tenant, p_controller, (m.at at time zone 'Europe/Berlin')::date, m.mark, count(*)::integer
        from review.marked m
        where m.tenant_id = tenant and m.controller = p_controller
          and (m.at at time zone 'Europe/Berlin')::date = any (days)
        group by 3, 4;
    end if;
    select count(*), count(*) filter (where cardinality(x.codes) > 0) into stand.looks, stand.explained
    from review.explanation x
    join ledger.index i on i.tenant_id = tenant and i.entry_id = x.entry_id and i.part = 0
        and i.outcome = 'shown' and i.family_id is not null
    where x.tenant_id = tenant and x.controller = p_controller and x.part = 0 and x.at <= p_at
      and x.at >= ((p_at at time zone 'Europe/Berlin')::date - 90)::timestamp at time zone 'Europe/Berlin';
    update review.stand s set at = p_at, looks = stand.looks, explained = stand.explained, overdue = (
        select count(*) from ledger.index i
        where i.tenant_id = tenant and i.part = 0 and i.pseudonym <> '' and i.controllers @> array[p_controller]
          and i.at < (s.kept_since - 2)::timestamp at time zone 'Europe/Berlin'
          and not exists (select from ledger.hold h where h.tenant_id = tenant and h.lifted_at is null
                          and h.until >= (p_at at time zone 'Europe/Berlin')::date
                          and (h.held_entry = i.entry_id or h.family_id in (
                              select x.family_id from ledger.index x
                              where x.tenant_id = tenant and x.entry_id = i.entry_id))))
    where s.tenant_id = tenant and s.controller = p_controller;
end $$;

-- All that the overview shows of the log, in one answer, against the committed entry of this very look.
create function review.overview(p_entry uuid, p_controller text, p_since date, p_until date, p_keep date)
returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid;
    look   ledger.index;
begin
    look := ledger.check_reading(caller, p_entry, 'log.overview');
    if look.controllers <> array[p_controller] then
        raise exception 'no such ticket' using errcode = 'HB020';
    end if;
    perform set_config('hub.controller', p_controller, true);
    tenant := current_setting('hub.tenant')::uuid;
    return jsonb_build_object(
        'stand', (select jsonb_build_object('counted_to', s.counted_to, 'at', s.at, 'kept_since', s.kept_since,
                      'overdue', s.overdue, 'erased_at', s.erased_at, 'looks', s.looks, 'explained', s.explained)
                  from review.stand s where s.tenant_id = tenant and s.controller = p_controller and s.at is not null),
        'hours', (select coalesce(jsonb_agg(jsonb_build_array(x.weekday, x.hour, x.entries)), '[]')
                  from (select extract(isodow from f.day)::integer as weekday, f.hour, sum(f.entries) as entries
                        from review.figure f
                        where f.tenant_id = tenant and f.controller = p_controller and f.outcome = 'shown'
                          and f.day >= p_since and f.day <= p_until group by 1, 2) x),
        'marks', (select coalesce(jsonb_agg(jsonb_build_array(encode(x.mark, 'hex'), x.entries)), '[]')
                  from (select f.mark, sum(f.entries) as entries from review.mark_figure f
                        where f.tenant_id = tenant and f.controller = p_controller
                          and f.day >= p_since and f.day <= p_until group by 1) x),
        'months', (select coalesce(jsonb_agg(jsonb_build_array(x.month, x.entries)), '[]')
                   from (select to_char(f.day, 'YYYY-MM') as month, sum(f.entries) as entries from review.figure f
                         where f.tenant_id = tenant and f.controller = p_controller
                           and f.day >= p_keep and f.day <= p_until group by 1) x),
        'holds', (select coalesce(jsonb_agg(jsonb_build_array(x.number, x.held_entry, x.reason, x.until)
                                            order by x.until, x.hold_id), '[]')
                  from (select h.hold_id, f.number, h.held_entry, h.reason, h.until from ledger.hold h
                        left join core.family f on f.tenant_id = h.tenant_id and f.family_id = h.family_id
                        where h.tenant_id = tenant and h.lifted_at is null and h.until >= p_until
                        order by h.until, h.hold_id limit 200) x),
        'anomalies', (select count(*) from review.hit h
                      where h.tenant_id = tenant and h.controller = p_controller and not h.held
                        and h.consequence <> 'sample'
                        and not exists (select from review.case_file c
                                        where c.tenant_id = tenant and c.hit_id = h.hit_id)),
        'evaluated', exists (select from review.run r where r.tenant_id = tenant and r.controller = p_controller
                             and r.finished_at is not null),
        'cases', (select jsonb_build_object('open', count(*), 'oldest', min(c.opened_at)) from review.case_file c
                  where c.tenant_id = tenant and c.controllers @> array[p_controller] and c.state <> 'closed'),
        'sample', (select jsonb_build_object('month', s.month, 'entries', n.entries, 'judged', n.judged)
                   from review.sample s
                   cross join lateral (
                       select count(*) as entries, count(*) filter (where exists (
                           select from review.verdict v where v.tenant_id = tenant and v.sample_id = e.sample_id
                             and v.entry_id = e.entry_id)) as judged
                       from review.sample_entry e where e.tenant_id = tenant and e.sample_id = s.sample_id
                         and e.kind = 'drawn') n
                   where s.tenant_id = tenant and s.controllers @> array[p_controller]
                   order by s.month desc limit 1),
        'verification', review.last_verifications());
end $$;

-- The newest check, and the newest that came to an end. Nothing in them is about anybody.
create function review.last_verifications() returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return (
        select coalesce(jsonb_agg(to_jsonb(x) - 'tenant_id' - 'run_id' - 'entry_id'
            || case when x.state in ('wanted', 'running') and x.beat_at < clock_timestamp() - interval '10 min'
                    then '{"state": "failed"}'::jsonb else '{}' end order by x.wanted_at desc), '[]')
        from (
            (select v.* from review.verification v where v.tenant_id = current_setting('hub.tenant')::uuid
             order by v.wanted_at desc limit 1)
            union
            (select v.* from review.verification v where v.tenant_id = current_setting('hub.tenant')::uuid
               and v.state = 'done' order by v.wanted_at desc limit 1)
        ) x);
end $$;

-- An officer wants the whole log checked, with the entry that says so in this very transaction. False while a check is
-- under way; one that gave no sign for ten minutes has failed.
create function review.want_verification(p_entry uuid, p_run uuid, p_at timestamptz) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
begin
    if not exists (select from ledger.entry e join ledger.index i using (tenant_id, entry_id)
                   where e.tenant_id = tenant and e.entry_id = p_entry and e.agency = caller
                     and e.xid = pg_current_xact_id() and i.event = 'log.verified' and i.effect <> 'deny') then
        raise exception 'the change has no entry' using errcode = 'HB012';
    end if;
    update review.verification v set state = 'failed'
    where v.tenant_id = tenant and v.state in ('wanted', 'running')
      and v.beat_at < clock_timestamp() - interval '10 min';
    insert into review.verification (tenant_id, run_id, entry_id, wanted_at, state)
    values (tenant, p_run, p_entry, p_at, 'wanted') on conflict do nothing;
    return found;
end $$;

-- Whoever checks takes what is wanted, once; says how far it is; and says what was found.
create function review.take_verification() returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    taken uuid;
begin
    perform identity.enter();
    update review.verification v set state = 'running', beat_at = clock_timestamp()
    where v.tenant_id = current_setting('hub.tenant')::uuid and v.state = 'wanted' returning v.run_id into taken;
    return taken;
end $$;
create function review.tell_verification(p_run uuid, p_done bigint, p_size bigint) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    update review.verification v set done = p_done, size = p_size, beat_at = clock_timestamp()
    where v.tenant_id = current_setting('hub.tenant')::uuid and v.run_id = p_run and v.state = 'running';
    return found;
end $$;
create function review.end_verification(p_run uuid, p_result smallint, p_findings jsonb, p_at timestamptz) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    update review.verification v set state = case when p_result is null then 'failed' else 'done' end,
        result = p_result, findings = p_findings, checked_at = p_at, beat_at = clock_timestamp()
    where v.tenant_id = current_setting('hub.tenant')::uuid and v.run_id = p_run and v.state = 'running';
end $$;

-- Where a question about an hour of the week, or about a mark, has to look: spans or marks, the newest first.
create function ledger.spans(q jsonb) returns table (since timestamptz, until timestamptz, mark bytea)
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
    if q ? 'weekday' then
        return query
        select case when extract(hour from (n.begins - interval '1 hour') at time zone 'Europe/Berlin') = d.hour
                    then n.begins - interval '1 hour' else n.begins end,  -- the hour that comes twice in October
            ((d.day + make_interval(hours => d.hour + 1)) at time zone 'Europe/Berlin'),
            decode(q -> 'marks' ->> to_char(d.day, 'YYYY-MM'), 'hex')
        from (select distinct f.day, f.hour from review.figure f
              where f.tenant_id = current_setting('hub.tenant')::uuid and f.controller = q ->> 'controller'
                and f.hour = (q ->> 'hour')::smallint and extract(isodow from f.day) = (q ->> 'weekday')::integer) d
        cross join lateral (select (d.day + make_interval(hours => d.hour)) at time zone 'Europe/Berlin' as begins) n
        where (not q ? 'since' or n.begins + interval '1 hour' > (q ->> 'since')::timestamptz)
          and (not q ? 'until' or n.begins - interval '1 hour' < (q ->> 'until')::timestamptz)
          and (not q ? 'before' or n.begins - interval '1 hour' <= (q -> 'before' ->> 0)::timestamptz)
          and (not q ? 'marks' or q -> 'marks' ? to_char(d.day, 'YYYY-MM'))
        order by n.begins desc;
    elsif q ? 'marks' then
        return query
        select null::timestamptz, null::timestamptz, decode(m.value, 'hex')
        from jsonb_each_text(q -> 'marks') m order by m.key desc;
    else
        return query select null::timestamptz, null::timestamptz, null::bytea;
    end if;
end $$;

-- As before; and by entries, by place in the tree, by hour of the week, by mark. The last two count over everybody: of
-- one person they are not asked (H8), and they end where the figures end, so that a figure and
-- its list are the same entries.
create or replace function ledger.find_lines(p_caller text, q jsonb, p_limit integer)
returns table (entry_id uuid, leaf bytea, at timestamptz, event text, role text, agency text, purpose text, effect text,
               pseudonym text, number text, segments bytea[], actor_bucket uuid, case_bucket uuid,
               actor_sealed bytea, case_sealed bytea, families text[], part integer, box bytea, commitments bytea,
               part_bucket uuid, part_sealed bytea)
language plpgsql as $$
declare
    tenant  uuid := current_setting('hub.tenant')::uuid;
    asked   text;
    wanted  text := case when q ? 'family' then '' else ' and i.part = 0' end;
    counted boolean := q ? 'weekday' or q ? 'marks';
    source  text := 'ledger.index i';
    ordered text := 'i.at desc, i.entry_id desc';
    most    integer := least(p_limit, 201);
    span    record;
    more    ledger.index[];
    lines   ledger.index[] := '{}';
begin
    if counted then
        if q ? 'pseudonym' or not q ? 'controller' then
            raise exception 'nobody is counted' using errcode = 'HB025';
        end if;
        perform set_config('hub.controller', q ->> 'controller', true);
        q := q || jsonb_build_object('upto', least((q ->> 'upto')::bigint, coalesce((
            select s.counted_to from review.stand s
            where s.tenant_id = tenant and s.controller = q ->> 'controller'), 0)));
    end if;
    foreach asked in array array['controller', 'pseudonym', 'agency', 'purpose', 'outcome', 'event', 'family', 'since',
                                 'until', 'before', 'entries', 'upto', 'weekday', 'marks'] loop
        continue when not q ? asked;
        wanted := wanted || ' and ' || case asked
            when 'controller' then 'i.controllers @> array[$2 ->> ''controller'']'
            when 'pseudonym' then 'i.pseudonym = $2 ->> ''pseudonym'''
            when 'agency' then 'i.agency = $2 ->> ''agency'''
                || case when q ->> 'agency' <> q ->> 'controller' then ' and i.controllers <> array[i.agency]'
                   else '' end
            when 'purpose' then 'i.purpose = $2 ->> ''purpose'''
            when 'outcome' then 'i.outcome = $2 ->> ''outcome'''
            when 'event' then 'i.event = $2 ->> ''event'''
            when 'family' then 'i.family_id = (select f.family_id from core.family f
                                               where f.tenant_id = $1 and f.number = $2 ->> ''family'')'
            when 'since' then 'i.at >= ($2 ->> ''since'')::timestamptz'
            when 'until' then 'i.at < ($2 ->> ''until'')::timestamptz'
            when 'before' then '(i.at, i.entry_id)
                                < (($2 -> ''before'' ->> 0)::timestamptz, ($2 -> ''before'' ->> 1)::uuid)'
            when 'entries' then 'i.entry_id = any (array(select x::uuid
                                 from jsonb_array_elements_text($2 -> ''entries'') x))'
            when 'upto' then '(select l.leaf_index from ledger.leaf l
                               where l.tenant_id = $1 and l.entry_id = i.entry_id) < ($2 ->> ''upto'')::bigint'
            when 'weekday' then 'i.at >= $4 and i.at < $5'
            when 'marks' then 'm.tenant_id = $1 and m.controller = $2 ->> ''controller'' and m.mark = $6'
        end;
    end loop;
    if q ? 'marks' then
        source := 'review.marked m join ledger.index i on i.tenant_id = $1 and i.entry_id = m.entry_id';
        ordered := 'm.at desc, m.entry_id desc';
        wanted := wanted
            || case when q ? 'since' then ' and m.at >= ($2 ->> ''since'')::timestamptz' else '' end
            || case when q ? 'until' then ' and m.at < ($2 ->> ''until'')::timestamptz' else '' end
            || case when q ? 'before' then ' and m.at <= ($2 -> ''before'' ->> 0)::timestamptz' else '' end
            || case when q ? 'weekday' then ' and m.at >= $4 and m.at < $5' else '' end;
    end if;
    for span in select * from ledger.spans(q) loop
        execute 'select array_agg(x.line order by x.at desc, x.entry_id desc)
                 from (select i as line, i.at, i.entry_id from ' || source || ' where i.tenant_id = $1' || wanted
                 || ' order by ' || ordered || ' limit $3) x'
        into more using tenant, q, most - cardinality(lines), span.since, span.until, span.mark;
        lines := lines || coalesce(more, '{}');
        exit when cardinality(lines) >= most;
    end loop;
    return query
    select i.entry_id, e.leaf, i.at, i.event, i.role, i.agency, i.purpose, i.effect, i.pseudonym, f.number,
        p.segments, p.actor_bucket, p.case_bucket, ka.sealed, kc.sealed,
        array(select n.number from ledger.index x
              join core.family n on n.tenant_id = tenant and n.family_id = x.family_id
              where i.part = 0 and x.tenant_id = tenant and x.entry_id = i.entry_id and x.part > 0
                and (q ->> 'controller' is null or x.controllers @> array[q ->> 'controller'])
              order by x.part),
        i.part, b.box, t.commitments, b.bucket_id, kb.sealed
    from unnest(lines) as i
    join ledger.entry e on e.tenant_id = tenant and e.entry_id = i.entry_id
    left join ledger.payload p on p.tenant_id = tenant and p.entry_id = i.entry_id
    left join ledger.bucket_key ka on ka.tenant_id = tenant and ka.bucket_id = p.actor_bucket and ka.holder = p_caller
    left join ledger.bucket_key kc on kc.tenant_id = tenant and kc.bucket_id = p.case_bucket and kc.holder = p_caller
    left join core.family f on f.tenant_id = tenant and f.family_id = i.family_id
    left join ledger.part b on b.tenant_id = tenant and b.entry_id = i.entry_id and b.part = i.part
    left join ledger.part_commitments t on i.part > 0 and t.tenant_id = tenant and t.entry_id = i.entry_id
    left join ledger.bucket_key kb on kb.tenant_id = tenant and kb.bucket_id = b.bucket_id and kb.holder = p_caller
    order by i.at desc, i.entry_id desc;
end $$;

-- As before, at the same price however long the log is: `coalesce` over another table's column is not looked up by an
-- index below a row policy, and every process asks this each two seconds.
create or replace function ledger.freshness()
returns table (now timestamptz, size bigint, waiting_since timestamptz, published_at timestamptz,
               published_size bigint, published_root bytea, begun_at timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
    newest ledger.checkpoint;
    edge   bigint;
begin
    perform identity.enter();
    tenant := current_setting('hub.tenant')::uuid;
    select * into newest from ledger.checkpoint x
    where x.tenant_id = tenant and x.published_at is not null order by x.signed_at desc limit 1;
    edge := coalesce(newest.size, 0);
    return query
    select clock_timestamp(), coalesce((select h.size from ledger.head h where h.tenant_id = tenant), 0),
        (select e.created_at from (select x.entry_id from ledger.pending x where x.tenant_id = tenant
                                   order by x.entry_id limit 1) p
         join ledger.entry e on e.tenant_id = tenant and e.entry_id = p.entry_id),
        newest.published_at, newest.size, newest.root,
        (select e.created_at from ledger.leaf l
         join ledger.entry e on e.tenant_id = tenant and e.entry_id = l.entry_id
         where l.tenant_id = tenant and l.leaf_index = edge);
end $$;

do $$
declare
    f regprocedure;
begin
    foreach f in array array['review.check_count(uuid, text)', 'review.begin_count(uuid, text, bytea, date)',
        'review.count_days(text, bigint, bigint, date[])',
        'review.count_stretch(uuid, text, bigint, bigint, uuid[], bytea[])',
        'review.finish_count(uuid, text, bigint, timestamptz)', 'review.overview(uuid, text, date, date, date)',
        'review.last_verifications()', 'review.want_verification(uuid, uuid, timestamptz)',
        'review.take_verification()', 'review.tell_verification(uuid, bigint, bigint)',
        'review.end_verification(uuid, smallint, jsonb, timestamptz)']::regprocedure[]
    loop
        execute format('alter function %s owner to hub_reviews', f);
        execute format('revoke execute on function %s from public', f);
    end loop;
    foreach f in array array['ledger.read_for_marks(uuid, text, bigint, bigint)', 'ledger.spans(jsonb)',
        'ledger.find_lines(text, jsonb, integer)']::regprocedure[]
    loop
        execute format('alter function %s owner to hub_reads', f);
        execute format('revoke execute on function %s from public', f);
    end loop;
end $$;
grant execute on function review.check_count(uuid, text) to hub_reads;
grant execute on function ledger.check_reading(text, uuid, text) to hub_reviews;
grant execute on function review.begin_count(uuid, text, bytea, date),
    review.count_stretch(uuid, text, bigint, bigint, uuid[], bytea[]),
    review.finish_count(uuid, text, bigint, timestamptz), review.overview(uuid, text, date, date, date),
    review.want_verification(uuid, uuid, timestamptz), review.take_verification(),
    review.tell_verification(uuid, bigint, bigint), review.last_verifications(),
    review.end_verification(uuid, smallint, jsonb, timestamptz),
    ledger.read_for_marks(uuid, text, bigint, bigint) to hub_oversight;

revoke create on schema ledger from hub_reads, hub_tree;
revoke create on schema review from hub_reviews;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
