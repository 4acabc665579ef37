"""Who sat at a shared view without a page of the hub's is told by hand that a consent was taken back (Art. 19 GDPR)."""

from alembic import op

revision = "0129"
down_revision = "0133"

SQL = r"""
grant create on schema consent to hub_reads, hub_writes;
grant create on schema conference to hub_confers;

-- A guest, or somebody of the family, who sat there while something was shown, and whom a paper names that counts no
-- more. The agency that showed it tells them, and says so once.
create table consent.onlooker (
    tenant_id  uuid not null,
    consent_id uuid not null,
    ordinal    integer not null,
    seat_id    uuid not null,
    family_id  uuid not null,
    agency     text not null check (agency in ('jobcenter', 'jugendamt')),
    first_at   timestamptz not null,
    last_at    timestamptz not null,
    told_by    uuid,
    told_at    timestamptz,
    told_entry uuid,
    primary key (tenant_id, consent_id, ordinal, seat_id),
    foreign key (tenant_id, consent_id) references consent.paper,
    foreign key (tenant_id, seat_id) references conference.seat on delete cascade,
    foreign key (tenant_id, family_id) references core.family,
    foreign key (tenant_id, told_by) references identity.staff
);
create index onlooker_of_family on consent.onlooker (tenant_id, family_id);
create index onlooker_of_seat on consent.onlooker (tenant_id, seat_id);
alter table consent.onlooker enable row level security;
alter table consent.onlooker force row level security;
create policy tenant on consent.onlooker
    using (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid)
    with check (tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid);
grant select on consent.onlooker to hub_reads, hub_writes;
grant insert, update (told_by, told_at, told_entry) on consent.onlooker to hub_writes;

-- Who beside the staff sat in a conference about a family at an instant, and the word by which a paper names them.
create function conference.onlookers(p_family uuid, p_at timestamptz) returns table (seat uuid, word text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select distinct s.id, case s.kind when 'person' then 'family:' || s.person
        else 'external:' || case s.guest_function when 'school' then 'schule' when 'interpreter' then 'sprachmittlung'
            when 'support' then 'beistand' when 'doctor' then 'praxis' else s.guest_function end end
    from conference.topic k
    join conference.moment o on o.tenant_id = k.tenant_id and o.topic = k.id and o.came <= p_at
        and (o.gone is null or o.gone >= p_at)
    join conference.seat s on s.tenant_id = k.tenant_id and s.id = o.seat and s.kind <> 'staff'
    where k.tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid and k.family = p_family
$$;

-- What a seat says of who sits there: the conference, as what or who of the family, and the name for one holder.
create function conference.seat_of(p_seat uuid, p_holder text)
returns table (number text, guest text, person uuid, box text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select m.number, s.guest_function, s.person,
        (select encode(w.box, 'base64') from conference.words w
         where w.tenant_id = s.tenant_id and w.subject = s.id and w.holder = p_holder)
    from conference.seat s
    join conference.topic k on k.tenant_id = s.tenant_id and k.id = s.topic
    join conference.meeting m on m.tenant_id = k.tenant_id and m.id = k.meeting
    where s.tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid and s.id = p_seat
$$;

-- However a withdrawal or a mistake comes in. It is noted then: half a year later nobody knows any more who was there.
create function consent.note_onlookers() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    this integer := coalesce((to_jsonb(new) ->> 'ordinal')::integer, 0);
begin
    insert into consent.onlooker (tenant_id, consent_id, ordinal, seat_id, family_id, agency, first_at, last_at)
    select new.tenant_id, new.consent_id, this, x.seat, c.family_id, min(i.agency), min(i.at), max(i.at)
    from (select distinct l.entry_id from consent.looks_on(new.consent_id, this, null) l) l
    join ledger.index i on i.tenant_id = new.tenant_id and i.entry_id = l.entry_id and i.event = 'access.screen'
    join consent.paper c on c.tenant_id = new.tenant_id and c.consent_id = new.consent_id
    cross join lateral jsonb_array_elements_text(
        case when jsonb_typeof(c.document -> 'recipients') = 'array' then c.document -> 'recipients' end) r (word)
    join lateral conference.onlookers(c.family_id, i.at) x on x.word = r.word
        and not coalesce(c.document -> 'for' ? substr(x.word, 8), false)  -- whose own word it was, knows
    group by x.seat, c.family_id
    on conflict do nothing;
    return null;
end $$;
revoke execute on function consent.note_onlookers() from public;
create trigger onlookers_noted after insert on consent.withdrawal
    for each row execute function consent.note_onlookers();
create trigger onlookers_noted_for after insert on consent.voided
    for each row execute function consent.note_onlookers();

-- Of one family, for the two agencies; the name of a guest for the agency alone that has to tell them.
create function consent.onlookers(p_family uuid)
returns table (consent_id uuid, ref text, ordinal integer, seat_id uuid, agency text, first_at timestamptz,
               last_at timestamptz, told_at timestamptz, number text, guest text, person uuid, box text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    p_family := identity.told_of(caller, p_family);
    return query
    select o.consent_id, c.ref, o.ordinal, o.seat_id, o.agency, o.first_at, o.last_at, o.told_at, s.number, s.guest,
        s.person, case when o.agency = caller then s.box end
    from consent.onlooker o
    join consent.paper c on c.tenant_id = o.tenant_id and c.consent_id = o.consent_id
    cross join lateral conference.seat_of(o.seat_id, caller) s
    where o.tenant_id = current_setting('hub.tenant')::uuid and o.family_id = p_family
      and caller in ('jobcenter', 'jugendamt')
    order by o.last_at, c.ref, o.ordinal, o.seat_id;
end $$;

-- That the calling agency told somebody, once, in the transaction of its entry about this family.
create function consent.tell_onlooker(p_entry uuid, p jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
    done   integer;
begin
    perform record.check_entry(p_entry);
    tenant := current_setting('hub.tenant')::uuid;
    update consent.onlooker o set told_by = (p ->> 'by')::uuid, told_at = (p ->> 'at')::timestamptz,
        told_entry = p_entry
    where o.tenant_id = tenant and o.consent_id = (p ->> 'consent')::uuid and o.ordinal = (p ->> 'ordinal')::integer
      and o.seat_id = (p ->> 'seat')::uuid and o.agency = current_setting('hub.agency') and o.told_at is null
      and o.family_id = (select i.family_id from ledger.index i where i.tenant_id = tenant and i.entry_id = p_entry
                         and i.event = 'consent.recall_answered');
    get diagnostics done = row_count;
    if done <> 1 then
        raise exception 'nobody to be told there' using errcode = 'HB032';
    end if;
end $$;

alter function conference.onlookers(uuid, timestamptz) owner to hub_confers;
alter function conference.seat_of(uuid, text) owner to hub_confers;
alter function consent.onlookers(uuid) owner to hub_reads;
alter function consent.tell_onlooker(uuid, jsonb) owner to hub_writes;
revoke execute on function conference.onlookers(uuid, timestamptz), conference.seat_of(uuid, text),
    consent.onlookers(uuid), consent.tell_onlooker(uuid, jsonb) from public;
grant usage on schema conference to hub_reads;
grant execute on function conference.onlookers(uuid, timestamptz) to hub_writes;
grant execute on function conference.seat_of(uuid, text) to hub_reads;
grant execute on function consent.onlookers(uuid), consent.tell_onlooker(uuid, jsonb)
    to hub_jobcenter, hub_jugendamt, hub_provider;
revoke create on schema consent from hub_reads, hub_writes;
revoke create on schema conference from hub_confers;
"""


def upgrade() -> None:
    """The table, what fills it, and what reads and marks it."""
    op.get_bind().connection.driver_connection.execute(SQL)
