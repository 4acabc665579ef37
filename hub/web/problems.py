"""The one place that turns what went wrong into HTTP: a page for people, a problem document (RFC 9457) for programs.

The answer for a family that does not exist and for one that is not yours is the same, to the byte: it repeats nothing
of what was asked.
"""

import secrets
from dataclasses import dataclass

import orjson
import requests
import structlog
from authlib.common.errors import AuthlibBaseError
from flask import Flask, render_template
from flask_wtf.csrf import CSRFError
from joserfc.errors import JoseError
from werkzeug.exceptions import HTTPException, InternalServerError, MethodNotAllowed
from werkzeug.wrappers import Response

from hub.db.errors import RestorePending
from hub.web.door import is_api
from hub.web.here import texts
from hub.web.kept import answer_kept
from hub.web.texts import Texts, load_texts

RETRY_SECONDS = 5

_KINDS = {
    401: "not-signed-in",
    403: "forbidden",
    404: "not-found",
    405: "method-not-allowed",
    413: "too-large",
    414: "too-large",
    415: "unsupported-media-type",
    422: "invalid-parameter",
    429: "too-many",
    431: "too-large",
    500: "broken",
    503: "unavailable",
}

log = structlog.get_logger()


@dataclass(frozen=True)
class Problem:
    """One way of going wrong. `kind` is never renamed (rule 23); `mark` is what people quote and the log repeats.

    `errors` are JSON pointers into what was sent, each with the id of what is wrong there.
    """

    status: int
    kind: str
    parameter: str | None = None
    mark: str | None = None
    errors: tuple[tuple[str, str], ...] = ()


def set_problem_answers(app: Flask, unavailable: tuple[type[Exception], ...]) -> None:
    """Answer all that can go wrong in this app here."""
    app.register_error_handler(HTTPException, _answer_http)
    for error in (*unavailable, requests.RequestException):
        app.register_error_handler(error, _answer_unavailable)
    for error in (AuthlibBaseError, JoseError):
        app.register_error_handler(error, _answer_failed_sign_in)


def answer(problem: Problem) -> Response:
    """The problem, as the asker can read it."""
    return _document(problem) if is_api() else _page(problem)


def log_failure(error: BaseException, event: str) -> str:
    """Write down the kind of an error and its place, never its message, which may hold a value; return its mark."""
    mark = secrets.token_hex(2).upper()
    trace, place = error.__traceback__, ""
    while trace is not None:
        place = f"{trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    log.error(event, mark=mark, kind=type(error).__name__, place=place)
    return mark


def _answer_http(error: HTTPException) -> Response:
    if error.response is not None:
        return error.response  # type: ignore[return-value]  # abort() was given one of ours
    status = error.code or 500
    if status < 400:
        return error.get_response()
    cause = error.original_exception if isinstance(error, InternalServerError) else None
    mark = log_failure(cause or error, "request failed") if status >= 500 else None
    kind = "form-expired" if isinstance(error, CSRFError) else _KINDS.get(status, "bad-request")
    kept = answer_kept(kind, mark) if kind == "form-expired" else None
    if kept is not None:
        return kept
    response = answer(Problem(status, kind, mark=mark))
    if isinstance(error, MethodNotAllowed):
        response.headers["Allow"] = ", ".join(error.valid_methods or ())
    return response


def _answer_unavailable(error: Exception) -> Response:
    kind = "restore-pending" if isinstance(error, RestorePending) else "unavailable"
    problem = Problem(503, kind, mark=log_failure(error, "not available"))
    kept = answer_kept("unavailable", problem.mark)
    return _with_advice(problem, kept) if kept is not None else answer(problem)


def _answer_failed_sign_in(error: Exception) -> Response:
    return answer(Problem(400, "sign-in-failed", mark=log_failure(error, "sign-in failed")))


def _document(problem: Problem) -> Response:
    said = load_texts("de")
    content: dict[str, object] = {
        "type": f"urn:fam-hub:problem:{problem.kind}",
        "title": said.say(f"problem-{problem.kind}"),
        "status": problem.status,
        "detail": said.say(f"problem-{problem.kind}.text"),
    }
    if problem.parameter:
        content["parameter"] = problem.parameter
    if problem.errors:
        content["errors"] = [{"pointer": place, "detail": _say(said, what)} for place, what in problem.errors]
    if problem.mark:
        content["mark"] = problem.mark
    response = Response(orjson.dumps(content), problem.status, content_type="application/problem+json")
    return _with_advice(problem, response)


def _say(said: Texts, what: str) -> str:
    """A fault of the talk by its own text; all others by those for programs."""
    return said.say(what if said.knows(what) else f"cells-{what}")


def _page(problem: Problem) -> Response:
    page = render_template("problem.html", problem=problem, texts=texts())
    return _with_advice(problem, Response(page, problem.status, content_type="text/html; charset=utf-8"))


def _with_advice(problem: Problem, response: Response) -> Response:
    if problem.status == 503:
        response.headers["Retry-After"] = str(RETRY_SECONDS)
    if problem.status == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response
