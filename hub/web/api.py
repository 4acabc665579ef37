"""The JSON API. Bearer tokens only; answers are written straight from the disclosure, and the schemas document them."""

# mypy: disallow-untyped-decorators=False

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import orjson
from flask import request
from flask_smorest import Api, Blueprint  # type: ignore[import-untyped]  # it ships no types
from werkzeug.wrappers import Response

from hub.db.errors import Moved
from hub.terms.answers import Blank, Disclosure, Frame, Projection, Value
from hub.terms.ids import CellId, PersonId
from hub.terms.lists import Category, Owner, Purpose
from hub.terms.writing import version_tag
from hub.web.api_schemas import FamilySchema, MeSchema, ProblemSchema
from hub.web.door import let_in_anew
from hub.web.family import disclose
from hub.web.here import desk, signed_in
from hub.web.numbers import LONGEST
from hub.web.problems import Problem, answer

DOCUMENT = {
    "API_TITLE": "FAM hub",
    "API_VERSION": "v1",
    "OPENAPI_VERSION": "3.1.0",
    "OPENAPI_URL_PREFIX": "/api",
    "OPENAPI_JSON_PATH": "openapi.json",
}

SECURITY = {"bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}}

api = Blueprint("api", __name__, url_prefix="/api/v1")


class DocumentedApi(Api):  # type: ignore[misc]  # its base has no types
    """flask-smorest for routing and the OpenAPI document; errors are answered in `problems.py` alone."""

    ERROR_SCHEMA = ProblemSchema

    def _register_error_handlers(self) -> None:
        """None of its own."""


NUMBER_PARAMETER = {
    "in": "path",
    "name": "number",
    "required": True,
    "schema": {"type": "string", "maxLength": LONGEST, "pattern": "^[A-Z0-9-]+$"},
}
PURPOSE_PARAMETER = {
    "in": "query",
    "name": "purpose",
    "required": True,
    "schema": {"type": "string", "enum": [purpose.value for purpose in Purpose]},
}

_PURPOSES = {purpose.value: purpose for purpose in Purpose}


def problem(description: str) -> dict[str, Any]:
    """A problem document among the answers of a route."""
    return {"description": description, "content": {"application/problem+json": {"schema": ProblemSchema}}}


@api.route("/me", methods=["GET"])
@api.doc(security=[{"bearer": []}], responses={401: problem("No valid token"), 503: problem("Not now")})
@api.response(200, MeSchema)
def show_me() -> Response:
    """Who the token speaks for, and the purposes that may be named."""
    present = signed_in()
    assert present is not None
    who = present.principal
    return write_json(
        {
            "ref": who.ref,
            "name": present.name,
            "role": who.role.value,
            "agency": who.agency.value,
            "agency_name": present.agency_name,
            "purposes": [purpose.value for purpose in desk().purposes(who)],
        }
    )


@api.route("/families/<number>", methods=["GET"], parameters=[NUMBER_PARAMETER, PURPOSE_PARAMETER])
@api.doc(
    security=[{"bearer": []}],
    responses={
        401: problem("No valid token"),
        404: problem("No such family, or not yours: the same answer"),
        422: problem("The purpose is missing or unknown"),
        503: problem("Not now; nothing was shown"),
    },
)
@api.response(200, FamilySchema)
def show_family(number: str) -> Response:
    """One family, field by field, for a purpose. Every look is written down before anything is shown."""
    purpose = given_purpose(request.args.getlist("purpose"))
    if purpose is None:
        return answer(Problem(422, "invalid-parameter", parameter="purpose"))
    try:
        disclosure = disclose(number, purpose)
    except Moved:
        let_in_anew()
        disclosure = disclose(number, purpose)
    return write_json(write_family(disclosure))


def write_family(disclosure: Disclosure) -> dict[str, object]:
    """The answer as it goes out; persons are named by their references."""
    projection = disclosure.projection
    said = _said_of(projection.frame) if projection.frame else _said(projection.people, projection.shown)
    return {
        "family": disclosure.family,
        "purpose": disclosure.purpose.value,
        "at": disclosure.at,
        "entry": disclosure.entry,
        "shown": [
            orjson.Fragment(b'%b,"value":%b}' % (said[value.cell], orjson.dumps(value.content)))
            for value in projection.shown
        ],
        "withheld": [_withheld(blank, projection.people[blank.person]) for blank in projection.blanks],
        "waiting": disclosure.waiting,
        "coming": [
            {"persons": persons, "category": category, "owner": owner}
            for persons, category, owner in sorted(_coming(projection))
        ],
    }


def _coming(projection: Projection) -> Iterable[tuple[list[str], Category, Owner]]:
    """What the pages call „wird freigeschaltet“: of what was decided to be shown, and of nothing else."""
    return (
        (sorted(projection.people[who] for who in one.persons), one.category, one.owner) for one in projection.coming
    )


@lru_cache(maxsize=256)
def _said_of(frame: Frame) -> Mapping[CellId, bytes]:
    """Remembered with the frame: looks that are alike say the same beside their values."""
    return _said(frame.people, frame.places)


def _said(people: Mapping[PersonId, str], places: Iterable[Value]) -> Mapping[CellId, bytes]:
    """What is said of each place save its value, as JSON that is not closed yet."""
    return {place.cell: orjson.dumps(_place(place, people)).removesuffix(b"}") for place in places}


def _place(place: Value, people: Mapping[PersonId, str]) -> dict[str, object]:
    because = place.because
    return {
        "cell": place.cell,
        "field": place.field,
        "persons": sorted(people[person] for person in place.persons),
        "category": place.category,
        "level": place.level.id,
        "owner": place.owner,
        "entry": place.entry,
        "part": place.part,
        "version": version_tag(place.cell, place.version) if place.version else None,
        "disputed": place.disputed,
        "because": {
            "policies": because.policies,
            "norms": because.norms,
            "consents": because.consents,
            "until": because.until,
        },
    }


def _withheld(blank: Blank, person: str) -> dict[str, object]:
    said: dict[str, object] = {
        "person": person,
        "category": blank.category,
        "owner": blank.owner,
        "reason": blank.reason.blank,
        "ask": blank.ask,
    }
    return said | {"disagreed": True} if blank.disagreed else said


def given_purpose(given: list[str]) -> Purpose | None:
    """Exactly one purpose that there is."""
    return _PURPOSES.get(given[0]) if len(given) == 1 else None


def write_json(content: dict[str, object]) -> Response:
    """An answer, straight from its parts."""
    return Response(orjson.dumps(content), content_type="application/json")
