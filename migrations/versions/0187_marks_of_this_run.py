"""What was read counts in the database and the run of transactions it was read in, and for who may know the family.

A backup put back into the same, emptied database makes its tables anew; a machine put back to an earlier instant counts
its transactions once more. And whoever may not know whether there is such a family learns it by no expectation either.
"""

from alembic import op

revision = "0187"
down_revision = "0170"

SQL = r"""
grant create on schema identity to hub_reads;

-- As before; with the table of the marks, which a restore makes anew.
create or replace function identity.here() returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
    select extract(epoch from pg_postmaster_start_time()) || '/'
        || (select d.oid from pg_database d where d.datname = current_database()) || '/'
        || 'identity.moved'::regclass::oid
$$;

-- As before; and nothing counts that was read later than now.
do $do$
declare
    here  regprocedure := 'identity.still(jsonb, uuid)';
    body  text := pg_get_functiondef(here);
    goes  text := $$        -- Marks of transactions to come$$;
    comes text := $$        if pg_snapshot_xmax(seen) > pg_snapshot_xmax(pg_current_snapshot()) then
            return false;
        end if;
        -- Marks of transactions to come$$;
begin
    if position(goes in body) = 0 then
        raise exception '% does not read as expected', here;
    end if;
    execute overlay(body placing comes from position(goes in body) for length(goes));
end $do$;

revoke create on schema identity from hub_reads;
grant execute on function identity.told_of(text, uuid) to hub_books;
grant create on schema ledger to hub_books;

-- As before; a version is right for nobody who may not know of the family.
do $do$
declare
    here  regprocedure := 'ledger.append_all(jsonb, bytea[], bytea[], uuid[], text[], integer[], smallint[])';
    body  text := pg_get_functiondef(here);
    goes  text := $$identity.still(o.facts -> 'basis', (o.facts ->> 'family')::uuid)$$;
    comes text := $$identity.still(o.facts -> 'basis', identity.told_of(caller, (o.facts ->> 'family')::uuid))$$;
begin
    if position(goes in body) = 0 then
        raise exception '% does not read as expected', here;
    end if;
    execute overlay(body placing comes from position(goes in body) for length(goes));
end $do$;

revoke create on schema ledger from hub_books;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
