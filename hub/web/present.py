"""Who is there, by the cookie of a session or by a program's token, with what they proved of late."""

from flask import request, session

from hub.terms.principals import SignedIn
from hub.web.granting import grant_for, is_lately, with_grant
from hub.web.here import desk

SHOWING = "api.show_family"
"""What shows values to a program: nowhere else is its token spent as a proof, since it counts once."""


def by_cookie() -> SignedIn | None:
    """Who signed in with this browser, while that lasts."""
    key = session.get("key")
    present = desk().sessions.load(key) if isinstance(key, str) else None
    return with_grant(present, session.get("grant"))


def by_token() -> SignedIn | None:
    """For whom a program speaks."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    present = desk().sessions.bearer(token) if scheme.lower() == "bearer" and token else None
    if present is None or request.endpoint != SHOWING or not is_lately(present.confirmed_at):
        return present
    return with_grant(present, grant_for(token))
