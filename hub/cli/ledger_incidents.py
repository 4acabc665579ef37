"""`hub ledger recover` and `hub ledger rotated`: what both data protection officers must have agreed to."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from hub.db.errors import DatabaseRefused
from hub.exchange.houses import load_books
from hub.exchange.incidents import Incident, open_incident
from hub.ledger.errors import EvidenceRefused, LedgerForked, StateLost, WitnessesSilent
from hub.review.incidents import Approval, Approved, NotApproved
from hub.review.recovering import recover
from hub.review.rotating import note_rotation
from hub.settings.demo import with_demo, with_demo_evidence
from hub.settings.operator import Settings, read_settings
from hub.settings.place import role_url

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
Command = Callable[..., None]


def _approved(command: Command) -> Command:
    """The three words without which nothing is changed."""
    for name, told in (
        ("--reason", "Warum; bis 500 Zeichen, keine Angaben zu Familien."),
        ("--jugendamt", "Wer für das Jugendamt zugestimmt hat: Datenschutzbeauftragte oder -beauftragter, mit Namen."),
        ("--jobcenter", "Wer für das Jobcenter zugestimmt hat, ebenso."),
    ):
        command = click.option(name, default="", metavar="TEXT", help=told)(command)
    return command


@click.command(name="recover")
@_approved
def recover_log(**words: str) -> None:
    """Was die Datenbank verloren hat, aus den Kopien beider Zeugen zurückholen. Nichts oder alles; wiederholbar.

    Ohne die drei Angaben wird nur nachgesehen. Die Worte verlorener Einträge sind verloren: ein Eintrag log.incident
    nennt sie, mit beiden Namen und dem Grund. Vorher darf nichts anderes laufen.
    """
    with _incident() as (settings, incident):
        lost = incident.find(settings.evidence.need_policy())
        if lost is None:
            click.echo("Es fehlt nichts: Beide Zeugen kennen dieses Protokoll und nicht mehr davon.")
            return
        click.echo(f"Hier stehen {lost.here.size} Einträge, die Zeugen kennen {lost.grown.edge.size}.")
        if not any(words.values()):
            click.echo("Nichts ist geändert. Zum Zurückholen: --jobcenter, --jugendamt und --reason.")
            sys.exit(1)
        gone = recover(incident.house, lost, _approval(settings, incident, words))
        click.echo(f"Zurückgeholt: {len(lost.leaves)} Einträge; die Worte von {gone} sind verloren (log.incident).")


@click.command(name="rotated")
@click.option("--was", required=True, type=FILE, help="Die Vertrauensdatei, die bisher galt.")
@click.option("--now", required=True, type=FILE, help="Die neue, auf Papier unterschrieben.")
@_approved
def note_keys(was: Path, now: Path, **words: str) -> None:
    """Einen Schlüsselwechsel im Protokoll festhalten: welche Schlüssel kamen, welche gingen, wer zugestimmt hat."""
    with _incident() as (settings, incident):
        approved = _approval(settings, incident, words)
        entry = note_rotation(incident.house, was.read_bytes(), now.read_bytes(), approved)
    click.echo(f"Festgehalten: {entry}")


def _approval(settings: Settings, incident: Incident, words: dict[str, Any]) -> Approved:
    return Approved(incident.by, Approval(words["jobcenter"], words["jugendamt"], words["reason"]), settings.clock())


@contextmanager
def _incident() -> Iterator[tuple[Settings, Incident]]:
    """Signed in as the operator. What cannot be done is one line and status 2, and nothing is changed."""
    settings = with_demo_evidence(with_demo(read_settings(os.environ), None), None)
    try:
        with open_incident(load_books(settings.home), role_url(settings, "hub_loader"), settings.keys) as incident:
            yield settings, incident
    except (DatabaseRefused, EvidenceRefused, LedgerForked, NotApproved, StateLost, WitnessesSilent) as fault:
        click.echo(f"hub: {fault}", err=True)
        sys.exit(2)
