"""`hub …`: one function a command."""

import os
import sys
from importlib import import_module
from pathlib import Path

import click
import structlog

from hub.cli.backup import backup, restore
from hub.cli.consent import consent
from hub.cli.erase import erase
from hub.cli.keys import keys
from hub.cli.ledger import ledger
from hub.cli.ledger_given import given
from hub.cli.ledger_holds import hold, list_holds, release
from hub.cli.ledger_incidents import note_keys, recover_log
from hub.cli.policy import policy
from hub.cli.review import review
from hub.cli.review_sample import sample, take_over
from hub.db.embedded import EmbeddedUnusable
from hub.db.errors import DatabaseRefused, DatabaseUnavailable
from hub.exchange.evidence import need_own_log
from hub.exchange.houses import RulesNotActivated, load_books, load_path, need_everybodys_keys, prepare
from hub.exchange.issuers import Issuers
from hub.exchange.reading import LoadFaulty
from hub.ledger.errors import LedgerUnavailable
from hub.policy.faults import PolicyFaulty
from hub.rulebook.scenarios import ScenariosFaulty, load_rules, load_schema, read_scenarios, run_scenarios
from hub.settings.demo import with_demo
from hub.settings.operator import SettingFaulty, SettingMissing, need, read_settings
from hub.settings.place import owner_url, role_url
from hub.terms.catalogue import CatalogueFaulty

FAULTS = (
    CatalogueFaulty,
    DatabaseRefused,
    DatabaseUnavailable,
    EmbeddedUnusable,
    LedgerUnavailable,
    LoadFaulty,
    OSError,
    PolicyFaulty,
    SettingFaulty,
    SettingMissing,
)
ELSEWHERE = {
    **dict.fromkeys(("serve", "clerk", "reviewer", "demo"), "hub.main.commands"),
    **dict.fromkeys(("sequencer", "signer", "witness"), "hub.main.evidence_commands"),
}


class Commands(click.Group):
    """Commands of this room, and those of `hub.main`, which are imported only when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names."""
        return sorted([*super().list_commands(ctx), *ELSEWHERE])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name."""
        if cmd_name not in ELSEWHERE:
            return super().get_command(ctx, cmd_name)
        command: click.Command = getattr(import_module(ELSEWHERE[cmd_name]), cmd_name)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def hub() -> None:
    """The FAM hub: a shared family record of Jobcenter and Jugendamt."""


hub.add_command(backup)
hub.add_command(consent)
hub.add_command(erase)
hub.add_command(keys)
hub.add_command(ledger)
for command in (given, hold, list_holds, release, recover_log, note_keys):
    ledger.add_command(command)
hub.add_command(policy)
hub.add_command(restore)
hub.add_command(review)
review.add_command(sample)
review.add_command(take_over)


@hub.command()
def migrate() -> None:
    """Bring the database to the newest shape: `HUB_DATABASE_URL`, else the embedded server."""
    settings = read_settings(os.environ)
    prepare(owner_url(settings), load_books(settings.home))
    click.echo("the database is ready")


@hub.command()
@click.argument("file", type=click.Path(path_type=Path))
def load(file: Path) -> None:
    """Load agencies, staff, families, consents, history, duty and conferences: all of FILE or nothing."""
    settings = need(with_demo(read_settings(os.environ), None), "issuer")  # nobody signs in to an account without one
    issuers = Issuers(settings.issuer, {one.name: one.url for one in settings.other_issuers})
    now = (settings.keys, issuers, settings.clock())
    books, url = load_books(settings.home), role_url(settings, "hub_loader")
    need_everybodys_keys(url, books, settings.keys)
    need_own_log(url, settings.evidence.policy)
    loaded = load_path(books, file, url, now)
    for number in loaded.families:
        click.echo(f"loaded: {number}")
    for number in loaded.untouched:
        click.echo(f"there already, left as it is: {number}")
    if loaded.untouched_staff:
        click.echo(f"staff there already, left as they are: {', '.join(loaded.untouched_staff)}")
    for note in loaded.notes:
        click.echo(f"please look at {note}")
    click.echo(f"families loaded: {len(loaded.families)}, staff loaded: {loaded.staff}")
    if loaded.history:
        click.echo(f"lines of history taken over: {loaded.history}")
    if loaded.conferences:
        click.echo(f"conferences loaded: {loaded.conferences}")
    if loaded.inputs:
        click.echo(f"duty, absences, appointments and procedures for the review: {loaded.inputs}")


@hub.group()
def scenarios() -> None:
    """Cases of law as files: facts, a question, and the answer that is expected."""


@scenarios.command()
@click.argument("file", type=click.Path(path_type=Path))
def run(file: Path) -> None:
    """Judge each case of FILE as a page would be; status 1 if one differs, 2 if FILE is no file of cases."""
    home = read_settings(os.environ).home
    books = load_books(home)
    try:
        cases = read_scenarios(file.name, file.read_bytes(), load_schema(home))
    except (ScenariosFaulty, OSError) as fault:
        click.echo(f"hub: {fault}", err=True)
        sys.exit(2)
    failed = 0
    for outcome in run_scenarios(cases, load_rules(home, books.policies)):
        click.echo(str(outcome))
        failed += bool(outcome.differences)
    click.echo(f"{len(cases) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


def _to_stderr(*_: object) -> structlog.PrintLogger:
    """What a command was asked for goes to stdout, alone. Looked up anew each time: a stream may be another by then."""
    return structlog.PrintLogger(sys.stderr)


def main() -> None:
    """Run the command; a fault that an operator can mend is one line and exit status 1, 2 where rules are missing."""
    structlog.configure(logger_factory=_to_stderr)
    try:
        hub()
    except RulesNotActivated as fault:
        click.echo(f"hub: {fault}", err=True)
        sys.exit(2)
    except FAULTS as fault:
        click.echo(f"hub: {fault}", err=True)
        sys.exit(1)
