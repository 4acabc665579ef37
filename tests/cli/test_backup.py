"""`hub backup` and `hub restore` as an operator types them: all comes back, or nothing, and never what is over."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import psycopg
import pytest
from click.testing import CliRunner

from hub.cli.commands import hub
from hub.db.backup.programs import dumping
from hub.identity.store import load_posts
from hub.rights.consents import OwnConsents
from hub.terms.withdrawing import WHOLE
from tests.conftest import as_superuser, libpq
from tests.kreis import ISSUER

RIGHTS = """
select 'f', p.oid::regprocedure::text, p.proowner::regrole::text, p.proacl::text from pg_proc p
    where pronamespace in (select oid from pg_namespace where nspname not like 'pg\\_%')
union all
select 't', c.oid::regclass::text, c.relowner::regrole::text, c.relacl::text from pg_class c
    where relnamespace in (select oid from pg_namespace where nspname not like 'pg\\_%')
union all select 'd', '', datdba::regrole::text, datacl::text from pg_database where datname = current_database()
order by 1, 2
"""


def _name(kreis, variable, monkeypatch, role="{role}", name=None):
    address = kreis.urls.server.url(name or kreis.urls.name, "ROLE").replace("ROLE", role)
    monkeypatch.setenv(variable, address.replace("postgresql+psycopg", "postgresql"))


@pytest.fixture
def run(kreis, monkeypatch, tmp_path):
    """Runs a command on a copy of the Kreis; `run.keys` is the folder of the keys of backups."""
    _name(kreis, "HUB_DATABASE_URL", monkeypatch)
    _name(kreis, "HUB_BACKUP_URL", monkeypatch, "postgres")
    monkeypatch.setenv("HUB_KEYS", str(kreis.keys))
    monkeypatch.setenv("HUB_JOURNAL", str(tmp_path / "journal"))
    monkeypatch.setenv("HUB_BACKUP_KEYS", str(tmp_path / "backup-keys"))
    monkeypatch.setenv("HUB_STATE", str(tmp_path / "state"))
    return lambda *words: CliRunner().invoke(hub, [str(word) for word in words])


@pytest.fixture
def fresh(kreis, monkeypatch):
    """`fresh()`: from now on both addresses name a new, empty database; its name."""
    made = []

    def take():
        name = f"fresh_{uuid4().hex}"
        as_superuser(kreis.urls.server, f"create database {name} owner hub_owner template template0")
        made.append(name)
        _name(kreis, "HUB_DATABASE_URL", monkeypatch, name=name)
        _name(kreis, "HUB_BACKUP_URL", monkeypatch, "postgres", name)
        return name

    yield take
    for name in made:
        as_superuser(kreis.urls.server, f"drop database {name} with (force)")


@pytest.fixture
def taken(run, tmp_path):
    """A backup of the Kreis as it was loaded."""
    path = tmp_path / "kreis.age"
    done = run("backup", path)
    assert done.exit_code == 0, done.output
    return path


def _rows(kreis, name, statement):
    address = libpq(kreis.urls.server.url(name, "postgres"))
    with closing(psycopg.connect(address, autocommit=True)) as connection:
        return connection.execute(statement).fetchall()


def _take_back(kreis, folder, ref):
    house = replace(kreis.house("family"), journal=folder)
    [(_, sandra)] = load_posts(house.db, ISSUER, "sandra.ahornwald", kreis.at.date())
    return OwnConsents(house).take_back(sandra.principal, ref, WHOLE, kreis.at)


def _age(folder, days):
    """Make today's key one of so many days ago, as time would."""
    [path] = folder.glob("*.key")
    day = datetime.now(UTC).date() - timedelta(days=days)
    return path.rename(folder / f"{day}.key")


def test_everything_comes_back_with_its_owners_and_rights(run, kreis, taken, fresh):
    """A right more would be a door, a right less a standstill."""
    before = _rows(kreis, kreis.urls.name, RIGHTS), _rows(kreis, kreis.urls.name, "select * from record.cell")
    name = fresh()
    done = run("restore", taken)
    assert (done.exit_code, done.output.splitlines()[1]) == (0, "restored"), done.output
    after = _rows(kreis, name, RIGHTS), _rows(kreis, name, "select * from record.cell")
    assert before[0] == after[0]
    assert sorted(map(str, before[1])) == sorted(map(str, after[1]))


