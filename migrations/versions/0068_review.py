"""A schema of its own for the review: what the data protection officers' batches and cases keep."""

from alembic import op

revision = "0068"
down_revision = "0067"

SQL = r"""
-- Owner of the review's functions. It reads what the log is filtered by, and never a payload or a value.
do $$
begin
    if not exists (select from pg_roles where rolname = 'hub_reviews') then
        create role hub_reviews nologin nobypassrls noinherit;
    end if;
    execute format('grant hub_reviews to %I', current_user);
end $$;
create schema review;
grant usage on schema review, ledger, identity, core to hub_reviews;
grant usage on schema review to hub_oversight, hub_loader;
grant execute on function identity.enter() to hub_reviews;
grant select on ledger.index, ledger.part, core.family to hub_reviews;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
