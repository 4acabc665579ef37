"""Who was there and is excluded since keeps their seat on the list: it was taken, and tells them nothing any more."""

from alembic import op

revision = "0147"
down_revision = "0138"

GONE = "identity.is_excluded(x.staff, k.family)"
COME = """identity.is_excluded(x.staff, k.family)
                         and not exists (select from conference.moment o
                                         where o.tenant_id = tenant and o.seat = x.id)"""


def upgrade() -> None:
    """The words in the function that is there."""
    connection = op.get_bind().connection.driver_connection
    name = "conference.keep_topics(uuid, jsonb)"
    [(body,)] = connection.execute("select pg_get_functiondef(%s::regprocedure)", (name,)).fetchall()
    assert body.count(GONE) == 1, f"{name} does not read as expected"
    connection.execute("grant create on schema conference to hub_confers")
    connection.execute(body.replace(GONE, COME))
    connection.execute("revoke create on schema conference from hub_confers")
