"""What a process writes does not make a family its own; keys of what is held stay; posts are those of the day."""

from alembic import op

revision = "0125"
down_revision = "0124"

SQL = r"""
grant create on schema identity, consent to hub_reads;
grant create on schema ledger to hub_erases;
grant create on schema conference to hub_confers;

-- As before; but keys count that another maker wrapped for providers, and entries of theirs: not a row of keys that a
-- provider's process can write of any family.
do $do$
declare
    change record;
    body   text;
begin
    for change in select * from (values
        ('identity.told_of(text, uuid)'::regprocedure,
         $$and h.family_id = f.family_id and 'provider' in (h.maker, h.holder))$$,
         $$and h.family_id = f.family_id and h.holder = 'provider' and h.maker <> 'provider')
                    or exists (select from record.cell c where c.tenant_id = f.tenant_id
                               and c.family_id = f.family_id and c.owner = 'provider')$$),
        ('consent.recalls(uuid)', E'begin\n    return query',
         E'begin\n    p_family := identity.told_of(caller, p_family);\n    return query'),
        ('identity.recipients(uuid, uuid, date)', E'begin\n    return query',
         E'begin\n    p_family := identity.told_of(caller, p_family);\n    return query'),
        -- A key goes with the last entry under it: one that is held back, or not due yet, keeps it.
        ('ledger.erase_register(uuid, uuid, date, date)',
         $$delete from ledger.bucket_key k where k.tenant_id = tenant and k.bucket_id = any(keys);$$,
         $$delete from ledger.bucket_key k where k.tenant_id = tenant and k.bucket_id = any(keys)
      and not exists (select from ledger.index i
                      left join ledger.payload p on p.tenant_id = tenant and p.entry_id = i.entry_id and i.part = 0
                      left join ledger.part q on q.tenant_id = tenant and q.entry_id = i.entry_id and q.part = i.part
                      where i.tenant_id = tenant and i.family_id = p_family
                        and (k.bucket_id in (p.case_bucket, p.actor_bucket, q.bucket_id)
                             or k.bucket_id = any(p.given_buckets)));$$)
    ) as c (function, goes, comes) loop
        body := pg_get_functiondef(change.function);
        if position(change.goes in body) = 0 then
            raise exception '% does not read as expected', change.function;
        end if;
        execute overlay(body placing change.comes from position(change.goes in body) for length(change.goes));
    end loop;
end $do$;

-- As before; whoever sat there looked in the post that they had on that day, whatever the plan said.
create or replace function conference.seated(p_family uuid, p_at timestamptz)
returns table (pseudonym text, agency text)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select distinct s.pseudonym, g.kind
    from conference.topic k
    join conference.moment o on o.tenant_id = k.tenant_id and o.topic = k.id and o.came <= p_at
        and (o.gone is null or o.gone >= p_at)
    join conference.seat x on x.tenant_id = k.tenant_id and x.id = o.seat
    join identity.staff s on s.tenant_id = k.tenant_id and s.staff_id = x.staff
    join lateral (select p.unit from identity.post p
                  where p.tenant_id = k.tenant_id and p.staff_id = x.staff
                  order by (p_at at time zone 'Europe/Berlin')::date between p.since and p.until desc,
                           p.role = x.role desc, p.until desc
                  limit 1) p on true
    join identity.agency g on g.tenant_id = k.tenant_id and g.unit = p.unit and g.kind <> 'family'
    where k.tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid and k.family = p_family
$$;

revoke create on schema identity, consent from hub_reads;
revoke create on schema ledger from hub_erases;
revoke create on schema conference from hub_confers;
"""


def upgrade() -> None:
    """Five functions, each asking for less than it took."""
    op.get_bind().connection.driver_connection.execute(SQL)
