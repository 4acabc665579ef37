"""`hub ledger …`: the log for whoever checks it. What it says is German, for data protection officers."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import click

from hub.db.database import Database
from hub.exchange.houses import load_books, open_group
from hub.identity.store import load_posts_of
from hub.ledger import verify as verifier
from hub.ledger.errors import EvidenceRefused, StateLost
from hub.ledger.export import copy_of, write_delivery
from hub.ledger.keyfiles import load_trust
from hub.ledger.mirror import Mirror, MirrorSource
from hub.review.exporting import NotAllowed, NotInTheTree, export_leaves, export_log, prove_entry
from hub.settings.demo import with_demo, with_demo_evidence
from hub.settings.operator import Settings, read_settings
from hub.settings.place import role_url
from hub.terms.clock import legal_day
from hub.terms.ids import EntryId
from hub.terms.lists import Agency

OFFICERS = "oversight"
FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)


@click.group()
def ledger() -> None:
    """Das Protokoll prüfen, zur Prüfung mitnehmen, einen Eintrag nachweisen."""


@ledger.command(context_settings={"ignore_unknown_options": True}, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def verify(arguments: tuple[str, ...]) -> None:
    """Eine Lieferung oder einen Nachweis prüfen, ohne Netz; Status 0 heil, 1 Befunde, 2 nicht prüfbar.

    Dasselbe tut `python -I -S hub/ledger/verify.py` auf einem Rechner, auf dem sonst nichts vom Hub ist.
    """
    sys.exit(verifier.main(list(arguments)))


@ledger.command()
@click.argument("folder", type=FOLDER)
@click.option("--policy", type=FILE, help="Die Vertrauensdatei beider Stellen; sonst die in HUB_LOG_POLICY.")
@click.option("--officer", help="Wer die Inhalte mitnimmt, zum Beispiel U16; sonst nur Einträge ohne Inhalte.")
@click.option("--agency", type=click.Choice([one.value for one in Agency]), help="Für welche Stelle.")
def export(folder: Path, policy: Path | None, officer: str | None, agency: str | None) -> None:
    """Das Protokoll in einen neuen Ordner FOLDER schreiben (C2SP tlog-tiles), mit allem, was zum Prüfen nötig ist.

    Inhalte liegen nur bei, wenn --officer genannt ist, nur die der Einträge eigener Beschäftigter, und das Mitnehmen
    steht im Protokoll. Wer gehandelt hat, bleibt verschlossen.
    """
    with _database() as (settings, db):
        trusted = (policy or settings.evidence.need_policy()).read_bytes()
        if officer is None:
            size = export_leaves(db, trusted, folder)
        else:
            size = _export_boxes(settings, db, (officer, agency), trusted, folder)
    click.echo(f"{folder}: {size} Einträge")


@ledger.command()
@click.argument("folder", type=FOLDER)
@click.option("--mirror", required=True, type=FOLDER, help="Der Ordner des Zeugen der eigenen Stelle.")
@click.option("--policy", required=True, type=FILE, help="Eine Vertrauensdatei, der dieser eine Zeuge genügt.")
def copy(folder: Path, mirror: Path, policy: Path) -> None:
    """Die Kopie des eigenen Zeugen in einen neuen Ordner FOLDER schreiben, ohne den Hub und ohne die andere Stelle.

    Sie enthält Einträge ohne Inhalte, bis zu dem Stand, den dieser Zeuge zuletzt gegengezeichnet hat.
    """
    try:
        trust = load_trust(policy)
        source = MirrorSource(Mirror(mirror), trust.logs[0].verifier.name)
        size = write_delivery(folder, copy_of(source, policy.read_bytes()))
    except (EvidenceRefused, StateLost, IndexError) as fault:
        click.echo(f"hub: {fault}", err=True)
        sys.exit(2)
    click.echo(f"{folder}: {size} Einträge")


def _export_boxes(settings: Settings, db: Database, who: tuple[str, str | None], policy: bytes, folder: Path) -> int:
    ref, agency = who
    now = settings.clock()
    posts = [one for one in load_posts_of(db, ref, legal_day(now)) if agency in (None, one.agency.value)]
    if len(posts) != 1:
        raise NotAllowed(f"{ref}: keine oder mehrere Funktionen; bitte --agency nennen")
    house = open_group(db, load_books(settings.home), settings.keys, OFFICERS)
    return export_log(house, posts[0], policy, folder, now)


@ledger.command()
@click.argument("entry", type=click.UUID)
@click.option("--out", default=".", type=FOLDER, help="In welchen Ordner.")
def proof(entry: UUID, out: Path) -> None:
    """Den Nachweis eines Eintrags ENTRY schreiben (c2sp.org/tlog-proof@v1): prüfbar allein, mit der Vertrauensdatei."""
    with _database() as (_, db):
        click.echo(str(prove_entry(db, EntryId(str(entry)), out)))


@contextmanager
def _database() -> Iterator[tuple[Settings, Database]]:
    """Signed in as the data protection officers' group. What cannot be done is one line and status 2."""
    settings = with_demo_evidence(with_demo(read_settings(os.environ), None), None)
    db = Database(role_url(settings, f"hub_{OFFICERS}"), size=1)
    try:
        yield settings, db
    except (NotAllowed, NotInTheTree, EvidenceRefused) as fault:
        click.echo(f"hub: {fault}", err=True)
        sys.exit(2)
    finally:
        db.close()
