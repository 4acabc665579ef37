"""The review's evaluations: runs, what they found, and what explains an ordinary look."""

from alembic import op

revision = "0070"
down_revision = "0069"

SQL = r"""
-- Only while its functions change hands may the role create here.
grant create on schema review to hub_reviews;

-- One evaluation of one controller's log; its id is that of its entry (log.evaluated), which stands before anything is
-- read. `looks` is how many entries were read, of everybody.
create table review.run (
    tenant_id   uuid not null,
    run_id      uuid not null,
    controller  text not null,
    at          timestamptz not null,
    since       timestamptz not null,
    until       timestamptz not null check (until >= since),
    rules       text[] not null,
    policies    text not null,
    started_at  timestamptz not null default clock_timestamp(),
    looks       integer,
    lacking     text[],
    finished_at timestamptz,
    primary key (tenant_id, run_id)
);
create index run_newest on review.run (tenant_id, controller, at desc);

-- What a rule found. `who` is the log's pseudonym, null for several or nobody. `held`: a case stands on it, so it stays
-- when its entries go.
create table review.hit (
    tenant_id   uuid not null,
    hit_id      uuid not null,
    controller  text not null,
    rule        text not null,
    who         text,
    families    text[] not null,
    entries     uuid[] not null check (cardinality(entries) > 0),
    first_at    timestamptz not null,
    last_at     timestamptz not null check (last_at >= first_at),
    consequence text not null check (consequence in ('case', 'sample', 'operations')),
    facts       jsonb not null,
    explained   text[] not null,
    backdated   text[] not null,
    missing     text[] not null,
    held        boolean not null default false,
    found_at    timestamptz not null,
    found_in    uuid not null,
    seen_in     uuid not null,
    primary key (tenant_id, hit_id),
    foreign key (tenant_id, found_in) references review.run (tenant_id, run_id),
    foreign key (tenant_id, seen_in) references review.run (tenant_id, run_id)
);
create index hit_newest on review.hit (tenant_id, controller, last_at desc, hit_id desc);
create index hit_of_rule on review.hit (tenant_id, controller, rule, who);

-- What explains an entry towards one controller: known at the decision, worked out afterwards, or entered afterwards.
create table review.explanation (
    tenant_id  uuid not null,
    controller text not null,
    entry_id   uuid not null,
    part       integer not null,
    at         timestamptz not null,
    codes      text[] not null,
    backdated  text[] not null,
    run_id     uuid not null,
    primary key (tenant_id, controller, entry_id, part)
);
create index explanation_by_time on review.explanation (tenant_id, at);

do $$
declare
    t text;
begin
    foreach t in array array['run', 'hit', 'explanation'] loop
        execute format('alter table review.%I enable row level security', t);
        execute format('alter table review.%I force row level security', t);
        execute format($p$create policy tenant on review.%I
            using (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)
            with check (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)$p$, t);
        execute format('grant select, insert, update, delete on review.%I to hub_reviews', t);
    end loop;
end $$;
grant select on identity.login to hub_reviews;
grant usage on schema review to hub_reads;
grant select (tenant_id, run_id, controller, started_at, finished_at) on review.run to hub_reads;
grant select (tenant_id, entry_id, agency, xid, created_at) on ledger.entry to hub_reviews;

-- The committed entry of this very reading or evaluation, of one controller, just made, by whoever calls.
create function review.check_entry(p_caller text, p_entry uuid, p_event text, p_controller text) returns void
language plpgsql as $$
declare
    tenant uuid := current_setting('hub.tenant')::uuid;
    look   record;
begin
    select e.xid, e.created_at into look from ledger.entry e
    join ledger.index i on i.tenant_id = tenant and i.entry_id = e.entry_id and i.part = 0
    where e.tenant_id = tenant and e.entry_id = p_entry and e.agency = p_caller and i.event = p_event
      and i.effect <> 'deny' and i.controllers = array[p_controller];
    if look is null then
        raise exception 'no such ticket' using errcode = 'HB020';
    end if;
    if look.xid = pg_current_xact_id_if_assigned() then
        raise exception 'the entry is not committed' using errcode = 'HB021';
    end if;
    if look.created_at < clock_timestamp() - interval '30 s' then
        raise exception 'the ticket is too old' using errcode = 'HB022';
    end if;
end $$;

-- An evaluation begins: its entry is committed, and nothing was read yet. It may read for two hours.
create function review.begin_run(p_entry uuid, p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    perform review.check_entry(caller, p_entry, 'log.evaluated', p ->> 'controller');
    insert into review.run (tenant_id, run_id, controller, at, since, until, rules, policies)
    values (current_setting('hub.tenant')::uuid, p_entry, p ->> 'controller', (p ->> 'at')::timestamptz,
            (p ->> 'since')::timestamptz, (p ->> 'until')::timestamptz,
            array(select jsonb_array_elements_text(p -> 'rules')), p ->> 'policies');
end $$;

-- Of an evaluation that is under way: which controller's it is.
create function review.running(p_run uuid) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    found text;
begin
    perform identity.enter();
    select r.controller into found from review.run r
    where r.tenant_id = current_setting('hub.tenant')::uuid and r.run_id = p_run and r.finished_at is null
      and r.started_at > clock_timestamp() - interval '2 h';
    if found is null then
        raise exception 'no such ticket' using errcode = 'HB020';
    end if;
    return found;
end $$;

-- Entries of the controller whose evaluation is under way, oldest first, page by page, with their parts; the boxes but
-- not that of who acted. A page is of so many entries; parts come along.
create function ledger.read_stretch(p_run uuid, p_since timestamptz, p_until timestamptz, p_after uuid, p_limit integer)
returns table (entry_id uuid, part integer, leaf bytea, at timestamptz, event text, role text, agency text,
               purpose text, effect text, pseudonym text, number text, segments bytea[], bucket uuid, sealed bytea,
               commitments bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    whose  text;
begin
    whose := review.running(p_run);
    return query
    with i as materialized (
        select x.entry_id, x.at from ledger.index x
        where x.tenant_id = tenant and x.part = 0 and x.at >= p_since and x.at < p_until
          and (p_after is null or (x.at, x.entry_id) > (p_since, p_after)) and x.controllers @> array[whose]
        order by x.at, x.entry_id limit least(p_limit, 5000)
    )
    select n.entry_id, n.part, e.leaf, n.at, n.event, n.role, n.agency, n.purpose, n.effect, n.pseudonym, f.number,
        case when n.part = 0 then p.segments[2:5] else array[b.box] end,
        case when n.part = 0 then p.case_bucket else b.bucket_id end, k.sealed, t.commitments
    from i
    join ledger.index n on n.tenant_id = tenant and n.entry_id = i.entry_id and n.controllers @> array[whose]
    join ledger.entry e on e.tenant_id = tenant and e.entry_id = i.entry_id
    left join ledger.payload p on n.part = 0 and p.tenant_id = tenant and p.entry_id = i.entry_id
    left join ledger.part b on n.part > 0 and b.tenant_id = tenant and b.entry_id = i.entry_id and b.part = n.part
    left join ledger.part_commitments t on n.part > 0 and t.tenant_id = tenant and t.entry_id = i.entry_id
    left join ledger.bucket_key k on k.tenant_id = tenant and k.holder = caller
        and k.bucket_id = case when n.part = 0 then p.case_bucket else b.bucket_id end
    left join core.family f on f.tenant_id = tenant and f.family_id = n.family_id
    order by i.at, i.entry_id, n.part;
end $$;

-- What an evaluation found. What was found before, by the same rule about the same person and with an entry in common,
-- is the same: it grows. Not so what a case stands on: that was looked at as it was, and what came since is found anew.
create function review.keep_hits(p_run uuid, p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    whose  text := review.running(p_run);
    tenant uuid := current_setting('hub.tenant')::uuid;
    one    jsonb;
    new    review.hit;
    old    review.hit;
    looked uuid[];
begin
    -- Two evaluations at once must not both find something for the first time.
    perform pg_advisory_xact_lock(hashtextextended('hub review ' || tenant::text || whose, 0));
    for one in select jsonb_array_elements(p) loop
        new.entries := array(select jsonb_array_elements_text(one -> 'entries'))::uuid[];
        new.families := array(select jsonb_array_elements_text(one -> 'families'));
        new.explained := array(select jsonb_array_elements_text(one -> 'explained'));
        new.backdated := array(select jsonb_array_elements_text(one -> 'backdated'));
        new.missing := array(select jsonb_array_elements_text(one -> 'missing'));
        select array_agg(e) into looked from review.hit h, unnest(h.entries) as e
        where h.tenant_id = tenant and h.controller = whose and h.rule = one ->> 'rule'
          and h.who is not distinct from one ->> 'who' and h.entries && new.entries and h.held;
        continue when looked @> new.entries;
        old := null;
        select h.* into old from review.hit h
        where h.tenant_id = tenant and h.controller = whose and h.rule = one ->> 'rule'
          and h.who is not distinct from one ->> 'who' and h.entries && new.entries and not h.held
        order by h.first_at, h.hit_id limit 1;
        if old.hit_id is null then
            insert into review.hit (tenant_id, hit_id, controller, rule, who, families, entries, first_at, last_at,
                                    consequence, facts, explained, backdated, missing, found_at, found_in, seen_in)
            select tenant, case when looked is null then (one ->> 'id')::uuid else gen_random_uuid() end, whose,
                one ->> 'rule', one ->> 'who', new.families, new.entries,
                (one ->> 'first')::timestamptz, (one ->> 'last')::timestamptz, one ->> 'consequence', one -> 'facts',
                new.explained, new.backdated, new.missing, r.at, p_run, p_run
            from review.run r where r.tenant_id = tenant and r.run_id = p_run
            on conflict do nothing;
        else
            update review.hit h set
                families = old.families || array(select f from unnest(new.families) as f where f <> all (old.families)),
                entries = old.entries || array(select e from unnest(new.entries) as e where e <> all (old.entries)),
                first_at = least(old.first_at, (one ->> 'first')::timestamptz),
                last_at = greatest(old.last_at, (one ->> 'last')::timestamptz),
                facts = case when cardinality(new.entries) >= cardinality(old.entries) then one -> 'facts'
                             else old.facts end,
                explained = new.explained, backdated = new.backdated, missing = new.missing, seen_in = p_run
            where h.tenant_id = tenant and h.hit_id = old.hit_id;
        end if;
    end loop;
end $$;

-- What explains entries, anew; `p` holds rows [entry, part, at, codes, backdated].
create function review.keep_explanations(p_run uuid, p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    whose  text := review.running(p_run);
    tenant uuid := current_setting('hub.tenant')::uuid;
begin
    insert into review.explanation as x (tenant_id, controller, entry_id, part, at, codes, backdated, run_id)
    select tenant, whose, (r ->> 0)::uuid, (r ->> 1)::integer, (r ->> 2)::timestamptz,
        array(select jsonb_array_elements_text(r -> 3)), array(select jsonb_array_elements_text(r -> 4)), p_run
    from jsonb_array_elements(p) as r
    on conflict (tenant_id, controller, entry_id, part) do update
    set codes = excluded.codes, backdated = excluded.backdated, run_id = excluded.run_id
    where (x.codes, x.backdated) is distinct from (excluded.codes, excluded.backdated);
end $$;

-- An evaluation ends. What the log no longer holds, or no longer says who did it, goes from here as well, save what a
-- case holds.
create function review.end_run(p_run uuid, p_looks integer, p_lacking text[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    whose  text := review.running(p_run);
    tenant uuid := current_setting('hub.tenant')::uuid;
begin
    update review.run r set looks = p_looks, lacking = p_lacking, finished_at = clock_timestamp()
    where r.tenant_id = tenant and r.run_id = p_run;
    delete from review.explanation x where x.tenant_id = tenant and x.controller = whose
        and not exists (select from ledger.index i where i.tenant_id = tenant and i.entry_id = x.entry_id
                        and i.part = x.part and i.pseudonym <> '');
    with left_over as (
        select h.hit_id, array(select e.id from unnest(h.entries) with ordinality as e (id, place)
                               where exists (select from ledger.index i where i.tenant_id = tenant
                                             and i.entry_id = e.id and i.pseudonym <> '')
                               order by e.place) as entries
        from review.hit h where h.tenant_id = tenant and h.controller = whose and not h.held
    ), gone as (
        delete from review.hit h using left_over l
        where h.tenant_id = tenant and h.hit_id = l.hit_id and l.entries = '{}'
    )
    update review.hit h set entries = l.entries from left_over l
    where h.tenant_id = tenant and h.hit_id = l.hit_id and l.entries <> '{}' and l.entries <> h.entries;
end $$;

-- Hits of one controller, newest first, against the committed entry of this very reading (log.read).
create function review.read_hits(p_entry uuid, p_controller text, q jsonb, p_limit integer)
returns table (hit_id uuid, rule text, who text, families text[], entries uuid[], first_at timestamptz,
               last_at timestamptz, consequence text, facts jsonb, explained text[], backdated text[], missing text[],
               held boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    perform review.check_entry(caller, p_entry, 'log.read', p_controller);
    return query
    select h.hit_id, h.rule, h.who, h.families, h.entries, h.first_at, h.last_at, h.consequence, h.facts, h.explained,
        h.backdated, h.missing, h.held
    from review.hit h
    where h.tenant_id = current_setting('hub.tenant')::uuid and h.controller = p_controller
      and (not q ? 'hit' or h.hit_id = (q ->> 'hit')::uuid)
      and (not q ? 'rule' or h.rule = q ->> 'rule')
      and (not q ? 'consequence' or h.consequence = q ->> 'consequence')
      and (not q ? 'before'
           or (h.last_at, h.hit_id) < ((q -> 'before' ->> 0)::timestamptz, (q -> 'before' ->> 1)::uuid))
    order by h.last_at desc, h.hit_id desc limit least(p_limit, 1001);
end $$;

-- When a controller's log was last evaluated, how many entries that were, and which inputs were not there. No person.
create function review.runs(p_controller text, p_limit integer)
returns table (run_id uuid, at timestamptz, since timestamptz, until timestamptz, rules text[], policies text,
               looks integer, lacking text[], started_at timestamptz, finished_at timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return query
    select r.run_id, r.at, r.since, r.until, r.rules, r.policies, r.looks, r.lacking, r.started_at, r.finished_at
    from review.run r
    where r.tenant_id = current_setting('hub.tenant')::uuid and r.controller = p_controller
    order by r.at desc, r.run_id desc limit least(p_limit, 100);
end $$;

-- Of each rule: how many cases on its hits were closed, and how many of them held something. Counts of cases of one
-- controller; there are none before cases are kept.
create function review.worth(p_controller text) returns table (rule text, decided bigint, confirmed bigint)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    if to_regclass('review.case_file') is null then
        return;
    end if;
    return query
    select c.rule, count(*), count(*) filter (where c.result not in ('plausible', 'answered'))
    from review.case_file c
    where c.tenant_id = current_setting('hub.tenant')::uuid and c.kind = 'hit' and c.rule is not null
      and c.state = 'closed' and c.result is not null and c.controllers @> array[p_controller]
    group by c.rule order by c.rule;
end $$;

do $$
declare
    f regprocedure;
begin
    foreach f in array array['review.check_entry(text, uuid, text, text)', 'review.begin_run(uuid, jsonb)',
        'review.running(uuid)', 'review.keep_hits(uuid, jsonb)', 'review.keep_explanations(uuid, jsonb)',
        'review.end_run(uuid, integer, text[])', 'review.read_hits(uuid, text, jsonb, integer)',
        'review.runs(text, integer)', 'review.worth(text)']::regprocedure[] loop
        execute format('alter function %s owner to hub_reviews', f);
        execute format('revoke execute on function %s from public', f);
    end loop;
    foreach f in array array['review.begin_run(uuid, jsonb)', 'review.keep_hits(uuid, jsonb)',
        'review.keep_explanations(uuid, jsonb)', 'review.end_run(uuid, integer, text[])',
        'review.read_hits(uuid, text, jsonb, integer)', 'review.runs(text, integer)',
        'review.worth(text)']::regprocedure[] loop
        execute format('grant execute on function %s to hub_oversight', f);
    end loop;
end $$;
grant create on schema ledger to hub_reads;
alter function ledger.read_stretch(uuid, timestamptz, timestamptz, uuid, integer) owner to hub_reads;
revoke execute on function ledger.read_stretch(uuid, timestamptz, timestamptz, uuid, integer) from public;
grant execute on function ledger.read_stretch(uuid, timestamptz, timestamptz, uuid, integer) to hub_oversight;
revoke create on schema ledger from hub_reads;
grant execute on function review.running(uuid) to hub_reads;

revoke create on schema review from hub_reviews;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
