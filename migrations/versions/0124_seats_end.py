"""A seat lets nobody know more than they may today: not who is excluded, and of a talk that is over not for ever."""

from alembic import op

revision = "0124"
down_revision = "0122"

SQL = r"""
grant create on schema conference to hub_confers;
grant select (exit_date) on core.family to hub_confers;

-- Whether FAM has not ended for a family: it runs through its last day (G2).
create function conference.fam_runs(p_family uuid, p_day date) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
    select not coalesce(f.exit_date < p_day, f.status = 'ended') from core.family f
    where f.tenant_id = nullif(current_setting('hub.tenant', true), '')::uuid and f.family_id = p_family
$$;

-- Whether a seat, or that they run it, still lets somebody know of a topic: never of a family from which they are
-- excluded (A13). From the day after the talk it takes FAM that runs and one of the two agencies, or that it is their
-- case today (A1, D28, G2). A topic without a family is about nobody.
create function conference.may_know(p_staff uuid, p_family uuid, p_caller text, p_ends timestamptz, p_day date)
returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
    select p_family is null or not identity.is_excluded(p_staff, p_family) and (
        p_day <= (p_ends at time zone 'Europe/Berlin')::date
        or p_caller in ('jobcenter', 'jugendamt') and conference.fam_runs(p_family, p_day)
        or record.may_draft(p_staff, p_family, p_day))
$$;
"""

MINE = "p_staff in (m.moderator, m.planned_by)"
KNOWN = "and conference.may_know(p_staff, k.family, {}, m.ends, p_day)"
ADDRESSED = "conference.has_part({}, this, caller{})"
DAY = ", ((p ->> 'at')::timestamptz at time zone 'Europe/Berlin')::date"

# Each of these is told by the words that go and those that come: others may have changed it before.
CHANGES = (
    ("conference.of_staff(uuid, text, timestamptz)", "p_since timestamp with time zone)",
     "p_since timestamp with time zone, p_day date)"),
    ("conference.of_staff(uuid, text, timestamptz)", f"and ({MINE}",
     f"{KNOWN.format('caller')}\n          and ({MINE}"),
    ("conference.has_part(uuid, uuid, text)", "p_caller text)", "p_caller text, p_day date)"),
    ("conference.has_part(uuid, uuid, text)", f"and ({MINE}", f"{KNOWN.format('p_caller')}\n          and ({MINE}"),
    ("conference.minutes_of(uuid, uuid)", "p_topic uuid)", "p_topic uuid, p_day date)"),
    ("conference.minutes_of(uuid, uuid)", "conference.has_part(p_staff, p_topic, caller)",
     "conference.has_part(p_staff, p_topic, caller, p_day)"),
    ("conference.write_minutes(uuid, jsonb)", ADDRESSED.format("actor", ""), ADDRESSED.format("actor", DAY)),
    ("conference.confirm_minutes(uuid, jsonb)", ADDRESSED.format("(p ->> 'by')::uuid", ""),
     ADDRESSED.format("(p ->> 'by')::uuid", DAY)),
    ("conference.coming(uuid, timestamptz, timestamptz, date)", "and m.starts <= p_until\n",
     f"and m.starts <= p_until\n      {KNOWN.format('caller')}\n"),
    ("conference.coming(uuid, timestamptz, timestamptz, date)", "conference.has_part(p_staff, k.id, caller)",
     "conference.has_part(p_staff, k.id, caller, p_day)"),
    ("conference.agreed_with(uuid, text, uuid, date)", "conference.has_part(p_staff, k.id, p_caller)",
     "conference.has_part(p_staff, k.id, p_caller, p_day)"),
    # Whoever runs a meeting and may know of one of its topics no longer, neither changes it nor calls it off.
    ("conference.keep(uuid[], jsonb)", "perform record.check_entry(e) from unnest(p_entries) e;\n",
     "perform record.check_entry(e) from unnest(p_entries) e;\n"
     "    if caller <> 'loader' and exists (\n"
     "        select from conference.topic k join conference.meeting m on m.tenant_id = tenant and m.id = k.meeting\n"
     "        where k.tenant_id = tenant and k.meeting = this\n"
     "          and not conference.may_know(actor, k.family, caller, m.ends, (p ->> 'day')::date)) then\n"
     "        raise exception 'not this agency''s to plan' using errcode = 'HB030';\n"
     "    end if;\n"),
    ("conference.move_state(uuid[], jsonb)",
     "actor in (x.moderator, case becomes when 'cancelled' then x.planned_by end)\n",
     "actor in (x.moderator, case becomes when 'cancelled' then x.planned_by end)\n"
     "      and not exists (select from conference.topic k where k.tenant_id = tenant and k.meeting = x.id\n"
     f"                      and not conference.may_know(actor, k.family, caller, x.ends{DAY}))\n"),
    # That the other agency works with a family is told to a planner while FAM runs, and no longer.
    ("conference.colleagues(uuid, uuid[], date)", "and (f.status in ('admitted', 'ended') or exists (",
     "and conference.fam_runs(f.family_id, p_day)\n          and (f.status in ('admitted', 'ended') or exists ("),
)  # fmt: skip

AFTER = """
drop function conference.of_staff(uuid, text, timestamptz);
drop function conference.minutes_of(uuid, uuid);
drop function conference.has_part(uuid, uuid, text);
do $$
declare
    f regprocedure;
begin
    foreach f in array array['conference.fam_runs(uuid, date)',
        'conference.may_know(uuid, uuid, text, timestamptz, date)',
        'conference.of_staff(uuid, text, timestamptz, date)', 'conference.has_part(uuid, uuid, text, date)',
        'conference.minutes_of(uuid, uuid, date)']::regprocedure[] loop
        execute format('alter function %s owner to hub_confers', f);
        execute format('revoke execute on function %s from public', f);
    end loop;
end $$;
grant execute on function conference.of_staff(uuid, text, timestamptz, date), conference.minutes_of(uuid, uuid, date)
    to hub_jobcenter, hub_jugendamt, hub_provider;
revoke create on schema conference from hub_confers;
"""


def upgrade() -> None:
    """What lets somebody know, then the words in the functions that are there; three of them are told the day."""
    connection = op.get_bind().connection.driver_connection
    connection.execute(SQL)
    bodies: dict[str, str] = {}
    for name, gone, come in CHANGES:
        if name not in bodies:
            [(bodies[name],)] = connection.execute("select pg_get_functiondef(%s::regprocedure)", (name,)).fetchall()
        assert bodies[name].count(gone) == 1, f"{name} does not read as expected"
        bodies[name] = bodies[name].replace(gone, come)
    for body in bodies.values():
        connection.execute(body)
    connection.execute(AFTER)
