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
    """For whom a program speaks; of a look, as it was read before: it has that checked."""
    token, sessions = _token(), desk().sessions
    present = (sessions.bearer_as_read if request.endpoint == SHOWING else sessions.bearer)(token) if token else None
    if present is None or request.endpoint != SHOWING or not is_lately(present.confirmed_at):
        return present
    return with_grant(present, grant_for(token))


def by_token_anew(before: SignedIn) -> SignedIn | None:
    """For whom it speaks now; what they proved with it counts once, and was taken before."""
    present = desk().sessions.bearer(_token())
    is_same = present is not None and present.principal.id == before.principal.id
    return with_grant(present, before.principal.grant) if is_same else present


def _token() -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else ""
