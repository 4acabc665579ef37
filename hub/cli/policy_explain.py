"""`hub policy explain`: why one case comes out as it does, for the family, for a lawyer, or for a program."""

import json
import os
import sys
from pathlib import Path

import click

from hub.exchange.houses import load_books
from hub.rulebook.deriving import Derivation, derive
from hub.rulebook.explaining import DerivationText, as_data
from hub.rulebook.people import Case
from hub.rulebook.scenarios import ScenariosFaulty, load_rules, load_schema, read_scenarios
from hub.rulebook.sheets import Words, sheets
from hub.rulebook.undecided import why_undecided
from hub.rulebook.wording import load_wording
from hub.settings.operator import read_settings

BETWEEN = "\n\f\n"
"""Each sheet is for one person: a page of its own when printed."""


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--case", "name", required=True, help="The id of the case in FILE.")
@click.option("--derivation", is_flag=True, help="Every rule and every consent, for whoever checks; not for a family.")
@click.option("--json", "as_json", is_flag=True, help="The derivation as data, in the words of the closed lists.")
def explain(file: Path, name: str, **forms: bool) -> None:
    """Say why a case of FILE comes out as it does: a sheet for each person whose data it is about.

    Status 2 if FILE cannot be read, has no such case, or asks for what the rules do not decide.
    """
    home = read_settings(os.environ).home
    books, wording = load_books(home), load_wording(home)
    try:
        case = _find(read_scenarios(file.name, file.read_bytes(), load_schema(home)), file, name)
    except (ScenariosFaulty, OSError) as fault:
        click.echo(f"hub: {fault}", err=True)
        sys.exit(2)
    derivation = derive(case, load_rules(home, books.policies), wording)
    words = Words(wording, books.catalogue)
    if forms["as_json"]:
        click.echo(json.dumps(as_data(derivation), ensure_ascii=False, indent=2))
    else:
        click.echo(DerivationText(derivation, words).text() if forms["derivation"] else _sheets(derivation, words))


def _sheets(derivation: Derivation, words: Words) -> str:
    return BETWEEN.join(sheets(derivation, words)) or str(words.wording.words["sheet"]["no_sheet"])


def _find(cases: tuple[Case, ...], file: Path, name: str) -> Case:
    """The case, if there is one that the rules decide. Else ScenariosFaulty."""
    found = next((case for case in cases if case["id"] == name), None)
    if found is None:
        raise ScenariosFaulty(file.name, [f'no case "{name}"'])
    if "act" in found["ask"]:
        raise ScenariosFaulty(file.name, [f'case "{name}" asks for an act; looks alone are explained'])
    undecided = why_undecided(found)
    if undecided:
        raise ScenariosFaulty(file.name, [f'case "{name}" is not decided yet: {undecided}'])
    return found
