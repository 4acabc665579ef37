"""Where a provider of identity says that somebody signed out there (OpenID Back-Channel Logout 1.0).

No person calls this and no cookie counts: the signed token alone says whose sessions end. So it needs no form token.
"""

import structlog
from flask import Blueprint, request
from werkzeug.wrappers import Response

from hub.identity.tokens import TokenRules
from hub.web.here import desk
from hub.web.provider_way import find_service

back_channel = Blueprint("back_channel", __name__)

log = structlog.get_logger()


@back_channel.post("/abmelden/rueckkanal", defaults={"service": ""})
@back_channel.post("/abmelden/rueckkanal/<service>")
def end_sessions(service: str) -> Response:
    """200 once those sessions are over (also where there were none); 400 for every token that does not hold."""
    asked = find_service(service)
    rules = TokenRules(asked.issuer.url, asked.issuer.client_id)
    ended = desk().sessions.end(request.form.get("logout_token", ""), rules, asked.ring)
    if ended is None:
        log.warning("a logout token was refused", service=service)
        return Response('{"error":"invalid_request"}', 400, content_type="application/json")
    log.info("a provider ended sessions", service=service, sessions=ended)
    return Response(status=200)
