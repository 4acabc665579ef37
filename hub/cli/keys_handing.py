"""`hub keys hand-on`: what was confided to one worker goes to another, by two people who lead (§ 65 SGB VIII)."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

import click

from hub.db.errors import DatabaseRefused
from hub.exchange.confidences import CONFIDING
from hub.exchange.handing import Handover, open_handover
from hub.exchange.houses import load_books
from hub.ledger.pairs import KeyUnusable
from hub.settings.believed import audience_of, believed
from hub.settings.demo import with_demo
from hub.settings.operator import Settings, read_settings
from hub.settings.place import role_url
from hub.terms.handing import HandingGround, HandingRefused, HandingWish, KeyAct
from hub.terms.ids import EntryId, FamilyNumber
from hub.terms.sealing import NOBODY
from hub.web.desk import Group

AGENCY = click.option("--agency", required=True, type=click.Choice(CONFIDING))
GROUND = "successor: § 65 Abs. 1 S. 1 Nr. 3 SGB VIII, mit Anhaltspunkten für eine Gefährdung."
REFUSED = 2


@click.group(name="hand-on")
def hand_on() -> None:
    """Anvertrautes an eine andere Fachkraft: eine Leitung schlägt vor, eine zweite bestätigt binnen eines Tages."""


@hand_on.command()
@AGENCY
@click.option("--family", required=True, help="Die Nummer der Familie.")
@click.option("--from", "before", required=True, help=f"Wem es anvertraut wurde; {NOBODY}: es nennt niemanden.")
@click.option("--to", "after", required=True, help="Wer jetzt zuständig ist.")
@click.option("--ground", required=True, type=click.Choice([one.value for one in HandingGround]), help=GROUND)
def propose(agency: str, family: str, before: str, after: str, ground: str) -> None:
    """Vorschlagen. Nennt die Kennung für die zweite Person; damit ist noch nichts weitergegeben."""
    with at_the_keys(agency, KeyAct.PROPOSE) as (handover, settings):
        reason = click.prompt("Begründung, ohne Inhalte (30 Zeichen)", err=True)
        wish = HandingWish(FamilyNumber(family), before, after, HandingGround(ground), reason)
        token = asked_token(KeyAct.PROPOSE, handover.challenge(KeyAct.PROPOSE, wish))
        click.echo(handover.propose(token, wish, settings.clock()).entry)


@hand_on.command()
@AGENCY
@click.argument("proposal", type=click.UUID)
def confirm(agency: str, proposal: UUID) -> None:
    """Als zweite Person bestätigen: alles, was der einen anvertraut war, öffnet sich danach nur noch der anderen."""
    with at_the_keys(agency, KeyAct.CONFIRM) as (handover, settings):
        waits = handover.find(EntryId(str(proposal)))
        wish = waits.wish
        click.echo(f"{wish.number}: {wish.before} → {wish.after} ({wish.ground.value})\n{wish.reason}")
        token = asked_token(KeyAct.CONFIRM, handover.challenge(KeyAct.CONFIRM, waits))
        done = handover.confirm(token, waits.entry, settings.clock())
        click.echo(f"weitergegeben: {done}")


def asked_token(act: KeyAct, nonce: str, whose: str = "") -> str:
    """Asked for once the command runs: one from before counts for nothing, and none stands in a list of processes."""
    wanted = f"Frischer ID-Token ({audience_of(act)}, nonce {nonce}){whose}"
    return str(click.prompt(wanted, hide_input=True, err=True)).strip()


@contextmanager
def at_the_keys(agency: str, act: KeyAct | None = None) -> Iterator[tuple[Handover, Settings]]:
    """Where the keys of workers are, by the settings of their service; what is refused ends the command in one line."""
    settings = with_demo(read_settings(os.environ), Group(agency))
    trusted = believed(settings, act)
    if trusted is None:
        raise click.ClickException("no provider of identity is named: HUB_ISSUER, HUB_CLIENT_ID")
    place = role_url(settings, f"hub_{agency}"), settings.keys
    try:
        with open_handover(load_books(settings.home), place, agency, trusted, settings.clock) as handover:
            yield handover, settings
    except (HandingRefused, DatabaseRefused, KeyUnusable, OSError) as why:
        click.echo(f"hub: not done: {why}", err=True)
        sys.exit(REFUSED)
