"""Consents by programs: how they stand, one paper, and taking one back; the same verbs as on the pages."""

# mypy: disallow-untyped-decorators=False

from collections.abc import Mapping

from flask import abort, request
from flask_smorest import Blueprint  # type: ignore[import-untyped]  # it ships no types
from werkzeug.wrappers import Response

from hub.terms.consents import ConsentChoice, ConsentView, PaperStory
from hub.terms.ids import FamilyNumber, PersonId
from hub.terms.lists import Category, Effect
from hub.terms.parts import Wanted
from hub.terms.withdrawing import Part, Sent, WithdrawalFault, WithdrawalOutcome, WithdrawalWish
from hub.terms.writing import Submission
from hub.web.api import NUMBER_PARAMETER, PURPOSE_PARAMETER, given_purpose, problem, write_json
from hub.web.consents_body import (
    PLACES,
    ConsentsSchema,
    PaperSchema,
    WithdrawalBody,
    WithdrawalSchema,
    WithdrawnSchema,
    read_withdrawal_body,
    version_of,
    write_paper,
    write_view,
)
from hub.web.here import desk, now, principal
from hub.web.keyed import IDEMPOTENCY, read_keyed
from hub.web.numbers import LONGEST, is_number
from hub.web.problems import Problem, answer

consents_api = Blueprint("consents_api", __name__, url_prefix="/api/v1")

_PAPER = {"in": "path", "name": "consent", "required": True, "schema": {"type": "string", "maxLength": LONGEST}}
_RECIPIENT = {"in": "query", "name": "recipient", "required": False, "schema": {"type": "string", "maxLength": LONGEST}}
_IF_MATCH = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "description": "The version of the paper that was read, as its answer names it",
    "schema": {"type": "string"},
}
_NOT_FOUND = {
    401: problem("No valid token"),
    404: problem("No such family or consent, or not yours: the same answer"),
    422: problem("Something is missing or not valid: `parameter` or `errors` names the place"),
    503: problem("Not now; nothing was shown or written"),
}


@consents_api.route("/families/<number>/consents", methods=["GET"], parameters=[NUMBER_PARAMETER])
@consents_api.doc(security=[{"bearer": []}], responses=_NOT_FOUND, parameters=[PURPOSE_PARAMETER, _RECIPIENT])
@consents_api.response(200, ConsentsSchema)
def list_consents(number: str) -> Response:
    """How the consents of a family stand to one recipient, and every paper. Written down before anything is shown."""
    view = _look(number, ConsentChoice(recipient=request.args.get("recipient")))
    return view if isinstance(view, Response) else write_json(write_view(view, _people(view)))


@consents_api.route(
    "/families/<number>/consents/<consent>", methods=["GET"], parameters=[NUMBER_PARAMETER, _PAPER, PURPOSE_PARAMETER]
)
@consents_api.doc(security=[{"bearer": []}], responses=_NOT_FOUND)
@consents_api.response(200, PaperSchema)
def show_consent(number: str, consent: str) -> Response:
    """One paper with all that was said to it; its version is also the ETag."""
    view = _look(number, ConsentChoice())
    if isinstance(view, Response):
        return view
    paper = _paper(view, consent)
    response = write_json(write_paper(paper, _people(view)))
    response.set_etag(version_of(paper))
    return response


