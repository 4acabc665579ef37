"""Who has to go through a register after a withdrawal or a mistake, and who sat there, is found without going through
all looks at the family.
"""

from alembic import op

revision = "0154"
down_revision = "0161"

SQL = r"""
grant create on schema consent to hub_writes;

-- Few entries are of either kind, so other appends pay for neither.
create index log_of_screens on ledger.index (tenant_id, family_id, at) where event = 'access.screen';
create index log_of_providers on ledger.index (tenant_id, family_id, at) where agency = 'provider';

-- Whether people of an agency looked at the family while a paper counted, or sat at a shared view of it. `limit`, and
-- the newest first, keep each a look into an index: the two agencies' looks lie beside each other, of a provider there
-- mostly is none.
create function consent.agencies_on(p_consent uuid, p_ordinal integer) returns table (agency text, family_id uuid)
language sql stable set search_path = pg_catalog, pg_temp as $$
    select a.agency, c.family_id
    from consent.ended() w
    join consent.paper c on c.tenant_id = w.tenant_id and c.consent_id = w.consent_id
    cross join unnest(array['jobcenter', 'jugendamt', 'provider']) a (agency)
    where w.tenant_id = current_setting('hub.tenant')::uuid and w.consent_id = p_consent and w.ordinal = p_ordinal
      and coalesce(
        case a.agency when 'provider' then (
            select true from ledger.index i
            where i.tenant_id = w.tenant_id and i.family_id = c.family_id and i.agency = 'provider'
              and i.effect <> 'deny' and i.event in ('access.read', 'access.list', 'access.search', 'access.screen')
              and i.at >= (c.document ->> 'from')::date - 1 and i.at <= w.entered_at
            limit 1)
        else (
            select true from ledger.index i
            where i.tenant_id = w.tenant_id and i.family_id = c.family_id and i.agency = a.agency
              and i.effect <> 'deny' and i.event in ('access.read', 'access.list', 'access.search', 'access.screen')
              and i.at >= (c.document ->> 'from')::date - 1 and i.at <= w.entered_at
            order by i.at desc limit 1)
        end,
        (select true from ledger.index i
         cross join lateral conference.seated(i.family_id, i.at) s
         where i.tenant_id = w.tenant_id and i.family_id = c.family_id and i.event = 'access.screen'
           and i.effect <> 'deny' and i.at >= (c.document ->> 'from')::date - 1 and i.at <= w.entered_at
           and s.agency = a.agency
         limit 1),
        false)
$$;
revoke execute on function consent.agencies_on(uuid, integer) from public;
grant execute on function consent.agencies_on(uuid, integer) to hub_writes;

-- As before, of the agencies that looked.
create or replace function consent.want_search() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
    insert into consent.searched (tenant_id, consent_id, ordinal, agency, family_id)
    select new.tenant_id, new.consent_id, new.ordinal, l.agency, l.family_id
    from consent.agencies_on(new.consent_id, new.ordinal) l;
    return null;
end $$;

revoke create on schema consent from hub_writes;
"""
LOOKS = """    select distinct new.tenant_id, new.consent_id, 0, l.agency, c.family_id
    from consent.looks_on(new.consent_id, 0, null) l
    join consent.paper c on c.tenant_id = new.tenant_id and c.consent_id = new.consent_id
    where l.agency in ('jobcenter', 'jugendamt', 'provider');
"""
AGENCIES = """    select new.tenant_id, new.consent_id, 0, l.agency, l.family_id
    from consent.agencies_on(new.consent_id, 0) l;
"""
EVERY_LOOK = """    from (select distinct l.entry_id from consent.looks_on(new.consent_id, this, null) l) l
    join ledger.index i on i.tenant_id = new.tenant_id and i.entry_id = l.entry_id and i.event = 'access.screen'
    join consent.paper c on c.tenant_id = new.tenant_id and c.consent_id = new.consent_id
"""
SHARED_VIEWS = """    from consent.ended() w
    join consent.paper c on c.tenant_id = w.tenant_id and c.consent_id = w.consent_id
    join ledger.index i on i.tenant_id = w.tenant_id and i.family_id = c.family_id and i.event = 'access.screen'
        and i.effect <> 'deny' and i.at >= (c.document ->> 'from')::date - 1 and i.at <= w.entered_at
"""
OF_THIS = """    where w.tenant_id = new.tenant_id and w.consent_id = new.consent_id and w.ordinal = this
    group by x.seat, c.family_id
"""
ANEW = {
    "consent.want_answers_for_mistake()": ((LOOKS, AGENCIES),),
    "consent.note_onlookers()": ((EVERY_LOOK, SHARED_VIEWS), ("    group by x.seat, c.family_id\n", OF_THIS)),
}


def upgrade() -> None:
    """Two narrow indexes, one function, and what asks them."""
    connection = op.get_bind().connection.driver_connection
    connection.execute(SQL)
    for function, changes in ANEW.items():
        [(body,)] = connection.execute("select pg_get_functiondef(%s::regprocedure)", (function,)).fetchall()
        for goes, comes in changes:
            assert body.count(goes) == 1, function
            body = body.replace(goes, comes)
        connection.execute(body)
