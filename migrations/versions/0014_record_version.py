"""The outline is sent only when it changed."""

from alembic import op

revision = "0014"
down_revision = "0013"

SQL = r"""
select 1
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
