"""What the owner of something shown in a list is given of it lies beside its family's part, and ends with that."""

from alembic import op

revision = "0153"
down_revision = "0158"

COLUMNS = """
alter table ledger.part add column given_buckets uuid[], add column given bytea[],
    add check (cardinality(given_buckets) = cardinality(given)), add check ((given_buckets is null) = (given is null));
alter table ledger.part alter column given set storage external;
"""

APPEND = (
    "ledger.append_page(jsonb, bytea, bytea[], bytea[], bytea, uuid[], text[], integer[], smallint[])",
    (
        (
            "wanted <> cardinality(p_boxes) or",
            """cardinality(p_boxes)
            <> wanted + (select count(*) from jsonb_path_query(p, '$.parts[*].given[*]')) or""",
        ),
        (
            "    insert into ledger.part (tenant_id, entry_id, part, bucket_id, box)\n"
            "    select tenant, id, n.part, (n.facts ->> 'bucket')::uuid, p_boxes[n.part]\n"
            "    from jsonb_array_elements(p -> 'parts') with ordinality as n (facts, part);",
            """    -- What owners are given of a part: its buckets stand in `given`, the first of its boxes at `box`.
    if p @? '$.parts[*].given' and exists (
        select from jsonb_path_query(p, '$.parts[*].given[*]') as g (bucket)
        -- `limit` keeps this a look into the index for each.
        where (select true from ledger.bucket b
               where b.tenant_id = tenant and b.bucket_id = (g.bucket #>> '{}')::uuid
                 and b.retention = 'disclosure_register' limit 1) is null) then
        raise exception 'no such bucket' using errcode = '23503';
    end if;
    insert into ledger.part (tenant_id, entry_id, part, bucket_id, box, given_buckets, given)
    select tenant, id, n.part, x.bucket, p_boxes[n.part], x.given, p_boxes[x.box : x.box + cardinality(x.given) - 1]
    from jsonb_array_elements(p -> 'parts') with ordinality as n (facts, part)
    cross join lateral jsonb_to_record(n.facts) as x (bucket uuid, given uuid[], box integer);""",
        ),
    ),
)

READ = (
    "ledger.read_given(uuid, timestamptz, integer, text)",
    (
        (
            "    join ledger.payload p on p.tenant_id = tenant and p.entry_id = i.entry_id"
            " and p.given_buckets is not null\n",
            """    left join ledger.payload p on i.part = 0 and p.tenant_id = tenant and p.entry_id = i.entry_id
    left join ledger.part q on i.part > 0 and q.tenant_id = tenant and q.entry_id = i.entry_id and q.part = i.part
""",
        ),
        (
            "unnest(p.given_buckets, p.given) as g",
            "unnest(coalesce(p.given_buckets, q.given_buckets), coalesce(p.given, q.given)) as g",
        ),
        ("i.family_id = look.family_id and i.part = 0", "i.family_id = look.family_id"),
    ),
)

ERASE = (
    "ledger.erase_register(uuid, uuid, date, date)",
    (
        (
            "                  select g.bucket_id\n                  from ledger.index i\n                  join",
            "                  select g.bucket_id\n                  from ledger.index i\n                  left join",
        ),
        (
            "unnest(p.given_buckets) as g",
            """unnest(p.given_buckets || (
                      select q.given_buckets from ledger.part q where q.tenant_id = tenant
                        and q.entry_id = i.entry_id and q.part = i.part)) as g""",
        ),
        (
            "select q.bucket_id from ledger.part q where q.tenant_id = tenant and q.bucket_id = any(keys));",
            """select b.id from ledger.part q
          cross join lateral unnest(q.bucket_id || q.given_buckets) b (id)
          where q.tenant_id = tenant and b.id = any(keys));""",
        ),
    ),
)


def upgrade() -> None:
    """Two columns, and what writes, reads and erases them."""
    connection = op.get_bind().connection.driver_connection
    connection.execute(COLUMNS)
    connection.execute("grant create on schema ledger to hub_books, hub_reads, hub_erases")
    for function, changes in (APPEND, READ, ERASE):
        [(body,)] = connection.execute("select pg_get_functiondef(%s::regprocedure)", (function,)).fetchall()
        for goes, comes in changes:
            assert body.count(goes) == 1, goes
            body = body.replace(goes, comes)
        connection.execute(body)
    connection.execute("revoke create on schema ledger from hub_books, hub_reads, hub_erases")
