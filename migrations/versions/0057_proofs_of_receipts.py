"""Receipts that leave the house carry their proof: whoever writes them waits for the witnesses."""

from alembic import op

revision = "0057"
down_revision = "0060"

SQL = r"""
grant execute on function ledger.place_of(uuid), ledger.freshness(), ledger.newest_checkpoint(boolean),
    ledger.tree_head(), ledger.tiles(smallint[], bigint[]), ledger.edge(bigint), ledger.leaves(bigint, bigint)
    to hub_loader;
"""


def upgrade() -> None:
    op.get_bind().connection.driver_connection.execute(SQL)
