"""What was shown on a paper that turns out to be a mistake is asked about like what was shown before a withdrawal; and
who sat at a shared view answers like who looked.
"""

from alembic import op

revision = "0122"
down_revision = "0123"

SQL = r"""
grant create on schema consent to hub_reads, hub_writes;
grant create on schema conference to hub_confers;

-- What papers lost their word by: their withdrawals from 1 on, and 0 that one was entered by mistake. Without a path of
-- its own it becomes part of the statement that asks; all who call it have a fixed one.
create function consent.ended()
returns table (tenant_id uuid, consent_id uuid, ordinal integer, received_at timestamptz, entered_at timestamptz,
               document jsonb)
language sql stable as $$
    select w.tenant_id, w.consent_id, w.ordinal, w.received_at, w.entered_at, w.document
    from consent.withdrawal w
    union all
    select v.tenant_id, v.consent_id, 0, v.since::timestamp at time zone 'Europe/Berlin', v.entered_at, null::jsonb
    from consent.voided v
$$;
revoke execute on function consent.ended() from public;
grant execute on function consent.ended() to hub_reads, hub_writes;

-- Each of them is there: a withdrawal or a mistake.
do $$
declare
    t text;
begin
    foreach t in array array['recall', 'searched'] loop
        execute format('alter table consent.%I drop constraint %I', t, t || '_tenant_id_consent_id_ordinal_fkey');
        execute format($add$alter table consent.%I
            add column taken_back integer generated always as (nullif(ordinal, 0)) stored,
            add column mistake uuid generated always as (case when ordinal = 0 then consent_id end) stored,
            add foreign key (tenant_id, consent_id, taken_back) references consent.withdrawal,
            add foreign key (tenant_id, mistake) references consent.voided$add$, t);
    end loop;
end $$;

-- Of the staff who sat in a conference about a family at an instant, what the log calls them, and for which agency.
create function conference.seated(p_family uuid, p_at timestamptz) returns table (pseudonym text, agency text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select distinct s.pseudonym, g.kind
    from conference.topic k
    join conference.moment o on o.tenant_id = k.tenant_id and o.topic = k.id and o.came <= p_at
        and (o.gone is null or o.gone >= p_at)
    join conference.seat x on x.tenant_id = k.tenant_id and x.id = o.seat
    join identity.staff s on s.tenant_id = k.tenant_id and s.staff_id = x.staff
    join identity.post p on p.tenant_id = k.tenant_id and p.staff_id = x.staff and p.role = x.role
        and (p_at at time zone 'Europe/Berlin')::date between p.since and p.until
    join identity.agency g on g.tenant_id = k.tenant_id and g.unit = p.unit and g.kind <> 'family'
    where k.tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid and k.family = p_family
$$;
alter function conference.seated(uuid, timestamptz) owner to hub_confers;
revoke execute on function conference.seated(uuid, timestamptz) from public;
grant execute on function conference.seated(uuid, timestamptz) to hub_reads, hub_writes;

-- As before, after a mistake too; and a shared view was looked at by everybody who sat there.
create or replace function consent.looks_on(p_consent uuid, p_ordinal integer, p_agency text)
returns table (entry_id uuid, agency text, pseudonym text, at timestamptz)
language sql stable set search_path = pg_catalog, pg_temp as $$
    with look as (
        select i.entry_id, i.agency, i.pseudonym, i.at, i.event, i.family_id
        from consent.ended() w
        join consent.paper c on c.tenant_id = w.tenant_id and c.consent_id = w.consent_id
        join ledger.index i on i.tenant_id = w.tenant_id and i.family_id = c.family_id and i.effect <> 'deny'
            and i.event in ('access.read', 'access.list', 'access.search', 'access.screen')
            and i.at >= (c.document ->> 'from')::date - 1 and i.at <= w.entered_at
        where w.tenant_id = current_setting('hub.tenant')::uuid and w.consent_id = p_consent and w.ordinal = p_ordinal
    )
    select l.entry_id, l.agency, l.pseudonym, l.at from look l where p_agency is null or l.agency = p_agency
    union
    select l.entry_id, s.agency, s.pseudonym, l.at
    from look l cross join lateral conference.seated(l.family_id, l.at) s
    where l.event = 'access.screen' and (p_agency is null or s.agency = p_agency)
$$;

-- As with a withdrawal: whom the paper names and who looked has to answer at once, and each agency that looked goes
-- through its register for the others.
create function consent.want_answers_for_mistake() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    insert into consent.searched (tenant_id, consent_id, ordinal, agency, family_id)
    select distinct new.tenant_id, new.consent_id, 0, l.agency, c.family_id
    from consent.looks_on(new.consent_id, 0, null) l
    join consent.paper c on c.tenant_id = new.tenant_id and c.consent_id = new.consent_id
    where l.agency in ('jobcenter', 'jugendamt', 'provider');
    insert into consent.recall (tenant_id, consent_id, ordinal, staff_id, family_id, agency, first_at, last_at,
                                entry_id)
    select new.tenant_id, new.consent_id, 0, s.staff_id, c.family_id, g.kind, min(l.at), max(l.at), new.entry_id
    from consent.looks_on(new.consent_id, 0, null) l
    join identity.staff s on s.tenant_id = new.tenant_id and s.pseudonym = l.pseudonym
    join identity.post p on p.tenant_id = s.tenant_id and p.staff_id = s.staff_id
    join identity.agency g on g.tenant_id = p.tenant_id and g.unit = p.unit and g.kind <> 'family'
    join consent.paper c on c.tenant_id = new.tenant_id and c.consent_id = new.consent_id
    cross join lateral jsonb_array_elements_text(
        case when jsonb_typeof(c.document -> 'recipients') = 'array' then c.document -> 'recipients' end) r (word)
    where r.word in ('staff:' || s.staff_id, g.kind || ':' || p.team)
    group by s.staff_id, c.family_id, g.kind
    on conflict do nothing;
    return null;
end $$;
revoke execute on function consent.want_answers_for_mistake() from public;
create trigger answers_wanted_for after insert on consent.voided
    for each row execute function consent.want_answers_for_mistake();
"""
BACK, ENDED = " consent.withdrawal w", " consent.ended() w"
EVENTS, ALL_EVENTS = "'access.list', 'access.search')", "'access.list', 'access.search', 'access.screen')"
OWN_LOOKS = """\
    join ledger.index i on i.tenant_id = tenant and i.family_id = r.family_id
        and i.pseudonym = coalesce(s.pseudonym, '') and i.effect <> 'deny'
        and i.event in ('access.read', 'access.list', 'access.search')
        and i.at between r.first_at and r.last_at and (s.staff_id is not null or i.agency = caller)
"""
LOOKS_ALONG = """\
    join lateral consent.looks_on(r.consent_id, r.ordinal, caller) l on l.pseudonym = coalesce(s.pseudonym, '')
    join ledger.index i on i.tenant_id = tenant and i.entry_id = l.entry_id and i.family_id = r.family_id
"""
SEALED = "left join ledger.payload p on p.tenant_id = tenant and p.entry_id = i.entry_id"
SEALED_TO_OWN = f"{SEALED} and i.agency = caller"
"""Of a view that the other agency had shown not even the sealed segments: it cannot open them."""
LOG_READ = "ledger.check_reading(caller, p_entry, 'log.read')"
LOG_OR_CONSENTS = """\
ledger.check_reading(caller, p_entry, case when exists (
        select from ledger.index x where x.tenant_id = tenant and x.entry_id = p_entry and x.event = 'consent.read')
        then 'consent.read' else 'log.read' end)"""
