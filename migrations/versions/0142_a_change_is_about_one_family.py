"""A change of a record is about the family of its entry, and of nobody of whom its writer may not be told."""

from alembic import op

revision = "0142"
down_revision = "0130"

SQL = r"""
grant create on schema record, consent to hub_writes;

-- As before; and whoever may not be told of the family changes nothing of it. Nothing was written yet, so what makes
-- somebody told of a family cannot come with what they write.
create or replace function record.check_entry(p_entry uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    caller text := identity.enter();
    tenant uuid := current_setting('hub.tenant')::uuid;
    about  uuid := (select i.family_id from ledger.index i where i.tenant_id = tenant and i.entry_id = p_entry);
begin
    if not exists (select from ledger.entry e where e.entry_id = p_entry and e.agency = caller
                   and e.xid = pg_current_xact_id()) then
        raise exception 'the change has no entry' using errcode = 'HB012';
    end if;
    if about is distinct from identity.told_of(caller, about) then
        raise exception 'not a family of theirs' using errcode = 'HB030';
    end if;
    update core.family f set record_version = f.record_version + 1
    where f.tenant_id = tenant and f.family_id = about;
end $$;

-- Whatever names a family names that of the entry; persons are named, and of a cell which version it was.
create function record.check_about(p_entry uuid, p jsonb) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
    tenant uuid := current_setting('hub.tenant')::uuid;
    about  uuid := (select i.family_id from ledger.index i where i.tenant_id = tenant and i.entry_id = p_entry);
begin
    if exists (select from unnest(array['subjects', 'cells', 'keys', 'wrappings', 'holders', 'papers']) k (part)
               cross join lateral jsonb_array_elements(p -> k.part) x (row)
               where (x.row ->> 'family')::uuid is distinct from about)
       or exists (select from jsonb_to_recordset(p -> 'keys') k (subjects uuid)
                  join record.subjects t on t.tenant_id = tenant and t.subjects_id = k.subjects
                  where t.family_id is distinct from about) then
        raise exception 'this entry is about another family' using errcode = 'HB012';
    end if;
    if exists (select from unnest(array['subjects', 'papers']) k (part)
               cross join lateral jsonb_to_recordset(p -> k.part) x (persons uuid[])
               where coalesce(cardinality(x.persons), 0) = 0)
       or exists (select from jsonb_to_recordset(p -> 'cells') c (expected integer)
                  where coalesce(c.expected, -1) < 0) then
        raise exception 'about nobody, or which version it was is not said' using errcode = 'HB032';
    end if;
end $$;
alter function record.check_about(uuid, jsonb) owner to hub_writes;
revoke execute on function record.check_about(uuid, jsonb) from public;

do $do$
declare
    change record;
    body   text;
    asks   constant text := E'    perform record.check_entry(p_entry);\n';
    about  constant text := asks || E'    perform record.check_about(p_entry, p);\n';
    told   constant text := $$(select i.family_id from ledger.index i
        where i.tenant_id = current_setting('hub.tenant')::uuid and i.entry_id = p_entry)$$;
    other  constant text := $$ then
        raise exception 'this entry is about another family' using errcode = 'HB012';
    end if;
$$;
begin
    for change in select * from (values
        ('record.write_cells(uuid, jsonb)'::regprocedure, asks, about),
        ('record.write_cells(uuid, jsonb)',
         E'as n (instead uuid)\n    where k.tenant_id = tenant and k.key_id = n.instead',
         E'as n (instead uuid, family uuid)\n    where k.tenant_id = tenant and k.key_id = n.instead'
            || ' and k.family_id = n.family'),
        ('record.add_wrappings(uuid, jsonb)', asks, about),
        ('consent.write(uuid, jsonb)', asks, about),
        ('record.want_wrappings(uuid, uuid)', asks,
         asks || '    if p_family is distinct from ' || told || other),
        ('record.keep_receipt(uuid, uuid, bytea, bytea, uuid, jsonb, timestamptz)', asks,
         asks || '    if p_family is distinct from ' || told || other),
        ('record.narrow_wrappings(uuid, jsonb)', asks,
         asks || $$    if exists (select from jsonb_to_recordset(p) n (key uuid)
               join record.key k on k.tenant_id = current_setting('hub.tenant')::uuid and k.key_id = n.key
               where k.family_id is distinct from $$ || told || ')' || other),
        ('record.pass_on(uuid, uuid, uuid, timestamptz)', 'and x.entrusted_to = p_staff',
         'and x.entrusted_to = p_staff and x.family_id = ' || told)
    ) as c (function, goes, comes) loop
        body := pg_get_functiondef(change.function);
        if position(change.goes in body) = 0 then
            raise exception '% does not read as expected', change.function;
        end if;
        execute overlay(body placing change.comes from position(change.goes in body) for length(change.goes));
    end loop;
end $do$;

revoke create on schema record, consent from hub_writes;
"""


def upgrade() -> None:
    """One question asked at every door through which a record is changed."""
    op.get_bind().connection.driver_connection.execute(SQL)
