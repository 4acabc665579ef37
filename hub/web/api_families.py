"""The own families through the API: a list or a search, page by page."""

# mypy: disallow-untyped-decorators=False

from typing import Any

from flask import abort, request
from flask_smorest import Blueprint  # type: ignore[import-untyped]  # it ships no types
from marshmallow import Schema, fields, validate
from werkzeug.wrappers import Response

from hub.terms.families import PAGE, Asked, Glance, Glances
from hub.terms.ids import FamilyNumber
from hub.terms.lists import Purpose
from hub.web.api import PURPOSE_PARAMETER, given_purpose, problem, write_json
from hub.web.door import CASELESS_ROLES
from hub.web.families import LONGEST_QUERY
from hub.web.family_rows import names_of, next_date_of
from hub.web.here import desk, now, principal
from hub.web.numbers import LONGEST, is_number
from hub.web.problems import Problem, answer

families_api = Blueprint("families_api", __name__, url_prefix="/api/v1")


class PersonSchema(Schema):
    """Somebody of a family, with the parts of the name that may be shown."""

    person = fields.String(required=True)
    given_name = fields.String(required=True, allow_none=True)
    family_name = fields.String(required=True, allow_none=True)


class GlanceSchema(Schema):
    """One family of a list. `next_date` is a day or an instant; `consent_ends` if one runs out within 30 days."""

    number = fields.String(required=True)
    people = fields.List(fields.Nested(PersonSchema), required=True)
    next_date = fields.String(required=True, allow_none=True)
    consent_ends = fields.Date(required=True, allow_none=True)
    own_decision_due = fields.Boolean(required=True)


class FamiliesSchema(Schema):
    """A page of families. `next` is the `cursor` of the following one; null at the end."""

    purpose = fields.String(required=True, validate=validate.OneOf([purpose.value for purpose in Purpose]))
    at = fields.AwareDateTime(required=True)
    families = fields.List(fields.Nested(GlanceSchema), required=True)
    next = fields.String(required=True, allow_none=True)


def _parameter(name: str, **schema: Any) -> dict[str, Any]:
    return {"in": "query", "name": name, "required": False, "schema": schema}


_PARAMETERS = [
    PURPOSE_PARAMETER,
    _parameter("q", type="string", minLength=1, maxLength=LONGEST_QUERY),
    _parameter("cursor", type="string", maxLength=LONGEST, pattern="^[A-Z0-9-]+$"),
    _parameter("limit", type="integer", minimum=1, maximum=PAGE, default=PAGE),
]


@families_api.route("/families", methods=["GET"], parameters=_PARAMETERS)
@families_api.doc(
    security=[{"bearer": []}],
    responses={
        401: problem("No valid token"),
        403: problem("This role has no families"),
        422: problem("A parameter is missing or not valid"),
        503: problem("Not now; nothing was shown"),
    },
)
@families_api.response(200, FamiliesSchema)
def list_families() -> Response:
    """The own families, or those that `q` finds: by case number, names, or date of birth. Each look is written down."""
    if principal().role in CASELESS_ROLES:
        abort(403)
    purpose, asked = given_purpose(request.args.getlist("purpose")), _asked()
    if purpose is None or purpose not in desk().purposes(principal()):
        return answer(Problem(422, "invalid-parameter", parameter="purpose"))
    if isinstance(asked, str):
        return answer(Problem(422, "invalid-parameter", parameter=asked))
    return write_json(_write(desk().list_own(principal(), purpose, asked, now()), purpose))


def _asked() -> Asked | str:
    """What is asked, or the name of the parameter that is wrong."""
    for name in ("q", "cursor", "limit"):
        if len(request.args.getlist(name)) > 1:
            return name
    query, after, limit = (request.args.get(name) for name in ("q", "cursor", "limit"))
    if query is not None and not 0 < len(query.strip()) <= LONGEST_QUERY:
        return "q"
    if after is not None and not is_number(after):
        return "cursor"
    if limit is not None and not (limit.isascii() and limit.isdigit() and len(limit) <= 2 and 1 <= int(limit) <= PAGE):
        return "limit"
    return Asked((query or "").strip(), FamilyNumber(after) if after else None, int(limit or PAGE))


def _write(glances: Glances, purpose: Purpose) -> dict[str, object]:
    return {
        "purpose": purpose.value,
        "at": now(),
        "families": [_line(glance) for glance in glances.lines],
        "next": glances.next,
    }


def _line(glance: Glance) -> dict[str, object]:
    found = next_date_of(glance.projection, now())
    return {
        "number": glance.number,
        "people": [
            {"person": one.person, "given_name": one.given_name, "family_name": one.family_name}
            for one in names_of(glance.projection)
        ],
        "next_date": found and found.isoformat(),
        "consent_ends": glance.ends,
        "own_decision_due": glance.own_say_due,
    }
