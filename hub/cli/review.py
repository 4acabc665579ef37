"""`hub review …`: the rules of the review run, tried and told from the command line, for data protection officers."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import click
import orjson

from hub.cli.review_papers import papers
from hub.db.database import Database
from hub.exchange.houses import load_books, open_group
from hub.review.watch.rules import Rule, load_rules
from hub.review.watch.telling import tell_hits, tell_trial, tell_worth
from hub.review.watch.trying import load_worth, try_rule
from hub.review.watch.turn import CONTROLLERS, look, nightly_span, take_turn
from hub.settings.demo import with_demo, with_demo_evidence
from hub.settings.operator import Settings, read_settings
from hub.settings.place import role_url
from hub.terms.clock import legal_day

OFFICERS = "oversight"


@click.group()
def review() -> None:
    """Das Protokoll nach Regeln auswerten. Jede Auswertung steht selbst im Protokoll."""


review.add_command(papers)


@review.command()
def evaluate() -> None:
    """Alle Regeln einmal über alles, was das Protokoll noch enthält; was auffällt, bleibt für den Schreibtisch."""
    with _house() as (house, rules, at):
        for controller in CONTROLLERS:
            outcome = take_turn(house, rules, (controller, nightly_span(at, whole=True)), at)
            hits, read = len(outcome.evaluation.hits), len(outcome.logged)
            click.echo(f"{controller}: {read} Einträge gelesen, {hits} Auffälligkeiten")
            if outcome.evaluation.lacking:
                click.echo(f"  nicht geliefert: {', '.join(sorted(outcome.evaluation.lacking))}")


@review.command()
@click.option("--json", "as_json", is_flag=True, help="Als Daten, mit den Kennungen einer Ladedatei.")
def anomalies(*, as_json: bool) -> None:
    """Was die Regeln jetzt finden: Regel, Satz, was dagegen spricht, Einträge. Nichts davon wird aufbewahrt."""
    with _house() as (house, rules, at):
        told = [
            one
            for controller in CONTROLLERS
            for one in tell_hits(rules, look(house, rules, (controller, nightly_span(at, whole=True)), at))
        ]
    if as_json:
        click.echo(orjson.dumps(told, option=orjson.OPT_INDENT_2).decode())
        return
    for one in told:
        click.echo(f"{one['controller']}  {one['last']}  {one['rule']}: {one['sentence']}")
        click.echo(f"    Was spricht dagegen? {one['speaks_against']}")


@review.command(name="rules")
def list_rules() -> None:
    """Alle Regeln: ab wann sie gelten, was sie in abgeschlossenen Fällen wert waren, welche abzulösen sind."""
    with _house() as (house, rules, at):
        worth = {one: {found.rule: found for found in load_worth(house, one)} for one in CONTROLLERS}
        for rule in rules:
            state = f"seit {rule.since:%d.%m.%Y}" if rule.holds_on(legal_day(at)) else "aus"
            click.echo(f"{rule.id}  {rule.title}  ({state})")
            for controller, found in worth.items():
                if rule.id in found:
                    click.echo(f"    {controller}: {tell_worth(found[rule.id])}")


@review.command(name="try")
@click.argument("rule")
def try_out(rule: str) -> None:
    """Eine Regel an den letzten 90 Tagen erproben, ehe sie gilt. RULE ist der Name ihrer Datei."""
    with _house() as (house, rules, at):
        chosen = next((one for one in rules if one.id == rule), None)
        if chosen is None:
            click.echo(f"hub: {rule}: keine Regel dieses Namens in policies/review", err=True)
            sys.exit(2)
        for controller in CONTROLLERS:
            click.echo(tell_trial(try_rule(house, chosen, controller, at)))


@contextmanager
def _house() -> Iterator[tuple[Any, Sequence[Rule], datetime]]:
    """The officers' house, the rules of this checkout, and the instant."""
    settings: Settings = with_demo_evidence(with_demo(read_settings(os.environ), None), None)
    rules = load_rules(settings.home)
    db = Database(role_url(settings, f"hub_{OFFICERS}"), size=1)
    try:
        yield open_group(db, load_books(settings.home), settings.keys, OFFICERS), rules, settings.clock()
    finally:
        db.close()
