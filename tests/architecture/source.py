"""The source of the hub as trees, for tests about its shape."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
HUB = ROOT / "hub"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def files(folder: str = "hub") -> tuple[Path, ...]:
    """Every Python file below a folder."""
    return tuple(sorted((ROOT / folder).rglob("*.py")))


@cache
def tree(path: Path) -> ast.Module:
    """One file, parsed."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def name(path: Path) -> str:
    """A file as people call it: `hub/gate/disclose.py`."""
    return path.relative_to(ROOT).as_posix()


def functions(folder: str = "hub") -> Iterator[tuple[str, Function]]:
    """Every function with its place, also those within others."""
    for path in files(folder):
        for node in ast.walk(tree(path)):
            if isinstance(node, Function):
                yield f"{name(path)}: {node.name}", node


def calls(path: Path) -> Iterator[str]:
    """The names of all that a file calls."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            target = node.func
            yield target.attr if isinstance(target, ast.Attribute) else getattr(target, "id", "")
