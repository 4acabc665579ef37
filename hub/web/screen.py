"""The shared window `/beamer`: no sign-in, one code that counts once, a cookie of its own, and one view.

The page itself holds nothing of anybody: what all who are there may see comes by itself, decided anew each time. So a
window without a script, or whose server is away, shows nothing.
"""

from flask import Blueprint, Response, abort, current_app, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from hub.terms.lists import Agency
from hub.terms.rooms import Shared, Showing
from hub.web.cards import CardMaker
from hub.web.headers import HEADERS
from hub.web.here import desk, now, texts
from hub.web.streams import Streams

screen = Blueprint("screen", __name__)

LONGEST_CODE = 40
_STREAM = {
    **HEADERS,
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-store",
    "Connection": "close",
    "X-Accel-Buffering": "no",
}


@screen.get("/beamer")
def show_screen() -> AnyResponse | str:
    """The window, or the form for its code."""
    if _stamp() is None:
        return _form(200)
    return render_template("screen.html", texts=texts())


@screen.post("/beamer")
def bind_screen() -> AnyResponse:
    """Bind this window by a code. One that is wrong, used or too old: the same answer."""
    code = request.form.get("code", "")
    cookie = desk().rooms.bind(code, now()) if 0 < len(code) <= LONGEST_CODE else None
    if cookie is None:
        return _form(422)
    answer = redirect(url_for("screen.show_screen"), 303)
    answer.set_cookie(
        _cookie_name(),
        cookie,
        httponly=True,
        samesite="Strict",
        secure=bool(current_app.config["SESSION_COOKIE_SECURE"]),
    )
    return answer


@screen.get("/beamer/bild")
def show_picture() -> AnyResponse:
    """What is to be seen now: decided for this delivery and written down."""
    shared = desk().rooms.show(_cookie(), now()) if _cookie() else None
    if shared is None:
        abort(404)
    answer = make_response(render_template("screen-picture.html", texts=texts(), shared=shared, cards=_cards(shared)))
    answer.headers["X-Stamp"] = shared.stamp
    return answer


@screen.get("/beamer/stand")
def show_stamp() -> AnyResponse:
    """A word that stays as long as what is shown stays: for windows that a stream does not reach."""
    stamp = _stamp()
    return Response(stamp, mimetype="text/plain") if stamp is not None else abort(404)


@screen.get("/beamer/strom")
def stream_stamps() -> AnyResponse:
    """The same as a stream. Where it cannot be one, the window asks for the word instead (503)."""
    if _stamp() is None:
        abort(404)
    head = "HTTP/1.1 200 OK\r\n" + "".join(f"{name}: {value}\r\n" for name, value in _STREAM.items()) + "\r\n"
    streams: Streams = current_app.extensions["streams"]
    is_plain = request.environ.get("SERVER_PROTOCOL") == "HTTP/1.1"
    body = streams.body(request.environ.get("gunicorn.socket") if is_plain else None, head.encode(), _cookie())
    return Response(body) if body is not None else Response("", 503, mimetype="text/plain")


@screen.post("/beamer/bild-aus")
def darken_screen() -> AnyResponse:
    """Picture off at the window, or on again."""
    if _stamp() is None:
        abort(404)
    desk().rooms.darken(_cookie(), is_dark=request.form.get("aus") == "1")
    return Response("", 204)


def _form(status: int) -> AnyResponse:
    return make_response(render_template("screen-code.html", texts=texts(), status=status), status)


def _stamp() -> str | None:
    """The word of this window; None where the cookie is of no window."""
    cookie = _cookie()
    return desk().rooms.stamps([cookie], now()).get(cookie) if cookie else None


def _cookie() -> str:
    return request.cookies.get(_cookie_name(), "")


def _cookie_name() -> str:
    """With the group in its name, as the session's: browsers do not tell apart the ports of one machine."""
    return ("__Host-" if current_app.config["SESSION_COOKIE_SECURE"] else "") + f"fam_beamer_{desk().agency}"


def _cards(shared: Shared) -> tuple[object, ...]:
    if shared.showing is not Showing.VIEW or shared.disclosure is None:
        return ()
    return CardMaker(shared.disclosure, desk().catalogue, Agency(desk().agency.value), texts()).cards()
