"""That the buckets of what is appended are there, one query asks for all entries: not two references for each.

A reference asks once for each row, and locks what it finds. No bucket is ever deleted (only its keys are) and no entry
is; a payload is written in the statement of its entry, and a leaf for what was waiting, which came with its entry too:
the locks protected nothing.
"""

from alembic import op

revision = "0164"
down_revision = "0153"

APPEND = "ledger.append_all(jsonb, bytea[], bytea[], uuid[], text[], integer[], smallint[])"
IMPORTED = """    if p @? '$[*] ? (@.event == "log.imported")' then
        raise exception 'history is taken over by the loader alone' using errcode = 'HB013';
    end if;
"""
GIVEN = (
    """    if p @? '$[*].given' and exists (
        select from jsonb_path_query(p, '$[*].given[*]') as g (bucket)
        -- `limit` keeps this a look into the index for each: a `not exists` was planned as a join with all buckets.
        where (select true from ledger.bucket b
               where b.tenant_id = tenant and b.bucket_id = (g.bucket #>> '{}')::uuid"""
    """ and b.retention = 'disclosure_register' limit 1) is null) then
        raise exception 'no such bucket' using errcode = '23503';
    end if;
"""
)
COMMENT = (
    "    -- As the references of a payload find it for the two other buckets: a restored database may not have one.\n"
)
DECLARED = "    fresh  boolean := p @? '$[*].buckets';\n"
LATE = """    select array_agg(l.entry) into late from line l where l.entry not in (select n.entry from n);
"""
ALL = """    select array_agg(l.entry) filter (where l.entry not in (select n.entry from n)),
           bool_or(l.event = 'log.imported'),
           -- `limit` keeps this a look into the index for each: a `not exists` may be planned as a join with all.
           bool_or(exists (
               select from unnest(array[l.actor_bucket, l.case_bucket] || l.given) with ordinality as g (bucket, place)
               where (select true from ledger.bucket b where b.tenant_id = tenant and b.bucket_id = g.bucket
                      and (g.place <= 2 or b.retention = 'disclosure_register') limit 1) is null))
    into late, claims, lacks from line l;
    if claims then
        raise exception 'history is taken over by the loader alone' using errcode = 'HB013';
    end if;
    if lacks then
        -- A restored database may not have one that a writer remembers.
        raise exception 'no such bucket' using errcode = '23503';
    end if;
"""
SWAPS = (
    (DECLARED, DECLARED + "    claims boolean;\n    lacks  boolean;\n"),
    (IMPORTED, ""),
    (COMMENT + GIVEN, ""),
    (LATE, ALL),
)
TAKE_OVER = "ledger.take_over(jsonb)"
BUCKETS = "    perform ledger.add_buckets(tenant, p -> 'buckets');\n"
THERE = """    if exists (select from jsonb_to_recordset(p -> 'entries') as e (bucket uuid)
               where not exists (select from ledger.bucket b
                                 where b.tenant_id = tenant and b.bucket_id = e.bucket)) then
        raise exception 'no such bucket' using errcode = '23503';
    end if;
"""
CHANGES = ((APPEND, SWAPS), (TAKE_OVER, ((BUCKETS, BUCKETS + THERE),)))
REFERENCES = (
    "ledger.payload drop constraint payload_tenant_id_actor_bucket_fkey",
    "ledger.payload drop constraint payload_tenant_id_case_bucket_fkey",
    "ledger.payload drop constraint payload_tenant_id_entry_id_fkey",
    "ledger.leaf drop constraint leaf_tenant_id_entry_id_fkey",
)


def upgrade() -> None:
    """The same is refused with the same codes, and nothing of it is written."""
    connection = op.get_bind().connection.driver_connection
    connection.execute("grant create on schema ledger to hub_books")
    for function, swaps in CHANGES:
        [(body,)] = connection.execute("select pg_get_functiondef(%s::regprocedure)", (function,)).fetchall()
        for goes, comes in swaps:
            assert body.count(goes) == 1, goes
            body = body.replace(goes, comes)
        connection.execute(body)
    connection.execute("revoke create on schema ledger from hub_books")
    for reference in REFERENCES:
        connection.execute(f"alter table {reference}")
