"""Entries are taken with the boxes that belong to them alone: five each, and one for each owner they give to."""

from alembic import op

revision = "0110"
down_revision = "0109"

SQL = r"""
grant create on schema ledger to hub_books;
do $do$
declare
    body text := pg_get_functiondef('ledger.append_all(jsonb, bytea[], bytea[], uuid[], text[], integer[], smallint[])'
                                    ::regprocedure);
    goes text := $$or 5 * cardinality(p_leaves) > cardinality(p_segments) then$$;
begin
    if position(goes in body) = 0 then
        raise exception 'append_all does not read as expected';
    end if;
    execute overlay(body placing $$or cardinality(p_segments) <> 5 * cardinality(p_leaves)
            + (case when cardinality(p_segments) > 5 * cardinality(p_leaves)
              then (select count(*) from jsonb_path_query(p, '$[*].given[*]')) else 0 end) then$$
        from position(goes in body) for length(goes));
end $do$;
revoke create on schema ledger from hub_books;
"""


def upgrade() -> None:
    """One condition of one function."""
    op.get_bind().connection.driver_connection.execute(SQL)
