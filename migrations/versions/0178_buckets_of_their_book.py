"""What an entry says lies under a key of the book that its leaf names, and who did it under one of the log.

The book of an entry stands in its leaf, for good; when its words end was read off its bucket alone, which its writer
named. So a taken-over process could write a disclosure that ends with the log, or a look that stays with the case.
"""

from alembic import op

revision = "0178"
down_revision = "0183"

APPEND = "ledger.append_all(jsonb, bytea[], bytea[], uuid[], text[], integer[], smallint[])"
ANY = "                      and (g.place <= 2 or b.retention = 'disclosure_register') limit 1) is null))\n"
OF_ITS_BOOK = """                      and b.retention = case g.place
                          when 1 then 'access_log'
                          when 2 then convert_from(l.leaf, 'UTF8')::jsonb ->> 'rc'
                          else 'disclosure_register' end limit 1) is null))
"""
APPEND_PAGE = "ledger.append_page(jsonb, bytea, bytea[], bytea[], bytea, uuid[], text[], integer[], smallint[])"
PARTS = "    insert into ledger.part (tenant_id, entry_id, part, bucket_id, box, given_buckets, given)\n"
PARTS_OF_THEIR_BOOK = (
    """    -- The leaf says the book of the part that is kept longest.
    if (select bool_or(b.retention = 'disclosure_register')
        from jsonb_to_recordset(p -> 'parts') as x (bucket uuid)
        cross join lateral (select k.retention from ledger.bucket k
                            where k.tenant_id = tenant and k.bucket_id = x.bucket limit 1) b)
            is distinct from (convert_from(p_leaf, 'UTF8')::jsonb ->> 'pr' = 'disclosure_register') then
        raise exception 'no such bucket' using errcode = '23503';
    end if;
"""
    + PARTS
)
CHANGES = ((APPEND, ANY, OF_ITS_BOOK), (APPEND_PAGE, PARTS, PARTS_OF_THEIR_BOOK))
ENDS = """
alter table ledger.bucket add constraint bucket_of_the_log_ends
    check ((retention = 'access_log') = (retain_until is not null)) not valid
"""


def upgrade() -> None:
    """What is there stays as it is: who could write it past the program had all the time until now."""
    connection = op.get_bind().connection.driver_connection
    connection.execute("grant create on schema ledger to hub_books")
    for function, goes, comes in CHANGES:
        [(body,)] = connection.execute("select pg_get_functiondef(%s::regprocedure)", (function,)).fetchall()
        assert body.count(goes) == 1, function
        connection.execute(body.replace(goes, comes))
    connection.execute("revoke create on schema ledger from hub_books")
    connection.execute(ENDS)
