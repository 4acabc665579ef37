"""What programs send under a key: once for each, however often it is sent (`Idempotency-Key`)."""

import re
from collections.abc import Mapping

import orjson
from flask import abort, request
from marshmallow import Schema, ValidationError
from werkzeug.wrappers import Response

from hub.web.numbers import is_number
from hub.web.problems import Problem, answer

KEY = re.compile(r"[\x21-\x7e]{16,128}")
IDEMPOTENCY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": True,
    "description": "New for each request, the same when it is sent again; kept for 24 hours",
    "schema": {"type": "string", "minLength": 16, "maxLength": 128},
}

Fault = tuple[str, str]
"""A JSON pointer, and what is wrong there in a word that has a text."""


def read_keyed(number: str) -> tuple[str, bytes] | Response:
    """Key and body of a request about a family; or what is wrong with it before anybody reads the body."""
    key = request.headers.get("Idempotency-Key", "").strip().strip('"')
    if not is_number(number):
        abort(404)
    if request.mimetype != "application/json":
        abort(415)
    if not KEY.fullmatch(key):
        return answer(Problem(400, "key-missing", parameter="Idempotency-Key"))
    return key, request.get_data(cache=False)


def load_body(data: bytes, schema: Schema, *inner: Schema) -> Mapping[str, object] | tuple[Fault, ...]:
    """The body by its schema, or the places of it that are wrong; never what stands there.

    `inner` are the schemas of its parts: a key that none of them knows is named by where it stands alone.
    """
    try:
        document = orjson.loads(data)
    except orjson.JSONDecodeError:
        return (("", "fault-json"),)
    if not isinstance(document, dict):
        return (("", "fault-type"),)
    try:
        said: Mapping[str, object] = schema.load(document)
    except ValidationError as error:
        known = frozenset(name for one in (schema, *inner) for name in one.fields)
        return tuple((place, "fault-other") for place in sorted(_places(error.messages, known)))
    return said


def _places(messages: object, known: frozenset[str], at: str = "") -> set[str]:
    if not isinstance(messages, Mapping):
        return {at}
    return {
        place
        for key, inner in messages.items()
        for place in _places(inner, known, f"{at}/{key}" if isinstance(key, int) or key in known else at)
    }
