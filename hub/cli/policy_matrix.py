"""`hub policy matrix`: who sees what for what purpose, as a table, as CSV, or as a picture."""

import os
import sys
from pathlib import Path

import click

from hub.exchange.houses import read_catalogue
from hub.policy.faults import PolicyFaulty
from hub.policy.load import load_policies
from hub.rulebook.matrix_picture import picture
from hub.rulebook.matrix_text import MatrixText
from hub.rulebook.seeing import matrix as see
from hub.rulebook.wording import load_wording
from hub.settings.operator import read_settings
from hub.terms.lists import Role


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--role", "roles", multiple=True, type=click.Choice([role.value for role in Role]), help="Repeatable.")
@click.option("--csv", "as_csv", is_flag=True, help="Every category with every way in which it is seen.")
@click.option("--svg", "as_svg", is_flag=True, help="A picture to print.")
def matrix(folder: Path | None, roles: tuple[str, ...], **forms: bool) -> None:
    """Print who sees which category of whose record, by the rules of FOLDER, else of this hub; 2 if unreadable."""
    home = read_settings(os.environ).home
    try:
        policies = load_policies(folder or home / "policies", read_catalogue(home))
    except (PolicyFaulty, OSError) as fault:
        click.echo(f"hub: {fault}", err=True)
        sys.exit(2)
    wording = load_wording(home)
    chosen = [role for role in Role if not roles or role.value in roles]
    cells = [cell for cell in see(policies, wording) if cell.asked.role in chosen]
    text = MatrixText(cells, wording, policies.digest)
    if forms["as_svg"]:
        click.echo(picture(text), nl=False)
    else:
        click.echo(text.csv() if forms["as_csv"] else text.table(chosen), nl=not forms["as_csv"])
