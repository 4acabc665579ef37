"""`hub ledger hold`, `holds` and `let-go`: what is held back from erasure, and why (G8)."""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

import click

from hub.cli.vouched import stop_unless_vouched
from hub.db.errors import NotThere
from hub.exchange.holds import Holds, open_holds
from hub.exchange.houses import load_books
from hub.settings.demo import with_demo
from hub.settings.operator import read_settings
from hub.settings.place import role_url
from hub.terms.clock import legal_day
from hub.terms.holds import BY_HAND, Hold, HoldReason
from hub.terms.ids import EntryId, FamilyNumber, new_id

NUMBER = re.compile("[A-Z0-9-]{1,32}")
REASONS = {
    HoldReason.COMPLAINT: "Beschwerde",
    HoldReason.CONDUCT: "dienstrechtliche Prüfung",
    HoldReason.COURT: "Gerichtsverfahren",
    HoldReason.ACCESS_REQUEST: "laufende Auskunft",
    HoldReason.REVIEW_CASE: "offener Vorgang der Datenschutzkontrolle",
}


@click.command(name="hold")
@click.argument("what")
@click.option("--reason", required=True, type=click.Choice([one.value for one in BY_HAND]))
@click.option("--until", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Der letzte Tag.")
def hold(what: str, reason: str, until: datetime) -> None:
    """Löschung aussetzen. WHAT ist die Nummer einer Familie oder eines Eintrags; beide Stellen lesen davon."""
    with _holds(change=True) as (held, at):
        if until.date() < legal_day(at):
            _refuse(f"--until {until:%Y-%m-%d}: dieser Tag ist vorbei")
        one = Hold(new_id(), HoldReason(reason), until.date(), at, *_place(what))
        try:
            held.add(one)
        except NotThere:
            _refuse(f"{what}: so heißt keine Familie und kein Eintrag")
    click.echo(f"Ausgesetzt bis {until:%d.%m.%Y}, Nummer {one.id}")


@click.command(name="holds")
def list_holds() -> None:
    """Alles, dessen Löschung ausgesetzt ist oder war, das Älteste zuerst."""
    with _holds() as (held, at):
        for one in held.all():
            click.echo(f"{one.id}  {one.family or one.entry or one.case}  {REASONS[one.reason]}  {_state(one, at)}")


def _state(one: Hold, at: datetime) -> str:
    if one.lifted_at is not None or (one.until is not None and one.until < legal_day(at)):
        return "beendet"
    return "bis zu seinem Ende" if one.until is None else f"bis {one.until:%d.%m.%Y}"


@click.command(name="let-go")
@click.argument("hold_id", metavar="HOLD")
def release(hold_id: str) -> None:
    """Vor dem Tag aufheben: Was überfällig ist, wird beim nächsten Durchgang gelöscht."""
    with _holds(change=True) as (held, at):
        try:
            held.lift(_uuid(hold_id) or new_id(), at)
        except NotThere:
            _refuse(f"{hold_id}: unter dieser Nummer ist nichts ausgesetzt")
    click.echo("Aufgehoben.")


def _place(what: str) -> tuple[FamilyNumber | None, EntryId | None]:
    entry = _uuid(what)
    if entry:
        return None, EntryId(entry)
    if not NUMBER.fullmatch(what):
        _refuse(f"{what!r}: weder Nummer einer Familie noch eines Eintrags")
    return FamilyNumber(what), None


def _uuid(text: str) -> str | None:
    try:
        return str(UUID(text))
    except ValueError:
        return None


def _refuse(message: str) -> None:
    click.echo(f"hub: {message}", err=True)
    sys.exit(2)


@contextmanager
def _holds(*, change: bool = False) -> Iterator[tuple[Holds, datetime]]:
    """`change`: only while the witnesses vouch; else the command ends with status 3."""
    settings = with_demo(read_settings(os.environ), None)
    if change:
        stop_unless_vouched(settings)
    with open_holds(load_books(settings.home), role_url(settings, "hub_loader"), settings.keys) as held:
        yield held, settings.clock()
