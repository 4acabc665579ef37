"""The providers of identity behind this app: the way to each, and what of its answers holds."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.flask_client import OAuth
from flask import Flask, abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from hub.identity.confirming import confirmed_at
from hub.identity.tokens import KeyRing, TokenRules, fetch_keys, verify_token
from hub.terms.principals import Proof
from hub.web.desk import Desk, Issuer
from hub.web.here import desk


@dataclass(frozen=True, repr=False)
class Service:
    """One provider of identity: who it is, the client that speaks with it, and its own keys."""

    issuer: Issuer
    client: Any
    ring: KeyRing


def set_provider(app: Flask, desk: Desk) -> None:
    """Make the OpenID providers of the settings known to the app. Nothing is fetched before the first sign-in."""
    oauth = OAuth(app)
    app.extensions["services"] = {issuer.name: _service(oauth, issuer) for issuer in desk.settings.issuers}


def _service(oauth: OAuth, issuer: Issuer) -> Service:
    """What a sign-in began at one provider is kept under its name: no other can answer it (RFC 9207)."""
    client = oauth.register(
        f"provider-{issuer.name}",
        client_id=issuer.client_id,
        client_secret=issuer.client_secret,
        server_metadata_url=issuer.url.rstrip("/") + "/.well-known/openid-configuration",
        client_kwargs={"scope": "openid profile", "code_challenge_method": "S256", "default_timeout": 5},
    )
    return Service(issuer, client, KeyRing(partial(fetch_keys, issuer.url)))


def find_service(name: str) -> Service:
    """The provider of a name."""
    services: dict[str, Service] = current_app.extensions["services"]
    return services.get(name) or abort(404)


def go_to_provider(service: Service, **wanted: object) -> tuple[Response, str]:
    """The way there with what is wanted of this sign-in, and the state under which its answer comes."""
    way_back = desk().settings.base_url.rstrip("/") + url_for("sign_in.come_back", service=service.issuer.name)
    asked = service.client.create_authorization_url(way_back, **wanted)
    service.client.save_authorize_data(redirect_uri=way_back, **asked)
    return redirect(asked["url"], 302), str(asked["state"])


def check_issuer(service: Service) -> None:
    """An answer of another issuer is a mix-up (RFC 9207); where none is named, each has a way back of its own."""
    is_named = bool(service.client.load_server_metadata().get("authorization_response_iss_parameter_supported"))
    issuer = service.issuer.url
    if request.args.get("iss", None if is_named else issuer) != issuer:
        raise OAuthError("invalid_issuer")


def read_claims(service: Service, token: dict[str, object]) -> dict[str, object]:
    """authlib has checked state and nonce; issuer, audience, time and algorithm are checked once more, our way."""
    rules = TokenRules(service.issuer.url, service.issuer.client_id)
    claims = verify_token(str(token.get("id_token", "")), rules, service.ring, datetime.now(UTC))
    if claims is None or "userinfo" not in token:
        raise OAuthError("invalid_id_token")
    return dict(claims)


def prove(issuer: Issuer, claims: dict[str, object]) -> Proof:
    """What a verified ID token says of a sign-in."""
    sid = claims.get("sid")
    return Proof(
        issuer=str(claims["iss"]),
        subject=str(claims["sub"]),
        sid=sid if isinstance(sid, str) else "",
        confirmed_at=confirmed_at(claims, issuer.acr),
    )
