"""Locks 1 and 2 as the source shows them: who can make a projection, and where the law stands."""

import ast
import dataclasses
import tomllib
from pathlib import Path

import pytest

import hub.record.writing
from hub.terms import answers, changes
from hub.terms.access import Ticket

from .source import HUB, ROOT, calls, files, name, tree

CARRIERS = [answers.Projection, answers.Disclosure, changes.CellChange, hub.record.writing.Sheet]
DECIDERS = {"Agency", "Role"}
FACTS = {
    "hub/identity/store.py": "a provider's staff belong to that provider",
    "hub/rulebook/principals.py": "a provider's staff belong to that provider",
    "hub/policy/cases.py": "the words of the examples in policies",
    "hub/exchange/cells.py": "the provider of a provider's value must be one",
    "hub/exchange/directory.py": "at which address an agency's people sign in",
    "hub/gate/conferences/tables.py": "a joint conference is held by the two agencies",
    "hub/gate/conferences/plans.py": "who is meant by a Hilfeplangespräch, and who can moderate",
    "hub/review/watch/reach.py": "what an officer read for the sample they drew explains itself; it opens nothing",
    "hub/rulebook/asking.py": "the second key is turned by the staff council, and by nobody else",
}
"""Where Python may ask which agency it is, and why that is no rule of law."""


def _only_in(room: str, called: str) -> list[str]:
    return [name(path) for path in files() if called in calls(path) and HUB / room not in path.parents]


def test_only_the_gate_makes_a_projection():
    """Lock 2: pages and serialisers take one, and nobody else can put one together."""
    assert [] == _only_in("gate", "Projection")
    assert [] == _only_in("gate", "Disclosure")
    assert "Projection" in calls(HUB / "gate" / "disclose.py")


def test_only_the_gate_makes_a_value_to_show():
    """Save the test data, which are not in the hub."""
    assert [] == [
        name(path)
        for path in files()
        if HUB / "gate" not in path.parents
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.module == "hub.terms.answers"
        for one in node.names
        if one.name == "Value" and "Value" in calls(path)
    ]


def test_only_the_ledger_hands_out_tickets():
    """A ticket is what an entry that was written down is worth."""
    assert [] == _only_in("ledger", Ticket.__name__)


def test_only_one_place_opens_a_value():
    """`open_box` stands in the record alone."""
    assert [] == _only_in("record", "open_box")


@pytest.mark.parametrize("carrier", CARRIERS, ids=lambda carrier: carrier.__name__)
def test_what_carries_a_value_does_not_print_it(carrier):
    """Rule 17: no dataclass writes a `__repr__` for it."""
    assert object.__repr__ is carrier.__repr__
    assert dataclasses.is_dataclass(carrier)


def test_a_value_prints_where_it_is_from_and_not_what_it_says():
    """Nor does anything that holds it."""
    fields = dict.fromkeys(answers.Value._fields) | {"field": "given_name", "content": "Erdacht"}
    value = answers.Value(**fields)

    assert "Value(given_name)" == repr(value) == str(value) == f"{value}"
    assert "Erdacht" not in repr([value])


def _asked(path: Path) -> list[str]:
    """Comparisons of a file with one agency or role."""
    found = []
    for node in ast.walk(tree(path)):
        sides = [node.left, *node.comparators] if isinstance(node, ast.Compare) else []
        parts = [part for side in sides for part in ast.walk(side)]
        if any(isinstance(part, ast.Attribute) and getattr(part.value, "id", "") in DECIDERS for part in parts):
            found.append(ast.unparse(node))
    return found


def test_the_law_is_not_in_python():
    """Rule 6: Python has no `if agency is …`; where it asks for a fact, the file is named here with the reason."""
    asking = {name(path): _asked(path) for path in files() if HUB / "terms" not in path.parents and _asked(path)}

    assert asking.keys() <= FACTS.keys(), asking


def test_the_exceptions_are_still_needed():
    """A file that asks no more loses its exception."""
    assert [] == [file for file in FACTS if not _asked(ROOT / file)]


def test_no_match_on_a_role_or_an_agency():
    """Nor by the other spelling of `if`."""
    patterns = [
        f"{name(path)}: {ast.unparse(node)}"
        for path in files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.MatchValue)
        and isinstance(node.value, ast.Attribute)
        and getattr(node.value.value, "id", "") in DECIDERS
    ]

    assert [] == patterns


def test_every_room_stands_in_the_layers():
    """And the contracts of the page on architecture are all there."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]

    assert {
        "A room imports only from the rooms below it",
        "Only the gate touches the record and the consents",
        "Only the gate, the review and the rulebook write the ledger",
        "Only the working rooms go to the gate",
        "Web never builds a request of its own",
        "Policy is pure",
        "Only web speaks HTTP",
        "Only stores speak SQL",
    } == {contract["name"] for contract in contracts}
    assert [] == [contract["name"] for contract in contracts if "ignore_imports" in contract]
    assert contracts[0]["exhaustive"]


def test_only_migrations_and_stores_hold_sql():
    """A statement is an argument of `rows`, and only stores, the ledger's writer and the health check call it."""
    places = {
        name(path)
        for path in files()
        if "rows" in calls(path) and HUB / "db" not in path.parents and path.name != "store.py"
    }

    assert places <= {"hub/ledger/append.py", "hub/ledger/imported.py", "hub/main/building.py"}


def test_nothing_in_python_catches_everything():
    """Rule 28: nobody catches `Exception`; `BaseException` only where it goes on at once."""
    caught = [
        f"{name(path)}:{node.lineno}"
        for path in files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler)
        and (
            node.type is None
            or {"Exception", "BaseException"} & {ast.unparse(t) for t in ast.walk(node.type) if isinstance(t, ast.Name)}
        )
        and not any(isinstance(inner, ast.Raise) and inner.exc is None for inner in node.body)
    ]

    assert [] == caught
