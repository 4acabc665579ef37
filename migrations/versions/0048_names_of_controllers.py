"""Receipts on pages name both controllers (Art. 13 Abs. 1 lit. a, 26 GDPR): their names, for whoever hands one out."""

from alembic import op

revision = "0048"
down_revision = "0045"

SQL = r"""
grant execute on function identity.controllers() to hub_jobcenter, hub_jugendamt, hub_provider, hub_family;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
