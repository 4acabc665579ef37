"""`hub policy …`: rules as people handle them. Commands that work on rule files join this group."""

import os
import sys
from pathlib import Path

import click

from hub.cli.policy_activate import activate
from hub.cli.policy_diff import diff
from hub.cli.policy_explain import explain
from hub.cli.policy_export import export
from hub.cli.policy_matrix import matrix
from hub.exchange.houses import read_catalogue
from hub.policy.faults import PolicyFaulty
from hub.rulebook.checking import check_folder
from hub.rulebook.wording import load_wording
from hub.settings.operator import read_settings

FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.group()
def policy() -> None:
    """Rules: check them, explain them, compare them, make them take effect."""


@policy.command()
@click.argument("folder", type=FOLDER, required=False)
def check(folder: Path | None) -> None:
    """Check a FOLDER of rules, else those of this hub; status 1 if something is wrong, 2 if a file is unreadable.

    Every promise of `invariants.toml` is proven, for every question and every combination of conditions.
    """
    home = read_settings(os.environ).home
    wording = load_wording(home)
    try:
        checked = check_folder(folder or home / "policies", read_catalogue(home), wording)
    except PolicyFaulty as fault:
        click.echo(f"hub: {fault}", err=True)
        sys.exit(2)
    for complaint in checked.complaints:
        click.echo(complaint)
    policies = checked.policies
    counts = {"rules": len(policies.policies), "acts": len(policies.acts), "promises": len(policies.promises)}
    click.echo(str(wording.words["check"]["done"]).format(complaints=len(checked.complaints), **counts))
    sys.exit(1 if checked.complaints else 0)


policy.add_command(activate)
policy.add_command(diff)
policy.add_command(explain)
policy.add_command(export)
policy.add_command(matrix)
