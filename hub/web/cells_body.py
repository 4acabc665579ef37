"""What a program sends to be written: read, or told place by place what is wrong, never with what stands there."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import orjson
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from hub.terms.changes import Source
from hub.terms.ids import CellId, FieldId
from hub.terms.lists import Level, Owner, Purpose
from hub.terms.plain import flaws_of
from hub.terms.writing import NewCell, NewVersion, Said

Fault = tuple[str, str]
"""A JSON pointer and the id of what is wrong there."""

TEXTS = {"value": Level.FULL, "summary": Level.SUMMARY, "pseudonymised": Level.PSEUDONYMISED}
MOST_FAULTS = 20
_SCHEMA = Path(__file__).parents[2] / "schemas" / "cells.schema.json"
_SAID = frozenset({"required", "type", "enum", "const", "pattern", "minItems", "maxItems", "uniqueItems", "anyOf"})


class Body(NamedTuple):
    """What is to be written, and for what."""

    purpose: Purpose
    cells: tuple[NewCell | NewVersion, ...]


@cache
def body_schema() -> dict[str, Any]:
    """The schema of what is sent, as it stands in `schemas/`."""
    schema: dict[str, Any] = json.loads(_SCHEMA.read_text(encoding="utf-8"))
    return schema


def read_body(data: bytes, today: date) -> Body | tuple[Fault, ...]:
    """The body, or the first things that are wrong with it."""
    try:
        document = orjson.loads(data)
    except orjson.JSONDecodeError:
        return (("", "fault-json"),)
    errors = sorted(_validator().iter_errors(document), key=lambda error: [str(part) for part in error.absolute_path])
    faults = tuple(dict.fromkeys(_fault(error) for error in errors)) or tuple(_values(document, today))
    if faults:
        return faults[:MOST_FAULTS]
    return Body(Purpose(document["purpose"]), tuple(map(_cell, document["cells"])))


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(body_schema())


def _fault(error: ValidationError) -> Fault:
    """The place that the schema names. A key that it does not know is not repeated: it is what somebody sent."""
    pointer = "".join(f"/{part}" for part in error.absolute_path)
    word = "required" if error.validator == "dependentRequired" else str(error.validator)
    if word == "additionalProperties" or error.schema is False:
        return pointer, "fault-key"
    return pointer, f"fault-{word.lower()}" if word in _SAID else "fault-other"


def _values(document: Mapping[str, Any], today: date) -> Iterator[Fault]:
    """What a schema cannot say: that a day is one and has come, and that texts are plain."""
    for number, one in enumerate(document["cells"]):
        try:
            if date.fromisoformat(one["on"]) > today:
                yield f"/cells/{number}/on", "fault-future"
        except ValueError:
            yield f"/cells/{number}/on", "fault-pattern"
        for key in TEXTS.keys() & one.keys():
            yield from ((f"/cells/{number}/{key}", f"fault-{flaw}") for flaw in flaws_of(one[key]))


def _cell(one: Mapping[str, Any]) -> NewCell | NewVersion:
    said = Said(
        texts={level: one[key] for key, level in TEXTS.items() if key in one},
        source=Source(one["source"]),
        stated_on=date.fromisoformat(one["on"]),
        disputed=one.get("disputed"),
    )
    if "cell" in one:
        return NewVersion(said, CellId(one["cell"]))
    return NewCell(
        said=said,
        field=FieldId(one["field"]),
        persons=tuple(one["persons"]),
        owner=Owner(one["owner"]) if "owner" in one else None,
        entry=int(one["entry"]) if "entry" in one else None,
        is_entrusted=one.get("entrusted_to_me", False),
        confiders=tuple(one.get("entrusted_by", ())),
        bound=one.get("bound_source", ""),
    )
