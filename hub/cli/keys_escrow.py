"""`hub keys officer`, `escrow`, `open-escrow`, `recover`: a lost key comes back by two officers, by one alone never."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from hub.exchange.houses import HOLDERS
from hub.ledger.escrow import (
    OF_WORKERS,
    EscrowUnusable,
    escrow_key,
    make_officer,
    need_known,
    open_layer,
    parse_escrow,
    put_back,
    recovered,
)
from hub.settings.operator import read_settings

FILE = click.Path(path_type=Path, dir_okay=False)
IDENTITY = click.option("--identity", required=True, type=FILE, help="Die eigene Datei aus `hub keys officer`.")
AGENCY = click.option("--agency", required=True, type=click.Choice((*HOLDERS, *OF_WORKERS)))


@click.command()
@click.argument("file", type=FILE)
def officer(file: Path) -> None:
    """Eine Person, die bei Verlust öffnen darf: legt ihr Geheimnis in FILE ab und nennt ihre öffentliche Hälfte."""
    click.echo(make_officer(file))


@click.command()
@AGENCY
@click.option(
    "--officer", "officers", required=True, multiple=True, help="Öffentliche Hälfte (age1…); mindestens zwei."
)
@click.argument("file", type=FILE)
def escrow(agency: str, officers: tuple[str, ...], file: Path) -> None:
    """Den Schlüssel einer Stelle hinterlegen. Je zwei Personen öffnen FILE zusammen; nach jedem Austausch neu."""
    with _plainly():
        made = escrow_key(read_settings(os.environ).keys, agency, officers)
    file.write_bytes(made.write())
    click.echo(f"{agency}: {bytes.fromhex(made.fingerprint).hex(' ', 2)}")


@click.command(name="open-escrow")
@IDENTITY
@click.argument("file", type=FILE)
@click.argument("left", type=FILE)
def open_escrow(identity: Path, file: Path, left: Path) -> None:
    """Als Erste öffnen: LEFT ist danach nur noch für die zweite Person verschlossen."""
    with _plainly():
        opened = open_layer(parse_escrow(file.read_bytes()), identity)
    left.write_bytes(opened.write())


@click.command()
@AGENCY
@IDENTITY
@click.option("--fingerprint", "heard", required=True, help="Wie ihn die andere Stelle aus ihrer .pub liest.")
@click.option("--rehearse", is_flag=True, help="Alles prüfen, nichts schreiben.")
@click.argument("left", type=FILE)
def recover(agency: str, identity: Path, heard: str, rehearse: bool, left: Path) -> None:
    """Als Zweite öffnen: schreibt den Schlüssel der Stelle, wenn dort keiner ist. LEFT kommt aus `open-escrow`."""
    with _plainly():
        escrow = parse_escrow(left.read_bytes())
        if escrow.holder != agency:
            raise EscrowUnusable(f"this is an escrow of {escrow.holder!r}")
        found = recovered(escrow, identity)
        need_known(found, heard)
        if not rehearse:
            put_back(read_settings(os.environ).keys, agency, found)
    click.echo("Geprobt: der Schlüssel öffnet sich." if rehearse else "Der Schlüssel ist wieder da.")
    exchange = f"workers exchange --agency {agency.removesuffix('.workers')}" if agency in OF_WORKERS else "rotate"
    click.echo(f"Als Nächstes austauschen: `hub keys {exchange}`, dann neu hinterlegen.")


@contextmanager
def _plainly() -> Iterator[None]:
    try:
        yield
    except EscrowUnusable as why:
        click.echo(f"hub: {why}", err=True)
        sys.exit(2)
