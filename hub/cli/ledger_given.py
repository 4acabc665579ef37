"""`hub ledger given`: what others were shown of one agency's own values, opened with that agency's own key (H6)."""

import os
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict

import click
import orjson

from hub.db.database import Database
from hub.exchange.houses import load_books, open_group
from hub.identity.store import load_posts_of
from hub.review.given import GivenRegister, open_given
from hub.settings.demo import with_demo
from hub.settings.operator import Settings, read_settings
from hub.settings.place import role_url
from hub.terms.clock import legal_day
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Agency
from hub.terms.principals import Principal

OWNERS = (Agency.JOBCENTER, Agency.JUGENDAMT, Agency.PROVIDER)


@click.command(name="given")
@click.argument("family")
@click.option("--agency", required=True, type=click.Choice([one.value for one in OWNERS]), help="Wessen Angaben.")
@click.option("--officer", required=True, help="Wer liest: Datenschutzbeauftragte dieser Stelle, zum Beispiel U16.")
def given(family: str, agency: str, officer: str) -> None:
    """Was von den eigenen Angaben zu FAMILY an andere ging, eine Zeile JSON je Angabe; das Lesen steht im Protokoll.

    Geöffnet mit dem Schlüssel der eigenen Stelle, ohne den der Datenschutzbeauftragten. Status 1: Ein Eintrag öffnet
    sich nicht.
    """
    settings = with_demo(read_settings(os.environ), None)
    unread = 0
    for page in _pages(settings, _officer(settings, officer, agency), FamilyNumber(family)):
        unread += page.unread
        for line in page.lines:
            click.echo(orjson.dumps(asdict(line)))
    if unread:
        click.echo(f"hub: {unread} Einträge lassen sich nicht öffnen oder sind nicht die des Protokolls", err=True)
        sys.exit(1)


def _officer(settings: Settings, ref: str, agency: str) -> Principal:
    with closing(Database(role_url(settings, "hub_oversight"), size=1)) as db:
        posts = [one for one in load_posts_of(db, ref, legal_day(settings.clock())) if one.agency.value == agency]
    if len(posts) != 1:
        _refuse(f"{ref}: keine oder mehrere Funktionen für {agency}")
    return posts[0]


def _pages(settings: Settings, officer: Principal, family: FamilyNumber) -> Iterator[GivenRegister]:
    with closing(Database(role_url(settings, f"hub_{officer.agency}"), size=1)) as db:
        house, before = open_group(db, load_books(settings.home), settings.keys, officer.agency.value), None
        while page := open_given(house, officer, family, before, settings.clock()):
            yield page
            if (before := page.next) is None:
                return
        _refuse(f"{family}: nichts zu lesen, oder nicht von {officer.ref}")


def _refuse(why: str) -> None:
    click.echo(f"hub: {why}", err=True)
    sys.exit(2)
