"""Writing by programs: new cells and new versions, all or nothing, once under each key (`docs/writing.md`)."""

# mypy: disallow-untyped-decorators=False

from flask import abort, request
from flask_smorest import Blueprint  # type: ignore[import-untyped]  # it ships no types
from werkzeug.wrappers import Response

from hub.db.errors import CellChanged
from hub.terms.clock import legal_day
from hub.terms.ids import FamilyNumber
from hub.terms.writing import NewCell, Occasion, Refusal, Refused, Submission, Written, version_tag
from hub.web.api import NUMBER_PARAMETER, problem, write_json
from hub.web.api_schemas import WrittenSchema
from hub.web.cells_body import Body, body_schema, read_body
from hub.web.here import desk, now, principal
from hub.web.keyed import IDEMPOTENCY, read_keyed
from hub.web.problems import Problem, answer
from hub.web.step_up import is_confirmed, refuse_program

cells_api = Blueprint("cells_api", __name__, url_prefix="/api/v1")

_HEADERS = [
    IDEMPOTENCY,
    {
        "in": "header",
        "name": "If-Match",
        "required": False,
        "description": "The versions that were read of all cells that get a new one, as the family's answer names them",
        "schema": {"type": "string"},
    },
]
_REFUSED = {
    Refusal.NOT_ALLOWED: (403, "forbidden", "fault-not-allowed"),
    Refusal.UNKNOWN_FIELD: (422, "invalid-body", "fault-field"),
    Refusal.NO_SOURCE: (422, "invalid-body", "fault-no-source"),
    Refusal.UNKNOWN_PERSON: (422, "invalid-body", "fault-person"),
    Refusal.NO_TAG: (428, "precondition-required", "fault-no-version"),
    Refusal.STALE: (412, "precondition-failed", "fault-stale"),
    Refusal.KEY_USED: (409, "key-used", ""),
}


@cells_api.route("/families/<number>/cells", methods=["POST"], parameters=[NUMBER_PARAMETER, *_HEADERS])
@cells_api.doc(
    security=[{"bearer": []}],
    requestBody={"required": True, "content": {"application/json": {"schema": body_schema()}}},
    responses={
        400: problem("No usable Idempotency-Key"),
        401: problem("No valid token"),
        403: problem("Your own family, but not a field that your function may write: `errors` names the places"),
        404: problem("No such family, or not yours: the same answer"),
        409: problem("The key was used for something else, or others keep writing at this place"),
        412: problem("A cell has another version by now, or is not there for you"),
        413: problem("More than 512 KiB"),
        415: problem("Not application/json"),
        422: problem("The body is not as it should be: `errors` names the places"),
        428: problem("A new version without If-Match"),
        503: problem("Not now; nothing was written"),
    },
)
@cells_api.response(201, WrittenSchema)
def write_cells(number: str) -> Response:
    """Add cells and versions to a family. Nothing is written unless all of it is; one entry says so."""
    sent = read_keyed(number)
    if isinstance(sent, Response):
        return sent
    key, data = sent
    body = read_body(data, legal_day(now()))
    if not isinstance(body, Body):
        return answer(Problem(422, "invalid-body", errors=body))
    if any(isinstance(one, NewCell) and one.is_entrusted for one in body.cells) and not is_confirmed():
        return refuse_program()
    tags = frozenset(request.if_match.as_set())
    submission = Submission(body.cells, key, data, tags, is_confirmed=is_confirmed())
    try:
        done = desk().write_cells(Occasion(principal(), FamilyNumber(number), body.purpose, now()), submission)
    except CellChanged:
        return answer(Problem(409, "changed-meanwhile"))
    return _refused(done) if isinstance(done, Refused) else _written(done)


def _written(done: Written) -> Response:
    cells = [{"cell": cell, "version": version_tag(cell, number)} for cell, number in done.cells]
    response = write_json({"entry": done.entry, "cells": cells})
    response.status_code = 201
    if len(cells) == 1:
        response.set_etag(cells[0]["version"])
    return response


def _refused(refused: Refused) -> Response:
    if refused.why is Refusal.NOT_YOURS:
        abort(404)
    if refused.why is Refusal.UNCONFIRMED:
        return refuse_program()
    status, kind, fault = _REFUSED[refused.why]
    return answer(Problem(status, kind, errors=tuple((f"/cells{place}", fault) for place in refused.places)))