def test_what_was_taken_back_after_the_backup_stays_taken_back(run, kreis, taken, fresh, tmp_path):
    """The journal lies beside the database, and is replayed by the same command."""
    _take_back(kreis, tmp_path / "journal", "C01")
    fresh()
    done = run("restore", taken)
    assert (done.exit_code, done.output.splitlines()[-1]) == (
        0,
        "put back: 1, there already: 0, of unknown consents: 0",
    )
    assert "widerrufen" in run("consent", "show", "C01").output


def test_nothing_of_a_family_can_be_read_in_the_file(taken):
    """Neither names of people nor names of tables."""
    content = taken.read_bytes()
    assert content.startswith(b"age-encryption.org/v1\n")
    assert not [word for word in (b"Ahornwald", b"record", b"jobcenter", b"PGDMP") if word in content]


@pytest.mark.parametrize(
    "spoil", [lambda it: it[:-1], lambda it: it[: len(it) // 2], lambda it: it[:-9] + b"x" + it[-8:]]
)
def test_a_file_that_was_cut_off_or_changed_restores_nothing(run, kreis, taken, fresh, spoil):
    """Not even what came before the damage; and the database is empty again for the next try."""
    broken = taken.with_name("broken.age")
    broken.write_bytes(spoil(taken.read_bytes()))
    name = fresh()
    done = run("restore", broken)
    assert (done.exit_code, "nothing of it was restored" in done.output) == (1, True), done.output
    assert [] == _rows(kreis, name, "select 1 from pg_namespace where nspname in ('record', 'consent', 'ledger')")
    assert run("restore", taken).exit_code == 0


def test_a_backup_of_36_days_ago_opens_nowhere_any_more(run, taken, tmp_path):
    """Its key is destroyed by whatever command comes next, and told."""
    old = _age(tmp_path / "backup-keys", 36)
    done = run("restore", "--look", taken)
    assert (done.exit_code, old.exists()) == (1, False)
    assert f"key of {old.stem} destroyed" in done.output
    assert "no key of the last 35 days" in done.output


def test_a_backup_of_35_days_ago_still_opens(run, taken, tmp_path):
    """The last day counts."""
    _age(tmp_path / "backup-keys", 35)
    assert run("restore", "--look", taken).output.startswith("backup of ")


def test_a_key_that_others_can_read_is_refused(run, taken, tmp_path):
    """It is no secret any more."""
    [path] = (tmp_path / "backup-keys").glob("*.key")
    path.chmod(0o640)
    done = run("restore", "--look", taken)
    assert (done.exit_code, "open to others than its owner" in done.output) == (1, True)


def test_a_key_of_another_folder_opens_nothing(run, taken, tmp_path, monkeypatch):
    """One line, and no word of what is in the file."""
    monkeypatch.setenv("HUB_BACKUP_KEYS", str(tmp_path / "others"))
    assert run("backup", tmp_path / "other.age").exit_code == 0
    done = run("restore", "--look", taken)
    assert (done.exit_code, "opens with no key here" in done.output) == (1, True)


def test_no_file_is_a_backup_but_a_backup(run, taken, tmp_path):
    """Empty, or something else."""
    for content in (b"", b"age-encryption.org/v1\n", b"select 1;\n" * 999):
        path = tmp_path / "odd.age"
        path.write_bytes(content)
        done = run("restore", "--look", path)
        assert (done.exit_code, "no backup" in done.output) == (1, True)


def test_a_backup_replaces_no_other_and_a_database_no_database(run, taken):
    """Whoever wants that says so elsewhere."""
    before = taken.read_bytes()
    assert "replaces no other" in run("backup", taken).output
    assert taken.read_bytes() == before
    done = run("restore", taken)
    assert (done.exit_code, "is not empty" in done.output) == (1, True)


def test_what_fails_while_dumping_leaves_no_file(run, tmp_path, monkeypatch):
    """Half a backup is worse than none: it would be believed."""
    monkeypatch.setenv("HUB_PG_BIN", str(tmp_path))
    done = run("backup", tmp_path / "none.age")
    assert done.exit_code == 1
    assert [] == list(tmp_path.glob("none*"))


def test_a_password_is_on_no_command_line():
    """Everybody on the machine can read those."""
    program = dumping(None, "postgresql+psycopg://hub_backup:lindgruen@127.0.0.1:1/hub")
    with program:
        program.stdout.read()
    assert not [word for word in program.args if "lindgruen" in str(word)]
