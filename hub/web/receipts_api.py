"""Receipts of consents by programs: the same files as on the pages, for who may see the paper."""

# mypy: disallow-untyped-decorators=False

from flask import abort, request
from flask_smorest import Blueprint  # type: ignore[import-untyped]  # it ships no types
from werkzeug.wrappers import Response

from hub.terms.ids import FamilyNumber
from hub.terms.lists import Effect
from hub.terms.parts import Wanted
from hub.terms.receipts import Format, Which
from hub.web.api import NUMBER_PARAMETER, PURPOSE_PARAMETER, given_purpose, problem
from hub.web.here import desk, now, principal
from hub.web.numbers import LONGEST, is_number
from hub.web.problems import Problem, answer
from hub.web.receipts import write_file

receipts_api = Blueprint("receipts_api", __name__, url_prefix="/api/v1")

_PAPER = {"in": "path", "name": "consent", "required": True, "schema": {"type": "string", "maxLength": LONGEST}}
_PERSON = {
    "in": "query",
    "name": "person",
    "required": False,
    "description": "Whose part, by reference; needed where the paper is about several people",
    "schema": {"type": "string", "maxLength": LONGEST},
}
_FORMAT = {
    "in": "query",
    "name": "format",
    "required": False,
    "schema": {"type": "string", "enum": [form.value for form in Format], "default": Format.JSONLD.value},
}
_TEXT = {"schema": {"type": "string"}}
_ANSWERS = {
    200: {
        "description": "The receipt: a consent record by ISO/IEC TS 27560, its text, or a tagged PDF",
        "content": {"application/ld+json": {"schema": {"type": "object"}}, "text/plain": _TEXT, "application/pdf": {}},
    },
    401: problem("No valid token"),
    404: problem("No such family, consent or person, or not yours: the same answer"),
    422: problem("The purpose or the format is not valid, or the person has to be named: `parameter` says which"),
    503: problem("Not now; nothing was shown"),
}


@receipts_api.route(
    "/families/<number>/consents/<consent>/receipt",
    methods=["GET"],
    parameters=[NUMBER_PARAMETER, _PAPER, PURPOSE_PARAMETER, _PERSON, _FORMAT],
)
@receipts_api.doc(security=[{"bearer": []}], responses=_ANSWERS)
def hand_out(number: str, consent: str) -> Response:
    """One person's receipt of one consent. Written down before anything is shown."""
    if not is_number(number):
        abort(404)
    purpose, form = given_purpose(request.args.getlist("purpose")), request.args.get("format", Format.JSONLD.value)
    if purpose is None or form not in set(Format):
        return answer(Problem(422, "invalid-parameter", parameter="format" if purpose else "purpose"))
    which = Which(consent, request.args.get("person", ""))
    view = desk().receipts.open(principal(), Wanted(FamilyNumber(number), purpose), which, now())
    if view.disclosure.effect is Effect.DENY or not view.persons:
        abort(404)
    if view.receipt is None:
        return answer(Problem(422, "invalid-parameter", parameter="person"))
    return write_file(view, Format(form))
