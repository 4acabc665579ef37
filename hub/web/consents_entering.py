"""Entering consents by programs: a whole talk with its answers, kept once under each key (`docs/consents-api.md`)."""

# mypy: disallow-untyped-decorators=False

from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from flask import abort
from flask_smorest import Blueprint  # type: ignore[import-untyped]  # it ships no types
from werkzeug.wrappers import Response

from hub.terms.ids import FamilyNumber, PersonId
from hub.terms.lists import Purpose
from hub.terms.parts import Wanted
from hub.terms.talk_faults import SignFault
from hub.terms.talks import Answered, Entered, NewQuestion, Reply, Signed, TalkDesk, TalkOutcome, TalkWay
from hub.terms.writing import Submission
from hub.web.api import NUMBER_PARAMETER, problem, write_json
from hub.web.entering_body import EnteredSchema, EnteringSchema, read_entering_body
from hub.web.here import desk, now, principal
from hub.web.keyed import IDEMPOTENCY, read_keyed
from hub.web.naming import Naming
from hub.web.problems import Problem, answer
from hub.web.talk_list import title
from hub.web.texts import load_texts

consents_entering = Blueprint("consents_entering", __name__, url_prefix="/api/v1")

_PLACES = {
    "signature": "/signature",
    "reason": "/reason",
    "reason_signs": "/reason",
    "place": "/place",
    "witnesses": "/witnesses",
    "interpreter": "/interpreter",
    "insight": "/insight",
    "language": "/language",
    "form": "/form_version",
    "power": "/by",
    "health": "/way",
    "way": "/way",
}


@consents_entering.route("/families/<number>/consents", methods=["POST"], parameters=[NUMBER_PARAMETER])
@consents_entering.doc(
    parameters=[IDEMPOTENCY],
    security=[{"bearer": []}],
    requestBody={"required": True, "content": {"application/json": {"schema": EnteringSchema}}},
    responses={
        400: problem("No usable Idempotency-Key"),
        401: problem("No valid token"),
        404: problem("No such family, or not yours: the same answer"),
        409: problem("The key was used for something else"),
        413: problem("More than 512 KiB"),
        415: problem("Not application/json"),
        422: problem("Something is missing or not valid: `errors` names the places; nothing was kept"),
        503: problem("Not now; nothing was kept"),
    },
)
@consents_entering.response(201, EnteredSchema)
def enter_consents(number: str) -> Response:
    """Keep the answers of one person to some questions, as they were declared. From then on every window shows it."""
    sent = read_keyed(number)
    if isinstance(sent, Response):
        return sent
    key, data = sent
    body = read_entering_body(data)
    if isinstance(body, tuple):
        return answer(Problem(422, "invalid-body", errors=body))
    wanted = Wanted(FamilyNumber(number), Purpose(body["purpose"]))
    found = desk().talks.open(principal(), wanted, now())
    if found is None:
        abort(404)
    if body["form_version"] != found.form.version:
        return answer(Problem(422, "invalid-body", errors=(("/form_version", "talk-fault-form"),)))
    entered = _entered(body, found, Submission((), key, data, frozenset()))
    if isinstance(entered, tuple):
        return answer(Problem(422, "invalid-body", errors=entered))
    return _answered(desk().talks.enter(principal(), wanted, entered, now()))


def _answered(outcome: TalkOutcome | None) -> Response:
    if outcome is None:
        abort(404)
    if SignFault.KEY_USED.value in outcome.faults:
        return answer(Problem(409, "key-used"))
    if outcome.faults:
        base = "" if outcome.at is None else f"/questions/{outcome.at}"
        places = tuple((base or _PLACES.get(fault, "/questions"), _text(fault)) for fault in outcome.faults)
        return answer(Problem(422, "invalid-body", errors=places))
    refs = [f"{outcome.number}-{place}" for place in range(1, outcome.count + 1)]
    response = write_json({"number": outcome.number, "consents": refs})
    response.status_code = 201
    return response


def _text(fault: str) -> str:
    return "fault-peace" if fault == "peace" else f"talk-fault-{fault}"


def _entered(body: Mapping[str, Any], found: TalkDesk, sent: Submission) -> Entered | tuple[tuple[str, str], ...]:
    """The talk; or where somebody is named whom the sender does not know of."""
    naming = Naming(found.disclosure, load_texts("de"))
    people = {word: person for person, word in naming.people.items()}
    asked = [(f"/questions/{place}/person", one["person"]) for place, one in enumerate(body["questions"])]
    unknown = tuple((place, "fault-person") for place, word in [("/by", body["by"]), *asked] if word not in people)
    if unknown:
        return unknown
    by = people[body["by"]]
    return Entered(
        id=str(uuid5(NAMESPACE_URL, f"fam-hub talk|{principal().id}|{found.disclosure.family}|{sent.key}")),
        by=by,
        by_name=naming.name(by),
        language=body.get("language", ""),
        interpreter=body.get("interpreter", ""),
        questions=tuple(_question(one, people, found, naming) for one in body["questions"]),
        signed=_signed(body),
        sent=sent,
    )


def _question(one: Mapping[str, Any], people: Mapping[str, PersonId], found: TalkDesk, naming: Naming) -> NewQuestion:
    named = {recipient.key: recipient for recipient in found.recipients}
    recipient = title(named[one["recipient"]], naming) if one["recipient"] in named else ""
    return NewQuestion(
        person=people[one["person"]],
        recipient=one["recipient"],
        categories=tuple(one["categories"]),
        purpose=one["purpose"],
        why=one["why"],
        until=one["until"],
        asks_deputies="deputies" in one,
        brought_up=one["brought_up"],
        names=(naming.name(people[one["person"]]), recipient),
        bound=one.get("bound"),
    )


def _signed(body: Mapping[str, Any]) -> Signed:
    way = TalkWay(body["way"])
    replies = [(Reply(one["answer"]), one.get("deputies", False)) for one in body["questions"]]
    return Signed(
        way=way,
        answers=tuple(Answered(reply, reply is Reply.YES and deputies) for reply, deputies in replies),
        place=body.get("place", ""),
        witnesses=body.get("witnesses", ""),
        strokes=tuple(map(tuple, body.get("signature", ()))) if way is TalkWay.TABLET else (),
        reason=body.get("reason", "") if way is TalkWay.ORAL else "",
        insight=body.get("insight", ""),
        copy=body["copy"],
    )
