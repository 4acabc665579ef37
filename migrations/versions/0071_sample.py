"""The monthly sample of the data protection officers: nonces, draws, verdicts, signed reports."""

from alembic import op

revision = "0071"
down_revision = "0070"

SQL = r"""
-- Only while its functions change hands may a role create here.
grant create on schema review to hub_reviews, hub_reads, hub_tree;
grant usage on schema consent to hub_reviews;
grant select on identity.login to hub_reviews;
grant usage on schema review to hub_reads, hub_tree;
grant select (tenant_id, entry_id, agency, xid) on ledger.entry to hub_reviews;
grant select (tenant_id, staff_id, pseudonym) on identity.staff to hub_reviews;
grant select on identity.post, identity.agency to hub_reviews;
grant select (tenant_id, ref, document, entry_id) on consent.paper to hub_reviews;

-- A random number that nobody knows before the draw, but whose hash stands in the log (sample.committed).
create table review.nonce (
    tenant_id    uuid not null,
    month        date not null check (extract(day from month) = 1),
    controller   text not null,
    nonce        bytea not null check (length(nonce) = 32),
    entry_id     uuid not null,
    committed_at timestamptz not null,
    primary key (tenant_id, month, controller)
);

-- One draw; its id is that of its entry. `sheet` is all that is needed to draw it again; it names nobody.
create table review.sample (
    tenant_id   uuid not null,
    sample_id   uuid not null,
    month       date not null check (extract(day from month) = 1),
    controllers text[] not null check (cardinality(controllers) > 0),
    origin      text not null check (origin in ('drawn', 'taken_over')),
    drawn_at    timestamptz not null,
    sheet       text not null,
    primary key (tenant_id, sample_id)
);

-- A month of a controller is drawn once, whoever tries a second time, and however many at once.
create table review.sample_of (
    tenant_id  uuid not null,
    month      date not null,
    controller text not null,
    sample_id  uuid not null,
    primary key (tenant_id, month, controller),
    foreign key (tenant_id, sample_id) references review.sample
);

create table review.sample_entry (
    tenant_id uuid not null,
    sample_id uuid not null,
    entry_id  uuid not null,
    place     integer not null check (place > 0),
    kind      text not null check (kind in ('drawn', 'emergency', 'spoken')),
    primary key (tenant_id, sample_id, entry_id),
    unique (tenant_id, sample_id, place),
    foreign key (tenant_id, sample_id) references review.sample
);

-- What was judged; the newest counts until the report is signed. `claimed`: as a record kept elsewhere tells it.
create table review.verdict (
    tenant_id uuid not null,
    sample_id uuid not null,
    entry_id  uuid not null,
    judged_in uuid not null,
    verdict   text not null check (verdict in ('plausible', 'question', 'conspicuous', 'not_reviewable')),
    at        timestamptz not null,
    claimed   boolean not null,
    primary key (tenant_id, sample_id, entry_id, judged_in),
    foreign key (tenant_id, sample_id, entry_id) references review.sample_entry
);

create table review.sample_report (
    tenant_id uuid not null,
    sample_id uuid not null,
    entry_id  uuid not null,
    document  text not null,
    signed_at timestamptz not null,
    primary key (tenant_id, sample_id),
    foreign key (tenant_id, sample_id) references review.sample
);

do $$
declare
    t text;
begin
    foreach t in array array['nonce', 'sample', 'sample_of', 'sample_entry', 'verdict', 'sample_report'] loop
        execute format('alter table review.%I enable row level security', t);
        execute format('alter table review.%I force row level security', t);
        execute format($p$create policy tenant on review.%I
            using (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)
            with check (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)$p$, t);
        execute format('grant select, insert on review.%I to hub_reviews', t);
    end loop;
end $$;
grant select on review.sample, review.sample_entry, review.explanation to hub_reads;

-- Which bodies have appointed whom the log calls so, on that day.
create function review.appointed(p_pseudonym text, p_day date) returns text[]
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
begin
    perform identity.enter();
    tenant := current_setting('hub.tenant')::uuid;
    return array(
        select distinct g.kind from identity.staff s
        join identity.post p on p.tenant_id = tenant and p.staff_id = s.staff_id and p.role = 'dpo'
             and p_day between p.since and p.until
        join identity.agency g on g.tenant_id = tenant and g.unit = p.unit
        where s.tenant_id = tenant and s.pseudonym = p_pseudonym order by g.kind);
end $$;

-- The entry of an officer's act in this very transaction, for bodies that appointed them; what it is about.
create function review.check_act(p_entry uuid, p_events text[]) returns ledger.index
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    found  ledger.index;
begin
    select i.* into found from ledger.index i join ledger.entry e on e.tenant_id = tenant and e.entry_id = i.entry_id
    where i.tenant_id = tenant and i.entry_id = p_entry and i.part = 0 and i.event = any(p_events)
      and i.effect <> 'deny' and i.role = 'dpo' and e.agency = caller and e.xid = pg_current_xact_id();
    if found.entry_id is null then
        raise exception 'the change has no entry' using errcode = 'HB012';
    end if;
    if not found.controllers <@ review.appointed(found.pseudonym, (found.at at time zone 'Europe/Berlin')::date) then
        raise exception 'not appointed by these' using errcode = 'HB030';
    end if;
    return found;
end $$;

create function review.keep_nonce(p_entry uuid, p_month date, p_nonce bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    act ledger.index := review.check_act(p_entry, array['sample.committed']);
begin
    insert into review.nonce (tenant_id, month, controller, nonce, entry_id, committed_at)
    select act.tenant_id, p_month, c, p_nonce, p_entry, act.at from unnest(act.controllers) as c;
exception
    when unique_violation then
        raise exception 'committed before' using errcode = 'HB033';
end $$;

create function review.nonces(p_controllers text[]) returns table (month date, entry_id uuid, nonce bytea,
                                                                  committed_at timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return query
    select distinct n.month, n.entry_id, n.nonce, n.committed_at from review.nonce n
    where n.tenant_id = current_setting('hub.tenant')::uuid and n.controller = any(p_controllers)
    order by n.month, n.committed_at;
end $$;

-- In the transaction of its entry, once for a month and controller.
create function review.keep_sample(p_entry uuid, p jsonb, p_sheet text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    act   ledger.index := review.check_act(p_entry, array['sample.drawn', 'sample.imported']);
    other text := case act.event when 'sample.drawn' then 'drawn' else 'taken_over' end;
begin
    insert into review.sample (tenant_id, sample_id, month, controllers, origin, drawn_at, sheet)
    values (act.tenant_id, p_entry, (p ->> 'month')::date, act.controllers, other, (p ->> 'at')::timestamptz, p_sheet);
    insert into review.sample_of (tenant_id, month, controller, sample_id)
    select act.tenant_id, (p ->> 'month')::date, c, p_entry from unnest(act.controllers) as c;
    insert into review.sample_entry (tenant_id, sample_id, entry_id, place, kind)
    select act.tenant_id, p_entry, (e.one ->> 0)::uuid, e.place, e.one ->> 1
    from jsonb_array_elements(p -> 'entries') with ordinality as e (one, place);
    insert into review.verdict (tenant_id, sample_id, entry_id, judged_in, verdict, at, claimed)
    select act.tenant_id, p_entry, (v.one ->> 0)::uuid, p_entry, v.one ->> 1, (v.one ->> 2)::timestamptz, true
    from jsonb_array_elements(p -> 'verdicts') as v (one) where act.event = 'sample.imported';
exception
    when unique_violation then
        raise exception 'drawn before' using errcode = 'HB033';
end $$;

create function review.samples(p_controllers text[])
returns table (sample_id uuid, month date, controllers text[], origin text, drawn_at timestamptz, entries text,
               is_signed boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
begin
    perform identity.enter();
    tenant := current_setting('hub.tenant')::uuid;
    return query
    select s.sample_id, s.month, s.controllers, s.origin, s.drawn_at,
        (select json_agg(json_build_array(e.entry_id, e.kind, v.verdict, v.at, v.claimed) order by e.place)::text
         from review.sample_entry e
         left join lateral (select v.* from review.verdict v
                            where v.tenant_id = tenant and v.sample_id = e.sample_id and v.entry_id = e.entry_id
                            order by v.at desc, v.judged_in desc limit 1) v on true
         where e.tenant_id = tenant and e.sample_id = s.sample_id),
        exists (select from review.sample_report r where r.tenant_id = tenant and r.sample_id = s.sample_id)
    from review.sample s
    where s.tenant_id = tenant and s.controllers && p_controllers
    order by s.month desc;
end $$;

create function review.sample_papers(p_sample uuid) returns table (sheet text, report text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
begin
    perform identity.enter();
    tenant := current_setting('hub.tenant')::uuid;
    return query
    select s.sheet, r.document from review.sample s
    left join review.sample_report r on r.tenant_id = tenant and r.sample_id = s.sample_id
    where s.tenant_id = tenant and s.sample_id = p_sample;
end $$;

create function review.judge(p_entry uuid, p_sample uuid, p_judged uuid, p_verdict text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    act ledger.index := review.check_act(p_entry, array['sample.judged']);
begin
    perform pg_advisory_xact_lock(hashtextextended('hub sample ' || p_sample::text, 0));
    perform from review.sample s
    where s.tenant_id = act.tenant_id and s.sample_id = p_sample and s.controllers = act.controllers;
    if not found or exists (select from review.sample_report r
                            where r.tenant_id = act.tenant_id and r.sample_id = p_sample) then
        raise exception 'no such sample to be judged' using errcode = 'HB032';
    end if;
    insert into review.verdict (tenant_id, sample_id, entry_id, judged_in, verdict, at, claimed)
    values (act.tenant_id, p_sample, p_judged, p_entry, p_verdict, act.at, false);
exception
    when foreign_key_violation or check_violation then
        raise exception 'something named does not exist' using errcode = 'HB032';
end $$;

create function review.keep_report(p_entry uuid, p_sample uuid, p_document text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    act ledger.index := review.check_act(p_entry, array['sample.reported']);
begin
    perform pg_advisory_xact_lock(hashtextextended('hub sample ' || p_sample::text, 0));
    perform from review.sample s
    where s.tenant_id = act.tenant_id and s.sample_id = p_sample and s.controllers = act.controllers;
    if not found then
        raise exception 'no such sample' using errcode = 'HB032';
    end if;
    insert into review.sample_report (tenant_id, sample_id, entry_id, document, signed_at)
    values (act.tenant_id, p_sample, p_entry, p_document, act.at);
exception
    when unique_violation then
        raise exception 'reported before' using errcode = 'HB033';
end $$;

-- The references of spoken consents, and whether an entry took one: by the papers, as they were signed.
create function review.spoken(p_refs text[]) returns table (ref text, entry_id uuid)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return query
    select p.ref, p.entry_id from consent.paper p
    where p.tenant_id = current_setting('hub.tenant')::uuid and p.document ->> 'way' = 'oral'
      and (p_refs is null or p.ref = any(p_refs));
end $$;

-- What a sample is drawn from: all looks, all that was taken over and all consents in a stretch of time that concern
-- the bodies of the committed entry of this very reading; whether anything explains it, null where nobody evaluated it.
-- Who acted is not in it, nor about whom.
create function review.population(p_entry uuid, p_since timestamptz, p_until timestamptz)
returns table (entry_id uuid, event text, role text, agency text, purpose text, effect text, leaf bytea,
               access bytea, decision bytea, case_bucket uuid, case_sealed bytea, explained boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    look   ledger.index := ledger.check_reading(caller, p_entry, 'sample.read');
begin
    return query
    select i.entry_id, i.event, i.role, i.agency, i.purpose, i.effect, e.leaf, p.segments[3], p.segments[4],
        p.case_bucket, k.sealed,
        (select bool_or(cardinality(x.codes) > 0) from review.explanation x
         where x.tenant_id = tenant and x.controller = any(look.controllers) and x.entry_id = i.entry_id and x.part = 0)
    from ledger.index i
    join ledger.entry e on e.tenant_id = tenant and e.entry_id = i.entry_id
    left join ledger.payload p on i.event = 'log.imported' and p.tenant_id = tenant and p.entry_id = i.entry_id
    left join ledger.bucket_key k on k.tenant_id = tenant and k.bucket_id = p.case_bucket and k.holder = caller
    where i.tenant_id = tenant and i.part = 0 and i.at >= p_since and i.at < p_until and i.effect <> 'deny'
      and i.event in ('access.read', 'log.imported', 'consent.granted') and i.controllers && look.controllers
    order by i.entry_id;
end $$;

-- One entry of a sample as the log tells it, against the committed entry of this very reading.
create function review.read_drawn(p_entry uuid, p_sample uuid, p_wanted uuid)
returns table (entry_id uuid, leaf bytea, at timestamptz, event text, role text, agency text, purpose text, effect text,
               pseudonym text, number text, segments bytea[], actor_bucket uuid, case_bucket uuid,
               actor_sealed bytea, case_sealed bytea, families text[], part integer, box bytea, commitments bytea,
               part_bucket uuid, part_sealed bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    look   ledger.index := ledger.check_reading(caller, p_entry, 'sample.read');
begin
    return query
    select i.entry_id, e.leaf, i.at, i.event, i.role, i.agency, i.purpose, i.effect, i.pseudonym, f.number,
        p.segments, p.actor_bucket, p.case_bucket, ka.sealed, kc.sealed, array[]::text[], 0, null::bytea, null::bytea,
        null::uuid, null::bytea
    from review.sample s
    join review.sample_entry d on d.tenant_id = tenant and d.sample_id = s.sample_id and d.entry_id = p_wanted
    join ledger.index i on i.tenant_id = tenant and i.entry_id = d.entry_id and i.part = 0
    join ledger.entry e on e.tenant_id = tenant and e.entry_id = i.entry_id
    left join ledger.payload p on p.tenant_id = tenant and p.entry_id = i.entry_id
    left join ledger.bucket_key ka on ka.tenant_id = tenant and ka.bucket_id = p.actor_bucket and ka.holder = caller
    left join ledger.bucket_key kc on kc.tenant_id = tenant and kc.bucket_id = p.case_bucket and kc.holder = caller
    left join core.family f on f.tenant_id = tenant and f.family_id = i.family_id
    where s.tenant_id = tenant and s.sample_id = p_sample and s.controllers = look.controllers;
end $$;

-- The boxes of the two entries that prove a draw, for its report: what was committed to, and what was drawn.
create function review.read_proofs(p_entry uuid, p_sample uuid, p_wanted uuid[])
returns table (entry_id uuid, leaf bytea, access bytea, case_bucket uuid, case_sealed bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    look   ledger.index := ledger.check_reading(caller, p_entry, 'sample.read');
begin
    return query
    select i.entry_id, e.leaf, p.segments[3], p.case_bucket, k.sealed
    from review.sample s
    join ledger.index i on i.tenant_id = tenant and i.entry_id = any(p_wanted) and i.part = 0
         and i.event in ('sample.committed', 'sample.drawn', 'sample.imported') and i.controllers && look.controllers
    join ledger.entry e on e.tenant_id = tenant and e.entry_id = i.entry_id
    join ledger.payload p on p.tenant_id = tenant and p.entry_id = i.entry_id
    join ledger.bucket_key k on k.tenant_id = tenant and k.bucket_id = p.case_bucket and k.holder = caller
    where s.tenant_id = tenant and s.sample_id = p_sample and s.controllers = look.controllers;
end $$;

-- The first published checkpoint from an instant on that covers an entry; none as long as there is none.
create function review.checkpoint_for(p_entry uuid, p_since timestamptz) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
begin
    perform identity.enter();
    tenant := current_setting('hub.tenant')::uuid;
    return (select k.note from ledger.checkpoint k
            where k.tenant_id = tenant and k.published_at is not null and k.signed_at >= p_since
              and k.size > (select l.leaf_index from ledger.leaf l where l.tenant_id = tenant and l.entry_id = p_entry)
            order by k.signed_at limit 1);
end $$;

do $$
declare
    f regprocedure;
begin
    foreach f in array array['review.appointed(text, date)', 'review.check_act(uuid, text[])',
        'review.keep_nonce(uuid, date, bytea)', 'review.nonces(text[])', 'review.keep_sample(uuid, jsonb, text)',
        'review.samples(text[])', 'review.sample_papers(uuid)', 'review.judge(uuid, uuid, uuid, text)',
        'review.keep_report(uuid, uuid, text)', 'review.spoken(text[])']::regprocedure[]
    loop
        execute format('alter function %s owner to hub_reviews', f);
        execute format('revoke execute on function %s from public', f);
    end loop;
    foreach f in array array['review.population(uuid, timestamptz, timestamptz)',
        'review.read_drawn(uuid, uuid, uuid)', 'review.read_proofs(uuid, uuid, uuid[])']::regprocedure[]
    loop
        execute format('alter function %s owner to hub_reads', f);
        execute format('revoke execute on function %s from public', f);
    end loop;
end $$;
alter function review.checkpoint_for(uuid, timestamptz) owner to hub_tree;
revoke execute on function review.checkpoint_for(uuid, timestamptz) from public;
grant execute on function review.appointed(text, date), review.keep_nonce(uuid, date, bytea), review.nonces(text[]),
    review.keep_sample(uuid, jsonb, text), review.samples(text[]), review.sample_papers(uuid),
    review.judge(uuid, uuid, uuid, text), review.keep_report(uuid, uuid, text), review.spoken(text[]),
    review.population(uuid, timestamptz, timestamptz), review.read_drawn(uuid, uuid, uuid),
    review.read_proofs(uuid, uuid, uuid[]), review.checkpoint_for(uuid, timestamptz) to hub_oversight;

revoke create on schema review from hub_reviews, hub_reads, hub_tree;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
