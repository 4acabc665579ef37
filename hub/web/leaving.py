"""Leaving a page of a family at once: the sign-in ends, and what stands in its place tells nobody anything (G2)."""

from flask import Blueprint, redirect, render_template, session, url_for
from werkzeug.wrappers import Response

from hub.web.here import desk, texts

leaving = Blueprint("leaving", __name__)


@leaving.get("/weg")
def leave_quickly() -> Response:
    """End the sign-in here, and go to a page that could be anybody's. A link, so that it works without a script."""
    key = session.get("key")
    if isinstance(key, str):
        desk().sessions.close(key)
    session.clear()
    response = redirect(url_for("leaving.show_elsewhere"), 303)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@leaving.get("/oeffnungszeiten")
def show_elsewhere() -> str:
    """Opening hours: no word about the hub, no way back into it."""
    return render_template("elsewhere.html", texts=texts())