@consents_api.route(
    "/families/<number>/consents/<consent>/withdrawals",
    methods=["POST"],
    parameters=[NUMBER_PARAMETER, _PAPER, IDEMPOTENCY, _IF_MATCH],
)
@consents_api.doc(
    security=[{"bearer": []}],
    requestBody={"required": True, "content": {"application/json": {"schema": WithdrawalSchema}}},
    responses={
        **_NOT_FOUND,
        400: problem("No usable Idempotency-Key"),
        409: problem("The key was used for something else"),
        412: problem("Something was declared on the paper meanwhile"),
        413: problem("More than 512 KiB"),
        415: problem("Not application/json"),
        428: problem("No If-Match"),
    },
)
@consents_api.response(201, WithdrawnSchema)
def take_back(number: str, consent: str) -> Response:
    """Enter that somebody took a consent back, whole or in part: in force from its receipt, whoever is looking."""
    sent = read_keyed(number)
    if isinstance(sent, Response):
        return sent
    key, data = sent
    body = read_withdrawal_body(data)
    if not isinstance(body, WithdrawalBody):
        return answer(Problem(422, "invalid-body", errors=body))
    tags = frozenset(request.if_match.as_set())
    if not tags:
        return answer(Problem(428, "precondition-required"))
    whole = b"\n".join((consent.encode(), data))  # the same body about another consent is something else
    return _enter(FamilyNumber(number), consent, body, Submission((), key, whole, tags))


def _enter(number: FamilyNumber, ref: str, body: WithdrawalBody, sent: Submission) -> Response:
    """After a look at the papers, which is written down; a key that was used is answered before the version counts."""
    view = desk().consents.open(principal(), Wanted(number, body.purpose), ConsentChoice(), now())
    if view.disclosure.effect is Effect.DENY:
        abort(404)
    paper, people = _paper(view, ref), {ref: person for person, ref in _people(view).items()}
    unknown = _unknown(body, people)
    if unknown:
        return answer(Problem(422, "invalid-body", errors=unknown))
    wish = WithdrawalWish(
        number=number,
        purpose=body.purpose,
        ref=ref,
        by=people[body.by],
        received_at=body.received_at,
        told=body.told,
        part=_part(body, people),
        sent=Sent(sent, is_stale=version_of(paper) not in sent.tags),
    )
    return _answered(desk().withdrawals.enter(principal(), wish, now()))


def _answered(outcome: WithdrawalOutcome | None) -> Response:
    if outcome is None:
        abort(404)
    if WithdrawalFault.KEY_USED in outcome.faults:
        return answer(Problem(409, "key-used"))
    if WithdrawalFault.STALE in outcome.faults:
        return answer(Problem(412, "precondition-failed"))
    if outcome.faults:
        places = tuple(PLACES[fault] for fault in outcome.faults if isinstance(fault, WithdrawalFault))
        return answer(Problem(422, "invalid-body", errors=places))
    response = write_json({"entry": outcome.entry})
    response.status_code = 201 if outcome.entry else 200
    return response


def _look(number: str, choice: ConsentChoice) -> ConsentView | Response:
    """A look at the consents of a family for the purpose that is named; else what is wrong."""
    if not is_number(number):
        abort(404)
    purpose = given_purpose(request.args.getlist("purpose"))
    if purpose is None:
        return answer(Problem(422, "invalid-parameter", parameter="purpose"))
    view = desk().consents.open(principal(), Wanted(FamilyNumber(number), purpose), choice, now())
    if view.disclosure.effect is Effect.DENY:
        abort(404)
    return view


def _people(view: ConsentView) -> Mapping[PersonId, str]:
    """Everybody who may be named, by reference."""
    return {**view.disclosure.projection.people, **{one.id: one.ref for one in view.persons}}


def _paper(view: ConsentView, ref: str) -> PaperStory:
    paper = next((one for one in view.papers if one.ref == ref), None)
    return paper if paper is not None else abort(404)


def _unknown(body: WithdrawalBody, people: Mapping[str, PersonId]) -> tuple[tuple[str, str], ...]:
    """Where somebody is named whom the reader does not know of."""
    wrong = [("/by", "fault-person")] if body.by not in people else []
    named = enumerate(body.part.get("persons", ()))
    return (*wrong, *((f"/part/persons/{n}", "fault-person") for n, ref in named if ref not in people))


def _part(body: WithdrawalBody, people: Mapping[str, PersonId]) -> Part:
    part = body.part
    return Part(
        persons=frozenset(people[ref] for ref in part["persons"]) if "persons" in part else None,
        categories=frozenset(map(Category, part["categories"])) if "categories" in part else None,
        recipients=frozenset(part["recipients"]) if "recipients" in part else None,
    )
