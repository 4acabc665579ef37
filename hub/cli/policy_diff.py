"""`hub policy diff`: what a change of the rules opens, closes or moves."""

import csv
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from hub.db.database import Database
from hub.exchange.houses import HOLDERS, Books, load_books, open_group
from hub.policy.compile import BITS
from hub.policy.faults import PolicyFaulty
from hub.policy.load import load_policies
from hub.policy.policies import PolicySet
from hub.rulebook.counting import Touched, count_touched, say_touched
from hub.rulebook.diff_text import DiffText, kind
from hub.rulebook.differing import Difference, differences
from hub.rulebook.wording import load_wording
from hub.settings.operator import Settings, read_settings
from hub.settings.place import role_url
from hub.terms.catalogue import Catalogue
from hub.terms.lists import Agency

COLUMNS = (
    "what",
    "act",
    "agency",
    "role",
    "purpose",
    "owner",
    "own",
    "field",
    "old",
    "new",
    "consent",
    "holds",
    "absent",
)


@click.command()
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--cells", is_flag=True, help="Every single difference with all its circumstances, as CSV.")
@click.option(
    "--families", type=click.Choice(HOLDERS[:3]), help="Count also the families of this agency's staff. Logged."
)
def diff(old: Path, new: Path, *, cells: bool, families: str | None) -> None:
    """Compare two folders of rules; status 0 if they are the same, 1 if they differ, 2 if one cannot be read."""
    settings = read_settings(os.environ)
    books = load_books(settings.home)
    try:
        before, after = (load_policies(folder, books.catalogue) for folder in (old, new))
    except (PolicyFaulty, OSError) as fault:
        click.echo(f"hub: {fault}", err=True)
        sys.exit(2)
    found = differences(before, after)
    if cells:
        _write(found, books.catalogue)
        sys.exit(0 if before.digest == after.digest else 1)
    wording = load_wording(settings.home)
    click.echo(DiffText(before, after, found, wording).text())
    if families:
        touched = _count(settings, books, families, (before, after))
        click.echo(f"\n{say_touched(touched, wording.agency(Agency(families)), wording)}")
    sys.exit(0 if before.digest == after.digest else 1)


def _count(settings: Settings, books: Books, agency: str, rules: tuple[PolicySet, PolicySet]) -> Touched:
    db = Database(role_url(settings, f"hub_{agency}"), size=1)
    try:
        return count_touched(open_group(db, books, settings.keys, agency), *rules, settings.clock())
    finally:
        db.close()


def _write(found: Sequence[Difference], catalogue: Catalogue) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in found:
        leaf = one.leaf
        holds, absent = (
            " ".join(name for name, bit in BITS.items() if bits & bit) for bits in (leaf.state.held, leaf.state.absent)
        )
        named = [field.id for field in catalogue.fields if leaf.fields >> field.bit & 1]
        for asked in one.asked:
            for field in named:
                row = [kind(leaf.old, leaf.new), *asked, one.whose.owner, one.whose.is_own, field]
                writer.writerow([*row, leaf.old.id, leaf.new.id, leaf.consent.id, holds, absent])
