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
from hub.rulebook.holding import Held, held_in, unkept
from hub.rulebook.wording import load_wording
from hub.settings.demo import with_demo
from hub.settings.operator import read_settings
from hub.settings.place import role_url

FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.group()
def policy() -> None:
    """Rules: check them, explain them, compare them, make them take effect."""


@policy.command()
@click.argument("folder", type=FOLDER, required=False)
@click.option("--in-force", is_flag=True, help="Also by the promises of the rules in force: all that activate asks.")
def check(folder: Path | None, *, in_force: bool) -> None:
    """Check a FOLDER of rules, else those of this hub; status 1 if something is wrong, 2 if a file is unreadable.

    Every promise of `invariants.toml` is proven, for every question and every combination of conditions.
    """
    settings = read_settings(os.environ)
    wording = load_wording(settings.home)
    try:
        checked = check_folder(folder or settings.home / "policies", read_catalogue(settings.home), wording)
    except PolicyFaulty as fault:
        click.echo(f"hub: {fault}", err=True)
        sys.exit(2)
    policies = checked.policies
    held = held_in(role_url(with_demo(settings, None), "hub_loader"), policies.catalogue) if in_force else Held()
    complaints = (*checked.complaints, *unkept(policies, held, {}, wording))
    for complaint in complaints:
        click.echo(complaint)
    counts = {"rules": len(policies.policies), "acts": len(policies.acts), "promises": len(policies.promises)}
    click.echo(str(wording.words["check"]["done"]).format(complaints=len(complaints), **counts))
    sys.exit(1 if complaints else 0)


policy.add_command(activate)
policy.add_command(diff)
policy.add_command(explain)
policy.add_command(export)
policy.add_command(matrix)
