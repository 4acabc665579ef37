"""A talk takes no number that papers already bear which came by a load: signing it would fail for ever."""

from alembic import op

revision = "0064"
down_revision = "0063"

GONE = "    return 'E-' || p_year || '-' || taken;"
COME = """    while exists (select from consent.paper c where c.tenant_id = current_setting('hub.tenant')::uuid
                  and c.ref = any(array(select 'E-' || p_year || '-' || taken || '-' || place
                                        from generate_series(1, 30) as place))) loop
        update consent.numbering n set last = n.last + 1
        where n.tenant_id = current_setting('hub.tenant')::uuid and n.year = p_year
        returning n.last into taken;
    end loop;
    return 'E-' || p_year || '-' || taken;"""
"""The words that go, and those that come; 30 is the most questions that a talk has."""


def upgrade() -> None:
    """As before but for these words."""
    connection = op.get_bind().connection.driver_connection
    name = "consent.take_number(integer)"
    [(body,)] = connection.execute("select pg_get_functiondef(%s::regprocedure)", (name,)).fetchall()
    assert body.count(GONE) == 1
    connection.execute(body.replace(GONE, COME))
