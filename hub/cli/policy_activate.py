"""`hub policy activate`: a folder of rules takes effect in every running process, once it is proven."""

import os
import sys
from pathlib import Path

import click

from hub.cli.vouched import stop_unless_vouched
from hub.exchange.houses import read_catalogue
from hub.policy.documents import write_set
from hub.policy.faults import PolicyFaulty
from hub.rulebook.activating import Became, Sponsor, put_in_force
from hub.rulebook.proving import prover
from hub.settings.demo import with_demo
from hub.settings.operator import read_settings
from hub.settings.place import role_url
from hub.terms.ids import PolicyId

FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command()
@click.argument("folder", type=FOLDER, required=False)
@click.option("--by", "name", default="operator", show_default=True, help="Who puts them in force; the log keeps it.")
@click.option(
    "--give-up",
    "gives_up",
    type=(str, str),
    multiple=True,
    metavar="PROMISE REASON",
    help="A promise in force that these rules do not make any more, and why; kept for good. Once for each.",
)
@click.option("--emergency", default="", metavar="REASON", help="Why nobody released them; the log keeps it.")
def activate(folder: Path | None, name: str, gives_up: tuple[tuple[str, str], ...], emergency: str) -> None:
    """Put a FOLDER of rules, else those of this hub, in force: at once, and in every running process.

    Once rules are in force, both leads release what follows (page „Regeln“); here it takes an --emergency with its
    reason. What both agencies agreed on beyond the law stays in force with the new rules, whatever the FOLDER says.

    Refused is all that `hub policy check --in-force` complains of: a promise that breaks, a rule that is vain, a
    promise in force that is not made any more. Status 1 if nothing changed for that, 2 if a file is unreadable,
    3 if too few of the witnesses answer, or the log is not the one that they know: then nothing changes either.
    """
    settings = with_demo(read_settings(os.environ), None)
    try:
        written = write_set(folder or settings.home / "policies", read_catalogue(settings.home))
    except PolicyFaulty as fault:
        click.echo(f"hub: {fault}", err=True)
        sys.exit(2)
    stop_unless_vouched(settings)
    place = (role_url(settings, "hub_loader"), settings.keys)
    reasons = {PolicyId(promise): reason for promise, reason in gives_up}
    sponsor = Sponsor(name, settings.clock(), reasons, emergency.strip())
    outcome = put_in_force(place, written, sponsor, prover(settings.home))
    for finding in outcome.findings:
        click.echo(finding)
    click.echo(f"{_SAYS[outcome.became]} {outcome.digest[:12]}")
    sys.exit(1 if outcome.became in (Became.REFUSED, Became.UNRELEASED) else 0)


_SAYS = {
    Became.ACTIVATED: "Diese Regeln sind jetzt in Kraft:",
    Became.IN_FORCE_ALREADY: "Diese Regeln waren schon in Kraft, nichts ist geändert:",
    Became.UNRELEASED: "Nicht in Kraft gesetzt: Beide Leitungen geben eine Änderung frei (Seite „Regeln“), oder\n"
    '--emergency "…" nennt den Grund, aus dem nicht. Vorgelegt waren:',
    Became.REFUSED: "Nicht in Kraft gesetzt, die bisherigen Regeln gelten weiter:",
}
