"""The embedded server comes up whatever was left behind, and goes down without leaving anything."""

import multiprocessing
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from hub.db.embedded import ELSEWHERE, EmbeddedServer, EmbeddedUnusable
from hub.db.embedded_account import run_as, take_account
from hub.db.embedded_binaries import find_binaries, within_reach

Kill = Callable[[EmbeddedServer], int]


def sign_in(server: EmbeddedServer, role: str = "postgres") -> psycopg.Connection:
    """A connection that commits each statement; the caller closes it."""
    url = server.url("postgres", role).replace("postgresql+psycopg:", "postgresql:")
    return psycopg.connect(url, autocommit=True)


def ask(server: EmbeddedServer, statement: str) -> object:
    """The one value that a statement returns, or None."""
    with sign_in(server) as connection:
        cursor = connection.execute(statement)
        [value] = (cursor.fetchone() or (None,)) if cursor.description else (None,)
        return value


def test_what_was_committed_survives_a_kill(running: EmbeddedServer, kill: Kill) -> None:
    """After a kill -9 the next ensure starts the server again, and every committed row is there."""
    ask(running, "create table survivors (n int)")
    for n in range(20):
        ask(running, f"insert into survivors values ({n})")
    kill(running)

    running.ensure()

    assert 20 == ask(running, "select count(*) from survivors")


def test_what_was_committed_survives_a_stop(running: EmbeddedServer) -> None:
    """The data are still there after an orderly restart."""
    ask(running, "create table kept as select 1 as n")
    running.stop()

    running.ensure()

    assert 1 == ask(running, "select n from kept")


