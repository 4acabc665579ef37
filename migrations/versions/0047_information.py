"""Art. 14 GDPR: what one agency first saw of another's by a consent, and when the people were told of it (D31)."""

from alembic import op

revision = "0047"
down_revision = "0048"

SQL = r"""
-- Only while its functions change hands may a role create here.
grant create on schema consent to hub_reads, hub_writes;

-- Whom it was told of, about which reading agency, on which day, by whom; `told` are the categories, each with its
-- purpose. Rows are added, never changed.
create table consent.informed (
    tenant_id  uuid not null,
    entry_id   uuid not null,
    person_id  uuid not null,
    agency     text not null,
    family_id  uuid not null,
    staff_id   uuid not null,
    version    text not null,
    handed_on  date not null,
    told       text[] not null,
    entered_at timestamptz not null,
    primary key (tenant_id, entry_id, person_id, agency),
    foreign key (tenant_id, family_id) references core.family,
    foreign key (tenant_id, person_id) references core.person (tenant_id, person_id)
);
create index informed_of_family on consent.informed (tenant_id, family_id);
alter table consent.informed enable row level security;
alter table consent.informed force row level security;
create policy tenant on consent.informed
    using (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid);
grant select on consent.informed to hub_reads;
grant select, insert on consent.informed to hub_writes;

-- By agency, function, purpose and person: what was open by a consent when they looked at more than their own, and the
-- first of these looks. From the log's index, as long as that holds it, and from what the papers open (consent.open).
-- A deputy counts under every name the row may mean; anybody else under exactly theirs.
create function consent.first_looks(p_family uuid)
returns table (agency text, role text, purpose text, person_id uuid, names text, fields text, first_at timestamptz)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
begin
    perform identity.enter();
    tenant := current_setting('hub.tenant')::uuid;
    return query
    with looks as (
        select i.agency, i.role, i.purpose, i.at, i.role in ('jobcoach_deputy', 'asd_deputy') as stands_in,
            array(select n.name from consent.worked_out w, unnest(w.names) as n (name)
                  where w.tenant_id = tenant and w.family_id = p_family
                    and (n.name = 'staff:' || s.staff_id
                         or n.name in (select g.kind || ':' || t.team
                             from identity.post p
                             join identity.agency g on g.tenant_id = p.tenant_id and g.unit = p.unit
                             cross join lateral (values (p.team), (p.unit)) as t (team)
                             where p.tenant_id = tenant and p.staff_id = s.staff_id and g.kind = i.agency
                               and i.at::date between p.since and p.until))
                  order by n.name collate "C") as mine
        from ledger.index i
        join identity.staff s on s.tenant_id = i.tenant_id and s.pseudonym = i.pseudonym
        where i.tenant_id = tenant and i.family_id = p_family and i.effect <> 'deny' and cardinality(i.controllers) > 1
          and i.event in ('access.read', 'access.list', 'access.search')
    )
    select l.agency, l.role, l.purpose, o.person_id, o.names, o.from_1::text, min(l.at)
    from looks l
    join consent.open o on o.tenant_id = tenant and o.family_id = p_family and o.purpose = l.purpose
        and o.entry is null and not o.agrees and l.at >= o.since and l.at < o.until and o.stands_in = l.stands_in
        and (o.names = array_to_string(l.mine, E'\n')
             or (l.stands_in and string_to_array(o.names, E'\n') && l.mine))
    group by l.agency, l.role, l.purpose, o.person_id, o.names, o.from_1::text
    order by min(l.at), l.agency, l.role, l.purpose, o.person_id;
end $$;

create function consent.informed_of(p_family uuid)
returns table (person_id uuid, agency text, handed_on date, told text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    perform identity.enter();
    return query
    select i.person_id, i.agency, i.handed_on, i.told from consent.informed i
    where i.tenant_id = current_setting('hub.tenant')::uuid and i.family_id = p_family
    order by i.entered_at, i.person_id, i.agency;
end $$;

create function consent.write_informed(p_entry uuid, p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
begin
    perform record.check_entry(p_entry);
    tenant := current_setting('hub.tenant')::uuid;
    if not exists (select from ledger.index i where i.tenant_id = tenant and i.entry_id = p_entry
                   and i.family_id = (p ->> 'family')::uuid and i.event = 'consent.informed') then
        raise exception 'this entry is about something else' using errcode = 'HB012';
    end if;
    if exists (select from jsonb_to_recordset(p -> 'rows') as r (person uuid, agency text)
               where not exists (select from core.person q where q.tenant_id = tenant and q.person_id = r.person
                                 and q.family_id = (p ->> 'family')::uuid)) then
        raise exception 'somebody named is not of this family' using errcode = 'HB032';
    end if;
    insert into consent.informed (tenant_id, entry_id, person_id, agency, family_id, staff_id, version, handed_on, told,
                                  entered_at)
    select tenant, p_entry, r.person, r.agency, (p ->> 'family')::uuid, (p ->> 'by')::uuid, p ->> 'version',
        (p ->> 'day')::date, r.told, (p ->> 'at')::timestamptz
    from jsonb_to_recordset(p -> 'rows') as r (person uuid, agency text, told text[]);
end $$;

do $$
declare
    f regprocedure;
begin
    foreach f in array array['consent.first_looks(uuid)', 'consent.informed_of(uuid)']::regprocedure[] loop
        execute format('alter function %s owner to hub_reads', f);
    end loop;
    alter function consent.write_informed(uuid, jsonb) owner to hub_writes;
    foreach f in array array['consent.first_looks(uuid)', 'consent.informed_of(uuid)',
                             'consent.write_informed(uuid, jsonb)']::regprocedure[] loop
        execute format('revoke execute on function %s from public', f);
        execute format('grant execute on function %s to hub_jobcenter, hub_jugendamt', f);
    end loop;
end $$;

revoke create on schema consent from hub_reads, hub_writes;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
