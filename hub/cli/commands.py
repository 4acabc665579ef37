"""`hub …`: one function a command."""

import sys
from datetime import date, datetime
from pathlib import Path

import click

from hub.cli.demo import DemoRefused, mint_for, run_demo
from hub.cli.loading import load_path
from hub.cli.place import owner_url, role_url
from hub.cli.serving import serve_group
from hub.cli.state import with_demo
from hub.db.embedded import EmbeddedUnusable
from hub.db.errors import DatabaseRefused, DatabaseUnavailable
from hub.exchange.houses import make_keys, prepare
from hub.exchange.reading import LoadFaulty
from hub.ledger.errors import LedgerUnavailable
from hub.main import load_books, load_settings
from hub.policy.faults import PolicyFaulty
from hub.settings import SettingMissing
from hub.terms.catalogue import CatalogueFaulty
from hub.web.desk import Group

STICHTAG = date(2026, 11, 16)
FAULTS = (
    DatabaseRefused,
    DatabaseUnavailable,
    LedgerUnavailable,
    LoadFaulty,
    SettingMissing,
    DemoRefused,
    EmbeddedUnusable,
    PolicyFaulty,
    CatalogueFaulty,
    OSError,
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def hub() -> None:
    """The FAM hub: a shared family record of Jobcenter and Jugendamt."""


@hub.command()
def migrate() -> None:
    """Bring the database to the newest shape: `HUB_DATABASE_URL`, else the embedded server."""
    settings = load_settings()
    prepare(owner_url(settings), settings.home, load_books(settings.home).catalogue)
    click.echo("the database is ready")


@hub.command()
@click.option("--agency", required=True, type=click.Choice([group.value for group in Group]))
def serve(agency: str) -> None:
    """Serve the pages and the API of one process group."""
    settings = with_demo(load_settings(), Group(agency))
    books = load_books(settings.home)
    serve_group(settings, books, Group(agency), role_url(settings, f"hub_{agency}"))


@hub.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def load(file: Path) -> None:
    """Load agencies, staff, families, cells, assignments and consents: all of FILE or nothing."""
    settings = with_demo(load_settings(), None)
    loaded = load_path(settings, load_books(settings.home), file, role_url(settings, "hub_loader"))
    for number in loaded.families:
        click.echo(f"loaded: {number}")
    for number in loaded.untouched:
        click.echo(f"there already, left as it is: {number}")
    click.echo(f"{len(loaded.families)} families and {loaded.staff} staff loaded")


@hub.group()
def demo() -> None:
    """The demo Kreis: invented people on this machine alone."""


@demo.command()
@click.option("--stichtag", type=click.DateTime(["%Y-%m-%d"]), help="The day that decisions see (2026-11-16).")
@click.option("--port", default=8000, show_default=True, help="The first of six ports on loopback.")
def run(stichtag: datetime | None, port: int) -> None:
    """Start everything, until Ctrl+C."""
    run_demo(load_settings(), stichtag.date() if stichtag else STICHTAG, port)


@demo.command()
@click.argument("account")
@click.option("--agency", help="For whom to act, where the account has posts in several agencies.")
def token(account: str, agency: str | None) -> None:
    """Print a token for the API, good for an hour: `curl -H "Authorization: Bearer $(hub demo token U01)" …`."""
    click.echo(mint_for(load_settings().state, account, agency))


@hub.command()
def keys() -> None:
    """Make the key pairs that are not there yet, in `HUB_KEYS`."""
    make_keys(load_settings().keys)


def main() -> None:
    """Run the command; a fault that an operator can mend is one line and exit status 1."""
    try:
        hub()
    except FAULTS as fault:
        click.echo(f"hub: {fault}", err=True)
        sys.exit(1)
