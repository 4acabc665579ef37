"""Wrappings whose statutory ground is over go as those of consents do: an order that ended opens to no past instant."""

from alembic import op

revision = "0161"
down_revision = "0160"

LEFT_OUT = "w.basis not in ('own', 'statute')"
FUNCTIONS = ("record.count_ended(timestamptz)", "record.end_wrappings(uuid, timestamptz)")


def upgrade() -> None:
    """Two functions of the clerk, in one place each."""
    connection = op.get_bind().connection.driver_connection
    connection.execute("grant create on schema record to hub_writes")
    for function in FUNCTIONS:
        [(body,)] = connection.execute("select pg_get_functiondef(%s::regprocedure)", (function,)).fetchall()
        assert body.count(LEFT_OUT) == 1, function
        connection.execute(body.replace(LEFT_OUT, "w.basis <> 'own'"))
    connection.execute("revoke create on schema record from hub_writes")
