"""What was shown on a paper that turns out to be a mistake is asked about like what was shown before a withdrawal."""

from alembic import op

revision = "0122"
down_revision = "0109"

SQL = r"""
grant create on schema consent to hub_reads, hub_writes;

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
ASKING = (
    "consent.looks_on(uuid, integer, text)",
    "consent.recalls(uuid)",
    "consent.clerk_page(text, integer, text, date)",
    "consent.tasks_at_hand(uuid, date)",
)
BEFORE, SINCE = " consent.withdrawal w", " consent.ended() w"
AFTER = "revoke create on schema consent from hub_reads, hub_writes"


def upgrade() -> None:
    """Mistakes beside withdrawals, in what asks for those."""
    connection = op.get_bind().connection.driver_connection
    connection.execute(SQL)
    for function in ASKING:
        [(body,)] = connection.execute("select pg_get_functiondef(%s::regprocedure)", (function,)).fetchall()
        assert body.count(BEFORE) == 1, function
        connection.execute(body.replace(BEFORE, SINCE))
    connection.execute(AFTER)
