"""Parts of entries, extracts, blind indexes, and wrappings for consents that come later."""

from alembic import op

revision = "0016"
down_revision = "0015"

SQL = r"""
select 1
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
