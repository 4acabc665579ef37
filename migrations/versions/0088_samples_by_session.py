"""Samples are read and worked at by session and entry alone; a number opens once its checkpoint is there."""

from alembic import op

revision = "0088"
down_revision = "0087"

SQL = r"""
-- Only while its functions change hands may a role create here.
grant create on schema review to hub_reviews, hub_reads;
-- What asks for a session asks for it with the rights of whoever calls.
grant execute on function review.seated(text, bytea, ledger.index), review.reading(text, uuid, bytea, text),
    review.appointed(text, date) to hub_reads;
grant execute on function review.checkpoint_for(uuid, timestamptz) to hub_reviews;

drop function review.keep_nonce(uuid, date, bytea), review.nonces(text[]), review.keep_sample(uuid, jsonb, text),
    review.samples(text[]), review.sample_papers(uuid), review.judge(uuid, uuid, uuid, text),
    review.keep_report(uuid, uuid, text), review.spoken(text[]),
    review.population(uuid, timestamptz, timestamptz), review.read_drawn(uuid, uuid, uuid),
    review.read_proofs(uuid, uuid, uuid[]);
drop function review.check_act(uuid, text[]);

-- The entry of an officer's act in this very transaction, by whoever is at the session, for bodies that appointed them.
create function review.check_act(p_entry uuid, p_session bytea, p_events text[]) returns ledger.index
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
    if not exists (select from review.seated(caller, p_session, found)) then
        raise exception 'nobody of the kind is there' using errcode = 'HB030';
    end if;
    if not found.controllers <@ review.appointed(found.pseudonym, (found.at at time zone 'Europe/Berlin')::date) then
        raise exception 'not appointed by these' using errcode = 'HB030';
    end if;
    return found;
end $$;

-- The committed entry of a reading just made by an officer at their session, for bodies that appointed them.
create function review.check_look(p_entry uuid, p_session bytea) returns ledger.index
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    found  ledger.index := review.reading(caller, p_entry, p_session, 'sample.read');
begin
    if found.role <> 'dpo' or not found.controllers <@
       review.appointed(found.pseudonym, (found.at at time zone 'Europe/Berlin')::date) then
        raise exception 'no such ticket' using errcode = 'HB020';
    end if;
    return found;
end $$;

create function review.keep_nonce(p_entry uuid, p_session bytea, p_month date, p_nonce bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    act ledger.index := review.check_act(p_entry, p_session, array['sample.committed']);
begin
    insert into review.nonce (tenant_id, month, controller, nonce, entry_id, committed_at)
    select act.tenant_id, p_month, c, p_nonce, p_entry, act.at from unnest(act.controllers) as c;
exception
    when unique_violation then
        raise exception 'committed before' using errcode = 'HB033';
end $$;

-- For which months of the bodies of a reading a number is committed, in which entry and when. Not the number.
create function review.commitments(p_entry uuid, p_session bytea)
returns table (month date, entry_id uuid, committed_at timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    look ledger.index := review.check_look(p_entry, p_session);
begin
    return query
    select distinct n.month, n.entry_id, n.committed_at from review.nonce n
    where n.tenant_id = look.tenant_id and n.controller = any(look.controllers)
    order by n.month, n.committed_at;
end $$;

-- The number of one entry, with the checkpoint that makes a seed of it; nothing as long as there is no such checkpoint:
-- whoever knew the number before could look for a checkpoint that suits.
create function review.nonce_of(p_entry uuid, p_session bytea, p_committed uuid)
returns table (nonce bytea, note text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    look ledger.index := review.check_look(p_entry, p_session);
begin
    return query
    select x.nonce, x.note from (
        select n.nonce, review.checkpoint_for(
            n.entry_id, ((n.month + interval '1 month')::timestamp at time zone 'Europe/Berlin')) as note
        from review.nonce n
        where n.tenant_id = look.tenant_id and n.controller = any(look.controllers) and n.entry_id = p_committed
        limit 1) x
    where x.note is not null;
end $$;

-- In the transaction of its entry, once for a month and controller.
create function review.keep_sample(p_entry uuid, p_session bytea, p jsonb, p_sheet text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    act   ledger.index := review.check_act(p_entry, p_session, array['sample.drawn', 'sample.imported']);
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

create function review.samples(p_entry uuid, p_session bytea)
returns table (sample_id uuid, month date, controllers text[], origin text, drawn_at timestamptz, entries text,
               is_signed boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    look   ledger.index := review.check_look(p_entry, p_session);
    tenant uuid := look.tenant_id;
begin
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
    where s.tenant_id = tenant and s.controllers && look.controllers
    order by s.month desc;
end $$;

create function review.sample_papers(p_entry uuid, p_session bytea, p_sample uuid)
returns table (sheet text, report text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    look   ledger.index := review.check_look(p_entry, p_session);
    tenant uuid := look.tenant_id;
begin
    return query
    select s.sheet, r.document from review.sample s
    left join review.sample_report r on r.tenant_id = tenant and r.sample_id = s.sample_id
    where s.tenant_id = tenant and s.sample_id = p_sample and s.controllers && look.controllers;
end $$;

create function review.judge(p_entry uuid, p_session bytea, p_sample uuid, p_judged uuid, p_verdict text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    act ledger.index := review.check_act(p_entry, p_session, array['sample.judged']);
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

create function review.keep_report(p_entry uuid, p_session bytea, p_sample uuid, p_document text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    act ledger.index := review.check_act(p_entry, p_session, array['sample.reported']);
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

-- The sheets of an officer's bodies for an export of the log, against its committed entry.
create function review.sheets(p_entry uuid) returns table (month date, sheet text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    look   ledger.index := ledger.check_reading(caller, p_entry, 'log.export');
begin
    if look.role <> 'dpo' or not look.controllers <@
       review.appointed(look.pseudonym, (look.at at time zone 'Europe/Berlin')::date) then
        raise exception 'no such ticket' using errcode = 'HB020';
    end if;
    return query
    select s.month, s.sheet from review.sample s
    where s.tenant_id = look.tenant_id and s.controllers && look.controllers order by s.month;
end $$;

-- The references of spoken consents, and the entries that took them: by the papers, as they were signed.
create function review.spoken(p_entry uuid, p_session bytea) returns table (ref text, entry_id uuid)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    look ledger.index := review.check_look(p_entry, p_session);
begin
    return query
    select p.ref, p.entry_id from consent.paper p
    where p.tenant_id = look.tenant_id and p.document ->> 'way' = 'oral';
end $$;

-- What a sample is drawn from: all looks, all that was taken over and all consents in a stretch of time that concern
-- the bodies of the committed entry of this very reading; whether anything explains it, null where nobody evaluated it.
-- Who acted is not in it, nor about whom.
create function review.population(p_entry uuid, p_session bytea, p_since timestamptz, p_until timestamptz)
returns table (entry_id uuid, event text, role text, agency text, purpose text, effect text, leaf bytea,
               access bytea, decision bytea, case_bucket uuid, case_sealed bytea, explained boolean)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    look   ledger.index := review.check_look(p_entry, p_session);
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
create function review.read_drawn(p_entry uuid, p_session bytea, p_sample uuid, p_wanted uuid)
returns table (entry_id uuid, leaf bytea, at timestamptz, event text, role text, agency text, purpose text, effect text,
               pseudonym text, number text, segments bytea[], actor_bucket uuid, case_bucket uuid,
               actor_sealed bytea, case_sealed bytea, families text[], part integer, box bytea, commitments bytea,
               part_bucket uuid, part_sealed bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    look   ledger.index := review.check_look(p_entry, p_session);
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
create function review.read_proofs(p_entry uuid, p_session bytea, p_sample uuid, p_wanted uuid[])
returns table (entry_id uuid, leaf bytea, access bytea, case_bucket uuid, case_sealed bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    look   ledger.index := review.check_look(p_entry, p_session);
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

do $$
declare
    f regprocedure;
begin
    foreach f in array array['review.check_act(uuid, bytea, text[])', 'review.check_look(uuid, bytea)',
        'review.keep_nonce(uuid, bytea, date, bytea)', 'review.commitments(uuid, bytea)',
        'review.nonce_of(uuid, bytea, uuid)', 'review.keep_sample(uuid, bytea, jsonb, text)',
        'review.samples(uuid, bytea)', 'review.sample_papers(uuid, bytea, uuid)',
        'review.judge(uuid, bytea, uuid, uuid, text)', 'review.keep_report(uuid, bytea, uuid, text)',
        'review.spoken(uuid, bytea)', 'review.sheets(uuid)']::regprocedure[]
    loop
        execute format('alter function %s owner to hub_reviews', f);
        execute format('revoke execute on function %s from public', f);
    end loop;
    foreach f in array array['review.population(uuid, bytea, timestamptz, timestamptz)',
        'review.read_drawn(uuid, bytea, uuid, uuid)', 'review.read_proofs(uuid, bytea, uuid, uuid[])']::regprocedure[]
    loop
        execute format('alter function %s owner to hub_reads', f);
        execute format('revoke execute on function %s from public', f);
    end loop;
end $$;
grant execute on function review.keep_nonce(uuid, bytea, date, bytea), review.commitments(uuid, bytea),
    review.nonce_of(uuid, bytea, uuid), review.keep_sample(uuid, bytea, jsonb, text), review.samples(uuid, bytea),
    review.sample_papers(uuid, bytea, uuid), review.judge(uuid, bytea, uuid, uuid, text),
    review.keep_report(uuid, bytea, uuid, text), review.spoken(uuid, bytea), review.sheets(uuid),
    review.population(uuid, bytea, timestamptz, timestamptz), review.read_drawn(uuid, bytea, uuid, uuid),
    review.read_proofs(uuid, bytea, uuid, uuid[]) to hub_oversight;
grant execute on function review.check_look(uuid, bytea) to hub_reads;
revoke execute on function review.checkpoint_for(uuid, timestamptz) from hub_oversight;

revoke create on schema review from hub_reviews, hub_reads;
"""


def upgrade() -> None:
    """The functions, stated whole; of those before them none is left."""
    op.get_bind().connection.driver_connection.execute(SQL)
