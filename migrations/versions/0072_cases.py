"""Cases of the review: what is made of an anomaly, by whom, and who may learn a name."""

from alembic import op

revision = "0072"
down_revision = "0071"

SQL = r"""
-- Only while its functions change hands may a role create here.
grant create on schema review to hub_reviews, hub_reads;
grant select (tenant_id, key_hash, post_id, opened_at, seen_at) on identity.session to hub_reviews;
grant select (tenant_id, post_id, staff_id, role, unit, served_by, since, until) on identity.post to hub_reviews;
grant select (tenant_id, unit, kind) on identity.agency to hub_reviews;
grant select (tenant_id, staff_id, pseudonym) on identity.staff to hub_reviews;
grant select (tenant_id, person_id, family_id) on core.person to hub_reviews;
grant select (tenant_id, entry_id, agency, xid, created_at) on ledger.entry to hub_reviews;

-- What an officer looks into. Staff stand here by the pseudonym of the log, and by what pages call them in that quarter
-- (`shown`); words are sealed. `entries` are what it is
-- about, `controllers` whose officers work on it: all whose data or staff one entry touches (H4).
create table review.case_file (
    tenant_id   uuid not null,
    case_id     uuid not null,
    number      text not null,
    kind        text not null check (kind in ('hit', 'sample', 'line', 'question')),
    controllers text[] not null check (controllers <@ array['jobcenter', 'jugendamt'] and cardinality(controllers) > 0),
    rule        text,
    hit_id      uuid,
    pseudonym   text,
    shown       text check (shown ~ '^N-[0-9]{2,7}$'),
    entries     uuid[] not null,
    families    uuid[] not null,
    person_id   uuid,
    explained   text[] not null default '{}',
    first_at    timestamptz,
    last_at     timestamptz,
    opened_at   timestamptz not null,
    state       text not null check (state in ('new', 'explained', 'asked', 'in_review', 'confirming', 'incident',
                                               'closed')),
    result      text check (result in ('plausible', 'talk', 'lead', 'incident', 'policy_gap', 'false_data',
                                       'answered')),
    proposed_by text,
    seq         integer not null,
    due         date,
    aware_at    timestamptz,
    notified_at timestamptz,
    told        text check (told in ('yes', 'later', 'no')),
    told_on     date,
    primary key (tenant_id, case_id),
    unique (tenant_id, number),
    check ((kind = 'question') = (person_id is not null)),
    check (state <> 'incident' or aware_at is not null)
);
create unique index one_case_of_a_hit on review.case_file (tenant_id, hit_id) where hit_id is not null;
create index open_cases on review.case_file (tenant_id, opened_at desc) where state <> 'closed';
create index asked_of on review.case_file (tenant_id, pseudonym) where state = 'asked';
create index cases_of_person on review.case_file (tenant_id, person_id) where person_id is not null;

-- Each step with its entry. `key` is of the form that was sent: the same twice is one step.
create table review.case_step (
    tenant_id uuid not null,
    case_id   uuid not null,
    seq       integer not null,
    key       uuid not null,
    kind      text not null,
    at        timestamptz not null,
    pseudonym text not null,
    role      text not null,
    agency    text not null,
    entry_id  uuid not null,
    reason    text,
    sealed    bytea,
    primary key (tenant_id, case_id, seq),
    unique (tenant_id, case_id, key),
    unique (tenant_id, entry_id),
    foreign key (tenant_id, case_id) references review.case_file
);

-- Which step follows which state, under an entry of which event. `after` null: the state stays.
create function review.transitions() returns table (kind text, before text, result text, after text, event text)
language sql immutable as $$
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
union all select 'replied', b, 'answered', 'closed', 'case.replied' from unnest(array['new', 'in_review']) b
union all select 'told', b, '', null, 'case.told'
    from unnest(array['new', 'explained', 'asked', 'in_review', 'confirming', 'incident', 'closed']) b
union all select k, b, '', null, e
    from unnest(array['new', 'explained', 'asked', 'in_review', 'confirming', 'incident']) b,
    (values ('name_requested', 'name.requested'), ('name_granted', 'name.granted'), ('name_refused', 'name.refused'),
            ('name_revealed', 'name.revealed')) n (k, e)
$$;

-- Who asks whose name is behind a pseudonym, and what the second key said.
create table review.name_request (
    tenant_id    uuid not null,
    case_id      uuid not null,
    asked_seq    integer not null,
    requested_by text not null,
    controller   text not null,
    decision     text check (decision in ('granted', 'refused')),
    decided_by   text check (decided_by <> requested_by),
    decided_seq  integer,
    primary key (tenant_id, case_id, asked_seq),
    foreign key (tenant_id, case_id, asked_seq) references review.case_step (tenant_id, case_id, seq),
    foreign key (tenant_id, case_id, decided_seq) references review.case_step (tenant_id, case_id, seq),
    check ((decision is null) = (decided_by is null) and (decision is null) = (decided_seq is null))
);
create unique index one_request_at_a_time on review.name_request (tenant_id, case_id) where decision is null;

-- Who of a family is told, and from which day on; `entries` are those of one's own list that it is about.
create table review.told (
    tenant_id uuid not null,
    case_id   uuid not null,
    person_id uuid not null,
    entries   uuid[] not null,
    wording   text not null check (wording in ('found_improper', 'found_proper', 'corrected')),
    from_day  date not null,
    entry_id  uuid not null,
    primary key (tenant_id, case_id, person_id),
    foreign key (tenant_id, case_id) references review.case_file,
    foreign key (tenant_id, person_id) references core.person
);
create index told_person on review.told (tenant_id, person_id);

-- What the law let be told later is told from a day on: entries about a family for a purpose, up to an instant.
create table review.embargo_end (
    tenant_id uuid not null,
    family_id uuid not null,
    purpose   text not null,
    through   timestamptz not null,
    from_day  date not null,
    set_at    timestamptz not null,
    entry_id  uuid not null,
    primary key (tenant_id, family_id, purpose, through),
    foreign key (tenant_id, family_id) references core.family
);

do $$
declare
    t text;
begin
    foreach t in array array['case_file', 'case_step', 'name_request', 'told', 'embargo_end'] loop
        execute format('alter table review.%I enable row level security', t);
        execute format('alter table review.%I force row level security', t);
        execute format($policy$create policy tenant on review.%I
            using (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)
            with check (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)$policy$, t);
    end loop;
end $$;
grant select, insert on review.case_file, review.case_step, review.name_request, review.told, review.embargo_end
    to hub_reviews;
grant update (state, result, proposed_by, shown, seq, due, aware_at, notified_at, told, told_on) on review.case_file
    to hub_reviews;
grant update (decision, decided_by, decided_seq) on review.name_request to hub_reviews;
grant update (entries, wording, from_day, entry_id) on review.told to hub_reviews;

-- Whose session this is, at the process that calls; nothing where it is none, or not that of this very entry.
create function review.seated(p_caller text, p_session bytea, p_look ledger.index)
returns table (staff_id uuid, pseudonym text, role text, agency text) language plpgsql as $$
begin
    return query
    select s.staff_id, s.pseudonym, p.role, g.kind
    from identity.session x
    join identity.post p on p.tenant_id = x.tenant_id and p.post_id = x.post_id and p.served_by = p_caller
    join identity.staff s on s.tenant_id = p.tenant_id and s.staff_id = p.staff_id
    join identity.agency g on g.tenant_id = p.tenant_id and g.unit = p.unit
    where x.tenant_id = current_setting('hub.tenant')::uuid and x.key_hash = p_session
      and x.seen_at > clock_timestamp() - interval '15 min' and x.opened_at > clock_timestamp() - interval '10 h'
      and s.pseudonym = p_look.pseudonym and p.role = p_look.role and g.kind = p_look.agency;
end $$;

-- The entry of a change: of this transaction, of this process, permitted, of this event, by whoever is at the session.
create function review.acting(p_caller text, p_entry uuid, p_session bytea, p_event text) returns ledger.index
language plpgsql as $$
declare
    look ledger.index;
begin
    select i.* into look
    from ledger.entry e join ledger.index i on i.tenant_id = e.tenant_id and i.entry_id = e.entry_id and i.part = 0
    where e.tenant_id = current_setting('hub.tenant')::uuid and e.entry_id = p_entry and e.agency = p_caller
      and e.xid = pg_current_xact_id() and i.event = p_event and i.effect <> 'deny';
    if look.entry_id is null then
        raise exception 'the change has no entry' using errcode = 'HB012';
    end if;
    if not exists (select from review.seated(p_caller, p_session, look)) then
        raise exception 'nobody of the kind is there' using errcode = 'HB030';
    end if;
    return look;
end $$;

-- The committed entry of a reading just made, by whoever is at the session.
create function review.reading(p_caller text, p_entry uuid, p_session bytea, p_event text) returns ledger.index
language plpgsql as $$
declare
    tenant uuid := current_setting('hub.tenant')::uuid;
    found  ledger.index;
    its    record;
begin
    select i.* into found from ledger.index i
    where i.tenant_id = tenant and i.entry_id = p_entry and i.part = 0 and i.event = p_event and i.effect <> 'deny';
    select e.xid, e.created_at into its from ledger.entry e
    where e.tenant_id = tenant and e.entry_id = p_entry and e.agency = p_caller;
    if found.entry_id is null or its is null or not exists (select from review.seated(p_caller, p_session, found)) then
        raise exception 'no such ticket' using errcode = 'HB020';
    end if;
    if its.xid = pg_current_xact_id_if_assigned() then
        raise exception 'the entry is not committed' using errcode = 'HB021';
    end if;
    if its.created_at < clock_timestamp() - interval '30 s' then
        raise exception 'the ticket is too old' using errcode = 'HB022';
    end if;
    return found;
end $$;

-- Whether somebody else than these is a data protection officer on a day. Where nobody is, the staff council confirms.
create function review.has_other_officer(p_day date, p_not text[]) returns boolean language sql as $$
    select exists (select from identity.post p
                   join identity.staff s on s.tenant_id = p.tenant_id and s.staff_id = p.staff_id
                   where p.tenant_id = current_setting('hub.tenant')::uuid and p.role = 'dpo'
                     and p_day between p.since and p.until and s.pseudonym <> all(p_not))
$$;

create function review.next_number(p_at timestamptz) returns text language plpgsql as $$
declare
    tenant uuid := current_setting('hub.tenant')::uuid;
    year   text := to_char(p_at at time zone 'Europe/Berlin', 'YYYY');
begin
    perform pg_advisory_xact_lock(hashtextextended('hub case ' || tenant::text, 0));
    return 'DS-' || year || '-' || lpad((1 + (select coalesce(max(substring(c.number from 9)::integer), 0)
        from review.case_file c where c.tenant_id = tenant and c.number like 'DS-' || year || '-%'))::text, 3, '0');
end $$;

-- A case about entries, found by the officer's own controller. Whose it is, about whom and which families follows from
-- the entries and from nothing that the caller says.
create function review.open_case(p_entry uuid, p_session bytea, p jsonb) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    look   ledger.index := review.acting(caller, p_entry, p_session, 'case.opened');
    wanted uuid[] := array(select distinct jsonb_array_elements_text(p -> 'entries')::uuid order by 1);
    hit    review.hit;
    known  text[];
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
    end if;
    select array_agg(distinct i.entry_id) as entries, min(i.at) as first_at, max(i.at) as last_at,
        array_agg(distinct i.pseudonym) as staff,
        coalesce(array_agg(distinct i.family_id) filter (where i.family_id is not null), '{}') as families,
        array(select distinct c from ledger.index x, unnest(x.controllers) c
              where x.tenant_id = tenant and x.entry_id = any(wanted) and x.controllers @> array[look.agency]
                and c in ('jobcenter', 'jugendamt') order by 1) as controllers
    into about from ledger.index i
    where i.tenant_id = tenant and i.entry_id = any(wanted) and i.controllers @> array[look.agency];
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

-- Somebody of a family asks about an entry of their own list: the officer of the agency that acted answers; where that
-- is neither of the two, the officer of the Jugendamt, which orders a provider's work.
create function review.ask_about(p_entry uuid, p_session bytea, p jsonb, p_sealed bytea) returns text
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
    insert into review.case_step (tenant_id, case_id, seq, key, kind, at, pseudonym, role, agency, entry_id, sealed)
    values (tenant, (p ->> 'case')::uuid, 1, (p ->> 'key')::uuid, 'question', look.at, look.pseudonym, look.role,
            look.agency, p_entry, p_sealed);
    return made;
exception
    when check_violation or not_null_violation then
        raise exception 'something named does not exist' using errcode = 'HB032';
end $$;

-- One step of a case, from the place at which whoever takes it saw it. All or nothing, with its entry.
create function review.take_step(p_entry uuid, p_session bytea, p jsonb, p_sealed bytea) returns integer
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
    if way.kind is null or not review.is_in_order(file, look, what, found, day, p) then
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
        told = case when what = 'told' then p ->> 'told' else c.told end,
        told_on = case when what = 'told' then (p ->> 'told_on')::date else c.told_on end
    where c.tenant_id = tenant and c.case_id = file.case_id;
    perform review.follow(file, look, what, next_, p);
    return next_;
exception
    when check_violation or not_null_violation or foreign_key_violation then
        raise exception 'something named does not exist' using errcode = 'HB032';
    when unique_violation then raise exception 'somebody took a step meanwhile' using errcode = 'HB031';
end $$;

-- Whose step it is: officers of the case's controllers; the person asked; for a second look another officer, or the
-- staff council where there is no other one; for a name the staff council of one of its controllers alone.
create function review.may_step(p_file review.case_file, p_look ledger.index, p_kind text, p_day date)
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
        else p_look.role = 'dpo' and p_file.controllers @> array[p_look.agency] end;
end $$;

-- What a step needs besides its place: a name is asked for once at a time, about somebody, and not about oneself; it is
-- given out to whom it was granted; a question goes to somebody, and a refusal or a second look has its reason.
create function review.is_in_order(p_file review.case_file, p_look ledger.index, p_kind text, p_result text,
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
        else true end;
end $$;

-- What a step changes beside the case itself.
create function review.follow(p_file review.case_file, p_look ledger.index, p_kind text, p_seq integer, p jsonb)
returns void language plpgsql as $$
begin
    if p_kind = 'name_requested' then
        insert into review.name_request (tenant_id, case_id, asked_seq, requested_by, controller)
        values (p_file.tenant_id, p_file.case_id, p_seq, p_look.pseudonym, p_look.agency);
    elsif p_kind in ('name_granted', 'name_refused') then
        update review.name_request r set decision = substring(p_kind from 6), decided_by = p_look.pseudonym,
            decided_seq = p_seq
        where r.tenant_id = p_file.tenant_id and r.case_id = p_file.case_id and r.decision is null;
    elsif p_kind = 'told' and p ->> 'told' = 'yes' then
        insert into review.told (tenant_id, case_id, person_id, entries, wording, from_day, entry_id)
        select p_file.tenant_id, p_file.case_id, t.person, array(
                select e from unnest(t.entries) e where e = any(p_file.entries)), p ->> 'wording',
            (p_look.at at time zone 'Europe/Berlin')::date, p_look.entry_id
        from jsonb_to_recordset(p -> 'persons') as t (person uuid, entries uuid[])
        join core.person r on r.tenant_id = p_file.tenant_id and r.person_id = t.person
             and r.family_id = any(p_file.families)
        on conflict (tenant_id, case_id, person_id) do update set entries = excluded.entries,
            wording = excluded.wording, from_day = excluded.from_day, entry_id = excluded.entry_id;
    end if;
end $$;

-- The cases of a controller, or one of them with its steps, against the committed entry of this very reading.
create function review.read_cases(p_entry uuid, p_session bytea, p_case uuid) returns setof jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    look   ledger.index := review.reading(caller, p_entry, p_session, 'log.read');
begin
    if look.role <> 'dpo' then
        raise exception 'no such ticket' using errcode = 'HB020';
    end if;
    return query
    select review.as_read(c, look, p_case is not null) from review.case_file c
    where c.tenant_id = tenant and c.controllers @> array[look.agency] and (p_case is null or c.case_id = p_case)
      and (p_case is not null or c.state <> 'closed' or c.opened_at > look.at - interval '180 days')
    order by c.opened_at desc, c.number desc limit 500;
end $$;
create function review.as_read(c review.case_file, p_look ledger.index, p_whole boolean) returns jsonb
language plpgsql as $$
begin
    return jsonb_build_object('id', c.case_id, 'number', c.number, 'kind', c.kind, 'controllers', c.controllers,
        'rule', c.rule, 'hit', c.hit_id, 'who', c.pseudonym, 'explained', c.explained, 'first', c.first_at,
        'last', c.last_at, 'opened', c.opened_at, 'state', c.state, 'result', c.result, 'seq', c.seq, 'due', c.due,
        'aware', c.aware_at, 'notified', c.notified_at, 'told', c.told, 'told_on', c.told_on,
        'own', c.pseudonym is not distinct from p_look.pseudonym,
        'families', (select coalesce(json_agg(f.number order by f.number), '[]') from core.family f
                     where f.tenant_id = c.tenant_id and f.family_id = any(c.families)))
    || case when not p_whole then jsonb_build_object('entries', c.entries[1:20])
       else jsonb_build_object('entries', c.entries,
        'request', (select jsonb_build_object('decision', r.decision, 'mine', r.requested_by = p_look.pseudonym)
                    from review.name_request r where r.tenant_id = c.tenant_id and r.case_id = c.case_id
                    order by r.asked_seq desc limit 1),
        'steps', (select jsonb_agg(jsonb_build_object('seq', s.seq, 'kind', s.kind, 'at', s.at, 'by', s.pseudonym,
                      'role', s.role, 'agency', s.agency, 'entry', s.entry_id, 'reason', s.reason,
                      'sealed', encode(s.sealed, 'base64')) order by s.seq)
                  from review.case_step s where s.tenant_id = c.tenant_id and s.case_id = c.case_id)) end;
end $$;

-- What waits for a second key: names that somebody wants to learn, and findings that need a second look. Of a case no
-- more than the pseudonym, the rule and the reason.
create function review.read_requests(p_entry uuid, p_session bytea) returns setof jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    look   ledger.index := review.reading(caller, p_entry, p_session, 'log.requests');
    day    date := (look.at at time zone 'Europe/Berlin')::date;
begin
    return query
    select jsonb_build_object('case', c.case_id, 'seq', c.seq, 'what', w.what, 'who', c.shown, 'rule', c.rule,
        'result', case when w.what = 'finding' then c.result end, 'at', s.at, 'reason', s.reason,
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
    ) w
    join review.case_step s on s.tenant_id = tenant and s.case_id = c.case_id and s.seq = w.seq
    where c.tenant_id = tenant and c.state <> 'closed'
    order by s.at, c.number;
end $$;

-- The name behind the pseudonym of a case: to whom it was granted, by a second key that is an entry of its own of
-- somebody else in the staff council, and against the committed entry and step of this very showing.
create function review.reveal_name(p_entry uuid, p_session bytea, p_case uuid) returns table (name text, ref text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    look   ledger.index := review.reading(caller, p_entry, p_session, 'name.revealed');
begin
    return query
    select s.name, s.ref
    from review.case_file c
    join review.case_step shown on shown.tenant_id = tenant and shown.case_id = c.case_id and shown.entry_id = p_entry
         and shown.kind = 'name_revealed'
    join review.name_request r on r.tenant_id = tenant and r.case_id = c.case_id and r.decision = 'granted'
         and r.requested_by = look.pseudonym
    join review.case_step key on key.tenant_id = tenant and key.case_id = c.case_id and key.seq = r.decided_seq
    join ledger.index k on k.tenant_id = tenant and k.entry_id = key.entry_id and k.part = 0
         and k.event = 'name.granted' and k.effect <> 'deny' and k.role = 'staff_council'
         and k.pseudonym <> look.pseudonym
    join identity.staff s on s.tenant_id = tenant and s.pseudonym = c.pseudonym
    where c.tenant_id = tenant and c.case_id = p_case and c.controllers @> array[look.agency] limit 1;
    if not found then
        raise exception 'no such ticket' using errcode = 'HB020';
    end if;
end $$;

-- What a member of staff is asked about their own entries, at whatever process they work; no rule, no reproach.
create function review.notices(p_entry uuid, p_session bytea) returns setof jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    look   ledger.index := review.reading(caller, p_entry, p_session, 'log.read_own');
begin
    return query
    select jsonb_build_object('case', c.case_id, 'seq', c.seq, 'number', c.number, 'first', c.first_at,
        'last', c.last_at, 'due', c.due,
        'families', (select coalesce(json_agg(f.number order by f.number), '[]') from core.family f
                     where f.tenant_id = tenant and f.family_id = any(c.families)))
    from review.case_file c
    where c.tenant_id = tenant and c.state = 'asked' and c.pseudonym = look.pseudonym
    order by c.due, c.number;
end $$;
-- Whether anything of the kind waits for whoever is at this session: one word, and nothing of what it is.
create function review.has_notice(p_session bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    return exists (
        select from identity.session x
        join identity.post p on p.tenant_id = x.tenant_id and p.post_id = x.post_id and p.served_by = caller
        join identity.staff s on s.tenant_id = p.tenant_id and s.staff_id = p.staff_id
        join review.case_file c on c.tenant_id = s.tenant_id and c.pseudonym = s.pseudonym and c.state = 'asked'
        where x.tenant_id = current_setting('hub.tenant')::uuid and x.key_hash = p_session
          and x.seen_at > clock_timestamp() - interval '15 min' and x.opened_at > clock_timestamp() - interval '10 h');
end $$;

-- What somebody of a family is told: answers to their own questions, what was found about their own entries, and until
-- when what is told later has got its end. Against the committed entry of their own statement.
create function review.own_answers(p_entry uuid, p_session bytea) returns jsonb
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
                      'sealed', encode(r.sealed, 'base64'))
                      order by c.opened_at), '[]')
                  from review.case_file c
                  left join review.case_step r on r.tenant_id = tenant and r.case_id = c.case_id and r.kind = 'replied'
                  where c.tenant_id = tenant and c.person_id = me),
        'told', (select coalesce(jsonb_agg(jsonb_build_object('entries', t.entries, 'wording', t.wording,
                     'day', t.from_day) order by t.from_day), '[]')
                 from review.told t where t.tenant_id = tenant and t.person_id = me and t.from_day <= day));
end $$;

-- From which day on what was withheld is told, as far as that day has come.
create function review.embargo_ends(p_entry uuid, p_session bytea) returns table (purpose text, through timestamptz)
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
         and e.from_day <= (look.at at time zone 'Europe/Berlin')::date
    group by e.purpose;
end $$;
create function review.end_embargo(p_entry uuid, p_session bytea, p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    look   ledger.index := review.acting(caller, p_entry, p_session, 'case.embargo_ended');
begin
    if look.role <> 'dpo' then
        raise exception 'not an officer' using errcode = 'HB030';
    end if;
    insert into review.embargo_end (tenant_id, family_id, purpose, through, from_day, set_at, entry_id)
    select tenant, f.family_id, p ->> 'purpose', (p ->> 'through')::timestamptz, (p ->> 'from')::date, look.at, p_entry
    from core.family f where f.tenant_id = tenant and f.number = p ->> 'family'
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

-- Who worked with the families of a case and for whom, by pseudonym, around the time that it is about.
create function review.case_ties(p_entry uuid, p_session bytea, p_case uuid)
returns table (family text, pseudonym text, since date, until date, stands_in_for text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    look   ledger.index := review.reading(caller, p_entry, p_session, 'log.read');
begin
    return query
    with about as (
        select c.families, c.pseudonym, (c.first_at - interval '60 days')::date as from_day,
            (c.last_at + interval '7 days')::date as to_day
        from review.case_file c where c.tenant_id = tenant and c.case_id = p_case
          and c.controllers @> array[look.agency] and look.role = 'dpo'
    )
    select f.number, s.pseudonym, t.since, least(t.until, date '9999-12-31'), o.pseudonym
    from about a
    join core.family f on f.tenant_id = tenant and f.family_id = any(a.families)
    join (select x.tenant_id, x.family_id, x.staff_id, x.since, x.until, null::uuid as other from identity.assignment x
          union all
          select d.tenant_id, d.family_id, d.staff_id, d.since, d.until, d.stands_in_for from identity.deputy d) t
         on t.tenant_id = tenant and t.family_id = f.family_id and t.since <= a.to_day and t.until >= a.from_day
    join identity.staff s on s.tenant_id = tenant and s.staff_id = t.staff_id
    left join identity.staff o on o.tenant_id = tenant and o.staff_id = t.other
    where s.pseudonym = a.pseudonym or a.pseudonym is null
    order by 1, 3, 2;
end $$;

do $$
declare
    f regprocedure;
begin
    for f in select p.oid from pg_proc p where p.pronamespace = 'review'::regnamespace and p.proname in (
        'transitions', 'seated', 'acting', 'reading', 'has_other_officer', 'next_number',
        'open_case', 'ask_about', 'take_step', 'may_step', 'is_in_order',
        'follow', 'read_cases', 'as_read', 'read_requests', 'reveal_name',
        'notices', 'has_notice', 'own_answers', 'embargo_ends', 'end_embargo',
        'case_ties') loop
        execute format('alter function %s owner to hub_reviews', f);
        execute format('revoke execute on function %s from public', f);
    end loop;
end $$;
-- The review's role knows pseudonyms alone: a name comes from the role that reads, and from nothing else here.
alter function review.reveal_name(uuid, bytea, uuid) owner to hub_reads;
grant usage on schema review to hub_reads;
grant execute on function review.reading(text, uuid, bytea, text), review.seated(text, bytea, ledger.index)
    to hub_reads;
grant select on review.case_file, review.case_step, review.name_request to hub_reads;
grant select (tenant_id, family_id, staff_id, since, until) on identity.assignment to hub_reviews;
grant select (tenant_id, family_id, staff_id, stands_in_for, since, until) on identity.deputy to hub_reviews;
grant execute on function review.open_case(uuid, bytea, jsonb), review.read_cases(uuid, bytea, uuid),
    review.read_requests(uuid, bytea), review.reveal_name(uuid, bytea, uuid), review.end_embargo(uuid, bytea, jsonb),
    review.case_ties(uuid, bytea, uuid) to hub_oversight;
grant execute on function review.take_step(uuid, bytea, jsonb, bytea), review.notices(uuid, bytea),
    review.has_notice(bytea) to hub_oversight, hub_jobcenter, hub_jugendamt, hub_provider;
grant usage on schema review to hub_jobcenter, hub_jugendamt, hub_provider, hub_family;
grant execute on function review.ask_about(uuid, bytea, jsonb, bytea), review.own_answers(uuid, bytea),
    review.embargo_ends(uuid, bytea) to hub_family;

revoke create on schema review from hub_reviews, hub_reads;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
