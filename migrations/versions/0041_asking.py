"""One agency asks the other's worker to talk with a family about a consent (J4); never the family as pressure."""

from alembic import op

revision = "0041"
down_revision = "0040"

SQL = r"""
grant create on schema consent to hub_writes;

-- What somebody would like to know, for the worker who knows the person. The sentence why is sealed to their agency.
create table consent.request (
    tenant_id   uuid not null,
    request_id  uuid not null,
    family_id   uuid not null,
    asked_by    uuid not null,
    from_agency text not null,
    to_agency   text not null check (to_agency <> from_agency),
    person_id   uuid not null,
    document    jsonb not null,
    box         bytea not null check (octet_length(box) <= 4096),
    asked_at    timestamptz not null,
    state       text not null default 'open' check (state in ('open', 'taken', 'declined')),
    entry_id    uuid not null,
    primary key (tenant_id, request_id),
    foreign key (tenant_id, family_id) references core.family,
    foreign key (tenant_id, person_id) references core.person (tenant_id, person_id),
    foreign key (tenant_id, asked_by) references identity.staff
);
create index request_of_family on consent.request (tenant_id, family_id);
alter table consent.request enable row level security;
alter table consent.request force row level security;
create policy tenant on consent.request
    using (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid);
create policy two_agencies on consent.request as restrictive
    using (current_setting('hub.agency', true) in (from_agency, to_agency));
grant select, insert on consent.request to hub_writes;
grant update (state) on consent.request to hub_writes;

-- In the transaction of the entry that says so; the asker's agency is the caller's.
create function consent.keep_request(p_entry uuid, p jsonb, p_box bytea) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform record.check_entry(p_entry);
    insert into consent.request (tenant_id, request_id, family_id, asked_by, from_agency, to_agency, person_id,
                                 document, box, asked_at, entry_id)
    values (current_setting('hub.tenant')::uuid, (p ->> 'request')::uuid, (p ->> 'family')::uuid, (p ->> 'by')::uuid,
            current_setting('hub.agency'), p ->> 'to', (p ->> 'person')::uuid, p -> 'document', p_box,
            (p ->> 'at')::timestamptz, p_entry);
end $$;

-- What was asked from here, and what is asked of here: of that with the sentence why.
create function consent.requests(p_staff uuid, p_family uuid, p_day date)
returns table (request_id uuid, asked_by uuid, from_agency text, person_id uuid, document text, box bytea,
               asked_at timestamptz, state text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return query
    select r.request_id, r.asked_by, r.from_agency, r.person_id, r.document::text,
        case when r.to_agency = current_setting('hub.agency') then r.box end, r.asked_at, r.state
    from consent.request r
    where r.family_id = p_family and record.may_draft(p_staff, p_family, p_day)
    order by r.asked_at, r.request_id;
end $$;

-- It went on a list, or is not asked now: said by the agency that was asked, once.
create function consent.answer_request(p_staff uuid, p_family uuid, p_request uuid, p_state text, p_day date)
returns boolean language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    done integer;
begin
    if not record.may_draft(p_staff, p_family, p_day) then
        return false;
    end if;
    update consent.request r set state = p_state
    where r.request_id = p_request and r.family_id = p_family and r.to_agency = current_setting('hub.agency')
      and r.state = 'open' and p_state in ('taken', 'declined');
    get diagnostics done = row_count;
    return done = 1;
end $$;

do $$
declare
    f regprocedure;
begin
    foreach f in array array['consent.keep_request(uuid, jsonb, bytea)', 'consent.requests(uuid, uuid, date)',
        'consent.answer_request(uuid, uuid, uuid, text, date)']::regprocedure[] loop
        execute format('alter function %s owner to hub_writes', f);
        execute format('revoke execute on function %s from public', f);
        execute format('grant execute on function %s to hub_jobcenter, hub_jugendamt', f);
    end loop;
end $$;

revoke create on schema consent from hub_writes;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
