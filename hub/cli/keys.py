"""`hub keys`: an agency's pair, made, and exchanged while everybody works."""

import os
import sys
from pwd import getpwnam

import click

from hub.cli.keys_escrow import escrow, officer, open_escrow, recover
from hub.cli.keys_handing import hand_on
from hub.cli.keys_workers import workers
from hub.exchange.houses import HOLDERS, load_books, make_keys
from hub.exchange.key_renewal import RENEWED, NotRenewable, Renewal, census, key_exchange
from hub.exchange.key_service import serve_keys
from hub.settings.believed import believed
from hub.settings.demo import with_demo
from hub.settings.operator import read_settings
from hub.settings.place import role_url
from hub.terms.clock import legal_day
from hub.web.desk import Group

UNFINISHED = 3
"""Status of a command that is to be repeated."""


@click.group(invoke_without_command=True)
@click.option("--agency", "agencies", multiple=True, type=click.Choice(HOLDERS), help="Repeatable.")
@click.pass_context
def keys(context: click.Context, agencies: tuple[str, ...]) -> None:
    """Make the key pair of an agency in `HUB_KEYS`, unless it is there; print the fingerprint of each public key."""
    if context.invoked_subcommand is not None:
        return
    if not agencies:
        raise click.MissingParameter(param_hint="'--agency'", param_type="option")
    settings = read_settings(os.environ)
    for holder, fingerprint in make_keys(settings.keys, agencies, legal_day(settings.clock())).items():
        click.echo(f"{holder:16} {fingerprint}")


@keys.command()
@click.option("--agency", required=True, type=click.Choice(RENEWED))
@click.option("--look", is_flag=True, help="Nur sagen, wofür verschlossen ist.")
@click.option(
    "--end", "heard", help="Den alten Schlüssel vernichten: Fingerabdruck des neuen, wie ihn die anderen lesen."
)
def rotate(agency: str, look: bool, heard: str | None) -> None:
    """Den Schlüssel einer Stelle im Betrieb austauschen. Wiederholen, bis nichts für den alten bleibt."""
    settings = with_demo(read_settings(os.environ), None)
    place = role_url(settings, f"hub_{agency}"), settings.keys
    with key_exchange(load_books(settings.home), *place, agency) as exchange:
        try:
            at = settings.clock()
            state = exchange.look(at) if look else exchange.end(at, heard) if heard else exchange.go_on(at)
        except NotRenewable as why:
            click.echo(f"hub: {why}", err=True)
            sys.exit(UNFINISHED)
    _tell(agency, state)
    sys.exit(UNFINISHED if state.left else 0)


@keys.command()
@click.option("--agency", required=True, type=click.Choice(HOLDERS))
@click.option("--account", default=None, help="Das Konto, unter dem `hub serve` läuft; sonst das eigene.")
def serve(agency: str, account: str | None) -> None:
    """Den Schlüsseldienst einer Stelle starten. Er öffnet für ein Konto und gibt keinen Schlüssel her."""
    settings = with_demo(read_settings(os.environ), Group(agency))
    try:
        asking = getpwnam(account).pw_uid if account else os.geteuid()
    except KeyError:
        raise click.BadParameter(f"{account}: so heißt hier kein Konto", param_hint="'--account'") from None
    books = load_books(settings.home)
    place, whose = (role_url(settings, f"hub_{agency}"), settings.keys), (agency, asking)
    serve_keys(books, place, whose, settings.clock, believed(settings))


def _tell(agency: str, state: Renewal) -> None:
    fingerprint = bytes.fromhex(state.fingerprint).hex(" ", 2)
    click.echo(f"{agency}: {fingerprint}")
    click.echo(f"neu verschlossen: {state.sealed}")
    click.echo("\n".join(f"  {line}" for line in census(state)))
    if state.spoilt:
        click.echo(f"mit keinem Schlüssel zu öffnen: {state.spoilt}")
    if state.left:
        click.echo(f"noch für einen alten Schlüssel verschlossen: {state.left}; bitte wiederholen")
    elif state.is_underway:
        click.echo("Für den alten Schlüssel ist nichts mehr verschlossen. Haben alle den neuen: --end FINGERABDRUCK")
    else:
        click.echo("Es gibt keinen alten Schlüssel mehr.")


for command in (officer, escrow, open_escrow, recover, hand_on, workers):
    keys.add_command(command)