ANEW = {
    "consent.recalls(uuid)": [(BACK, ENDED)],
    "consent.clerk_page(text, integer, text, date)": [(BACK, ENDED)],
    "consent.tasks_at_hand(uuid, date)": [(BACK, ENDED)],
    "consent.write(uuid, jsonb)": [(EVENTS, ALL_EVENTS)],
    "consent.read_received(uuid)": [(OWN_LOOKS, LOOKS_ALONG), (SEALED, SEALED_TO_OWN)],
    "consent.read_unlisted(uuid)": [(SEALED, SEALED_TO_OWN)],
    "ledger.read_given(uuid, timestamp with time zone, integer)": [(LOG_READ, LOG_OR_CONSENTS)],
}
AFTER = """
revoke create on schema consent from hub_reads, hub_writes;
revoke create on schema conference from hub_confers;
"""


def upgrade() -> None:
    """Mistakes beside withdrawals, and who sat there beside who looked, in what asks for them."""
    connection = op.get_bind().connection.driver_connection
    connection.execute(SQL)
    for function, changes in ANEW.items():
        [(body,)] = connection.execute("select pg_get_functiondef(%s::regprocedure)", (function,)).fetchall()
        for gone, come in changes:
            assert body.count(gone) == 1, function
            body = body.replace(gone, come)
        connection.execute(body)
    connection.execute(AFTER)
