"""`hub backup` and `hub restore`: the whole database as one encrypted file, and back."""

import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import click

from hub.cli.consent_replay import put_back
from hub.db.backup.archive import Label, NotABackup, Source, read_label, restore_backup, write_backup
from hub.db.backup.pairs import forget, open_with, seal_for
from hub.db.backup.programs import BackupFailed
from hub.db.backup.store import clear, is_empty, load_revision
from hub.db.database import Database
from hub.db.errors import DatabaseRefused, DatabaseUnavailable
from hub.exchange.houses import load_books, prepare
from hub.ledger.errors import EvidenceRefused, LedgerForked, LedgerUnavailable, StateLost, WitnessesSilent
from hub.settings.demo import with_demo, with_demo_evidence
from hub.settings.operator import Settings, read_settings
from hub.settings.place import DATABASE, administrator_url, embedded, owner_url
from hub.terms.clock import legal_day

RESTORING = f"{DATABASE}_restoring"
BEHIND = (EvidenceRefused, LedgerForked, LedgerUnavailable, StateLost, WitnessesSilent)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def backup(file: Path) -> None:
    """Write the whole database into the new FILE, encrypted for the key of this day in `HUB_BACKUP_KEYS`.

    The hub may go on working meanwhile. Keys older than 35 days are destroyed first: what they closed opens nowhere any
    more. Keep FILE and that folder apart; the agencies' own keys, the journal and the mirrors are not in it.
    """
    settings = read_settings(os.environ)
    now = datetime.now(UTC)  # technical time, also where a demonstration stands on another day
    _forget(settings, now)
    address = administrator_url(settings)
    with closing(Database(address, size=1)) as db:
        label = Label(now, load_revision(db))
    with _one_line():
        size = write_backup(
            Source(settings.binaries, address), file, seal_for(settings.backup_keys, legal_day(now)), label
        )
    click.echo(f"backup of {now:%Y-%m-%d %H:%M} UTC, migration {label.revision}: {file}, {size:,} bytes")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@click.option(
    "--replace", "how", flag_value="replace", help="The embedded database that is there is thrown away for it."
)
@click.option("--look", "how", flag_value="look", help="Only say what FILE is.")
def restore(file: Path, how: str | None) -> None:
    """Put the backup FILE into an empty database, then bring it up to what happened since. Stop everything else first.

    All of it or nothing. Then the log is compared with the witnesses, and what people took back since is taken back
    again. Status 3: restored, but what is printed must be done before anything can be shown; until then nothing is.
    """
    settings = with_demo_evidence(with_demo(read_settings(os.environ), None), None)
    now = datetime.now(UTC)  # technical time, also where a demonstration stands on another day
    _forget(settings, now)
    with _one_line():
        keys = open_with(settings.backup_keys, legal_day(now))
        label = read_label(file, keys)
        click.echo(f"backup of {label.taken:%Y-%m-%d %H:%M} UTC, migration {label.revision}")
        if how == "look":
            return
        if not any((settings.home / "migrations" / "versions").glob(f"{label.revision}_*.py")):
            raise NotABackup(f"{file.name} is of a newer program: migration {label.revision} is not known here")
        with _target(settings, how) as (address, owner):
            _make_empty(settings, address, owner)
            restore_backup(Source(settings.binaries, address), file, keys)
            prepare(owner, load_books(settings.home))
    click.echo("restored")
    _catch_up(settings)


def _catch_up(settings: Settings) -> None:
    """Nothing is served before this was done: each process looks for itself when it starts."""
    try:
        waits = put_back(settings)
    except BEHIND as behind:
        first = "start both witnesses" if isinstance(behind, WitnessesSilent) else "hub ledger recover"
        click.echo(f"the log: {behind}", err=True)
        click.echo(f"next: {first}, then hub consent replay; nothing is shown before", err=True)
        sys.exit(3)
    if waits:
        sys.exit(3)


@contextmanager
def _target(settings: Settings, how: str | None) -> Iterator[tuple[str, str]]:
    """A new database, as its administrator and its owner; if anything fails, what was there before is there again."""
    if settings.database_url is not None:
        yield from _outside(settings)
        return
    server = embedded(settings)
    server.ensure()
    if server.has_database(DATABASE) and how != "replace":
        raise BackupFailed("the embedded server has a database already: --replace throws it away for the backup")
    server.drop_database(RESTORING)
    server.create_database(RESTORING)
    try:
        yield administrator_url(settings, RESTORING), server.url(RESTORING, "hub_owner")
    except BaseException:
        server.drop_database(RESTORING)
        raise
    server.drop_database(DATABASE)
    server.rename_database(RESTORING, DATABASE)


def _outside(settings: Settings) -> Iterator[tuple[str, str]]:
    """Another's server: the database must be empty, and stays so if it fails."""
    address = administrator_url(settings)
    with closing(Database(address, size=1)) as db:
        if not is_empty(db):
            raise BackupFailed("the database is not empty: make a new one, and let both addresses name it")
    try:
        yield address, owner_url(settings)
    except BaseException:
        with closing(Database(address, size=1)) as db, suppress(DatabaseRefused, DatabaseUnavailable):
            clear(db)
        raise


def _make_empty(settings: Settings, address: str, owner: str) -> None:
    """The migrations make the roles and their rights on the database; the rest of what they make gives way."""
    prepare(owner, load_books(settings.home))
    with closing(Database(address, size=1)) as db:
        clear(db)


def _forget(settings: Settings, now: datetime) -> None:
    for day in forget(settings.backup_keys, legal_day(now)):
        click.echo(f"key of {day} destroyed: backups of that day open nowhere any more", err=True)


@contextmanager
def _one_line() -> Iterator[None]:
    try:
        yield
    except (BackupFailed, NotABackup, OSError) as fault:
        raise click.ClickException(str(fault)) from fault
