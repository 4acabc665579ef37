"""A conference says as whom its moderator would ask, who need have no seat and is there all the same."""

from alembic import op

revision = "0130"
down_revision = "0134"

GONE = "        'moderator_name',"
COME = """\
        'moderated', (
            select jsonb_build_object('id', t.staff_id, 'kind', 'staff', 'staff', t.staff_id, 'role', x.role,
                'person', null, 'guest', null, 'ref', t.ref, 'name', t.name, 'pseudonym', t.pseudonym,
                'agency', g.kind, 'agency_name', g.name, 'team', x.team, 'provider', null)
            from identity.staff t
            join identity.post x on x.tenant_id = t.tenant_id and x.staff_id = t.staff_id
                 and x.served_by in ('jobcenter', 'jugendamt')
            join identity.agency g on g.tenant_id = x.tenant_id and g.unit = x.unit
            where t.tenant_id = m.tenant_id and t.staff_id = m.moderator
            order by (m.starts at time zone 'Europe/Berlin')::date between x.since and x.until desc,
                x.role like '%\\_lead', x.until desc, x.role limit 1),
"""


def upgrade() -> None:
    """One more word in what is said of a meeting."""
    connection = op.get_bind().connection.driver_connection
    connection.execute("grant create on schema conference to hub_confers")
    name = "conference.document(uuid, uuid[], text)"
    [(body,)] = connection.execute("select pg_get_functiondef(%s::regprocedure)", (name,)).fetchall()
    assert body.count(GONE) == 1, f"{name} does not read as expected"
    connection.execute(body.replace(GONE, COME + GONE))
    connection.execute("revoke create on schema conference from hub_confers")
