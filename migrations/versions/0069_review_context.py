"""What the review knows beside the log: duty, absence, appointments, matches; since when ties stand; period secrets."""

from alembic import op

revision = "0069"
down_revision = "0068"

SQL = r"""
-- Only while its functions change hands may a role create here.
grant create on schema review, record to hub_reviews;
grant create on schema ledger to hub_reads, hub_tree;

-- Staff stand by the pseudonym of the log. Leave and sickness are one word, and no reason has a column (Art. 9 GDPR).
create table review.duty (
    tenant_id   uuid not null,
    pseudonym   text not null,
    controllers text[] not null,
    since       timestamptz not null,
    until       timestamptz not null,
    on_call     boolean not null,
    entered_at  timestamptz not null,
    primary key (tenant_id, pseudonym, since, until, on_call),
    check (since < until)
);
create table review.absence (
    tenant_id   uuid not null,
    pseudonym   text not null,
    controllers text[] not null,
    first       date not null,
    last        date not null,
    entered_at  timestamptz not null,
    primary key (tenant_id, pseudonym, first, last),
    check (first <= last)
);
-- `made_at`: when it was written down where it was kept; null where that is not known.
create table review.appointment (
    tenant_id   uuid not null,
    ref         text not null,
    kind        text not null check (kind in ('home_visit', 'conference', 'admissions', 'aftercare', 'talk', 'other')),
    controllers text[] not null,
    since       timestamptz not null,
    until       timestamptz not null,
    pseudonyms  text[] not null,
    families    uuid[] not null,
    made_at     timestamptz,
    entered_at  timestamptz not null,
    primary key (tenant_id, ref),
    check (since < until)
);
-- That there was a procedure under § 8a SGB VIII, when, and who assessed. Nothing of why, and of whom.
create table review.procedure (
    tenant_id   uuid not null,
    ref         text not null,
    controllers text[] not null,
    family_id   uuid not null,
    since       timestamptz not null,
    until       timestamptz,
    pseudonyms  text[] not null,
    entered_at  timestamptz not null,
    primary key (tenant_id, ref),
    foreign key (tenant_id, family_id) references core.family,
    check (until is null or since < until)
);
-- For which days somebody says that all of a kind came: only then does nothing mean that there was nothing.
create table review.delivered (
    tenant_id   uuid not null,
    kind        text not null check (kind in ('roster', 'absences', 'appointments', 'procedures')),
    unit        text not null,
    controllers text[] not null,
    first       date not null,
    last        date not null,
    entered_at  timestamptz not null,
    primary key (tenant_id, kind, unit, first, last),
    foreign key (tenant_id, unit) references identity.agency,
    check (first <= last)
);

-- Keyed hashes of what staff are called, one for each owner's key; and what was met by them, without the name.
create table review.staff_mark (
    tenant_id   uuid not null,
    owner       text not null check (owner in ('jobcenter', 'jugendamt', 'provider')),
    kind        text not null check (kind in ('surname', 'sound', 'self')),
    mark        bytea not null check (length(mark) = 32),
    pseudonym   text not null,
    controllers text[] not null,
    primary key (tenant_id, owner, kind, mark, pseudonym)
);
create table review.match (
    tenant_id   uuid not null,
    pseudonym   text not null,
    family_id   uuid not null,
    kind        text not null check (kind in ('surname', 'sound', 'self', 'separated_parent')),
    controllers text[] not null,
    found_at    timestamptz not null,
    primary key (tenant_id, pseudonym, family_id, kind),
    foreign key (tenant_id, family_id) references core.family
);

-- What the numbers of staff in one calendar quarter are made with. Gone with the log of that quarter.
create table review.period (
    tenant_id uuid not null,
    period    text not null check (period ~ '^[0-9]{4}-Q[1-4]$'),
    secret    bytea not null check (length(secret) = 32),
    primary key (tenant_id, period)
);

do $$
declare
    t text;
begin
    foreach t in array array['duty', 'absence', 'appointment', 'procedure', 'delivered', 'staff_mark', 'match',
                             'period'] loop
        execute format('alter table review.%I enable row level security', t);
        execute format('alter table review.%I force row level security', t);
        execute format($policy$create policy tenant on review.%I
            using (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)
            with check (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)$policy$, t);
        -- Officers read for the controller for which they act; whoever brings, compares or erases reads for nobody.
        if t <> 'period' then
            execute format($policy$create policy controller on review.%I as restrictive
                using (current_setting('hub.agency', true) in ('loader', 'clerk', 'jobcenter', 'jugendamt', 'provider')
                       or current_setting('hub.controller', true) = any (controllers))
                with check (current_setting('hub.agency', true)
                            in ('loader', 'clerk', 'jobcenter', 'jugendamt', 'provider'))$policy$, t);
        end if;
        execute format('grant select, insert, delete on review.%I to hub_reviews', t);
    end loop;
end $$;
create index on review.duty (tenant_id, until);
create index on review.appointment (tenant_id, until);

-- When a tie was written down, so that one that was dated back is seen as such; null where nobody knows.
alter table identity.assignment add column entered_at timestamptz;
alter table identity.deputy add column entered_at timestamptz;
grant update (entered_at) on identity.assignment, identity.deputy to hub_writes;
do $$
declare
    change record;
    body   text;
begin
    for change in select * from (values
        ('identity.write_mandate(uuid, jsonb)'::regprocedure,
         $w$granted_by, self_declared)
        values (tenant, who, family, other, first, last, p ->> 'reason', (p ->> 'grant')::uuid, (p ->> 'by')::uuid,
                act = 'take_over')$w$,
         $w$granted_by, self_declared, entered_at)
        values (tenant, who, family, other, first, last, p ->> 'reason', (p ->> 'grant')::uuid, (p ->> 'by')::uuid,
                act = 'take_over', (p ->> 'at')::timestamptz)$w$),
        ('identity.write_mandate(uuid, jsonb)',
         $w$entered_for = excluded.entered_for
        where d.until$w$,
         $w$entered_for = excluded.entered_for, entered_at = excluded.entered_at
        where d.until$w$),
        ('identity.write_mandate(uuid, jsonb)',
         $w$identity.assignment as a (tenant_id, family_id, staff_id, since, until)
        select tenant, family, who, first, coalesce(last, 'infinity')$w$,
         $w$identity.assignment as a (tenant_id, family_id, staff_id, since, until, entered_at)
        select tenant, family, who, first, coalesce(last, 'infinity'), (p ->> 'at')::timestamptz$w$),
        ('identity.write_mandate(uuid, jsonb)',
         $w$entered_for = excluded.entered_for
        where a.until$w$,
         $w$entered_for = excluded.entered_for, entered_at = excluded.entered_at
        where a.until$w$),
        ('record.write_family(uuid, jsonb)',
         $w$identity.assignment (tenant_id, family_id, staff_id, since, until)
    select tenant, (p -> 'family' ->> 'id')::uuid, a.staff, a.since, coalesce(a.until, 'infinity')
    from jsonb_to_recordset(p -> 'assignments') as a (staff uuid, since date, until date)$w$,
         $w$identity.assignment (tenant_id, family_id, staff_id, since, until, entered_at)
    select tenant, (p -> 'family' ->> 'id')::uuid, a.staff, a.since, coalesce(a.until, 'infinity'), a.entered_at
    from jsonb_to_recordset(p -> 'assignments') as a (staff uuid, since date, until date, entered_at timestamptz)$w$),
        ('record.write_family(uuid, jsonb)',
         $w$since, until, reason)
    select tenant, d.staff, (p -> 'family' ->> 'id')::uuid, d.stands_in_for, d.since, d.until, d.reason
    from jsonb_to_recordset(p -> 'deputies') as d (staff uuid, stands_in_for uuid, since date, until date, reason$w$,
         $w$since, until, reason,
                                 granted_by, self_declared, entered_at)
    select tenant, d.staff, (p -> 'family' ->> 'id')::uuid, d.stands_in_for, d.since, d.until, d.reason, d.granted_by,
        coalesce(d.self_declared, false), d.entered_at
    from jsonb_to_recordset(p -> 'deputies') as d (staff uuid, stands_in_for uuid, since date, until date,
        granted_by uuid, self_declared boolean, entered_at timestamptz, reason$w$)
        ) as c (name, gone, come)
    loop
        body := pg_get_functiondef(change.name);
        if position(change.gone in body) = 0 then
            raise exception '% does not say what is to be changed: %', change.name, change.gone;
        end if;
        execute replace(body, change.gone, change.come);
    end loop;
end $$;

-- What the review's functions see: ties, posts and pseudonyms, never a name; of consents numbers and times.
grant select (tenant_id, staff_id, pseudonym) on identity.staff to hub_reviews;
grant select (tenant_id, staff_id, unit, since, until) on identity.post to hub_reviews;
grant select (tenant_id, unit, kind) on identity.agency to hub_reviews;
grant select (tenant_id, staff_id, family_id, since, until, entered_at) on identity.assignment to hub_reviews;
grant select (tenant_id, staff_id, family_id, stands_in_for, since, until, granted_by, self_declared, entered_at)
    on identity.deputy to hub_reviews;
grant select (tenant_id, staff_id, person_id) on identity.relation to hub_reviews;
grant select (tenant_id, person_id, family_id, address_lock) on core.person to hub_reviews;
grant select (tenant_id, entry_id, agency, xid, created_at) on ledger.entry to hub_reviews;
grant usage on schema consent, record to hub_reviews;
grant select on record.blind_index to hub_reviews;
grant select (tenant_id, cell_id, field_id) on record.cell to hub_reviews;
grant select on consent.paper, consent.declaration, consent.withdrawal, consent.confirmed, consent.voided
    to hub_reviews;
grant select on identity.login to hub_reviews;

-- Whose officer may read what is about somebody: that of the body that employs them; of a provider's staff, whose help
-- both bodies give, both.
create function review.controllers_at(p_kind text) returns text[] language sql immutable as $$
    select case when p_kind = 'provider' then array['jobcenter', 'jugendamt', 'provider'] else array[p_kind] end
$$;
create function review.controllers_of(p_staff uuid) returns text[] language sql stable as $$
    select coalesce(array_agg(distinct c.name order by c.name), '{}')
    from identity.post o join identity.agency g on g.tenant_id = o.tenant_id and g.unit = o.unit,
        unnest(review.controllers_at(g.kind)) as c (name)
    where o.tenant_id = current_setting('hub.tenant')::uuid and o.staff_id = p_staff
$$;
create function review.pseudonym_of(p_staff uuid) returns text language sql stable as $$
    select s.pseudonym from identity.staff s
    where s.tenant_id = current_setting('hub.tenant')::uuid and s.staff_id = p_staff
$$;

-- How much of what a file brings is not there yet. p as in `review.add_inputs`.
create function review.count_new(p jsonb) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return (
        select count(*) from jsonb_to_recordset(p -> 'duty') as n (staff uuid, since timestamptz, until timestamptz,
                                                                   on_call boolean)
        where not exists (select from review.duty d where d.pseudonym = review.pseudonym_of(n.staff)
                          and (d.since, d.until, d.on_call) = (n.since, n.until, n.on_call))
    ) + (
        select count(*) from jsonb_to_recordset(p -> 'absence') as n (staff uuid, first date, last date)
        where not exists (select from review.absence a where a.pseudonym = review.pseudonym_of(n.staff)
                          and (a.first, a.last) = (n.first, n.last))
    ) + (
        select count(*) from jsonb_to_recordset(p -> 'appointment') as n (ref text)
        where not exists (select from review.appointment a where a.ref = n.ref)
    ) + (
        select count(*) from jsonb_to_recordset(p -> 'procedure') as n (ref text)
        where not exists (select from review.procedure a where a.ref = n.ref)
    ) + (
        select count(*) from jsonb_to_recordset(p -> 'delivered') as n (kind text, unit text, first date, last date)
        where n.unit is not null
          and not exists (select from review.delivered d
                          where (d.kind, d.unit, d.first, d.last) = (n.kind, n.unit, n.first, n.last)));
end $$;

-- What a file brings: staff by id, families by number. What is there already stays as it is.
create function review.add_inputs(p_entry uuid, p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
    now_at timestamptz := (p ->> 'at')::timestamptz;
begin
    perform review.check_bringing(p_entry);
    tenant := current_setting('hub.tenant')::uuid;
    insert into review.duty (tenant_id, pseudonym, controllers, since, until, on_call, entered_at)
    select tenant, review.pseudonym_of(n.staff), review.controllers_of(n.staff), n.since, n.until, n.on_call, now_at
    from jsonb_to_recordset(p -> 'duty') as n (staff uuid, since timestamptz, until timestamptz, on_call boolean)
    on conflict do nothing;
    insert into review.absence (tenant_id, pseudonym, controllers, first, last, entered_at)
    select tenant, review.pseudonym_of(n.staff), review.controllers_of(n.staff), n.first, n.last, now_at
    from jsonb_to_recordset(p -> 'absence') as n (staff uuid, first date, last date)
    on conflict do nothing;
    insert into review.appointment (tenant_id, ref, kind, controllers, since, until, pseudonyms, families, made_at,
                                    entered_at)
    select tenant, n.ref, n.kind,
        array(select distinct c from unnest(n.staff) s (id), unnest(review.controllers_of(s.id)) c order by c),
        n.since, n.until, array(select review.pseudonym_of(s.id) from unnest(n.staff) s (id) order by 1),
        array(select f.family_id from core.family f where f.tenant_id = tenant and f.number = any (n.families)),
        n.made_at, now_at
    from jsonb_to_recordset(p -> 'appointment') as n (ref text, kind text, since timestamptz, until timestamptz,
                                                      staff uuid[], families text[], made_at timestamptz)
    on conflict do nothing;
    insert into review.procedure (tenant_id, ref, controllers, family_id, since, until, pseudonyms, entered_at)
    select tenant, n.ref, array['jugendamt'], f.family_id, n.since, n.until,
        array(select review.pseudonym_of(s.id) from unnest(n.staff) s (id) order by 1), now_at
    from jsonb_to_recordset(p -> 'procedure') as n (ref text, family text, since timestamptz, until timestamptz,
                                                    staff uuid[])
    join core.family f on f.tenant_id = tenant and f.number = n.family
    on conflict do nothing;
    -- Where nobody says for which days it is all: from the first to the last of those that came, for each body.
    insert into review.delivered (tenant_id, kind, unit, controllers, first, last, entered_at)
    select tenant, n.kind, g.unit, review.controllers_at(g.kind), min(n.first), max(n.last), now_at
    from jsonb_to_recordset(p -> 'delivered') as n (kind text, unit text, staff uuid, first date, last date)
    join identity.agency g on g.tenant_id = tenant
        and g.unit = coalesce(n.unit, (select o.unit from identity.post o where o.tenant_id = tenant
                                       and o.staff_id = n.staff order by o.unit limit 1))
    group by n.kind, g.unit, g.kind, n.unit is null
    on conflict do nothing;
exception
    when foreign_key_violation or check_violation or not_null_violation then
        raise exception 'something named does not exist' using errcode = 'HB032';
end $$;
create function review.check_bringing(p_entry uuid) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    if not exists (select from ledger.entry e
                   join ledger.index i on i.tenant_id = e.tenant_id and i.entry_id = e.entry_id
                   where e.tenant_id = current_setting('hub.tenant')::uuid and e.entry_id = p_entry
                     and e.agency = caller and e.xid = pg_current_xact_id()
                     and i.event in ('review.inputs', 'directory.changed', 'family.entered', 'record.changed')) then
        raise exception 'the change has no entry' using errcode = 'HB012';
    end if;
end $$;

-- The keyed hashes of new staff: by each owner's key, since names of families are known to that owner alone.
create function review.add_marks(p_entry uuid, p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform review.check_bringing(p_entry);
    insert into review.staff_mark (tenant_id, owner, kind, mark, pseudonym, controllers)
    select current_setting('hub.tenant')::uuid, n.owner, n.kind, decode(n.mark, 'base64'),
        review.pseudonym_of(n.staff), review.controllers_of(n.staff)
    from jsonb_to_recordset(p) as n (staff uuid, owner text, kind text, mark text)
    on conflict do nothing;
end $$;

-- Names of a family, as hashes, against those of staff: what is met is kept, what came is not, and nothing is told.
-- p: family (id), at, marks: [{owner, kind, mark, apart}]; `apart` marks somebody from whom the family is kept apart.
create function record.note_matches(p_entry uuid, p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
    family uuid := (p ->> 'family')::uuid;
begin
    perform review.check_bringing(p_entry);
    tenant := current_setting('hub.tenant')::uuid;
    if not exists (select from ledger.index i where i.tenant_id = tenant and i.entry_id = p_entry
                   and i.family_id = family) then
        raise exception 'this entry is about another family' using errcode = 'HB012';
    end if;
    insert into review.match (tenant_id, pseudonym, family_id, kind, controllers, found_at)
    select distinct tenant, m.pseudonym, family,
        case when m.kind = 'self' and n.apart then 'separated_parent' else m.kind end, m.controllers,
        (p ->> 'at')::timestamptz
    from jsonb_to_recordset(p -> 'marks') as n (owner text, kind text, mark text, apart boolean)
    join review.staff_mark m on m.tenant_id = tenant and m.owner = n.owner and m.kind = n.kind
        and m.mark = decode(n.mark, 'base64')
    where current_setting('hub.agency') in (n.owner, 'loader')
    on conflict do nothing;
end $$;

-- Surnames of staff who come after families, as words of the families' blind indexes: for each a family and a token,
-- with how many tokens a name of this one word has there. What is met is kept, nothing is told. For the loader alone.
create function record.meet_index(p_entry uuid, p_owner text, p_at timestamptz, p_staff uuid[], p_families uuid[],
                                  p_tokens bytea[], p_counts integer[]) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp set jit = off as $$
declare
    tenant uuid;
begin
    perform review.check_bringing(p_entry);
    tenant := current_setting('hub.tenant')::uuid;
    insert into review.match (tenant_id, pseudonym, family_id, kind, controllers, found_at)
    select distinct tenant, s.pseudonym, n.family, 'surname', review.controllers_of(n.staff), p_at
    from unnest(p_staff, p_families, p_tokens, p_counts) as n (staff, family, token, size)
    join record.blind_index x on x.tenant_id = tenant and x.owner = p_owner and x.family_id = n.family
        and x.token = n.token
    join record.cell c on c.tenant_id = tenant and c.cell_id = x.cell_id and c.field_id = 'family_name'
    join identity.staff s on s.tenant_id = tenant and s.staff_id = n.staff
    where (select count(*) from record.blind_index y where y.tenant_id = tenant and y.cell_id = x.cell_id) = n.size
    on conflict do nothing;
end $$;

-- The committed entry of a reading by the officers, for one controller: its staff, providers' staff, what is joint. Of
-- an officer one that says that somebody reads, and just now; of an evaluation its own, which takes a while.
create function review.enter_for(p_entry uuid, p_controller text) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    caller  text := identity.enter();
    its_xid xid8;
    made    timestamptz;
    lasts   interval;
begin
    select e.xid, e.created_at, case when i.event = 'log.evaluated' then interval '1 h' else interval '30 s' end
    into its_xid, made, lasts
    from ledger.entry e join ledger.index i on i.tenant_id = e.tenant_id and i.entry_id = e.entry_id and i.part = 0
    where e.tenant_id = current_setting('hub.tenant')::uuid and e.entry_id = p_entry and e.agency = caller
      and caller = 'oversight' and i.effect <> 'deny' and i.controllers @> array[p_controller]
      and (i.role = 'dpo' and i.event in ('log.read', 'sample.read') or i.event = 'log.evaluated');
    if its_xid is null then
        raise exception 'no such ticket' using errcode = 'HB020';
    end if;
    if its_xid = pg_current_xact_id_if_assigned() then
        raise exception 'the entry is not committed' using errcode = 'HB021';
    end if;
    if made < clock_timestamp() - lasts then
        raise exception 'the ticket is too old' using errcode = 'HB022';
    end if;
    perform set_config('hub.controller', p_controller, true);
end $$;

-- All that a controller's review knows of some days beside the log, in one row. q: since, until (instants), who
-- (pseudonyms) and families (numbers); without these, of everybody.
create function review.context(p_entry uuid, p_controller text, q jsonb)
returns table (own json, ended json, delivered json, duty json, absences json, appointments json, assignments json,
               deputies json, papers json, procedures json, standings json, matches json, staff_families json,
               protected_families json)
language plpgsql security definer set search_path = pg_catalog, pg_temp set jit = off
    set plan_cache_mode = force_custom_plan as $$
declare
    tenant uuid;
    begins timestamptz := (q ->> 'since')::timestamptz;
    ends   timestamptz := (q ->> 'until')::timestamptz;
    day_1  date := (begins at time zone 'Europe/Berlin')::date;
    day_n  date := (ends at time zone 'Europe/Berlin')::date;
    who    text[] := case when q ? 'who' then array(select jsonb_array_elements_text(q -> 'who')) end;
    named  text[] := case when q ? 'families' then array(select jsonb_array_elements_text(q -> 'families')) end;
begin
    perform review.enter_for(p_entry, p_controller);
    tenant := current_setting('hub.tenant')::uuid;
    return query
    with staff as materialized (
        select s.staff_id, s.pseudonym, coalesce(bool_or(g.kind in (p_controller, 'provider')), false) as is_own,
            case when bool_or(g.kind = p_controller) then p_controller else min(g.unit) end as unit
        from identity.staff s
        left join identity.post o on o.tenant_id = tenant and o.staff_id = s.staff_id
        left join identity.agency g on g.tenant_id = tenant and g.unit = o.unit
        where s.tenant_id = tenant group by s.staff_id, s.pseudonym
    ), foreign_to as materialized (  -- proposed by the other body
        select f.family_id from core.family f
        where f.tenant_id = tenant and f.status not in ('admitted', 'ended') and f.proposing_agency <> p_controller
    ), theirs as materialized (  -- of these, in what the controller's own staff have or had a hand
        select a.family_id from foreign_to f join identity.assignment a on a.family_id = f.family_id
        join staff s on s.staff_id = a.staff_id and s.unit = p_controller
        where a.tenant_id = tenant and a.until >= a.since
        union
        select d.family_id from foreign_to f join identity.deputy d on d.family_id = f.family_id
        join staff s on s.staff_id = d.staff_id and s.unit = p_controller
        where d.tenant_id = tenant and d.until >= d.since
    ), fam as materialized (  -- of a family that is proposed by the other body, nothing else is known here (I2)
        select f.family_id, f.number, f.status, f.exit_date, f.staff_related from core.family f
        where f.tenant_id = tenant and (named is null or f.number = any (named))
          and (f.status in ('admitted', 'ended') or f.proposing_agency = p_controller
               or f.family_id in (select t.family_id from theirs t))
    ), hit as materialized (
        select m.pseudonym, m.family_id, m.kind from review.match m where m.tenant_id = tenant
    ), often as (  -- a surname that many have says nothing (more than 0.5 % of staff and families, and more than three)
        select h.pseudonym, h.kind from hit h where h.kind in ('surname', 'sound') group by h.pseudonym, h.kind
        having count(*) > greatest(3, 0.005 * ((select count(*) from core.family f where f.tenant_id = tenant)
                                               + (select count(*) from staff s where s.unit is not null)))
    )
    select
        (select json_agg(json_build_array(s.pseudonym, s.unit)) from staff s
         where s.is_own and (who is null or s.pseudonym = any (who))),
        (select json_agg(json_build_array(s.pseudonym, s.ends))
         from (select t.pseudonym, max(o.until) as ends from staff t
               join identity.post o on o.tenant_id = tenant and o.staff_id = t.staff_id
               where t.is_own and (who is null or t.pseudonym = any (who)) group by t.pseudonym) s
         where s.ends < 'infinity'),
        (select json_agg(json_build_array(d.kind, d.unit, d.first, d.last))
         from (select x.kind, x.unit, min(x.first) as first, max(x.last) as last from review.delivered x
               where x.tenant_id = tenant group by x.kind, x.unit
               union all
               select 'births', p_controller, '0001-01-01', '9999-12-31'
               where exists (select from review.staff_mark m where m.tenant_id = tenant and m.kind = 'self')) d),
        (select json_agg(json_build_array(d.pseudonym, d.since, d.until, d.on_call) order by d.pseudonym, d.since)
         from review.duty d where d.tenant_id = tenant and d.until >= begins - interval '1 day'
           and d.since <= ends + interval '1 day' and (who is null or d.pseudonym = any (who))),
        (select json_agg(json_build_array(a.pseudonym, a.first, a.last) order by a.pseudonym, a.first)
         from review.absence a where a.tenant_id = tenant and a.last >= day_1 and a.first <= day_n
           and (who is null or a.pseudonym = any (who))),
        (select json_agg(json_build_array(a.ref, a.kind, a.since, a.until, a.pseudonyms,
                array(select f.number from core.family f where f.tenant_id = tenant and f.family_id = any (a.families)
                      and (f.status in ('admitted', 'ended') or f.proposing_agency = p_controller
                           or f.family_id in (select t.family_id from theirs t))), a.made_at)
            order by a.since, a.ref)
         from review.appointment a where a.tenant_id = tenant and a.until >= begins - interval '6 days'
           and a.since <= ends + interval '6 days'
           and (who is null or a.pseudonyms && who or exists (select from fam f where f.family_id = any (a.families)))),
        (select json_agg(json_build_array(s.pseudonym, f.number, a.since, nullif(a.until, 'infinity'), a.entered_at)
            order by a.since)
         from staff s,
              -- Looked up by the key of staff: `offset 0` keeps it from being joined.
              lateral (select x.family_id, x.since, x.until, x.entered_at from identity.assignment x
                       where x.tenant_id = tenant and x.staff_id = s.staff_id and x.until >= x.since offset 0) a
         join fam f on f.family_id = a.family_id
         where who is null or s.pseudonym = any (who)),
        (select json_agg(json_build_array(s.pseudonym, o.pseudonym, f.number, d.since, d.until, d.self_declared,
                b.pseudonym, d.entered_at) order by d.since)
         from staff s,
              lateral (select x.family_id, x.stands_in_for, x.since, x.until, x.granted_by, x.self_declared,
                              x.entered_at from identity.deputy x
                       where x.tenant_id = tenant and x.staff_id = s.staff_id and x.until >= x.since offset 0) d
         join fam f on f.family_id = d.family_id join staff o on o.staff_id = d.stands_in_for
         left join staff b on b.staff_id = d.granted_by
         where who is null or s.pseudonym = any (who)),
        (select json_agg(json_build_array(c.ref, f.number, c.document ->> 'from',
                least(c.document ->> 'to', ((c.document ->> 'invalid_since')::date - 1)::text, (v.since - 1)::text),
                y.at, w.at, n.at, i.at, i.pseudonym, c.document ->> 'way' = 'oral',
                coalesce(k.written_on::text, c.document ->> 'written_on'), y.at is null and y.is_refused)
            order by c.ref)
         from consent.paper c join fam f on f.family_id = c.family_id
         left join ledger.index i on i.tenant_id = tenant and i.entry_id = c.entry_id and i.part = 0
            and i.agency in ('jobcenter', 'jugendamt', 'provider', 'family')
         left join consent.voided v on v.tenant_id = tenant and v.consent_id = c.consent_id
         left join consent.confirmed k on k.tenant_id = tenant and k.consent_id = c.consent_id,
         lateral (select max((d.document ->> 'at')::timestamptz) filter (where d.answer = 'yes') as at,
                         coalesce(bool_or(d.answer = 'no'), false) as is_refused
                  from consent.declaration d where d.tenant_id = tenant and d.consent_id = c.consent_id) y,
         lateral (select min(x.received_at) as at from consent.withdrawal x
                  where x.tenant_id = tenant and x.consent_id = c.consent_id
                    and not x.document ?| array['for', 'categories', 'recipients']) w,
         lateral (select min(x.received_at) as at from consent.withdrawal x
                  where x.tenant_id = tenant and x.consent_id = c.consent_id
                    and x.document ?| array['for', 'categories', 'recipients']) n
         where c.tenant_id = tenant),
        (select json_agg(json_build_array(f.number, r.since, r.until, r.pseudonyms) order by r.since)
         from review.procedure r join fam f on f.family_id = r.family_id where r.tenant_id = tenant),
        (select json_agg(json_build_array(f.number, f.status, f.exit_date)) from fam f),
        (select json_agg(json_build_array(x.pseudonym, x.number, x.kind))
         from (select h.pseudonym, f.number, h.kind from hit h join fam f on f.family_id = h.family_id
               where not exists (select from often o where o.pseudonym = h.pseudonym and o.kind = h.kind)
               union
               select s.pseudonym, f.number, 'relative' from identity.relation r
               join core.person p on p.tenant_id = tenant and p.person_id = r.person_id
               join fam f on f.family_id = p.family_id join staff s on s.staff_id = r.staff_id and s.is_own
               where r.tenant_id = tenant) x
         where who is null or x.pseudonym = any (who)),
        (select json_agg(f.number) from fam f
         where f.staff_related
            or exists (select from hit h where h.family_id = f.family_id and h.kind in ('self', 'separated_parent'))
            or exists (select from identity.relation r join core.person p
                       on p.tenant_id = r.tenant_id and p.person_id = r.person_id
                       where r.tenant_id = tenant and p.family_id = f.family_id)),
        (select json_agg(f.number) from fam f
         where exists (select from core.person p where p.tenant_id = tenant and p.family_id = f.family_id
                       and p.address_lock));
end $$;

-- What a quarter's numbers are made with: made once, the same for both officers. Each gets those that are asked for.
create function review.periods(p_entry uuid, p_controller text, p_periods text[])
returns table (period text, secret bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
begin
    perform review.enter_for(p_entry, p_controller);
    tenant := current_setting('hub.tenant')::uuid;
    insert into review.period as x (tenant_id, period, secret)
    select tenant, n.period, sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8'))
    from unnest(p_periods) as n (period) on conflict do nothing;
    return query select x.period, x.secret from review.period x
    where x.tenant_id = tenant and x.period = any (p_periods);
end $$;

-- Which of these entries stand in the tree under a checkpoint that the witnesses signed and that was published: of any
-- agency for the officers, of the own for whoever looks at the own entries.
create function ledger.proven(p_entries uuid[]) returns setof uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    return query
    select l.entry_id from ledger.leaf l
    join ledger.entry e on e.tenant_id = l.tenant_id and e.entry_id = l.entry_id
    where (caller = 'oversight' or e.agency = caller)
      and l.tenant_id = current_setting('hub.tenant')::uuid and l.entry_id = any (p_entries)
      and l.leaf_index < coalesce((select c.size from ledger.checkpoint c
                                   where c.tenant_id = l.tenant_id and c.published_at is not null
                                   order by c.signed_at desc limit 1), 0);
end $$;

-- Certain entries of one controller, against the committed entry of the reading: the lines that `read_log` gives.
create function ledger.read_entries(p_entry uuid, p_controller text, p_ids uuid[])
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
end $$;

-- What is older than the log keeps goes: duty, absences, appointments, quarters; of whoever left, marks and matches.
create function review.erase_inputs(p_first_kept date) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    begins timestamptz := p_first_kept::timestamp at time zone 'Europe/Berlin';
    gone   bigint := 0;
    n      bigint;
begin
    perform identity.enter();
    delete from review.duty d where d.until <= begins;
    get diagnostics n = row_count; gone := gone + n;
    delete from review.absence a where a.last < p_first_kept;
    get diagnostics n = row_count; gone := gone + n;
    delete from review.appointment a where a.until <= begins;
    get diagnostics n = row_count; gone := gone + n;
    delete from review.procedure r where r.until <= begins;
    get diagnostics n = row_count; gone := gone + n;
    delete from review.delivered d where d.last < p_first_kept;
    get diagnostics n = row_count; gone := gone + n;
    delete from review.period x
    where (substr(x.period, 1, 4) || '-' || (substr(x.period, 7, 1)::integer * 3)::text || '-01')::date
          + interval '1 month' <= p_first_kept;
    get diagnostics n = row_count; gone := gone + n;
    delete from review.match m where not exists (
        select from identity.staff s join identity.post o on o.tenant_id = s.tenant_id and o.staff_id = s.staff_id
        where s.tenant_id = m.tenant_id and s.pseudonym = m.pseudonym and o.until >= p_first_kept);
    get diagnostics n = row_count; gone := gone + n;
    delete from review.staff_mark m where not exists (
        select from identity.staff s join identity.post o on o.tenant_id = s.tenant_id and o.staff_id = s.staff_id
        where s.tenant_id = m.tenant_id and s.pseudonym = m.pseudonym and o.until >= p_first_kept);
    get diagnostics n = row_count; gone := gone + n;
    return gone;
end $$;

do $$
declare
    f regprocedure;
begin
    foreach f in array array['review.controllers_at(text)', 'review.controllers_of(uuid)',
        'review.pseudonym_of(uuid)', 'review.count_new(jsonb)',
        'review.add_inputs(uuid, jsonb)', 'review.check_bringing(uuid)', 'review.add_marks(uuid, jsonb)',
        'record.note_matches(uuid, jsonb)',
        'record.meet_index(uuid, text, timestamptz, uuid[], uuid[], bytea[], integer[])',
        'review.enter_for(uuid, text)', 'review.context(uuid, text, jsonb)',
        'review.periods(uuid, text, text[])', 'review.erase_inputs(date)']::regprocedure[]
    loop
        execute format('alter function %s owner to hub_reviews', f);
        execute format('revoke execute on function %s from public', f);
    end loop;
    alter function ledger.proven(uuid[]) owner to hub_tree;
    revoke execute on function ledger.proven(uuid[]) from public;
    alter function ledger.read_entries(uuid, text, uuid[]) owner to hub_reads;
    revoke execute on function ledger.read_entries(uuid, text, uuid[]) from public;
end $$;
grant usage on schema review to hub_reads, hub_clerk;
grant execute on function review.enter_for(uuid, text) to hub_reads;
grant execute on function record.meet_index(uuid, text, timestamptz, uuid[], uuid[], bytea[], integer[]) to hub_loader;
grant execute on function review.count_new(jsonb), review.add_inputs(uuid, jsonb), review.add_marks(uuid, jsonb)
    to hub_loader;
grant execute on function record.note_matches(uuid, jsonb) to hub_loader, hub_jobcenter, hub_jugendamt, hub_provider;
grant execute on function review.context(uuid, text, jsonb), review.periods(uuid, text, text[]),
    ledger.read_entries(uuid, text, uuid[]) to hub_oversight;
grant execute on function ledger.proven(uuid[]) to hub_jobcenter, hub_jugendamt, hub_provider, hub_oversight;
grant execute on function review.erase_inputs(date) to hub_clerk;

revoke create on schema review, record from hub_reviews;
revoke create on schema ledger from hub_reads, hub_tree;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
