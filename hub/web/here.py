"""The request at hand: which desk answers it, who is there, at which instant, in which language."""

from datetime import datetime

from flask import current_app, g, session

from hub.terms.principals import Principal, SignedIn
from hub.web.desk import Desk
from hub.web.texts import Texts, choose_language, load_texts

LONGEST_PATH = 300
"""What is longer is not kept: a session lives in a cookie."""


def desk() -> Desk:
    """The desk this process works for."""
    found: Desk = current_app.extensions["desk"]
    return found


def now() -> datetime:
    """The instant of this request: the clock is read once (rule 16)."""
    if "at" not in g:
        g.at = desk().clock()
    at: datetime = g.at
    return at


def signed_in() -> SignedIn | None:
    """Who is there, as the doorkeeper (`door.py`) found out; None on the few open routes."""
    found: SignedIn | None = g.get("signed_in")
    return found


def principal() -> Principal:
    """Who asks. Only for routes behind the door."""
    present = signed_in()
    assert present is not None
    return present.principal


def local_path(wanted: object) -> str:
    """A path of this very address, or nothing: nobody is sent elsewhere by what a browser said."""
    if not isinstance(wanted, str) or len(wanted) > LONGEST_PATH or not wanted.isprintable():
        return ""
    return wanted if wanted.startswith("/") and not wanted.startswith("//") and "\\" not in wanted else ""


def texts() -> Texts:
    """The texts in the language chosen for this browser."""
    return load_texts(choose_language(session.get("language")))
