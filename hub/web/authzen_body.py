"""What a system sends by AuthZEN 1.0: read, or told at which place it is not right. Unknown keys are ignored."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

import orjson

from hub.terms.authzen import Deed, Entity, Inquiry

Fault = tuple[str, str]
"""A JSON pointer, and the id of what is wrong there."""

PARTS = ("subject", "action", "resource", "context")
NEEDED = {"subject": ("type", "id"), "action": ("name",), "resource": ("type", "id"), "context": ()}
SEMANTICS = ("execute_all", "deny_on_first_deny", "permit_on_first_permit")
MOST_QUESTIONS = 50
LONGEST_WORD = 256
"""Of a type, an id or a name: it is looked up and written down."""


class FaultyBody(ValueError):
    """Not as it should be; `fault` says where and what."""

    def __init__(self, pointer: str, kind: str) -> None:
        super().__init__(pointer)
        self.fault: Fault = (pointer, kind)


class Asking(NamedTuple):
    """Who asks, and when."""

    client: str
    at: datetime


class Stretch(NamedTuple):
    """Which results of a search are wanted."""

    after: str
    limit: int


def read_document(data: bytes) -> dict[str, Any]:
    """A JSON object, or FaultyBody."""
    try:
        document = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise FaultyBody("", "fault-json") from error
    if not isinstance(document, dict):
        raise FaultyBody("", "fault-type")
    return document


def read_inquiry(document: Mapping[str, Any], asking: Asking, open_part: str = "", place: str = "") -> Inquiry:
    """One question. Of a search the open part needs no id; an action that is open is left out altogether."""
    subject, resource = (_entity(document, part, open_part, place) for part in ("subject", "resource"))
    action = Deed("") if open_part == "action" else _deed(document, place)
    context = _object(document, "context", place) if "context" in document else {}
    return Inquiry(asking.client, asking.at, subject, action, resource, context)


def read_questions(document: Mapping[str, Any], asking: Asking) -> list[Inquiry | Fault]:
    """The questions of a batch, each with the defaults of the whole; a question that is none is its fault."""
    given = document.get("evaluations", [])
    if not isinstance(given, list):
        raise FaultyBody("/evaluations", "fault-type")
    if len(given) > MOST_QUESTIONS:
        raise FaultyBody("/evaluations", "fault-maxitems")
    return [_question(document, one, asking, f"/evaluations/{number}") for number, one in enumerate(given)]


def read_semantic(document: Mapping[str, Any]) -> str:
    """How a batch is worked through; unknown options are ignored."""
    options = _object(document, "options", "") if "options" in document else {}
    wanted = options.get("evaluations_semantic", SEMANTICS[0])
    if wanted not in SEMANTICS:
        raise FaultyBody("/options/evaluations_semantic", "fault-enum")
    return str(wanted)


def read_stretch(document: Mapping[str, Any], largest: int) -> Stretch:
    """Where a search goes on, and how far at most."""
    page = _object(document, "page", "") if "page" in document else {}
    token, limit = page.get("token", ""), page.get("limit", largest)
    if not isinstance(token, str):
        raise FaultyBody("/page/token", "fault-type")
    if not isinstance(limit, int) or isinstance(limit, bool) or limit < 1:
        raise FaultyBody("/page/limit", "fault-type")
    return Stretch(token, min(limit, largest))


def _question(whole: Mapping[str, Any], one: object, asking: Asking, place: str) -> Inquiry | Fault:
    if not isinstance(one, dict):
        return place, "fault-type"
    try:
        return read_inquiry(_merged(whole, one), asking, place=place)
    except FaultyBody as faulty:
        return faulty.fault


def _merged(whole: Mapping[str, Any], one: Mapping[str, Any]) -> dict[str, Any]:
    """A part of the question takes the place of the default as a whole, save what the part needs and does not say."""
    merged: dict[str, Any] = {}
    for part in PARTS:
        default, own = whole.get(part), one.get(part)
        if isinstance(own, dict) and isinstance(default, dict):
            merged[part] = {key: default[key] for key in NEEDED[part] if key in default} | own
        elif own is not None or default is not None:
            merged[part] = default if own is None else own
    return merged


def _entity(document: Mapping[str, Any], part: str, open_part: str, place: str) -> Entity:
    said = _object(document, part, place)
    name = "" if part == open_part else _text(said, "id", f"{place}/{part}")
    return Entity(_text(said, "type", f"{place}/{part}"), name, _properties(said, f"{place}/{part}"))


def _deed(document: Mapping[str, Any], place: str) -> Deed:
    said = _object(document, "action", place)
    return Deed(_text(said, "name", f"{place}/action"), _properties(said, f"{place}/action"))


def _properties(said: Mapping[str, Any], place: str) -> dict[str, Any]:
    return _object(said, "properties", place) if "properties" in said else {}


def _object(document: Mapping[str, Any], key: str, place: str) -> dict[str, Any]:
    if key not in document:
        raise FaultyBody(f"{place}/{key}", "fault-required")
    said = document[key]
    if not isinstance(said, dict):
        raise FaultyBody(f"{place}/{key}", "fault-type")
    return said


def _text(said: Mapping[str, Any], key: str, place: str) -> str:
    if key not in said:
        raise FaultyBody(f"{place}/{key}", "fault-required")
    word = said[key]
    if not isinstance(word, str) or not word:
        raise FaultyBody(f"{place}/{key}", "fault-type")
    if len(word) > LONGEST_WORD:
        raise FaultyBody(f"{place}/{key}", "fault-long")
    if "\0" in word:  # no text of a database holds it
        raise FaultyBody(f"{place}/{key}", "fault-control")
    return word
