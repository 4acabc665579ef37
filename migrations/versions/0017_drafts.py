"""Drafts of notes, sealed."""

from alembic import op

revision = "0017"
down_revision = "0016"

SQL = r"""
select 1
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
