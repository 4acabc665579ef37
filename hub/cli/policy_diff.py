"""`hub policy diff`: what a change of the rules opens, closes or moves."""

import csv
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from hub.exchange.houses import read_catalogue
from hub.policy.compile import BITS
from hub.policy.faults import PolicyFaulty
from hub.policy.load import load_policies
from hub.rulebook.diff_text import DiffText, kind
from hub.rulebook.differing import Difference, differences
from hub.rulebook.wording import load_wording
from hub.settings.operator import read_settings
from hub.terms.catalogue import Catalogue

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
def diff(old: Path, new: Path, *, cells: bool) -> None:
    """Compare two folders of rules; status 0 if they are the same, 1 if they differ, 2 if one cannot be read."""
    home = read_settings(os.environ).home
    catalogue = read_catalogue(home)
    try:
        before, after = (load_policies(folder, catalogue) for folder in (old, new))
    except (PolicyFaulty, OSError) as fault:
        click.echo(f"hub: {fault}", err=True)
        sys.exit(2)
    found = differences(before, after)
    if cells:
        _write(found, catalogue)
    else:
        click.echo(DiffText(before, after, found, load_wording(home)).text())
    sys.exit(0 if before.digest == after.digest else 1)


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
