"""Not telling of a breach is seen by two; an embargo ends for one person; own questions; hits of providers' logs."""

from alembic import op

revision = "0087"
down_revision = "0086"

SQL = r"""
-- Only while its functions change hands may a role create here.
grant create on schema review to hub_reviews;
grant create on schema ledger to hub_reads;
grant update (told_reason, told_by, told_open) on review.case_file to hub_reviews;

-- That a family is not told of a breach needs a second pair of eyes, whatever the reason (Art. 34 GDPR).
create or replace function review.transitions()
returns table (kind text, before text, result text, after text, event text) language sql immutable as $$
select 'asked', b, '', 'asked', 'case.asked' from unnest(array['new', 'explained', 'in_review']) b
union all select 'answered', 'asked', '', 'in_review', 'case.answered'
union all select 'reviewed', b, '', 'in_review', 'case.step' from unnest(array['new', 'explained', 'asked']) b
union all select 'closed', b, r, 'closed', 'case.closed'
    from unnest(array['new', 'explained', 'asked', 'in_review']) b,
    unnest(array['plausible', 'policy_gap', 'false_data']) r
union all select 'found', b, r, 'confirming', 'case.found'
    from unnest(array['new', 'explained', 'in_review']) b, unnest(array['talk', 'lead', 'incident']) r
union all select 'confirmed', 'confirming', r, 'closed', 'case.confirmed'
    from unnest(array['talk', 'lead', 'plausible', 'policy_gap', 'false_data']) r
union all select 'confirmed', 'confirming', 'incident', 'incident', 'case.confirmed'
union all select 'sent_back', 'confirming', r, 'in_review', 'case.sent_back'
    from unnest(array['talk', 'lead', 'incident', 'plausible', 'policy_gap', 'false_data']) r
union all select 'notified', 'confirming', 'incident', 'confirming', 'case.notified'
union all select 'notified', 'incident', 'incident', 'closed', 'case.notified'
union all select k, b, '', null, e from unnest(array['confirming', 'incident', 'closed']) b,
    (values ('telling_confirmed', 'case.confirmed'), ('telling_sent_back', 'case.sent_back')) n (k, e)
union all select 'replied', b, 'answered', 'closed', 'case.replied' from unnest(array['new', 'in_review']) b
union all select 'told', b, '', null, 'case.told'
    from unnest(array['new', 'explained', 'asked', 'in_review', 'confirming', 'incident', 'closed']) b
union all select k, b, '', null, e
    from unnest(array['new', 'explained', 'asked', 'in_review', 'confirming', 'incident']) b,
    (values ('name_requested', 'name.requested'), ('name_granted', 'name.granted'), ('name_refused', 'name.refused'),
            ('name_revealed', 'name.revealed')) n (k, e)
$$;

-- As before. Who was not told by whom: `told_open` until somebody else has seen it.
create or replace function review.take_step(p_entry uuid, p_session bytea, p jsonb, p_sealed bytea) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    file   review.case_file;
    way    record;
    look   ledger.index;
    what   text := p ->> 'kind';
    found  text := p ->> 'result';
    day    date;
    next_  integer;
begin
    look := review.acting(caller, p_entry, p_session, coalesce(
        (select t.event from review.transitions() t where t.kind = what limit 1), ''));
    day := (look.at at time zone 'Europe/Berlin')::date;
    select * into file from review.case_file c
    where c.tenant_id = tenant and c.case_id = (p ->> 'case')::uuid for update;
    if file.case_id is null or not review.may_step(file, look, what, day) then
        raise exception 'no such case' using errcode = 'HB032';
    end if;
    if exists (select from review.case_step s where s.tenant_id = tenant and s.case_id = file.case_id
               and s.key = (p ->> 'key')::uuid and s.kind = what) then
        raise exception 'sent before' using errcode = 'HB034';
    end if;
    if file.seq <> (p ->> 'seq')::integer then
        raise exception 'somebody took a step meanwhile' using errcode = 'HB031';
    end if;
    if what in ('confirmed', 'sent_back', 'notified') then
        found := file.result;
    end if;
    select * into way from review.transitions() t
    where t.kind = what and t.before = file.state and t.result in (coalesce(found, ''), '')
    order by t.result desc limit 1;
    if way.kind is null or not review.is_in_order(file, look, what, found, day, p)
       or what = 'told' and p ->> 'reason' = 'no_high_risk' and p_sealed is null then
        raise exception 'not from here' using errcode = 'HB035';
    end if;
    -- Nobody alone finds their own act in order, not even among those of several people.
    if what = 'closed' and (found <> 'plausible' or file.explained = '{}')
       and (file.pseudonym = look.pseudonym or file.pseudonym is null and exists (
            select from ledger.index i
            where i.tenant_id = tenant and i.entry_id = any(file.entries) and i.pseudonym = look.pseudonym)) then
        way.after := 'confirming';
    end if;
    if what = 'notified' and file.state = 'confirming' then
        way.after := 'confirming';
    elsif what = 'confirmed' and file.result = 'incident' and file.notified_at is not null then
        way.after := 'closed';
    end if;
    next_ := file.seq + 1;
    insert into review.case_step (tenant_id, case_id, seq, key, kind, at, pseudonym, role, agency, entry_id, reason,
                                  sealed)
    values (tenant, file.case_id, next_, (p ->> 'key')::uuid, what, look.at, look.pseudonym, look.role, look.agency,
            p_entry, p ->> 'reason', p_sealed);
    update review.case_file c set seq = next_,
        shown = case when what in ('name_requested', 'found', 'closed') then coalesce(p ->> 'shown', c.shown)
                else c.shown end,
        state = coalesce(way.after, c.state),
        result = case when what in ('closed', 'found', 'replied') then found when what = 'sent_back' then null
                 else c.result end,
        proposed_by = case when what in ('closed', 'found', 'replied') then look.pseudonym
                      when what = 'sent_back' then null else c.proposed_by end,
        due = case when what = 'asked' then (p ->> 'due')::date else c.due end,
        aware_at = case when what = 'found' and found = 'incident'
                   then least((p ->> 'aware')::timestamptz, c.aware_at, look.at) else c.aware_at end,
        notified_at = case when what = 'notified' then look.at else c.notified_at end,
        told = case when what = 'told' then p ->> 'told' when what = 'telling_sent_back' then null else c.told end,
        told_on = case when what = 'told' then (p ->> 'told_on')::date else c.told_on end,
        told_reason = case when what = 'told' then p ->> 'reason' when what = 'telling_sent_back' then null
                      else c.told_reason end,
        told_by = case when what = 'told' then look.pseudonym else c.told_by end,
        told_open = case when what = 'told' then p ->> 'told' = 'no' and c.result is not distinct from 'incident'
                    when what in ('telling_confirmed', 'telling_sent_back') then false else c.told_open end
    where c.tenant_id = tenant and c.case_id = file.case_id;
    perform review.follow(file, look, what, next_, p);
    return next_;
exception
    when check_violation or not_null_violation or foreign_key_violation then
        raise exception 'something named does not exist' using errcode = 'HB032';
    when unique_violation then raise exception 'somebody took a step meanwhile' using errcode = 'HB031';
end $$;

create or replace function review.may_step(p_file review.case_file, p_look ledger.index, p_kind text, p_day date)
returns boolean language plpgsql as $$
begin
    return case
        when p_kind = 'answered' then p_look.pseudonym = p_file.pseudonym
        when p_kind in ('name_granted', 'name_refused') then
            p_look.role = 'staff_council' and p_file.controllers @> array[p_look.agency]
        when p_kind in ('confirmed', 'sent_back') then
            p_look.pseudonym not in (p_file.proposed_by, coalesce(p_file.pseudonym, ''))
            and (p_look.role = 'dpo' or p_look.role = 'staff_council' and not review.has_other_officer(
                p_day, array[p_file.proposed_by, coalesce(p_file.pseudonym, '')]))
        when p_kind in ('telling_confirmed', 'telling_sent_back') then
            p_look.pseudonym not in (p_file.told_by, coalesce(p_file.pseudonym, ''))
            and (p_look.role = 'dpo' or p_look.role = 'staff_council' and not review.has_other_officer(
                p_day, array[p_file.told_by, coalesce(p_file.pseudonym, '')]))
        else p_look.role = 'dpo' and p_file.controllers @> array[p_look.agency] end;
end $$;

create or replace function review.is_in_order(p_file review.case_file, p_look ledger.index, p_kind text, p_result text,
                                   p_day date, p jsonb)
returns boolean language plpgsql as $$
begin
    return case
        -- A question of a family is answered, and not closed in any other way.
        when p_file.kind = 'question' and p_kind in ('asked', 'closed', 'found', 'told') then false
        when p_kind = 'asked' then p_file.pseudonym is not null and p_file.pseudonym <> p_look.pseudonym
            and (p ->> 'due')::date > p_day
        when p_kind = 'reviewed' then p_file.state <> 'asked' or p_file.due < p_day
        when p_kind = 'replied' then p_file.kind = 'question'
        when p_kind in ('closed', 'found') and p_file.pseudonym = p_look.pseudonym then p_kind = 'closed'
        when p_kind = 'name_requested' then p_file.pseudonym is not null and p_file.pseudonym <> p_look.pseudonym
            and not exists (select from review.name_request r where r.tenant_id = p_file.tenant_id
                            and r.case_id = p_file.case_id
                            and (r.decision is null or r.decision = 'granted' and r.requested_by = p_look.pseudonym))
        when p_kind in ('name_granted', 'name_refused') then p_look.pseudonym <> p_file.pseudonym
            and exists (select from review.name_request r where r.tenant_id = p_file.tenant_id
                        and r.case_id = p_file.case_id and r.decision is null and r.requested_by <> p_look.pseudonym)
        when p_kind = 'name_revealed' then exists (
            select from review.name_request r where r.tenant_id = p_file.tenant_id and r.case_id = p_file.case_id
            and r.decision = 'granted' and r.requested_by = p_look.pseudonym)
        when p_kind = 'told' then (p ->> 'told' = 'yes') = (p ? 'persons')
            and ((p ->> 'told' = 'later') = (p ->> 'told_on' is not null))
            and (p ->> 'reason' is distinct from 'no_high_risk'
                 or p ->> 'told' = 'no' and p_file.result is not distinct from 'incident')
        when p_kind in ('telling_confirmed', 'telling_sent_back') then p_file.told_open
        else true end;
end $$;

create or replace function review.read_requests(p_entry uuid, p_session bytea) returns setof jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    look   ledger.index := review.reading(caller, p_entry, p_session, 'log.requests');
    day    date := (look.at at time zone 'Europe/Berlin')::date;
begin
    return query
    select jsonb_build_object('case', c.case_id, 'seq', c.seq, 'what', w.what, 'who', c.shown, 'rule', c.rule,
        'result', case when w.what <> 'name' then c.result end, 'at', s.at, 'reason', s.reason,
        'sealed', encode(s.sealed, 'base64'))
    from review.case_file c
    cross join lateral (
        select 'name' as what, r.asked_seq as seq from review.name_request r
        where r.tenant_id = tenant and r.case_id = c.case_id and r.decision is null
          and r.requested_by <> look.pseudonym and review.may_step(c, look, 'name_granted', day)
          and c.pseudonym <> look.pseudonym
        union all
        select 'finding', max(x.seq) from review.case_step x
        where x.tenant_id = tenant and x.case_id = c.case_id and c.state = 'confirming'
          and x.kind in ('found', 'closed') and review.may_step(c, look, 'confirmed', day)
        having count(*) > 0
        union all
        select 'telling', max(x.seq) from review.case_step x
        where x.tenant_id = tenant and x.case_id = c.case_id and c.told_open and x.kind = 'told'
          and review.may_step(c, look, 'telling_confirmed', day)
        having count(*) > 0
    ) w
    join review.case_step s on s.tenant_id = tenant and s.case_id = c.case_id and s.seq = w.seq
    where c.tenant_id = tenant and (c.state <> 'closed' or c.told_open)
    order by s.at, c.number;
end $$;

-- What was withheld is told to one person from a day on, and to nobody else of the family; ends of before, without a
-- person, were for the whole family.
alter table review.embargo_end add column person_id uuid;
alter table review.embargo_end drop constraint embargo_end_pkey;
create unique index one_end_each on review.embargo_end
    (tenant_id, family_id, purpose, through, coalesce(person_id, family_id));
alter table review.embargo_end add foreign key (tenant_id, person_id) references core.person;
create or replace function review.embargo_ends(p_entry uuid, p_session bytea)
returns table (purpose text, through timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    look   ledger.index := review.reading(caller, p_entry, p_session, 'subject.statement');
begin
    return query
    select e.purpose, max(e.through)
    from review.seated(caller, p_session, look) s
    join core.person r on r.tenant_id = current_setting('hub.tenant')::uuid and r.person_id = s.staff_id
    join review.embargo_end e on e.tenant_id = r.tenant_id and e.family_id = r.family_id
         and (e.person_id is null or e.person_id = r.person_id)
         and e.from_day <= (look.at at time zone 'Europe/Berlin')::date
    group by e.purpose;
end $$;

-- The person by their place in the record, as the log calls them: `P-1` is the first.
grant select (tenant_id, person_id, family_id, ref) on core.person to hub_reviews;
create or replace function review.end_embargo(p_entry uuid, p_session bytea, p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    look   ledger.index := review.acting(caller, p_entry, p_session, 'case.embargo_ended');
begin
    if look.role <> 'dpo' then
        raise exception 'not an officer' using errcode = 'HB030';
    end if;
    insert into review.embargo_end (tenant_id, family_id, purpose, through, from_day, set_at, entry_id, person_id)
    select tenant, f.family_id, p ->> 'purpose', (p ->> 'through')::timestamptz, (p ->> 'from')::date, look.at, p_entry,
        n.person_id
    from core.family f
    join lateral (select r.person_id, row_number() over (order by r.ref) as place from core.person r
                  where r.tenant_id = tenant and r.family_id = f.family_id) n
         on n.place = (p ->> 'person')::bigint
    where f.tenant_id = tenant and f.number = p ->> 'family'
      and (p ->> 'through')::timestamptz <= look.at
      and (p ->> 'from')::date >= (look.at at time zone 'Europe/Berlin')::date
      and exists (select from ledger.index i where i.tenant_id = tenant and i.family_id = f.family_id
                  and i.purpose = p ->> 'purpose' and i.controllers @> array[look.agency]);
    if not found then
        raise exception 'something named does not exist' using errcode = 'HB032';
    end if;
exception
    when unique_violation then raise exception 'it has its end already' using errcode = 'HB033';
end $$;

-- Own words of a question, for whoever asked to read again: sealed to the families' process as answers are.
alter table review.case_step add column sealed_own bytea;
drop function review.ask_about(uuid, bytea, jsonb, bytea);
create function review.ask_about(p_entry uuid, p_session bytea, p jsonb, p_sealed bytea, p_own bytea)
returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    look   ledger.index := review.acting(caller, p_entry, p_session, 'case.question');
    about  ledger.index;
    me     uuid := (select r.person_id from review.seated(caller, p_session, look) s
                    join core.person r on r.tenant_id = tenant and r.person_id = s.staff_id);
    made   text;
begin
    select i.* into about
    from core.person r
    join ledger.index i on i.tenant_id = r.tenant_id and i.family_id = r.family_id
         and i.entry_id = (p ->> 'about')::uuid
    where r.tenant_id = tenant and r.person_id = me limit 1;
    if about.entry_id is null or p_sealed is null then
        raise exception 'something named does not exist' using errcode = 'HB032';
    end if;
    if exists (select from review.case_file c where c.tenant_id = tenant and c.person_id = me and c.state <> 'closed'
               and c.entries = array[about.entry_id]) then
        raise exception 'there is a case already' using errcode = 'HB033';
    end if;
    made := review.next_number(look.at);
    insert into review.case_file (tenant_id, case_id, number, kind, controllers, entries, families, person_id, first_at,
                                  last_at, opened_at, state, seq, due, pseudonym)
    values (tenant, (p ->> 'case')::uuid, made, 'question',
            array[case when about.agency in ('jobcenter', 'jugendamt') then about.agency else 'jugendamt' end],
            array[about.entry_id], array[about.family_id], me, about.at, about.at, look.at, 'new', 1,
            (p ->> 'due')::date, case when about.agency <> 'family' then about.pseudonym end);
    insert into review.case_step (tenant_id, case_id, seq, key, kind, at, pseudonym, role, agency, entry_id, sealed,
                                  sealed_own)
    values (tenant, (p ->> 'case')::uuid, 1, (p ->> 'key')::uuid, 'question', look.at, look.pseudonym, look.role,
            look.agency, p_entry, p_sealed, p_own);
    return made;
exception
    when check_violation or not_null_violation then
        raise exception 'something named does not exist' using errcode = 'HB032';
end $$;

create or replace function review.own_answers(p_entry uuid, p_session bytea) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    look   ledger.index := review.reading(caller, p_entry, p_session, 'subject.statement');
    me     uuid := (select s.staff_id from review.seated(caller, p_session, look) s);
    day    date := (look.at at time zone 'Europe/Berlin')::date;
begin
    return jsonb_build_object(
        'asked', (select coalesce(jsonb_agg(jsonb_build_object('case', c.case_id, 'entry', c.entries[1],
                      'at', c.opened_at, 'due', c.due, 'state', c.state, 'number', c.number, 'replied_at', r.at,
                      'about', c.first_at, 'sealed', encode(r.sealed, 'base64'),
                      'own', encode(q.sealed_own, 'base64'))
                      order by c.opened_at), '[]')
                  from review.case_file c
                  left join review.case_step r on r.tenant_id = tenant and r.case_id = c.case_id and r.kind = 'replied'
                  left join review.case_step q on q.tenant_id = tenant and q.case_id = c.case_id and q.seq = 1
                  where c.tenant_id = tenant and c.person_id = me),
        'told', (select coalesce(jsonb_agg(jsonb_build_object('entries', t.entries, 'wording', t.wording,
                     'day', t.from_day) order by t.from_day), '[]')
                 from review.told t where t.tenant_id = tenant and t.person_id = me and t.from_day <= day));
end $$;

-- A provider has no officer here: what is found in the log of its staff is the Jugendamt's: it orders the help and has
-- to see that data are protected as well there (§ 61 Abs. 3 SGB VIII, A8). Found by both evaluations it is one hit.
alter table review.hit no force row level security;
delete from review.hit h where h.controller = 'provider' and not h.held;
alter table review.hit force row level security;
create or replace function review.keep_hits(p_run uuid, p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    ran    text := review.running(p_run);
    whose  text := case when ran = 'provider' then 'jugendamt' else ran end;
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

create or replace function review.open_case(p_entry uuid, p_session bytea, p jsonb) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    look   ledger.index := review.acting(caller, p_entry, p_session, 'case.opened');
    wanted uuid[] := array(select distinct jsonb_array_elements_text(p -> 'entries')::uuid order by 1);
    hit    review.hit;
    known  text[];
    mine   text[] := array[look.agency];
    made   text;
    about  record;
begin
    if look.role <> 'dpo' then
        raise exception 'not an officer' using errcode = 'HB030';
    end if;
    if p ->> 'kind' = 'hit' then
        update review.hit h set held = true
        where h.tenant_id = tenant and h.hit_id = (p ->> 'hit')::uuid and h.controller = look.agency
        returning h.* into hit;
        wanted := array(select distinct e from unnest(hit.entries) e order by 1);
        if look.agency = 'jugendamt' then -- as it was found, by the evaluation of a provider's log too
            mine := mine || array['provider'];
        end if;
    end if;
    select array_agg(distinct i.entry_id) as entries, min(i.at) as first_at, max(i.at) as last_at,
        array_agg(distinct i.pseudonym) as staff,
        coalesce(array_agg(distinct i.family_id) filter (where i.family_id is not null), '{}') as families,
        array(select distinct c from ledger.index x, unnest(x.controllers || array[look.agency]) c
              where x.tenant_id = tenant and x.entry_id = any(wanted) and x.controllers && mine
                and c in ('jobcenter', 'jugendamt') order by 1) as controllers
    into about from ledger.index i
    where i.tenant_id = tenant and i.entry_id = any(wanted) and i.controllers && mine;
    -- By hand no more than a page of the log or two; of a hit all, however much somebody took.
    if coalesce(cardinality(about.entries), 0) <> cardinality(wanted) or cardinality(wanted) = 0
       or hit.hit_id is null and cardinality(wanted) > 500 or p ->> 'kind' not in ('hit', 'sample', 'line') then
        raise exception 'something named does not exist' using errcode = 'HB032';
    end if;
    known := coalesce(hit.explained, array(
        select c from review.explanation x, unnest(x.codes) c
        where x.tenant_id = tenant and x.controller = look.agency and x.entry_id = any(wanted)
        group by c having count(distinct x.entry_id) = cardinality(wanted) order by c));
    made := review.next_number(look.at);
    if exists (select from review.case_file c where c.tenant_id = tenant and c.kind = p ->> 'kind'
               and c.state <> 'closed' and c.controllers @> array[look.agency] and c.entries = about.entries) then
        raise exception 'there is a case already' using errcode = 'HB033';
    end if;
    insert into review.case_file (tenant_id, case_id, number, kind, controllers, rule, hit_id, pseudonym, entries,
                                  families, explained, first_at, last_at, opened_at, state, seq)
    values (tenant, (p ->> 'case')::uuid, made, p ->> 'kind', about.controllers, hit.rule, hit.hit_id,
            case when cardinality(about.staff) = 1 and about.staff[1] not in ('', 'N-00') then about.staff[1] end,
            about.entries, about.families,
            known, about.first_at, about.last_at, look.at, case when known <> '{}' then 'explained' else 'new' end, 1);
    insert into review.case_step (tenant_id, case_id, seq, key, kind, at, pseudonym, role, agency, entry_id)
    values (tenant, (p ->> 'case')::uuid, 1, (p ->> 'key')::uuid, 'opened', look.at, look.pseudonym, look.role,
            look.agency, p_entry);
    return made;
exception
    when unique_violation then raise exception 'there is a case already' using errcode = 'HB033';
    when check_violation or not_null_violation then
        raise exception 'something named does not exist' using errcode = 'HB032';
end $$;

-- As before; of a provider's log alone, those that a case of the Jugendamt's officer is about.
create or replace function ledger.read_entries(p_entry uuid, p_controller text, p_ids uuid[])
returns table (entry_id uuid, leaf bytea, at timestamptz, event text, role text, agency text, purpose text, effect text,
               pseudonym text, number text, segments bytea[], actor_bucket uuid, case_bucket uuid,
               actor_sealed bytea, case_sealed bytea, families text[], part integer, box bytea, commitments bytea,
               part_bucket uuid, part_sealed bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    perform review.enter_for(p_entry, p_controller);
    -- An evaluation has a way of its own to entries, and who acted is not in it.
    if not exists (select from ledger.index i where i.tenant_id = current_setting('hub.tenant')::uuid
                   and i.entry_id = p_entry and i.part = 0 and i.event in ('log.read', 'sample.read')) then
        raise exception 'no such ticket' using errcode = 'HB020';
    end if;
    return query
    select * from ledger.find_lines(caller, jsonb_build_object('controller', p_controller, 'entries', to_jsonb(p_ids)),
                                    cardinality(p_ids));
    if p_controller = 'jugendamt' then
        return query
        select * from ledger.find_lines(caller, jsonb_build_object('controller', 'provider', 'entries', (
            select coalesce(jsonb_agg(w.id), '[]') from unnest(p_ids) as w (id)
            where exists (select from review.case_file c where c.tenant_id = current_setting('hub.tenant')::uuid
                          and c.controllers @> array['jugendamt'] and c.entries @> array[w.id])
              and not exists (select from ledger.index i where i.tenant_id = current_setting('hub.tenant')::uuid
                              and i.entry_id = w.id and i.controllers @> array['jugendamt']))), cardinality(p_ids));
    end if;
end $$;

alter function review.ask_about(uuid, bytea, jsonb, bytea, bytea) owner to hub_reviews;
revoke execute on function review.ask_about(uuid, bytea, jsonb, bytea, bytea) from public;
grant execute on function review.ask_about(uuid, bytea, jsonb, bytea, bytea) to hub_family;
revoke create on schema review from hub_reviews;
revoke create on schema ledger from hub_reads;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
