"""`hub review sample`: a month's sample drawn, told and checked. What it says is German, for officers."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from hub.db.database import Database
from hub.exchange.houses import load_books, open_group
from hub.exchange.samples import read_recorded
from hub.identity.sessions import seated_by_command
from hub.ledger.errors import EvidenceRefused
from hub.ledger.trust import parse_policy
from hub.review.sample.delivery import Delivered, open_delivery
from hub.review.sample.drawing import draw_month, show_samples
from hub.review.sample.flaws import Findings, Flaw, Limit
from hub.review.sample.reporting import parse_report
from hub.review.sample.sheet import SheetMalformed, read_sheet
from hub.review.sample.taking_over import NotAsRecorded, take_over_sample
from hub.review.sample.verifying import verify_report, verify_sheet
from hub.settings.demo import with_demo, with_demo_evidence
from hub.settings.operator import Settings, read_settings
from hub.settings.place import role_url
from hub.terms.principals import Seated
from hub.terms.samples import Part, SampleAnswer, done, read_month

OFFICERS = "oversight"
FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)
FLAWS = {
    Flaw.NOT_IN_THE_LOG: "Das Protokoll nennt dieses Ziehungsblatt nicht",
    Flaw.TWICE: "Für diesen Monat wurde mehr als einmal gezogen oder hinterlegt",
    Flaw.OTHER_NONCE: "Die Zufallszahl ist nicht die hinterlegte",
    Flaw.MADE_UP: "Die Zufallszahl wurde erst nach dem Monatsende gewählt, oder sie war vorher bekannt",
    Flaw.STEERED: "Das Los war lenkbar: Die Zahl kam nach dem Stand, oder ein früherer Stand wurde übergangen",
    Flaw.CHECKPOINT: "Der Stand ist nicht bestätigt, nicht aus diesem Protokoll oder aus anderer Zeit",
    Flaw.POPULATION: "Der Monat ist nicht vollständig, oder es ist anderes dabei",
    Flaw.STRATA: "Einträge stehen in der falschen Schicht",
    Flaw.REPORT: "Der Bericht ist nicht der unterschriebene",
}
LIMITS = {
    Limit.TAKEN_OVER: "Aus übernommener Aufzeichnung mit bekanntem Startwert: kein Beweis, dass niemand aussuchte.",
    Limit.MISSED: "Für diesen Monat wurde keine Zufallszahl hinterlegt: Das Los hängt allein am bestätigten Stand.",
    Limit.CLOSED: "Verschlossene Abschnitte: Schichten und übernommene Einträge sind nur teilweise geprüft.",
    Limit.UNWEIGHTED: "Alle Einträge hatten ein Los: Erklärungen lagen bei der Ziehung nicht vor.",
    Limit.WEIGHTS: "Welche Zugriffe unerklärt waren, sagt der Hub; kein Eintrag beweist es.",
    Limit.JOINT: "Welche Zugriffe der anderen Stelle gemeinsame Daten betrafen, sagt die Ausgabe nicht.",
}
ANSWERS = {
    SampleAnswer.DONE: "erledigt",
    SampleAnswer.DRAWN_BEFORE: "schon gezogen; der Versuch steht im Protokoll",
    SampleAnswer.NOT_OVER: "dieser Monat kann nicht gezogen werden",
    SampleAnswer.WAITING: "es fehlt noch ein bestätigter Stand; bitte noch einmal",
    SampleAnswer.REFUSED: "nicht für diese Stelle bestellt",
}


@click.command()
@click.option("--verify", "export", type=FOLDER, help="Eine Ausgabe des Protokolls: Ziehungen nachrechnen, ohne Netz.")
@click.option("--report", type=FILE, help="Dazu ein unterschriebener Bericht; sonst die Blätter der Ausgabe.")
@click.option("--policy", type=FILE, help="Ihre eigene Vertrauensdatei; sonst die der Ausgabe.")
@click.option("--month", help="Ein Monat, zum Beispiel 2026-10: ziehen, wenn er noch nicht gezogen ist.")
@click.option("--officer", default="", help="Wer handelt, zum Beispiel U16, und für welche Stelle: U16:jobcenter.")
def sample(export: Path | None, report: Path | None, policy: Path | None, month: str | None, officer: str) -> None:
    """Die Stichproben: zeigen, einen Monat ziehen, eine Ziehung prüfen (Status 0 gut, 1 Befunde, 2 nicht prüfbar)."""
    if export is not None:
        sys.exit(_verify(export, report, policy))
    with _officer(officer) as (house, seated, at):
        if month is not None:
            click.echo(f"{month}: {ANSWERS[draw_month(house, seated, _month(month), at)]}")
        for drawn in show_samples(house, seated, at).samples:
            parts = ", ".join(f"{part}: {done(drawn.of(part))} von {len(drawn.of(part))}" for part in Part)
            click.echo(f"{drawn.month:%Y-%m} ({', '.join(drawn.controllers)}; {drawn.origin}): {parts}")


@click.command(name="take-over-sample")
@click.argument("record", type=FILE)
@click.option("--officer", required=True, help="Wer sie übernimmt und für welche Stelle: U16:jobcenter.")
def take_over(record: Path, officer: str) -> None:
    """Eine andernorts geführte Stichprobe übernehmen; sie heißt danach so und beweist nur, was sie kann."""
    with _officer(officer) as (house, seated, at):
        for one in read_recorded(record.read_bytes()):
            click.echo(f"{one.month:%Y-%m}: {ANSWERS[take_over_sample(house, seated, one, at)]}")


def _verify(folder: Path, report: Path | None, policy: Path | None) -> int:
    try:
        trust = parse_policy((policy or folder / "policy").read_text(encoding="utf-8"))
        delivered = open_delivery(folder, trust)
        found = list(_found(delivered, folder, report))
    except (EvidenceRefused, SheetMalformed, OSError, ValueError, KeyError) as fault:
        click.echo(f"Nicht prüfbar: {fault}", err=True)
        return 2
    for name, findings in found:
        click.echo(f"{name}: {'BEFUNDE' if findings.flaws else 'Die Ziehung lässt sich nachrechnen.'}")
        for flaw, place in findings.flaws:
            click.echo(f"  - {FLAWS[flaw]} ({place})")
        for limit in findings.limits:
            click.echo(f"  Hinweis: {LIMITS[limit]}")
    if not found:
        click.echo("Nicht prüfbar: kein Bericht genannt, und die Ausgabe enthält kein Ziehungsblatt.", err=True)
        return 2
    return int(any(findings.flaws for _, findings in found))


def _found(delivered: Delivered, folder: Path, report: Path | None) -> Iterator[tuple[str, Findings]]:
    if report is not None:
        yield report.name, verify_report(delivered, parse_report(report.read_text(encoding="utf-8")))
        return
    for path in sorted(folder.glob("samples/*.json")):
        yield path.name, verify_sheet(delivered, read_sheet(path.read_text(encoding="utf-8")), {})


def _month(text: str) -> date:
    month = read_month(text)
    if month is None:
        raise click.BadParameter("kein Monat wie 2026-10", param_hint="--month")
    return month


@contextmanager
def _officer(named: str) -> Iterator[tuple[Any, Seated, datetime]]:
    """The officers' house, and who acts for which body. What cannot be done is one line and status 2."""
    settings: Settings = with_demo_evidence(with_demo(read_settings(os.environ), None), None)
    db, at = Database(role_url(settings, f"hub_{OFFICERS}"), size=1), settings.clock()
    ref, _, agency = named.partition(":")
    try:
        with seated_by_command(db, ref, agency, at) as seated:
            if seated is None:
                click.echo("hub: bitte --officer nennen, mit einer Funktion: U16:jobcenter", err=True)
                sys.exit(2)
            yield open_group(db, load_books(settings.home), settings.keys, OFFICERS), seated, at
    except NotAsRecorded as fault:
        click.echo(f"hub: {fault}", err=True)
        sys.exit(2)
    finally:
        db.close()
