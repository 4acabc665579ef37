"""The logins of the web processes have no right on any table, and become nobody else."""

from itertools import product

import pytest

from tests.attacks.by_hand import HUB_SCHEMAS, WEB, Connection, sqlstate, tables
from tests.attacks.callable import EXECUTABLE
from tests.kreis import Kreis

ON_TABLES = ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER")
ON_COLUMNS = ("SELECT", "INSERT", "UPDATE", "REFERENCES")
ATTEMPTS = (
    "select * from {}",
    "select count(*) from {}",
    "insert into {} default values",
    "select 1 from {} for update",
    "delete from {}",
    "truncate {} cascade",
    "copy {} to stdout",
    "alter table {} disable row level security",
    "drop table {} cascade",
    "create policy open on {} using (true)",
    "create trigger t before insert on {} execute function ledger.refuse_change()",
)


def test_no_web_login_has_a_right_on_any_table_column_or_sequence(every_kreis: Kreis) -> None:
    """Whatever a migration adds: not even the right to refer to a table."""
    superuser = every_kreis.superuser()
    names = tables(superuser)

    held = [
        (role, name, right)
        for role, name, right in product(WEB, names, ON_TABLES)
        if _is_true(superuser, "select has_table_privilege(%s, %s, %s)", role, name, right)
    ] + [
        (role, name, right)
        for role, name, right in product(WEB, names, ON_COLUMNS)
        if _is_true(superuser, "select has_any_column_privilege(%s, %s, %s)", role, name, right)
    ]

    assert len(names) > 30
    assert [] == held


@pytest.mark.unchanged
@pytest.mark.parametrize("role", WEB)
def test_every_statement_on_a_table_is_refused(every_kreis: Kreis, role: str) -> None:
    """What the catalogue of rights says is also so when it is tried, on every table and partition."""
    names, attacker = tables(every_kreis.superuser()), every_kreis.connect(role)

    codes = {(attempt, name): sqlstate(attacker, attempt.format(name)) for attempt, name in product(ATTEMPTS, names)}

    assert {"42501"} == set(codes.values())


@pytest.mark.unchanged
@pytest.mark.parametrize("role", WEB)
def test_only_the_functions_listed_here_can_be_called(every_kreis: Kreis, role: str) -> None:
    """A function more, or one that PUBLIC may call, is noticed here before anybody else notices it."""
    rows = every_kreis.superuser().execute(
        "select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace"
        " where n.nspname = any(%s) and has_function_privilege(%s, p.oid, 'execute')",
        (list(HUB_SCHEMAS), role),
    )

    assert EXECUTABLE[role] == {name for (name,) in rows}


def test_functions_for_web_logins_run_in_a_fixed_path_as_a_role_without_sign_in(every_kreis: Kreis) -> None:
    """No caller chooses where a function finds its tables, and no function runs as the owner of the tables."""
    rows = every_kreis.superuser().execute(
        "select p.oid::regprocedure::text, p.prosecdef, p.proconfig, p.proowner::regrole::text"
        " from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = any(%s)",
        (list(HUB_SCHEMAS),),
    )
    called = set().union(*EXECUTABLE.values())

    faulty = [
        name
        for name, definer, config, owner in rows
        if name in called
        and not (
            definer
            and "search_path=pg_catalog, pg_temp" in (config or ())
            and owner
            in {"hub_reads", "hub_writes", "hub_books", "hub_erases", "hub_restores", "hub_reviews", "hub_tree"}
            | {"hub_forgets", "hub_confers"}
        )
    ]

    assert [] == faulty


@pytest.mark.unchanged
@pytest.mark.parametrize("role", WEB)
def test_a_web_login_creates_nothing(every_kreis: Kreis, role: str) -> None:
    """No table, function or schema of its own, not even for the time of a session."""
    attacker = every_kreis.connect(role)
    schemas = [name for (name,) in every_kreis.superuser().execute("select nspname from pg_namespace")]

    codes = {sqlstate(attacker, f'create table "{name}".mine (a int)') for name in (*schemas, "pg_temp")}
    codes |= {sqlstate(attacker, f'create function "{name}".mine() returns int return 1') for name in schemas}
    codes |= {sqlstate(attacker, "create schema mine"), sqlstate(attacker, "create temp table mine (a int)")}

    assert codes <= {"42501", "3F000", "0A000"}, "not allowed, no such schema, or no functions there at all"


@pytest.mark.unchanged
@pytest.mark.parametrize("role", WEB)
def test_a_web_login_becomes_nobody_else(every_kreis: Kreis, role: str) -> None:
    """Neither another agency, nor one of the roles that hold rights, nor the owner, nor a role of PostgreSQL."""
    attacker = every_kreis.connect(role)
    others = [name for (name,) in every_kreis.superuser().execute("select rolname from pg_roles") if name != role]

    codes = {sqlstate(attacker, f'set role "{other}"') for other in others}
    codes |= {sqlstate(attacker, f'set session authorization "{other}"') for other in others}
    codes |= {sqlstate(attacker, "select set_config('role', %s, false)", (other,)) for other in others}
    codes |= {sqlstate(attacker, f'grant "{other}" to "{role}"') for other in others}
    attacker.execute("reset role")
    attacker.execute("reset session authorization")

    assert len(others) > 8
    assert codes <= {"42501", "0A000"}, "not allowed, or that role has no members at all"
    assert (role, role) == attacker.execute("select current_user::text, session_user::text").fetchone()


def test_no_role_of_the_hub_stands_above_the_row_policies(every_kreis: Kreis) -> None:
    """Not even the owner; and a login has no power over roles, databases or settings."""
    rows = every_kreis.superuser().execute(
        "select rolname, rolcanlogin, rolsuper or rolbypassrls or rolreplication, rolcreaterole or rolcreatedb"
        " from pg_roles where rolname like 'hub\\_%'"
    )
    roles = {name: (signs_in, above, makes) for name, signs_in, above, makes in rows}

    assert not any(above for _, above, _ in roles.values())
    assert {(True, False, False)} == {roles[name] for name in WEB}
    assert {(False, False, False)} == {roles[name] for name in ("hub_reads", "hub_writes", "hub_books", "hub_tree")}


def test_no_settings_or_languages_were_opened_to_web_logins(every_kreis: Kreis) -> None:
    """No superuser setting was granted, and no language that reaches the machine."""
    superuser = every_kreis.superuser()

    assert [] == superuser.execute("select * from pg_parameter_acl").fetchall()
    assert [("plpgsql",)] == superuser.execute(
        "select lanname from pg_language where lanname not in ('internal', 'c', 'sql')"
    ).fetchall()


def _is_true(superuser: Connection, statement: str, *params: str) -> bool:
    row = superuser.execute(statement, params).fetchone()
    return bool(row and row[0])
