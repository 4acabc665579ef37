"""OpenID AuthZEN 1.0 for other systems: may this subject do this to that? A refusal is an answer, not an error.

Who asks is a system with a token of its own; where the operator admits none, nothing of this is there.
"""

from flask import Blueprint, abort, g, request
from werkzeug.wrappers import Response

from hub.terms.authzen import Inquiry, Verdict
from hub.web.api import write_json
from hub.web.authzen_body import (
    Asking,
    FaultyBody,
    read_document,
    read_inquiry,
    read_questions,
    read_semantic,
    read_stretch,
)
from hub.web.desk import Systems
from hub.web.here import desk, now
from hub.web.problems import Problem, answer

authzen = Blueprint("authzen", __name__)

PREFIX = "/access/v1"
CONFIGURATION = "/.well-known/authzen-configuration"
PAGE = 25
LONGEST_MARK = 200
_STOPS = {"execute_all": None, "deny_on_first_deny": False, "permit_on_first_permit": True}


@authzen.before_request
def _admit() -> None:
    """Nobody without a token of an admitted system, save to read where the questions go."""
    systems = _systems()
    if request.path == CONFIGURATION:
        return
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    client = systems.client(token) if scheme.lower() == "bearer" and token else None
    if client is None:
        abort(401)
    g.client = client


@authzen.after_app_request
def _echo(response: Response) -> Response:
    """The mark by which the asker finds an answer again, also on an error."""
    mark = request.headers.get("X-Request-ID", "")
    if request.path.startswith(PREFIX) and mark.isprintable() and mark.isascii() and 0 < len(mark) <= LONGEST_MARK:
        response.headers["X-Request-ID"] = mark
    return response


@authzen.get(CONFIGURATION)
def show_configuration() -> Response:
    """Where the questions go."""
    base = desk().settings.base_url.rstrip("/")
    places = {f"search_{part}_endpoint": f"{base}{PREFIX}/search/{part}" for part in ("subject", "resource", "action")}
    return write_json(
        {
            "policy_decision_point": base,
            "access_evaluation_endpoint": f"{base}{PREFIX}/evaluation",
            "access_evaluations_endpoint": f"{base}{PREFIX}/evaluations",
            **places,
        }
    )


@authzen.post(f"{PREFIX}/evaluation")
def evaluate() -> Response:
    """One question."""
    return write_json(_write(_systems().evaluate(read_inquiry(_document(), _asking()))))


@authzen.post(f"{PREFIX}/evaluations")
def evaluate_many() -> Response:
    """Several questions in their order; without any, the whole is the question."""
    document = _document()
    questions, semantic = read_questions(document, _asking()), read_semantic(document)
    if not questions:
        return write_json(_write(_systems().evaluate(read_inquiry(document, _asking()))))
    answers = []
    for question in questions:
        answers.append(_answer(question))
        if answers[-1]["decision"] is _STOPS[semantic]:
            break
    return write_json({"evaluations": answers})


@authzen.post(f"{PREFIX}/search/<any(subject, resource, action):part>")
def search(part: str) -> Response:
    """What of one kind would be permitted."""
    document = _document()
    inquiry, stretch = read_inquiry(document, _asking(), open_part=part), read_stretch(document, PAGE)
    found = _systems().search(inquiry, part, stretch.after, stretch.limit)
    kind = {"subject": inquiry.subject.type, "resource": inquiry.resource.type}.get(part)
    results = [{"name": name} if kind is None else {"type": kind, "id": name} for name in found.ids]
    return write_json({"results": results, "page": {"next_token": found.next, "count": len(results)}})


@authzen.errorhandler(FaultyBody)
def _refuse(faulty: FaultyBody) -> Response:
    return answer(Problem(400, "invalid-body", errors=(faulty.fault,)))


def _answer(question: Inquiry | tuple[str, str]) -> dict[str, object]:
    """A question that is none is refused by itself; the others are answered."""
    if isinstance(question, Inquiry):
        return _write(_systems().evaluate(question))
    pointer, kind = question
    return {"decision": False, "context": {"error": {"status": 400, "pointer": pointer, "kind": kind}}}


def _write(verdict: Verdict) -> dict[str, object]:
    return {"decision": verdict.permitted, "context": verdict.context}


def _document() -> dict[str, object]:
    if request.mimetype != "application/json":
        raise FaultyBody("", "fault-json")
    return read_document(request.get_data(cache=False))


def _asking() -> Asking:
    client: str = g.client
    return Asking(client, now())


def _systems() -> Systems:
    systems = desk().systems
    return abort(404) if systems is None else systems
