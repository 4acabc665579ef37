"""`hub erase`: a family's record is destroyed with its keys, and the proof of it is printed (G1, G2, G6, G7)."""

import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import NoReturn

import click
import orjson

from hub.cli.vouched import stop_unless_vouched
from hub.db.database import Database
from hub.db.errors import NotThere, StillKept
from hub.exchange.erasing import ErasedBefore, NotYet, Records, open_records
from hub.exchange.evidence import need_own_log
from hub.exchange.houses import load_books
from hub.review.exporting import NotInTheTree, prove_entry
from hub.settings.demo import with_demo, with_demo_evidence
from hub.settings.operator import Settings, read_settings
from hub.settings.place import role_url
from hub.terms.erasing import Kept, Remains, Standing, Takeover
from hub.terms.ids import EntryId, FamilyNumber

WHY = {
    Kept.RUNNING: "FAM has not ended for this family",
    Kept.PERIOD: "the period of `family_record` (policies/retention.toml) is not over",
    Kept.HOLD: "it is held back: hub ledger holds",
    Kept.CASE: "a case of the review about it is open",
}
KEPT = ("papers of consent, people by id and the log, until their own classes end", "the family's number and status")


@click.command()
@click.argument("family")
@click.option("--takeover-jobcenter", metavar="NAME", help="Who confirms that what must stay is in its leading file.")
@click.option("--takeover-jugendamt", metavar="NAME", help="The same for the Jugendamt.")
@click.option("--offered", type=click.DateTime(["%Y-%m-%d"]), help="The day on which the archive was offered it.")
@click.option("--check", "how", flag_value="check", help="Only say what of the record is in the database.")
@click.option(
    "--proof",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="With --check: write the proof of the entry (hub ledger verify) into this folder.",
)
def erase(
    family: str, takeover_jobcenter: str, takeover_jugendamt: str, offered: datetime | None, **how: object
) -> None:
    """Destroy the record of FAMILY (a number): keys, values, drafts, talks, search tokens. All of it or nothing.

    Not while FAM runs, before six months after its end, while something holds it, or without both confirmations.
    Prints what was destroyed as JSON. Status 1: with --check, something of it is there; 2: refused, nothing changed.
    """
    settings = with_demo_evidence(with_demo(read_settings(os.environ), None), None)
    number, folder = FamilyNumber(family), how["proof"]
    if how["how"] == "check":
        _check(settings, number, folder if isinstance(folder, Path) else None)
        return
    try:
        confirmed = Takeover(takeover_jobcenter or "", takeover_jugendamt or "", offered.date() if offered else None)
    except ValueError:
        _refuse("both agencies have to confirm by name: --takeover-jobcenter, --takeover-jugendamt")
    stop_unless_vouched(settings)
    need_own_log(role_url(settings, "hub_loader"), settings.evidence.policy)
    _erase(settings, number, confirmed)


def _erase(settings: Settings, number: FamilyNumber, confirmed: Takeover) -> None:
    with _records(settings, number) as records:
        try:
            done = records.erase(number, confirmed, settings.clock())
        except NotYet as kept:
            _refuse(f"{number} is not erased: {WHY[kept.standing.kept]}" if kept.standing.kept else str(kept))
        except StillKept:
            _refuse(f"{number} is not erased: something holds it since a moment ago")
        except ErasedBefore as before:
            _refuse(f"{number} was erased on {before.standing.erased_on}, entry {before.standing.entry}")
        except OSError as trouble:
            click.echo(f"hub: {number} is erased, but the journal could not be written: do it again", err=True)
            raise click.ClickException(type(trouble).__name__) from trouble
    _print(_told(number, done.destroyed) | {"erased_on": done.day.isoformat(), "entry": done.entry, "kept": KEPT})


def _check(settings: Settings, number: FamilyNumber, folder: Path | None) -> None:
    with _records(settings, number) as records:
        found = records.look_for(number, settings.clock())
    told = _told(number, found.remains) | {"erased_on": found.erased_on and found.erased_on.isoformat()}
    _print(told | {"entry": found.entry, "nothing_left": found.remains.is_nothing, **_proof(settings, found, folder)})
    if not found.remains.is_nothing:
        sys.exit(1)


def _proof(settings: Settings, found: Standing, folder: Path | None) -> dict[str, str]:
    if folder is None or found.entry is None:
        return {}
    with closing(Database(role_url(settings, "hub_oversight"), size=1)) as db:
        try:
            return {"proof": str(prove_entry(db, EntryId(found.entry), folder))}
        except NotInTheTree as why:
            _refuse(str(why))


def _told(number: FamilyNumber, remains: Remains) -> dict[str, object]:
    return {"family": number, "holder_keys": remains.holder_keys, "wrappings": remains.wrappings, **remains.rows}


def _print(document: dict[str, object]) -> None:
    click.echo(orjson.dumps(document, option=orjson.OPT_INDENT_2).decode())


@contextmanager
def _records(settings: Settings, number: FamilyNumber) -> Iterator[Records]:
    url = role_url(settings, "hub_loader")
    with open_records(load_books(settings.home), url, settings.keys, settings.journal) as records:
        try:
            yield records
        except NotThere:
            _refuse(f"{number}: no family has this number")


def _refuse(message: str) -> NoReturn:
    click.echo(f"hub: {message}", err=True)
    sys.exit(2)
