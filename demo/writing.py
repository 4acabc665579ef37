"""Load files as text: one person, cell or paper a line, so that a change is read as one."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any


def written(document: Mapping[str, Any]) -> str:
    """The document with its innermost lists one item a line."""
    return "\n".join(_block(document, "")) + "\n"


def _block(document: Mapping[str, Any], indent: str) -> Iterator[str]:
    yield f"{indent}{{"
    for number, (key, value) in enumerate(document.items()):
        comma = "," if number < len(document) - 1 else ""
        yield from _member(key, value, f"{indent}  ", comma)
    yield f"{indent}}}"


def _member(key: str, value: Any, indent: str, comma: str) -> Iterator[str]:
    if not _is_table(value):
        yield f"{indent}{_line(key)}: {_line(value)}{comma}"
        return
    yield f"{indent}{_line(key)}: ["
    for number, row in enumerate(value):
        lines = list(_block(row, f"{indent}  ")) if key == "families" else [f"{indent}  {_line(row)}"]
        yield from lines[:-1]
        yield lines[-1] + ("," if number < len(value) - 1 else "")
    yield f"{indent}]{comma}"


def _is_table(value: Any) -> bool:
    return isinstance(value, Sequence) and bool(value) and isinstance(value[0], Mapping)


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
