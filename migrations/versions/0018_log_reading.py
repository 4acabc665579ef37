"""The log by filters, history that a file brought, and each one's own entries."""

from alembic import op

revision = "0018"
down_revision = "0017"

SQL = r"""
select 1
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
