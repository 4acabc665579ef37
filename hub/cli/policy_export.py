"""`hub policy export`: the rules as a document for data protection officers."""

import os
import sys
from pathlib import Path

import click

from hub.exchange.houses import read_catalogue
from hub.policy.faults import PolicyFaulty
from hub.policy.load import load_policies
from hub.rulebook.exporting import export_pdf
from hub.rulebook.saying_promises import say_promises
from hub.rulebook.wording import load_wording
from hub.settings.operator import read_settings


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.argument("folder", type=click.Path(path_type=Path), required=False)
def export(file: Path, folder: Path | None) -> None:
    """Write the rules of FOLDER, else of this hub, to FILE as an accessible PDF; status 2 if they cannot be read."""
    home = read_settings(os.environ).home
    try:
        rules = folder or home / "policies"
        policies = load_policies(rules, read_catalogue(home))
        file.write_bytes(export_pdf(policies, load_wording(home), say_promises(rules)))
    except (PolicyFaulty, OSError) as fault:
        click.echo(f"hub: {fault}", err=True)
        sys.exit(2)
    click.echo(f"{file.name}: {len(policies.policies)} Regeln, {len(policies.acts)} Vorgänge, {policies.digest}")
