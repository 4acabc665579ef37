"""What ties somebody to a family is told to the process at whose agency they work, and of others where all know it.

Any process could ask of any member of staff: whose relatives somebody's clients are, which cases somebody of another
agency has, by what name somebody goes. A number and an id were enough, and a process that was taken over has some.
"""

from alembic import op

revision = "0179"
down_revision = "0175"

# Of somebody else's staff: those whom this family's papers, tables and cases name, if this process is told of it.
TOLD = """    with asked as materialized (
        select s.staff_id, caller = 'loader'
            or exists (select from identity.post o where o.tenant_id = tenant and o.staff_id = s.staff_id
                       and o.served_by = caller and p_day between o.since and o.until)
            or caller <> 'oversight' and identity.told_of(caller, family) is not null and (
                exists (select from identity.assignment a where a.tenant_id = tenant and a.staff_id = s.staff_id
                        and a.family_id = family)
                or exists (select from identity.deputy d where d.tenant_id = tenant and d.staff_id = s.staff_id
                           and d.family_id = family)
                or conference.names(family, s.staff_id)
                or exists (select from consent.paper c where c.tenant_id = tenant and c.family_id = family
                           and jsonb_typeof(c.document -> 'recipients') = 'array'
                           and c.document -> 'recipients' ? ('staff:' || s.staff_id))) as told
        from unnest(p_staff) s (staff_id)
    ), tie as materialized (
"""
TIES = "identity.ties(caller, s.staff_id, p_day, coalesce(family, nobody)) t\n"
POST = """exists (select from identity.post o
                    where o.staff_id = s.staff_id and o.hr_decision"""
HERE = "nullif(identity.here_since(caller, s.staff_id, p_day), '-infinity')"
MANDATES = (
    ("    with tie as materialized (\n", TOLD),
    (f"        from unnest(p_staff) s (staff_id), {TIES}", f"        from asked s, {TIES}        where s.told\n"),
    (
        "            identity.is_excluded(s.staff_id, family)",
        "            s.told and identity.is_excluded(s.staff_id, family)",
    ),
    (POST, f"s.told and {POST}"),
    (HERE, f"case when s.told then {HERE} end"),
    ("         from unnest(p_staff) as s (staff_id)),\n", "         from asked s),\n"),
)
QUERY = "    return query\n"
OURS = "    {0} := (select o.staff_id from identity.post o where o.staff_id = {0} and o.served_by = caller limit 1);\n"
FORM = "".join(map(OURS.format, ("me", "who", "other")))
READER = f"    if caller <> 'loader' then\n    {OURS.format('p_me')}    end if;\n"
TEAM = "    perform identity.enter();\n"
TOLD_TEAM = "    p_family := identity.told_of(identity.enter(), p_family);\n"
CHANGES = (
    ("identity.mandates(text, uuid[], date)", MANDATES),
    ("identity.mandate_facts(jsonb)", ((QUERY, FORM + QUERY),)),
    ("identity.recipients(uuid, uuid, date)", ((QUERY, READER + QUERY),)),
    ("identity.team(uuid, date)", ((TEAM, TOLD_TEAM),)),
)
NAMES = """
grant create on schema conference to hub_confers;
create function conference.names(p_family uuid, p_staff uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select exists (
        select from conference.topic k join conference.meeting m on m.tenant_id = k.tenant_id and m.id = k.meeting
        where k.tenant_id = current_setting('hub.tenant')::uuid and k.family = p_family
          and (p_staff in (m.moderator, m.planned_by) or exists (
              select from conference.seat s
              where s.tenant_id = k.tenant_id and s.topic = k.id and s.staff = p_staff)))
$$;
alter function conference.names(uuid, uuid) owner to hub_confers;
revoke execute on function conference.names(uuid, uuid) from public;
revoke create on schema conference from hub_confers;
"""


def upgrade() -> None:
    """Each function stays whose it is, and with whoever may call it."""
    connection = op.get_bind().connection.driver_connection
    connection.execute(NAMES)
    for function, swaps in CHANGES:
        [(body, owner)] = connection.execute(
            "select pg_get_functiondef(p.oid), p.proowner::regrole::text from pg_proc p where p.oid = %s::regprocedure",
            (function,),
        ).fetchall()
        for goes, comes in swaps:
            assert body.count(goes) == 1, (function, goes)
            body = body.replace(goes, comes)
        connection.execute(f"grant create on schema identity to {owner}")
        connection.execute(body)
        connection.execute(f"revoke create on schema identity from {owner}")
        if function.startswith("identity.mandates"):
            connection.execute(f"grant usage on schema conference to {owner}")
            connection.execute(f"grant execute on function conference.names(uuid, uuid) to {owner}")
