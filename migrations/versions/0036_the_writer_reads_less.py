"""Whoever writes papers down sees of the index only who looked at which family, and when: what a withdrawal asks."""

from alembic import op

revision = "0036"
down_revision = "0033"

SQL = r"""
revoke select on ledger.index from hub_writes;
grant select (tenant_id, entry_id, family_id, at, event, effect, pseudonym) on ledger.index to hub_writes;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
