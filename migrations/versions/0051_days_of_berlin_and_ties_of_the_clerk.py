"""A first look is on its legal day; the clerk reminds the agencies that have the case, as 0037 says who has one."""

from alembic import op

revision = "0051"
down_revision = "0050"

CHANGES = (
    (
        "consent.first_looks(uuid)",
        "i.at::date between p.since and p.until",
        "(i.at at time zone 'Europe/Berlin')::date between p.since and p.until",
    ),
    (
        "consent.clerk_page(text, integer, text, date)",
        "and g.kind in ('jobcenter', 'jugendamt') order by g.kind",
        "and g.kind in ('jobcenter', 'jugendamt')"
        " and exists (select from identity.ties(g.kind, a.staff_id, p_day, f.family_id)) order by g.kind",
    ),
)
"""Of each function the words that go, and those that come."""


def upgrade() -> None:
    """As before but for these words."""
    connection = op.get_bind().connection.driver_connection
    for name, gone, come in CHANGES:
        [(body,)] = connection.execute("select pg_get_functiondef(%s::regprocedure)", (name,)).fetchall()
        assert body.count(gone) == 1
        connection.execute(body.replace(gone, come))
