"""How often somebody may ask within a minute, across all workers: 429 with `Retry-After`, for people and programs."""

from flask import Flask, request
from werkzeug.wrappers import Response

from hub.web.desk import LIMITS
from hub.web.door import is_api
from hub.web.here import desk, signed_in
from hub.web.problems import Problem, answer

_SIGN_IN = frozenset({"sign_in.begin", "sign_in.come_back", "step_up.begin"})
_WINDOW = frozenset({"screen.bind_screen"})
_SEARCH = frozenset({"families.find_families", "families.show_families", "log.show_log", "log.show_own"})
_EXPORT = frozenset(
    {
        "own_account.take_along",
        "own_account.print_account",
        "register.take_register",
        "overviews.take_log",
        "overviews.take_verifier",
        "papers.take_paper",
        "papers.print_paper",
        "sample.take_report",
        "sample.print_report",
        "receipts.hand_out",
        "receipts.hand_out_own",
    }
)


def set_limits(app: Flask) -> None:
    """Count the requests of this app that have a limit. To be set after the doorkeeper, who says who is there."""
    app.before_request(_check_turn)


def _check_turn() -> Response | None:
    kind = _kind()
    wait = desk().wait_for_turn
    if kind is None or wait is None:
        return None
    seconds = wait(f"{kind} {_who(kind)}", desk().settings.limits.get(kind, LIMITS[kind]))
    if not seconds:
        return None
    response = answer(Problem(429, "too-many"))
    response.headers["Retry-After"] = str(seconds)
    return response


def _kind() -> str | None:
    """Of which limit a request takes a turn; None: of none."""
    for kind, routes in (("sign-in", _SIGN_IN), ("window", _WINDOW), ("search", _SEARCH), ("export", _EXPORT)):
        if request.endpoint in routes:
            return kind
    if request.endpoint == "back_channel.end_sessions":
        return "logout"
    return "api" if is_api() and request.endpoint is not None else None


def _who(kind: str) -> str:
    """Whose turn: a person, or else the address of the network that the request is from, as of other systems."""
    present = signed_in()
    if present is not None and kind not in {"sign-in", "logout", "window"}:
        return f"person {present.principal.id}"
    return f"address {request.remote_addr}"
