"""The end of one family's register destroys no key under which anything lies that is kept."""

from alembic import op

revision = "0143"
down_revision = "0142"

SQL = r"""
grant create on schema ledger to hub_erases, hub_books;

do $do$
declare
    change record;
    body   text;
begin
    for change in select * from (values
        -- Of whatever family: an entry names the buckets that its writer likes. One reading of all, for each family
        -- whose register ends: an index would be paid for by each look.
        ('ledger.erase_register(uuid, uuid, date, date)'::regprocedure,
         $$and not exists (select from ledger.index i
                      left join ledger.payload p on p.tenant_id = tenant and p.entry_id = i.entry_id and i.part = 0
                      left join ledger.part q on q.tenant_id = tenant and q.entry_id = i.entry_id and q.part = i.part
                      where i.tenant_id = tenant and i.family_id = p_family
                        and (k.bucket_id in (p.case_bucket, p.actor_bucket, q.bucket_id)
                             or k.bucket_id = any(p.given_buckets)));$$,
         $$and k.bucket_id not in (
          select b.id from ledger.payload p
          cross join lateral unnest(array[p.case_bucket, p.actor_bucket] || p.given_buckets) b (id)
          where p.tenant_id = tenant and b.id = any(keys)
          union all
          select q.bucket_id from ledger.part q where q.tenant_id = tenant and q.bucket_id = any(keys));$$),
        -- What is given is kept as the register is, so its bucket is one of those.
        ('ledger.append_all(jsonb, bytea[], bytea[], uuid[], text[], integer[], smallint[])',
         $$and b.bucket_id = (g.bucket #>> '{}')::uuid limit 1$$,
         $$and b.bucket_id = (g.bucket #>> '{}')::uuid and b.retention = 'disclosure_register' limit 1$$)
    ) as c (function, goes, comes) loop
        body := pg_get_functiondef(change.function);
        if position(change.goes in body) = 0 then
            raise exception '% does not read as expected', change.function;
        end if;
        execute overlay(body placing change.comes from position(change.goes in body) for length(change.goes));
    end loop;
end $do$;

revoke create on schema ledger from hub_erases, hub_books;
"""


def upgrade() -> None:
    """Two functions."""
    op.get_bind().connection.driver_connection.execute(SQL)
