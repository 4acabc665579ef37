"""Providers' and families' processes are told the facts of those families alone with which they have to do."""

from alembic import op

revision = "0119"
down_revision = "0117"

SQL = r"""
grant create on schema identity to hub_reads;

-- The family itself if the caller's process has to do with it, else none. Each of the two agencies may get any case; a
-- provider's is one in which somebody of theirs has or had a mandate or is named by a paper, or that has keys of
-- theirs; families' is one in which somebody has an account.
create function identity.told_of(p_caller text, p_family uuid) returns uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
    if p_caller = 'family' then
        return (select r.family_id from core.person r
                where r.family_id = p_family and exists (select from identity.post o where o.tenant_id = r.tenant_id
                      and o.staff_id = r.person_id and o.served_by = 'family') limit 1);
    elsif p_caller = 'provider' then
        return (select f.family_id from core.family f
                where f.family_id = p_family and (
                    exists (select from record.holder_key h where h.tenant_id = f.tenant_id
                            and h.family_id = f.family_id and 'provider' in (h.maker, h.holder))
                    or exists (select from identity.post o where o.tenant_id = f.tenant_id and o.served_by = 'provider'
                        and (exists (select from identity.assignment a where a.tenant_id = o.tenant_id
                                     and a.staff_id = o.staff_id and a.family_id = f.family_id)
                             or exists (select from identity.deputy d where d.tenant_id = o.tenant_id
                                        and d.staff_id = o.staff_id and d.family_id = f.family_id)
                             or exists (select from consent.paper c where c.tenant_id = o.tenant_id
                                        and c.family_id = f.family_id
                                        and jsonb_typeof(c.document -> 'recipients') = 'array'
                                        and c.document -> 'recipients' ? ('staff:' || o.staff_id))))
                    or exists (select from consent.paper c where c.tenant_id = f.tenant_id
                               and c.family_id = f.family_id
                               and c.document -> 'recipients' @? '$[*] ? (@ starts with "provider:")')));
    end if;
    return p_family;
end $$;
alter function identity.told_of(text, uuid) owner to hub_reads;
revoke execute on function identity.told_of(text, uuid) from public;
grant execute on function identity.told_of(text, uuid) to hub_writes;

-- Whatever tells facts of one family asks that first.
do $do$
declare
    change record;
    body   text;
begin
    for change in select * from (values
        ('record.outline(uuid)'::regprocedure, E'begin\n',
         E'begin\n    p_family := identity.told_of(caller, p_family);\n'),
        ('record.facts(uuid, bigint)', E'    perform identity.enter();\n',
         E'    p_family := identity.told_of(identity.enter(), p_family);\n'),
        ('consent.papers(uuid)', E'    perform identity.enter();\n',
         E'    p_family := identity.told_of(identity.enter(), p_family);\n'),
        ('record.wrappings(uuid)', E'    perform identity.enter();\n',
         E'    p_family := identity.told_of(identity.enter(), p_family);\n'),
        ('identity.circle(uuid)', E'    perform identity.enter();\n',
         E'    p_family := identity.told_of(identity.enter(), p_family);\n')
    ) as c (function, goes, comes) loop
        body := pg_get_functiondef(change.function);
        if position(change.goes in body) = 0 then
            raise exception '% does not read as expected', change.function;
        end if;
        execute overlay(body placing change.comes from position(change.goes in body) for length(change.goes));
    end loop;
end $do$;

revoke create on schema identity from hub_reads;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
