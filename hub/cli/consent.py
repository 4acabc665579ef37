"""`hub consent …`: what was signed, for whoever has to prove it. Each family that is told of is written down first."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import click

from hub.casework.receipts.content import Maker, events, instant, stand_in_words, write_receipt
from hub.casework.receipts.making import clear_unfinished, holds_others, make_receipts, write_files
from hub.casework.receipts.text import as_text
from hub.casework.receipts.words import load_words
from hub.cli.consent_replay import replay, vouch_erased
from hub.db.database import Database
from hub.exchange.evidence import open_watch
from hub.exchange.houses import LOADER, load_books, open_group
from hub.exchange.load import OPERATOR
from hub.ledger.proving import Proving, write_proofs
from hub.settings.demo import with_demo
from hub.settings.operator import read_settings
from hub.settings.place import role_url
from hub.terms.consents import Accounted
from hub.terms.receipts import Format


@dataclass(frozen=True, repr=False)
class Found:
    """What was signed; each family is written down when it is told of. `proving` is None without a trust policy."""

    receipts: Iterator[tuple[Accounted, Maker]]
    proving: Proving | None


@click.group()
def consent() -> None:
    """Consents as they were signed: how they stand, what happened, and receipts. Every use is in the log."""


consent.add_command(replay)
consent.add_command(vouch_erased)


@consent.command()
@click.argument("name")
def show(name: str) -> None:
    """Show one consent by its number, or how all consents of a family stand by the family's; status 1 if none."""
    with _receipts([name]) as told:
        found = list(told.receipts)
    if not found:
        _nothing(name)
    for one, maker in found:
        if name == one.number:
            click.echo(f"{one.story.ref:8} {one.ref:10} {stand_in_words(one, maker.words)}")
        else:
            click.echo(as_text(write_receipt(one, maker)))


@consent.command()
@click.argument("family")
def history(family: str) -> None:
    """Tell what happened to every consent of a family, the oldest first; status 1 if there is none."""
    with _receipts([family]) as told:
        found = list(told.receipts)
    if not found:
        _nothing(family)
    happened = [
        (instant(at), f"{ref}: {said}")
        for ref, of_one in groupby(found, key=lambda pair: pair[0].story.ref)
        for at, said in events(*next(of_one))
    ]
    for at, said in sorted(happened):
        click.echo(f"{found[0][1].words.moment(at)}  {said}")


@consent.command()
@click.option("--format", "form", required=True, type=click.Choice([one.value for one in Format]))
@click.option(
    "--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="A folder; made if missing."
)
@click.option("--family", "families", multiple=True, help="Only this family. Repeatable.")
def receipts(form: str, out: Path, families: tuple[str, ...]) -> None:
    """Write a receipt for each person and consent, one file each. A folder that holds something else is refused.

    Beside them lies a proof of each entry that says so, cosigned by both agencies; without it nothing is written.
    """
    out.mkdir(parents=True, exist_ok=True)
    clear_unfinished(out, Format(form))
    if holds_others(out, Format(form)):
        click.echo(f"hub: {out}: holds files that are no receipts of this form; name an empty folder", err=True)
        sys.exit(2)
    with _receipts(families) as found:
        told = list(found.receipts)
        proofs = found.proving.prove() if found.proving is not None else ()
        count = write_files(told, Format(form), out)
        write_proofs(out, proofs)
    if found.proving is None:
        click.echo("hub: no trust policy (HUB_LOG_POLICY): the receipts carry no proof", err=True)
    if families and not count:
        _nothing(", ".join(families))
    click.echo(f"receipts written: {count}")


@contextmanager
def _receipts(wanted: Sequence[str] = ()) -> Iterator[Found]:
    settings = with_demo(read_settings(os.environ), None)
    books, words = load_books(settings.home), load_words(settings.home, settings.controllers)
    db = Database(role_url(settings, "hub_loader"), size=1)
    try:
        house = open_group(db, books, settings.keys, LOADER)
        proving = None
        if settings.evidence.policy is not None:
            proving = Proving(open_watch(settings.home, db, settings.evidence.grace))
            house.writer.stand_on(proving)
        yield Found(make_receipts(house, words, OPERATOR, settings.clock(), wanted), proving)
    finally:
        db.close()


def _nothing(name: str) -> None:
    click.echo(f'hub: nothing was signed under "{name}"', err=True)
    sys.exit(1)
