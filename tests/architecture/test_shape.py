"""The rules of style that a machine can check, as far as ruff does not."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .source import HUB, ROOT, files, functions, name, tree

DRAWERS = {"utils", "util", "helpers", "helper", "common", "manager", "service", "services", "base", "misc", "core"}
TRUST = re.compile(r"^(Trusted|Not trusted): .+\.$", re.MULTILINE | re.DOTALL)
STORES = {"record", "consent", "ledger", "identity"}
KEPT_OPEN = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
VERBS = re.compile(r"^_?(get|handle|process|do)_")
LONGER = {"hub/ledger/verify.py": 400}
"""What leaves the house as one file that a data protection officer can read and run alone."""
GIVEN = {"hub/cli/commands.py: get_command", "hub/main/serving.py: handle_error"} | {
    "hub/ledger/keyserving.py: handle_error",
    "hub/main/serving.py: handle_request",
}
"""Names that a library gives."""


def _rooms() -> list[Path]:
    return sorted(path.parent for path in HUB.glob("*/__init__.py"))


def test_no_file_is_longer_than_250_lines():
    """Tests have 300, the offline verifier 400."""
    lines = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files()}

    assert [] == [path for path, length in lines.items() if length > LONGER.get(path, 250)]
    assert [] == [name(path) for path in files("tests") if len(path.read_text(encoding="utf-8").splitlines()) > 300]


def test_no_function_is_longer_than_30_lines():
    """A function reads as the sentence that names it; the docstring counts."""
    long = [place for place, node in functions() if (node.end_lineno or 0) - node.lineno + 1 > 30]

    assert [] == long


def test_no_function_takes_more_than_5_parameters():
    """Save itself."""
    for place, node in functions():
        taken = [one.arg for one in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
        assert len([one for one in taken if one not in ("self", "cls")]) <= 5, place


def test_nobody_keeps_a_drawer():
    """No file or room is named for being useful."""
    assert [] == [name(path) for path in files() if DRAWERS & {path.stem, path.parent.name}]


def test_verbs_promise_something():
    """Not `get_`, `handle_`, `process_`, `do_` (rule 22)."""
    assert GIVEN >= {place for place, node in functions() if VERBS.match(node.name)}


@pytest.mark.parametrize("room", _rooms(), ids=lambda room: room.name)
def test_a_room_begins_with_its_card(room):
    """What it is for and at most three rules; no code, and whom we trust where it stores something."""
    module = tree(room / "__init__.py")
    card = ast.get_docstring(module) or ""

    assert 1 == len(module.body)
    assert card
    assert len(re.findall(r"^Rule \d:", card, re.MULTILINE)) <= 3
    if room.name in STORES:
        assert TRUST.match(card.rsplit("\n\n", 1)[-1])


def test_public_names_say_what_they_promise():
    """Every module, public class, public function and public method has a docstring; not what a Protocol lists."""
    bare = []
    for path in files():
        for node in _public(tree(path)):
            if ast.get_docstring(node) is None:
                bare.append(f"{name(path)}: {getattr(node, 'name', 'the module')}")

    assert [] == bare


def _public(node: ast.Module | ast.ClassDef) -> Iterator[ast.Module | ast.ClassDef | ast.FunctionDef]:
    """A module or class and what others see of it; what stands within a function is nobody else's."""
    yield node
    if isinstance(node, ast.ClassDef) and "Protocol" in map(ast.unparse, node.bases):
        return
    for child in node.body:
        if isinstance(child, ast.ClassDef) and not child.name.startswith("_"):
            yield from _public(child)
        elif isinstance(child, ast.FunctionDef) and not child.name.startswith("_"):
            yield child


def test_nothing_is_left_for_later():
    """What is not done is an issue, not a comment; this file alone may say the words."""
    kept = [
        name(path)
        for folder in ("hub", "tests", "bench", "migrations", "policies", "schemas", "docs")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in {".py", ".toml", ".md", ".html", ".json", ".csv"} and path != Path(__file__)
        if "vendor" not in path.parts and KEPT_OPEN.search(path.read_text(encoding="utf-8"))
    ]

    assert [] == kept


def test_facts_are_frozen():
    """A dataclass that is not must hold what changes, and is known here by name (rule 13)."""
    growing = {"_Stream", "Sheet", "Walk", "Watch", "Wrapper", "Writer"}
    loose = {
        node.name
        for path in files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef)
        for one in node.decorator_list
        if ast.unparse(one).startswith("dataclass") and "frozen=True" not in ast.unparse(one)
    }

    assert loose <= growing


@pytest.mark.parametrize("lock", ["requirements.lock", "bootstrap.lock", "tests/conformance/peers.lock"])
def test_a_lock_holds_hashes_and_no_address(lock):
    """Whoever installs uses their own registry; every package is pinned by its digest."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    pins = [line for line in text.splitlines() if re.match(r"^[A-Za-z0-9]", line)]

    assert "://" not in text
    assert "--index" not in text
    assert pins
    assert all("==" in pin for pin in pins)
    assert len(pins) <= text.count("--hash=sha256:")


def test_the_import_contracts_hold():
    """Rooms import downwards only, and lock 1 is shut."""
    program = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)

    assert 0 == done.returncode, done.stdout
