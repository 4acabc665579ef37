"""The review knows of whom of a family the record says that they died, and when; nothing else of the record."""

from alembic import op

revision = "0135"
down_revision = "0145"

SQL = r"""
grant select (deceased_on) on core.person to hub_reviews;
grant create on schema review to hub_reviews;

-- As before; beside where a family stands, who of it died, with their day, by the place that entries call them by.
do $do$
declare
    goes  text := '(select json_agg(json_build_array(f.number, f.status, f.exit_date)) from fam f)';
    comes text := $$(select json_agg(json_build_array(f.number, f.status, f.exit_date,
            (select json_agg(json_build_array('P-' || p.place, p.deceased_on))
             from (select r.deceased_on, row_number() over (order by r.ref) as place from core.person r
                   where r.tenant_id = tenant and r.family_id = f.family_id) p
             where p.deceased_on is not null))) from fam f)$$;
    body  text := pg_get_functiondef('review.context(uuid, text, jsonb)'::regprocedure);
begin
    if position(goes in body) = 0 then
        raise exception 'review.context does not read as expected';
    end if;
    execute overlay(body placing comes from position(goes in body) for length(goes));
end $do$;

revoke create on schema review from hub_reviews;
"""


def upgrade() -> None:
    """One function, with one fact more."""
    op.get_bind().connection.driver_connection.execute(SQL)
