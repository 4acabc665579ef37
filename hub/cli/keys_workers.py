"""`hub keys workers`: the keys of workers, exchanged, freed for another account, ended when somebody left."""

import sys
from datetime import datetime

import click

from hub.cli.keys_handing import AGENCY, asked_token, at_the_keys
from hub.exchange.handing import Handover
from hub.exchange.worker_care import HeldKey, KeyState, NotRenewable, WorkerAct, WorkerCare
from hub.terms.clock import legal_day
from hub.terms.handing import KeyAct

UNFINISHED = 3
"""Status of a command that is to be repeated."""
STATES = {
    KeyState.BOUND: "durch ein Konto ausgewiesen",
    KeyState.FREE: "noch kein Konto ausgewiesen",
    KeyState.SHUT: "mit dem Paar hier nicht zu öffnen",
    KeyState.ENDED: "beendet",
}
WORKER = click.option("--worker", required=True, help="Wessen Schlüssel, nach der Kennung (U07).")


@click.group()
def workers() -> None:
    """Schlüssel der Fachkräfte, denen etwas anvertraut ist: auf der Maschine ihres Schlüsseldienstes."""


@workers.command(name="list")
@AGENCY
def list_held(agency: str) -> None:
    """Wessen Schlüssel hier liegen und wessen beendet sind: Kennung, Zustand, Tag. Keine Namen, nichts Anvertrautes."""
    with at_the_keys(agency) as (place, settings):
        for one in _care(place).held(settings.clock()):
            click.echo(f"{one.ref}: {_told(one)}")


def _told(one: HeldKey) -> str:
    day = one.day.strftime("%d.%m.%Y") if one.day else ""
    if one.state is KeyState.ENDED:
        return f"{STATES[one.state]} am {day}"
    gone = f"; letzter Tag hier {day}" if day else ""
    return f"{STATES[one.state]}{gone}{f'; ältere Schlüssel: {one.olds}' if one.olds else ''}"


@workers.command()
@AGENCY
@click.option("--worker", default="", help="Wessen Schlüssel (U07); ohne: das Paar, unter dem alle liegen.")
@click.option("--end", "heard", help="Die alten vernichten: Fingerabdruck von service.pub, wie ihn alle lesen.")
def exchange(agency: str, worker: str, heard: str | None) -> None:
    """Austauschen im Betrieb. Niemand bekommt dadurch etwas zu lesen; die alten Schlüssel öffnen bis `--end`."""
    with at_the_keys(agency) as (place, settings):
        at, care = settings.clock(), _care(place)
        try:
            if heard:
                care.end_olds(heard, at)
                click.echo("Die alten Schlüssel sind vernichtet.")
            else:
                click.echo(f"neu verschlossen: {care.exchange(worker, at)}")
        except NotRenewable as why:
            click.echo(f"hub: {why}", err=True)
            sys.exit(UNFINISHED)


@workers.command()
@AGENCY
@WORKER
def free(agency: str, worker: str) -> None:
    """Für ein anderes Konto derselben Fachkraft: zwei Leitungen sagen es, jede mit eigenem Token."""
    with at_the_keys(agency, KeyAct.FREE) as (place, settings):
        at, care = settings.clock(), _care(place)
        act = WorkerAct(worker, legal_day(at), _reason())
        care.free(_both(care, KeyAct.FREE, act), act, at)
        click.echo("Das nächste Konto, das sich als diese Fachkraft ausweist, ist ihres.")


@workers.command()
@AGENCY
@WORKER
@click.option("--last-day", required=True, type=click.DateTime(["%Y-%m-%d"]), help="Ihr letzter Tag in dieser Stelle.")
def end(agency: str, worker: str, last_day: datetime) -> None:
    """Den Schlüssel vernichten, wenn jemand ging und ihr nichts mehr anvertraut ist: zwei Leitungen sagen es."""
    with at_the_keys(agency, KeyAct.END) as (place, settings):
        act, care = WorkerAct(worker, last_day.date(), _reason()), _care(place)
        care.end(_both(care, KeyAct.END, act), act, settings.clock())
        click.echo("Der Schlüssel ist vernichtet.")


def _care(place: Handover) -> WorkerCare:
    return WorkerCare(place.house, place.confided)


def _reason() -> str:
    return str(click.prompt("Begründung, ohne Inhalte (30 Zeichen)", err=True))


def _both(care: WorkerCare, kind: KeyAct, act: WorkerAct) -> tuple[str, ...]:
    leads = (", erste Leitung", ", zweite Leitung")
    return tuple(asked_token(kind, care.challenge(kind, act), whose) for whose in leads)
