"""„Meine Sitzungen“: where one is signed in at this address, and the way to end it. No look at any family."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from hub.web.cases import session_key
from hub.web.here import desk, texts

own_sessions = Blueprint("own_sessions", __name__)

PATH = "/sitzungen"


@own_sessions.get(PATH)
def show() -> str:
    """All of them, in whatever post, the newest first."""
    sessions, ended = desk().sessions.own(session_key()), request.args.get("beendet") == "ja"
    return render_template("own-sessions.html", texts=texts(), sessions=sessions, ended=ended)


@own_sessions.post(PATH)
def end() -> Response:
    """End one; whose it is, the key of this session says. What is not one's own, or over, is not found."""
    if not desk().sessions.end_own(session_key(), request.form.get("sitzung", "")):
        abort(404)
    return redirect(url_for("own_sessions.show", beendet="ja"), 303)
