"""What papers open is written from the instant on at which it changed: what is over by then stays as it is."""

from alembic import op

revision = "0126"
down_revision = "0137"

SQL = r"""
grant create on schema consent to hub_writes, hub_reads;
create index open_until on consent.open (tenant_id, family_id, until);
drop function consent.write_open(uuid, jsonb);

-- The rows of a family in the transaction of the entry that changed its papers: all of them anew, or with `since`
-- those from an instant on. A row that goes on as it was stays one row. `known` are the names by which what is kept was
-- worked out, `met` whoever is known by another name since: until then the same is open to them as by those they had.
-- False, and nothing is written, where what is there does not go on: then all is to come anew.
create function consent.write_open(p_entry uuid, p jsonb) returns boolean
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid;
    cut    timestamptz := coalesce((p ->> 'since')::timestamptz, '-infinity');
    family core.family;
begin
    perform record.check_entry(p_entry);
    tenant := current_setting('hub.tenant')::uuid;
    select * into strict family from core.family f
    where f.tenant_id = tenant and f.family_id = (p ->> 'family')::uuid;
    if not exists (select from consent.paper c where c.family_id = family.family_id and c.entry_id = p_entry)
       and not exists (select from consent.withdrawal w join consent.paper c on c.consent_id = w.consent_id
                       where c.family_id = family.family_id and w.entry_id = p_entry)
       and not exists (select from consent.voided v join consent.paper c on c.consent_id = v.consent_id
                       where c.family_id = family.family_id and v.entry_id = p_entry)
       and not exists (select from consent.declaration d join consent.paper c on c.consent_id = d.consent_id
                       where c.family_id = family.family_id and d.entry_id = p_entry)
       and not exists (select from consent.confirmed k join consent.paper c on c.consent_id = k.consent_id
                       where c.family_id = family.family_id and k.entry_id = p_entry) then
        raise exception 'this entry changed no paper of the family' using errcode = 'HB012';
    end if;
    if cut > '-infinity' and not exists (
        select from consent.worked_out w where w.tenant_id = tenant and w.family_id = family.family_id
        and w.epoch = family.consent_epoch - 1 and w.catalogue = p ->> 'catalogue'
        and w.names = array(select jsonb_array_elements_text(p -> 'known'))) then
        return false;
    end if;
    delete from consent.worked_out w where w.tenant_id = tenant and w.family_id = family.family_id;
    insert into consent.worked_out (tenant_id, family_id, epoch, catalogue, names)
    values (tenant, family.family_id, family.consent_epoch, p ->> 'catalogue',
            array(select jsonb_array_elements_text(p -> 'names')));
    insert into consent.open (tenant_id, family_id, names, stands_in, purpose, person_id, entry, agrees, since, until,
                              number, from_1, from_2, from_3)
    select tenant, family.family_id, array_to_string(m.names, E'\n'), o.stands_in, o.purpose, o.person_id, o.entry,
        o.agrees, o.since, least(o.until, cut), o.number, o.from_1, o.from_2, o.from_3
    from jsonb_to_recordset(p -> 'met') as m (names text[], stands_in boolean, before text[])
    join consent.open o on o.tenant_id = tenant and o.family_id = family.family_id and o.since < cut
        and o.stands_in = m.stands_in and o.names = array_to_string(m.before, E'\n');
    with gone as (
        delete from consent.open o
        where o.tenant_id = tenant and o.family_id = family.family_id and o.until >= cut
        returning o.*
    ), kept as (
        select g.*, cut as meets from gone g where g.since < cut
    ), comes as (
        select array_to_string(o.names, E'\n') as names, o.stands_in, o.purpose, o.person as person_id, o.entry,
            o.agrees, o.since, o.until, o.masks[1]::bit(256) as from_1, o.masks[2]::bit(256) as from_2,
            o.masks[3]::bit(256) as from_3
        from jsonb_to_recordset(p -> 'rows') as o (names text[], stands_in boolean, purpose text, person uuid,
            entry uuid, agrees boolean, since timestamptz, until timestamptz, masks text[])
    ), whole as (
        select coalesce(c.names, k.names), coalesce(c.stands_in, k.stands_in), coalesce(c.purpose, k.purpose),
            coalesce(c.person_id, k.person_id), coalesce(c.entry, k.entry), coalesce(c.agrees, k.agrees),
            coalesce(k.since, c.since), coalesce(c.until, cut), coalesce(c.from_1, k.from_1),
            coalesce(c.from_2, k.from_2), coalesce(c.from_3, k.from_3)
        from comes c
        full join kept k on k.names = c.names and k.stands_in = c.stands_in and k.purpose = c.purpose
            and k.person_id = c.person_id and coalesce(k.entry::text, '') = coalesce(c.entry::text, '')
            and k.agrees = c.agrees and k.from_1 = c.from_1 and k.from_2 = c.from_2 and k.from_3 = c.from_3
            and k.meets = c.since
    )
    insert into consent.open (tenant_id, family_id, number, names, stands_in, purpose, person_id, entry, agrees, since,
                              until, from_1, from_2, from_3)
    select tenant, family.family_id, family.number, w.* from whole w;
    return true;
end $$;
alter function consent.write_open(uuid, jsonb) owner to hub_writes;
revoke execute on function consent.write_open(uuid, jsonb) from public;
grant execute on function consent.write_open(uuid, jsonb)
    to hub_jobcenter, hub_jugendamt, hub_provider, hub_family, hub_loader;

-- By which catalogue and names what is open now was worked out; nothing where something changed since.
create function consent.worked_out_by(p_family uuid) returns table (catalogue text, names text[])
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
begin
    p_family := identity.told_of(caller, p_family);
    return query
    select w.catalogue, w.names from consent.worked_out w
    join core.family f on f.tenant_id = w.tenant_id and f.family_id = w.family_id and f.consent_epoch = w.epoch
    where w.family_id = p_family;
end $$;
alter function consent.worked_out_by(uuid) owner to hub_reads;
revoke execute on function consent.worked_out_by(uuid) from public;
grant execute on function consent.worked_out_by(uuid)
    to hub_jobcenter, hub_jugendamt, hub_provider, hub_family, hub_loader;

revoke create on schema consent from hub_writes, hub_reads;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
