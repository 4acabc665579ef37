"""`hub consent replay` and `vouch`: after a restore, before anything is shown."""

import os
import sys

import click

from hub.db.errors import NotThere
from hub.exchange.evidence import need_own_log
from hub.exchange.houses import load_books
from hub.exchange.replaying import BackupTooOld, JournalContradicted, replay_journals, vouch
from hub.settings.demo import with_demo
from hub.settings.operator import Settings, read_settings
from hub.settings.place import role_url
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Agency
from hub.web.desk import Group

BOTH = (Agency.JOBCENTER.value, Agency.JUGENDAMT.value)
WAITING = 3
"""Status where erasures wait for both agencies' word."""


@click.command()
def replay() -> None:
    """Put withdrawals and erasures of the journal (`HUB_JOURNAL`) back into a restored database. Safe to repeat.

    Until this was done, a serving process whose journal knows of more than its database shows nothing. Status 3: of
    some erasures only the journal knows; both agencies have to say so first (`hub consent vouch`).
    """
    if put_back(with_demo(read_settings(os.environ), None)):
        sys.exit(WAITING)


def put_back(settings: Settings) -> bool:
    """The same, told in a line; whether something waits for the agencies.

    What the log lost must be put back first, since this writes entries and needs what came back: refused before.
    """
    url = role_url(settings, "hub_loader")
    need_own_log(url, settings.evidence.policy)
    try:
        done = replay_journals(load_books(settings.home), settings.keys, url, settings.journal, settings.clock())
    except (BackupTooOld, JournalContradicted) as why:
        raise click.ClickException(str(why)) from why
    told = f"put back: {done.put_back}, there already: {done.known}, of unknown consents: {done.unknown}"
    click.echo(f"{told}; records erased again: {done.erased}" if done.erased else told)
    for number in done.waiting:
        click.echo(f"{number}: no witness knows of its erasure", err=True)
    if done.waiting:
        click.echo("next: each agency, with its own journal: hub consent vouch NUMBER --agency … --by NAME", err=True)
        click.echo("then hub consent replay within a day; nothing is shown before", err=True)
    return bool(done.waiting)


@click.command(name="vouch")
@click.argument("family")
@click.option("--agency", required=True, type=click.Choice(BOTH), help="Whose word it is, by its own sign-in.")
@click.option("--by", required=True, metavar="NAME", help="Who says so for that agency.")
def vouch_erased(family: str, agency: str, by: str) -> None:
    """Say for one agency that the record of FAMILY (a number) was erased, as its own journal has it.

    Needed after a restore where no witness knows of that erasure. One agency alone erases nothing.
    """
    settings = with_demo(read_settings(os.environ), Group(agency))
    url = role_url(settings, f"hub_{agency}")
    need_own_log(url, settings.evidence.policy)
    said = FamilyNumber(family), by, settings.clock()
    try:
        day = vouch(load_books(settings.home), settings.keys, (agency, url), settings.journal, said)
    except NotThere:
        raise click.ClickException(f"the journal knows of no erasure of {family} that is not here already") from None
    click.echo(f"{family}: erased on {day}, says {agency}")
