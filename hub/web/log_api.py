"""The access log for programs of the data protection officer: the same lines and filters as the page."""

# mypy: disallow-untyped-decorators=False

from typing import Any

import orjson
from flask import request
from flask_smorest import Blueprint  # type: ignore[import-untyped]  # it ships no types
from werkzeug.wrappers import Response

from hub.terms.lists import Agency, Purpose
from hub.terms.log import MOST_LINES, LogLine, Outcome
from hub.web.api_schemas import LogSchema, ProblemSchema
from hub.web.here import desk, now, principal
from hub.web.log_query import API_NAMES, read_query
from hub.web.problems import Problem, answer

log_api = Blueprint("log-api", __name__, url_prefix="/api/v1")


def _parameter(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"in": "query", "name": name, "required": False, "schema": {"type": "string", **schema}}


_PARAMETERS = [
    _parameter("from", {"format": "date"}),
    _parameter("to", {"format": "date"}),
    _parameter("purpose", {"enum": [purpose.value for purpose in Purpose]}),
    _parameter("decision", {"enum": [outcome.value for outcome in Outcome]}),
    _parameter("agency", {"enum": [agency.value for agency in Agency]}),
    _parameter("staff", {"pattern": "^N-[0-9]{2,9}$", "description": "Of one quarter: needs `period`."}),
    _parameter("period", {"pattern": "^(19|20|21)[0-9]{2}-Q[1-4]$"}),
    _parameter("event", {}),
    _parameter("family", {"pattern": "^[A-Z0-9-]{1,32}$"}),
    _parameter("cursor", {}),
    _parameter("limit", {"type": "integer", "minimum": 1, "maximum": MOST_LINES, "default": 50}),
]


def _problem(description: str) -> dict[str, Any]:
    return {"description": description, "content": {"application/problem+json": {"schema": ProblemSchema}}}


@log_api.route("/log", methods=["GET"], parameters=_PARAMETERS)
@log_api.doc(
    security=[{"bearer": []}],
    responses={
        401: _problem("No valid token"),
        403: _problem("Not for this role"),
        422: _problem("A parameter cannot be; it is named"),
        503: _problem("Not now; nothing was shown"),
    },
)
@log_api.response(200, LogSchema)
def show_log_lines() -> Response:
    """The access log of one controller, newest first, in pseudonyms. Reading it is written down in it."""
    asked = read_query(request.args, API_NAMES)
    unknown = [name for name in request.args if name not in API_NAMES]
    for name in (*asked.faulty, *(["parameters"] if unknown else [])):
        return answer(Problem(422, "invalid-parameter", parameter=name))
    page = desk().read_log(principal(), asked.query, now())
    content = {"lines": [_line(line) for line in page.lines], "next": str(page.next) if page.next else None}
    return Response(orjson.dumps(content), content_type="application/json")


def _line(line: LogLine) -> dict[str, object]:
    return {
        "entry": line.entry,
        "at": line.at,
        "staff": line.pseudonym,
        "role": line.role,
        "agency": line.agency,
        "event": line.event,
        "family": line.family,
        "families": line.families,
        "persons": line.persons,
        "categories": line.categories,
        "purpose": line.purpose,
        "basis": line.basis,
        "effect": line.effect,
        "reason": line.reason,
        "taken_over": _claim(line),
    }


def _claim(line: LogLine) -> dict[str, object] | None:
    """What a record kept elsewhere claims; nothing for what the hub saw itself."""
    if line.taken_over_at is None:
        return None
    return {"at": line.taken_over_at, "action": line.action, "place": line.office}
