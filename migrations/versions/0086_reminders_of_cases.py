"""Reminders of the review's days: what is near or past of a case or a hit, once, and never of a person."""

from alembic import op

revision = "0086"
down_revision = "0085"

SQL = r"""
grant create on schema review to hub_reviews;

-- Of what the officers were reminded. `seq`: where the case stood; when it has moved on the reminder is over, save one
-- of an emergency, which is over with a result. It goes with its case or hit.
create table review.reminder (
    tenant_id   uuid not null,
    case_id     uuid,
    hit_id      uuid,
    kind        text not null check (kind in ('emergency', 'answer', 'question', 'notify', 'tell', 'waiting')),
    due         date not null,
    seq         integer,
    controllers text[] not null,
    at          timestamptz not null,
    entry_id    uuid not null,
    foreign key (tenant_id, case_id) references review.case_file on delete cascade,
    foreign key (tenant_id, hit_id) references review.hit on delete cascade,
    check (num_nonnulls(case_id, hit_id) = 1),
    check ((case_id is null) = (seq is null))
);
create unique index reminded_once on review.reminder (tenant_id, coalesce(case_id, hit_id), kind, due);
create index reminder_of_case on review.reminder (tenant_id, case_id);
create index reminder_of_hit on review.reminder (tenant_id, hit_id);
alter table review.reminder enable row level security;
alter table review.reminder force row level security;
create policy tenant on review.reminder
    using (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid);
grant select, insert on review.reminder to hub_reviews;

-- Where every case stands that is open or has a day to be decided anew, and hits of some rules without a case. For the
-- clerk: no pseudonym, no family, no entry.
create function review.standing(p_rules text[]) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
begin
    return jsonb_build_object(
        'cases', (select coalesce(jsonb_agg(jsonb_build_object('id', c.case_id, 'number', c.number, 'kind', c.kind,
                      'controllers', c.controllers, 'state', c.state, 'seq', c.seq, 'opened', c.opened_at,
                      'first', coalesce(c.first_at, c.opened_at), 'rule', c.rule, 'result', c.result, 'due', c.due,
                      'aware', c.aware_at, 'notified', c.notified_at, 'told', c.told, 'told_on', c.told_on,
                      'told_open', c.told_open, 'moved', (select max(s.at) from review.case_step s
                                where s.tenant_id = tenant and s.case_id = c.case_id)) order by c.number), '[]')
                  from review.case_file c
                  where c.tenant_id = tenant and (c.state <> 'closed' or c.told = 'later' or c.told_open)),
        'hits', (select coalesce(jsonb_agg(jsonb_build_object('id', h.hit_id, 'rule', h.rule,
                     'controller', h.controller, 'first', h.first_at) order by h.hit_id), '[]')
                 from review.hit h
                 where h.tenant_id = tenant and h.rule = any(p_rules) and not h.held and h.consequence = 'case'),
        'reminded', (select coalesce(jsonb_agg(jsonb_build_array(coalesce(r.case_id, r.hit_id), r.kind, r.due)), '[]')
                     from review.reminder r where r.tenant_id = tenant));
end $$;

create function review.keep_reminder(p_entry uuid, p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    look   ledger.index;
begin
    select i.* into look
    from ledger.entry e join ledger.index i on i.tenant_id = e.tenant_id and i.entry_id = e.entry_id and i.part = 0
    where e.tenant_id = tenant and e.entry_id = p_entry and e.agency = caller and e.xid = pg_current_xact_id()
      and i.event = 'case.reminded' and i.effect <> 'deny';
    if look.entry_id is null then
        raise exception 'the change has no entry' using errcode = 'HB012';
    end if;
    insert into review.reminder (tenant_id, case_id, hit_id, kind, due, seq, controllers, at, entry_id)
    select tenant, c.case_id, null, p ->> 'kind', (p ->> 'due')::date, c.seq, c.controllers, look.at, p_entry
    from review.case_file c where c.tenant_id = tenant and c.case_id = (p ->> 'case')::uuid
    union all
    select tenant, null, h.hit_id, p ->> 'kind', (p ->> 'due')::date, null, array[h.controller], look.at, p_entry
    from review.hit h where h.tenant_id = tenant and h.hit_id = (p ->> 'hit')::uuid
    on conflict do nothing;
exception
    when check_violation or not_null_violation then
        raise exception 'something named does not exist' using errcode = 'HB032';
end $$;

-- Whether the officer at this session is reminded of anything: one word, and nothing of what it is.
create function review.has_reminder(p_session bytea) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
begin
    return exists (
        select from identity.session x
        join identity.post p on p.tenant_id = tenant and p.post_id = x.post_id and p.served_by = caller
             and p.role = 'dpo'
        join identity.agency g on g.tenant_id = tenant and g.unit = p.unit
        join review.reminder r on r.tenant_id = tenant and r.controllers @> array[g.kind]
        left join review.case_file c on c.tenant_id = tenant and c.case_id = r.case_id
        left join review.hit h on h.tenant_id = tenant and h.hit_id = r.hit_id
        where x.tenant_id = tenant and x.key_hash = p_session
          and x.seen_at > clock_timestamp() - interval '15 min' and x.opened_at > clock_timestamp() - interval '10 h'
          and (not h.held or c.seq = r.seq
               or r.kind = 'emergency' and c.state in ('new', 'explained', 'asked', 'in_review')));
end $$;

-- As before, with when the newest step was taken.
create or replace function review.as_read(c review.case_file, p_look ledger.index, p_whole boolean) returns jsonb
language plpgsql as $$
begin
    return jsonb_build_object('id', c.case_id, 'number', c.number, 'kind', c.kind, 'controllers', c.controllers,
        'rule', c.rule, 'hit', c.hit_id, 'who', c.pseudonym, 'explained', c.explained, 'first', c.first_at,
        'last', c.last_at, 'opened', c.opened_at, 'state', c.state, 'result', c.result, 'seq', c.seq, 'due', c.due,
        'aware', c.aware_at, 'notified', c.notified_at, 'told', c.told, 'told_on', c.told_on,
        'told_open', c.told_open, 'told_reason', c.told_reason, 'moved', (select max(s.at) from review.case_step s
                  where s.tenant_id = c.tenant_id and s.case_id = c.case_id),
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

do $$
declare
    f regprocedure;
begin
    foreach f in array array['review.standing(text[])', 'review.keep_reminder(uuid, jsonb)',
        'review.has_reminder(bytea)']::regprocedure[]
    loop
        execute format('alter function %s owner to hub_reviews', f);
        execute format('revoke execute on function %s from public', f);
    end loop;
end $$;
grant execute on function review.standing(text[]), review.keep_reminder(uuid, jsonb) to hub_clerk;
grant execute on function review.has_reminder(bytea) to hub_oversight;
revoke create on schema review from hub_reviews;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
