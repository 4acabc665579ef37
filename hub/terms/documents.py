"""From the text of a file to a document of the right shape, or to a list of what is wrong and where."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

import orjson
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

Document = Mapping[str, Any]
LONGEST_FILE = 64 * 2**20
MOST_ERRORS = 50
YEARS = range(1850, 2200)


def _is_day(text: object) -> bool:
    return not isinstance(text, str) or date.fromisoformat(text).year in YEARS


def _is_instant(text: object) -> bool:
    if not isinstance(text, str):
        return True
    instant = datetime.fromisoformat(text)
    return instant.tzinfo is not None and instant.year in YEARS


def _matches(_: Any, pattern: str, text: object, __: object) -> Iterator[ValidationError]:
    """As ECMA 262 means it: `$` is the end itself, not also the place before a last line break."""
    if isinstance(text, str) and not re.search(re.sub(r"\$$", r"\\Z", pattern), text):
        yield ValidationError("does not match")


def _is_integer(_: object, value: object) -> bool:
    """2.0 is not written as one."""
    return isinstance(value, int) and not isinstance(value, bool)


FORMATS = FormatChecker(formats=())
FORMATS.checks("date", raises=ValueError)(_is_day)
FORMATS.checks("date-time", raises=ValueError)(_is_instant)
VALIDATOR = extend(
    Draft202012Validator,
    {"pattern": _matches},
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine("integer", _is_integer),
)


class DocumentFaulty(ValueError):
    """The file is not of its shape, and nothing came of it.

    `errors` are lines `place: what is wrong`, without any value.
    """

    def __init__(self, file: str, errors: list[str]) -> None:
        self.errors = tuple(f"{file}: {error}" for error in errors[:MOST_ERRORS])
        more = len(errors) - len(self.errors)
        super().__init__("\n".join([*self.errors, *([f"{file}: and {more} more"] if more > 0 else [])]))


def read_document(file: str, text: bytes, schema: Document, faulty: type[DocumentFaulty] = DocumentFaulty) -> Document:
    """The document of a file, once it fits its schema; else `faulty` is raised."""
    if len(text) > LONGEST_FILE:
        raise faulty(file, [f"longer than {LONGEST_FILE // 2**20} MiB"])
    try:
        words = text.decode("utf-8")
        orjson.loads(words)  # stricter: no half characters, no endless numbers, no bottomless nesting
        document = json.loads(words, object_pairs_hook=_once, parse_int=_exact)
    except UnicodeDecodeError as error:
        raise faulty(file, [f"byte {error.start}: not UTF-8"]) from error
    except json.JSONDecodeError as error:
        raise faulty(file, [f"line {error.lineno}, column {error.colno}: not JSON: {error.msg}"]) from error
    except (ValueError, RecursionError) as error:
        raise faulty(file, [str(error) if isinstance(error, _Unfit) else "not JSON that can be read"]) from error
    errors = [
        line for found in VALIDATOR(schema, format_checker=FORMATS).iter_errors(document) for line in _explain(found)
    ]
    if errors:
        raise faulty(file, sorted(set(errors)))
    checked: Document = document
    return checked


class _Unfit(ValueError):
    """JSON, but not of a kind that can be kept as it is."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        raise _Unfit("a key stands twice in one object")
    return content


def _exact(digits: str) -> int:
    number = int(digits)
    if not -(2**63) <= number < 2**63:
        raise _Unfit("a number needs more than 64 bits")
    return number


_SAYS: Mapping[str, Callable[[Any], str]] = {
    "type": lambda rule: f"must be {rule if isinstance(rule, str) else ' or '.join(rule)}",
    "enum": lambda rule: f"must be one of {', '.join(map(str, rule))}",
    "const": lambda rule: f"must be {rule}",
    "pattern": lambda rule: f"must match {rule}",
    "format": lambda rule: f"must be a real {rule} of the years {YEARS.start} to {YEARS.stop - 1}",
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
    if error.validator in ("anyOf", "oneOf") and error.context:
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
