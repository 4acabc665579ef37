"""From the text of a load file to a document of the right shape, or to a list of what is wrong and where."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

Document = Mapping[str, Any]
LONGEST_FILE = 64 * 2**20
MOST_ERRORS = 50


def _is_day(text: object) -> bool:
    return not isinstance(text, str) or bool(date.fromisoformat(text))


def _is_instant(text: object) -> bool:
    return not isinstance(text, str) or datetime.fromisoformat(text).tzinfo is not None


FORMATS = FormatChecker(formats=())
FORMATS.checks("date", raises=ValueError)(_is_day)
FORMATS.checks("date-time", raises=ValueError)(_is_instant)


class LoadFaulty(ValueError):
    """The file cannot be loaded; nothing was. `errors` are lines `place: what is wrong`, without any value."""

    def __init__(self, file: str, errors: list[str]) -> None:
        self.errors = tuple(f"{file}: {error}" for error in errors[:MOST_ERRORS])
        more = len(errors) - len(self.errors)
        super().__init__("\n".join([*self.errors, *([f"{file}: and {more} more"] if more > 0 else [])]))


def read_document(file: str, text: bytes, schema: Document) -> Document:
    """The document of a load file, once it fits its schema."""
    if len(text) > LONGEST_FILE:
        raise LoadFaulty(file, [f"longer than {LONGEST_FILE // 2**20} MiB"])
    try:
        document = json.loads(text.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        raise LoadFaulty(file, [f"byte {error.start}: not UTF-8"]) from error
    except json.JSONDecodeError as error:
        raise LoadFaulty(file, [f"line {error.lineno}, column {error.colno}: not JSON: {error.msg}"]) from error
    except (ValueError, RecursionError) as error:
        raise LoadFaulty(file, [str(error) if isinstance(error, _Twice) else "not JSON that can be read"]) from error
    errors = [
        line
        for found in Draft202012Validator(schema, format_checker=FORMATS).iter_errors(document)
        for line in _explain(found)
    ]
    if errors:
        raise LoadFaulty(file, sorted(set(errors)))
    checked: Document = document
    return checked


class _Twice(ValueError):
    """A key stands twice in one object."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        raise _Twice("a key stands twice in one object")
    return content


def _no_constant(_: str) -> None:
    raise ValueError("NaN and Infinity are not JSON")


_SAYS: Mapping[str, Callable[[Any], str]] = {
    "type": lambda rule: f"must be {rule if isinstance(rule, str) else ' or '.join(rule)}",
    "enum": lambda rule: f"must be one of {', '.join(map(str, rule))}",
    "const": lambda rule: f"must be {rule}",
    "pattern": lambda rule: f"must match {rule}",
    "format": lambda rule: f"must be a real {rule}",
    "required": lambda rule: f"needs {', '.join(rule)}",
    "minLength": lambda rule: f"must have at least {rule} characters",
    "maxLength": lambda rule: f"must have at most {rule} characters",
    "minItems": lambda rule: f"must have at least {rule} items",
    "maxItems": lambda rule: f"must have at most {rule} items",
    "minimum": lambda rule: f"must be at least {rule}",
    "maximum": lambda rule: f"must be at most {rule}",
    "uniqueItems": lambda _: "must not name anything twice",
    "additionalProperties": lambda _: "has a key that is not known here",
}


def _explain(error: ValidationError) -> list[str]:
    """Where it is wrong and what would be right. Of alternatives, what is wrong with the one that fits best."""
    if error.validator == "anyOf" and error.context:
        deepest = max(len(one.path) for one in error.context)
        if deepest:
            return [line for one in error.context if len(one.path) == deepest for line in _explain(one)]
        return [f"{_place(error)}: fits none of the forms it may have"]
    say = _SAYS.get(str(error.validator))
    return [f"{_place(error)}: {say(error.validator_value) if say else f'breaks the rule {error.validator}'}"]


def _place(error: ValidationError) -> str:
    place = ""
    for step in error.absolute_path:
        place += f"[{step}]" if isinstance(step, int) else f".{step}"
    return place.lstrip(".") or "the whole document"
