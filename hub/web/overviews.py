"""The officers' overview, and checks of the whole log for those who write no commands."""

from flask import Blueprint, Response, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response as Answer

from hub.terms.clock import legal_day
from hub.web.here import desk, now, principal, texts
from hub.web.overview_pictures import draw_heat, draw_line
from hub.web.overview_words import OverviewWords, name_check, name_state

overviews = Blueprint("overviews", __name__)
PATH = "/datenschutz/pruefung"


@overviews.get("/datenschutz")
def show_overview() -> str:
    """Figures of the own controller's log, as they were counted last. The look is written down."""
    seen = desk().overviews.open(principal(), now())
    return render_template(
        "overview.html",
        texts=texts(),
        seen=seen,
        words=OverviewWords(seen, texts(), now()),
        heat=draw_heat(seen),
        line=draw_line(seen),
        check=name_check(seen.checks, texts()),
    )


@overviews.get(PATH)
def show_checks() -> str:
    """What was checked when, and what was found; how to check without the hub."""
    checks = desk().overviews.checks()
    return render_template(
        "checks.html",
        texts=texts(),
        checks=checks,
        told=name_check(checks, texts()),
        state=name_state(checks.newest, texts()) if checks.newest else "",
        has_log=desk().overviews.has_log(),
    )


@overviews.post(PATH)
def begin_check() -> Answer:
    """Have the whole log checked. Pressed twice, it is checked once."""
    desk().overviews.check(principal(), now())
    return redirect(url_for("overviews.show_checks"), 303)


@overviews.get(f"{PATH}/verify.py")
def take_verifier() -> Response:
    """The program that checks offline."""
    return _file(desk().overviews.verifier(), "text/x-python; charset=utf-8", "verify.py")


@overviews.get(f"{PATH}/protokoll.tar")
def take_log() -> Response:
    """The log without contents. Taking it along is written down."""
    archive = desk().overviews.take_along(principal(), now())
    if archive is None:
        abort(404)
    return _file(archive, "application/x-tar", f"protokoll-{legal_day(now())}.tar")


def _file(content: "bytes | object", kind: str, name: str) -> Response:
    answer = Response(content, content_type=kind)  # type: ignore[arg-type]  # bytes or a stream of them: werkzeug takes both
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
