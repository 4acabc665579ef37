"""Deputies and conflicts entered by people; accounts of families; several issuers."""

from alembic import op

revision = "0015"
down_revision = "0014"

SQL = r"""
select 1
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
