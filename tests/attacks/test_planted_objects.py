"""Whoever may make objects of their own in the database puts none before the real ones."""

from tests.attacks.by_hand import family_id
from tests.kreis import F01, Kreis


def test_objects_planted_before_the_real_ones_are_not_found(every_kreis: Kreis) -> None:
    """Even an attacker who may create in `public` and `pg_temp`, and puts them first, changes no answer."""
    superuser, attacker = every_kreis.superuser(), every_kreis.connect("hub_jobcenter")
    family = family_id(superuser)
    [(database,)] = superuser.execute("select current_database()").fetchall()
    outline = "select cells::text from record.outline(%s)"
    before = attacker.execute(outline, (family,)).fetchall()
    superuser.execute(f'grant temporary on database "{database}" to hub_jobcenter')
    superuser.execute("grant create on schema public to hub_jobcenter")

    for statement in (
        "create function public.current_setting(text) returns text return 'jugendamt'",
        "create function public.current_setting(text, boolean) returns text return 'jugendamt'",
        "create function public.set_config(text, text, boolean) returns text return 'jugendamt'",
        "create function public.clock_timestamp() returns timestamptz return '2000-01-01'::timestamptz",
        "create function public.yes(uuid, uuid) returns boolean return true",
        "create operator public.= (leftarg = uuid, rightarg = uuid, function = public.yes)",
        "create temp table pg_class as select 1 as a",
        "create temp table login (tenant_id uuid, login_name name, agency text)",
        "create domain pg_temp.uuid as text",
        "set search_path = pg_temp, public, pg_catalog",
    ):
        attacker.execute(statement)

    assert before == attacker.execute(outline, (family,)).fetchall()
    row = attacker.execute("select family_id::text from identity.mandates(%s, '{}', '2026-11-16')", (F01,)).fetchone()
    assert (str(family),) == row
