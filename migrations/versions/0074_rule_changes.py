"""Changes of the rules: proposed, stated on, released by both leads, and in force on their day."""

from alembic import op

revision = "0074"
down_revision = "0073"

SQL = r"""
-- Only while its functions change hands may a role create here.
grant create on schema rulebook to hub_reads, hub_writes;

-- The number by which people know a set, and how it came: by a proposal that was released, or by the operator alone.
alter table rulebook.activation
    add column number    text check (number ~ '^R-[0-9]{4}-[0-9]{2,}$'),
    add column emergency text check (length(emergency) between 10 and 500);
create unique index activation_by_number on rulebook.activation (tenant_id, number);

-- Added to, never changed. `based_on` is the set that was in force: once another one is, nothing more can be done here.
create table rulebook.proposal (
    tenant_id     uuid not null,
    number        text not null check (number ~ '^R-[0-9]{4}-[0-9]{2,}$'),
    based_on      text not null check (based_on ~ '^[0-9a-f]{64}$'),
    digest        text not null check (digest ~ '^[0-9a-f]{64}$' and digest <> based_on),
    document      text not null,
    cell          jsonb,
    widens        boolean not null,
    narrows       boolean not null,
    reason        text not null check (length(reason) between 10 and 2000),
    valid_from    date not null,
    gives_up      jsonb not null default '{}',
    proposed_by   uuid,
    proposed_name text not null check (length(proposed_name) between 1 and 200),
    proposed_role text not null,
    proposed_at   timestamptz not null,
    login_name    name not null default session_user,
    entry_id      uuid not null,
    primary key (tenant_id, number),
    foreign key (tenant_id, proposed_by) references identity.staff
);
create table rulebook.step (
    tenant_id  uuid not null,
    number     text not null,
    ordinal    integer not null check (ordinal > 0),
    what       text not null check (what in ('stated', 'released', 'refused', 'withdrawn', 'counted', 'activated')),
    side       text check (side in ('jobcenter', 'jugendamt')),
    covers     text[] not null default '{}',
    staff_id   uuid,
    name       text not null default '',
    role       text not null,
    opinion    text check (opinion in ('agreed', 'concerns')),
    words      text not null default '' check (length(words) <= 2000),
    dpia       text not null default '' check (length(dpia) <= 2000),
    counts     jsonb,
    at         timestamptz not null,
    login_name name not null default session_user,
    entry_id   uuid not null,
    primary key (tenant_id, number, ordinal),
    foreign key (tenant_id, number) references rulebook.proposal,
    foreign key (tenant_id, staff_id) references identity.staff,
    check ((what = 'released') = (side is not null)),
    check ((what = 'stated') = (opinion is not null)),
    check ((what = 'counted') = (counts is not null)),
    check ((what in ('counted', 'activated')) = (staff_id is null))
);
-- One release for each agency, and no person gives both; the rest is said once.
create unique index step_of_side on rulebook.step (tenant_id, number, side) where what = 'released';
create unique index step_of_person on rulebook.step (tenant_id, number, staff_id) where what = 'released';
create unique index step_once on rulebook.step (tenant_id, number, what)
    where what in ('refused', 'withdrawn', 'counted', 'activated');

do $$
declare
    t text;
begin
    foreach t in array array['proposal', 'step'] loop
        execute format('alter table rulebook.%I enable row level security', t);
        execute format('alter table rulebook.%I force row level security', t);
        execute format($p$create policy tenant on rulebook.%I
            using (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)
            with check (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)$p$, t);
        execute format('grant select on rulebook.%I to hub_reads', t);
        execute format('grant select, insert on rulebook.%I to hub_writes', t);
    end loop;
end $$;

-- Sets from before there were numbers are counted by their order.
create function rulebook.number_of(a rulebook.activation) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
    select coalesce(a.number, 'R-' || to_char(a.since at time zone 'Europe/Berlin', 'YYYY') || '-'
                              || lpad(a.ordinal::text, 2, '0'))
$$;

-- The next number of a year: proposals and sets share them, a proposal keeps its own when it comes in force.
create function rulebook.next_number(p_at timestamptz) returns text
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid := current_setting('hub.tenant')::uuid;
    head   text := 'R-' || to_char(p_at at time zone 'Europe/Berlin', 'YYYY') || '-';
    last   integer;
begin
    perform pg_advisory_xact_lock(hashtextextended('rulebook number ' || tenant, 0));
    select max(substr(n.number, 8)::integer) into last from (
        select rulebook.number_of(a) as number from rulebook.activation a where a.tenant_id = tenant
        union all select p.number from rulebook.proposal p where p.tenant_id = tenant) n
    where n.number like head || '%';
    return head || lpad((coalesce(last, 0) + 1)::text, 2, '0');
end $$;

-- The entry is of this transaction, of this kind, and in the name of whoever acts; N-00 is a machine.
create function rulebook.check_act(p_entry uuid, p_event text, p_by uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform record.check_entry(p_entry);
    if not exists (select from ledger.index i
                   where i.tenant_id = current_setting('hub.tenant')::uuid and i.entry_id = p_entry
                     and i.event = p_event and i.effect = 'permit'
                     and i.pseudonym = coalesce((select s.pseudonym from identity.staff s
                                                 where s.tenant_id = i.tenant_id and s.staff_id = p_by), 'N-00')) then
        raise exception 'the change has no entry of its kind' using errcode = 'HB012';
    end if;
end $$;

-- The day by which an act is judged is that of its entry: who lies about it, lies in the log, among its neighbours.
create function rulebook.check_day(p_entry uuid, p_day date) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    if not exists (select from ledger.index i
                   where i.tenant_id = current_setting('hub.tenant')::uuid and i.entry_id = p_entry
                     and (i.at at time zone 'Europe/Berlin')::date = p_day) then
        raise exception 'the entry is of another day' using errcode = 'HB012';
    end if;
end $$;

-- At which agencies somebody has a function on a day, at the address of the calling login.
create function rulebook.agencies_of(p_by uuid, p_roles text[], p_day date) returns text[]
language sql stable set search_path = pg_catalog, pg_temp as $$
    select coalesce(array_agg(distinct g.kind order by g.kind), '{}')
    from identity.post p join identity.agency g on g.tenant_id = p.tenant_id and g.unit = p.unit
    where p.tenant_id = current_setting('hub.tenant')::uuid and p.staff_id = p_by and p.role = any (p_roles)
      and p_day between p.since and p.until and p.served_by = current_setting('hub.agency')
      and g.kind in ('jobcenter', 'jugendamt')
$$;

-- p: based_on, digest, document, cell, widens, narrows, reason, valid_from, gives_up, by, role, day, at. Its number.
create function rulebook.propose(p_entry uuid, p jsonb) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
    caller text;
    who    uuid := (p ->> 'by')::uuid;
    given  text;
begin
    perform rulebook.check_act(p_entry, 'rule.proposed', who);
    perform rulebook.check_day(p_entry, (p ->> 'day')::date);
    tenant := current_setting('hub.tenant')::uuid;
    caller := current_setting('hub.agency');
    if who is null or p ->> 'role' not in ('fam_coordinator', 'jobcenter_lead', 'asd_lead')
       or not caller = any (rulebook.agencies_of(who, array[p ->> 'role'], (p ->> 'day')::date)) then
        raise exception 'not theirs to propose' using errcode = 'HB030';
    end if;
    perform rulebook.check_in_force(p ->> 'based_on');
    if (p ->> 'valid_from')::date <= (p ->> 'day')::date then
        raise exception 'a change takes effect on a day to come' using errcode = 'HB036';
    end if;
    given := rulebook.next_number((p ->> 'at')::timestamptz);
    insert into rulebook.proposal (tenant_id, number, based_on, digest, document, cell, widens, narrows, reason,
                                   valid_from, gives_up, proposed_by, proposed_name, proposed_role, proposed_at,
                                   entry_id)
    select tenant, given, p ->> 'based_on', p ->> 'digest', p ->> 'document', p -> 'cell',
        (p ->> 'widens')::boolean, (p ->> 'narrows')::boolean, p ->> 'reason', (p ->> 'valid_from')::date,
        coalesce(p -> 'gives_up', '{}'), s.staff_id, s.name, p ->> 'role', (p ->> 'at')::timestamptz, p_entry
    from identity.staff s where s.tenant_id = tenant and s.staff_id = who;
    return given;
end $$;

-- A proposal on which something can still be done: not over, not made for rules that are no more. Locks its steps.
create function rulebook.open_proposal(p_number text) returns rulebook.proposal
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid := current_setting('hub.tenant')::uuid;
    found_ rulebook.proposal;
begin
    perform pg_advisory_xact_lock(hashtextextended('rulebook steps ' || tenant, 0));
    select * into found_ from rulebook.proposal p where p.tenant_id = tenant and p.number = p_number;
    if found_.number is null then
        raise exception 'no such proposal' using errcode = 'HB032';
    end if;
    if exists (select from rulebook.step s where s.tenant_id = tenant and s.number = p_number
               and s.what in ('refused', 'withdrawn', 'activated')) then
        raise exception 'it is over' using errcode = 'HB036';
    end if;
    if found_.based_on is distinct from (select a.digest from rulebook.activation a where a.tenant_id = tenant
                                         order by a.ordinal desc limit 1) then
        raise exception 'other rules came in force since' using errcode = 'HB036';
    end if;
    return found_;
end $$;

-- One step by one person. p: number, what, by, role, opinion, words, dpia, day, at. Who may is looked up, not believed.
create function rulebook.take_step(p_entry uuid, p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant   uuid;
    caller   text;
    who      uuid := (p ->> 'by')::uuid;
    what_    text := p ->> 'what';
    proposal rulebook.proposal;
    here     text[];
    side_    text;
begin
    if who is null or what_ is null or what_ not in ('stated', 'released', 'refused', 'withdrawn') then
        raise exception 'no step of a person' using errcode = 'HB030';
    end if;
    perform rulebook.check_act(p_entry, 'rule.' || what_, who);
    perform rulebook.check_day(p_entry, (p ->> 'day')::date);
    tenant := current_setting('hub.tenant')::uuid;
    caller := current_setting('hub.agency');
    perform pg_advisory_xact_lock_shared(hashtextextended('rulebook ' || tenant, 0));
    proposal := rulebook.open_proposal(p ->> 'number');
    if what_ = 'stated' then
        here := rulebook.agencies_of(who, '{dpo}', (p ->> 'day')::date);
        if caller <> 'oversight' or here = '{}' or who = proposal.proposed_by then
            raise exception 'not theirs to state' using errcode = 'HB030';
        end if;
        if exists (select from rulebook.step s where s.tenant_id = tenant and s.number = proposal.number
                   and s.what = 'stated' and s.covers && here) then
            raise exception 'stated already' using errcode = 'HB033';
        end if;
        if length(p ->> 'words') < 10 or proposal.widens and length(coalesce(p ->> 'dpia', '')) < 20 then
            raise exception 'a statement needs words, and of what widens those of its assessment'
                using errcode = 'HB036';
        end if;
    elsif what_ = 'withdrawn' then
        if who <> proposal.proposed_by or not caller = any (
                rulebook.agencies_of(who, '{fam_coordinator,jobcenter_lead,asd_lead}', (p ->> 'day')::date)) then
            raise exception 'not theirs to withdraw' using errcode = 'HB030';
        end if;
    else
        side_ := case caller when 'jobcenter' then 'jobcenter' when 'jugendamt' then 'jugendamt' end;
        if side_ is null or not side_ = any (rulebook.agencies_of(
                who, array[case side_ when 'jobcenter' then 'jobcenter_lead' else 'asd_lead' end],
                (p ->> 'day')::date)) then
            raise exception 'not theirs to release' using errcode = 'HB030';
        end if;
        if what_ = 'refused' and length(p ->> 'words') < 10 then
            raise exception 'a refusal needs its reason' using errcode = 'HB036';
        end if;
        if what_ = 'released' then
            perform rulebook.check_release(proposal, who, p);
        end if;
    end if;
    insert into rulebook.step (tenant_id, number, ordinal, what, side, covers, staff_id, name, role, opinion, words,
                               dpia, at, entry_id)
    select tenant, proposal.number,
        1 + (select count(*) from rulebook.step s where s.tenant_id = tenant and s.number = proposal.number), what_,
        case what_ when 'released' then side_ end, coalesce(here, '{}'), f.staff_id, f.name, p ->> 'role',
        case what_ when 'stated' then p ->> 'opinion' end, coalesce(p ->> 'words', ''), coalesce(p ->> 'dpia', ''),
        (p ->> 'at')::timestamptz, p_entry
    from identity.staff f where f.tenant_id = tenant and f.staff_id = who;
exception
    when unique_violation then raise exception 'said already' using errcode = 'HB033';
    when check_violation then raise exception 'not complete' using errcode = 'HB036';
end $$;

-- Both officers were heard, the day is still to come, whoever releases stated nothing. Against concerns: with words.
create function rulebook.check_release(p_proposal rulebook.proposal, p_who uuid, p jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid := current_setting('hub.tenant')::uuid;
begin
    if not (select coalesce(array_agg(c.one), '{}') @> '{jobcenter,jugendamt}'
            from rulebook.step s, unnest(s.covers) as c (one)
            where s.tenant_id = tenant and s.number = p_proposal.number and s.what = 'stated') then
        raise exception 'nobody stated yet' using errcode = 'HB036';
    end if;
    if exists (select from rulebook.step s where s.tenant_id = tenant and s.number = p_proposal.number
               and s.what = 'stated' and (s.staff_id = p_who
                                          or s.opinion = 'concerns' and length(coalesce(p ->> 'words', '')) < 10)) then
        raise exception 'a statement stands against it' using errcode = 'HB036';
    end if;
    if p_proposal.valid_from <= (p ->> 'day')::date then
        raise exception 'its day has come' using errcode = 'HB036';
    end if;
end $$;

-- How many it concerns, counted once by the clerk. p: number, counts, at.
create function rulebook.keep_count(p_entry uuid, p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant   uuid;
    proposal rulebook.proposal;
begin
    perform rulebook.check_act(p_entry, 'rule.counted', null);
    tenant := current_setting('hub.tenant')::uuid;
    proposal := rulebook.open_proposal(p ->> 'number');
    insert into rulebook.step (tenant_id, number, ordinal, what, role, counts, at, entry_id)
    select tenant, proposal.number,
        1 + (select count(*) from rulebook.step s where s.tenant_id = tenant and s.number = proposal.number), 'counted',
        'clerk', p -> 'counts', (p ->> 'at')::timestamptz, p_entry;
exception
    when unique_violation then raise exception 'counted already' using errcode = 'HB033';
end $$;

-- Puts in force what both leads released, on its very day, in the transaction of its entry. p: number, digest, day, at.
create function rulebook.activate_released(p_entry uuid, p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant   uuid;
    proposal rulebook.proposal;
    last     rulebook.activation;
begin
    perform rulebook.check_act(p_entry, 'policy.activated', null);
    tenant := current_setting('hub.tenant')::uuid;
    perform pg_advisory_xact_lock(hashtextextended('rulebook ' || tenant, 0));
    proposal := rulebook.open_proposal(p ->> 'number');
    if proposal.digest is distinct from p ->> 'digest' or proposal.valid_from <> (p ->> 'day')::date
       or (select count(*) from rulebook.step s where s.tenant_id = tenant and s.number = proposal.number
           and s.what = 'released') <> 2 then
        raise exception 'not released for this day' using errcode = 'HB036';
    end if;
    perform rulebook.check_day(p_entry, (p ->> 'day')::date);
    select * into last from rulebook.activation a where a.tenant_id = tenant order by a.ordinal desc limit 1;
    insert into rulebook.activation (tenant_id, ordinal, digest, document, since, activated_by, entry_id, given_up,
                                     number)
    values (tenant, last.ordinal + 1, proposal.digest, proposal.document,
            greatest((p ->> 'at')::timestamptz, last.since), proposal.number, p_entry, proposal.gives_up,
            proposal.number);
    insert into rulebook.step (tenant_id, number, ordinal, what, role, at, entry_id)
    select tenant, proposal.number,
        1 + (select count(*) from rulebook.step s where s.tenant_id = tenant and s.number = proposal.number),
        'activated', 'clerk', (p ->> 'at')::timestamptz, p_entry;
end $$;

-- As before, for the first set of all; later the operator alone does so only in an emergency, and says why.
create or replace function rulebook.activate(p_entry uuid, p jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
    last   rulebook.activation;
begin
    perform record.check_entry(p_entry);
    tenant := current_setting('hub.tenant')::uuid;
    perform pg_advisory_xact_lock(hashtextextended('rulebook ' || tenant, 0));
    select * into last from rulebook.activation a where a.tenant_id = tenant order by a.ordinal desc limit 1;
    if last.digest = p ->> 'digest' and last.document = p ->> 'document' then
        return false;
    end if;
    if last.digest is distinct from p ->> 'before' then
        raise exception 'held against rules that are not in force' using errcode = 'HB014';
    end if;
    if last.digest is not null and coalesce(length(p ->> 'emergency'), 0) < 10 then
        raise exception 'both leads release a change of rules' using errcode = 'HB036';
    end if;
    insert into rulebook.activation (tenant_id, ordinal, digest, document, since, activated_by, entry_id, given_up,
                                     number, emergency)
    values (tenant, coalesce(last.ordinal, 0) + 1, p ->> 'digest', p ->> 'document',
            greatest((p ->> 'since')::timestamptz, last.since), p ->> 'by', p_entry, p -> 'given_up',
            rulebook.next_number(greatest((p ->> 'since')::timestamptz, last.since)),
            case when last.digest is not null then p ->> 'emergency' end);
    return true;
end $$;

-- Every set that ever was in force, the first one first, by its number.
create function rulebook.versions()
returns table (ordinal integer, digest text, since timestamptz, activated_by text, number text, emergency text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return query
    select a.ordinal, a.digest, a.since, a.activated_by, rulebook.number_of(a), a.emergency from rulebook.activation a
    where a.tenant_id = current_setting('hub.tenant')::uuid order by a.ordinal;
end $$;

-- Every proposal with its steps, the newest first; or the one of a number. Of the set itself only which it is.
create function rulebook.proposals(p_number text)
returns table (number text, based_on text, digest text, cell json, widens boolean, narrows boolean, reason text,
               valid_from date, gives_up json, proposed_by uuid, proposed_name text, proposed_role text,
               proposed_at timestamptz, steps json)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return query
    select p.number, p.based_on, p.digest, p.cell::json, p.widens, p.narrows, p.reason, p.valid_from,
        p.gives_up::json, p.proposed_by, p.proposed_name, p.proposed_role, p.proposed_at,
        coalesce((select json_agg(json_build_array(s.what, s.side, s.covers, s.staff_id, s.name, s.role, s.opinion,
                                                   s.words, s.dpia, s.counts, s.at) order by s.ordinal)
                  from rulebook.step s where s.tenant_id = p.tenant_id and s.number = p.number), '[]')
    from rulebook.proposal p
    where p.tenant_id = current_setting('hub.tenant')::uuid and (p_number is null or p.number = p_number)
    order by p.proposed_at desc, p.number desc;
end $$;

-- What a proposed set says. Whoever asks works the digest out anew.
create function rulebook.proposed_document(p_number text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return (select p.document from rulebook.proposal p
            where p.tenant_id = current_setting('hub.tenant')::uuid and p.number = p_number);
end $$;

do $$
declare
    f regprocedure;
begin
    foreach f in array array['rulebook.versions()', 'rulebook.proposals(text)', 'rulebook.proposed_document(text)',
        'rulebook.number_of(rulebook.activation)']::regprocedure[] loop
        execute format('alter function %s owner to hub_reads', f);
        execute format('revoke execute on function %s from public', f);
    end loop;
    foreach f in array array['rulebook.next_number(timestamptz)', 'rulebook.check_act(uuid, text, uuid)',
        'rulebook.check_day(uuid, date)',
        'rulebook.agencies_of(uuid, text[], date)', 'rulebook.propose(uuid, jsonb)',
        'rulebook.open_proposal(text)', 'rulebook.take_step(uuid, jsonb)',
        'rulebook.check_release(rulebook.proposal, uuid, jsonb)', 'rulebook.keep_count(uuid, jsonb)',
        'rulebook.activate_released(uuid, jsonb)']::regprocedure[] loop
        execute format('alter function %s owner to hub_writes', f);
        execute format('revoke execute on function %s from public', f);
    end loop;
end $$;
grant execute on function rulebook.number_of(rulebook.activation) to hub_reads, hub_writes;
grant execute on function rulebook.check_in_force(text), record.check_entry(uuid) to hub_writes;
grant execute on function rulebook.versions(), rulebook.proposals(text), rulebook.proposed_document(text)
    to hub_jobcenter, hub_jugendamt, hub_oversight, hub_clerk;
grant execute on function rulebook.propose(uuid, jsonb) to hub_jobcenter, hub_jugendamt;
grant execute on function rulebook.take_step(uuid, jsonb) to hub_jobcenter, hub_jugendamt, hub_oversight;
grant execute on function rulebook.keep_count(uuid, jsonb), rulebook.activate_released(uuid, jsonb),
    identity.circle(uuid) to hub_clerk;

revoke create on schema rulebook from hub_reads, hub_writes;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