@pytest.fixture
def stranger() -> Iterator[subprocess.Popen[bytes]]:
    """A process that has nothing to do with the server."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        yield process


@pytest.fixture
def zombie() -> Iterator[int]:
    """The process id of one that has ended and that nobody has waited for."""
    process = os.fork()
    if process == 0:
        os._exit(0)
    os.waitid(os.P_PID, process, os.WEXITED | os.WNOWAIT)
    yield process
    os.waitpid(process, 0)


def leave_behind(server: EmbeddedServer, process: int, killed: int) -> None:
    """The files of a killed server, as if its number had been given to another process since."""
    data, socket = server.folder / "data", server.folder / "socket"
    for file in (data / "postmaster.pid", socket / ".s.PGSQL.5432.lock"):
        file.write_text(file.read_text().replace(str(killed), str(process), 1))


def test_a_strangers_process_id_is_not_taken_for_the_server(
    running: EmbeddedServer, kill: Kill, stranger: subprocess.Popen[bytes]
) -> None:
    """A stale file with the number of a living process does not stop the start, and stopping spares that process."""
    leave_behind(running, stranger.pid, kill(running))

    running.stop()
    assert stranger.poll() is None

    running.ensure()
    running.stop()
    assert stranger.poll() is None


def test_a_zombie_is_not_taken_for_the_server(running: EmbeddedServer, kill: Kill, zombie: int) -> None:
    """Where nobody waits for dead processes, a killed server keeps its number for ever."""
    leave_behind(running, zombie, kill(running))

    running.ensure()

    assert 1 == ask(running, "select 1")


def test_a_query_that_outlives_its_server_is_waited_for(running: EmbeddedServer) -> None:
    """Two generations of processes never work on the same data: the second begins when the first is gone."""
    with sign_in(running) as connection:
        busy = connection.info.backend_pid
        work = threading.Thread(target=_count_slowly, args=(connection,))
        work.start()
        time.sleep(0.2)
        os.kill(int((running.folder / "data" / "postmaster.pid").read_text().split()[0]), 9)

        running.ensure()

        assert not _works(busy)
        work.join()


def _count_slowly(connection: psycopg.Connection) -> None:
    with suppress(psycopg.OperationalError):  # whether the result still arrives does not matter
        connection.execute("select count(*) from generate_series(1, 3000000)")


def _works(process: int) -> bool:
    """It lives, and is no zombie."""
    return bool(Path(f"/proc/{process}/cmdline").exists() and Path(f"/proc/{process}/cmdline").read_bytes())


def _ensure_and_tell(folder: Path, told: "multiprocessing.Queue[object]") -> None:
    server = EmbeddedServer(folder)
    server.ensure()
    told.put(ask(server, "select pg_postmaster_start_time()::text"))


def test_many_starts_at_once_are_one_start(place: Path) -> None:
    """Whoever comes first starts the server; the others wait and use the same one. So the first time, so later."""
    server = EmbeddedServer(place / "at-once")

    assert 1 == len(_started_by_four(server.folder))
    server.stop()
    assert 1 == len(_started_by_four(server.folder))
    server.stop()


def _started_by_four(folder: Path) -> set[object]:
    context = multiprocessing.get_context("fork")
    told: multiprocessing.Queue[object] = context.Queue()
    processes = [context.Process(target=_ensure_and_tell, args=(folder, told)) for _ in range(4)]
    for process in processes:
        process.start()
    started = {told.get(timeout=60) for _ in processes}
    for process in processes:
        process.join()
    return started


def test_stopping_is_clean(running: EmbeddedServer) -> None:
    """Everything is written down, no process is left, and the next start has nothing to recover."""
    log = running.folder / "data" / "server.log"
    listening = int((running.folder / "data" / "postmaster.pid").read_text().split()[0])
    before = len(log.read_text())

    running.stop()
    assert not _works(listening)
    running.ensure()

    said = log.read_text()[before:]
    assert "database system is shut down" in said
    assert "not properly shut down" not in said


def test_stopping_what_does_not_run_is_no_error(own_server: EmbeddedServer) -> None:
    """Twice is as good as once."""
    own_server.stop()
    own_server.stop()


def test_sessions_do_not_hold_up_a_stop(running: EmbeddedServer) -> None:
    """An open transaction is rolled back; the stop takes less than five seconds."""
    with sign_in(running) as connection, pytest.raises(psycopg.OperationalError):
        connection.execute("begin")
        begun = time.monotonic()
        running.stop()
        assert time.monotonic() - begun < 5
        connection.execute("select 1")


def test_data_that_were_made_halfway_are_made_again(place: Path) -> None:
    """Killed during the very first start: what there is has another name and is thrown away."""
    half = place / "half" / "data.new"
    half.mkdir(parents=True, mode=0o700)
    half.parent.chmod(0o711)
    (half / "PG_VERSION").write_text("18\n")
    server = EmbeddedServer(place / "half")

    server.ensure()

    assert 1 == ask(server, "select count(*) from pg_roles where rolname = 'hub_owner'")
    server.stop()


def test_data_of_another_major_are_refused_by_name(running: EmbeddedServer) -> None:
    """The message names both majors, and nothing was touched."""
    running.stop()
    version = running.folder / "data" / "PG_VERSION"
    ours = version.read_text()
    version.write_text("14\n")

    with pytest.raises(EmbeddedUnusable, match=rf"of PostgreSQL 14\b.* is PostgreSQL {ours.strip()}\b"):
        running.ensure()

    version.write_text(ours)
    running.ensure()


def test_a_server_started_by_hand_is_left_alone(running: EmbeddedServer, place: Path) -> None:
    """Somebody works on the data with pg_ctl: a second server on them would destroy them."""
    running.stop()
    data = running.folder / "data"
    pg_ctl = within_reach(find_binaries(None), ELSEWHERE / "binaries").folder / "pg_ctl"
    options = f"-c listen_addresses='' -c unix_socket_directories={data}"
    run_as(take_account(), pg_ctl, "start", "-s", "-w", "-D", data, "-l", data / "by-hand.log", "-o", options)

    with pytest.raises(EmbeddedUnusable, match="did not start"):
        running.ensure()

    run_as(take_account(), pg_ctl, "stop", "-s", "-w", "-D", data)
    running.ensure()


def test_a_database_can_be_made_copied_and_dropped(running: EmbeddedServer) -> None:
    """The copy holds what its template holds; dropping puts out whoever is connected, and twice is no error."""
    running.create_database("first")
    with psycopg.connect(running.url("first", "hub_owner").replace("+psycopg", "")) as connection:
        connection.execute("create table there as select 1 as n")
    running.create_database("second", "first")

    with psycopg.connect(running.url("second", "hub_owner").replace("+psycopg", "")) as connection:
        assert (1,) == connection.execute("select n from there").fetchone()
        running.drop_database("second")
        connection.close()
    running.drop_database("second")
    running.drop_database("first")
    assert not running.has_database("second")
