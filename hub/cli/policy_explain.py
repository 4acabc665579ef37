"""`hub policy explain`: why one case comes out as it does, for the family, for a lawyer, or for a program."""

import json
import os
import sys
from collections.abc import Mapping
from datetime import UTC
from pathlib import Path
from typing import Any

import click

from hub.db.database import Database
from hub.exchange.houses import HOLDERS, load_books, open_group
from hub.rulebook.deriving import Derivation, derive
from hub.rulebook.explaining import DerivationText, as_data
from hub.rulebook.explaining_acts import ActText, act_as_data, derive_act
from hub.rulebook.explaining_families import FamilyQuestion, FamilyText, QuestionFaulty, ask_house
from hub.rulebook.judging import Rules
from hub.rulebook.people import Case
from hub.rulebook.scenarios import ScenariosFaulty, load_rules, load_schema, read_scenarios
from hub.rulebook.sheets import Words, sheets
from hub.rulebook.wording import Wording, load_wording
from hub.settings.operator import read_settings
from hub.settings.place import role_url
from hub.terms.ids import FamilyNumber, FieldId
from hub.terms.lists import Purpose

BETWEEN = "\n\f\n"
"""Each sheet is for one person: a page of its own when printed."""


FAMILY = ("agency", "staff", "purpose", "field", "person")
"""What a question about a family needs besides its number."""


@click.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--case", "name", help="The id of the case in FILE.")
@click.option("--derivation", is_flag=True, help="Every rule and every consent, for whoever checks; not for a family.")
@click.option("--json", "as_json", is_flag=True, help="The derivation as data, in the words of the closed lists.")
@click.option("--family", help="Instead of a case: the number of a family of this hub. The question is logged.")
@click.option("--agency", type=click.Choice(HOLDERS[:3]), help="In whose name: its login and keys are used.")
@click.option("--staff", help="Who would see it, as U01.")
@click.option("--purpose", type=click.Choice([one.value for one in Purpose]))
@click.option("--field", help="An id of the field catalogue.")
@click.option("--person", help="Whom it is about, as F01-2.")
@click.option("--at", type=click.DateTime(), help="At an instant that lies back, by the rules in force then.")
def explain(file: Path | None, name: str | None, **options: Any) -> None:
    """Say why a case of FILE comes out as it does, with a sheet for each person whose data it is about; of an act, how.

    With --family: whether somebody would see a field of a family, right now or --at an instant.
    Status 2 if nothing can be explained.
    """
    home = read_settings(os.environ).home
    if options["family"]:
        _explain_family(home, options)
        return
    if file is None or name is None:
        raise click.UsageError("a FILE with --case, or a --family is needed")
    books, wording = load_books(home), load_wording(home)
    try:
        case = _find(read_scenarios(file.name, file.read_bytes(), load_schema(home)), file, name)
    except (ScenariosFaulty, OSError) as fault:
        click.echo(f"hub: {fault}", err=True)
        sys.exit(2)
    if "act" in case["ask"]:
        _explain_act(case, load_rules(home, books.policies), wording, as_json=options["as_json"])
        return
    derivation = derive(case, load_rules(home, books.policies), wording)
    words = Words(wording, books.catalogue)
    if options["as_json"]:
        click.echo(json.dumps(as_data(derivation), ensure_ascii=False, indent=2))
    else:
        click.echo(DerivationText(derivation, words).text() if options["derivation"] else _sheets(derivation, words))


def _explain_family(home: Path, options: Mapping[str, Any]) -> None:
    missing = [f"--{one}" for one in FAMILY if not options[one]]
    if missing:
        raise click.UsageError(f"a --family needs {', '.join(missing)} too")
    settings, books, wording = read_settings(os.environ), load_books(home), load_wording(home)
    question = FamilyQuestion(
        staff=options["staff"],
        purpose=Purpose(options["purpose"]),
        family=FamilyNumber(options["family"]),
        person=options["person"],
        field=FieldId(options["field"]),
        at=options["at"].astimezone(UTC) if options["at"] else settings.clock(),
    )
    db = Database(role_url(settings, f"hub_{options['agency']}"), size=1)
    try:
        answer = ask_house(open_group(db, books, settings.keys, options["agency"]), question)
    except QuestionFaulty as fault:
        click.echo(f"hub: {fault}", err=True)
        sys.exit(2)
    finally:
        db.close()
    click.echo(FamilyText(answer, answer.policies, wording).text(books.catalogue.by_id[question.field]))


def _explain_act(case: Case, rules: Rules, wording: Wording, *, as_json: bool) -> None:
    """An act has a derivation and no sheet."""
    derived = derive_act(case, rules)
    if as_json:
        click.echo(json.dumps(act_as_data(derived), ensure_ascii=False, indent=2))
    else:
        click.echo(ActText(derived, wording).text())


def _sheets(derivation: Derivation, words: Words) -> str:
    return BETWEEN.join(sheets(derivation, words)) or str(words.wording.words["sheet"]["no_sheet"])


def _find(cases: tuple[Case, ...], file: Path, name: str) -> Case:
    """The case, if there is one. Else ScenariosFaulty."""
    found = next((case for case in cases if case["id"] == name), None)
    if found is None:
        raise ScenariosFaulty(file.name, [f'no case "{name}"'])
    return found
