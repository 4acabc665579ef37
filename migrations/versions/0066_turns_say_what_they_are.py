"""A task is put off or handed on under an entry that says so, and under no other."""

from alembic import op

revision = "0066"
down_revision = "0065"

GONE = "i.entry_id = p_entry and i.family_id is not null"
COME = "i.entry_id = p_entry and i.family_id is not null and i.event in ('task.moved', 'task.handed')"


def upgrade() -> None:
    """As before but for these words."""
    connection = op.get_bind().connection.driver_connection
    name = "consent.turn_task(uuid, jsonb)"
    [(body,)] = connection.execute("select pg_get_functiondef(%s::regprocedure)", (name,)).fetchall()
    assert body.count(GONE) == 1
    connection.execute(body.replace(GONE, COME))
