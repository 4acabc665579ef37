"""How many people which categories are open for, refused, lapsed: numbers over all families in FAM, of nobody."""

from alembic import op

revision = "0077"
down_revision = "0076"

SQL = r"""
-- Only while its function changes hands may a role create here.
grant create on schema consent to hub_reads;

-- Against the committed entry of this look. People who take part in families that are in FAM, each once per category:
-- open for somebody now; else a no; else a yes that does not open (yet); else one that ended; else never asked.
-- A no is whose it is, or a child's for whom it was said: what one grown-up said is not another's (D8).
-- Single notes and releases from secrecy are no categories.
create function consent.coverage(p_entry uuid, p_at timestamptz, p_masks jsonb)
returns table (category text, stand text, families bigint, persons bigint)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid;
    today  date := (p_at at time zone 'Europe/Berlin')::date;
begin
    perform ledger.check_reading(caller, p_entry, 'log.coverage');
    tenant := current_setting('hub.tenant')::uuid;
    return query
    with asked as materialized (
        select m.category, m.mask::bit(256) as mask from jsonb_to_recordset(p_masks) as m (category text, mask text)
    ), people as materialized (
        select p.person_id, p.family_id, p.born from core.person p
        join core.family f on f.tenant_id = p.tenant_id and f.family_id = p.family_id
        where p.tenant_id = tenant and p.kind = 'participant' and p.deceased_on is null
          and f.status = 'admitted' and (f.exit_date is null or f.exit_date >= today)
    ), opened as (
        select distinct o.person_id, a.category from consent.open o
        join asked a on (o.from_1 & a.mask) <> b'0'::bit(256)
        where o.tenant_id = tenant and o.entry is null and o.since <= p_at and o.until > p_at
    ), papers as materialized (
        select c.consent_id, a.category, (c.document ->> 'to')::date as last_day from consent.paper c
        join asked a on c.document -> 'categories' ? a.category or c.document ->> 'categories' = 'all'
        where c.tenant_id = tenant and coalesce(jsonb_array_length(c.document -> 'entries'), 0) = 0
          and not c.document ? 'bound'
          and not exists (select from consent.voided v where v.tenant_id = tenant and v.consent_id = c.consent_id)
    ), said as (
        select x.person_id, c.category,
            bool_or(d.answer = 'no' and (d.person_id = x.person_id or p.born > (today - interval '18 years')
                or not exists (select from consent.paper_person y where y.tenant_id = tenant
                               and y.consent_id = c.consent_id and y.person_id = d.person_id))) as is_refused,
            bool_or(d.answer = 'yes' and c.last_day >= today and not exists (
                select from consent.withdrawal w where w.tenant_id = tenant and w.consent_id = c.consent_id
                  and (w.document -> 'categories' is null or w.document ->> 'categories' = 'all'
                       or w.document -> 'categories' ? c.category)
                  and (w.document -> 'for' is null or w.document -> 'for' ? x.person_id::text)
                  and w.document -> 'recipients' is null)) as is_waiting,
            bool_or(d.answer = 'yes') as was_given
        from papers c
        join consent.paper_person x on x.tenant_id = tenant and x.consent_id = c.consent_id
        join people p on p.person_id = x.person_id
        join consent.declaration d on d.tenant_id = tenant and d.consent_id = c.consent_id
        group by x.person_id, c.category
    )
    select x.category, x.stand, count(distinct x.family_id), count(*)
    from (
        select a.category, p.family_id, case
            when o.person_id is not null then 'open'
            when s.is_refused then 'refused'
            when s.is_waiting then 'waiting'
            when s.was_given then 'lapsed'
            else 'unasked' end as stand
        from people p cross join asked a
        left join opened o on o.person_id = p.person_id and o.category = a.category
        left join said s on s.person_id = p.person_id and s.category = a.category
    ) x group by x.category, x.stand;
end $$;
alter function consent.coverage(uuid, timestamptz, jsonb) owner to hub_reads;
revoke execute on function consent.coverage(uuid, timestamptz, jsonb) from public;
grant execute on function consent.coverage(uuid, timestamptz, jsonb) to hub_oversight;
revoke create on schema consent from hub_reads;
"""


def upgrade() -> None:
    """The function, for the officers' sign-in alone."""
    op.get_bind().connection.driver_connection.execute(SQL)
